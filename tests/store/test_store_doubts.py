"""What the bot asked about words it was not sure of stays, with what they meant."""

from dataclasses import replace
from datetime import date

import pytest
from test_store_reports import answer

from bot.model.doubt import Doubt, Meant
from bot.store.store import Store

ASKED = Doubt(report=1, guess="in_progress", sure=False, offered=("in_progress", "done"))
DONE = Meant(meant="done", told_in="8")
LATER = Meant(meant="extension", until=date(2026, 6, 30), told_in="9", typed="xin lùi đến 30/6")


@pytest.fixture
def noted(store: Store) -> Store:
    with store.transaction() as tx:
        tx.reports.add(answer("in:7:1"))
        tx.reports.add(answer("in:8:1"))
    return store


def test_a_doubt_is_kept_once_and_told_of_when_it_is_answered(noted: Store, witness: Store) -> None:
    with noted.transaction() as tx:
        assert tx.doubts.add(ASKED)
        assert not tx.doubts.add(replace(ASKED, guess="done"))
        assert tx.doubts.answered() == []
        tx.doubts.answer(1, DONE)
    with witness.transaction() as tx:
        assert tx.doubts.answered() == [replace(ASKED, answer=DONE)]


def test_of_its_answers_the_last_one_counts_whole(noted: Store) -> None:
    with noted.transaction() as tx:
        tx.doubts.add(ASKED)
        tx.doubts.answer(1, LATER)
        assert [doubt.answer for doubt in tx.doubts.answered()] == [LATER]
        tx.doubts.answer(1, DONE)
        assert [doubt.answer for doubt in tx.doubts.answered()] == [DONE]


def test_an_answer_about_a_note_that_was_not_asked_about_is_none(noted: Store) -> None:
    with noted.transaction() as tx:
        tx.doubts.answer(2, DONE)
        assert tx.doubts.answered() == []
