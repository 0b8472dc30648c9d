"""A word from above reaches the unit at once, and who said it sees who has received it; over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, Office, Opened
from flow_rules import CODE, OTHER, entries, shown, where

from bot.model.people import Role

WORDS = "khẩn trương trình trước thứ Sáu"
HEAD = STRANGER


@pytest.fixture
def open_urged(open_office: Opened) -> Opened:
    """A leader, a secretary, a unit's official and its head."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            await office.links(SECRETARY, Role.SECRETARY)
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post="Trưởng phòng Tổng hợp")
            await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chánh Văn phòng UBND")
            await office.links(LEADER, Role.LEADER, post="Phó Bí thư Thường trực")
            yield office

    return opened


@pytest.mark.parametrize("who", [LEADER, SECRETARY, HEAD])
@pytest.mark.parametrize("command", ["dondoc", "nhac", "urge"])
async def test_a_word_on_a_task_reaches_its_unit_with_who_says_it(
    open_urged: Opened, who: int, command: str
) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(who, f"/{command} {CODE} {WORDS}")
        told = office.last(KT)["text"]
        assert WORDS in told and f"({CODE})" in told
        said_by = {LEADER: "Phó Bí thư Thường trực", SECRETARY: "thư ký Chánh Văn phòng"}
        assert said_by.get(who, "Chánh Văn phòng UBND") in told
        assert office.labels(KT)[0] == "Đã nhận"
        assert "Chưa có ai xác nhận" in office.last(who)["text"]
        assert entries(office) == [("directive", None, "owner", WORDS)]


@pytest.mark.parametrize("by", ["button", "words", "reply"])
async def test_who_said_it_sees_who_received_it_and_when(open_urged: Opened, by: str) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        theirs, word = office.last(LEADER)["message_id"], office.last(KT)["message_id"]
        await office.at("2025-12-01 08:04")
        if by == "button":
            await office.presses(KT, "Đã nhận", on=word)
        else:
            await office.says(KT, "đã nhận ạ", to=word if by == "reply" else None)
        assert "✓ Trưởng phòng Tổng hợp đã nhận, 08:04 1/12/2025" in shown(office, LEADER, theirs)
        assert "Đã nhận" not in str(
            next(m for m in office.of_bot(KT) if m["message_id"] == word).get("reply_markup")
        )
        await office.says(LEADER, f"/viec {CODE}")
        await office.presses(LEADER, "Chi tiết")
        assert "Ý kiến chỉ đạo – “" + WORDS in office.last(LEADER)["text"]
        assert "Đã nhận ý kiến chỉ đạo" in office.last(LEADER)["text"]


async def test_a_second_press_is_kept_once(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        word = office.last(KT)["message_id"]
        await office.presses(KT, "Đã nhận", on=word)
        await office.says(KT, "rõ", to=word)
        assert [kind for kind, *_ in entries(office)] == ["directive", "seen"]


async def test_it_is_no_report_of_the_unit(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(HEAD, f"/dondoc {CODE} yêu cầu làm ngay")
        await office.presses(KT, "Đã nhận")
        assert (where(office)["state"], where(office)["last_report"]) == ("not_started", None)


async def test_a_unit_is_urged_on_all_it_has_overdue_in_one_message(open_urged: Opened) -> None:
    async with open_urged("2026-01-05 08:00") as office:
        await office.says(KT, f"/capnhat {OTHER} đã xong")
        count = len(office.of_bot(KT))
        await office.says(LEADER, f"/dondoc UBND thành phố {WORDS}")
        assert len(office.of_bot(KT)) == count + 1
        told = office.last(KT)["text"]
        assert f"({CODE})" in told and f"({OTHER})" not in told
        directives = [kind for kind, *_ in entries(office)].count("directive")
        assert directives > 1
        await office.presses(KT, "Đã nhận")
        assert [kind for kind, *_ in entries(office)].count("seen") == directives


async def test_its_numbers_are_those_of_the_tasks_it_lists(open_urged: Opened) -> None:
    async with open_urged("2026-01-05 08:00") as office:
        await office.says(LEADER, f"/dondoc UBND thành phố {WORDS}")
        first = office.last(KT)["text"].split("1. ")[1].split("(")[1].split(")")[0]
        await office.says(KT, "1 đang làm 60%", to=office.last(KT)["message_id"])
        assert where(office, first)["percent"] == 60


async def test_a_unit_with_nothing_overdue_is_not_written_to(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        count = len(office.of_bot(KT))
        await office.says(LEADER, f"/dondoc cong an thanh pho {WORDS}")
        assert "không có việc quá hạn" in office.last(LEADER)["text"]
        assert len(office.of_bot(KT)) == count


@pytest.mark.parametrize(
    "words",
    [
        f"yêu cầu UBND thành phố làm gấp {CODE}",
        f"đôn đốc {CODE} khẩn trương",
        f"đề nghị ubnd thành phố đẩy nhanh {CODE}",
    ],
)
@pytest.mark.parametrize("who", [LEADER, SECRETARY])
async def test_plain_words_do_the_same(open_urged: Opened, words: str, who: int) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(who, words)
        assert words in office.last(KT)["text"]
        assert entries(office) == [("directive", None, "owner", words)]


async def test_a_head_who_answers_a_card_with_an_order_reports_nothing(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(HEAD, f"/viec {CODE}")
        await office.says(HEAD, "yêu cầu làm ngay", to=office.last(HEAD)["message_id"])
        assert entries(office) == [("directive", None, "owner", "yêu cầu làm ngay")]


async def test_the_wrong_unit_is_named_and_nothing_sent(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(LEADER, f"yêu cầu Công an thành phố làm gấp {CODE}")
        assert "do UBND thành phố chủ trì" in office.last(LEADER)["text"]
        assert entries(office) == []


@pytest.mark.parametrize("by", ["words", "button"])
async def test_a_card_has_the_button_and_asks_for_the_words(open_urged: Opened, by: str) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.says(LEADER, f"/viec {CODE}")
        await office.presses(LEADER, "Đôn đốc")
        assert "Nội dung đôn đốc" in office.last(LEADER)["text"]
        assert entries(office) == []
        if by == "words":
            await office.says(LEADER, WORDS)
            assert WORDS in office.last(KT)["text"]
        else:
            await office.presses(LEADER, "Gửi ngay, không thêm lời")
            assert "Đề nghị khẩn trương thực hiện" in office.last(KT)["text"]


async def test_a_list_of_overdue_tasks_has_the_button(open_urged: Opened) -> None:
    async with open_urged("2026-01-05 08:00") as office:
        await office.says(LEADER, "/tiendo quá hạn")
        await office.presses(LEADER, "Đôn đốc việc quá hạn")
        await office.says(LEADER, WORDS)
        assert WORDS in office.last(KT)["text"]
        assert "directive" in [kind for kind, *_ in entries(office)]


async def test_it_goes_to_the_units_group_where_any_of_its_people_receives_it(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        office.api.add_to_group(KT, GROUP, office.code(Role.GROUP, unit="ubnd-tp"))
        await office.robot.step()
        count = len(office.of_bot(KT))
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        assert WORDS in office.last(GROUP)["text"]
        assert len(office.of_bot(KT)) == count
        await office.presses(KT, "Đã nhận", chat=GROUP)
        assert entries(office)[-1][0] == "seen"


async def test_who_cant_be_reached_is_named(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        office.api.block(KT)
        await office.robot.step()
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        assert "Chưa gửi được tới: Trưởng phòng Tổng hợp" in office.last(LEADER)["text"]


async def test_what_fails_to_arrive_later_is_said_where_it_was_said_to_be_sent(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        office.api.pace.flood(KT, 60)  # nothing is taken for the official yet
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        theirs, messages = office.last(LEADER)["message_id"], len(office.of_bot(LEADER))
        assert "Chưa gửi được tới" not in shown(office, LEADER, theirs)
        office.api.deactivate(KT)
        await office.at("2025-12-01 08:05")
        assert "Chưa gửi được tới: Trưởng phòng Tổng hợp" in shown(office, LEADER, theirs)
        assert len(office.of_bot(LEADER)) == messages


async def test_what_arrives_after_all_is_no_longer_said_to_be_lost(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        office.api.block(KT)
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        await office.at("2025-12-01 08:05")
        theirs = office.last(LEADER)["message_id"]
        assert "Chưa gửi được tới" in shown(office, LEADER, theirs)
        office.api.press_start(KT, "")
        await office.robot.step()
        await office.store.write(lambda tx: tx.outbox.requeue(None, office.clock.now()))
        await office.at("2025-12-01 08:10")
        assert WORDS in office.last(KT)["text"]
        assert "Chưa gửi được tới" not in shown(office, LEADER, theirs)


async def test_a_unit_of_which_nobody_is_linked_is_named(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, f"/dondoc {CODE} {WORDS}")
        assert "chưa có ai liên kết" in office.last(LEADER)["text"]
        assert entries(office) == []


async def test_others_may_not(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.HEAD, unit="cong-an-tp")
        for who in (KT, PCCC):
            await office.says(who, f"/dondoc {CODE} {WORDS}")
        await office.says(KT, f"/viec {CODE}")
        assert "Đôn đốc" not in office.labels(KT)
        assert entries(office) == []


async def test_a_long_word_is_clipped_and_kept_whole(open_urged: Opened) -> None:
    async with open_urged("2025-12-01 08:00") as office:
        long = "khẩn trương " * 300
        await office.says(LEADER, f"/dondoc {CODE} {long}")
        assert len(office.last(KT)["text"]) < 2000
        assert entries(office)[0][3] == long.strip()
