"""The picture's targets: for each reported one a track from its start to its goal, and where the line is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from bot.schedule.targets import Verdict
from bot.texts import Texts
from bot.texts.limits import line

MOST = 8
ROW, HEAD, GAP = 148, 76, 24
"""Pixels: of a strip, of the heading above all of them, and below them."""
COLOURS = {
    Verdict.REACHED: "#009E73",
    Verdict.AHEAD: "#009E73",
    Verdict.ON_LINE: "#56B4E9",
    Verdict.BEHIND: "#D55E00",
}
WORDS = {Verdict.REACHED: "#00704F", Verdict.AHEAD: "#00704F", Verdict.BEHIND: "#A84300"}
MARKED = (Verdict.AHEAD, Verdict.ON_LINE, Verdict.BEHIND)
TRACK, PLAIN, FAINT, INK = "#E4E4DF", "#8A8A85", "#5F5F5F", "#1A1A1A"


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """A target that has a value: the value and its date, what the line asks for then; the track goes from
    `start` to `goal`, the nearer end of a range (`low` to `high`)."""

    title: str
    unit: str
    horizon: int
    value: Decimal
    on: date
    start: Decimal
    goal: Decimal
    low: Decimal
    high: Decimal | None
    line: Decimal | None
    gap: Decimal | None
    verdict: Verdict

    @property
    def filled(self) -> float:
        """How much of the track the value fills."""
        return 1.0 if self.verdict is Verdict.REACHED else self.share(self.value)

    def share(self, figure: Decimal) -> float:
        """Where a figure stands on the track: 0 at the start or before it, 1 at the goal or beyond."""
        if self.goal == self.start:
            return 0.0
        return float(min(max((figure - self.start) / (self.goal - self.start), Decimal(0)), Decimal(1)))


class Pen(Protocol):
    """What draws in pixels from the top left corner."""

    @property
    def texts(self) -> Texts: ...
    def write(self, x: float, y: float, text: str, size: int, **style: Any) -> None: ...
    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None: ...


def height(strips: Sequence[Strip]) -> int:
    """Pixels the targets need; none where none is reported."""
    more = 34 if len(strips) > MOST else 0
    return HEAD + ROW * min(len(strips), MOST) + more + GAP if strips else 0


def draw(pen: Pen, strips: Sequence[Strip], left: float, right: float, top: float) -> None:
    if not strips:
        return
    pen.write(left, top + 30, pen.texts.plain("chart.targets"), 30, weight="bold")
    for place, strip in enumerate(strips[:MOST]):
        _strip(pen, strip, left, right, top + HEAD + place * ROW)
    if len(strips) > MOST:
        text = pen.texts.plain("chart.more_targets", count=len(strips) - MOST)
        pen.write(left, top + HEAD + MOST * ROW + 12, text, 26, color=FAINT)


def _strip(pen: Pen, strip: Strip, left: float, right: float, top: float) -> None:
    """Title and goal; the track filled up to the value, a mark where the line is; both in words below."""
    pen.write(left, top + 14, line(strip.title, 40), 28)
    goal = pen.texts.plain("chart.target_goal", low=strip.low, high=strip.high, horizon=strip.horizon)
    pen.write(right, top + 14, goal, 26, ha="right", color=FAINT)
    wide = right - left
    pen.block(left, top + 38, wide, 34, TRACK)
    pen.block(left, top + 38, wide * strip.filled, 34, COLOURS.get(strip.verdict, PLAIN))
    if strip.line is not None and strip.verdict in MARKED:
        at = left + min(wide * strip.share(strip.line), wide - 6)
        pen.block(at, top + 30, 6, 50, INK)
    says = {"value": strip.value, "unit": line(strip.unit, 24), "on": strip.on}
    pen.write(left, top + 98, pen.texts.plain("chart.target_value", **says), 26, weight="bold")
    judged = pen.texts.plain("chart.target_verdict", verdict=strip.verdict, gap=strip.gap, line=strip.line)
    pen.write(right, top + 98, judged, 26, ha="right", color=WORDS.get(strip.verdict, FAINT))
