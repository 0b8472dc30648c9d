"""Overdue and silent goes up to people, once; a reminder can be put off, never past the due date."""

import re
from collections import Counter
from pathlib import Path

import pytest
from flow_commune import DUE, Commune, task
from flow_commune import HEAD as HEAD_OF_PLAN
from flow_office import KT, LEADER, PCCC, SECRETARY, Office, Opened

from bot.model.people import Role

HEAD = PCCC
HEADING = "Việc quá hạn, chưa báo cáo lại"
OVERDUE = "III.2.1-9"  # of the People's Committee, due 30/9/2025


def told(office: Office, chat: int) -> list[str]:
    return [text for text in office.texts(chat) if HEADING in text]


async def days(office: Office, first: int, last: int) -> None:
    for day in range(first, last + 1):
        await office.at(f"2025-12-{day:02} 07:30")


async def test_the_head_hears_after_three_silent_working_days_and_the_leader_after_seven(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await office.links(LEADER, Role.LEADER)
        await days(office, 2, 3)
        assert told(office, HEAD) == []
        await days(office, 4, 4)
        assert OVERDUE in told(office, HEAD)[0]
        assert told(office, LEADER) == []
        await days(office, 5, 9)
        assert told(office, LEADER) == []
        await days(office, 10, 10)
        assert OVERDUE in told(office, LEADER)[0]


async def test_each_step_is_taken_once_and_one_message_holds_them_all(open_office: Opened) -> None:
    async with open_office("2025-12-31 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        for day in range(1, 16):
            await office.at(f"2026-01-{day:02} 07:30")
            await office.robot.make_passes()  # as after a restart
            await office.robot.step()
        codes = Counter(code for text in told(office, HEAD) for code in _codes(text))
        assert codes[OVERDUE] == 1
        assert len(codes) > 5
        assert max(codes.values()) == 1
        assert len(told(office, HEAD)) == 1  # the old one and all that fell due on 31/12, on one day


def _codes(text: str) -> list[str]:
    return [part.split(")")[0] for part in text.split("(")[1:] if part.startswith("III")]


async def test_a_word_from_the_official_starts_the_count_anew(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await office.at("2025-12-03 09:00")
        await office.says(KT, f"/capnhat {OVERDUE} đang làm 80%")
        await days(office, 4, 5)
        assert told(office, HEAD) == []
        await days(office, 8, 8)
        assert "báo cáo gần nhất 3/12/2025: 80%" in told(office, HEAD)[0]


async def test_nobody_is_told_of_what_has_been_done(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await office.says(KT, f"/capnhat {OVERDUE} đã xong")
        await days(office, 2, 12)
        assert told(office, HEAD) == []


async def test_a_unit_nobody_answers_for_was_never_asked(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await days(office, 2, 19)
        assert told(office, LEADER) == []


async def test_nothing_goes_up_on_a_day_off(open_office: Opened) -> None:
    async with open_office("2025-12-03 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await days(office, 4, 7)  # Thursday to Sunday
        assert told(office, HEAD) == []
        await days(office, 8, 8)
        assert len(told(office, HEAD)) == 1


async def test_the_card_says_who_was_told(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await days(office, 2, 4)
        await office.presses(HEAD, "1")
        await office.presses(HEAD, "Chi tiết")
        assert "07:30 4/12/2025, Đúng Hạn: đã báo lãnh đạo đơn vị (Chủ tịch)" in office.last(HEAD)["text"]


async def test_a_head_gets_no_daily_agenda_and_may_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
        await days(office, 2, 4)
        assert not any("Việc cần báo cáo" in text for text in office.texts(HEAD))
        await office.says(HEAD, "1 đã xong", to=office.last(HEAD)["message_id"])
        assert [(code, state) for code, state, _, _ in office.reports()] == [(OVERDUE, "done")]


async def test_a_leader_reads_every_task_and_urges_them_all_at_once(open_office: Opened) -> None:
    async with open_office("2025-12-30 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        await days(office, 31, 31)
        for day in range(1, 13):
            await office.at(f"2026-01-{day:02} 07:30")
        text = told(office, LEADER)[-1].partition("Ngoài ra")[0]
        told_count = re.search(r"^(\d+) việc,", text, re.MULTILINE)
        assert told_count
        count = int(told_count[1])
        assert count > 10
        assert len(codes_in(text)) == count
        assert f"Đôn đốc việc quá hạn ({count})" in office.labels(LEADER)
        await office.presses(LEADER, f"Đôn đốc việc quá hạn ({count})")
        assert codes_in(office.last(LEADER)["text"]) == codes_in(text)
        await office.says(LEADER, "báo cáo trước thứ Sáu")
        assert codes_in(office.last(KT)["text"]) == codes_in(text)
        assert codes_in(office.last(LEADER)["text"]) == codes_in(text)
        await office.presses(KT, "Đã nhận")
        assert codes_in(office.last(KT)["text"]) == codes_in(text)  # as it is shown anew


async def test_what_is_overdue_where_nobody_is_linked_is_marked_and_not_counted(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(DUE, task(2, "Phương án phòng cháy", "19/1/2026", "cong-an"))
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await here.links(LEADER, Role.LEADER)
        await here.days("2026-01-20", "2026-01-21", "2026-01-22", "2026-01-23", "2026-01-26", "2026-01-27")
        await here.days("2026-01-28", "2026-01-29")
        (text,) = told(office, LEADER)
        assert "\n1 việc, không kể việc đã báo các lần trước:\n" in text
        assert "1 việc quá hạn chưa nhắc được ai:\n– Công an xã (chưa có đầu mối): I-2 (quá 10 ngày)" in text
        assert "Đôn đốc việc quá hạn (1)" in office.labels(LEADER)


def codes_in(text: str) -> set[str]:
    return set(re.findall(r"III[\w.]*-\d+", text))


# The official before the boss


async def commune(office: Office, folder: Path, head: str = HEAD_OF_PLAN) -> Commune:
    """Due 20/1: an official, the head and a leader."""
    commune = Commune(office, folder)
    await commune.starts(DUE, head=head)
    await commune.links(KT, Role.OFFICIAL, "van-phong")
    await commune.links(HEAD, Role.HEAD, "van-phong", post="Chánh Văn phòng")
    await commune.links(LEADER, Role.LEADER)
    return commune


def agendas_with(office: Office, chat: int, words: str) -> int:
    return sum("Việc cần báo cáo" in text and words in text for text in office.texts(chat))


async def test_the_official_hears_the_day_after_two_working_days_before_the_head(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.days("2026-01-20", "2026-01-21")
        assert "quá hạn 1 ngày" in office.last(KT)["text"]
        await here.days("2026-01-22")
        assert told(office, HEAD) == []
        await here.days("2026-01-23")
        assert "quá hạn 3 ngày" in office.last(KT)["text"]
        assert "từ 3 ngày làm việc trở lên" in told(office, HEAD)[0]
        assert "chưa có báo cáo nào" in told(office, HEAD)[0]
        await here.days("2026-01-26", "2026-01-27", "2026-01-28")
        assert told(office, LEADER) == []
        await here.days("2026-01-29")
        assert "từ 7 ngày làm việc trở lên" in told(office, LEADER)[0]
        await here.days("2026-01-30", "2026-02-02")
        assert "quá hạn 13 ngày" in office.last(KT)["text"]  # the Monday after next: Friday was the third day


async def test_a_head_waits_until_the_official_has_really_been_told(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.days("2026-01-20")
        office.api.pace.flood(KT, 3 * 24 * 3600)  # nothing is taken for the official until the 23rd
        await here.days("2026-01-21", "2026-01-22", "2026-01-23")
        assert agendas_with(office, KT, "quá hạn 3 ngày") == 1
        assert told(office, HEAD) == []
        await here.days("2026-01-26")
        assert told(office, HEAD) == []
        await here.days("2026-01-27")
        assert len(told(office, HEAD)) == 1


async def test_who_spoke_before_the_due_date_alone_is_said_to(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-05 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat I-1 đang làm 50%")
        await here.days("2026-01-20", "2026-01-21", "2026-01-22", "2026-01-23")
        assert "báo cáo gần nhất 5/1/2026: 50%" in told(office, HEAD)[0]
        assert "chưa có báo cáo" not in told(office, HEAD)[0]


async def test_of_a_unit_nobody_can_reach_the_head_is_told_at_the_ladders_own_day(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.api.block(KT)
        await office.robot.step()
        await here.days("2026-01-20", "2026-01-21", "2026-01-22")
        assert told(office, HEAD) == []
        await here.days("2026-01-23")
        assert "Văn phòng (chưa gửi được tin nhắc), hạn 20/1/2026" in told(office, HEAD)[0]


async def test_the_leader_comes_after_a_head_who_was_told_late(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(DUE)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await here.links(LEADER, Role.LEADER)
        await here.days("2026-01-20", "2026-01-21", "2026-01-22", "2026-01-23", "2026-01-26", "2026-01-27")
        await here.links(HEAD, Role.HEAD, "van-phong")
        await here.days("2026-01-28", "2026-01-29", "2026-01-30")
        assert len(told(office, HEAD)) == 1  # on 27/1
        assert told(office, LEADER) == []
        await here.days("2026-02-02")
        assert len(told(office, LEADER)) == 1


# Put off


async def test_a_button_puts_the_reminder_off_and_then_brings_it_back(open_office: Opened) -> None:
    async with open_office("2025-12-23 08:00") as office:  # due on 31/12: rungs on 24, 28→26, 30 and 31
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec III.3.1-1")
        await office.presses(KT, "Nhắc lại sau 3 ngày")
        assert "(III.3.1-1) vào ngày 26/12/2025" in office.last(KT)["text"]
        await office.at("2025-12-24 07:30")
        assert "(III.3.1-2)" in office.last(KT)["text"]
        assert "(III.3.1-1)" not in office.last(KT)["text"]
        await office.at("2025-12-26 07:30")
        assert "(III.3.1-1)" in office.last(KT)["text"]
        assert "đến muộn" not in office.last(KT)["text"]


async def test_words_put_a_reminder_off(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec III.3.1-1")
        await office.says(KT, "nhắc lại sau 3 ngày", to=office.last(KT)["message_id"])
        assert "vào ngày 4/12/2025" in office.last(KT)["text"]
        await office.says(KT, "/capnhat III.3.1-2 mai nhắc lại giúp em nhé")
        assert "vào ngày 2/12/2025" in office.last(KT)["text"]
        assert office.reports() == []
        await office.at("2025-12-02 07:30")
        assert "(III.3.1-2)" in office.last(KT)["text"]
        await office.at("2025-12-04 07:30")
        assert "(III.3.1-1)" in office.last(KT)["text"]
        assert "(III.3.1-2)" not in office.last(KT)["text"]


async def test_a_numbered_line_of_the_agenda_is_put_off(open_office: Opened) -> None:
    async with open_office("2025-12-24 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "2 nhắc lại sau 2 ngày", to=office.last(KT)["message_id"])
        assert "vào ngày 26/12/2025" in office.last(KT)["text"]


async def test_nothing_is_put_off_past_the_due_date(open_office: Opened) -> None:
    async with open_office("2025-12-29 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.3.1-1 nhắc lại sau 2 tuần")
        assert "vào ngày 31/12/2025 (không muộn hơn ngày hạn)" in office.last(KT)["text"]
        await office.says(KT, f"/capnhat {OVERDUE} nhắc lại sau 3 ngày")
        assert "đã đến hạn (30/9/2025)" in office.last(KT)["text"]


async def test_the_secretary_sees_what_was_put_off(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(KT, "/capnhat III.3.1-1 nhắc lại sau 3 ngày")
        await office.says(SECRETARY, "/tiendo")
        assert "(III.3.1-1): đến 4/12/2025, Trưởng phòng Kinh tế" in office.last(SECRETARY)["text"]


# Who waits for the secretary has answered


@pytest.mark.parametrize(
    ("said", "undecided"),
    [
        ("xin gia hạn đến 30/3/2026 vì chờ kinh phí", "xin gia hạn đến 30/3/2026"),
        ("đã xong", "báo hoàn thành"),
    ],
)
async def test_what_waits_for_the_secretary_is_not_the_units_silence(
    open_office: Opened, tmp_path: Path, said: str, undecided: str
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans", HEAD_OF_PLAN + "approval: secretary\n")
        await here.links(SECRETARY, Role.SECRETARY)
        await office.says(KT, f"/capnhat I-1 {said}")
        await here.days(*(f"2026-01-{day}" for day in (20, 21, 22, 23, 26, 27, 28, 29, 30)))
        await here.days(*(f"2026-02-{day:02}" for day in (2, 3, 4)))
        assert told(office, HEAD) == told(office, LEADER) == []
        assert f"{undecided}" in office.last(SECRETARY)["text"]
        assert "đã chờ 16 ngày" in office.last(SECRETARY)["text"]
        await office.says(LEADER, "/tiendo im lặng")
        assert "I-1" not in office.last(LEADER)["text"]


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ("xin gia hạn đến 30/3/2026 vì chờ kinh phí", "/giahan I-1 không đồng ý vì phải xong trước Tết"),
        ("đã xong", "/tralai I-1 thiếu phụ lục"),
    ],
)
async def test_what_the_secretary_sends_back_is_the_units_again_from_that_day_on(
    open_office: Opened, tmp_path: Path, said: str, decided: str
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans", HEAD_OF_PLAN + "approval: secretary\n")
        await here.links(SECRETARY, Role.SECRETARY)
        await office.says(KT, f"/capnhat I-1 {said}")
        await here.days(*(f"2026-01-{day}" for day in (20, 21, 22, 23, 26, 27)))
        await office.says(SECRETARY, decided)
        await here.days("2026-01-28", "2026-01-29")
        assert told(office, HEAD) == []
        await here.days("2026-01-30", *(f"2026-02-0{day}" for day in range(2, 7)))
        assert len(told(office, HEAD)) == 1
