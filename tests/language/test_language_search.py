"""Words typed with or without accents find tasks by code, title, deliverable and owner."""

from pathlib import Path

import pytest

from bot.language.search import matching
from bot.planfile.catalog import load

CATALOG = load([Path(__file__).parents[2] / "plans"]).catalog


def found(words: str) -> set[str]:
    return {
        task.code for task in matching(CATALOG.tasks(), words, CATALOG) if task.plan.startswith("hai-phong")
    }


@pytest.mark.parametrize(
    "words", ["phòng cháy", "phong chay", "PHONG  CHÁY", "chay phong", "III.2.1-8", "iii.2.1-8"]
)
def test_accents_case_and_order_make_no_difference(words: str) -> None:
    assert "III.2.1-8" in found(words)


def test_every_word_has_to_be_there() -> None:
    assert found("phòng cháy vệ tinh") == set()


def test_the_owners_name_finds_its_tasks() -> None:
    assert {"III.2.1-7", "III.2.1-8"} <= found("cong an")


def test_what_no_text_holds_finds_nothing() -> None:
    assert found("🧱") == set()
