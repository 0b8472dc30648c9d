"""A unit's reminders in its own group or a topic of it; in a group that isn't linked, only how to link it."""

from typing import Any

from flow_office import GROUP, KT, LEADER, PCCC, PLAN, SECRETARY, STRANGER, Office, Opened

from bot.model.people import Role

TOPIC, OTHER_TOPIC, NEW_ID = 77, 78, -3001
AGENDA = "Việc cần báo cáo"
COMMANDS = ("/viec", "/viec III.3.1-1", "/tiendo", "/capnhat III.3.1-1 xong", "/trogiup", "/roi")


async def links_unit_group(office: Office, unit: str = "ubnd-tp", topic: int | None = None) -> None:
    code = office.code(Role.GROUP, unit=unit)
    if topic is None:
        office.api.add_to_group(LEADER, GROUP, code)
    else:
        office.api.add_topic(GROUP, topic)
        office.api.add_to_group(LEADER, GROUP, "")
        office.api.say(LEADER, GROUP, f"/start {code}", thread=topic)
    await office.robot.step()


def agendas(office: Office, chat: int) -> list[dict[str, Any]]:
    return [m for m in office.of_bot(chat) if AGENDA in m["text"]]


async def test_a_units_agenda_goes_to_its_group_instead_of_private_chats(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        assert "Đã liên kết nhóm này với Ủy ban nhân dân thành phố" in office.last(GROUP)["text"]
        await office.at("2025-12-01 07:30")
        assert len(agendas(office, GROUP)) == 1
        assert agendas(office, KT) == []


async def test_without_a_group_the_agenda_is_private(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await links_unit_group(office)
        await office.at("2025-12-01 07:30")
        assert len(agendas(office, PCCC)) == 1


async def test_thrown_out_of_the_group_the_bot_writes_to_the_officials_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        before = len(agendas(office, KT))
        office.api.kick_bot(GROUP)
        await office.robot.step()
        await office.at("2025-12-17 07:30")
        assert len(agendas(office, KT)) == before + 1


async def test_an_answer_to_the_agenda_in_the_group_is_a_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        agenda = agendas(office, GROUP)[-1]["message_id"]
        await office.says(KT, "1 đang làm 60%", to=agenda, chat=GROUP)
        assert [percent for _, _, percent, _ in office.reports()] == [60]
        assert "Đã ghi" in office.last(GROUP)["text"]


async def test_what_people_say_to_each_other_is_none_of_the_bots_business(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.privacy = False
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        said = len(office.of_bot(GROUP))
        await office.says(KT, "1 xong rồi các đồng chí", chat=GROUP)
        assert office.reports() == []
        assert len(office.of_bot(GROUP)) == said


async def test_who_presses_in_the_group_is_who_is_asked(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        await office.presses(KT, "1", chat=GROUP)
        card = office.last(GROUP)["message_id"]
        await office.presses(STRANGER, "Hoàn thành", on=card, chat=GROUP)
        assert office.reports() == []
        await office.presses(KT, "Hoàn thành", on=card, chat=GROUP)
        assert [state for _, state, _, _ in office.reports()] == ["done"]


async def test_a_topic_gets_the_agenda_the_cards_and_the_answers(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office, topic=TOPIC)
        await office.at("2025-12-01 07:30")
        await office.presses(KT, "1", chat=GROUP)
        await office.says(KT, "đang làm 60%", to=office.last(GROUP)["message_id"], chat=GROUP)
        told = [m for m in office.of_bot(GROUP) if "Nhóm này chưa" not in m["text"]]
        assert len(told) == 4  # welcome, agenda, card, receipt
        assert {m["message_thread_id"] for m in told} == {TOPIC}


async def test_two_units_have_a_topic_each(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await links_unit_group(office, "ubnd-tp", TOPIC)
        await links_unit_group(office, "cong-an-tp", OTHER_TOPIC)
        await office.at("2025-12-01 07:30")
        found = {m["message_thread_id"]: m["text"] for m in agendas(office, GROUP)}
        assert "Ủy ban nhân dân" in found[TOPIC]
        assert "Công an" in found[OTHER_TOPIC]


async def test_the_digest_goes_to_the_topic_it_was_linked_in(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.with_picture()
        office.api.add_topic(GROUP, TOPIC)
        office.api.add_to_group(LEADER, GROUP, "")
        office.api.say(LEADER, GROUP, f"/start {office.code(Role.GROUP, plan=PLAN)}", thread=TOPIC)
        await office.robot.step()
        await office.at("2025-12-01 07:30")
        digest, picture = office.of_bot(GROUP)[-2:]
        assert "07-KH/TU" in digest["text"]
        assert picture["photo"]
        assert digest["message_thread_id"] == picture["message_thread_id"] == TOPIC


async def test_a_group_that_becomes_a_supergroup_keeps_its_reminders(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        office.api.migrate(GROUP, NEW_ID)
        await office.robot.step()
        await office.at("2025-12-17 07:30")
        assert len(agendas(office, NEW_ID)) == 1
        await office.says(KT, "1 xong", to=agendas(office, NEW_ID)[-1]["message_id"], chat=NEW_ID)
        assert [state for _, state, _, _ in office.reports()] == ["done"]


async def test_an_unlinked_group_learns_only_how_to_link_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user, role in ((KT, Role.OFFICIAL), (LEADER, Role.LEADER), (SECRETARY, Role.SECRETARY)):
            await office.links(user, role, unit="ubnd-tp" if role is Role.OFFICIAL else None)
        office.api.add_to_group(LEADER, GROUP, "")
        for user in (KT, LEADER, SECRETARY, STRANGER):
            for command in COMMANDS:
                await office.says(user, command, chat=GROUP)
        assert {text.split(".")[0] for text in office.texts(GROUP)} == {"Nhóm này chưa được liên kết"}
        assert office.reports() == []


async def test_a_secretary_ends_a_groups_link_and_its_old_messages_fall_silent(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await links_unit_group(office)
        agenda = agendas(office, GROUP)[-1]["message_id"]
        await office.says(SECRETARY, "/huylienket", chat=GROUP)
        await office.presses(SECRETARY, "3.", chat=GROUP)
        await office.presses(SECRETARY, "Hủy liên kết", chat=GROUP)
        said = len(office.of_bot(GROUP))
        await office.says(KT, "1 xong", to=agenda, chat=GROUP)
        await office.presses(KT, "1", on=agenda, chat=GROUP)
        assert len(office.of_bot(GROUP)) == said
        assert office.reports() == []


async def test_a_group_invitation_used_in_another_topic_moves_the_reminders(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await links_unit_group(office, topic=TOPIC)
        await links_unit_group(office, topic=OTHER_TOPIC)
        await office.at("2025-12-01 07:30")
        assert [m["message_thread_id"] for m in agendas(office, GROUP)] == [OTHER_TOPIC]
