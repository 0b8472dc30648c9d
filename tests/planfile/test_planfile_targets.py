"""Where a target's line starts, which way is better, who reports it; each mistake with its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from planfile_folder import loaded, plan, read_plan, told

from bot.model.plan import Target
from bot.model.target import Baseline, Better
from bot.texts import Texts

TEXT = """\
plan: kh-1
number: 1-KH/TU
title: Kế hoạch thử
issuer: Thành ủy
issued: 2025-07-25
owner: ubnd-tp
sections: {III.1: Tuyên truyền}
targets:
  - id: hang
    title: Thứ hạng
    horizon: 2030
    unit: hạng
    value: 3
    better: lower
    owner: so-khcn
    baseline:
      value: 7
      on: 31/12/2025
tasks:
  - {title: Việc, source: {section: III.1, item: 1}}
"""


def the_target(text: str = TEXT) -> Target:
    found, problems = read_plan("a.yaml", text.encode())
    assert found and not problems
    return found.targets[0]


def told_of(text: str, language: str) -> list[str]:
    _, problems = read_plan("a.yaml", text.encode())
    return [Texts(language).problem(problem).removeprefix("a.yaml:") for problem in problems]


def test_a_target_says_where_it_starts_which_way_is_better_and_who_reports_it() -> None:
    target = the_target()
    assert target.baseline == Baseline(Decimal(7), date(2025, 12, 31))
    assert (target.better, target.owner, target.end) == (Better.LOWER, "so-khcn", date(2030, 12, 31))


def test_left_out_it_starts_nowhere_and_higher_is_better_and_the_plans_owner_reports() -> None:
    text = TEXT[: TEXT.index("    better")] + TEXT[TEXT.index("tasks:") :]
    target = the_target(text)
    assert (target.baseline, target.better, target.owner) == (None, Better.HIGHER, None)
    found, _ = read_plan("a.yaml", text.encode())
    assert found and found.reporter(target) == "ubnd-tp"


def test_a_baseline_may_be_at_the_goal_already() -> None:
    assert the_target(TEXT.replace("value: 7", "value: 3")).baseline == Baseline(
        Decimal(3), date(2025, 12, 31)
    )


MISTAKES = [
    (
        ("on: 31/12/2025", "on: 31/12/2030"),
        "18: on: mốc 31/12/2030 phải trước ngày phải đạt 31/12/2030; hãy sửa ngày của mốc hoặc “horizon”",
        "18: on: expected a baseline before the horizon's end 31/12/2030, found 31/12/2030; "
        "correct the day or “horizon”",
    ),
    (
        ("better: lower", "better: higher"),
        "17: value: mốc 7 đã vượt mức phải đạt 3 (better: higher); hãy sửa mốc, hoặc ghi “better: lower”",
        "17: value: expected a baseline short of the target 3 (better: higher), found 7; "
        "correct it, or write “better: lower”",
    ),
    (
        ("      on: 31/12/2025\n", ""),
        "17: mốc tính cần khóa “on”, nhưng chưa có; hãy thêm “on: …”",
        "17: a baseline needs the key “on”, found none; add “on: …”",
    ),
    (
        ("value: 7", "value: bảy"),
        "17: value: cần một con số, nhưng gặp “bảy”; không ghi dấu phân cách hàng nghìn, "
        "phần thập phân ghi sau dấu chấm, như “87000” hoặc “14.5”",
        "17: value: expected a number, found “bảy”; write thousands without a mark "
        "and decimals after a dot, like “87000” or “14.5”",
    ),
]


@pytest.mark.parametrize(
    ("change", "vi", "en"), MISTAKES, ids=[change[1].strip() for change, _, _ in MISTAKES]
)
def test_each_mistake_is_told_in_both_languages(change: tuple[str, str], vi: str, en: str) -> None:
    text = TEXT.replace(*change)
    assert (told_of(text, "vi"), told_of(text, "en")) == ([vi], [en])


def test_any_other_way_is_a_mistake() -> None:
    (problem,) = told_of(TEXT.replace("better: lower", "better: up"), "en")
    assert problem.startswith("14: better: ")


def test_a_target_of_an_unknown_unit_is_told_with_its_line(tmp_path: Path) -> None:
    target = "\ntargets:\n  - {id: a, title: x, horizon: 2030, unit: y, value: 1, owner: nobody}"
    found = loaded(tmp_path, a=plan("a", "owner: ubnd", head=target))
    (problem,) = told(found, "en")
    assert problem.startswith("a.yaml:9: ") and "nobody" in problem
