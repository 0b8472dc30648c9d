"""A plan file that a secretary sent: what the bot made of it, and what it writes where she says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

APPLICABLE = timedelta(days=7)  # how long what was read may still be put in force
UNDOABLE = timedelta(days=1)  # and then taken back


class PlanFileState(StrEnum):
    """What became of it: yet to be read, told, waiting for her word, in force, taken back."""

    NEW = "new"
    TOLD = "told"
    READY = "ready"
    APPLIED = "applied"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the folder of plans: its text from now on and the one before (null: no such file)."""

    name: str
    text: str | None
    before: str | None

    @property
    def undone(self) -> "Rewritten":
        return Rewritten(self.name, self.before, self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was made of a file: what is said of it, and a workbook to correct, or what would be written.

    `key` names the text, `lines` are the sentences it tells, in words already; `plan` is the plan's id, `new`
    where there was none of it; `preview` are the first messages that the units would get.
    """

    key: str
    head: str = ""
    lines: tuple[str, ...] = ()
    more: int = 0
    plan: str | None = None
    new: bool = False
    sheet: bytes | None = None
    sheet_name: str = ""
    files: tuple[Rewritten, ...] = ()
    preview: str = ""

    @property
    def state(self) -> PlanFileState:
        return PlanFileState.READY if self.files else PlanFileState.TOLD


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPlanFile:
    """A file as Telegram names it, and who sent it, in the chat with their id.

    `asked`: it was said to be a plan, not only known by its name.
    """

    key: str
    user_id: int
    at: datetime
    name: str
    file_id: str
    asked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFile(NewPlanFile):
    """The same as kept."""

    id: int
    state: PlanFileState
    attempts: int = 0
    reading: Reading | None = None
    applied_at: datetime | None = None

    def applicable(self, now: datetime) -> bool:
        return self.state is PlanFileState.READY and now - self.at <= APPLICABLE

    def undoable(self, now: datetime) -> bool:
        applied = self.applied_at if self.state is PlanFileState.APPLIED else None
        return applied is not None and now - applied <= UNDOABLE
