"""A wish to be reminded later is told apart from an answer about the task."""

from datetime import date

import pytest

from bot.language.said import Said

TODAY = date(2025, 12, 1)  # a Monday

WISHES = {
    "nhắc lại sau 3 ngày": date(2025, 12, 4),
    "nhac lai sau 3 ngay": date(2025, 12, 4),
    "Nhắc em sau 3 ngày nữa nhé": date(2025, 12, 4),
    "3 ngày nữa nhắc lại giúp em ạ": date(2025, 12, 4),
    "mai nhắc lại": date(2025, 12, 2),
    "để mai nhắc": date(2025, 12, 2),
    "nhắc lại sau 1 tuần": date(2025, 12, 8),
    "tuần sau nhắc lại nhé": date(2025, 12, 14),
    "nhắc lại vào ngày 5/12": date(2025, 12, 5),
    "nhắc lại thứ 5": date(2025, 12, 4),
    "nhắc lại vào 15/12 việc này": date(2025, 12, 15),
    "hoãn nhắc 2 ngày": date(2025, 12, 3),
    "nhắc lại sau": date(2025, 12, 4),
    "nhắc lại sau nhé": date(2025, 12, 4),
    "remind me in 3 days": date(2025, 12, 4),
    "remind me again tomorrow": date(2025, 12, 2),
}

ANSWERS = (
    "đã xong",
    "xin nhắc lại là việc này đã xong từ 3 ngày trước",
    "đã nhắc lại đơn vị 3 ngày trước",
    "nhắc lại: đang chờ vốn",
    "đã nhắc nhà thầu, 3 ngày nữa xong",
    "3 ngày nữa xong",
    "xin hoãn 3 ngày",
    "xin hoãn đến 15/12",
    "nhắc",
    "hoãn",
    "",
    "nhắc lại hôm qua",
    "nhắc lại sau 3 ngày hoặc 5 ngày",
    "đang nhắc các sở báo cáo",
)


@pytest.mark.parametrize(("words", "day"), WISHES.items())
def test_a_wish_names_its_day(words: str, day: date) -> None:
    assert Said(words, TODAY).later == day


@pytest.mark.parametrize("words", ANSWERS)
def test_an_answer_is_no_wish(words: str) -> None:
    assert Said(words, TODAY).later is None


def test_one_line_of_several_may_be_put_off() -> None:
    found = [(part.label, part.later) for part in Said("1 xong, 2 nhắc lại sau 3 ngày", TODAY).parts]
    assert found == [("1", None), ("2", date(2025, 12, 4))]
