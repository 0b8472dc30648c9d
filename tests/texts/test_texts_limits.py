"""Telegram's lengths, and texts made shorter and cleaner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.limits import clean, clip, fits, length, line, units


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Quá hạn", 7),
        ("<b>Quá hạn</b>", 7),
        ("<blockquote expandable>một\nhai</blockquote>", 7),
        ('<a href="https://x/?a=1&amp;b=>">ở đây</a>', 5),
        ("A &amp; B &lt;C&gt; &#34;&#x27;", 12),
        ("😀", 2),
        ("&#128512;", 2),
    ],
)
def test_length_counts_utf16_units_after_entities(html: str, expected: int) -> None:
    assert length(html) == expected


def test_a_name_telegram_does_not_know_counts_as_typed() -> None:
    assert length("&nbsp;") == 6


def test_a_message_of_4096_units_fits_and_one_more_does_not() -> None:
    assert fits("<b>" + "ă" * 4096 + "</b>")
    assert not fits("ă" * 4097)


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("chờ kinh phí", 12, "chờ kinh phí"),
        ("chờ kinh phí", 11, "chờ kinh…"),
        ("chờ, kinh phí", 6, "chờ…"),
        ("thủtụcdài", 6, "thủtụ…"),
        ("chờ kinh phí", 9, "chờ kinh…"),
        ("😀😀😀", 4, "😀…"),
        ("a\u0302\u0301n", 3, "…"),
    ],
)
def test_clip_keeps_whole_words(text: str, most: int, expected: str) -> None:
    assert clip(text, most) == expected


@given(st.text(), st.integers(1, 40))
def test_a_clipped_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert units(clip(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chờ\x00 kinh\x07 phí", "chờ kinh phí"),
        ("\u202egấp\u202c \u2066nhé\u2069\u200f", "gấp nhé"),
        ("chờ \ud83d phí", "chờ  phí"),
        ("một\r\nhai\u2028ba", "một\nhai\nba"),
        ("một\n \n\t\n\nhai\n\n", "một\n\nhai"),
        ("👩\u200d🏫 Hà\tNội", "👩\u200d🏫 Hà Nội"),
    ],
)
def test_clean_removes_what_cannot_be_seen_or_sent(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.characters(codec=None)))
def test_a_clean_text_can_be_sent_and_stays_as_it_is(text: str) -> None:
    tidy = clean(text)
    assert tidy.encode("utf-8").decode("utf-8") == tidy
    assert clean(tidy) == tidy


def test_line_makes_one_line_of_many() -> None:
    assert line(" chờ\n\n kinh  phí ", 40) == "chờ kinh phí"
