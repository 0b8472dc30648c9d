"""Of which quarter or day figures are wanted."""

from datetime import date

import pytest

from bot.conversation.progress_requests import Scope, scope_of
from bot.model.deadline import Period
from bot.model.say import Say

TODAY = date(2026, 11, 22)
SECOND = Scope(quarter=Period(date(2026, 4, 1), date(2026, 6, 30)))
THIRD = Scope(quarter=Period(date(2026, 7, 1), date(2026, 9, 30)))
LAST = Scope(quarter=Period(date(2026, 10, 1), date(2026, 12, 31)))


@pytest.mark.parametrize("words", ["quý II/2026", "q2/2026", "quy 2", "quý 2 năm 2026", "2026-Q2", "Quý II"])
def test_a_quarter_is_read_as_deadlines_are(words: str) -> None:
    assert scope_of(words, TODAY) == SECOND


@pytest.mark.parametrize(
    "words", ["30/6/2026", "2026-06-30", "ngày 30 tháng 6 năm 2026", "30/6", "tháng 6/2026"]
)
def test_a_day_or_the_last_day_of_a_month(words: str) -> None:
    assert scope_of(words, TODAY) == Scope(on=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("hôm qua", Scope(on=date(2026, 11, 21))),
        ("tuan truoc", Scope(on=date(2026, 11, 15))),
        ("tháng trước", Scope(on=date(2026, 10, 31))),
        ("năm ngoái", Scope(on=date(2025, 12, 31))),
        ("quý này", LAST),
        ("quy truoc", THIRD),
    ],
)
def test_days_and_quarters_gone_by_are_named_from_today(words: str, scope: Scope) -> None:
    assert scope_of(words, TODAY) == scope


@pytest.mark.parametrize("words", ["abc", "pdf", "2026-2030", "năm 2025", "quý I, II/2026"])
def test_what_is_neither_is_not_guessed(words: str) -> None:
    assert scope_of(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "why"), [("quý V/2026", "no_quarter"), ("31/6/2026", "no_day"), ("30/6/26", "year_short")]
)
def test_what_no_calendar_has_is_said(words: str, why: str) -> None:
    found = scope_of(words, TODAY)
    assert isinstance(found, Say) and found.key == f"deadline.{why}"
