"""An answer asks the database a fixed number of questions, whatever the number of tasks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from bot.conversation.buttons import Action, data, task_key
from bot.conversation.desk import Desk
from bot.delivery.render import render
from bot.delivery.rendered import Rendered
from bot.delivery.view import World
from bot.model.deadline import TaskRef
from bot.model.message import Event, EventKind, NewDelivery, OutboxKind, Priority
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.schedule.calendar import WorkingDays
from bot.store.store import Store, Transaction
from bot.texts import Texts

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 12, 1, 8, tzinfo=ZONE)
PLAN, CODE = "hai-phong-07-kh-tu", "III.3.1-1"  # due 31/12/2025, owned by ubnd-tp
OFFICIAL, SECRETARY = 1001, 1004
SHIPPED, MANY = 97, 3_000
MOST = 30  # of reading the words, keeping what they say, and making the messages that answer


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return load([Path(__file__).parents[2] / "plans"]).catalog


def grown(catalog: Catalog, size: int) -> Catalog:
    """So many tasks that the plans have that size, further ones before the rest; results await approval."""
    plan = catalog.plans[PLAN]
    model = next(task for task in plan.tasks if task.code == CODE)
    more = size - sum(1 for _ in catalog.tasks())
    made = (replace(model, code=f"X-{n}", title=f"Việc thêm {n}") for n in range(more))
    longer = replace(plan, tasks=(*made, *plan.tasks), approval=True)
    return replace(catalog, plans={**catalog.plans, PLAN: longer})


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is executed meanwhile."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class Chats:
    """An official and a secretary, each in a private chat; what is said is answered at once."""

    def __init__(self, tx: Transaction, catalog: Catalog) -> None:
        self.tx = tx
        days = WorkingDays(off=frozenset(), work=frozenset())
        self.world = World(catalog=catalog, days=days, texts=Texts(), zone=ZONE)
        self.desk = Desk(lambda: catalog, ZONE)
        self.ids = count(1)
        tx.links.add(Role.OFFICIAL, OFFICIAL, OFFICIAL, "Trưởng phòng", "ubnd-tp", None, None, NOW)
        tx.links.add(Role.SECRETARY, SECRETARY, SECRETARY, "Chánh Văn phòng", None, PLAN, None, NOW)

    def say(self, user: int, text: str) -> list[Rendered]:
        return self._handled(user, EventKind.TEXT, text)

    def press(self, user: int, action: Action, *args: object) -> list[Rendered]:
        return self._handled(user, EventKind.PRESS, data(action, *args), message_id=1)

    def _handled(self, user: int, kind: EventKind, text: str, **more: Any) -> list[Rendered]:
        id = next(self.ids)
        event_ = Event(
            key=str(id), kind=kind, chat_id=user, private=True, user_id=user, user_name="…", text=text, **more
        )
        self.desk.handle(event_, self.tx, NOW)
        return list(self.sent())

    def sent(self) -> Iterator[Rendered]:
        for row in self.tx.outbox.due(NOW + timedelta(days=1), 100):
            made = render(self.world, row, self.tx, NOW)
            assert isinstance(made, Rendered)
            self.tx.outbox.claim(row.id, NOW, made.subject)
            self.tx.outbox.sent(row.id, row.edits or 1000 + row.id, NOW)
            yield made


Deed = Callable[[Chats], list[Rendered]]


def viec(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "/viec")


def answer(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "1 đang làm 60%, 2 đang làm 70%")


def bare(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "đã xong")


def press(chats: Chats) -> list[Rendered]:
    return chats.press(OFFICIAL, Action.WORKING, task_key(TaskRef(PLAN, CODE)), 50)


def claim(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, f"/capnhat {CODE} đã xong")


def agreed(chats: Chats) -> list[Rendered]:
    return chats.say(SECRETARY, "Đồng ý")


def told(chats: Chats) -> list[Rendered]:
    subject = {"on": NOW.date().isoformat(), "since": {"ubnd-tp": None}}
    row = NewDelivery(
        key="agenda", kind=OutboxKind.AGENDA, chat_id=OFFICIAL, priority=Priority.AGENDA, subject=subject
    )
    chats.tx.outbox.add(row, NOW)
    return list(chats.sent())


def later(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "tất cả mai nhắc lại")


def asked(database: Path, catalog: Catalog, before: Deed | None, deed: Deed) -> tuple[int, str]:
    """How many statements a deed leads to, and the last answer to it."""
    store = Store.open(f"sqlite:///{database}")
    try:
        with store.transaction() as tx:
            chats = Chats(tx, catalog)
            if before:
                before(chats)
            with statements() as found:
                *_, last = deed(chats)
            return len(found), last.message.html
    finally:
        store.close()


@pytest.mark.parametrize(
    ("before", "deed", "says"),
    [
        (None, viec, "trang 1/"),
        (viec, answer, "70%"),
        (viec, bare, "về việc nào"),
        (viec, press, "50%"),
        (claim, agreed, "Chờ quyết định"),
        (told, later, "2/12/2025"),
    ],
)
def test_more_tasks_ask_no_more_of_the_database(
    tmp_path: Path, shipped: Catalog, before: Deed | None, deed: Deed, says: str
) -> None:
    few, said = asked(tmp_path / "few.db", grown(shipped, SHIPPED), before, deed)
    many, likewise = asked(tmp_path / "many.db", grown(shipped, MANY), before, deed)
    assert says in said and says in likewise
    assert few == many
    assert few <= MOST
