"""The digest's picture: the four cells, each unit's bar and the plan's course, as one PNG for a phone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from bot.digest.parts import CELLS, WEEK, Cells
from bot.papers import target_strips
from bot.papers.rows import Group, TargetRow
from bot.texts import Texts, day
from bot.texts.limits import fits, line

if TYPE_CHECKING:
    from bot.papers.canvas import Canvas, Side

WIDTH = 1080
"""Pixels: a phone shows the picture at about a third of it, so the smallest letters are 26 pixels high."""
MOST_BARS = 12
CAPTION = 1024
"""UTF-16 units a caption may hold (Bot API, sendPhoto)."""

# Okabe and Ito's palette, told apart by every sort of colour vision; light enough or dark enough for numbers.
COLOURS = dict(zip(CELLS, ("#009E73", "#56B4E9", "#D9D9D4", "#D55E00"), strict=True))
NUMBERS = dict(zip(CELLS, ("white", "black", "black", "white"), strict=True))
PAPER, INK, FAINT, NOTHING, RULE = "#FCFCFA", "#1A1A1A", "#5F5F5F", "#EFEFEB", "#DDDDD8"
TITLE = 56
"""Letters of a line of the title; two or three hold any title, whose end often tells its term."""

_DASH = (15.4, 6.7)
_STROKE, _AFTER = ((0, 8), (52, 8)), 64  # a piece of a line before what it stands for
_EDGE, _HEAD, _LINE, _TILES, _ROW, _COURSE, _KEY = 48, 152, 40, 150, 94, 440, 116


@dataclass(frozen=True, slots=True)
class Point:
    """At the end of `on`: how many tasks were done, and how many should have been."""

    on: date
    done: int
    should: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What is drawn; `units` with the most tasks first, `course` oldest first, never empty, `targets` those
    that have a value.

    With a `quarter` (any day of it) only the tasks due in it are counted. `issuer` may be empty.
    """

    number: str
    title: str
    on: date
    cells: Cells
    units: tuple[Group, ...]
    course: tuple[Point, ...]
    quarter: date | None = None
    targets: tuple[TargetRow, ...] = ()
    issuer: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The title and whose plan it is, as they go below one another."""
        titled = wrap(line(self.title, 3 * TITLE), TITLE)
        return (*titled, line(self.issuer, TITLE)) if self.issuer else tuple(titled)

    @property
    def begun(self) -> bool:
        """Whether anything was done: before that its course is a flat line."""
        return any(point.done for point in self.course)


def course_of(tasks: Sequence[tuple[date, date | None]], issued: date, on: date) -> tuple[Point, ...]:
    """The course week by week from `issued` to `on`, of tasks as (due, done on); the last point is `on`."""
    weeks = range(max((on - issued).days, 0) // WEEK.days + 1)
    days = sorted({issued + week * WEEK for week in weeks if issued <= on} | {on})
    done = [day for _, day in tasks if day]
    # A task that is due on the day itself is still on time: it should be done by the day after.
    return tuple(Point(on, sum(d <= on for d in done), sum(due < on for due, _ in tasks)) for on in days)


def caption(picture: Picture, texts: Texts) -> str:
    """What the picture shows, in words, for those who can't see it: Telegram HTML of at most 1024 units."""
    bars = [bar for bar in picture.units if bar.cells.total]
    for shown, told in _shorter(len(bars), len(picture.targets)):
        text = texts.html(
            "chart.caption",
            number=line(picture.number, 60),
            on=picture.on,
            quarter=picture.quarter,
            cells=picture.cells,
            should=picture.course[-1].should,
            units=[{"name": line(bar.name, 60), "cells": bar.cells} for bar in bars[:shown]],
            left=len(bars) - shown,
            targets=[_named(strip) for strip in picture.targets[:told]],
            untold=len(picture.targets) - told,
        ).strip()
        if fits(text, CAPTION):
            break
    return text


def _shorter(bars: int, targets: int) -> Iterator[tuple[int, int]]:
    """How much to name, the most first: units go before targets, which nothing else in the chat repeats."""
    yield from ((shown, targets) for shown in range(bars, -1, -1))
    yield from ((0, told) for told in range(targets - 1, -1, -1))


def _named(strip: TargetRow) -> dict[str, Any]:
    return asdict(strip) | {"title": line(strip.title, 60), "unit": line(strip.unit, 40)}


def chart(picture: Picture, texts: Texts) -> bytes:
    """The picture as a PNG, 1080 pixels wide and as high as its units need."""
    from bot.papers.canvas import Canvas  # most commands draw nothing, and do without the library

    bars = _bars(picture.units, texts)
    head, course = _HEAD + _LINE * len(picture.lines), _COURSE if picture.begun else _KEY
    height = head + _TILES + 60 + _ROW * len(bars) + target_strips.height(picture.targets) + course
    sheet = Sheet(Canvas(WIDTH, height, PAPER), height, texts)
    sheet.head(picture)
    sheet.tiles(picture.cells, head)
    sheet.bars(bars, head + _TILES + 60)
    top = height - course - target_strips.height(picture.targets)
    target_strips.draw(sheet, picture.targets, _EDGE, WIDTH - _EDGE, top)
    sheet.key(picture.course[-1], height - course)
    if picture.begun:
        sheet.course(picture.course)
    return sheet.canvas.png()


def _bars(units: Iterable[Group], texts: Texts) -> list[Group]:
    """The units with the most tasks, the others merged into one bar."""
    counted = [bar for bar in units if bar.cells.total]
    if len(counted) <= MOST_BARS + 1:
        return counted
    rest = counted[MOST_BARS:]
    merged = Cells(**{cell: sum(getattr(bar.cells, cell) for bar in rest) for cell in CELLS})
    return [*counted[:MOST_BARS], Group(texts.plain("chart.others", units=len(rest)), merged)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of the picture, each from its top on."""

    canvas: "Canvas"
    height: int
    texts: Texts

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        colour: str = INK,
        *,
        side: "Side" = "l",
        bold: bool = False,
    ) -> None:
        self.canvas.write(x, y, text, size, colour, side=side, bold=bold)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.canvas.block(x, y, width, height, colour)

    def head(self, picture: Picture) -> None:
        title = self.texts.plain("chart.title", number=line(picture.number, 30))
        self.write(_EDGE, 52, title, 46, bold=True)
        for place, told in enumerate(picture.lines):
            self.write(_EDGE, 104 + place * _LINE, told, 28)
        as_of = self.texts.plain("chart.as_of", on=picture.on, quarter=picture.quarter)
        self.write(_EDGE, 108 + len(picture.lines) * _LINE, as_of, 28, FAINT)

    def tiles(self, cells: Cells, top: float) -> None:
        """The four numbers; their colours are the key to the bars, in which a nought has none."""
        width = (WIDTH - 2 * _EDGE - 3 * 16) / 4
        for place, cell in enumerate(CELLS):
            left = _EDGE + place * (width + 16)
            tasks = getattr(cells, cell)
            self.block(left, top, width, _TILES, COLOURS[cell] if tasks else NOTHING)
            number = self.texts.number(tasks)
            middle = left + width / 2
            colour = NUMBERS[cell] if tasks else FAINT
            self.write(middle, top + 52, number, 60, colour, side="m", bold=True)
            self.write(middle, top + 118, self.texts.plain(f"chart.{cell}"), 26, colour, side="m")

    def bars(self, bars: Sequence[Group], top: float) -> None:
        """One scale for the units; the merged bar may be too long for it and then fills the width."""
        longest = max((bar.cells.total for bar in bars[:MOST_BARS]), default=1)
        for place, bar in enumerate(bars):
            self.bar(bar, top + place * _ROW, max(longest, bar.cells.total))

    def bar(self, bar: Group, top: float, longest: int) -> None:
        self.write(_EDGE, top + 16, line(bar.name, 36), 28)
        count = self.texts.plain("chart.count", cells=bar.cells)
        self.write(WIDTH - _EDGE, top + 16, count, 26, FAINT, side="r")
        left = float(_EDGE)
        for cell in CELLS:
            tasks = getattr(bar.cells, cell)
            width = (WIDTH - 2 * _EDGE) * tasks / longest
            self.block(left, top + 38, width, 34, COLOURS[cell])
            if width > 20 * len(str(tasks)) + 8:
                self.write(left + width / 2, top + 55, str(tasks), 26, NUMBERS[cell], side="m")
            left += width

    def key(self, last: Point, top: float) -> None:
        """What the course's two lines are, each with its last number."""
        self.write(_EDGE, top + 34, self.texts.plain("chart.course"), 30, bold=True)
        done, should = _EDGE, WIDTH // 2
        self.canvas.path(_sample(done, top), _STROKE, 7, COLOURS["done_on_time"])
        self.canvas.path(_sample(should, top), _STROKE, 4, INK, dash=_DASH)
        told = self.texts.plain("chart.done", tasks=last.done)
        self.write(done + _AFTER, top + 76, told, 26, "#00704F")
        self.write(should + _AFTER, top + 76, self.texts.plain("chart.should", tasks=last.should), 26)

    def course(self, course: Sequence[Point]) -> None:
        """Done as a line, what should be done as dashes; below the first, middle and last day, a few whole
        numbers beside."""
        box = (_EDGE, self.height - 302, 929, 236)
        left, top, width, height = box
        first, length = course[0].on, max((course[-1].on - course[0].on).days, 1)
        highest = max(max(point.done, point.should) for point in course)

        def at(on: date, tasks: int) -> tuple[float, float]:
            return width * (on - first).days / length, height * (1 - tasks / max(highest * 1.12, 1))

        for tasks in {0, highest // 2, highest}:
            down = top + at(first, tasks)[1]
            self.block(left, down, width, 1, RULE if tasks else INK)
            self.write(left + width + 10, down, self.texts.number(tasks), 25)
        told: tuple[tuple[int, Side], ...] = (0, "l"), (length // 2, "m"), (length, "r")
        for days, side in told:
            if days == 0 or length >= 3:
                on = first + timedelta(days=days)
                self.block(left + at(on, 0)[0], top + height, 1, 5, INK)
                self.write(left + at(on, 0)[0], top + height + 22, day(on), 25, side=side)
        done, should = [at(point.on, point.done) for point in course], [at(first, course[0].should)]
        for before, point in pairwise(course):
            should += at(point.on, before.should), at(point.on, point.should)
        green = COLOURS["done_on_time"]
        self.canvas.area(box, [at(first, 0), *done, at(course[-1].on, 0)], green, 0.18)
        self.canvas.path(box, done, 7, green)
        self.canvas.path(box, should, 4, INK, dash=_DASH)


def _sample(left: int, top: float) -> tuple[int, int, int, int]:
    return left, round(top) + 70, 52, 16
