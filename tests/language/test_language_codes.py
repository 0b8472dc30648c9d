"""Codes behind what their plan is called by."""

from dataclasses import replace
from datetime import date

import pytest
from delivery_office import task, world

from bot.language.codes import folded, label_of, leader, plan_names, tasks_named
from bot.language.pieces import parts
from bot.model.plan import Catalog, Plan

CODES = frozenset({"I-1", "III.2.1-8", "A", "12", "NV2"})
NUMBERS = {"xa-tan-hoa": "15/KH-UBND", "hai-phong-07": "07-KH/TU"}
COMMUNE, CITY = (plan_names(id, number) for id, number in NUMBERS.items())


def _plan(id: str, number: str) -> Plan:
    """With a task of every code."""
    plan = next(
        iter(world(*(task(code, date(2026, 6, 30)) for code in sorted(CODES))).catalog.plans.values())
    )
    return replace(plan, id=id, number=number, tasks=tuple(replace(each, plan=id) for each in plan.tasks))


PLANS = Catalog(plans={id: _plan(id, number) for id, number in NUMBERS.items()})


@pytest.mark.parametrize(
    ("text", "plan", "code"),
    [
        ("15/KH-UBND I-1", COMMUNE, "i-1"),
        ("15/KH-UBND, I-1", COMMUNE, "i-1"),
        ("15 / KH - UBND I - 1", COMMUNE, "i-1"),
        ("KH15/I-1", COMMUNE, "i-1"),
        ("kh 15 / i-1", COMMUNE, "i-1"),
        ("Kế hoạch số 15/KH-UBND I-1", COMMUNE, "i-1"),
        ("ke hoach 15 I-1", COMMUNE, "i-1"),
        ("xa-tan-hoa/I-1", COMMUNE, "i-1"),
        ("07-KH/TU III.2.1-8", CITY, "iii.2.1-8"),
        ("KH7/III.2.1-8", CITY, "iii.2.1-8"),
        ("KH07 NV 2", CITY, "nv2"),
        ("07-KH/TU A", CITY, "a"),
    ],
)
def test_a_plans_name_before_a_code_is_read_in_a_reply_and_in_a_command(
    text: str, plan: frozenset[str], code: str
) -> None:
    (part,) = parts(f"{text} xong", CODES, COMMUNE | CITY)
    match = leader(CODES, COMMUNE | CITY).match(f"{text} xong")
    assert match
    assert part.text == "xong"
    for label in (part.label, label_of(match)):
        assert label is not None
        (named,) = tasks_named(PLANS, label)
        assert (named.plan == "xa-tan-hoa", folded(named.code)) == (plan is COMMUNE, code)


@pytest.mark.parametrize(
    "text", ["theo 15/KH-UBND thì xong", "15/3 xong", "kế hoạch 15 xong", "KH16 I-9 xong"]
)
def test_a_plans_name_without_its_code_is_no_label(text: str) -> None:
    assert parts(text, CODES, COMMUNE | CITY)[0].label is None


def test_a_code_alone_has_no_plan_before_it() -> None:
    assert [task.plan for task in tasks_named(PLANS, "I-1")] == ["xa-tan-hoa", "hai-phong-07"]
    assert folded(" I – 1") == folded("i-1")


@pytest.mark.parametrize(
    ("text", "rest"), [("12 xong", "xong"), ("A: xong", "xong"), ("I - 1, xong", "xong")]
)
def test_a_command_takes_any_code_that_opens_its_words(text: str, rest: str) -> None:
    match = leader(CODES, frozenset()).match(text)
    assert match and text[match.end() :] == rest


def test_words_that_only_begin_like_a_code_are_none() -> None:
    assert leader(CODES, COMMUNE).match("I-1x xong") is None


def test_of_names_that_begin_alike_the_longest_is_read() -> None:
    alike = frozenset({"15", "15/KH-UBND", "15/KH-UBND-VX", "15/KH-HĐND", "KH 15", "KH15", "KH 155"})
    for name in alike:
        match = leader(CODES, alike).match(f"{name} I-1 xong")
        assert match and (match["plan"], match["code"]) == (name, "I-1")


def test_the_names_of_a_hundred_plans_are_written_in_a_few_thousand_letters() -> None:
    names = frozenset().union(*(plan_names(f"xa-{n}", f"{n}/KH-UBND") for n in range(100)))
    assert len(leader(CODES, names).pattern) < 20_000
