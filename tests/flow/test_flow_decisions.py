"""Results are confirmed and extensions decided by the secretary, over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from flow_office import KT, LEADER, PCCC, SECRETARY, Office, Opened
from flow_rules import CODE, OTHER, entries, rule, shown, where

from bot.model.people import Role


@pytest.fixture
def open_court(open_office: Opened) -> Opened:
    """An office with an official, and a secretary who has to approve results."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            rule(office, approval=True)
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
            await office.links(SECRETARY, Role.SECRETARY)
            yield office

    return opened


# ---- results ----


async def test_done_waits_until_a_secretary_accepts_it(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        assert where(office)["state"] == "awaiting_approval"
        assert "Chờ thư ký xác nhận" in office.last(KT)["text"]
        assert "đã xong" in office.last(SECRETARY)["text"]
        assert office.labels(SECRETARY) == ["Xác nhận", "Trả lại"]
        await office.presses(SECRETARY, "Xác nhận")
        assert where(office)["state"] == "done"
        assert "đã xác nhận kết quả" in office.last(KT)["text"]


async def test_a_result_is_on_time_by_the_day_it_was_reported(open_court: Opened) -> None:
    async with open_court("2025-12-31 16:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.at("2026-01-05 08:00")
        assert where(office)["late"] is False
        await office.says(SECRETARY, f"/duyet {CODE}")
        row = where(office)
        assert (row["state"], row["late"]) == ("done", False)


async def test_a_result_reported_late_stays_late_when_it_is_accepted(open_court: Opened) -> None:
    async with open_court("2026-01-02 16:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, f"/duyet {CODE}")
        assert where(office)["late"] is True


async def test_a_result_is_returned_with_a_reason_in_the_secretarys_words(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.presses(SECRETARY, "Trả lại")
        assert where(office)["state"] == "awaiting_approval"  # no reason, no return
        question = office.last(SECRETARY)
        await office.says(SECRETARY, "chưa có phụ lục số liệu", to=question["message_id"])
        assert where(office)["state"] == "in_progress"
        assert "chưa được xác nhận" in office.last(KT)["text"]
        assert "chưa có phụ lục số liệu" in office.last(KT)["text"]


async def test_the_reason_may_follow_without_being_a_reply(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.presses(SECRETARY, "Trả lại")
        await office.says(SECRETARY, "thiếu chữ ký")
        assert entries(office)[-1] == ("return", None, "owner", "thiếu chữ ký")


async def test_words_about_another_task_are_no_reason(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.presses(SECRETARY, "Trả lại")
        await office.says(SECRETARY, "III.5-3 đang làm 60%")
        assert where(office)["state"] == "awaiting_approval"
        assert where(office, "III.5-3")["percent"] == 60


async def test_a_secretary_who_says_done_accepts_what_waits(open_court: Opened) -> None:
    async with open_court("2025-12-31 16:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.at("2026-01-05 08:00")
        await office.says(SECRETARY, f"/capnhat {CODE} đã xong")
        assert (where(office)["state"], where(office)["late"]) == ("done", False)
        assert "đã xác nhận kết quả" in office.last(KT)["text"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("duyệt", "done"),
        ("Đồng ý", "done"),
        ("trả lại vì thiếu phụ lục", "in_progress"),
        ("không duyệt, thiếu phụ lục", "in_progress"),
    ],
)
async def test_a_reply_in_words_decides_as_the_buttons_do(open_court: Opened, words: str, state: str) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, words, to=office.last(SECRETARY)["message_id"])
        assert where(office)["state"] == state
        assert entries(office)[-1][3] == words


async def test_words_that_decide_nothing_are_asked_again(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, "để xem đã", to=office.last(SECRETARY)["message_id"])
        assert "trả lại vì" in office.last(SECRETARY)["text"]
        assert where(office)["state"] == "awaiting_approval"


async def test_a_result_sent_back_and_reported_again_counts_from_the_second_report(
    open_court: Opened,
) -> None:
    async with open_court("2025-12-30 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, f"/tralai {CODE} thiếu phụ lục")
        await office.at("2026-01-05 08:00")
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, f"/duyet {CODE}")
        assert where(office)["late"] is True


async def test_a_decision_is_taken_back_by_who_took_it_and_the_official_is_told(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(SECRETARY, f"/duyet {CODE}")
        await office.presses(SECRETARY, "Hoàn tác")
        assert where(office)["state"] == "awaiting_approval"
        assert "đã rút lại quyết định" in office.last(KT)["text"]


async def test_what_was_accepted_is_no_longer_the_officials_to_take_back(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} đã xong")
        receipt = office.last(KT)["message_id"]
        await office.says(SECRETARY, f"/duyet {CODE}")
        await office.presses(KT, "Hoàn tác", on=receipt)
        assert where(office)["state"] == "done"


async def test_two_secretaries_decide_once(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.SECRETARY)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        theirs = office.last(LEADER)["message_id"]
        await office.presses(SECRETARY, "Xác nhận")
        assert "Thư ký xác nhận kết quả" in shown(office, LEADER, theirs)
        assert office.labels(LEADER) == []
        assert [kind for kind, *_ in entries(office)] == ["progress", "approve"]


async def test_only_a_secretary_decides(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await office.says(KT, f"/capnhat {CODE} đã xong")
        for who in (KT, PCCC):
            await office.says(who, f"/duyet {CODE}")
        assert where(office)["state"] == "awaiting_approval"


async def test_without_the_rule_done_is_done(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        rule(office, approval=False)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        assert where(office)["state"] == "done"


# ---- extensions ----


async def test_an_extension_granted_moves_the_due_date_and_keeps_the_first(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        assert "chờ định giá đất" in office.last(SECRETARY)["text"]
        assert office.labels(SECRETARY) == ["Đồng ý gia hạn", "Không đồng ý"]
        await office.presses(SECRETARY, "Đồng ý gia hạn")
        assert where(office)["due"] == "2025-12-31"  # the document's number is asked first
        assert "theo văn bản nào (số, ngày)?" in office.last(SECRETARY)["text"]
        words = "12/QĐ-UBND ngày 10/12/2025"
        await office.says(SECRETARY, words, to=office.last(SECRETARY)["message_id"])
        row = where(office)
        assert (row["due"], row["first_due"], row["extensions"]) == ("2026-03-31", "2025-12-31", 1)
        assert "Được gia hạn đến 31/3/2026" in office.last(KT)["text"]
        assert "12/QĐ-UBND" in office.last(KT)["text"]


async def test_a_day_asked_for_that_no_calendar_has_is_named_before_days_are_offered(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/6/2026 vì chờ định giá đất")
        named, offered = office.texts(KT)[-2:]
        assert named == "“31/6/2026”: ngày này không có trong lịch; hãy viết như “30/6/2026”"
        assert "31/1/2026" in offered


async def test_an_extension_may_be_granted_before_its_document_has_a_number(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.presses(SECRETARY, "Đồng ý gia hạn")
        await office.presses(SECRETARY, "Đồng ý, chưa có số văn bản")
        assert where(office)["due"] == "2026-03-31"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("đồng ý theo QĐ 12/QĐ-UBND", "2026-03-31"),
        ("đồng ý theo QĐ 12/QĐ-UBND ngày 5/12/2025", "2026-03-31"),
        ("đồng ý đến 28/2/2026 theo QĐ số 12/2026/QĐ-UBND", "2026-02-28"),
        ("không đồng ý vì đã gia hạn hai lần", "2025-12-31"),
        ("đồng ý đến 1/12/2025 theo QĐ 12/QĐ-UBND", "2025-12-31"),
    ],
)
async def test_an_extension_is_decided_in_words(open_court: Opened, words: str, due: str) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(SECRETARY, words, to=office.last(SECRETARY)["message_id"])
        assert where(office)["due"] == due


async def test_an_extension_is_decided_by_a_command(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(SECRETARY, f"/giahan {CODE} đồng ý đến 31/3/2026 theo QĐ 12/QĐ-UBND")
        assert where(office)["due"] == "2026-03-31"
        await office.says(SECRETARY, f"/extend {CODE} đồng ý đến 30/6/2026 theo 15/QĐ-UBND")
        assert (where(office)["due"], where(office)["extensions"]) == ("2026-06-30", 2)
        await office.says(KT, f"/viec {CODE}")
        assert "Đã gia hạn 2 lần; hạn ban đầu 31/12/2025" in office.last(KT)["text"]


async def test_a_refused_extension_leaves_the_due_date_and_says_why(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.presses(SECRETARY, "Không đồng ý")
        await office.says(SECRETARY, "đã gia hạn hai lần", to=office.last(SECRETARY)["message_id"])
        assert (where(office)["due"], where(office)["extensions"]) == ("2025-12-31", 0)
        assert "đã gia hạn hai lần" in office.last(KT)["text"]


async def test_a_request_made_anew_takes_the_place_of_the_former(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        former = office.last(SECRETARY)["message_id"]
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 30/6/2026 vì chờ định giá đất")
        assert "Đã được thay bằng đề nghị mới: xin đến 30/6/2026" in shown(office, SECRETARY, former)
        await office.says(SECRETARY, "đồng ý theo QĐ 12/QĐ-UBND", to=former)
        assert where(office)["due"] == "2025-12-31"


async def test_blocked_and_asking_for_time_is_kept_as_both(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        stuck, asked = "đang vướng mặt bằng", "đề nghị gia hạn đến 31/3/2026"
        await office.says(KT, f"/capnhat {CODE} {stuck}, {asked}")
        assert entries(office) == [
            ("progress", "blocked", "owner", stuck),
            ("extension", None, "owner", f"{stuck}, {asked}"),
        ]
        assert office.labels(KT) == ["Hoàn tác: Vướng mắc", "Hoàn tác: Xin gia hạn đến 31/3/2026"]


async def test_an_unsure_request_is_offered_among_the_readings(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} có lẽ phải lùi sang tháng 3")
        assert office.labels(KT)[0] == "Xin gia hạn đến 31/3/2026"
        await office.presses(KT, "Xin gia hạn")
        await office.says(KT, "vì chờ định giá đất")
        assert entries(office)[-1] == ("extension", None, "owner", "vì chờ định giá đất")
        assert "31/3/2026" in office.last(SECRETARY)["text"]


async def test_a_question_goes_to_the_secretary(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} báo cáo gửi ai vậy ạ?")
        assert "báo cáo gửi ai vậy ạ?" in office.last(SECRETARY)["text"]
        assert "chuyển câu hỏi tới thư ký" in office.last(KT)["text"]


# ---- what waits for a decision ----


async def test_the_bare_commands_list_what_waits_and_a_press_asks_again(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(KT, f"/capnhat {OTHER} đã xong")
        await office.says(SECRETARY, "/giahan")
        assert CODE in office.last(SECRETARY)["text"]
        assert OTHER not in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/duyet")
        assert OTHER in office.last(SECRETARY)["text"]
        assert CODE not in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, OTHER)
        await office.presses(SECRETARY, "Xác nhận")
        assert where(office, OTHER)["state"] == "done"


async def test_a_secretary_linked_later_finds_what_was_asked_before(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.links(LEADER, Role.SECRETARY)
        await office.says(LEADER, "/giahan")
        await office.presses(LEADER, CODE)
        await office.says(LEADER, "đồng ý theo QĐ 12/QĐ-UBND", to=office.last(LEADER)["message_id"])
        assert where(office)["due"] == "2026-03-31"


async def test_nothing_waiting_says_so_and_how_to_type_a_decision(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(SECRETARY, "/giahan")
        assert "Không có đề nghị gia hạn nào chờ quyết định" in office.last(SECRETARY)["text"]
        assert "/giahan MÃ-VIỆC" in office.last(SECRETARY)["text"]


@pytest.mark.parametrize("words", ["đồng ý", "không đồng ý", "duyệt", "dong y den 31/3/2026"])
async def test_a_decision_that_answers_nothing_is_asked_which_request_it_means(
    open_court: Opened, words: str
) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(SECRETARY, words)
        assert CODE in office.labels(SECRETARY)[0]
        assert where(office)["due"] == "2025-12-31"
        await office.presses(SECRETARY, CODE)
        assert "Đề nghị gia hạn" in office.last(SECRETARY)["text"]


async def test_what_an_official_lists_of_decisions_is_nothing(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(KT, "/giahan")
        assert CODE not in office.last(KT)["text"]


@pytest.mark.parametrize(
    ("words", "state", "due"),
    [
        ("{} không đồng ý vì không đủ căn cứ", "refuse", "2025-12-31"),
        ("{} đồng ý theo QĐ 12/QĐ-UBND", "grant", "2026-03-31"),
    ],
)
async def test_a_decision_may_name_its_task_by_the_code(
    open_court: Opened, words: str, state: str, due: str
) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(SECRETARY, words.format(CODE))
        assert entries(office)[-1][0] == state
        assert where(office)["due"] == due


async def test_a_decision_that_wants_words_says_that_nothing_is_recorded_yet(open_court: Opened) -> None:
    async with open_court("2025-12-01 08:00") as office:
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.presses(SECRETARY, "Đồng ý gia hạn")
        assert "Quyết định chưa được ghi" in office.last(SECRETARY)["text"]
        assert where(office)["due"] == "2025-12-31"


@pytest.mark.parametrize("words", ["ok duyệt nhé", "đồng ý", "duyệt ạ", "Vâng, đồng ý nhé"])
async def test_a_plain_yes_is_for_the_one_result_that_waits(open_court: Opened, words: str) -> None:
    async with open_court("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(KT, "cảm ơn")
        await office.says(SECRETARY, words)
        assert where(office)["state"] == "done"
        assert entries(office)[-1] == ("approve", None, "owner", words)


@pytest.mark.parametrize("words", ["ok duyệt nhé", "duyệt kinh phí cho phòng"])
async def test_with_several_waiting_or_more_words_the_secretary_chooses(
    open_court: Opened, words: str
) -> None:
    async with open_court("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        if words.endswith("nhé"):
            await office.says(KT, f"/capnhat {OTHER} đã xong")
        await office.says(SECRETARY, words)
        assert CODE in office.labels(SECRETARY)[0]
        assert where(office)["state"] == "awaiting_approval"
