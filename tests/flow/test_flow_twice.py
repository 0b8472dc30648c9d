"""Double taps and words sent twice count once; undo takes back one's own last report, in a group too."""

from datetime import timedelta

from flow_office import GROUP, KT, SECRETARY, Office, Opened
from flow_rules import CODE, OTHER, entries, where
from test_flow_groups import agendas, links_unit_group

from bot.model.people import Role

COLLEAGUE = 1006


async def card(office: Office) -> int:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.says(KT, f"/viec {CODE}")
    return int(office.last(KT)["message_id"])


def receipts(office: Office, chat: int = KT) -> int:
    return sum(text.startswith(("✅ Đã ghi", "↩️")) for text in office.texts(chat))


async def test_a_double_tap_is_one_report_and_one_receipt(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        on = await card(office)
        for _ in range(2):
            office.api.press(KT, KT, on, "Hoàn thành")
        await office.robot.step()
        assert [state for _, state, *_ in office.reports()] == ["done"]
        assert receipts(office) == 1
        await office.says(KT, "hoàn tác")
        assert where(office)["state"] == "not_started"


async def test_a_tap_again_a_second_later_is_the_same(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        on = await card(office)
        for _ in range(2):
            await office.presses(KT, "Đang làm 50%", on=on)
            office.clock.move_to(office.clock.now() + timedelta(seconds=1))
        assert len(office.reports()) == receipts(office) == 1


async def test_another_button_is_another_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        on = await card(office)
        await office.presses(KT, "Đang làm 50%", on=on)
        await office.presses(KT, "Đang làm 75%", on=on)
        await office.presses(KT, "Đang làm 50%", on=on)
        assert [percent for *_, percent, _ in office.reports()] == [50, 75, 50]


async def test_the_same_words_twice_in_a_second_count_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for _ in range(2):
            office.api.say(KT, KT, f"{CODE} xong")
        await office.robot.step()
        assert len(office.reports()) == receipts(office) == 1
        await office.says(KT, "hoàn tác")
        assert where(office)["state"] == "not_started"


async def test_the_same_words_a_minute_later_are_said_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for _ in range(2):
            await office.says(KT, f"{CODE} xong")
            office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        assert len(office.reports()) == 2


async def test_the_same_words_to_two_messages_are_two_reports(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        first = await card(office)
        await office.says(KT, f"/viec {OTHER}")
        second = office.last(KT)["message_id"]
        for on in (first, second):
            office.api.say(KT, KT, "xong", on)
        await office.robot.step()
        assert [code for code, *_ in office.reports()] == [CODE, OTHER]


async def test_a_report_repeated_after_its_undo_counts(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for text in (f"{CODE} xong", "hoàn tác", f"{CODE} xong"):
            office.api.say(KT, KT, text)
            await office.robot.step()
        assert where(office)["state"] == "done"


async def test_a_double_question_to_the_secretary_is_asked_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        count = len(office.of_bot(SECRETARY))
        for _ in range(2):
            office.api.say(KT, KT, f"{CODE} xin lùi đến 31/1/2026 vì chờ vốn")
        await office.robot.step()
        assert len(office.of_bot(SECRETARY)) == count + 1


async def test_who_asks_again_is_answered_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        count = len(office.of_bot(KT))
        for _ in range(2):
            await office.says(KT, "/viec")
        assert len(office.of_bot(KT)) == count + 2


async def test_two_people_who_say_the_same_are_two(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await two_in_a_group(office)
        for user in (KT, COLLEAGUE):
            office.api.say(user, GROUP, "8 đang làm 40%", agenda)
        await office.robot.step()
        assert len(office.reports()) == 2


async def two_in_a_group(office: Office) -> int:
    office.api.add_person(COLLEAGUE, "Phó phòng")
    office.api.join(COLLEAGUE, GROUP)
    for user in (KT, COLLEAGUE):
        await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
    await links_unit_group(office)
    return int(agendas(office, GROUP)[-1]["message_id"])


async def test_in_a_group_one_undoes_ones_own_last_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await two_in_a_group(office)
        await office.says(KT, "8 xong", to=agenda, chat=GROUP)
        await office.says(COLLEAGUE, "9 xong", to=agenda, chat=GROUP)
        await office.says(KT, "/hoantac", chat=GROUP)
        assert (where(office, CODE)["state"], where(office, OTHER)["state"]) == ("not_started", "done")
        await office.says(COLLEAGUE, "hoàn tác", to=agenda, chat=GROUP)
        assert where(office, OTHER)["state"] == "not_started"


async def test_a_colleagues_receipt_answered_undoes_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await two_in_a_group(office)
        await office.says(KT, "8 xong", to=agenda, chat=GROUP)
        await office.says(COLLEAGUE, "9 xong", to=agenda, chat=GROUP)
        await office.says(KT, "hoàn tác", to=office.last(GROUP)["message_id"], chat=GROUP)
        assert not any(kind == "undo" for kind, *_ in entries(office))
        assert "Không có báo cáo nào của anh/chị" in office.last(GROUP)["text"]


async def test_who_has_reported_nothing_here_undoes_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await two_in_a_group(office)
        await office.says(KT, "8 xong", to=agenda, chat=GROUP)
        await office.says(COLLEAGUE, "/hoantac", chat=GROUP)
        assert where(office)["state"] == "done"
