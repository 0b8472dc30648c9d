"""A made-up plan of two tasks, a fake wire and an open store, for the tests of delivery."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from migrated import new_store

from bot.delivery.wire import WireFailure
from bot.messages.view import World
from bot.model.deadline import Deadline, DeadlineKind
from bot.model.message import Message, NewDelivery, Priority
from bot.model.plan import Catalog, Plan, Source, Task, Unit
from bot.model.say import say
from bot.model.subjects import Notice
from bot.rehearsal.virtual import VirtualClock
from bot.schedule.calendar import WorkingDays
from bot.store.store import Store
from bot.texts import DEFAULT, texts_in

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def task(code: str, due: date) -> Task:
    return Task(
        plan="p",
        code=code,
        title=f"Nhiệm vụ {code}",
        owner="so-tai-chinh",
        deadline=Deadline(written="", kind=DeadlineKind.DAY, reason=say("deadline.day"), due=due),
        source=Source("III.1", 1),
        line=1,
    )


def world(*tasks: Task) -> World:
    plan = Plan(
        id="p",
        file="p.yaml",
        number="01-KH/TU",
        title="Kế hoạch thử",
        issuer="Thành ủy",
        issued=date(2025, 7, 25),
        owner="so-tai-chinh",
        sections={"III.1": "Nhiệm vụ"},
        tasks=tasks,
    )
    unit = Unit(id="so-tai-chinh", name="Sở Tài chính", short="Sở Tài chính")
    return World(
        catalog=Catalog(units={unit.id: unit}, plans={plan.id: plan}),
        days=WorkingDays(off=frozenset(), work=frozenset()),
        texts=texts_in(DEFAULT),
        zone=ZONE,
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class FakeWire:
    """Remembers what it was asked to send and fails as told: one failure or None a call."""

    def __init__(self, clock: VirtualClock, failures: Sequence[WireFailure | None] = ()) -> None:
        self._clock = clock
        self._failures = list(failures)
        self.sent: list[tuple[float, int, str]] = []

    async def send(self, chat_id: int, message: Message, thread_id: int | None = None) -> int:
        self.sent.append((self._clock.steady(), chat_id, message.html))
        failure = self._failures.pop(0) if self._failures else None
        if failure:
            raise failure
        return len(self.sent)

    async def busy(self, chat_id: int, thread_id: int | None = None) -> None:
        """A sign is not what these tests count."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> int:
        return await self.send(chat_id, message)


def notice(
    key: str, chat: int, text: str = "toast.kept", priority: Priority = Priority.ANSWER
) -> NewDelivery:
    return NewDelivery(key=key, chat_id=chat, priority=priority, subject=Notice(key=text, values={}))


def open_store(folder: Path) -> Store:
    return new_store(folder / "delivery.sqlite3")
