"""Figures by the rules of Vietnamese writing, and what is no figure at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.numbers import numeral
from bot.model.target import plain
from bot.texts import Texts


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("87000", "87000"),
        ("41.200", "41200"),
        ("1.234.567", "1234567"),
        ("41 200", "41200"),
        ("41 200,5", "41200.5"),
        ("41,2", "41.2"),
        ("14,50", "14.5"),
        ("41.200,5", "41200.5"),
        ("0,125", "0.125"),
        ("-2,5", "-2.5"),
        ("−2,5", "-2.5"),
        ("007", "7"),
        ("41'200", "41200"),
        ("1’234’567", "1234567"),
        ("41'200,5", "41200.5"),
        ("14 phẩy 5", "14.5"),
        ("14 PHẨY 25", "14.25"),
        ("-2 phẩy 5", "-2.5"),
        ("41.200 phẩy 5", "41200.5"),
        ("41 chấm 200", "41200"),
        # By Vietnamese rules a comma is the decimal mark, however many digits follow.
        ("41,200", "41.2"),
        # What Vietnamese rules can't have meant has one reading left.
        ("41.2", "41.2"),
        ("14.25", "14.25"),
        ("41.2000", "41.2"),
        ("0.125", "0.125"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
    ],
)
def test_a_figure_is_read_by_vietnamese_rules(typed: str, value: str) -> None:
    found = numeral(typed)
    assert found is not None
    assert (found.value, str(found.value), found.end) == (Decimal(value), value, len(typed))


@pytest.mark.parametrize(
    "typed",
    ["", "x", "1.2.3", "1,2,3", "1.234,567.8", "12.34.567", "0.123,4", "1.23,4", "3/5", "14,5-15",
     "14,5 – 15", "30/6/2026", "1234567890123456", "0,1234567", "٤١", "--5",
     "41'20", "41'2000", "1'23'456", "41,2 phẩy 5", "14 phẩy 5,5", "14 phẩy 5/6"],
)  # fmt: skip
def test_nonsense_is_no_figure(typed: str) -> None:
    assert numeral(typed) is None


@pytest.mark.parametrize(
    ("typed", "other"), [("41,200", "41200"), ("14.500", "14.5"), ("41.2", None), ("7", None)]
)
def test_another_reading_is_kept_beside_it(typed: str, other: str | None) -> None:
    found = numeral(typed)
    assert found and found.other == (Decimal(other) if other else None)


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=3))
def test_every_figure_as_the_bot_writes_it_is_read_back(value: Decimal) -> None:
    found = numeral(Texts("vi").number(plain(value)))
    assert found and found.value == value


@given(st.text(alphabet="0123456789., -−%/x", max_size=12))
def test_no_text_makes_it_fail(text: str) -> None:
    found = numeral(text)
    assert found is None or 0 < found.end <= len(text)
