"""Replies the bot had to ask about, as the table that is handed on."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

from papers_samples import ZONE, report, task

from bot.model.doubt import Doubt, Meant
from bot.model.history import History
from bot.model.progress import NOBODY, Report, ReportKind
from bot.papers.examples import COLUMNS, examples, people, told

ONE = task("III.1-1")
MORE = Meant(meant="extension", until=date(2026, 3, 31), told_in="12")


def note(id: int, text: str, key: str = "11") -> Report:
    return replace(
        report(id, ONE, date(2026, 1, 12), None),
        kind=ReportKind.NOTE,
        note=text,
        key=f"in:{key}:{id}",
        user_name="Phạm Lan",
    )


def doubt(report: int, answer: Meant | None = MORE) -> Doubt:
    return Doubt(report=report, guess="blocked", sure=False, offered=("blocked", "extension"), answer=answer)


def rows(*notes: Report, doubts: tuple[Doubt, ...] = (doubt(1),)) -> list[dict[str, str]]:
    log = History(notes)
    made = examples(list(told(doubts, log)), people(["Trần Hùng"], log), ZONE).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(made)))


def test_a_row_has_the_columns_of_the_labelled_replies_and_what_was_asked() -> None:
    (row,) = rows(note(1, "chắc phải qua quý"))
    assert tuple(row) == COLUMNS
    assert (row["text"], row["state"], row["percent"], row["until"]) == (
        "chắc phải qua quý",
        "extension",
        "",
        "2026-03-31",
    )
    assert (row["guess"], row["sure"], row["offered"]) == ("blocked", "no", "blocked extension")
    assert row["asked_at"].startswith("2026-01-12T") and row["asked_at"].endswith("+07:00")


def test_names_of_the_linked_and_of_whoever_reported_are_masked() -> None:
    (row,) = rows(note(1, "Lan chờ Trần Hùng ký"))
    assert row["text"] == "X chờ X ký"
    log = [note(1, ""), replace(note(2, ""), user_id=NOBODY, user_name="Nhập từ tệp")]
    assert people([], log) == {"Phạm Lan"}


def test_what_is_not_answered_or_says_nothing_is_no_row() -> None:
    assert rows(note(1, "chắc phải qua quý"), doubts=(doubt(1, None), doubt(9))) == []
    assert rows(note(1, "  ")) == []


def test_what_was_taken_back_is_no_row() -> None:
    asked, pressed = note(1, "chắc phải qua quý"), note(2, "chắc phải qua quý", key="12")
    assert len(rows(asked, pressed)) == 1
    for taken in (1, 2):
        undo = replace(note(3, "", key="13"), kind=ReportKind.UNDO, undoes=taken)
        assert rows(asked, pressed, undo) == []


def test_no_text_begins_a_formula_in_a_spreadsheet() -> None:
    assert [row["text"] for row in rows(note(1, '=HYPERLINK("x")'))] == ['HYPERLINK("x")']
