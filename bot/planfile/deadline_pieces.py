"""How the pieces of one deadline go together: the narrower counts, two that contradict are asked about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bot.language.folding import Folded
from bot.language.stretches import NoDay
from bot.model.deadline import Deadline, DeadlineKind, Every, Period
from bot.model.say import say
from bot.planfile.deadline_makers import DUE_MONTHS, different_days, turns

# What is wrong with a phrase only: another piece may say when. Of these the first never narrow another piece;
# what the others say is lost beside anything but a day.
APART = frozenset({"document", "only_start", "no_start"})
PASSED_OVER = APART | {"no_year", "working_days", "only_part", "relative", "lunar", "no_month_named"}
LISTED = frozenset({"no_month_named"})  # "ngày 5, 10/6": of no month, or of the one behind it
EXACT = (DeadlineKind.DAY, DeadlineKind.WAITS)
COARSE = {
    DeadlineKind.MONTH: re.compile(r"\b(?:thang|quy|nam)\b"),
    DeadlineKind.QUARTER: re.compile(r"\b(?:quy|nam)\b"),
    DeadlineKind.HALF: re.compile(r"\bnam\b"),
}
LEAST_DAYS = {Every.MONTH: 28, Every.QUARTER: 90, Every.YEAR: 365 + 1}
BETWEEN = re.compile(r"[\s,;&\0-]*(?:(?:va|hoac)\b)?[\s\0]*")
UNTIL = re.compile(r"\b(?:den|toi|until)\b")


class Piece(NamedTuple):
    """A phrase with the words that lead up to it: where it stands, what it means, or why it can't be read.

    What stands within the `name` of a document counts only when the text has nothing else.
    """

    at: tuple[int, int]
    read: Deadline
    no: NoDay | None = None
    name: bool = False

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def yearless(self) -> bool:
        return assumed(self.read)

    @property
    def period(self) -> Period:
        assert self.read.period
        return self.read.period


def assumed(read: Deadline) -> bool:
    """Whether the words of a date name no year."""
    return read.reason.key in ("deadline.assumed_year", "deadline.assumed_after")


def together(pieces: Sequence[Piece], text: Folded) -> Deadline:
    """The one deadline that the pieces of a text state; raises NoDay where they state two."""
    said = [each for each in pieces if not each.name] or list(pieces)
    wrong = [each for each in said if each.no and each.no.why not in PASSED_OVER]
    good = [each for each in said if not each.no]
    if wrong or not good:
        return (wrong or said)[-1].read
    chosen = _chosen(good, [each for each in said if each.no], text)
    lost = [each for each in said if each.no and (each.no.why not in APART or _before(each, chosen))]
    lost = [each for each in lost if _narrows(each, chosen, text)]
    return _with_its_month(lost[-1], chosen, text) if lost else chosen


def _narrows(piece: Piece, chosen: Deadline, text: Folded) -> bool:
    """Whether what can't be read may be more exact than what can: "trong tháng" is not, beside a month."""
    assert piece.no
    if chosen.kind in EXACT:
        return piece.no.why in LISTED or _before(piece, chosen)
    coarse = COARSE.get(chosen.kind)
    return piece.no.why != "relative" or not (coarse and coarse.search(text.plain[slice(*piece.at)]))


def _before(piece: Piece, chosen: Deadline) -> bool:
    """ "15 ngày trước kỳ họp": no day waits for an event to be counted back from it."""
    return chosen.kind is DeadlineKind.WAITS and bool(piece.no and piece.no.why == "no_start")


def _with_its_month(piece: Piece, chosen: Deadline, text: Folded) -> Deadline:
    """A day of no month beside a month is shown with it."""
    day = re.search(r"\d+", text.plain[slice(*piece.at)])
    if not day or chosen.kind is not DeadlineKind.MONTH or not piece.no or piece.no.why not in LISTED:
        return piece.read
    assert chosen.due
    raise NoDay("day_apart", f"trước ngày {int(day.group())}/{chosen.due.month}/{chosen.due.year}")


def _chosen(good: Sequence[Piece], unread: Sequence[Piece], text: Folded) -> Deadline:
    begun = [each for each in unread if each.no and "start" in each.no.values]
    turning = [each for each in good if each.read.kind is DeadlineKind.RECURRING]
    dated = [each for each in good if each.read.due]
    lasting = [each for each in good if each.read.kind is DeadlineKind.ONGOING]
    if turning:
        return _turning(turning, dated, begun, text)
    if not dated and lasting:
        return _begun(lasting[-1].read, begun)
    if not dated:
        return _last_of([each.read for each in good])
    for each in begun:
        if _start(each) > max(one.period.end for one in dated):
            raise _contradiction(each, dated[-1], text)
    read = _dated(dated, text)
    if read.kind is not DeadlineKind.SPAN or not read.every:
        return read
    return _turning_to(read, lasting[-1].read if lasting else read)


def _last_of(read: Sequence[Deadline]) -> Deadline:
    """The last of several that may stand beside one another, with that said."""
    if all(one.due == other.due and one.after == other.after for one, other in pairwise(read)):
        return read[-1]
    reason = say("deadline.last_counts", reason=read[-1].reason, count=len(read))
    return replace(read[-1], reason=reason)


def _contradiction(one: Piece, other: Piece, text: Folded) -> NoDay:
    first, last = sorted((one, other), key=lambda each: each.at)
    readable = first if not first.no else last
    words = _words(text, first.at)
    return NoDay("contradict", _words(text, readable.at), one=words, other=_words(text, last.at))


def _words(text: Folded, at: tuple[int, int]) -> str:
    words = text.clean[slice(*at)].strip(" :,;.-")
    return f"{words})" if words.count("(") > words.count(")") else words


# ---- one date ----


def _dated(dated: Sequence[Piece], text: Folded) -> Deadline:
    narrow = [each for each in dated if not any(_inside(other.period, each.period) for other in dated)]
    if all(one.read.due == other.read.due for one, other in pairwise(narrow)):
        return narrow[-1].read
    listed = all(_listed(*pair, text) for pair in pairwise(narrow))
    if listed and all(each.yearless and each.read.kind is DeadlineKind.DAY for each in narrow):
        return _each_year(narrow, text)
    kinds = {each.read.kind for each in narrow}
    in_order = all(one.period.end < other.period.end for one, other in pairwise(narrow))
    alike = len(kinds) == 1 or "va" in text.plain[narrow[0].at[1] : narrow[-1].at[0]].split()
    if listed and in_order and alike and DeadlineKind.DAY not in kinds:
        return _last_of([each.read for each in narrow])
    one = narrow[-1]
    raise _contradiction(next(each for each in narrow if each.read.due != one.read.due), one, text)


def _inside(one: Period, other: Period) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end


def _listed(one: Piece, other: Piece, text: Folded) -> bool:
    return BETWEEN.fullmatch(text.plain[one.at[1] : other.at[0]]) is not None


def _each_year(days: Sequence[Piece], text: Folded) -> Deadline:
    """Two days without a year, "trước 10/5 và trước 10/11": both of each year."""
    if "va" not in text.plain[days[0].at[1] : days[-1].at[0]].split():
        raise _contradiction(days[0], days[-1], text)
    dues = [each.read.due for each in days if each.read.due]
    if len({due.day for due in dues}) > 1:
        raise different_days(dues[-1].day, dues[-1].month)
    words = _words(text, (days[0].at[0], days[-1].at[1]))
    return _turned(words, Every.YEAR, tuple(sorted({due.month for due in dues})), dues[0].day)


def _turned(words: str, every: Every, months: tuple[int, ...], day: int | None) -> Deadline:
    reason = say("deadline.recurring", phrase=words, turns=turns(every, months, day))
    kind = DeadlineKind.RECURRING
    return Deadline(written=words, kind=kind, reason=reason, every=every, months=months, day=day)


# ---- what turns ----


def _turning(
    turning: Sequence[Piece], dated: Sequence[Piece], begun: Sequence[Piece], text: Folded
) -> Deadline:
    """One rhythm, with the day or the months of each turn, its beginning or its end, where they are named."""
    turn = _densest(turning, text)
    yearly = turn.read.every is Every.YEAR
    of_year = [each for each in dated if each.yearless and yearly]
    ends = [each for each in dated if each not in of_year]
    if of_year:
        turn = _of_year(turn, of_year, text)
    for end in ends:
        if end.yearless or not _may_end(turn.read, end, text):
            raise _contradiction(turn, end, text)
    if not ends:
        return _begun(turn.read, begun)
    return _turning_to(_dated(ends, text), turn.read)


def _turning_to(whole: Deadline, turn: Deadline) -> Deadline:
    """A span of years is checked each year, or as often as is said beside it: "hằng quý, giai đoạn …"."""
    how = turns(turn.every, turn.months, turn.day)
    reason = say("deadline.span_turning", reason=whole.reason, turns=how)
    return replace(whole, every=turn.every, months=turn.months, day=turn.day, reason=reason)


def _densest(turning: Sequence[Piece], text: Folded) -> Piece:
    """Of several rhythms the one whose days hold those of all the others: "hằng quý, hằng năm"."""
    exact = {each.read.every for each in turning if each.read.months or each.read.day}
    turning = [each for each in turning if each.read.months or each.read.day or each.read.every not in exact]
    for each in turning:
        if all(_days(other.read) <= _days(each.read) for other in turning):
            return each
    raise _contradiction(turning[0], turning[-1], text)


def _days(read: Deadline) -> set[tuple[int, int | None]]:
    assert read.every
    return {(month, read.day) for month in read.months or DUE_MONTHS[read.every]}


def _of_year(turn: Piece, named: Sequence[Piece], text: Folded) -> Piece:
    """With the day, or the ends of the months, of each year that stand beside "hằng năm"."""
    at = min(each.at[0] for each in (turn, *named)), max(each.at[1] for each in (turn, *named))
    dues = [each.period.end for each in named]
    days = [each.period.end.day if each.read.kind is DeadlineKind.DAY else None for each in named]
    months = {due.month for due in dues}
    if turn.read.months and (turn.read.day or len(turn.read.months) != len(months)):
        days.append(turn.read.day)
        months |= {*turn.read.months}
    if None in days and {*days} != {None}:
        raise _contradiction(named[0], turn, text)
    if len({*days}) > 1:
        raise different_days(dues[-1].day, dues[-1].month)
    return Piece(at, _turned(_words(text, at), Every.YEAR, tuple(sorted(months)), days[0]))


def _may_end(turn: Deadline, end: Piece, text: Folded) -> bool:
    """Whether a date bounds what turns: it is a longer time, or the words say "đến"."""
    assert turn.every
    lead = text.plain[end.at[0] : end.at[1]]
    if turn.written.startswith("và "):  # "giai đoạn 2026-2030 và các năm tiếp theo"
        return False
    length = (end.period.end - end.period.start).days + 1
    return length >= LEAST_DAYS[turn.every] or UNTIL.search(lead) is not None


def _begun(read: Deadline, begun: Sequence[Piece]) -> Deadline:
    if not begun:
        return read
    since = max(map(_start, begun))
    return replace(read, since=since, reason=say("deadline.since", reason=read.reason, since=since))


def _start(piece: Piece) -> date:
    assert piece.no
    start = piece.no.values["start"]
    assert isinstance(start, date)
    return start
