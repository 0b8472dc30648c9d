"""How far a task is: reports as they came, and the standing they add up to."""

from dataclasses import dataclass
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
    """What an answer does: sets a state, asks for time, keeps words only, or takes one back."""

    PROGRESS = "progress"
    EXTENSION = "extension"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewReport:
    """One answer about one task, about to be kept.

    `key` is unique: the update that brought it and its place in the answer, so the same update
    handled twice is one report. `note` holds the words as they were typed. `undoes` is the id of
    the report an undo takes back.
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(NewReport):
    """A kept answer; ids grow in the order of keeping."""

    id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one task stands on one day.

    `first_due` is the date the plan first gave and never changes; `due` is the one in force. For
    an ongoing or recurring task both belong to the period (`turn`) that holds the day.
    """

    task: TaskRef
    state: State = State.NOT_STARTED
    percent: int | None = None
    first_due: date | None = None
    due: date | None = None
    turn: Period | None = None
    done_on: date | None = None
    last_report: Report | None = None
    extension: Report | None = None

    @property
    def open(self) -> bool:
        return self.state.open

    def late(self, today: date) -> bool:
        """Delivered after its due date, or open past it: the due day itself is on time."""
        if self.due is None or self.state is State.CANCELLED:
            return False
        return (self.done_on or today) > self.due
