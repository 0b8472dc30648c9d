"""The pages of the workbook: of each its columns, and where in a plan each of them stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.planfile.fields import PLAN, TARGET, TASK, UNIT, Field, Kind, Shape

# What a plan must have, but the form makes where it is left empty (`reading.py`).
MADE = {("unit", "id"), ("unit", "short"), ("task", "source.item")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its path in the plan ("source.section"; "range.1" is a list's second) and its width.

    `field` is null where the column only tells something and is never read.
    """

    path: str
    width: float
    field: Field | None
    choices: str = ""  # the page with what to choose from

    @property
    def name(self) -> str:
        return self.path.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one table; the texts `sheet.<name>_<column>` and `sheet.about_<name>_<column>` head it."""

    name: str
    columns: tuple[Column, ...]
    printed: int

    def column(self, path: str) -> int:
        """Where the column of this path stands, or the first that belongs to it ("source")."""
        return next((at for at, each in enumerate(self.columns) if f"{each.path}.".startswith(f"{path}.")), 0)


def field_of(shape: Shape, path: str) -> Field | None:
    """The field at a path; of a list of two figures each of its places."""
    key, _, rest = path.partition(".")
    field = shape.field(key)
    if field is None or not rest:
        return field
    return field_of(field.shape, rest) if field.shape else Field(key=key, kind=field.kind)


def _page(name: str, shape: Shape, printed: int, widths: Mapping[str, float]) -> Page:
    columns = (Column(p, width, _field(name, shape, p), _choices(shape, p)) for p, width in widths.items())
    return Page(name, tuple(columns), printed)


def _field(page: str, shape: Shape, path: str) -> Field | None:
    found = field_of(shape, path)
    return replace(found, required=False) if found and (page, path) in MADE else found


def _choices(shape: Shape, path: str) -> str:
    field = field_of(shape, path)
    if field and field.kind is Kind.UNIT:
        return "unit"
    return "section" if path == "source.section" else ""


def _head() -> Iterator[Column]:
    """Every key at the top of a plan that holds one value, or a few of one kind."""
    for field in PLAN.fields:
        if field.shape is None and field.kind is not Kind.NAMES:
            yield Column(field.key, 0, field, _choices(PLAN, field.key))
        elif field.shape and not field.many:
            for inner in field.shape.fields:
                yield Column(f"{field.key}.{inner.key}", 0, inner)


HEAD = tuple(_head())
"""The rows of the first page: of a plan each is there once."""
DUE = "due"
PLAN_PAGE = Page("plan", (Column("key", 36, None), Column("value", 60, None), Column("about", 60, None)), 3)
SECTION_PAGE = Page(
    "section",
    (
        Column("code", 16, Field(key="code", required=True, most=30)),
        Column("title", 100, Field(key="title", required=True)),
    ),
    2,
)
TASK_PAGE = _page(
    "task",
    TASK,
    9,
    {
        "code": 11,
        "source.section": 9,
        "source.item": 8,
        "title": 42,
        "deliverable": 24,
        "owner": 20,
        "support": 22,
        "deadline": 20,
        "due": 15,
        "text": 50,
        "deadline_inherited": 12,
        "after": 22,
        "within": 11,
        "follows": 22,
        "recurring_from": 13,
        "owner_basis": 11,
        "authority": 20,
        "classification": 11,
        "was": 12,
    },
)
TARGET_PAGE = _page(
    "target",
    TARGET,
    12,
    {
        "id": 22,
        "title": 40,
        "horizon": 8,
        "unit": 16,
        "value": 12,
        "range.0": 10,
        "range.1": 10,
        "better": 14,
        "baseline.value": 12,
        "baseline.on": 12,
        "owner": 20,
    },
)
UNIT_PAGE = _page("unit", UNIT, 5, {"id": 22, "name": 50, "short": 28, "aliases": 40, "parent": 24})
PAGES = (PLAN_PAGE, SECTION_PAGE, TASK_PAGE, TARGET_PAGE, UNIT_PAGE)
