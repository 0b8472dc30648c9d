"""Replies that the bot had to ask about, each with what it meant, as a table to learn from, without names."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from io import StringIO

from bot.model.doubt import Doubt, Meant
from bot.model.history import History
from bot.model.progress import NOBODY, Report
from bot.papers.masking import masked

COLUMNS = ("text", "state", "alt", "percent", "until", "guess", "sure", "offered", "asked_at")
FORMULA = "=+-@\t\r "  # what a spreadsheet takes for the start of one; a bullet tells nothing either
Told = tuple[Report, Doubt, Meant]


def told(doubts: Iterable[Doubt], log: History[Report]) -> Iterator[Told]:
    """The notes asked about whose meaning stands: neither they nor what was told of them was taken back."""
    by_id = {report.id: report for report in log}
    of_update: dict[str, list[int]] = {}
    for report in log:
        of_update.setdefault(report.update, []).append(report.id)
    for doubt in doubts:
        note, answer = by_id.get(doubt.report), doubt.answer
        if note is None or answer is None or note.id in log.undone or not note.note.strip():
            continue
        made = of_update.get(answer.told_in, [])
        if not made or not log.undone.issuperset(made):
            yield note, doubt, answer


def people(names: Iterable[str], log: Iterable[Report]) -> frozenset[str]:
    """What people are called on Telegram, those who are linked and all who ever reported."""
    return frozenset(names) | {report.user_name for report in log if report.user_id != NOBODY}


def examples(rows: Sequence[Told], names: Iterable[str], zone: tzinfo) -> bytes:
    """A row a note, as CSV; the mark at the start tells Excel that the letters are UTF-8."""
    text, known = StringIO(), tuple(names)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for note, doubt, answer in rows:
        asked_at = note.at.astimezone(zone).isoformat(timespec="minutes")
        meant = (answer.meant, "", answer.percent, answer.until)
        guessed = (doubt.guess, "yes" if doubt.sure else "no", " ".join(doubt.offered))
        writer.writerow([masked(note.note, known).lstrip(FORMULA), *meant, *guessed, asked_at])
    return text.getvalue().encode("utf-8-sig")
