"""The deadline language: what the words of a plan mean, and on which day they fall due."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Literal

from bot.language.days import stretches
from bot.language.folding import Folded, folded
from bot.language.misread import likely
from bot.language.stretches import Certainty, Grain, Impossible, NoDay, Standpoint, Stretch
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.planfile.deadline_events import awaited
from bot.planfile.deadline_makers import dated, view
from bot.planfile.deadline_pieces import Piece, assumed, together
from bot.planfile.deadline_rules import compiled
from bot.planfile.deadline_words import UNREAD, Phrase, admitted

LONGEST = 3000
# Plans say the same few words again and again: so many readings of texts no longer than that are kept.
SHORT, KEPT = 200, 10_000
# What such words can't mean otherwise: an event may be a day, and a span's beginning the issue's turn.
LASTING = frozenset(DeadlineKind) - {DeadlineKind.WAITS, DeadlineKind.SPAN, DeadlineKind.UNREADABLE}
SHOWN = 60
LIKE = 50  # of 100: below it no form is like the text, and the most usual one is shown

# The forms a text that can't be read is compared with; the nearest is shown.
FORMS = (
    "Trong quý II/2026", "Trong năm 2026", "6 tháng đầu năm 2026", "tháng 6/2026", "trước ngày 15/6/2026",
    "giai đoạn 2026-2030", "thường xuyên", "hằng năm", "hằng quý", "hằng tháng",
    "sau khi có hướng dẫn của Trung ương",
)  # fmt: skip
# Words that would change a date were they read: a unit of time, a rhythm, a calendar. As they are folded some
# are others' beginnings: "tuần hoàn", "thang máy", "quy định".
TELLING = re.compile(
    r"\b(?:(?P<unit>thang(?! (?:may|loi|canh|bac|cap)\b)|tuan(?! (?:hoan|thu|tra)\b)"
    r"|quy(?! (?:dinh|hoach|che|mo|trinh|uoc|luat|tac|chuan|doi|khach|bau|vi)\b))"
    r"|(?P<turn>dinh ky)|(?P<lunar>am lich)|(?P<since>tro di|tro ve sau)"
    r"|(?:\d+|mot|hai|ba|bon) lan|nam \w*\d\w*|(?:hang|moi) (?:nam|quy|thang|tuan|ngay))\b(?: [\w/]+){0,2}"
)
MARKED = frozenset({
    "tháng", "quý", "tuần", "năm", "định", "lần", "một", "hai", "ba", "bốn", "âm", "hằng", "hàng", "mỗi",
    "trở",
})  # fmt: skip
WORD = re.compile(r"\w+")
# How fine a unit is; what is coarser than a deadline's own changes nothing.
UNITS = {"tuan": 0, "thang": 1, "quy": 2}
FINE = {DeadlineKind.MONTH: 1, DeadlineKind.QUARTER: 2, DeadlineKind.ONGOING: 2}
TURNS = {Every.MONTH: 1, Every.QUARTER: 2, Every.YEAR: 3}
DAY_MONTH = re.compile(r"(?<![\w./-])\d{1,2}/\d{1,2}(?![\w./-])")
YEAR = re.compile(r"(?<![\w./-])20\d\d(?![\w./-])")
ADDED = re.compile(r"\s?(?:[,;&-]|va\b)\s?(?:ngay )?\d{1,2}(?:/\d{1,2})?\W*$")  # "tháng 6, 12"
GLUED = re.compile(r"(?:[a-z0-9]/?|[0-9][.-])$"), re.compile(r"/?[a-z0-9]|[.-][0-9]")


def read_deadline(
    text: str,
    *,
    issued: date | None = None,
    before_day: Literal["inclusive", "exclusive"] = "inclusive",
) -> Deadline:
    """What a deadline text means; never raises: what can't be read is `UNREADABLE`, with a reason.

    `text` may hold more than the deadline, in any case, with or without diacritics. `issued` is the
    date of the plan: a phrase without a year means its first turn that is not over by then. With
    `before_day="exclusive"` "trước ngày 15/6/2026" is due on the 14th.
    """
    exclusive = before_day == "exclusive"
    if len(text) > SHORT:
        return _of_issue(text, issued, exclusive)
    return _of_any(text, exclusive) or _kept(text, issued, exclusive)


def _of_issue(text: str, issued: date | None, exclusive: bool) -> Deadline:
    read_from = folded(text[: 4 * LONGEST])
    if len(read_from.plain) > LONGEST:
        read = _unreadable(NoDay("too_long", FORMS[0], longest=LONGEST), "")
    else:
        read = _read(read_from, issued, exclusive=exclusive)
    if read.kind is DeadlineKind.UNREADABLE and (meant := likely(read_from.clean)) != read_from.clean:
        seen = _read(folded(meant), issued, exclusive=exclusive)
        if seen.kind is not DeadlineKind.UNREADABLE:
            read = _unreadable(NoDay("misread", _short(meant)), _short(read_from.clean))
    return replace(read, written=text)


_kept = lru_cache(maxsize=KEPT)(_of_issue)


@lru_cache(maxsize=KEPT)
def _of_any(text: str, exclusive: bool) -> Deadline | None:
    """What the words mean whenever their plan was issued; null where that may hang on its day."""
    read_from = folded(text)
    try:
        pieces, rest = _find(read_from, None, exclusive)
        if not pieces or any(piece.no for piece in pieces):
            return None
        read = _judged(pieces, read_from, rest)
    except NoDay:
        return None
    return replace(read, written=text) if read.kind in LASTING else None


def spoken(text: str, *, issued: date | None = None) -> tuple[Piece, ...]:
    """Every phrase of a running text that the language knows, in its order; whether one is meant as a
    deadline is for the reader of the text to say."""
    read_from = folded(text[:LONGEST])
    try:
        return tuple(_find(read_from, issued, exclusive=False)[0])
    except NoDay:
        return ()


def _read(text: Folded, issued: date | None, *, exclusive: bool) -> Deadline:
    try:
        pieces, rest = _find(text, issued, exclusive)
        if not pieces:
            if event := awaited(text):
                return event
            raise NoDay("unknown", nearest(text))
        return _judged(pieces, text, rest)
    except NoDay as no:
        return _unreadable(no, _short(text.clean))


def _judged(pieces: Sequence[Piece], text: Folded, rest: Folded) -> Deadline:
    read = together(pieces, text)
    _no_part_left(pieces, text, rest)
    _no_word_left(read, rest)
    return read


def _unreadable(no: NoDay, words: str) -> Deadline:
    return Deadline(written="", kind=DeadlineKind.UNREADABLE, reason=no.say(words))


def _find(text: Folded, issued: date | None, exclusive: bool) -> tuple[list[Piece], Folded]:
    """Every phrase of the text, in its order, and what is left of it: rules go first to last, each blanks
    the words it claims.

    What no rule has claimed is asked for the days that it names.
    """
    rest, clean = text.plain, text.clean
    found: list[Piece] = []
    for pattern, rule in compiled():
        for match in pattern.finditer(rest):
            at = match.span()
            phrase = Phrase(string=rest, at=at, match=match, text=text, issued=issued, exclusive=exclusive)
            if rule.make:
                found.append(_piece(phrase, rule.make, name=rule.name))
            rest, clean = _blanked(rest, at), _blanked(clean, at)
    told = Phrase(string=rest, at=(0, 0), text=text, issued=issued, exclusive=exclusive)
    for stretch, phrase in _stretches(Folded(clean, rest), told):
        found.append(_piece(phrase, partial(dated, stretch)))
    for each in found:
        rest, clean = _blanked(rest, each.at), _blanked(clean, each.at)
    return sorted(found, key=lambda each: each.at), Folded(clean, rest)


def _stretches(text: Folded, told: Phrase) -> list[tuple[Stretch | Impossible, Phrase]]:
    """What has no year of its own is of the year that stands beside it: "năm 2026, xong trong quý III"."""
    seen = view(told.issued)
    found = _admitted(text, seen, told)
    written = [
        (each, phrase.direction == "from")
        for each, phrase in found
        if isinstance(each, Stretch) and each.certainty is Certainty.WRITTEN
    ]
    years = [each for each, begun in written if not begun and each.grain is not Grain.DAY]
    if years:
        return _admitted(text, replace(seen, within=(years[-1].start, years[-1].end)), told)
    starts = [each.start for each, begun in written if begun]
    if starts:
        return _admitted(text, replace(seen, on=max(starts)), replace(told, since=max(starts)))
    return found


def _admitted(text: Folded, seen: Standpoint, told: Phrase) -> list[tuple[Stretch | Impossible, Phrase]]:
    found = [(each, replace(told, at=each.at)) for each in stretches(text, seen, UNREAD)]
    return [(each, phrase) for each, phrase in found if admitted(each, phrase)]


def _blanked(text: str, at: tuple[int, int]) -> str:
    return text[: at[0]] + "\0" * (at[1] - at[0]) + text[at[1] :]


def _piece(phrase: Phrase, make: Callable[[Phrase], Deadline], *, name: bool = False) -> Piece:
    at = (phrase.start, phrase.at[1])
    try:
        return Piece(at, make(phrase), name=name)
    except NoDay as no:
        return Piece(at, _unreadable(no, phrase.words), no, name)


# ---- what is left ----


def _no_part_left(pieces: Sequence[Piece], text: Folded, rest: Folded) -> None:
    """Raises NoDay for what was read of a part of a number or of a list: "2O/9/2026", "tháng 6, 12"."""
    for piece in pieces:
        start, end = piece.at
        before, behind = rest.plain[:start], rest.plain[end:]
        if piece.no:
            continue
        if ADDED.match(behind) or GLUED[0].search(before) or GLUED[1].match(behind):
            left = text.clean[:start].split(" ")[-1] + text.clean[start:]
            raise NoDay("left", nearest(text), left=left)


def _no_word_left(read: Deadline, rest: Folded) -> None:
    """Raises NoDay for words beside what was read that may change it."""
    if read.kind in (DeadlineKind.WAITS, DeadlineKind.NONE, DeadlineKind.UNREADABLE):
        return
    exact = read.kind is DeadlineKind.DAY
    written = exact and not assumed(read)
    for match in TELLING.finditer(rest.plain):
        if _tells(match, read) and _marked(match, rest):
            raise NoDay("left", read.written, left=rest.clean[slice(*match.span())])
    for match in () if written else DAY_MONTH.finditer(rest.plain):
        raise NoDay("left", read.written, left=match.group())
    for match in () if exact else YEAR.finditer(rest.plain):
        if not (read.due and match.group() == str(read.due.year)):
            raise NoDay("left", read.written, left=match.group())


def _tells(match: re.Match[str], read: Deadline) -> bool:
    if read.kind is DeadlineKind.DAY:
        return match["lunar"] is not None
    turning = read.kind in (DeadlineKind.RECURRING, DeadlineKind.ONGOING)
    if match["unit"]:
        fine = TURNS[read.every] if turning and read.every else FINE.get(read.kind, 3)
        return UNITS[match["unit"]] < fine
    return not (match["turn"] and turning) and not (match["since"] and read.since)


def _marked(match: re.Match[str], rest: Folded) -> bool:
    """Whether the word is spelled as it is meant, in a text that has its marks."""
    word = WORD.match(rest.clean, match.start())
    typed = word.group().casefold() if word else ""
    return rest.clean.isascii() or typed in MARKED or typed.isdigit()


def nearest(text: Folded) -> str:
    """The form of the language most like a text."""
    from rapidfuzz import fuzz, process  # only for a mistake

    plain = {form: folded(form).plain for form in FORMS}
    best = process.extractOne(text.plain[:200], plain, scorer=fuzz.ratio, score_cutoff=LIKE)
    return str(best[2]) if best else FORMS[0]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"
