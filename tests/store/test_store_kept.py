"""A database that an earlier version left in the middle of its work opens and goes on, on every backend."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.app import world_of
from bot.conversation.buttons import Action, data, task_key
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, OutboxKind
from bot.model.people import Role
from bot.model.progress import ReportKind, State
from bot.planfile.catalog import load
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import moment
from bot.rehearsal.virtual import VirtualClock
from bot.robot import Robot
from bot.settings import Settings
from bot.store import Store
from bot.store.tables import InboxState

KEPT = Path(__file__).parent / "kept"
KT, PCCC, LEADER, SECRETARY, HEAD, GROUP = 1001, 1002, 1003, 1004, 1005, -2001
A, C, D = (TaskRef("xa", code) for code in "ACD")
UNSENT = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNCERTAIN)


@pytest.fixture(params=["0_1"])
def kept_url(backend: str, bare_url: str, request: pytest.FixtureRequest) -> str:
    """The address of what that version left."""
    dump = (KEPT / f"{request.param}.{backend}.sql").read_text(encoding="utf-8")
    if backend == "sqlite":
        with closing(sqlite3.connect(bare_url.removeprefix("sqlite:///"))) as database:
            database.executescript(dump)
    else:
        with closing(psycopg.connect(bare_url, autocommit=True)) as connection:
            connection.execute(dump.encode())
    return bare_url


class Office:
    """The bot over that database, and the people it knows, whose old messages stand in their chats."""

    def __init__(self, api: BotApi, robot: Robot, witness: Store) -> None:
        self.api, self.robot, self.witness = api, robot, witness

    def ledger(self) -> list[Delivery]:
        with self.witness.transaction(read_only=True) as tx:
            return tx.outbox.ledger(limit=1000)

    def log(self) -> list[tuple[TaskRef, ReportKind, State | None, int | None]]:
        with self.witness.transaction(read_only=True) as tx:
            return [(r.task, r.kind, r.state, r.percent) for r in tx.reports.of()]

    def told(self, chat: int) -> list[str]:
        return [m.get("text") or m.get("caption", "") for m in self.api.messages(chat)]

    def old_message(self, chat: int, kind: OutboxKind, button: str) -> int:
        """The newest message of that kind that the former version sent, with a button as it had it."""
        row = next(r for r in self.ledger() if r.kind is kind and r.chat_id == chat and r.message_id)
        return self.put(chat, int(row.message_id or 0), button)

    def put(self, chat: int, id: int, button: str) -> int:
        keyboard = {"inline_keyboard": [[{"text": "old", "callback_data": button}]]}
        place = self.api.chats.chat(chat)
        place.messages[id] = {
            "message_id": id,
            "date": int(self.api.now().timestamp()),
            "chat": self.api.chats.as_json(place),
            "from": self.api.bot,
            "text": "old",
            "reply_markup": keyboard,
        }
        return id

    async def presses(self, user: int, message: int) -> None:
        self.api.press(user, user, message, "old")
        await self.robot.step()

    async def says(self, user: int, text: str, to: int | None = None) -> None:
        self.api.say(user, user, text, to)
        await self.robot.step()


@pytest.fixture
def reopened(kept_url: str) -> Any:
    @asynccontextmanager
    async def opened(when: str = "2025-12-15 07:31") -> AsyncIterator[Office]:
        settings = Settings(plans=KEPT / "plans", database_url=kept_url)
        clock = VirtualClock(moment(when, settings.zone))
        store = Store.open(kept_url)
        witness = Store.open_existing(kept_url)
        assert witness is not None
        async with BotApi(now=clock.now) as api:
            for user in (KT, PCCC, LEADER, SECRETARY, HEAD):
                api.add_person(user, f"Người {user}")
                api.chats.person(user).started = True
            api.add_group(GROUP, "Ban Chỉ đạo", [KT, LEADER, SECRETARY])
            api.chats.chat(GROUP).bot = "member"
            for chat in (KT, PCCC, LEADER, SECRETARY, HEAD, GROUP):
                api.chats.chat(chat).last_message_id = 500  # beyond whatever was sent before
            pointed = settings.with_telegram(api.token, api.base_url)
            robot = Robot(pointed, world_of(pointed, load([KEPT / "plans"]).catalog), store, clock)
            await robot.start()
            await robot.sender.recover()
            try:
                yield Office(api, robot, witness)
            finally:
                await robot.close()
                store.close()
                witness.close()

    return opened


@pytest.fixture
def kept(kept_url: str) -> Iterator[Store]:
    with closing(Store.open(kept_url)) as opened:
        yield opened


def test_all_that_was_kept_is_still_read(kept: Store) -> None:
    with kept.transaction(read_only=True) as tx:
        roles = sorted(link.role for link in tx.links.all())
        assert roles == sorted([*Role, Role.OFFICIAL])
        kinds = {row.kind for row in tx.outbox.ledger(limit=1000)}
        assert kinds == set(OutboxKind)
        assert len(tx.reports.of()) == 7
        assert [v.undoes for v in tx.target_values.of()] == [None, None, 2]
        assert [(s.task, s.chat_id) for s in tx.snoozes.all()] == [(C, KT), (D, KT)]
        assert [e.what.name for e in tx.evidence.of([C])] == ["quyet dinh.pdf"]
        assert (
            len(tx.inbox.ledger([InboxState.NEW], 10)) == len(tx.inbox.ledger([InboxState.FAILED], 10)) == 1
        )
        assert {row.state for row in tx.outbox.ledger(limit=1000)} == set(DeliveryState)


async def test_what_waited_is_sent_and_what_was_said_is_handled(reopened: Any) -> None:
    async with reopened() as office:
        await office.robot.make_passes()
        await office.robot.worker.work()
        await office.robot.step()
        assert [row for row in office.ledger() if row.state in UNSENT] == []
        assert office.log()[-1] == (D, ReportKind.PROGRESS, State.IN_PROGRESS, 40)
        assert any("Tập huấn" in text for text in office.told(KT))
        digest, picture = office.told(GROUP)
        assert "5-CTr/ĐU" in digest and picture


async def test_old_buttons_and_old_questions_are_still_answered(reopened: Any) -> None:
    async with reopened() as office:
        await office.robot.worker.work()
        card = office.old_message(KT, OutboxKind.CARD, data(Action.WORKING, task_key(D), 75))
        await office.presses(KT, card)
        assert office.log()[-1] == (D, ReportKind.PROGRESS, State.IN_PROGRESS, 75)
        assert "75%" in next(m["text"] for m in office.api.messages(KT) if m["message_id"] == card)
