"""A database that an earlier version left in the middle of its work opens and goes on, on every backend."""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.access.buttons import Action, data, task_key
from bot.messages.render import MAKERS, render
from bot.messages.rendered import Rendered
from bot.messages.snapshot import world_of
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, OutboxKind, Priority, Subject
from bot.model.people import Role
from bot.model.plan_file import NewPlanFile, Reading
from bot.model.progress import NewReport, ReportKind, State
from bot.planfile.catalog import load
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import moment
from bot.rehearsal.virtual import VirtualClock
from bot.runtime import Robot
from bot.settings import Settings
from bot.store.store import Store
from bot.store.subjects import TYPES, read, written
from bot.store.tables import InboxState

KEPT = Path(__file__).parent / "kept"
Shape = tuple[OutboxKind, dict[str, Any]]


def shapes(version: str) -> list[Shape]:
    """A subject of every shape that version wrote, as it was kept."""
    kept = json.loads((KEPT / f"subjects_{version}.json").read_text(encoding="utf-8"))
    return [(OutboxKind(kind), subject) for kind, found in kept.items() for subject in found]


READ = [read(*shape) for version in ("0_1", "v1") for shape in shapes(version)]
KT, PCCC, LEADER, SECRETARY, HEAD, GROUP = 1001, 1002, 1003, 1004, 1005, -2001
A, C, D, E = (TaskRef("xa", code) for code in "ACDE")
# Letters alone are no codes any more: the plan has others now, and those of before as `was`.
NEW_A, NEW_C, NEW_D = (TaskRef("xa", f"{code}-1") for code in "ACD")
YOUNGER = {OutboxKind.MORNING, OutboxKind.DIRECTIVE}  # kinds of row that version had not
UNSENT = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNCERTAIN)
NOW = "2025-12-15 07:31"  # a minute after that version planned a Monday's messages and sent none


@pytest.fixture
def kept_url(backend: str, bare_url: str) -> str:
    """The address of what version 0.1 left."""
    dump = (KEPT / f"0_1.{backend}.sql").read_text(encoding="utf-8")
    if backend == "sqlite":
        with closing(sqlite3.connect(bare_url.removeprefix("sqlite:///"))) as database:
            database.executescript(dump)
    else:
        with closing(psycopg.connect(bare_url, autocommit=True)) as connection:
            connection.execute(dump.encode())
    return bare_url


@pytest.fixture
def kept(kept_url: str) -> Iterator[Store]:
    with closing(Store.open(kept_url)) as opened:
        yield opened


class Office:
    """The bot over that database, and the people it knows, with what of the old messages a test wants."""

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

    def shown(self, chat: int, message: int) -> str:
        return str(self.api.chats.chat(chat).messages[message]["text"])

    def old(self, chat: int, kind: type[Subject], button: str) -> int:
        """The newest message about that which was sent there, with one of the buttons it had."""
        sent = (row for row in self.ledger() if row.chat_id == chat and isinstance(row.subject, kind))
        id = next(row.message_id for row in sent if row.message_id)
        place = self.api.chats.chat(chat)
        keyboard = {"inline_keyboard": [[{"text": "old", "callback_data": button}]]}
        about = {"date": 1, "chat": self.api.chats.as_json(place), "from": self.api.bot, "text": "old"}
        place.messages[id] = {"message_id": id, **about, "reply_markup": keyboard}
        return id

    async def presses(self, user: int, message: int) -> None:
        self.api.press(user, user, message, "old")
        await self.robot.step()

    async def says(self, user: int, text: str, to: int | None = None) -> None:
        self.api.say(user, user, text, to)
        await self.robot.step()

    async def at(self, when: str) -> None:
        clock = self.robot.clock
        assert isinstance(clock, VirtualClock)
        clock.move_to(moment(when, self.robot.settings.zone))
        await self.robot.make_passes()
        await self.robot.step()


Opened = Callable[[], AbstractAsyncContextManager[Office]]


@pytest.fixture
def reopened(kept_url: str) -> Opened:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Office]:
        settings = Settings(plans=KEPT / "plans", database_url=kept_url)
        clock = VirtualClock(moment(NOW, settings.zone))
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
            await robot.worker.work()  # what was stored and not handled
            await robot.make_passes()
            await robot.step()
            try:
                yield Office(api, robot, witness)
            finally:
                await robot.close()
                store.close()
                witness.close()

    return opened


def test_all_that_was_kept_is_still_read(kept: Store) -> None:
    with kept.transaction(read_only=True) as tx:
        rows = tx.outbox.ledger(limit=1000)
        assert {row.kind for row in rows} == set(OutboxKind) - YOUNGER
        assert {row.state for row in rows} == set(DeliveryState)
        assert not any(isinstance(row.subject, subjects.Unreadable) for row in rows)
        assert sorted(link.role for link in tx.links.all()) == sorted([*Role, Role.OFFICIAL])
        assert [r.kind for r in tx.reports.of()].count(ReportKind.UNDO) == 1
        assert [v.undoes for v in tx.target_values.of()] == [None, None, 2]
        assert [(s.task, s.chat_id) for s in tx.snoozes.all()] == [(C, KT), (D, KT)]
        assert [e.what.name for e in tx.evidence.of([C])] == ["quyet dinh.pdf"]
        assert [len(tx.inbox.ledger([state], 9)) for state in (InboxState.NEW, InboxState.FAILED)] == [1, 1]


def test_every_type_of_subject_has_a_shape_kept_and_a_maker() -> None:
    now = {type(read(*shape)) for shape in shapes("v1")}
    assert now == {type(subject) for subject in READ} == set(TYPES.values()) == set(MAKERS)


@pytest.mark.parametrize("subject", READ, ids=lambda subject: type(subject).__name__)
def test_a_subject_as_it_was_kept_is_kept_anew_and_read_again(subject: Subject) -> None:
    assert read(subject.kind, json.loads(json.dumps(written(subject)))) == subject


@pytest.mark.parametrize("shape", shapes("v1"), ids=lambda shape: shape[1]["ask"] or shape[0])
def test_what_is_written_has_the_form_its_version_says(shape: Shape) -> None:
    """Another form is another version, with a sample of its own; rows of this one stay."""
    assert json.loads(json.dumps(written(read(*shape)))) == shape[1]


def chat_of(subject: Subject) -> int:
    """Somewhere such a message can go."""
    match subject:
        case subjects.Agenda(since=since):
            return KT if "ubnd" in since else PCCC
        case subjects.Calendar():
            return KT
        case subjects.Digest():
            return GROUP
        case _:
            return SECRETARY


def answer(task: TaskRef, to: int, now: datetime) -> NewReport:
    return NewReport(
        key="in:99:1",
        task=task,
        kind=ReportKind.ANSWER,
        at=now,
        user_id=SECRETARY,
        user_name="Thư ký",
        unit=None,
        note="Theo mẫu số 2",
        decides=to,
    )


def plan_file(at: datetime) -> NewPlanFile:
    """What a later version kept of a file that a secretary sent."""
    return NewPlanFile(
        key="in:1:0",
        user_id=SECRETARY,
        at=at,
        name="kh.docx",
        file_id="file",
        asked=True,
    )


def test_every_shape_of_subject_that_was_kept_is_rendered(kept: Store) -> None:
    world = world_of(Settings(), load([KEPT / "plans"]).catalog)
    now = moment(NOW, world.zone)
    with kept.transaction() as tx:
        tx.reports.add(answer(C, to=2, now=now))  # the eighth of the log, which had none
        tx.plan_files.add(plan_file(now))
        tx.plan_files.read(1, Reading(key="drafting.sheet", sheet=b"xlsx", sheet_name="kh.xlsx"))
        for subject in READ:
            row = Delivery(
                id=1,
                key="k",
                chat_id=chat_of(subject),
                priority=Priority.ANSWER,
                subject=subject,
                state=DeliveryState.PENDING,
                created_at=now,
                due_at=now,
            )
            made = render(world, row, tx, now)
            assert isinstance(made, Rendered), (subject, made)
            assert made.message.html
            if made.file and made.message.file is None:  # what Telegram has goes by its id
                assert made.file().data


async def test_what_waited_is_sent_and_what_was_said_is_handled(reopened: Opened) -> None:
    async with reopened() as office:
        assert [row for row in office.ledger() if row.state in UNSENT] == []
        assert office.log()[-1] == (NEW_D, ReportKind.PROGRESS, State.IN_PROGRESS, 40)
        assert "Tập huấn" in office.told(KT)[0]
        assert "Việc cần báo cáo" in office.told(PCCC)[0]
        digest, picture = office.told(GROUP)
        assert "5-CTr/ĐU" in digest and picture


async def test_a_button_of_an_old_card_is_answered_and_the_card_drawn_anew(reopened: Opened) -> None:
    async with reopened() as office:
        card = office.old(KT, subjects.Card, data(Action.WORKING, task_key(D), 75))
        await office.presses(KT, card)
        assert office.log()[-1] == (NEW_D, ReportKind.PROGRESS, State.IN_PROGRESS, 75)
        assert "75%" in office.shown(KT, card)


async def test_old_questions_are_still_answered(reopened: Opened) -> None:
    async with reopened() as office:
        which = office.old(KT, subjects.WhichTask, "x")
        row = next(r for r in office.ledger() if r.chat_id == KT and r.message_id == which)
        await office.presses(KT, office.old(KT, subjects.WhichTask, data(Action.TASK, row.id, task_key(D))))
        assert office.log()[-1][:2] == (NEW_D, ReportKind.NOTE)
        request = office.old(SECRETARY, subjects.Request, "x")
        await office.says(SECRETARY, "đồng ý theo 12/QĐ-UBND", to=request)
        assert office.log()[-1][:2] == (NEW_A, ReportKind.GRANT)
        result = office.old(SECRETARY, subjects.Result, data(Action.DECIDE, 6, "approve"))
        await office.presses(SECRETARY, result)
        assert office.log()[-1][:2] == (NEW_C, ReportKind.APPROVE)


async def test_numbers_count_in_the_last_old_list_and_the_next_week_is_told(reopened: Opened) -> None:
    async with reopened() as office:
        found = office.old(KT, subjects.Tasks, "x")
        await office.says(KT, "1", to=found)
        assert "Ban hành quy chế" in office.told(KT)[-1]
        await office.at("2025-12-22 07:30")
        assert "22/12/2025" in " ".join(office.told(GROUP)[2:])
