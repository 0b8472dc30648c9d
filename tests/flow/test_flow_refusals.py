"""What Telegram refuses, by place and by sort: what arrives where, who hears of it, what is told again."""

from datetime import timedelta
from typing import Any

import pytest
from flow_office import GROUP, KT, LEADER, PLAN, SECRETARY, ZONE, Office, Opened

from bot.model.message import Delivery, DeliveryState, OutboxKind
from bot.model.people import Role
from bot.rehearsal.script import moment
from bot.store.store import Store

OTHER_GROUP, OTHER_SECRETARY = -2002, 1006
AGENDA, DIGEST, LOST = "Việc cần báo cáo", "07-KH/TU", "Chưa gửi được tin"
UNIT = "ubnd-tp"
SENT, UNREACHABLE, REFUSED = DeliveryState.SENT, DeliveryState.UNREACHABLE, DeliveryState.REFUSED
NEXT_RUNG = "2025-12-08 07:30"  # the next round of a task that was due on 30/9
OF_FIRST = "III.1-1"  # told on 1/12 and not again on 8/12


def ledger(office: Office, kind: OutboxKind, chat: int = GROUP) -> list[Delivery]:
    """What a second connection sees of the outbox, oldest first."""
    other = Store.open_existing(office.robot.settings.database_url)
    assert other is not None
    try:
        with other.transaction(read_only=True) as tx:
            rows = [x for x in tx.outbox.ledger(limit=1000) if (x.kind, x.chat_id) == (kind, chat)]
            return rows[::-1]
    finally:
        other.close()


def states(office: Office, kind: OutboxKind, chat: int = GROUP) -> list[DeliveryState]:
    return [row.state for row in ledger(office, kind, chat)]


def texts(office: Office, chat: int) -> list[str]:
    return [m.get("text") or m.get("caption", "") for m in office.of_bot(chat)]


def agendas(office: Office, chat: int) -> list[dict[str, Any]]:
    return [m for m in office.of_bot(chat) if AGENDA in m.get("text", "")]


async def wait(office: Office, minutes: int = 20) -> None:
    await office.at(
        (office.clock.now() + timedelta(minutes=minutes)).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    )


async def links_group(office: Office, topic: int | None = None, **what: str) -> None:
    """The bot is in the group; it, or a topic of it, is linked to a unit or a plan."""
    if office.api.chats.chat(GROUP).bot != "member":
        office.api.add_to_group(LEADER, GROUP, "")
    office.api.say(LEADER, GROUP, f"/start {office.code(Role.GROUP, **what)}", thread=topic)
    await office.robot.step()


async def secretary(office: Office, user: int = SECRETARY, plan: str = PLAN) -> None:
    office.api.press_start(user, office.code(Role.SECRETARY, plan=plan))
    await office.robot.step()


# Topics


@pytest.mark.parametrize("how", ["deleted", "forgotten", "closed"])
async def test_what_a_topic_refuses_goes_into_its_group_and_the_secretary_hears_which(
    open_office: Opened, how: str
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        office.api.add_to_group(LEADER, GROUP, "")
        topic = office.api.create_topic(LEADER, GROUP, "Nghị quyết 68")
        await links_group(office, topic, plan=PLAN)
        if how == "closed":
            office.api.close_topic(LEADER, GROUP, topic)
        else:
            office.api.delete_topic(GROUP, topic, forgotten=how == "forgotten")
        await office.at("2025-12-01 07:30")
        digest = office.told(GROUP)
        assert DIGEST in digest["text"]
        assert "message_thread_id" not in digest
        (row,) = ledger(office, OutboxKind.DIGEST)
        assert (row.state, row.thread_id) == (SENT, topic)
        assert row.error
        (told,) = [text for text in texts(office, SECRETARY) if "chủ đề" in text.casefold()]
        assert "Nghị quyết 68" in told
        await office.at("2025-12-08 07:30")
        assert states(office, OutboxKind.DIGEST) == [SENT, SENT]
        assert sum("chủ đề" in text.casefold() for text in texts(office, SECRETARY)) == 1


async def test_a_topic_open_again_gets_its_digest_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.api.add_topic(GROUP, 77)
        await links_group(office, 77, plan=PLAN)
        office.api.close_topic(LEADER, GROUP, 77)
        await office.at("2025-12-01 07:30")
        office.api.reopen_topic(LEADER, GROUP, 77)
        await office.at("2025-12-08 07:30")
        assert office.told(GROUP)["message_thread_id"] == 77
        assert ledger(office, OutboxKind.DIGEST)[-1].error is None


async def test_a_topic_gone_alarms_no_other_plan(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.api.add_person(OTHER_SECRETARY, "Thư ký kế hoạch khác")
        plans = office.robot.world.catalog.plans
        other = next(plan for plan in plans if plan != PLAN)
        await secretary(office)
        await secretary(office, OTHER_SECRETARY, other)
        for topic, plan in ((77, PLAN), (78, other)):
            office.api.add_topic(GROUP, topic)
            await links_group(office, topic, plan=plan)
        before = texts(office, OTHER_SECRETARY)
        office.api.delete_topic(GROUP, 77)
        await office.at("2025-12-01 07:30")
        await wait(office)
        threads = {plans[row.subject.plan].id: row for row in ledger(office, OutboxKind.DIGEST)}  # type: ignore[attr-defined]
        assert {row.state for row in threads.values()} == {SENT}
        assert threads[other].error is None
        news = [text for text in texts(office, OTHER_SECRETARY) if "Việc chờ thư ký" not in text]
        assert news == before
        assert any("số 77" in text for text in texts(office, SECRETARY))


@pytest.mark.parametrize("words", ["TOPIC_CLOSED", "CHAT_WRITE_FORBIDDEN", "SOMETHING_NEW"])
async def test_a_units_agenda_refused_by_its_topic_in_any_words_goes_into_the_group(
    open_office: Opened, words: str
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        office.api.add_topic(GROUP, 77)
        await links_group(office, 77, unit=UNIT)
        office.api.refuse(GROUP, f"Bad Request: {words}", thread=77)
        await office.at("2025-12-01 07:30")
        (agenda,) = agendas(office, GROUP)
        assert "message_thread_id" not in agenda
        assert states(office, OutboxKind.AGENDA) == [SENT]
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        await office.says(KT, "1 đang làm 60%", to=agenda["message_id"], chat=GROUP)
        assert [percent for _, _, percent, _ in office.reports()] == [60]


# Writing at all


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: CHAT_WRITE_FORBIDDEN",
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: CHAT_RESTRICTED",
        "Bad Request: SOMETHING_NEW",
        "Forbidden: bot has met something new",
    ],
)
async def test_a_group_that_forbids_writing_one_morning_is_tried_again_at_the_next_rung(
    open_office: Opened, words: str
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        await links_group(office, unit=UNIT)
        office.api.refuse(GROUP, words)
        await office.at("2025-12-01 07:30")
        assert states(office, OutboxKind.AGENDA)[0] in (UNREACHABLE, REFUSED)
        office.api.allow(GROUP)
        await office.at(NEXT_RUNG)
        assert len(agendas(office, GROUP)) == 1
        assert states(office, OutboxKind.AGENDA)[-1] is SENT
        assert OF_FIRST in agendas(office, GROUP)[0]["text"]


async def test_while_the_group_refuses_the_officials_are_told_the_same_morning(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        await links_group(office, unit=UNIT)
        office.api.set_permissions(GROUP, can_send_messages=False)
        await office.at("2025-12-01 07:30")
        await office.at("2025-12-01 07:31")
        assert len(agendas(office, KT)) == 1
        office.api.set_permissions(GROUP, can_send_messages=True)
        await office.at(NEXT_RUNG)
        assert len(agendas(office, GROUP)) == 1


async def test_the_secretary_hears_in_plain_words_what_is_not_allowed(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        await links_group(office, unit=UNIT)
        office.api.set_permissions(GROUP, can_send_messages=False)
        await office.at("2025-12-01 07:30")
        await wait(office)
        (told,) = [text for text in texts(office, SECRETARY) if LOST in text]
        assert "Ban Chỉ đạo 68" in told
        assert "không được phép viết" in told
        assert "đưa bot ra ngoài" not in told


# Words nobody knows


async def test_words_nobody_knows_reach_the_secretary_and_the_rung_is_told_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        office.api.refuse(KT, "Bad Request: SOMETHING_NEW")
        await office.at("2025-12-01 07:30")
        await wait(office)
        assert states(office, OutboxKind.AGENDA, KT) == [REFUSED]
        (told,) = [text for text in texts(office, SECRETARY) if LOST in text]
        assert "Trưởng phòng Kinh tế" in told
        assert "something_new" in told.casefold()
        office.api.allow(KT)
        await office.at(NEXT_RUNG)
        assert OF_FIRST in agendas(office, KT)[0]["text"]


async def test_a_digest_refused_in_unknown_words_reaches_the_secretary(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await secretary(office)
        await links_group(office, plan=PLAN)
        office.api.refuse(GROUP, "Bad Request: SOMETHING_NEW")
        await office.at("2025-12-01 07:30")
        office.api.allow(GROUP)
        await office.says(LEADER, "/tiendo", chat=GROUP)  # the group takes messages again
        await wait(office)
        assert states(office, OutboxKind.DIGEST) == [REFUSED]
        (told,) = [text for text in texts(office, SECRETARY) if LOST in text]
        assert "something_new" in told.casefold()


async def test_an_escalation_refused_is_laid_before_the_head_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        await office.links(LEADER, Role.HEAD, unit=UNIT, post="Chủ tịch")
        office.api.refuse(LEADER, "Bad Request: SOMETHING_NEW")
        await office.at("2025-12-04 07:30")
        office.api.allow(LEADER)
        await office.at("2025-12-05 07:30")
        await office.at("2025-12-08 07:30")
        assert states(office, OutboxKind.ESCALATION, LEADER) == [REFUSED, SENT]


# Pictures and files


async def test_where_photos_are_not_allowed_the_picture_comes_as_a_file(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.with_picture()
        await secretary(office)
        await links_group(office, plan=PLAN)
        await links_group(office, unit=UNIT)
        office.api.set_permissions(GROUP, can_send_photos=False)
        for day in ("2025-12-01 07:30", "2025-12-08 07:30"):
            await office.at(day)
            await wait(office)
        assert [m["document"]["file_name"][-3:] for m in office.of_bot(GROUP) if "document" in m] == [
            "png"
        ] * 2
        assert set(states(office, OutboxKind.FILE)) == {SENT}
        assert len(agendas(office, GROUP)) >= 2
        assert not any(LOST in text for text in texts(office, SECRETARY))
        assert sum("không cho gửi ảnh" in text for text in texts(office, SECRETARY)) == 1


async def test_where_no_files_are_allowed_the_picture_is_left_out_and_reminders_come(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.with_picture()
        await secretary(office)
        await links_group(office, plan=PLAN)
        await links_group(office, unit=UNIT)
        office.api.set_permissions(GROUP, can_send_photos=False, can_send_documents=False)
        await office.at("2025-12-01 07:30")
        await office.at("2025-12-08 07:30")
        assert states(office, OutboxKind.DIGEST) == [SENT, SENT]
        assert len(agendas(office, GROUP)) >= 2
        assert not any(LOST in text for text in texts(office, SECRETARY))
        assert sum("không cho gửi tệp" in text for text in texts(office, SECRETARY)) == 1


async def test_a_picture_telegram_refuses_in_any_words_comes_as_a_file(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        office.api.refuse(LEADER, "Bad Request: PHOTO_INVALID_DIMENSIONS", method="sendPhoto")
        await office.says(LEADER, "/bieudo")
        assert office.last(LEADER)["document"]["file_name"].endswith(".png")


async def test_who_asked_for_a_paper_hears_why_it_does_not_come(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await links_group(office, plan=PLAN)
        office.api.set_permissions(GROUP, can_send_documents=False)
        await office.says(LEADER, "/baocao", chat=GROUP)
        assert "không cho gửi tệp" in office.last(GROUP)["text"]
        office.api.refuse(LEADER, "Bad Request: SOMETHING_NEW", method="sendDocument")
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/baocao")
        assert "Telegram không nhận" in office.last(LEADER)["text"]


SHUT = {
    "Bad Request: CHAT_WRITE_FORBIDDEN": "không cho bot viết",
    "Forbidden: bot was kicked from the supergroup chat": "bot không còn trong nhóm",
}


@pytest.mark.parametrize("words", SHUT)
@pytest.mark.parametrize("paper", ["/baocao word", "/baocao excel", "/baocao html", "/bieudo", "/lich"])
async def test_where_nothing_may_be_written_who_asked_for_a_paper_hears_why_in_private(
    open_office: Opened, paper: str, words: str
) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        await office.links(LEADER, Role.LEADER)
        await links_group(office, plan=PLAN)
        await links_group(office, unit=UNIT)
        office.api.refuse(GROUP, words)
        asker, other = (KT, LEADER) if paper == "/lich" else (LEADER, KT)
        said = len(office.of_bot(other))
        await office.says(asker, paper, chat=GROUP)
        (told,) = [text for text in texts(office, asker) if "chưa gửi được vào" in text]
        assert "“Ban Chỉ đạo 68”" in told
        assert SHUT[words] in told
        assert len(office.of_bot(other)) == said


async def test_a_button_for_a_paper_is_answered_in_private_likewise(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await links_group(office, plan=PLAN)
        await office.says(LEADER, "/tiendo", chat=GROUP)
        office.api.set_permissions(GROUP, can_send_messages=False, can_send_documents=False)
        await office.presses(LEADER, "Excel", chat=GROUP)
        assert "chưa gửi được vào “Ban Chỉ đạo 68”" in office.last(LEADER)["text"]


async def test_a_stranger_who_asks_for_a_paper_there_is_not_written_to(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await links_group(office, plan=PLAN)
        office.api.refuse(GROUP, "Bad Request: CHAT_WRITE_FORBIDDEN")
        await office.says(LEADER, "/baocao", chat=GROUP)
        assert office.of_bot(LEADER) == []
        assert ledger(office, OutboxKind.NOTICE, LEADER) == []


# Long waits


async def test_slow_groups_keep_nobody_else_waiting(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.with_picture()
        office.api.add_group(OTHER_GROUP, "Tổ công tác", [LEADER])
        for group in (GROUP, OTHER_GROUP):
            office.api.add_to_group(LEADER, group, office.code(Role.GROUP, plan=PLAN))
            await office.robot.step()
            office.api.pace.slow_mode[group] = 900
        await office.at("2025-12-01 07:30")  # digest, then the picture, which each group refuses
        began = office.clock.now()
        await office.says(KT, "/trogiup")
        assert office.clock.now() - began < timedelta(seconds=5)
        assert office.of_bot(KT)
        await wait(office, 20)
        assert [set(states(office, OutboxKind.FILE, group)) for group in (GROUP, OTHER_GROUP)] == [{SENT}] * 2


# Let in again


async def test_let_in_again_the_same_day_a_group_gets_the_digest_and_the_agenda_it_missed(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await links_group(office, plan=PLAN)
        await links_group(office, unit=UNIT)
        office.api.kick_bot(GROUP)
        await office.robot.step()
        await office.at("2025-12-01 07:30")
        await office.at("2025-12-01 09:30")
        office.api.add_to_group(LEADER, GROUP, "")
        await office.robot.step()
        assert DIGEST in " ".join(texts(office, GROUP))
        assert OF_FIRST in agendas(office, GROUP)[0]["text"]
        assert states(office, OutboxKind.DIGEST) == [SENT]
        await office.at(NEXT_RUNG)
        assert OF_FIRST not in agendas(office, GROUP)[1]["text"]


async def test_let_in_again_days_later_a_group_gets_neither_the_old_day_nor_the_old_week(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await links_group(office, plan=PLAN)
        office.api.kick_bot(GROUP)
        await office.robot.step()
        await office.at("2025-12-01 07:30")
        office.clock.move_to(moment("2025-12-08 06:00", ZONE))
        office.api.add_to_group(LEADER, GROUP, "")
        await office.robot.step()
        assert states(office, OutboxKind.DIGEST) == [UNREACHABLE]
        await office.at("2025-12-08 07:30")
        assert states(office, OutboxKind.DIGEST) == [UNREACHABLE, SENT]


async def test_an_official_who_unblocks_the_bot_is_told_the_same_day(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        office.api.block(KT)
        await office.robot.step()
        await office.at("2025-12-01 07:30")
        assert states(office, OutboxKind.AGENDA, KT) == [UNREACHABLE]
        await office.at("2025-12-01 10:00")
        office.api.press_start(KT)
        await office.robot.step()
        assert states(office, OutboxKind.AGENDA, KT) == [SENT]
        assert len(agendas(office, KT)) == 1
