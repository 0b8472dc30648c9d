"""What counts as a report and what does not, and who hears that a result was withdrawn, over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from flow_office import KT, LEADER, PCCC, PLAN, SECRETARY, Office, Opened
from flow_rules import CODE, entries, rule, shown, where

from bot.model.people import Role

HEAD = PCCC
OVERDUE = "III.2.1-9"  # of the People's Committee, due 30/9/2025
QUESTION = "việc này báo cáo theo mẫu nào?"


@pytest.fixture
def open_unit(open_office: Opened) -> Opened:
    """An office with a unit's official and head, and the plan's secretary."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
            await office.links(HEAD, Role.HEAD, unit="ubnd-tp", post="Chủ tịch")
            await office.links(SECRETARY, Role.SECRETARY)
            yield office

    return opened


def kinds(office: Office) -> list[tuple[str, str]]:
    return [(kind, words) for kind, _, _, words in entries(office)]


async def digest(office: Office) -> str:
    await office.says(SECRETARY, "/tiendo")
    return str(office.told(SECRETARY)["text"])


# ---- what is no report ----


async def test_a_question_is_no_report_and_ends_no_silence(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.at("2025-12-02 07:30")
        await office.at("2025-12-03 09:00")
        before = await digest(office)
        assert "Từ khi quá hạn chưa có báo cáo" in before
        await office.says(KT, f"/capnhat {OVERDUE} {QUESTION}")
        assert kinds(office) == [("question", QUESTION)]
        assert QUESTION in office.last(SECRETARY)["text"]
        assert where(office, OVERDUE)["last_report"] is None
        await office.at("2025-12-04 07:30")
        told = office.last(HEAD)["text"]
        assert OVERDUE in told and "chưa có báo cáo nào" in told
        unit = next(
            line for line in before.splitlines() if "UBND thành phố (" in line and "chưa có báo cáo" in line
        )
        assert unit in (await digest(office)).splitlines()


async def test_a_question_stands_in_the_history_as_a_question(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} {QUESTION}")
        await office.says(KT, f"/viec {CODE}")
        assert "Trạng thái: Chưa có báo cáo" in office.last(KT)["text"]
        await office.presses(KT, "Chi tiết")
        assert f"Câu hỏi – “{QUESTION}”" in office.last(KT)["text"]


async def test_a_heads_word_without_a_state_is_a_directive_and_not_the_units_report(
    open_unit: Opened,
) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(HEAD, f"/capnhat {OVERDUE} yêu cầu làm ngay")
        assert kinds(office) == [("directive", "yêu cầu làm ngay")]
        assert "Đã gửi ý kiến đôn đốc" in office.last(HEAD)["text"]
        assert where(office, OVERDUE)["last_report"] is None
        await office.at("2025-12-04 07:30")
        assert "chưa có báo cáo nào" in office.last(HEAD)["text"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("khẩn trương trình trước thứ Sáu", "directive"),
        ("phải xong trong tháng 12", "directive"),
        ("đến đâu rồi?", "directive"),
        ("văn bản gốc lưu tại văn phòng", "note"),
    ],
)
async def test_a_secretarys_word_without_a_state_is_a_directive_or_a_note(
    open_unit: Opened, words: str, kind: str
) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(SECRETARY, f"/capnhat {CODE} {words}")
        assert kinds(office) == [(kind, words)]
        assert where(office)["last_report"] is None


async def test_a_head_who_tells_a_state_reports_for_the_unit(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(HEAD, f"/capnhat {CODE} đang làm 60%")
        assert where(office)["last_report"]["unit"] == "ubnd-tp"
        await office.says(KT, f"/viec {CODE}")
        assert "báo thay" not in office.last(KT)["text"]


async def test_not_ours_is_kept_as_that(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        words = "việc này không phải của phòng em"
        await office.says(KT, f"/capnhat {CODE} {words}")
        assert kinds(office) == [("not_ours", words)]
        assert "Đề nghị xem lại đơn vị chủ trì" in office.last(KT)["text"]
        assert where(office)["last_report"] is None


@pytest.mark.parametrize("words", ["cảm ơn", "vâng ạ", "xin chào", "em bận quá, mai em báo"])
async def test_a_courtesy_is_a_note_and_no_report(open_unit: Opened, words: str) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} {words}")
        assert kinds(office) == [("note", words)]
        assert where(office)["last_report"] is None
        assert "Cảm ơn anh/chị" in office.last(KT)["text"]


async def test_a_note_says_that_it_is_no_report(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} văn bản gốc lưu tại văn phòng")
        await office.presses(KT, "Chỉ ghi chú")
        assert "chưa tính là báo cáo" in office.last(KT)["text"]
        assert where(office)["last_report"] is None


# ---- on the unit's behalf ----


async def test_what_the_secretary_reports_for_a_unit_says_so_and_the_unit_hears(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.says(SECRETARY, f"/capnhat {CODE} đã xong")
        assert "Thư ký báo thay đơn vị chủ trì" in office.last(SECRETARY)["text"]
        told = office.last(KT)["text"]
        assert "Thư ký Chánh Văn phòng báo cáo thay đơn vị" in told and "Hoàn thành" in told
        await office.says(KT, f"/viec {CODE}")
        assert "Chánh Văn phòng (thư ký báo thay): Hoàn thành" in office.last(KT)["text"]
        await office.says(SECRETARY, "hoàn tác")
        assert "rút lại báo cáo đã ghi thay đơn vị" in office.last(KT)["text"]


async def test_a_secretary_who_is_the_units_own_official_reports_as_that(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(SECRETARY, f"/capnhat {CODE} đang làm 40%")
        assert where(office)["last_report"]["unit"] == "ubnd-tp"
        assert "báo thay" not in office.last(SECRETARY)["text"]


# ---- a result that waits is withdrawn ----


@asynccontextmanager
async def waiting(open_unit: Opened) -> AsyncIterator[tuple[Office, int]]:
    """An office where a result waits, a fortnight later; with the secretary's question."""
    async with open_unit("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        asked = office.last(SECRETARY)["message_id"]
        await office.at("2025-12-15 08:00")
        await office.says(KT, f"/viec {CODE}")
        yield office, asked


def withdrawn(office: Office, asked: int, told: str) -> None:
    """The secretary has heard, the question says so without its buttons."""
    assert "Kết quả không còn chờ xác nhận" in office.last(SECRETARY)["text"]
    assert told in office.last(SECRETARY)["text"]
    question = next(m for m in office.of_bot(SECRETARY) if m["message_id"] == asked)
    assert "không còn chờ xác nhận" in question["text"]
    assert not question.get("reply_markup", {}).get("inline_keyboard")


async def test_a_result_withdrawn_by_a_button_is_told_to_the_secretary_and_warned_of(
    open_unit: Opened,
) -> None:
    async with waiting(open_unit) as (office, asked):
        await office.presses(KT, "Đang làm 50%")
        assert "Kết quả báo hoàn thành ngày 1/12/2025" in office.last(KT)["text"]
        assert "nay được rút lại" in office.last(KT)["text"]
        withdrawn(office, asked, "Đang làm 50%")
        assert where(office)["state"] == "in_progress"


@pytest.mark.parametrize("words", ["1 - 50%", "1 vướng mặt bằng"])
async def test_the_same_in_an_answer_to_a_list(open_unit: Opened, words: str) -> None:
    async with waiting(open_unit) as (office, asked):
        await office.says(KT, f"/tim {CODE}")
        await office.says(KT, words, to=office.last(KT)["message_id"])
        assert "nay được rút lại" in office.last(KT)["text"]
        withdrawn(office, asked, "Đang làm 50%" if "50" in words else "Vướng mắc")


async def test_the_same_in_words_about_the_card(open_unit: Opened) -> None:
    async with waiting(open_unit) as (office, asked):
        await office.says(KT, "chưa xong, đang làm 80%")
        withdrawn(office, asked, "80%")


async def test_a_done_taken_back_at_once_is_told_too(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        asked = office.last(SECRETARY)["message_id"]
        await office.presses(KT, "Hoàn tác")
        withdrawn(office, asked, "rút lại báo cáo")


async def test_a_done_that_its_sender_changes_is_told_too(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        rule(office, approval=True)
        said = office.api.say(KT, KT, f"{CODE} đã xong", None)
        await office.robot.step()
        asked = office.last(SECRETARY)["message_id"]
        office.api.edit(KT, KT, said, f"{CODE} đang làm 70%", None)
        await office.robot.step()
        withdrawn(office, asked, "Đang làm 70%")


async def test_a_withdrawal_taken_back_puts_the_result_before_the_secretary_again(open_unit: Opened) -> None:
    async with waiting(open_unit) as (office, asked):
        await office.presses(KT, "Đang làm 50%")
        await office.presses(KT, "Hoàn tác")
        assert "Kết quả chờ xác nhận" in office.last(SECRETARY)["text"]
        assert office.labels(SECRETARY) == ["Xác nhận", "Trả lại"]
        await office.presses(SECRETARY, "Xác nhận", on=asked)
        assert where(office)["state"] == "done"


async def test_done_said_again_withdraws_nothing(open_unit: Opened) -> None:
    async with waiting(open_unit) as (office, asked):
        said = len(office.of_bot(SECRETARY))
        await office.says(KT, f"/capnhat {CODE} đã xong")
        assert len(office.of_bot(SECRETARY)) == said
        assert "rút lại" not in office.last(KT)["text"]
        assert "Bấm nút" in shown(office, SECRETARY, asked)


async def test_a_supporting_units_share_withdraws_nothing(open_unit: Opened) -> None:
    async with open_unit("2025-12-01 08:00") as office:
        rule(office, approval=True)
        tasks = office.robot.world.catalog.tasks()
        task = next(t for t in tasks if t.plan == PLAN and t.owner == "ubnd-tp" and t.support)
        await office.links(LEADER, Role.OFFICIAL, unit=task.support[0])
        await office.says(KT, f"/capnhat {task.code} đã xong")
        said = len(office.of_bot(SECRETARY))
        await office.says(LEADER, f"/capnhat {task.code} đang làm 10%")
        assert len(office.of_bot(SECRETARY)) == said
        assert where(office, task.code)["state"] == "awaiting_approval"


# ---- a result that is sent back ----


async def test_a_returned_task_says_so_with_its_reason_until_it_is_reported_again(open_unit: Opened) -> None:
    async with waiting(open_unit) as (office, _):
        await office.says(SECRETARY, f"/tralai {CODE} thiếu phụ lục số liệu")
        await office.says(KT, f"/viec {CODE}")
        card = office.last(KT)
        assert "Kết quả chưa được xác nhận, trả lại lúc" in card["text"]
        assert "Lý do: “thiếu phụ lục số liệu”" in card["text"]
        await office.says(KT, f"/capnhat {CODE} đang làm 90%")
        assert "trả lại" not in shown(office, KT, card["message_id"])
