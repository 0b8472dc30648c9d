"""More time is never asked for without a reason, by button or in words, over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from flow_office import KT, SECRETARY, Office, Opened
from flow_rules import CODE, entries, shown, where

from bot.model.people import Role

WHY = "Còn thiếu lý do nên đề nghị chưa được gửi tới thư ký"
REASON = "vì chờ kinh phí"


@pytest.fixture
def open_asking(open_office: Opened) -> Opened:
    """An office with an official, a secretary, and the official's card open."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            await office.links(SECRETARY, Role.SECRETARY)
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
            await office.says(KT, f"/viec {CODE}")
            yield office

    return opened


async def test_by_button_the_reason_is_asked_and_the_next_words_are_it(open_asking: Opened) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        count = len(office.of_bot(SECRETARY))
        await office.presses(KT, "Xin gia hạn")
        await office.presses(KT, "Đến 31/3/2026")
        assert WHY in office.last(KT)["text"]
        assert (len(office.of_bot(SECRETARY)), entries(office)) == (count, [])
        await office.says(KT, REASON)
        assert entries(office) == [("extension", None, "owner", REASON)]
        assert REASON in office.last(SECRETARY)["text"]
        assert "31/3/2026" in office.last(SECRETARY)["text"]


@pytest.mark.parametrize(
    "words",
    ["xin gia hạn đến 31/3/2026", "em xin phép lùi đến hết tháng 3/2026 ạ", "cho lùi đến 31/3/2026 nhé"],
)
async def test_words_without_a_reason_are_asked_for_one(open_asking: Opened, words: str) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        count = len(office.of_bot(SECRETARY))
        await office.says(KT, words)
        assert WHY in office.last(KT)["text"]
        assert len(office.of_bot(SECRETARY)) == count
        await office.says(KT, REASON)
        assert entries(office)[-1] == ("extension", None, "owner", REASON)
        assert len(office.of_bot(SECRETARY)) == count + 1


@pytest.mark.parametrize(
    "words",
    [
        "xin gia hạn đến 31/3/2026 vì chờ kinh phí",
        "nhiều hồ sơ quá, xin lùi đến 31/3/2026",
        "vướng mặt bằng, đề nghị gia hạn đến 31/3/2026",
    ],
)
async def test_words_with_a_reason_go_at_once(open_asking: Opened, words: str) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, words)
        assert entries(office)[-1] == ("extension", None, "owner", words)
        assert words in office.last(SECRETARY)["text"]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("xin thêm 10 ngày vì chờ kinh phí", "10/1/2026"),
        ("cho em gia hạn thêm 1 tháng vì chờ kinh phí", "31/1/2026"),
        ("45 ngày nữa mới xong, xin gia hạn vì chờ kinh phí", "15/1/2026"),
    ],
)
async def test_more_time_counts_from_the_due_date_and_time_from_now_from_today(
    open_asking: Opened, words: str, until: str
) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, words)
        assert f"đến {until}" in office.last(SECRETARY)["text"]


async def test_a_reason_told_before_the_day_is_not_asked_again(open_asking: Opened) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, "xin gia hạn vì chờ kinh phí")
        await office.presses(KT, "Đến 31/3/2026")
        assert "xin gia hạn vì chờ kinh phí" in office.last(SECRETARY)["text"]
        await office.says(KT, f"/capnhat {CODE} xin gia hạn vì chờ kinh phí")
        await office.says(KT, "30/6/2026")
        assert "xin gia hạn vì chờ kinh phí, 30/6/2026" in office.last(SECRETARY)["text"]


async def test_days_later_the_question_is_answered_by_a_reply(open_asking: Opened) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, "xin gia hạn đến 31/3/2026")
        question = office.last(KT)["message_id"]
        await office.at("2025-12-03 09:00")
        await office.says(KT, REASON, to=question)
        assert entries(office)[-1] == ("extension", None, "owner", REASON)


@pytest.mark.parametrize("words", ["vâng ạ", "xin lùi đến 31/3/2026"])
async def test_what_is_no_reason_is_asked_again(open_asking: Opened, words: str) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, "xin gia hạn đến 31/3/2026")
        await office.says(KT, words)
        assert WHY in office.last(KT)["text"]
        await office.says(KT, REASON)
        assert entries(office)[-1] == ("extension", None, "owner", REASON)


async def test_who_has_finished_meanwhile_gives_no_reason(open_asking: Opened) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, "xin gia hạn đến 31/3/2026")
        await office.says(KT, "đã xong")
        assert where(office)["state"] == "done"
        assert "extension" not in [kind for kind, *_ in entries(office)]


async def test_a_new_request_stands_in_the_place_of_the_old_once_it_has_its_reason(
    open_asking: Opened,
) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, "xin gia hạn đến 31/3/2026 vì chờ kinh phí")
        former = office.last(SECRETARY)["message_id"]
        await office.says(KT, f"/capnhat {CODE} xin gia hạn đến 30/6/2026")
        assert "Bấm nút" in shown(office, SECRETARY, former)
        await office.says(KT, "chờ thẩm định giá")
        assert "Đã được thay bằng đề nghị mới: xin đến 30/6/2026" in shown(office, SECRETARY, former)
        assert "chờ thẩm định giá" in office.last(SECRETARY)["text"]


@pytest.mark.parametrize(
    ("words", "stuck"),
    [
        ("xin gia hạn đến 31/3/2026 do chờ kinh phí", "chờ kinh phí"),
        ("vướng mặt bằng, đề nghị gia hạn đến 31/3/2026", "vướng mặt bằng"),
    ],
)
async def test_what_stands_in_the_way_is_quoted_alone_beside_the_request(
    open_asking: Opened, words: str, stuck: str
) -> None:
    async with open_asking("2025-12-01 08:00") as office:
        await office.says(KT, words)
        assert entries(office) == [
            ("progress", "blocked", "owner", stuck),
            ("extension", None, "owner", words),
        ]
