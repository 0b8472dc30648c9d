"""What waits for a secretary: results to confirm and requests for more time, listed and asked anew."""

from collections.abc import Collection

from bot.access.rights import Deed, may
from bot.conversation.turn import Outcome, Talk
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Ask, Report, ReportKind

BOTH = (Ask.RESULT, Ask.REQUEST)


def offer(talk: Talk, asks: Collection[Ask]) -> Outcome:
    """List what waits in the plans the speaker decides on; made from the log when it is sent."""
    talk.answer(subjects.Pending(of=tuple(asks)))
    return Outcome()


def any_waits(talk: Talk) -> bool:
    """Whether anything waits for the speaker's decision."""
    tasks = [task for task in talk.catalog.tasks() if may(Deed.DECIDE, task, talk.links)]
    return any(standing.waiting(BOTH) for standing in talk.standings(tasks).values())


def ask_anew(talk: Talk, task: Task, report: Report) -> Outcome:
    """Put the question before the speaker again."""
    ask = subjects.Request if report.kind is ReportKind.EXTENSION else subjects.Result
    talk.answer(ask(report=report.id, tasks=(task.ref,)))
    return Outcome()
