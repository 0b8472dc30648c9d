"""A draft: what a document is taken to say, each item with its place, how sure it is, what is doubtful."""

from dataclasses import dataclass, field
from datetime import date

from bot.documents.grid import Grid
from bot.model.deadline import DeadlineKind
from bot.model.plan import Unit
from bot.model.say import Say


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something should be looked at: a key of the texts `importer.doubt_<key>` and its values."""

    key: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftPlan:
    """The head of a document; null what it does not say. `body` is whose name stands above the signature."""

    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    title: str | None = None
    body: str | None = None
    cited: date | None = None  # the latest document it names: it can't be older
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftTask:
    """An item as found; `deadline` as written, `kind` and `due` what that means."""

    section: str
    item: int
    text: str
    title: str
    deadline: str | None = None
    kind: DeadlineKind = DeadlineKind.NONE
    due: date | None = None
    after: str | None = None
    inherited: bool = False
    owner: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    unit: str | None = None
    deliverable: str | None = None
    page: int = 1
    line: int = 1
    confidence: float = 1.0
    doubts: tuple[Doubt, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.section}-{self.item}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftTarget:
    """A figure to reach; `value` and `high` as plain figures ("87000", "14.5")."""

    title: str
    text: str
    value: str
    high: str | None = None
    unit: str = ""
    horizon: int | None = None
    page: int = 1
    line: int = 1
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftUnit:
    """An agency that the units file lacks."""

    id: str
    name: str
    short: str
    tasks: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What was read of one document."""

    plan: DraftPlan
    sections: dict[str, str]
    tasks: tuple[DraftTask, ...] = ()
    targets: tuple[DraftTarget, ...] = ()
    units_proposed: tuple[DraftUnit, ...] = ()
    matched: dict[str, str] = field(default_factory=dict)  # every agency named -> the id of its unit
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A file with the name it is known by, the units there are, and the headings by which a form is known."""

    file: str
    name: str
    units: tuple[Unit, ...] = ()
    form: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A draft, the cells of a form, or why there is neither."""

    draft: Draft | None = None
    grid: Grid | None = None
    refused: Say | None = None
