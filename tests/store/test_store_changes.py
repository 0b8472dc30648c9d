"""Changes are kept for the units they concern, with the task before and after."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from bot.model.change import NewChange
from bot.model.deadline import Deadline, DeadlineKind
from bot.model.plan import Source, Task
from bot.model.say import say
from bot.store.store import Store
from bot.store.tables import changes

AT = datetime(2026, 2, 27, 8, tzinfo=UTC)


def task(due: date) -> Task:
    deadline = Deadline(written="", kind=DeadlineKind.DAY, reason=say("deadline.day"), due=due)
    return Task(
        plan="p", code="I-1", title="Việc", owner="a", deadline=deadline, source=Source("I", 1), line=1
    )


OLD, NEW = task(date(2026, 3, 15)), task(date(2026, 3, 25))


def test_a_change_is_read_as_it_was_kept_by_its_unit_and_from_where_it_was_told(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.changes.newest() == 0
        tx.changes.add(
            NewChange(unit="a", old=None, new=OLD, at=AT), NewChange(unit="b", old=OLD, new=None, at=AT)
        )
        tx.changes.add(NewChange(unit="a", old=OLD, new=NEW, at=AT))
        newest = tx.changes.newest()
        assert [(x.old, x.new) for x in tx.changes.of("a", 0, newest)] == [(None, OLD), (OLD, NEW)]
        assert [(x.old, x.new) for x in tx.changes.of("a", 1, newest)] == [(OLD, NEW)]
        assert [(x.old, x.new) for x in tx.changes.of("b", 0, newest)] == [(OLD, None)]


def test_what_another_version_wrote_and_this_one_can_not_read_is_of_no_task(store: Store) -> None:
    with store.transaction() as tx:
        tx.changes.add(NewChange(unit="a", old=OLD, new=NEW, at=AT))
    with store.begin() as connection:
        connection.execute(update(changes).values(new={"!": "Unheard of"}))
    with store.transaction() as tx:
        assert [(x.old, x.new) for x in tx.changes.of("a", 0, 9)] == [(None, None)]
