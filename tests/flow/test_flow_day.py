"""A whole day over HTTP: link, reminder, button, sentence, digest."""

import re
from typing import Any

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, STRANGER, ZONE, Office, Opened
from flow_rules import CODE, OTHER

from bot.messages.listing import status
from bot.messages.view import View
from bot.model.message import OutboxKind
from bot.model.people import Role
from bot.rehearsal.script import moment


async def test_a_day_from_reminder_to_digest(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group()
        assert len(office.of_bot(KT)) == 1  # the welcome: before 07:30 nobody is reminded

        await office.at("2025-12-01 07:30")
        agenda = office.last(KT)
        assert "Việc cần báo cáo – 1/12/2025" in agenda["text"]
        assert "07-KH/TU" in office.told(GROUP)["text"]

        await office.presses(KT, "1")
        assert office.labels(KT) == [
            "Hoàn thành",
            "Đang làm 25%",
            "Đang làm 50%",
            "Đang làm 75%",
            "Đang làm 90%",
            "Vướng mắc",
            "Xin gia hạn",
            "Chi tiết",
        ]
        card = office.last(KT)["message_id"]
        await office.presses(KT, "Đang làm 50%")
        await office.says(KT, "đang làm 75%, còn chờ thẩm định", to=card)
        await office.says(KT, "2 xong", to=agenda["message_id"])

        kept = [(state, percent, note) for _, state, percent, note in office.reports()]
        assert kept == [
            ("in_progress", 50, ""),
            ("in_progress", 75, "đang làm 75%, còn chờ thẩm định"),
            ("done", None, "xong"),
        ]


@pytest.mark.parametrize(
    ("mornings", "kept"),
    [
        (["2025-12-17"], [("done", None), ("in_progress", 60)]),
        (["2025-12-17", "2026-01-05"], [("blocked", None), (None, None)]),  # and more time
    ],
)
async def test_an_agenda_s_example_is_an_answer_to_it(
    open_office: Opened, mornings: list[str], kept: list[tuple[str | None, int | None]]
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for morning in mornings:
            await office.at(f"{morning} 07:30")
        agenda = office.last(KT)
        *_, example = re.findall(r"ví dụ: (.+)", agenda["text"])
        await office.says(KT, example, to=agenda["message_id"])
        assert [(state, percent) for _, state, percent, _ in office.reports()] == kept
        by_code = re.findall(r"báo cáo bằng mã, ví dụ: (.+)", agenda["text"])[0]
        await office.says(KT, by_code, to=agenda["message_id"])
        assert office.reports()[-1][0] == by_code.split()[0]


async def test_a_pressed_card_shows_the_new_state(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.presses(KT, "1")
        card = office.last(KT)["message_id"]
        await office.presses(KT, "Đang làm 75%")
        shown = next(m for m in office.of_bot(KT) if m["message_id"] == card)
        assert "Trạng thái: Đang làm 75%" in shown["text"]


async def test_a_report_is_repeated_back_and_can_be_taken_back(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        assert "Đã ghi" in office.last(KT)["text"]
        await office.presses(KT, "Hoàn tác")
        assert "Đã hoàn tác" in office.last(KT)["text"]
        assert "Việc III.3.1-1 trở lại: chưa có báo cáo nào" in office.last(KT)["text"]
        row = _status(office, "III.3.1-1")
        assert (row["state"], row["last_report"]) == ("not_started", None)


async def test_what_is_taken_back_says_what_stands_now(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.3.1-1 đang làm 60%")
        await office.at("2025-12-03 08:00")
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.presses(KT, "Hoàn tác")
        assert "Việc III.3.1-1 trở lại: đang làm 60%, báo 1/12/2025" in office.last(KT)["text"]
        await office.says(KT, "/capnhat III.1-1 đã xong")
        await office.presses(KT, "Hoàn tác")
        assert "Việc III.1-1 trở lại: chưa báo cáo Quý IV/2025" in office.last(KT)["text"]


async def test_an_unclear_sentence_is_kept_whole_and_asked_about(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.3.1-1 hôm qua có họp với các bên")
        assert office.reports() == [("III.3.1-1", None, None, "hôm qua có họp với các bên")]
        assert "Chỉ ghi chú" in office.labels(KT)
        await office.presses(KT, "Hoàn thành")
        assert _status(office, "III.3.1-1")["state"] == "done"
        assert office.reports()[-1] == ("III.3.1-1", "done", None, "hôm qua có họp với các bên")


async def test_a_bare_sentence_is_asked_which_task_it_means(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "đã xong")
        assert office.reports() == []
        label = office.labels(KT)[0]
        await office.presses(KT, label)
        assert [state for _, state, _, _ in office.reports()] == ["done"]


async def test_extension_asks_for_a_date_and_leaves_the_due_date(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec III.3.1-1")
        await office.presses(KT, "Xin gia hạn")
        await office.presses(KT, "Đến 31/3/2026")
        await office.says(KT, "chờ định giá đất")
        row = _status(office, "III.3.1-1")
        assert (row["due"], row["first_due"], row["state"]) == ("2025-12-31", "2025-12-31", "not_started")
        assert "Xin gia hạn đến 31/3/2026" in office.last(KT)["text"]


async def test_a_receipt_names_the_turn_that_an_answer_about_an_ongoing_task_counts_for(
    open_office: Opened,
) -> None:
    async with open_office("2026-10-02 08:30") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.1-1 đã xong")
        assert "Hoàn thành, Quý IV/2026" in office.last(KT)["text"]
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        assert "Quý" not in office.last(KT)["text"]


async def test_a_stranger_learns_only_how_to_be_invited(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.press_start(STRANGER, "")
        await office.robot.step()
        await office.says(STRANGER, "/viec")
        await office.says(STRANGER, "/tiendo")
        assert len(set(office.texts(STRANGER))) == 1
        assert "đường dẫn mời" in office.texts(STRANGER)[0]


async def test_a_code_links_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        code = office.code(Role.OFFICIAL, unit="cong-an-tp")
        office.api.press_start(PCCC, code)
        await office.robot.step()
        office.api.press_start(STRANGER, code)
        await office.robot.step()
        assert "Đã liên kết" in office.last(PCCC)["text"]
        assert "đã được dùng" in office.last(STRANGER)["text"]


async def test_an_official_cant_report_for_another_unit(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await office.says(PCCC, "/capnhat III.3.1-1 đã xong")
        assert office.reports() == []


async def test_first_start_a_year_late_is_one_message_each_and_one_digest(open_office: Opened) -> None:
    async with open_office("2026-11-23 08:15") as office:
        office.with_picture()
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await office.links_group()
        for minute in range(16, 20):
            await office.at(f"2026-11-23 08:{minute}")
        for user in (KT, PCCC):
            assert sum("Việc cần báo cáo" in text for text in office.texts(user)) == 1
        welcome, digest, picture = office.of_bot(GROUP)
        assert ("text" in welcome, "text" in digest, "photo" in picture) == (True, True, True)
        assert office.api.breaches == []


async def test_a_leader_sees_progress_on_request(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo")
        assert "07-KH/TU" in office.last(LEADER)["text"]


def _status(office: Office, code: str) -> dict[str, Any]:
    with office.store.transaction(read_only=True) as tx:
        rows = list(status(View(office.robot.world, tx, office.clock.now())))
    return next(r for r in rows if r["code"] == code)


async def test_the_ledger_forgets_at_night_what_nothing_looks_up_any_more(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for code in (CODE, CODE, OTHER):
            await office.says(KT, f"/viec {code}")

        def cards() -> int:
            with office.store.transaction(read_only=True) as tx:
                return sum(row.kind is OutboxKind.CARD for row in tx.outbox.ledger(limit=1000))

        await office.robot.upkeep()
        assert cards() == 3
        office.clock.move_to(moment("2027-03-01 03:10", ZONE))
        await office.robot.upkeep()
        assert cards() == 1
