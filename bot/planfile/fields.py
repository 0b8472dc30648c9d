"""The whole shape of the files people write, in one table: key, type, limits, and what holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.model.digest import WEEKDAYS, DigestList
from bot.texts import LANGUAGES


class Kind(StrEnum):
    """What a value is; `values.py` reads each from its text."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    UNIT = "unit"
    TASK = "task"
    DATE = "date"
    TIME = "time"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAYS = "days"
    NAMES = "names"  # a mapping of code -> text
    RECORD = "record"  # a mapping of a shape of its own


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One key: with `many` a list of its kind, with `lone` too a single value may stand for a list of one.

    `least` and `most` bound a number, or a text's characters.
    """

    key: str
    kind: Kind = Kind.TEXT
    required: bool = False
    many: bool = False
    count: int | None = None
    least: int = 0
    most: int = 500
    choices: tuple[str, ...] = ()
    shape: "Shape | None" = None
    lone: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """A mapping: its name (`problems.of_<name>` in the texts) and the keys it may hold."""

    name: str
    fields: tuple[Field, ...]

    @cached_property
    def keys(self) -> Mapping[str, Field]:
        return {field.key: field for field in self.fields}

    def field(self, key: str) -> Field | None:
        return self.keys.get(key)


def _shape(name: str, *fields: Field) -> Shape:
    return Shape(name=name, fields=fields)


SOURCE = _shape(
    "source",
    Field(key="section", required=True, most=30),
    Field(key="item", kind=Kind.WHOLE, required=True, least=1, most=999),
)

# The three degrees of secrecy of the Law on Protection of State Secrets (29/2018/QH14), article 8.
SECRECY = ("mật", "tối mật", "tuyệt mật")

TITLE = 100  # letters of a task's title that messages show: a longer one is cut there

TASK = _shape(
    "task",
    Field(key="code", kind=Kind.CODE),
    Field(key="title", required=True, most=1000),
    Field(key="text", most=2000),
    Field(key="deliverable"),
    Field(key="owner", kind=Kind.UNIT),
    Field(key="support", kind=Kind.UNIT, many=True),
    Field(key="owner_basis", most=100),
    Field(key="authority", kind=Kind.UNIT),
    Field(key="deadline", most=200),
    Field(key="deadline_inherited", kind=Kind.YES_NO),
    Field(key="after"),
    Field(key="within", kind=Kind.DAYS, least=1, most=3650),
    Field(key="follows", kind=Kind.TASK),
    Field(key="recurring_from", kind=Kind.DATE),
    Field(key="classification", kind=Kind.CHOICE, choices=SECRECY),
    Field(key="was", kind=Kind.CODE, many=True, lone=True),
    Field(key="source", kind=Kind.RECORD, required=True, shape=SOURCE),
)

BASELINE = _shape(
    "baseline",
    Field(key="value", kind=Kind.NUMBER, required=True),
    Field(key="on", kind=Kind.DATE, required=True),
)

TARGET = _shape(
    "target",
    Field(key="id", kind=Kind.ID, required=True),
    Field(key="title", required=True),
    Field(key="horizon", kind=Kind.WHOLE, required=True, least=2000, most=2100),
    Field(key="unit", required=True, most=100),
    Field(key="value", kind=Kind.NUMBER),
    Field(key="range", kind=Kind.NUMBER, many=True, count=2),
    Field(key="better", kind=Kind.CHOICE, choices=("higher", "lower")),
    Field(key="baseline", kind=Kind.RECORD, shape=BASELINE),
    Field(key="owner", kind=Kind.UNIT),
)

LADDER = _shape(
    "ladder",
    Field(key="opening", kind=Kind.YES_NO),
    Field(key="before", kind=Kind.WHOLE, many=True, least=0, most=366),
    Field(key="overdue", kind=Kind.WHOLE, many=True, least=1, most=60),
    Field(key="overdue_every", kind=Kind.WHOLE, least=1, most=366),
    Field(key="unit_head_after", kind=Kind.WHOLE, least=0, most=60),
    Field(key="leader_after", kind=Kind.WHOLE, least=0, most=60),
)

DIGEST = _shape(
    "digest",
    Field(key="day", kind=Kind.CHOICE, choices=WEEKDAYS),
    Field(key="time", kind=Kind.TIME),
    Field(key="language", kind=Kind.CHOICE, choices=LANGUAGES),
    Field(key="picture", kind=Kind.YES_NO),
    Field(key="sections", kind=Kind.CHOICE, many=True, choices=tuple(DigestList)),
)

PLAN = _shape(
    "plan",
    Field(key="plan", kind=Kind.ID, required=True),
    Field(key="number", required=True, most=100),
    Field(key="title", required=True),
    Field(key="issuer", required=True),
    Field(key="issued", kind=Kind.DATE, required=True),
    Field(key="owner", kind=Kind.UNIT, required=True),
    Field(key="authority", kind=Kind.UNIT),
    Field(key="before_day", kind=Kind.CHOICE, choices=("inclusive", "exclusive")),
    Field(key="approval", kind=Kind.CHOICE, choices=("none", "secretary")),
    Field(key="evidence", kind=Kind.CHOICE, choices=("optional", "required")),
    Field(key="recurring_from", kind=Kind.DATE),
    Field(key="ladder", kind=Kind.RECORD, shape=LADDER),
    Field(key="digest", kind=Kind.RECORD, shape=DIGEST),
    Field(key="sections", kind=Kind.NAMES, required=True),
    Field(key="targets", kind=Kind.RECORD, many=True, shape=TARGET),
    Field(key="tasks", kind=Kind.RECORD, many=True, required=True, shape=TASK),
)

UNIT = _shape(
    "unit",
    Field(key="id", kind=Kind.ID, required=True),
    Field(key="name", required=True),
    Field(key="short", required=True, most=60),
    Field(key="aliases", many=True),
    Field(key="parent", kind=Kind.UNIT),
)

UNITS = _shape("units", Field(key="units", kind=Kind.RECORD, many=True, required=True, shape=UNIT))

# What a later document may change of a task.
TERMS = ("owner", "support", "authority", "deadline", "deliverable")
ASSIGNED = _shape(
    "assigned",
    Field(key="code", kind=Kind.CODE, required=True),
    *(field for key in TERMS for field in TASK.fields if field.key == key),
)

ASSIGN = _shape(
    "assign",
    Field(key="assigns", kind=Kind.ID, required=True),
    Field(key="number", required=True, most=100),
    Field(key="issued", kind=Kind.DATE, required=True),
    Field(key="title"),
    Field(key="issuer"),
    Field(key="before_day", kind=Kind.CHOICE, choices=("inclusive", "exclusive")),
    Field(key="tasks", kind=Kind.RECORD, many=True, required=True, shape=ASSIGNED),
)

SHAPES = {"plan": PLAN, "units": UNITS, "assign": ASSIGN}

# What the document calls things, where a key of that name is looked for.
IN_VIETNAMESE: Mapping[str, str] = {
    "chu-tri": "owner", "don-vi-chu-tri": "owner", "phoi-hop": "support", "don-vi-phoi-hop": "support",
    "thoi-han": "deadline", "han": "deadline", "thoi-gian": "deadline", "ten": "title", "tieu-de": "title",
    "nhiem-vu": "tasks", "san-pham": "deliverable", "ma": "code", "ma-viec": "code", "nguon": "source",
    "so": "number", "so-hieu": "number", "co-quan-ban-hanh": "issuer", "ngay-ban-hanh": "issued",
    "muc": "section", "chi-tieu": "targets", "do-mat": "classification", "ten-tat": "short",
    "ten-khac": "aliases", "minh-chung": "evidence", "phe-duyet": "approval",
    "nguyen-van": "text", "noi-dung": "text",
}  # fmt: skip
