"""Stretches of days in a text: where they stand, and that no text and no day can break their reader."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.posts import days_away
from bot.conversation.progress_requests import scope_of
from bot.language.days import day_rules, stretches
from bot.language.folding import folded
from bot.language.stretches import Certainty, Grain, Standpoint, Stretch, Way
from bot.language.words import in_digits, tokens

TODAY = date(2026, 6, 15)
WORDS = re.findall(
    r"\S+",
    "quý tháng năm tuần ngày hôm thứ chủ nhật mùng rằm tết âm lịch đầu giữa cuối hết trong nửa trước sau"
    " này qua tới đến từ - – , / . ( ) 0 1 2 5 6 12 13 30 31 99 26 2026 20226 1/7 30/6/2026 2026-06-30"
    " 6/2026 2026-2030 1-5/7 II IV V q h t hai ba tư sáu mười mươi mai mốt kia nữa làm việc 2026Q2 H1 999999"
    " last next this week month quarter year",
)
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)


def test_a_stretch_knows_its_words_their_place_and_the_rule_that_read_them() -> None:
    text = "Báo cáo trong  quý II/2026, xong 30/6"
    quarter, day = stretches(folded(text), Standpoint(TODAY))
    assert isinstance(quarter, Stretch) and isinstance(day, Stretch)
    assert (quarter.words, quarter.grain, quarter.form) == ("trong quý II/2026", Grain.QUARTER, "quarter")
    assert (day.words, day.certainty) == ("30/6", Certainty.TURNED)
    assert folded(text).clean[slice(*day.at)] == "30/6"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("từ tháng 3 đến tháng 6/2026", date(2026, 3, 1), date(2026, 6, 30)),
        ("tháng 11 đến tháng 2/2027", date(2026, 11, 1), date(2027, 2, 28)),
        ("Quý IV/2025 – II/2026", date(2025, 10, 1), date(2026, 6, 30)),
        ("28/12-5/1", date(2026, 12, 28), date(2027, 1, 5)),
    ],
)
def test_two_stretches_with_a_dash_between_them_are_one(text: str, start: date, end: date) -> None:
    (found,) = stretches(folded(text), Standpoint(TODAY))
    assert isinstance(found, Stretch) and (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["5h chiều", "1.2.3", "mục II/3", "415/QĐ-UBND", "3 xã, 5 phường", "Việt Nam 2026"],
)
def test_numbers_of_other_things_name_no_day(text: str) -> None:
    assert stretches(folded(text), Standpoint(TODAY), {"year alone"}) == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("năm 2026, quý III/2027", ["31/12/2026", "30/9/2027"]),
        ("năm 2025, quý II năm 2026", ["31/12/2025", "30/6/2026"]),
        ("năm 2026, tháng 6/2027", ["31/12/2026", "30/6/2027"]),
        ("quý III (15 xã)", ["30/9/2026"]),
        ("tháng 6 (5 năm một lần)", ["30/6/2026", "15/6/2031"]),
        ("15 ngày tháng 6/2026", ["30/6/2026", "30/6/2026"]),
        ("thứ hai, ba xã nộp ngày 30/6", ["22/6/2026", "30/6/2026"]),
    ],
)
def test_what_only_looks_like_a_year_and_its_part_is_left_apart(text: str, ends: list[str]) -> None:
    found = stretches(folded(text), Standpoint(TODAY))
    days = [each.end for each in found if isinstance(each, Stretch)]
    assert [f"{day.day}/{day.month}/{day.year}" for day in days] == ends


@given(TEXTS, st.none() | st.dates(), st.sampled_from(Way), st.booleans())
@settings(deadline=None, max_examples=300)
def test_no_text_seen_from_no_day_can_break_it(text: str, on: date | None, way: Way, lasting: bool) -> None:
    for found in stretches(folded(text), Standpoint(on, way, lasting)):
        assert found.words
        assert not isinstance(found, Stretch) or found.start <= found.end


@given(TEXTS, st.dates(date(2000, 1, 1), date(2100, 12, 31)))
@settings(deadline=None)
def test_no_text_can_break_who_asks_it(text: str, today: date) -> None:
    scope_of(text, today)
    days_away(text, today)


@given(TEXTS)
def test_a_rule_is_passed_over_only_where_none_of_its_phrases_stands(text: str) -> None:
    said = [token.word for token in in_digits(tokens(text))]
    found = [rule for rule in day_rules() if rule.pattern.search("".join(word + " " for word in said))]
    assert all(not rule.needed or rule.needed & {*said} for rule in found)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("next week", date(2026, 6, 28)),
        ("last month", date(2026, 5, 31)),
        ("this quarter", date(2026, 6, 30)),
        ("next year", date(2027, 12, 31)),
    ],
)
def test_english_units_told_from_today_are_those_of_vietnamese(text: str, end: date) -> None:
    (found,) = stretches(folded(text), Standpoint(TODAY))
    assert isinstance(found, Stretch) and found.end == end
