"""While a file that somebody asked for is being made, the chat shows that it comes."""

import asyncio
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest

from bot.delivery import making
from bot.messages.rendered import Rendered
from bot.model.message import Delivery, DeliveryState, File, Message, Priority
from bot.model.subjects import Paper

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
ASKED = Paper(plan="kh-15", format="docx")
FILE = File("a.docx", b"1")


@dataclass
class Chat:
    """Remembers the signs; each takes as long as told."""

    slow: float = 0.0
    signs: list[tuple[int, int | None]] = field(default_factory=list)
    shown: threading.Event = field(default_factory=threading.Event)

    async def busy(self, chat_id: int, thread_id: int | None = None) -> None:
        self.signs.append((chat_id, thread_id))
        if len(self.signs) == 2:
            self.shown.set()
        await asyncio.sleep(self.slow)


def row(subject: Paper = ASKED) -> Delivery:
    return Delivery(
        id=1,
        key="1",
        chat_id=-7,
        thread_id=3,
        subject=subject,
        priority=Priority.ANSWER,
        state=DeliveryState.PENDING,
        created_at=NOW,
        due_at=NOW,
        attempts=0,
    )


async def test_the_sign_stands_where_the_file_will() -> None:
    chat = Chat()
    made = await making.with_file(
        Rendered(Message("x"), ASKED, lambda: FILE), chat.busy, row(), asyncio.Lock()
    )
    assert made and made.message.file == FILE
    assert chat.signs == [(-7, 3)]


async def test_it_is_shown_again_for_as_long_as_the_file_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SHOWN", 0.01)
    chat = Chat()

    def slow() -> File:
        assert chat.shown.wait(30)
        return FILE

    await making.with_file(Rendered(Message("x"), ASKED, slow), chat.busy, row(), asyncio.Lock())
    assert len(chat.signs) >= 2


async def test_a_sign_that_gets_no_answer_does_not_hold_up_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "LATE", 0.01)
    given = Rendered(Message("x"), ASKED, lambda: FILE)
    made = await asyncio.wait_for(making.with_file(given, Chat(slow=3600).busy, row(), asyncio.Lock()), 30)
    assert made and made.message.file == FILE


@pytest.mark.parametrize("file", ["known to Telegram", "sent unasked"])
async def test_none_is_shown_where_nobody_waits(file: str) -> None:
    chat, subject = Chat(), ASKED
    rendered = Rendered(Message("x"), subject, lambda: FILE)
    if file == "sent unasked":
        subject = replace(ASKED, format="png", week=date(2026, 1, 5))
    else:
        rendered = replace(rendered, message=Message("x", file=replace(FILE, id="abc")))
    await making.with_file(rendered, chat.busy, row(subject), asyncio.Lock())
    assert chat.signs == []


async def test_a_file_that_cant_be_made_fails_as_it_did() -> None:
    def broken() -> File:
        raise ValueError

    with pytest.raises(ValueError):
        await making.with_file(Rendered(Message("x"), ASKED, broken), Chat().busy, row(), asyncio.Lock())


async def test_pictures_that_wait_to_be_drawn_keep_no_file_waiting_that_was_asked_for() -> None:
    chat, drawn = Chat(), threading.Event()
    weekly = replace(ASKED, format="png", week=date(2026, 1, 5))

    def slow() -> File:
        assert drawn.wait(30)
        return FILE

    pushed, one = Rendered(Message("x"), weekly, slow), asyncio.Lock()
    many = [asyncio.create_task(making.with_file(pushed, chat.busy, row(weekly), one)) for _ in range(40)]
    try:
        async with asyncio.timeout(20):
            made = await making.with_file(Rendered(Message("x"), ASKED, lambda: FILE), chat.busy, row(), one)
    finally:
        drawn.set()
    assert made and made.message.file == FILE and not any(task.done() for task in many)
    assert all(each and each.message.file == FILE for each in await asyncio.gather(*many))
