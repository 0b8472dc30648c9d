"""What a plan says of results: `approval` and `evidence`."""

import pytest
from planfile_folder import read_plan

from bot.model.say import Problem

PLAN = """plan: hp-07
number: 07-KH/TU
title: Kế hoạch
issuer: Thành ủy
issued: 2025-07-25
owner: so-y-te
{rules}
sections: {{III.1: Mục}}
tasks:
  - title: Việc
    deadline: 2026-06-30
    source: {{section: III.1, item: 1}}
"""


def read(rules: str) -> tuple[tuple[bool, bool] | None, tuple[Problem, ...]]:
    plan, problems = read_plan("hp-07.yaml", PLAN.format(rules=rules).encode())
    return ((plan.approval, plan.evidence_for_done) if plan else None), problems


@pytest.mark.parametrize(
    ("rules", "meant"),
    [
        ("", (False, False)),
        ("approval: secretary", (True, False)),
        ("evidence: required", (False, True)),
        ("approval: none", (False, False)),
        ("evidence: optional", (False, False)),
    ],
)
def test_a_plan_says_what_makes_a_result_count(rules: str, meant: tuple[bool, bool]) -> None:
    assert read(rules) == (meant, ())


@pytest.mark.parametrize("rules", ["approval: leader", "evidence: yes"])
def test_any_other_word_is_a_mistake_with_its_line(rules: str) -> None:
    plan, (problem,) = read(rules)
    assert plan is None and problem.line == 7
