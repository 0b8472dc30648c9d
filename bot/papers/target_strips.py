"""The picture's targets: for each reported one a track from its start to its goal, and where the line is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.papers.rows import TargetRow
from bot.schedule.targets import Verdict
from bot.texts.limits import line

if TYPE_CHECKING:
    from bot.papers.chart import Sheet

MOST = 8
ROW, HEAD, GAP, KNOB = 184, 76, 24, 36
"""Pixels: of a strip, of the heading above all of them, below them, and of the knob on a track."""
COLOURS = {
    Verdict.REACHED: "#009E73",
    Verdict.AHEAD: "#009E73",
    Verdict.ON_LINE: "#56B4E9",
    Verdict.BEHIND: "#D55E00",
}
WORDS = {Verdict.REACHED: "#00704F", Verdict.AHEAD: "#00704F", Verdict.BEHIND: "#A84300"}
MARKED = (Verdict.AHEAD, Verdict.ON_LINE, Verdict.BEHIND)
TRACK, PLAIN, FAINT, INK = "#E4E4DF", "#8A8A85", "#5F5F5F", "#1A1A1A"


def height(strips: Sequence[TargetRow]) -> int:
    """Pixels the targets need; none where none is reported."""
    more = 34 if len(strips) > MOST else 0
    return HEAD + ROW * min(len(strips), MOST) + more + GAP if strips else 0


def draw(sheet: "Sheet", strips: Sequence[TargetRow], left: float, right: float, top: float) -> None:
    if not strips:
        return
    sheet.write(left, top + 30, sheet.texts.plain("chart.targets"), 30, bold=True)
    for place, strip in enumerate(strips[:MOST]):
        _strip(sheet, strip, left, right, top + HEAD + place * ROW)
    if len(strips) > MOST:
        text = sheet.texts.plain("chart.more_targets", count=len(strips) - MOST)
        sheet.write(left, top + HEAD + MOST * ROW + 12, text, 26, FAINT)


def _strip(sheet: "Sheet", strip: TargetRow, left: float, right: float, top: float) -> None:
    """Title and goal; a track from where the line starts to the goal, a knob at the value, a mark where the
    line is now; below it both in words, then the value and how it stands."""
    say, sign = sheet.texts.plain, "%" if strip.unit.startswith("%") else ""
    sheet.write(left, top + 14, line(strip.title, 40), 28)
    goal = say("chart.target_goal", low=strip.low, high=strip.high, horizon=strip.horizon, sign=sign)
    sheet.write(right, top + 14, goal, 26, FAINT, side="r")
    wide, colour = right - left, COLOURS.get(strip.verdict, PLAIN)
    at = left + KNOB / 2 + (wide - KNOB) * strip.filled
    sheet.block(left, top + 47, wide, 18, TRACK)
    sheet.block(left, top + 47, at - left, 18, colour)
    if strip.line is not None and strip.verdict in MARKED:
        sheet.block(left + (wide - 6) * strip.share(strip.line), top + 36, 6, 40, INK)
        told = say("chart.target_line", line=strip.line, sign=sign)
        sheet.write(right, top + 94, told, 26, FAINT, side="r")
    # A knob, no bar: the track begins at the start, and a bar would seem to begin at nought.
    sheet.block(at - KNOB / 2, top + 38, KNOB, 36, colour)
    if strip.start is not None:
        sheet.write(left, top + 94, say("chart.target_start", start=strip.start, sign=sign), 26, FAINT)
    says = {"value": strip.value, "unit": line(strip.unit, 24), "on": strip.on}
    sheet.write(left, top + 134, say("chart.target_value", **says), 26, bold=True)
    judged = say("chart.target_verdict", verdict=strip.verdict, gap=strip.gap, unit=strip.unit)
    sheet.write(right, top + 134, judged, 26, WORDS.get(strip.verdict, FAINT), side="r")
