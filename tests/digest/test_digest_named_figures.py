"""Which figure the words behind /tiendo want, as people type them."""

import re

import pytest

from bot.digest.figures import Figure
from bot.digest.named_figures import ALL, By, wanted
from bot.language.folding import fold
from bot.texts import LANGUAGES, Texts

TYPED = {
    "im lặng": Figure.SILENT,
    "đơn vị chưa báo cáo": Figure.SILENT,
    "chưa liên kết": Figure.UNLINKED,
    "chưa kết nối": Figure.UNLINKED,
    "không gửi được": Figure.LOST,
    "chặn bot": Figure.LOST,
    "xong": Figure.DONE,
    "xong tuần này": Figure.FINISHED,
    "hoàn thành trong tuần qua": Figure.FINISHED,
    "xong đúng hạn": Figure.DONE_ON_TIME,
    "đã hoàn thành quá hạn": Figure.DONE_LATE,
    "trong hạn": Figure.OPEN_IN_TERM,
    "Các việc quá hạn!": Figure.OPEN_OVERDUE,
    "trễ hạn": Figure.OPEN_OVERDUE,
    "sắp đến hạn": Figure.DUE_SOON,
    "vướng": Figure.BLOCKED,
    "đang vướng mắc": Figure.BLOCKED,
    "chờ duyệt": Figure.AWAITING,
    "xin gia hạn": Figure.EXTENSIONS,
    "gia hạn tuần này": Figure.ASKED,
    "đồng ý gia hạn": Figure.GRANTED,
    "từ chối gia hạn": Figure.REFUSED,
    "thường xuyên": Figure.ONGOING,
    "định kì": Figure.RECURRING,
    "chờ hướng dẫn": Figure.WAITING,
    "không thời hạn": Figure.UNDATED,
    "dừng thực hiện": Figure.CANCELLED,
}


@pytest.mark.parametrize(("words", "figure"), TYPED.items())
def test_a_figure_is_asked_for_by_words_with_marks_and_without(words: str, figure: Figure) -> None:
    assert wanted(words) == (By.FIGURE, figure)
    assert wanted(fold(words.casefold())) == (By.FIGURE, figure)


@pytest.mark.parametrize(
    ("words", "by"),
    [("đơn vị", By.UNIT), ("theo mục", By.SECTION), ("so lieu", By.FIGURE), ("UNITS", By.UNIT)],
)
def test_a_grouping_is_asked_for_by_its_name(words: str, by: By) -> None:
    assert wanted(words) == (by, ALL)


@pytest.mark.parametrize("words", ["", "?", "III.3.1-1", "30/6/2026", "quá hạn bao nhiêu", "xong 1"])
def test_other_words_name_no_figure(words: str) -> None:
    assert wanted(words) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_the_help_names_is_understood(language: str) -> None:
    told = re.findall(r"<code>([^/<]+)</code>", Texts(language).html("figures.how", words="?"))
    assert len(told) > 20
    assert [word for word in told if wanted(word) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_name(language: str) -> None:
    assert len({Texts(language).plain(f"figures.{figure}") for figure in Figure}) == len(Figure)
