"""The census of a plan: how many tasks have which sort of deadline, on one line."""

from datetime import date
from pathlib import Path

import pytest
from planfile_folder import read_plan

from bot.model.deadline import Every
from bot.model.plan import Plan
from bot.planfile.catalog import load
from bot.planfile.census import census, census_line
from bot.texts import Texts

HEAD = """\
plan: kh-1
number: 1-KH
title: Kế hoạch
issuer: Thành ủy
issued: 2025-07-25
owner: ubnd-tp
sections: {I: Một}
tasks:
"""


def plan(*deadlines: str) -> Plan:
    tasks = [
        f"  - {{title: Việc, deadline: {text}, source: {{section: I, item: {n}}}}}\n"
        for n, text in enumerate(deadlines, 1)
    ]
    found, problems = read_plan("a.yaml", (HEAD + ("".join(tasks) or "  []")).encode())
    assert problems == ()
    assert found is not None
    return found


def test_quarters_are_counted_in_the_order_of_time() -> None:
    counted = census(plan("Quý I/2026", "Quý IV/2025", "Quý I/2026"))
    assert list(counted.quarters.items()) == [(date(2025, 10, 1), 1), (date(2026, 1, 1), 2)]
    assert counted.tasks == 3


def test_recurring_deadlines_are_counted_by_how_often_they_turn() -> None:
    counted = census(plan("hằng năm", "hằng quý", "hằng năm"))
    assert counted.recurring == {Every.MONTH: 0, Every.QUARTER: 1, Every.YEAR: 2}


ALL = (
    "Quý II/2026",
    "2026",
    "6 tháng đầu năm 2026",
    "tháng 6/2026",
    "15/6/2026",
    "giai đoạn 2026-2030",
    "thường xuyên",
    "hằng năm",
    "hằng quý",
    "hằng tháng",
    "sau khi có hướng dẫn của Trung ương",
    "none",
)


def test_every_sort_of_deadline_has_its_words() -> None:
    line = census_line(plan(*ALL))
    assert Texts("en").plain(line) == (
        "a.yaml: kh-1: 12 tasks: 1 with a quarter (Q2/2026 1), 1 with a year, 1 with a half-year, "
        "1 with a month, 1 with a day, 1 with a span, 1 ongoing, 1 yearly, 1 quarterly, 1 monthly, "
        "1 waiting, 1 with none"
    )
    assert Texts("vi").plain(line) == (
        "a.yaml: kh-1: 12 nhiệm vụ: 1 có hạn theo quý (quý II/2026: 1), 1 có hạn theo năm, "
        "1 có hạn theo nửa năm, 1 có hạn theo tháng, 1 có ngày đến hạn, 1 theo giai đoạn, "
        "1 thường xuyên, 1 hằng năm, 1 hằng quý, 1 hằng tháng, 1 chờ hướng dẫn, 1 không ghi thời hạn"
    )


@pytest.mark.parametrize(("deadlines", "words"), [((), "0 tasks"), (("2026",), "1 task: 1 with a year")])
def test_sorts_without_a_task_are_left_out(deadlines: tuple[str, ...], words: str) -> None:
    assert Texts("en").plain(census_line(plan(*deadlines))) == f"a.yaml: kh-1: {words}"


def test_the_hai_phong_plan_has_sixty_five_tasks() -> None:
    loaded = load([Path(__file__).parents[2] / "plans"])
    line = census_line(loaded.catalog.plans["hai-phong-07-kh-tu"])
    assert Texts("en").plain(line).split(": ", 2)[2] == (
        "65 tasks: 45 with a quarter (Q3/2025 1, Q4/2025 14, Q1/2026 17, Q2/2026 12, Q4/2026 1), "
        "1 with a year, 5 ongoing, 3 yearly, 5 waiting, 6 with none"
    )
    assert Texts("vi").plain(line).split(": ", 2)[2] == (
        "65 nhiệm vụ: 45 có hạn theo quý (quý III/2025: 1, quý IV/2025: 14, quý I/2026: 17, quý II/2026: "
        "12, quý IV/2026: 1), 1 có hạn theo năm, 5 thường xuyên, 3 hằng năm, 5 chờ hướng dẫn, "
        "6 không ghi thời hạn"
    )
