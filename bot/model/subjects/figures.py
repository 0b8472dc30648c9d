"""A plan's figures, and the files that people ask for."""

from datetime import date, datetime

from bot.model.deadline import Period
from bot.model.message import OutboxKind, Subject
from bot.model.published import Published


class OfPlan(Subject):
    """A plan's figures: now, or as they were `on` a past day; as sent, compared with those of `week_ago`."""

    plan: str
    on: date | None = None
    week_ago: datetime | None = None


class Digest(OfPlan, kind=OutboxKind.DIGEST):
    """The digest of the week that begins on that Monday; as sent, the `figures` it gave."""

    week: date
    figures: Published | None = None


class Progress(OfPlan, kind=OutboxKind.PROGRESS):
    """The same figures, asked for."""


class Figures(OfPlan, kind=OutboxKind.FIGURES):
    """A plan's tasks in groups, or those of the group `what`; as sent, a menu lists `groups`."""

    by: str
    what: str
    page: int
    groups: tuple[str, ...] | None = None


class Paper(OfPlan, kind=OutboxKind.FILE):
    """A file of a plan's figures, perhaps of one quarter; with `week`, that week's digest's picture. Of its
    evidence, which may be large, the `part` counted from 0."""

    format: str
    quarter: Period | None = None
    week: date | None = None
    part: int = 0


class Calendar(Subject, kind=OutboxKind.FILE, ask="calendar"):
    """A file of a unit's due dates."""

    unit: str


class Piece(Subject, kind=OutboxKind.FILE, ask="evidence"):
    """A piece of a task's evidence, of all of it or of that beside `report`; the last one sent together says
    how many are `left` `after` that place."""

    piece: int
    report: int | None = None
    left: int = 0
    after: int = 0
