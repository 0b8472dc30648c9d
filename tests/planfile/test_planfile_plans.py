"""The two plans that come with the project, as the documents have them."""

from collections import Counter
from pathlib import Path

import pytest

from bot.model.deadline import DeadlineKind
from bot.model.plan import Plan
from bot.planfile.catalog import Loaded, load

PLANS = Path(__file__).parents[2] / "plans"
COMMUNE = {
    **{"III.1": 2, "III.2": 4, "III.2.1": 2, "III.2.2": 1, "III.3.1": 1, "III.3.2": 5, "III.3.3": 2},
    **{"III.4": 4, "III.5": 2, "III.6": 1, "III.7": 1, "III.8": 2, "IV": 5},
}


@pytest.fixture(scope="module")
def both() -> Loaded:
    return load([PLANS])


@pytest.fixture(scope="module")
def commune(both: Loaded) -> Plan:
    return both.catalog.plans["ke-sat-68-nq-tw"]


def test_both_plans_are_without_a_problem_and_hold_97_items(both: Loaded) -> None:
    assert both.problems == ()
    assert [(plan.id, len(plan.tasks)) for plan in both.catalog.plans.values()] == [
        ("hai-phong-07-kh-tu", 65),
        ("ke-sat-68-nq-tw", 32),
    ]


def test_the_commune_s_items_are_those_of_its_document(commune: Plan) -> None:
    assert Counter(task.source.section for task in commune.tasks) == COMMUNE
    assert all(task.code == f"{task.source.section}-{task.source.item}" for task in commune.tasks)


def test_no_item_of_the_commune_has_a_date_of_its_own_and_three_wait(commune: Plan) -> None:
    waiting = [task.code for task in commune.tasks if task.deadline.kind is DeadlineKind.WAITS]
    assert waiting == ["III.3.2-1", "III.4-2", "III.4-3"]
    dated = [task for task in commune.tasks if task.deadline.due or task.deadline.every]
    assert all(task.deadline.follows for task in dated)


def test_what_the_commune_carries_out_has_the_city_s_dates(both: Loaded, commune: Plan) -> None:
    for task in commune.tasks:
        if task.deadline.follows:
            theirs = both.catalog.task(task.deadline.follows)
            assert theirs
            assert (task.deadline.due, task.deadline.every) == (theirs.deadline.due, theirs.deadline.every)
