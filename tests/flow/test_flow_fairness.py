"""Fair shares: no flood of words, strangers or redraws makes anybody else wait."""

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, ZONE, Office, Opened
from flow_rules import CODE, shown
from patience import of_work

from bot.delivery.sender import AT_ONCE
from bot.model.message import Event
from bot.model.people import Role
from bot.store.store import Transaction
from bot.turn.turn import Outcome

MOST_ANSWERS = 10
LONGEST = 0.5  # seconds of one transaction
LONG = {
    "numbers": "".join(f"{n} xong, " for n in range(1, 400))[:4096],
    "runs": ("1-30 xong, " * 400)[:4096],
    "codes": (f"{CODE} vướng abc, " * 400)[:4096],
    "questions": ("1 nghe nói ai, 2 nghe nói gì, " * 400)[:4096],
    "extensions": "".join(f"{n} xin lùi đến {n}/1/2026, " for n in range(1, 29)) * 4,
    "one list": "1" + ",2" * 2000 + " xong",
    "no end": "xong " * 800,
    "digits": "1" * 4096,
    "dots": ("1. " * 1400)[:4096],
    "days": ("1 xong ngày 3/1/2026 " * 200)[:4096],
}


def timed(office: Office) -> list[float]:
    """From now on, the seconds of work behind each answer: what its transaction lasts on a free machine."""
    whole, spent = office.robot.dispatcher.handle, list[float]()

    def handle(event: Event, tx: Transaction, now: datetime) -> Outcome:
        start = time.thread_time()
        try:
            return whole(event, tx, now)
        finally:
            spent.append(time.thread_time() - start)

    office.robot.dispatcher.handle = handle  # type: ignore[method-assign]
    return spent


def arrivals(office: Office) -> list[tuple[datetime, str, dict[str, Any]]]:
    """From now on, what the bot sends or changes, with its moment."""
    seen = list[tuple[datetime, str, dict[str, Any]]]()

    def watch(what: str, message: dict[str, Any]) -> None:
        if message["from"]["id"] == office.api.bot["id"]:
            seen.append((office.clock.now(), what, message))

    office.api.watch(watch)
    return seen


def at_rest(office: Office) -> datetime:
    """The present, once every chat may be written to again."""
    office.clock.move_to(office.clock.now() + timedelta(seconds=5))
    return office.clock.now()


def chats_first(seen: list[tuple[datetime, str, dict[str, Any]]]) -> list[int]:
    """Whom the messages went to that may be on their way side by side before any has landed.

    Their order is the promise. How long the virtual clock takes over them depends on how many are on
    their way at once, and that a busy machine decides.
    """
    return [message["chat"]["id"] for _, _, message in seen[:AT_ONCE]]


@pytest.mark.parametrize("shape", LONG)
async def test_a_message_gets_ten_answers_at_most(open_office: Opened, shape: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.robot.worker.make_ready()  # as `run` does once it has started
        said, asked, spent = len(office.of_bot(KT)), len(office.of_bot(SECRETARY)), timed(office)
        await office.says(KT, LONG[shape])
        assert len(office.of_bot(SECRETARY)) - asked <= MOST_ANSWERS
        assert len(office.of_bot(KT)) - said <= MOST_ANSWERS
        assert max(spent) < of_work(LONGEST)


async def test_what_was_not_taken_is_named_in_one_line(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"{CODE} vướng abc, " * 40)
        assert len(office.reports()) == 30
        assert (
            f"Đã nhận 30 phần đầu (từ {CODE} đến {CODE}); chưa nhận 10 phần còn lại"
            in office.last(KT)["text"]
        )
        await office.says(KT, f"{CODE} vướng abc, " * 30)
        assert len(office.reports()) == 60
        assert "Đã ghi" in office.last(KT)["text"]


# ---- who waits for whom ----


async def test_a_linked_persons_flood_waits_behind_others(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links_group()
        for user in (KT, LEADER):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        begun, seen = office.clock.now(), arrivals(office)
        for _ in range(60):
            office.api.say(KT, GROUP, "/trogiup")
        office.api.say(LEADER, GROUP, f"/capnhat {CODE} xong")
        await office.robot.step()
        told = next(at for at, _, message in seen if "Đã ghi" in message["text"])
        assert told - begun <= timedelta(minutes=1)  # twenty a minute: after ten of the other's at most
        assert len(seen) == 61


async def test_a_chat_that_floods_the_inbox_keeps_nobody_waiting(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, LEADER):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        whole, order = office.robot.dispatcher.handle, list[int]()

        def handle(event: Event, tx: Transaction, now: datetime) -> Outcome:
            order.append(event.user_id)
            return whole(event, tx, now)

        office.robot.dispatcher.handle = handle  # type: ignore[method-assign]
        for _ in range(90):
            office.api.say(KT, KT, "ok")
        await office.robot.poller.poll(0)
        office.api.say(LEADER, LEADER, "/viec")
        working = asyncio.create_task(office.robot.worker.work())
        while not order:
            await asyncio.sleep(0)
        await office.robot.poller.poll(0)
        await working
        assert order.index(LEADER) <= 20
        assert len(order) == 91


STRANGERS = range(5001, 5041)


async def greeted_by_strangers(office: Office, times: int) -> None:
    for user in STRANGERS:
        office.api.add_person(user, "Người lạ")
        for _ in range(times):
            office.api.say(user, user, "hi")


async def test_strangers_get_one_answer_an_hour_and_an_official_goes_first(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        begun, seen = at_rest(office), arrivals(office)
        await greeted_by_strangers(office, 8)
        office.api.say(KT, KT, "/viec")
        await office.robot.step()
        assert KT in chats_first(seen)
        assert [len(office.of_bot(user)) for user in STRANGERS] == [1] * len(STRANGERS)
        office.clock.move_to(begun + timedelta(minutes=59))
        await office.says(STRANGERS[0], "/trogiup")
        assert len(office.of_bot(STRANGERS[0])) == 1
        office.clock.move_to(begun + timedelta(minutes=61))
        await office.says(STRANGERS[0], "hi")
        assert len(office.of_bot(STRANGERS[0])) == 2


async def test_the_morning_agenda_goes_before_strangers(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        office.clock.move_to(datetime(2025, 12, 1, 7, 30, tzinfo=ZONE))
        seen = arrivals(office)
        await greeted_by_strangers(office, 8)
        while await office.robot.poller.poll(0):
            await office.robot.worker.work()
        await office.robot.make_passes()
        await office.robot.step()
        assert KT in chats_first(seen)
        assert any("Việc cần báo cáo" in text for text in office.texts(KT))


async def test_a_stranger_who_follows_an_invitation_is_let_in_whatever_was_said_before(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.says(STRANGER, "hi")
        await office.links(STRANGER, Role.OFFICIAL, unit="ubnd-tp")
        assert any("Đã liên kết" in text for text in office.texts(STRANGER))


async def test_strangers_in_a_group_that_is_not_linked_are_told_once_an_hour(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.add_to_group(LEADER, GROUP, "")
        for _ in range(5):
            await office.says(STRANGER, "/viec", chat=GROUP)
        assert len(office.of_bot(GROUP)) == 1


# ---- what is drawn anew ----


def edits_of(office: Office, message: int) -> int:
    """How often the bot asked to change it, whether or not it then looked another way."""
    asked = [call.params for call in office.api.calls if call.method == "editMessageText"]
    return sum(params["message_id"] == str(message) for params in asked)


async def test_redraws_of_one_message_are_one_and_come_last(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(PCCC, f"/viec {CODE}")
        held, _, seen = office.last(PCCC)["message_id"], at_rest(office), arrivals(office)
        for percent in range(10, 50):
            office.api.say(KT, KT, f"/capnhat {CODE} đang làm {percent}%")
        office.api.say(PCCC, PCCC, "/viec")
        await office.robot.step()
        drawn = [(at, m) for at, what, m in seen if what == "edited" and m["message_id"] == held]
        assert edits_of(office, held) == 1
        mine = next(at for at, what, m in seen if what == "new" and m["chat"]["id"] == PCCC)
        assert len(drawn) == 1
        assert "49%" in drawn[0][1]["text"]
        assert drawn[0][0] >= mine
        assert PCCC in chats_first(seen)


async def test_a_redraw_never_covers_a_later_answer(open_office: Opened) -> None:
    """Pressed while its redraw waits, the card is drawn once more, by the answer to the press."""
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(PCCC, f"/viec {CODE}")
        held = office.last(PCCC)["message_id"]
        office.api.say(KT, KT, f"/capnhat {CODE} đang làm 40%")
        office.api.press(PCCC, PCCC, held, "Chi tiết")
        await office.robot.step()
        assert edits_of(office, held) == 1
        assert "40%" in shown(office, PCCC, held)


async def test_all_cards_of_a_long_message_are_drawn_anew(open_office: Opened) -> None:
    """Redraws are no answers: they do not count among the ten."""
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        codes = [*(f"III.2.1-{n}" for n in (2, 3, 4, 5, 6, 9)), *(f"III.3.1-{n}" for n in range(1, 8))]
        held = {}
        for code in codes:
            await office.says(PCCC, f"/viec {code}")
            held[code] = office.last(PCCC)["message_id"]
        said = len(office.of_bot(PCCC))
        await office.says(KT, ", ".join(f"{code} đang làm 40%" for code in codes))
        assert len(codes) > MOST_ANSWERS
        for minute in (5, 10, 15):  # whatever Telegram asked to wait for, each time anew, has gone by
            await office.at(f"2025-12-01 08:{minute:02}")
        missing = [code for code, message in held.items() if "40%" not in shown(office, PCCC, message)]
        assert missing == []
        assert len(office.of_bot(PCCC)) == said
