"""What leaders read, over HTTP: figures pressed down to tasks, papers, the picture, the calendar."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flow_commune import DUE, Commune
from flow_office import GROUP, KT, LEADER, SECRETARY, STRANGER, Office, Opened
from openpyxl import load_workbook

from bot.model.people import Role


def file_of(office: Office, chat: int, kind: str = "document") -> tuple[dict[str, Any], bytes]:
    """The file of the bot's last message, as it is downloaded."""
    sent = office.last(chat)[kind]
    sent = sent[-1] if isinstance(sent, list) else sent
    path = office.api.files.info(sent["file_id"])["file_path"]
    found = office.api.files.at(path)
    assert found is not None
    return sent, found


async def test_a_leader_is_given_the_excel_tracker(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/baocao")
        sent, data = file_of(office, LEADER)
        assert sent["file_name"] == "Bang-theo-doi-07-KH-TU-den-2025-12-02.xlsx"
        assert load_workbook(BytesIO(data)).sheetnames
        assert "07-KH/TU" in office.last(LEADER)["caption"]


async def test_the_picture_comes_when_asked_for(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo")
        await office.presses(LEADER, "Biểu đồ")
        sent, data = file_of(office, LEADER, "photo")
        assert data.startswith(b"\x89PNG") and sent["width"] == 1080
        assert len(office.last(LEADER)["caption"]) <= 1024


async def test_every_paper_has_a_button_below_the_digest(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/tiendo")
        digest = office.last(SECRETARY)["message_id"]
        for label, ending in (("Excel", "xlsx"), ("Word", "docx"), ("HTML", "html")):
            await office.presses(SECRETARY, label, on=digest)
            assert file_of(office, SECRETARY)[0]["file_name"].endswith(ending)


async def test_a_group_may_ask_for_a_paper_and_an_official_may_not(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links_group()
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(STRANGER, "/baocao word", chat=GROUP)
        assert file_of(office, GROUP)[0]["file_name"].endswith(".docx")
        await office.says(KT, "/baocao")
        assert "document" not in office.last(KT)


async def test_a_unit_is_pressed_down_to_a_task(open_office: Opened) -> None:
    async with open_office("2026-11-24 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo")
        await office.presses(LEADER, "Theo đơn vị")
        menu = office.last(LEADER)
        assert "theo đơn vị chủ trì" in menu["text"]
        await office.presses(LEADER, "1")
        assert office.last(LEADER)["message_id"] == menu["message_id"]  # the list turns into the tasks
        assert "nhiệm vụ" in office.last(LEADER)["text"]
        await office.presses(LEADER, "1")
        assert office.labels(LEADER) == ["Chi tiết", "Đôn đốc"]  # a leader has nothing to report


async def test_the_list_behind_overdue_is_as_long_as_the_digest_says(open_office: Opened) -> None:
    async with open_office("2026-11-24 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo")
        digest = office.last(LEADER)["text"]
        await office.presses(LEADER, "Quá hạn")
        count = office.last(LEADER)["text"].partition(" nhiệm vụ")[0].rpartition(" ")[2]
        assert int(count) > 10
        assert f"Đang thực hiện quá hạn: {count}" in digest
        await office.presses(LEADER, "Trang sau ›")
        assert "trang 2/" in office.last(LEADER)["text"]


async def test_sections_and_figures_have_words_too(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo mục")
        assert "theo mục" in office.last(LEADER)["text"]
        await office.says(LEADER, "/tiendo số liệu")
        assert "Đang thực hiện trong hạn" in office.last(LEADER)["text"]
        await office.says(LEADER, "/tiendo III.3.1-1")
        assert "III.3.1-1" in office.last(LEADER)["text"]


async def test_an_official_takes_the_units_due_dates_into_a_calendar(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/lich")
        sent, data = file_of(office, KT)
        assert sent["file_name"] == "ubnd-tp.ics"
        assert data.count(b"BEGIN:VEVENT") > 1


async def test_whoever_is_in_a_linked_group_may_press_what_the_group_may_see(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links_group()
        await office.at("2025-12-01 07:30")
        digest = office.told(GROUP)["message_id"]
        await office.presses(STRANGER, "Quá hạn", chat=GROUP, on=digest)
        assert "Đang thực hiện quá hạn" in office.last(GROUP)["text"]


async def test_the_picture_follows_the_digest_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.with_picture()
        await office.links_group()
        await office.at("2025-12-01 07:30")
        digest, picture = office.of_bot(GROUP)[-2:]
        assert "07-KH/TU" in digest["text"]
        assert picture["photo"]
        await office.at("2025-12-01 07:31")
        assert office.last(GROUP)["message_id"] == picture["message_id"]


async def test_no_picture_follows_where_the_configuration_says_so(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links_group()
        await office.at("2025-12-01 07:30")
        assert "07-KH/TU" in office.last(GROUP)["text"]


async def test_the_list_of_tasks_offers_the_calendar_to_an_official(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec")
        await office.presses(KT, "Lịch")
        assert file_of(office, KT)[0]["file_name"] == "ubnd-tp.ics"


async def test_the_digest_tells_what_became_of_requests_for_time(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        await office.says(KT, "/capnhat III.3.1-1 xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.says(LEADER, "/tiendo")
        told = office.last(LEADER)["text"]
        week = "Gia hạn trong tuần: đề nghị 1, đồng ý 0, không đồng ý 0"
        assert f"{week} (III.3.1-1 xin đến 31/3/2026)" in told
        await office.at("2025-12-12 08:00")
        await office.says(LEADER, "/tiendo")
        assert "Gia hạn trong tuần" not in office.last(LEADER)["text"]


async def test_who_blocked_the_bot_is_told_apart_from_who_is_not_linked(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        office.api.block(KT)
        await office.robot.step()
        await office.says(LEADER, "/tiendo")
        told = office.last(LEADER)["text"]
        assert "không gửi được tin (chặn bot hoặc xóa tài khoản): UBND thành phố (" in told
        assert "Chưa kết nối nên chưa nhận được nhắc việc" in told


@pytest.mark.parametrize("asked", ["/baocao excel", "/baocao word", "/baocao html", "/bieudo"])
async def test_while_a_paper_is_made_the_chat_shows_that_a_file_comes(
    open_office: Opened, asked: str
) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, asked)
        calls = [call for call in office.api.calls if call.params.get("chat_id") == str(LEADER)]
        sign, file = calls[-2:]
        assert (sign.method.casefold(), sign.params["action"]) == ("sendchataction", "upload_document")
        assert file.method.casefold() in ("senddocument", "sendphoto")


async def test_a_unit_is_silent_about_what_it_was_told_of_before_not_of_what_it_hears_today(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group()
        await office.at("2025-12-01 07:30")
        assert "quá hạn 62 ngày" in office.last(KT)["text"]
        assert "Từ khi quá hạn chưa có báo cáo" not in office.told(GROUP)["text"]
        await office.at("2025-12-08 07:30")
        assert "Từ khi quá hạn chưa có báo cáo: UBND thành phố (1 nhiệm vụ)" in office.told(GROUP)["text"]


async def test_before_a_plans_first_digest_there_is_nothing_to_compare_with(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(DUE)
        await here.links(LEADER, Role.LEADER)
        await office.at("2026-01-08 08:00")
        await office.says(LEADER, "/tiendo")
        assert office.last(LEADER)["text"].splitlines()[1] == "Số liệu đến 8/1/2026"
        await office.at("2026-01-14 08:00")
        await office.says(LEADER, "/tiendo")
        assert office.last(LEADER)["text"].splitlines()[1].endswith("không thay đổi so với 7/1/2026")
