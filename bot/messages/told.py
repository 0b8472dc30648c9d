"""What agendas have told some chats of: nobody is silent about what they hear of today."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from itertools import chain

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
    chats = {unit: {link.chat_id for link in asked(unit)} for unit in {task.owner for task in late}}
    told = _told(tx, {*chain(*chats.values())}, datetime.combine(now, time(), now.tzinfo))
    return [t.ref for t in late if all(told[chat].isdisjoint(t.refs) for chat in chats[t.owner])]


def _told(tx: Transaction, chats: Collection[int], before: datetime) -> Mapping[int, set[TaskRef]]:
    """The tasks that stood in these chats' agendas of the month before that moment."""
    found: Mapping[int, set[TaskRef]] = defaultdict(set)
    for row in tx.outbox.sent_since(chats, OutboxKind.AGENDA, before - MONTH) if chats else ():
        of = row.subject
        if isinstance(of, subjects.Agenda) and (row.sent_at or row.created_at) < before:
            found[row.chat_id].update((*of.tasks, *of.overdue, *of.later))
    return found
