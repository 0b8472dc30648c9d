"""What agendas have told some chats of: nobody is silent about what they hear of today."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import OutboxKind
from bot.model.people import Link
from bot.model.plan import Task
from bot.store.store import Transaction

MONTH = timedelta(days=31)
"""How far to look back: an overdue task that nobody reports on is spoken of every week."""


def untold(
    tx: Transaction, tasks: Iterable[Task], asked: Callable[[str], Iterable[Link]], now: datetime
) -> list[TaskRef]:
    """Those past their due date of which no agenda told the people `asked` of their owner before today."""
    late = [task for task in tasks if task.deadline.due and task.deadline.due < now.date()]
    midnight = datetime.combine(now, time(), now.tzinfo)
    told = {unit: _told_of(tx, asked(unit), midnight) for unit in {task.owner for task in late}}
    return [task.ref for task in late if told[task.owner].isdisjoint(task.refs)]


def _told_of(tx: Transaction, people: Iterable[Link], before: datetime) -> frozenset[TaskRef]:
    """The tasks that stood in their agendas of the month before that moment."""
    chats = {link.chat_id for link in people}
    sent = tx.outbox.sent_since(chats, OutboxKind.AGENDA, before - MONTH)
    agendas = (row.subject for row in sent if (row.sent_at or row.created_at) < before)
    found = (of for of in agendas if isinstance(of, subjects.Agenda))
    return frozenset(ref for of in found for ref in (*of.tasks, *of.overdue, *of.later))
