"""What waits for a secretary: results to confirm and requests for more time, listed and asked anew."""

from collections.abc import Collection

from bot.access.rights import Right, tasks_open_to
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Ask, Report, ReportKind
from bot.turn.turn import Outcome, Turn

BOTH = (Ask.RESULT, Ask.REQUEST)
Waiting = tuple[Task, Report]


def offer(turn: Turn, asks: Collection[Ask]) -> Outcome:
    """List what waits in the plans the speaker decides on; made from the log when it is sent."""
    return turn.answer(subjects.Pending(of=tuple(asks)))


def waiting(turn: Turn) -> list[Waiting]:
    """What waits for the speaker's decision."""
    tasks = tasks_open_to(Right.DECIDE, turn.catalog.tasks(), turn.links)
    standings = turn.standings(tasks)
    return [(task, report) for task in tasks for report in standings[task.ref].waiting(BOTH)]


def ask_anew(turn: Turn, task: Task, report: Report) -> Outcome:
    """Put the question before the speaker again."""
    return turn.answer(question(task, report))


def question(task: Task, report: Report) -> subjects.Decision:
    """What a report that waits asks of a secretary."""
    ask = subjects.Request if report.kind is ReportKind.EXTENSION else subjects.Result
    return ask(report=report.id, tasks=(task.ref,))
