"""Which periods of a duty words name: tháng 1, quý IV/2025, 6 tháng đầu năm, kỳ 2, kỳ trước."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.language.days import LOOSE, stretches
from bot.language.folding import Folded, folded
from bot.language.phrases import words
from bot.language.stretches import Certainty, Grain, Standpoint, Stretch, Way, moved

WHOLE = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR})
SURE = frozenset({Certainty.WRITTEN, Certainty.TURNED, Certainty.RELATIVE})
KEPT = LOOSE - {"month by its letter"}
# A day named behind these is one to work towards or to count from.
BOUNDS = re.compile(r"(?:truoc|den|toi|het|tu|sau|khoang|cuoi|dau|giua|sang|qua|vao|han|lui)")
NUMBERED = re.compile(
    r"(?<!\w)(?:k[yi]) (?:bao cao )?(?:(?:thu|so) )?(?:(?P<nth>\d{1,2})(?:/(?P<year>20\d\d))?(?![\w/.,%])"
    r"|(?P<this>nay)|(?P<last>truoc|vua roi|vua qua|roi)\b)"
)
KY = frozenset({"kỳ", "kì"})
# What may stand around a name without saying anything: "báo bù quý IV:", "báo cáo của tháng 1".
LEADS = re.compile(
    r"(?:(?:bao cao|bao|nop|gui|bo sung)? ?(?<!\w)bu(?!\w)|bao cao|cua|ky|thang|cho)?[\s,:;.\-–]*$"
)
TRAILS = re.compile(r"^[\s,:;.\-–]*")
# A name opens what is said of it, or stands behind what it is the name of.
OPENS = re.compile(
    r"(?:^|[,;.])[\s\-•]*(?:(?:da|em|xin|con|va|rieng) )*(?:(?:bao cao|bao|nop|gui) ?)?(?:(?:bu|cua|ky) ?)*$"
)
CLOSES = re.compile(r"(?<!\w)(?:bao cao|bc|bu|ky|cua|xong|hoan thanh|done|nop|gui|da bao) ?$")
# "tháng 1, 2 xong": the numbers that follow the first, before what is said of all.
MORE = re.compile(r"((?: ?(?:,|va|&) ?(?:thang )?\d{1,2})+)(?= (\w+)| ?:|$)")
LOOSE_END = re.compile(r"[\s,:;.\-–]*(?:(?:con|va|rieng)\s*)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Periods that are named, and the words about them without their name.

    By a stretch of days, by the number within a year (`nth`; the year where it is written), or counted from
    the present one (`ahead`: 0 this, -1 the one before).
    """

    rest: str
    stretch: Stretch | None = None
    nth: int | None = None
    year: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    named: Named


def turns_named(text: str, on: date) -> tuple[Named, ...]:
    """What of a text said on that day is about which periods; empty where none is named, or where it can't be
    told what is said of which."""
    read = folded(text)
    numbered = list(_numbered(read))
    days = [
        day for day in _stretches(read, on) if all(day.end <= n.start or n.end <= day.start for n in numbered)
    ]
    found = sorted([*numbered, *days], key=lambda place: place.start)
    if len(found) == 1 and _fits(read.plain[: found[0].start]):
        place = found[0]
        rest = _joined(read.clean[: place.start], read.clean[place.end :])
        return (replace(place.named, rest=rest),)
    if not found or not all(OPENS.search(read.plain[: place.start]) for place in found):
        return ()
    ends = [*(place.start for place in found), len(read.clean)][1:]
    rests = (read.clean[place.end : end] for place, end in zip(found, ends, strict=True))
    return tuple(
        replace(place.named, rest=_joined("", _ended(rest))) for place, rest in zip(found, rests, strict=True)
    )


def _fits(before: str) -> bool:
    return bool(OPENS.search(before) or CLOSES.search(before))


def _ended(words: str) -> str:
    """Without what only leads to the next name."""
    said = words.strip()
    end = LOOSE_END.search(folded(said).plain)
    return said[: end.start()] if end else said


def _numbered(read: Folded) -> Iterator[_Place]:
    marked = any(ord(letter) > 127 and letter.isalpha() for letter in read.clean)
    for match in NUMBERED.finditer(read.plain):
        # "ký 2 văn bản" signs two.
        if marked and read.clean[match.start() : match.start() + 2].casefold() not in KY:
            continue
        nth, year = match["nth"], match["year"]
        ahead = 0 if match["this"] else -1 if match["last"] else None
        number, of = int(nth) if nth else None, int(year) if year else None
        yield _Place(*match.span(), Named(rest="", nth=number, year=of, ahead=ahead))


def _stretches(read: Folded, on: date) -> Iterator[_Place]:
    for found in stretches(read, Standpoint(on, Way.PAST), KEPT):
        if not isinstance(found, Stretch) or found.grain not in WHOLE or found.certainty not in SURE:
            continue
        first = read.plain[slice(*found.at)].split(" ")[0]
        before = ["", *read.plain[: found.at[0]].split()][-1]
        begun = _begun(found, on)
        if begun.start > on or found.but or BOUNDS.fullmatch(first) or BOUNDS.fullmatch(before):
            continue
        if first == "trong" and begun.end >= on:
            continue
        end, whole = _with_more(read.plain, found.at[1], begun)
        yield _Place(found.at[0], end, Named(rest="", stretch=whole))


def _with_more(plain: str, end: int, found: Stretch) -> tuple[int, Stretch]:
    """The months that are listed behind the first by their numbers alone."""
    more = MORE.match(plain, end) if found.grain is Grain.MONTH else None
    if more is None or (more[2] and more[2] not in words("OPENERS")):
        return end, found
    last = int(re.findall(r"\d+", more[1])[-1])
    if not found.start.month < last <= 12:
        return end, found
    through = replace(found, end=_last_of(found.start.replace(month=last)), several=True)
    return more.end(1), through


def _begun(found: Stretch, on: date) -> Stretch:
    """Without a year: the last such stretch that has begun, over or not."""
    later = moved(found.start, 12)
    if found.certainty is not Certainty.TURNED or later > on:
        return found
    return replace(found, start=later, end=_last_of(moved(found.end, 12)))


def _last_of(day: date) -> date:
    """The last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _joined(before: str, behind: str) -> str:
    """The words without the name between them, and without what only led to it."""
    lead = LEADS.search(folded(before).plain)
    head = before.rstrip()[: lead.start()] if lead and before.strip() else ""
    tail = TRAILS.sub("", behind)
    return " ".join(part for part in (head.strip(" ,:;.-–"), tail.strip()) if part)
