"""What the report log says about one task: what its owner answered, why it is blocked, who keeps silent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.model.deadline import Period, TaskRef, quarter_start
from bot.model.history import History
from bot.model.plan import Task
from bot.model.progress import DECISIONS, Report, ReportKind, Share, Standing, State

Log = Mapping[TaskRef, Sequence[Report]]

QUIET = timedelta(days=14)
"""How long the owner of an overdue task may say nothing before it counts as silent."""


def answers(reports: Iterable[Report]) -> Log:
    """The owners' answers that nobody took back, by task, in the order of keeping."""
    log: dict[TaskRef, list[Report]] = defaultdict(list)
    for report in History(reports).live:
        if report.part is Share.OWNER and report.kind not in DECISIONS:
            log[report.task].append(report)
    return log


def reason(reports: Sequence[Report]) -> str:
    """The newest words said since a task was blocked, as they were typed; empty where there are none."""
    for report in reversed(reports):
        if report.kind is ReportKind.PROGRESS and report.state not in (State.BLOCKED, None):
            break
        if report.kind is not ReportKind.EXTENSION and report.note.strip():
            return report.note
    return ""


def reported(period: Period | None, reports: Sequence[Report]) -> bool:
    """Whether anything was said within a period of an ongoing or recurring task."""
    return period is not None and any(report.at.date() in period for report in reports)


def silent(task: Task, standing: Standing, reports: Sequence[Report], today: date, ahead: timedelta) -> bool:
    """Whether the owner of an open dated task said nothing on it since its reminders began.

    The owner is asked from the ladder's first day (`ahead` of the due date) on. What counts was said
    since the quarter of the due date opened, or since that first day where it is earlier; once the
    task is overdue, within the last 14 days. Words kept without a unit come from the committee's
    own office and count as the owner's; a task that waits for that office is not the owner's to report.
    """
    due = standing.due
    if due is None or due - ahead > today or standing.state is State.AWAITING_APPROVAL:
        return False
    since = today - QUIET if due < today else min(quarter_start(due), due - ahead)
    said = [report.at.date() for report in reports if report.unit in (task.owner, None)]
    return not any(since <= day <= today for day in said)
