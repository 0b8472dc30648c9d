"""How far a task is: reports as they came, and the standing they add up to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.model.deadline import Period, TaskRef


class State(StrEnum):
    """The states of a task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    AWAITING_APPROVAL = "awaiting_approval"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        return self not in (State.DONE, State.CANCELLED)


class ReportKind(StrEnum):
    """What an entry of the log does: a report, other words on a task, a decision, or taking one back.

    `decides` of an answer names its question, that of a "seen" the directive it acknowledges.
    """

    PROGRESS = "progress"
    EXTENSION = "extension"
    NOTE = "note"
    CLAIM = "claim"  # said to be done, while the evidence the plan requires is still to come
    EVIDENCE = "evidence"  # files without words
    APPROVE = "approve"
    RETURN = "return"
    GRANT = "grant"
    REFUSE = "refuse"
    UNDO = "undo"
    QUESTION = "question"  # asked by who answers for the task
    ANSWER = "answer"  # a secretary's, to a question
    DIRECTIVE = "directive"  # a word of a head, leader or secretary
    SEEN = "seen"  # a directive acknowledged
    NOT_OURS = "not_ours"  # the unit says that the task is another's
    WAIVE = "waive"  # a secretary's word that nothing is owed for a period


REPORTED = frozenset({ReportKind.PROGRESS, ReportKind.CLAIM})
"""What tells how far a task is: a state, a share, a result. By it a period is reported.

Files alone are none: of what they are is not said. Where they deliver a result that was claimed, that is kept
as progress beside them.
"""
ANSWERABLE = REPORTED | {ReportKind.EXTENSION}
"""What answers for a task: who asks for more time, with a day and a reason, hasn't been silent on it either.

All else stands in the history alone: it is nobody's last report and ends no silence.
"""
NOBODY = 0
"""As whose words a table of results is kept."""
SPOKEN = frozenset({ReportKind.ANSWER, ReportKind.DIRECTIVE, ReportKind.SEEN})
"""What is said to somebody else, at once: it can't be said otherwise later, and proves nothing."""
DECISIONS = frozenset(
    {ReportKind.APPROVE, ReportKind.RETURN, ReportKind.GRANT, ReportKind.REFUSE, ReportKind.WAIVE}
)


class Share(StrEnum):
    """Whose part of a task a report is about: the owner's, which moves the task, or a supporting unit's."""

    OWNER = "owner"
    SUPPORT = "support"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewReport:
    """One answer about one task, about to be kept.

    `key` is unique: the update that brought it and its place in the answer, so the same update
    handled twice is one report. `note` holds the words as they were typed. `undoes` is the id of
    the report an undo takes back, `decides` that of the result or request a decision is about;
    `asked_until` is the day asked for, in a grant the day granted. `period` is a day of the period of an
    ongoing or recurring task that was meant (its last); null where it is the one that holds `at`. `at` is
    when it was said, `kept_at` when it came to be known here (null: unknown, of earlier versions).
    """

    key: str
    task: TaskRef
    kind: ReportKind
    at: datetime
    user_id: int
    user_name: str
    unit: str | None
    state: State | None = None
    percent: int | None = None
    note: str = ""
    asked_until: date | None = None
    undoes: int | None = None
    decides: int | None = None
    part: Share = Share.OWNER
    period: date | None = None
    kept_at: datetime | None = None

    @property
    def known_at(self) -> datetime:
        """Since when it is known here."""
        return self.kept_at or self.at

    @property
    def update(self) -> str:
        """The key of the message or press that brought it."""
        return self.key.removeprefix("in:").rpartition(":")[0]

    @property
    def answers(self) -> bool:
        """Whether it answers for the task, or for a supporting unit's share of it."""
        return self.kind in ANSWERABLE

    @property
    def on_behalf(self) -> bool:
        """Whether the committee's own office reports for the owner; a table of results is nobody's word."""
        outside = self.part is Share.OWNER and self.unit is None and self.user_id != NOBODY
        return self.answers and outside


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(NewReport):
    """A kept answer; ids grow in the order of keeping."""

    id: int


class Ask(StrEnum):
    """What a secretary is asked to decide on."""

    RESULT = "result"
    REQUEST = "request"


class Mark(StrEnum):
    """What became of a period: reported on in time or late, told of but unfinished after its due date, not a
    word, nothing owed, or not due yet."""

    ON_TIME = "on_time"
    LATE = "late"
    UNFINISHED = "unfinished"
    MISSED = "missed"
    WAIVED = "waived"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one task stands on one day.

    `first_due` is the date the plan first gave and never changes; `due` is the one in force, and
    `extensions` counts how often a grant moved it. For an ongoing or recurring task all three belong
    to the period (`period`) that holds the day. `extension` is the request that waits for a decision,
    `awaiting` the report that waits for approval, `claim` the one that waits for its evidence, `returned`
    the decision that sent the last result back, until more is reported.
    `support` holds the newest report of each supporting unit, `last_report` the owner's: what answers for
    the task, no note or question.

    `earlier` are the periods before, each standing as if it were the present one, the oldest first: all that
    the task owes or owed a report for, and those reported on before that. Of a period, `met_on` is the day it
    was reported on so that nothing is owed for it, `told_on` the day it was first spoken of, and `owes`
    whether it is over with a report still owed. Each has its own `last_report`; the present one's is the
    newest of all.
    """

    task: TaskRef
    state: State = State.NOT_STARTED
    percent: int | None = None
    first_due: date | None = None
    due: date | None = None
    period: Period | None = None
    done_on: date | None = None
    last_report: Report | None = None
    extension: Report | None = None
    extensions: int = 0
    awaiting: Report | None = None
    reported_on: date | None = None
    claim: Report | None = None
    returned: Report | None = None
    support: Mapping[str, Report] = field(default_factory=dict)
    told_on: date | None = None
    met_on: date | None = None
    waived: bool = False
    owes: bool = False
    earlier: "tuple[Standing, ...]" = ()

    @property
    def open(self) -> bool:
        """Whether anything is still to be done: in its present period or for one before."""
        return self.asked or bool(self.owed)

    @property
    def asked(self) -> bool:
        """Whether anything is still to be done in its period."""
        return self.state.open and not self.waived

    @property
    def owed(self) -> "tuple[Standing, ...]":
        """The former periods that a report is owed for, the oldest first."""
        return tuple(each for each in self.earlier if each.owes)

    @property
    def waits(self) -> bool:
        """Whether its unit has answered, and a result or a request of it waits for a secretary."""
        return self.state is State.AWAITING_APPROVAL or self.extension is not None

    @property
    def first_asked(self) -> date | None:
        """The earliest date that something is still due on: of a period before, or else the one in force."""
        return min((each.due for each in self.owed if each.due), default=self.due)

    @property
    def settled(self) -> bool:
        """Whether nothing is owed for its period."""
        return self.met_on is not None or self.waived or self.state is State.CANCELLED

    @property
    def rounds(self) -> "tuple[Standing, ...]":
        """All its periods, the present one last."""
        return (*self.earlier, self)

    def overdue(self, today: date) -> "tuple[Standing, ...]":
        """What of it is open past its due date while no result waits for approval: the task itself, or the
        former periods that are owed."""
        waits = self.state is State.AWAITING_APPROVAL
        here = self.asked and not waits and self.due is not None and self.due < today
        return tuple(each for each in self.owed if each.due and each.due < today) + ((self,) if here else ())

    def at(self, day: date | None) -> "Standing":
        """How it stands for the period that holds a day; the present one for any other."""
        found = (each for each in self.earlier if day and each.period and day in each.period)
        return next(found, self)

    def mark(self, today: date) -> Mark:
        """What became of its period."""
        if self.met_on and self.due:
            return Mark.ON_TIME if self.met_on <= self.due else Mark.LATE
        if self.waived or self.state is State.CANCELLED:
            return Mark.WAIVED
        if self.due is None or today <= self.due:
            return Mark.OPEN
        return Mark.UNFINISHED if self.told_on else Mark.MISSED

    def waiting(self, asks: Collection[Ask]) -> list[Report]:
        """The reports that wait for a secretary's decision of these sorts, of all its periods."""
        found = {
            Ask.RESULT: [each.awaiting for each in self.rounds],
            Ask.REQUEST: [each.extension for each in self.rounds if each.state.open],
        }
        return [report for ask in asks for report in found[ask] if report]

    def late(self, today: date) -> bool:
        """Delivered after its due date, or open past it: the due day itself is on time.

        A result that waits for approval is judged by the day it was reported. An ongoing or recurring task
        is late as well while a period before is owed that is past its due date.
        """
        owed = any(each.due and each.due < today for each in self.owed)
        return owed or self.days_late(today) > 0

    def days_late(self, today: date) -> int:
        """Days past its due date, 0 where it is not late: the owner's own delay, which ends on the day it
        delivers, or reports a result that waits for approval. Whoever tells days overdue asks here, for a
        former period that is owed its own standing.
        """
        if self.due is None or self.state is State.CANCELLED:
            return 0
        return max(((self.done_on or self.reported_on or today) - self.due).days, 0)
