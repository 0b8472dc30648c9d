"""Which periods of a duty words name, and what is said of them."""

from datetime import date

import pytest

from bot.language.pieces import parts
from bot.language.turns import Named, turns_named

TODAY = date(2026, 4, 6)


def named(text: str, on: date = TODAY) -> list[tuple[str, str]]:
    """Each name as days, number or distance, and the words about it."""
    return [(_told(each), each.rest) for each in turns_named(text, on)]


def _told(name: Named) -> str:
    if name.stretch:
        return f"{name.stretch.start:%d/%m/%y}-{name.stretch.end:%d/%m/%y}"
    return f"{name.nth}/{name.year}" if name.nth else f"{name.ahead:+}"


JAN, FEB, MAR = "01/01/26-31/01/26", "01/02/26-28/02/26", "01/03/26-31/03/26"
Q1, Q4 = "01/01/26-31/03/26", "01/10/25-31/12/25"


@pytest.mark.parametrize(
    ("text", "days", "rest"),
    [
        ("tháng 1 xong", JAN, "xong"),
        ("thang 1 xong", JAN, "xong"),
        ("tháng 01/2026 đã xong", JAN, "đã xong"),
        ("T1 xong", JAN, "xong"),
        ("tháng một xong", JAN, "xong"),
        ("tháng 12 xong", "01/12/25-31/12/25", "xong"),
        ("tháng này đang làm", "01/04/26-30/04/26", "đang làm"),
        ("tháng 4 xong", "01/04/26-30/04/26", "xong"),
        ("tháng trước xong", MAR, "xong"),
        ("bù quý IV", Q4, ""),
        ("báo bù quý 4/2025: đã tổ chức 3 đợt", Q4, "đã tổ chức 3 đợt"),
        ("Q4/2025 xong", Q4, "xong"),
        ("quý I/2026 xong", Q1, "xong"),
        ("quý trước đã báo", Q1, "đã báo"),
        ("6 tháng đầu năm xong", "01/01/26-30/06/26", "xong"),
        ("6 tháng cuối năm 2025 xong", "01/07/25-31/12/25", "xong"),
        ("năm 2025 xong", "01/01/25-31/12/25", "xong"),
        ("kỳ 2 xong", "2/None", "xong"),
        ("kỳ 2/2025 xong", "2/2025", "xong"),
        ("kỳ này đang làm", "+0", "đang làm"),
        ("ky truoc xong roi", "-1", "xong roi"),
        ("xong báo cáo tháng 1", JAN, "xong"),
        ("đã nộp báo cáo tháng 1 rồi", JAN, "đã nộp rồi"),
        ("tháng 1, 2 xong", "01/01/26-28/02/26", "xong"),
        ("tháng 1 và tháng 2 xong", "01/01/26-28/02/26", "xong"),
        ("tháng 1 đến tháng 3 xong", Q1, "xong"),
    ],
)
def test_a_period_is_named_and_the_rest_is_said_of_it(text: str, days: str, rest: str) -> None:
    assert named(text) == [(days, rest)]


def test_several_periods_have_each_their_own_words() -> None:
    assert named("tháng 1 xong, tháng 2 đang làm 50%") == [(JAN, "xong"), (FEB, "đang làm 50%")]
    assert named("báo cáo tháng 1 đã nộp, còn tháng 2 đang làm") == [(JAN, "đã nộp"), (FEB, "đang làm")]


@pytest.mark.parametrize(
    "text",
    [
        "xong",
        "sẽ xong trước tháng 5",
        "đang làm, đến hết quý I mới xong",
        "xong trong tháng 4",
        "xin lùi sang tháng 5",
        "đang chờ kinh phí quý I",
        "đang chờ số liệu tháng 1",
        "đã họp ngày 5/3",
        "đã ký 2 văn bản",
        "3 tháng nữa xong",
        "tuần 12 xong",
        "xong đầu tháng 3",
        "tháng 1 hay tháng 2 gì đó",
    ],
)
def test_a_day_to_work_towards_or_of_something_else_is_no_name(text: str) -> None:
    assert named(text) == []


def test_on_its_last_day_and_on_the_first_of_the_next_a_month_is_the_last_that_began() -> None:
    assert named("tháng 12 xong", date(2025, 12, 31)) == [("01/12/25-31/12/25", "xong")]
    assert named("tháng 12 xong", date(2026, 1, 1)) == [("01/12/25-31/12/25", "xong")]
    assert named("tháng 2 xong", date(2028, 3, 1)) == [("01/02/28-29/02/28", "xong")]


def test_a_number_in_a_list_of_months_is_no_task() -> None:
    assert [(p.label, p.text) for p in parts("I-3 tháng 1, 2 xong")] == [("I-3", "tháng 1, 2 xong")]
    cut = parts("1 xong tháng 1, 2 đang làm 60%")
    assert [(p.label, p.text) for p in cut] == [("1", "xong tháng 1"), ("2", "đang làm 60%")]
