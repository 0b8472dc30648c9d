"""A list too long to tell in full names its other tasks by code, a line a unit, and stays one message."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from delivery_office import at, open_store, task, world

from bot.messages.notices.escalations import escalation
from bot.messages.rendered import Rendered
from bot.messages.view import View, World
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.plan import Unit
from bot.model.subjects import Escalation
from bot.store.store import Transaction
from bot.texts.limits import fits

LEADER = 7
DUE = date(2026, 1, 10)


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    store = open_store(tmp_path)
    with store.transaction() as opened:
        opened.links.add(
            Role.LEADER,
            LEADER,
            name="Phó Bí thư",
            user_id=LEADER,
            unit=None,
            plan="p",
            post=None,
            now=at("2026-01-01 08:00"),
        )
        yield opened
    store.close()


def office(tasks: int, units: int) -> World:
    """A plan in which everything is overdue, each task a day longer than the one before."""
    named = {f"u{n}": Unit(id=f"u{n}", name=f"Sở số {n}", short=f"Sở {n}") for n in range(units)}
    made = (
        replace(task(f"II-{n}", DUE + timedelta(days=n % 9)), owner=f"u{n % units}") for n in range(tasks)
    )
    found = world(*made)
    return replace(found, catalog=replace(found.catalog, units=named))


def told(tx: Transaction, of: World) -> Rendered:
    now = at("2026-02-01 07:30")
    subject = Escalation(on=now.date(), all=tuple(t.ref for t in of.catalog.tasks()))
    row = Delivery(
        id=1, key="k", chat_id=LEADER, priority=Priority.AGENDA, subject=subject, state=DeliveryState.PENDING,
        created_at=now, due_at=now,
    )  # fmt: skip
    made = escalation(View(of, tx, now), row, subject)
    assert isinstance(made, Rendered)
    return made


def test_the_first_ten_are_told_in_full_and_the_others_by_unit_with_the_longest_delay(
    tx: Transaction,
) -> None:
    text = told(tx, office(14, 2)).message.html
    assert text.count("<b>10.</b>") == 1 and "<b>11.</b>" not in text
    assert "– Sở 0 (chưa có đầu mối): II-6, II-8 (lâu nhất quá 16 ngày)" in text


def test_all_of_them_are_the_messages_own(tx: Transaction) -> None:
    made = told(tx, office(14, 2))
    assert isinstance(made.subject, Escalation)
    assert (len(made.subject.tasks), len(made.subject.all)) == (10, 14)
    assert made.message.buttons[-1][0].label == "Đôn đốc việc quá hạn (14)"


@pytest.mark.parametrize(("tasks", "units"), [(120, 40), (400, 8), (600, 60)])
def test_however_many_there_are_it_is_one_message_with_every_unit(
    tx: Transaction, tasks: int, units: int
) -> None:
    text = told(tx, office(tasks, units)).message.html
    assert fits(text)
    assert f"\n{tasks} việc, không kể việc đã báo các lần trước:\n" in text
    assert all(f"Sở {n} " in text for n in range(units))
