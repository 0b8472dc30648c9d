"""An answer asks the database a fixed number of questions, whatever the number of tasks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conversation_chats import CODE, NOW, OFFICIAL, PLAN, SECRETARY, Chats, shipped
from sqlalchemy import Engine, event

from bot.access.buttons import Action, task_key
from bot.messages.rendered import Rendered
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import NewDelivery, Priority
from bot.model.plan import Catalog
from bot.store.store import Store

SHIPPED, MANY = 97, 3_000
MOST = 32  # of reading the words, keeping what they say, and making the messages that answer


def grown(size: int) -> Catalog:
    """So many tasks that the plans have that size, further ones before the rest; results await approval."""
    catalog = shipped()
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


Right = Callable[[Chats], list[Rendered]]


def viec(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "/viec")


def answer(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "1 đang làm 60%, 2 đang làm 70%")


def bare(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "đã xong")


def press(chats: Chats) -> list[Rendered]:
    return chats.press(OFFICIAL, Action.WORKING, task_key(TaskRef(PLAN, CODE)), 50)


def claim(chats: Chats) -> list[Rendered]:
    """Two, of which a plain yes asks which it means."""
    chats.say(OFFICIAL, "/capnhat III.1-1 đã xong")
    return chats.say(OFFICIAL, f"/capnhat {CODE} đã xong")


def agreed(chats: Chats) -> list[Rendered]:
    return chats.say(SECRETARY, "Đồng ý")


def told(chats: Chats) -> list[Rendered]:
    subject = subjects.Agenda(on=NOW.date(), since={"ubnd-tp": None})
    row = NewDelivery(key="agenda", chat_id=OFFICIAL, priority=Priority.AGENDA, subject=subject)
    chats.tx.outbox.add(row, NOW)
    return list(chats.sent())


def later(chats: Chats) -> list[Rendered]:
    return chats.say(OFFICIAL, "tất cả mai nhắc lại")


def asked(database: Path, catalog: Catalog, before: Right | None, right: Right) -> tuple[int, str]:
    """How many statements a right leads to, and the last answer to it."""
    store = Store.open(f"sqlite:///{database}")
    try:
        with store.transaction() as tx:
            chats = Chats(tx, catalog)
            if before:
                before(chats)
            with statements() as found:
                *_, last = right(chats)
            return len(found), last.message.html
    finally:
        store.close()


@pytest.mark.parametrize(
    ("before", "right", "says"),
    [
        (None, viec, "trang 1/"),
        (viec, answer, "70%"),
        (viec, bare, "thuộc việc nào"),
        (viec, press, "50%"),
        (claim, agreed, "Chờ quyết định"),
        (told, later, "2/12/2025"),
    ],
)
def test_more_tasks_ask_no_more_of_the_database(
    tmp_path: Path, before: Right | None, right: Right, says: str
) -> None:
    few, said = asked(tmp_path / "few.db", grown(SHIPPED), before, right)
    many, likewise = asked(tmp_path / "many.db", grown(MANY), before, right)
    assert says in said and says in likewise
    assert many <= few <= MOST
