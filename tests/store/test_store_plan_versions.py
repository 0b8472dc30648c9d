"""The versions of a plan: each kept once, with the moment it came into force, and found by the day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.model.plan import Catalog, Plan
from bot.store.store import Store

START = datetime(2026, 1, 4, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
FIRST = Plan(
    id="xa",
    file="xa.yaml",
    number="15/KH-UBND",
    title="Kế hoạch",
    issuer="Ủy ban nhân dân xã",
    issued=START.date(),
    owner="ubnd",
    sections={"I": "Chung"},
    tasks=(),
)
SECOND = replace(FIRST, title="Kế hoạch, bổ sung")


def catalog(plan: Plan) -> Catalog:
    return Catalog(plans={plan.id: plan})


@pytest.fixture
def kept(store: Store) -> Store:
    with store.transaction() as tx:
        tx.plan_versions.keep(catalog(FIRST), START)
        tx.plan_versions.keep(catalog(SECOND), START + WEEK)
    return store


@pytest.mark.parametrize(
    ("moment", "plan", "since"),
    [
        pytest.param(START, FIRST, START, id="from its first moment on"),
        pytest.param(START + WEEK - timedelta(seconds=1), FIRST, START, id="up to the next"),
        pytest.param(START + WEEK, SECOND, START + WEEK, id="the newest by then"),
        pytest.param(START - WEEK, FIRST, START, id="before the first is kept the first"),
    ],
)
def test_a_moment_has_the_version_of_its_day(
    kept: Store, moment: datetime, plan: Plan, since: datetime
) -> None:
    with kept.transaction(read_only=True) as tx:
        found = tx.plan_versions.on(moment)["xa"]
    assert (found.plan, found.at) == (plan, since)


def test_a_plan_that_stayed_as_it_was_is_kept_once(kept: Store) -> None:
    with kept.transaction() as tx:
        tx.plan_versions.keep(catalog(SECOND), START + 2 * WEEK)
        assert tx.plan_versions.on(START + 3 * WEEK)["xa"].at == START + WEEK


def test_a_plan_put_back_as_it_was_before_is_a_version_of_its_own(kept: Store) -> None:
    with kept.transaction() as tx:
        tx.plan_versions.keep(catalog(FIRST), START + 2 * WEEK)
        found = tx.plan_versions.on(START + 2 * WEEK)["xa"]
    assert (found.plan, found.at) == (FIRST, START + 2 * WEEK)


def test_a_version_nobody_can_read_is_as_if_it_were_not_kept(kept: Store) -> None:
    with kept.begin() as connection:
        connection.execute(text('UPDATE plan_versions SET written = \'{"!": "Gone"}\' WHERE id = 2'))
    with kept.transaction(read_only=True) as tx:
        assert tx.plan_versions.on(START + WEEK) == {}
