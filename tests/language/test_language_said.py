"""A message is cut, tokenised, dated and read once, whoever asks."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conversation_chats import OFFICIAL, Chats, shipped

from bot.language import said
from bot.language.said import Said
from bot.store.store import Store

MAKERS = ("parts", "tokens", "find_amounts", "find_days", "understand")
TODAY = date(2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("1 xong, 2 đang làm 60%", 2),
        ("đã xong hết rồi", 1),
        ("vâng ạ", 1),
        ("xin lùi đến 15/1/2026 vì thiếu vốn", 1),
        ("tất cả mai nhắc lại", 1),
    ],
)
def test_each_is_made_once_of_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, cut: int
) -> None:
    made: Counter[tuple[str, str]] = Counter()

    def counted(name: str, make: Callable[..., Any], first: Any, *more: Any) -> Any:
        made[name, repr(first)] += 1
        return make(first, *more)

    for name in MAKERS:
        monkeypatch.setattr(said, name, partial(counted, name, getattr(said, name)))
    store = Store.open(f"sqlite:///{tmp_path}/chats.db")
    with store.transaction() as tx:
        chats = Chats(tx, shipped())
        chats.say(OFFICIAL, "/viec")
        assert chats.say(OFFICIAL, text)
    store.close()
    assert Counter(name for name, _ in made)["tokens"] == cut
    assert set(made.values()) == {1}


def test_a_part_is_said_of_the_task_its_label_names() -> None:
    parts = Said("1 xong, III.2.1-8 đang làm 60%", TODAY).parts
    assert [(part.label, part.text, part.reading.percent) for part in parts] == [
        ("1", "xong", None),
        ("III.2.1-8", "đang làm 60%", 60),
    ]


def test_words_that_name_no_task_are_one_part() -> None:
    whole = Said("đã xong", TODAY)
    assert whole.parts == (whole,) and not whole.labelled


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("xin thêm 10 ngày", date(2026, 1, 10)),
        ("cho em khất ba hôm", date(2026, 1, 3)),
        ("lui lai 1 thang nha anh", date(2026, 1, 31)),
        ("2 tuần nữa em nộp, cho em khất", date(2025, 12, 15)),
        ("quá hạn 2 ngày rồi, xin đến 20/1/2026", date(2026, 1, 20)),
        ("gia hạn cho phòng em 1 tuần", date(2026, 1, 7)),
        ("cho em nộp trễ 5 ngày so với hạn", date(2026, 1, 5)),
        ("xin nộp sau hạn 3 hôm", date(2026, 1, 3)),
        ("cho tui thêm nửa tháng sau hạn", date(2026, 1, 15)),
        ("xin thêm 20 ngày kể từ hôm nay", date(2025, 12, 21)),
    ],
)
def test_more_time_counts_from_the_due_date_and_time_from_now_from_today(text: str, until: date) -> None:
    assert Said(text, TODAY).until_beyond(date(2025, 12, 31)) == until


@pytest.mark.parametrize("text", ["không kịp 31/12 rồi, xin gia hạn", "hạn 31/12 gấp quá, cho em xin thêm"])
def test_the_due_date_only_named_is_no_day_asked_for(text: str) -> None:
    assert Said(text, TODAY).until_beyond(date(2025, 12, 31)) is None


def test_the_due_date_asked_for_is_one() -> None:
    assert Said("cho em xin đến cuối tháng", TODAY).until_beyond(date(2025, 12, 31)) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("cho em khất đến thứ Hai 15/12 nha", date(2025, 12, 15)),
        ("dời qua thứ bảy, 13/12", date(2025, 12, 13)),
        ("thứ hai, tức ngày 15/12, em nộp", date(2025, 12, 15)),
        ("tuần sau nữa tui nộp", date(2025, 12, 21)),
        ("sang thứ 6 tuần sau nữa nhé", date(2025, 12, 19)),
        ("cho em tới 12/12, em tập huấn hết 2 tuần", date(2025, 12, 12)),
    ],
)
def test_a_day_with_its_name_beside_it_and_weeks_further_on_are_read(text: str, until: date) -> None:
    assert Said(text, TODAY).until == until


def test_more_time_for_what_is_overdue_counts_from_today() -> None:
    assert Said("xin thêm 10 ngày", TODAY).until_beyond(date(2025, 9, 30)) == date(2025, 12, 11)
