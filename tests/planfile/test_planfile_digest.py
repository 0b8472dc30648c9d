"""What a plan says of its own digest, key by key; what can't stand is named with its line."""

from datetime import time

import pytest
from planfile_folder import read_plan

from bot.model.digest import DigestList, DigestWishes
from bot.texts import Texts

PLAN = """\
plan: kh-1
number: 1-KH/TU
title: Kế hoạch thử
issuer: Thành ủy
issued: 2025-07-25
owner: ubnd-tp
sections: {III.1: Tuyên truyền}
tasks:
  - {title: Một việc, source: {section: III.1, item: 1}}
"""


def wishes(block: str) -> DigestWishes:
    plan, problems = read_plan("a.yaml", (PLAN + block).encode())
    assert plan is not None, problems
    return plan.digest


def said(block: str, language: str = "en") -> list[str]:
    _, problems = read_plan("a.yaml", (PLAN + block).encode())
    return [Texts(language).problem(problem).removeprefix("a.yaml:") for problem in problems]


def test_a_plan_may_say_nothing_of_its_digest() -> None:
    assert wishes("") == wishes("digest:\n") == DigestWishes()


def test_every_key_is_read() -> None:
    found = wishes(
        "digest: {day: Friday, time: 16:00, language: en, picture: true, sections: [blocked, overdue]}"
    )
    assert (found.weekday, found.at, found.language, found.picture) == (4, time(16), "en", True)
    assert found.sections == (DigestList.BLOCKED, DigestList.OVERDUE)


def test_a_key_left_out_is_left_to_the_configuration() -> None:
    assert wishes("digest:\n  time: 17:30\n  day:\n") == DigestWishes(at=time(17, 30))


def test_no_list_at_all_is_a_wish_too() -> None:
    assert wishes("digest: {sections: []}").sections == ()


@pytest.mark.parametrize(
    ("written", "at"), [("7:05", time(7, 5)), ("16h30", time(16, 30)), ("00:00", time())]
)
def test_an_hour_as_offices_write_it(written: str, at: time) -> None:
    assert wishes(f"digest: {{time: {written}}}").at == at


@pytest.mark.parametrize("written", ["24:00", "16", "16:5", "1630", "16:00:00", "chiều"])
def test_what_is_no_hour_is_named(written: str) -> None:
    assert said(f"digest:\n  time: {written}\n") == [
        f"11: time: expected an hour and minutes, found “{written}”; write it like “16:00” or “16h00”"
    ]


def test_each_mistake_has_its_line_and_says_what_was_expected() -> None:
    block = "digest:\n  day: funday\n  language: fr\n  sections:\n    - overdue\n    - overdu\n  hour: 7\n"
    assert said(block) == [
        "11: day: expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, "
        "found “funday”; did you mean “sunday”?",
        "12: language: expected one of vi, en, found “fr”; write one of them",
        f"15: sections: expected one of {', '.join(DigestList)}, found “overdu”; did you mean “overdue”?",
        "16: the digest has no key “hour”; delete it",
    ]


def test_a_list_stands_once() -> None:
    block = "digest:\n  sections:\n    - overdue\n    - overdue\n"
    assert said(block) == ["13: sections: “overdue” is already there on line 12; name each list once"]
    assert said(block, "vi") == ["13: sections: “overdue” đã có ở dòng 12; mỗi danh sách chỉ ghi một lần"]
