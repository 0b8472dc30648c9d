"""What people write when a target's figure is asked of them: figure, unit, date, source, in any mix."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.value_words import TargetFigure, reads, told
from bot.model.plan import Target
from bot.model.say import Say

TODAY = date(2026, 11, 23)
FIRMS = Target(id="dn", title="Doanh nghiệp", horizon=2030, unit="doanh nghiệp", low=Decimal(87000))
GROWTH = Target(id="tt", title="Tăng trưởng", horizon=2030, unit="%/năm", low=Decimal("14.5"))
SHARE = Target(id="grdp", title="Tỷ trọng", horizon=2030, unit="% GRDP", low=Decimal(43))
RANK = Target(id="hang", title="Thứ hạng", horizon=2030, unit="hạng", low=Decimal(3))
MONEY = Target(id="thu", title="Thu ngân sách", horizon=2030, unit="tỷ đồng", low=Decimal(87000))
BILLION = Target(id="von", title="Vốn", horizon=2030, unit="nghìn tỷ đồng", low=Decimal(300))

JUNE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "target", "value", "on", "note"),
    [
        ("41.200", FIRMS, "41200", TODAY, ""),
        ("41200 30/6/2026 theo Sở Tài chính", FIRMS, "41200", JUNE, "theo Sở Tài chính"),
        ("41.200 doanh nghiệp, đến 30/6/2026, theo Sở Tài chính", FIRMS, "41200", JUNE, "theo Sở Tài chính"),
        ("41 200 30/6", FIRMS, "41200", JUNE, ""),
        ("41 200 DN (30-6-2026)", FIRMS, "41200", JUNE, ""),
        ("41'200 DN, theo Sở Tài chính", FIRMS, "41200", TODAY, "theo Sở Tài chính"),
        ("14 phẩy 5", GROWTH, "14.5", TODAY, ""),
        ("14 phẩy 5% theo niên giám", GROWTH, "14.5", TODAY, "theo niên giám"),
        ("41.200 rồi ạ", FIRMS, "41200", TODAY, ""),
        ("41.200 nhé anh, Sở Tài chính", FIRMS, "41200", TODAY, "Sở Tài chính"),
        ("41.200 (Sở Tài chính)", FIRMS, "41200", TODAY, "Sở Tài chính"),
        ("41.200 30/6/2026 Sở Tài chính", FIRMS, "41200", JUNE, "Sở Tài chính"),
        ("30/6/2026 41.200 Sở Tài chính", FIRMS, "41200", JUNE, "Sở Tài chính"),
        ("đạt 41,2 nghìn doanh nghiệp", FIRMS, "41200", TODAY, ""),
        ("Số liệu đến 30/6", FIRMS, None, None, ""),
        ("41,2k", FIRMS, "41200", TODAY, ""),
        ("1,5 triệu doanh nghiệp theo Cục Thống kê", FIRMS, "1500000", TODAY, "theo Cục Thống kê"),
        ("30/6/2026: 41.200", FIRMS, "41200", JUNE, ""),
        ("quý II/2026 đạt 41.200", FIRMS, "41200", JUNE, ""),
        ("41.200 tính đến hết tháng 6/2026", FIRMS, "41200", JUNE, ""),
        ("41200 thang 6", FIRMS, "41200", JUNE, ""),
        (
            "41.200 theo Cục Thống kê, tính đến 30/6/2026",
            FIRMS,
            "41200",
            JUNE,
            "theo Cục Thống kê, tính đến 30/6/2026",
        ),
        (
            "41.200 theo báo cáo 12/BC-STC ngày 5/7/2026",
            FIRMS,
            "41200",
            TODAY,
            "theo báo cáo 12/BC-STC ngày 5/7/2026",
        ),
        ("14,5%", GROWTH, "14.5", TODAY, ""),
        ("14,5 %/năm năm 2025", GROWTH, "14.5", date(2025, 12, 31), ""),
        ("14.5", GROWTH, "14.5", TODAY, ""),
        ("-2,5%", GROWTH, "-2.5", TODAY, ""),
        ("44% GRDP theo niên giám", SHARE, "44", TODAY, "theo niên giám"),
        ("44 phần trăm", SHARE, "44", TODAY, ""),
        ("hạng 5", RANK, "5", TODAY, ""),
        ("5 hôm qua", RANK, "5", date(2026, 11, 22), ""),
        ("300 nghìn tỷ đồng", BILLION, "300", TODAY, ""),
        ("300 nghìn tỷ", BILLION, "300", TODAY, ""),
        ("29/2: 5", RANK, "5", date(2024, 2, 29), ""),
        ("31/12: 5", RANK, "5", date(2025, 12, 31), ""),
        ("5\u00a0000", FIRMS, "5000", TODAY, ""),
        ("4.000 – 30.6.2026 – Sở KH&CN", FIRMS, "4000", JUNE, "Sở KH&CN"),
    ],
)
def test_a_figure_is_found_with_its_date_and_source(
    text: str, target: Target, value: str | None, on: date | None, note: str
) -> None:
    found = told(text, target, TODAY)
    if value is None or on is None:
        assert isinstance(found, Say)
    else:
        assert isinstance(found, TargetFigure)
        assert (str(found.value), found.on, found.note) == (value, on, note)


@pytest.mark.parametrize(
    ("text", "target", "why"),
    [
        ("", FIRMS, "no_figure"),
        ("chưa có", FIRMS, "no_figure"),
        ("khoảng bốn vạn", FIRMS, "no_figure"),
        ("3/5", RANK, "no_figure"),
        ("14,5 - 15%", GROWTH, "no_figure"),
        ("1.2.3", GROWTH, "no_figure"),
        ("41 20", FIRMS, "no_figure"),
        ("41'20", FIRMS, "no_figure"),
        ("14 phẩy năm", GROWTH, "left"),
        ("14 rưỡi", GROWTH, "left"),
        ("41.200 hộ", FIRMS, "left"),
        ("41 nghìn rưỡi", FIRMS, "left"),
        ("41 nghìn 200", FIRMS, "no_figure"),
        ("41.200 chưa đầy đủ", FIRMS, "left"),
        ("5 xong", RANK, "left"),
        ("1e5", FIRMS, "no_figure"),
        ("41x", FIRMS, "no_figure"),
        ("30/6/2026", FIRMS, "no_figure"),
        ("41.200%", FIRMS, "not_percent"),
        ("-5", FIRMS, "below_nought"),
        ("41.200 31/12/2026", FIRMS, "future"),
        ("41.200 quý IV/2026", FIRMS, "future"),
        ("41.200 năm 2026", FIRMS, "future"),
        ("41.200 31/6/2026", FIRMS, "no_such_day"),
        ("41.200 tháng 13/2025", FIRMS, "no_such_day"),
        ("41.200 30/6/0026", FIRMS, "no_such_day"),
    ],
)
def test_nonsense_and_days_to_come_are_refused_with_their_reason(text: str, target: Target, why: str) -> None:
    found = told(text, target, TODAY)
    assert isinstance(found, Say) and found.key == f"target.{why}"


@pytest.mark.parametrize(
    ("text", "target", "typed", "other"),
    [
        ("41,200", MONEY, "41,200", "41.200"),
        ("41.20", MONEY, "41.20", "41.200"),
        ("41,2", MONEY, "", ""),
        ("41.200", FIRMS, "", ""),
        ("14.500", GROWTH, "14.500", "14,5"),
        ("14,500", GROWTH, "", ""),
        ("14.2", GROWTH, "", ""),
        ("50.000", RANK, "50.000", "50"),
        ("50.000", FIRMS, "", ""),
        ("412.000", FIRMS, "", ""),
    ],
)
def test_a_figure_whose_marks_make_another_nearer_to_the_target_is_doubted(
    text: str, target: Target, typed: str, other: str
) -> None:
    found = told(text, target, TODAY)
    assert isinstance(found, TargetFigure) and (found.typed, found.other) == (typed, other)


@pytest.mark.parametrize(
    ("text", "target", "why", "meant"),
    [
        ("120%", SHARE, "beyond", ""),
        ("100,1", SHARE, "beyond", ""),
        ("-5", SHARE, "beyond", ""),
        ("50.000 %", SHARE, "beyond", "50"),
        ("41,2", FIRMS, "broken", "41.200"),
        ("41,200", FIRMS, "broken", "41.200"),
        ("41.20 doanh nghiệp", FIRMS, "broken", "41.200"),
        ("41,2005 nghìn", FIRMS, "broken", ""),
        ("1,5", RANK, "broken", ""),
    ],
)
def test_what_a_target_cannot_have_is_refused_with_what_was_meant(
    text: str, target: Target, why: str, meant: str
) -> None:
    found = told(text, target, TODAY)
    assert isinstance(found, Say) and (found.key, found.values["meant"]) == (f"target.{why}", meant)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("100%", SHARE),
        ("0", SHARE),
        ("120%", GROWTH),
        ("120", replace(SHARE, unit="% dự toán")),
        ("-2", replace(SHARE, unit="%", title="Tốc độ tăng GRDP")),
        ("120", replace(SHARE, low=Decimal(110))),
        ("41,2 nghìn", FIRMS),
        ("300,5", BILLION),
        ("2,5", replace(RANK, unit="m²")),
        ("19,5", replace(RANK, unit="doanh nghiệp/nghìn dân")),
        ("2,5", replace(RANK, low=Decimal("3.5"))),
    ],
)
def test_what_a_target_can_have_is_taken(text: str, target: Target) -> None:
    assert isinstance(told(text, target, TODAY), TargetFigure)


def test_a_bare_figure_answers_without_being_asked_and_a_sentence_does_not() -> None:
    assert reads("41.200 30/6/2026", FIRMS, TODAY)
    assert not reads("2 xong", FIRMS, TODAY)
    assert not reads("chưa có số liệu", FIRMS, TODAY)


@given(
    st.text(max_size=40)
    | st.from_regex(r"[0-9 .,/%-]{0,12}( theo | năm | quý )?[0-9/]{0,10}", fullmatch=True)
)
def test_no_text_makes_it_fail_and_no_day_is_still_to_come(text: str) -> None:
    found = told(text, GROWTH, TODAY)
    assert isinstance(found, Say) or found.on <= TODAY
