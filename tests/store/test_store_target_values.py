"""Figures reported towards targets are kept once each, exact to the last digit, on every backend."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.model.target import NewTargetValue, TargetRef, TargetValue
from bot.store.store import Store

NOW = datetime(2026, 7, 3, 1, 30, tzinfo=UTC)
FIRMS = TargetRef("hp-07", "so-doanh-nghiep-2030")


def told(key: str, **changes: Any) -> NewTargetValue:
    usual: dict[str, Any] = {
        "target": FIRMS,
        "value": Decimal(41200),
        "on": date(2026, 6, 30),
        "at": NOW,
        "user_id": 41,
        "user_name": "Chánh Văn phòng",
        "unit": "so-tc",
        "note": "theo Sở Tài chính",
    }
    return NewTargetValue(key=key, **(usual | changes))


def test_a_value_is_kept_whole(store: Store, witness: Store) -> None:
    new = told("in:1:1")
    with store.transaction() as tx:
        kept = tx.target_values.add(new)
    with witness.transaction() as tx:
        assert tx.target_values.get(1) == kept
        assert tx.target_values.of("hp-07") == [kept]
    assert kept == TargetValue(id=1, **{name: getattr(new, name) for name in NewTargetValue.__slots__})


@pytest.mark.parametrize("figure", ["0.1", "14.50", "-2.5", "123456789012345.000001", "4.12E+4"])
def test_a_figure_comes_back_to_the_last_digit(store: Store, witness: Store, figure: str) -> None:
    with store.transaction() as tx:
        tx.target_values.add(told("a", value=Decimal(figure)))
    with witness.transaction() as tx:
        (kept,) = tx.target_values.of()
    assert kept.value == Decimal(figure)


def test_the_same_update_again_is_no_second_value(store: Store) -> None:
    with store.transaction() as tx:
        first = tx.target_values.add(told("a"))
        assert tx.target_values.add(told("a", value=Decimal(1))) is None
        assert tx.target_values.of() == [first]


def test_an_undo_stands_beside_what_it_takes_back(store: Store) -> None:
    with store.transaction() as tx:
        tx.target_values.add(told("a"))
        tx.target_values.add(told("b", undoes=1))
        assert [value.undoes for value in tx.target_values.of("hp-07")] == [None, 1]


def test_values_are_read_plan_by_plan(store: Store) -> None:
    with store.transaction() as tx:
        tx.target_values.add(told("a"))
        tx.target_values.add(told("b", target=TargetRef("ks", "x")))
        assert [value.key for value in tx.target_values.of("ks")] == ["b"]
        assert tx.target_values.get(3) is None
