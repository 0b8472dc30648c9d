"""Figures asked for by words and opened by number; papers and progress of a quarter or a past day."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flow_office import GROUP, KT, LEADER, SECRETARY, Office, Opened
from openpyxl import load_workbook
from test_flow_digest import file_of

from bot.model.people import Role
from bot.model.progress import State


async def leads(office: Office) -> None:
    await office.links(LEADER, Role.LEADER)


def head(office: Office, chat: int = LEADER) -> str:
    text: str = office.last(chat)["text"]
    return text.partition("\n")[0]


async def test_a_figure_is_asked_for_without_marks(open_office: Opened) -> None:
    async with open_office("2026-11-24 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo chua lien ket")
        assert re.fullmatch(
            r"07-KH/TU – Chưa kết nối: \d+ nhiệm vụ của \d+ đơn vị \(đến 24/11/2026\), trang 1/\d+",
            head(office),
        )


async def test_an_empty_figure_is_said_to_be_empty(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo vướng")
        assert head(office) == "07-KH/TU – Đang vướng mắc: 0 nhiệm vụ (đến 2/12/2025)"


async def test_what_was_done_within_the_week_is_pressed_down(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await leads(office)
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.says(LEADER, "/tiendo xong tuần này")
        assert head(office) == "07-KH/TU – Hoàn thành trong tuần: 1 nhiệm vụ (từ 25/11/2025 đến 2/12/2025)"
        await office.says(LEADER, "1")
        assert "III.3.1-1" in office.last(LEADER)["text"]


async def test_a_figure_of_a_digest_counts_the_digests_own_week(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links_group()
        await office.at("2025-12-01 07:30")
        await office.at("2025-12-03 09:00")
        await office.presses(LEADER, "Theo số liệu", chat=GROUP, on=digest_in(office))
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/capnhat III.3.1-1 xin lùi đến 31/3/2026 vì chờ định giá đất")
        await office.presses(LEADER, "Quá hạn", chat=GROUP, on=digest_in(office))
        await office.presses(LEADER, "‹ Danh mục", chat=GROUP)
        numbers = dict(re.findall(r"^(\d+)\. (.*?):", office.last(GROUP)["text"], re.MULTILINE))
        asked = next(n for n, name in numbers.items() if name == "Đề nghị gia hạn trong tuần")
        await office.presses(LEADER, asked, chat=GROUP)
        assert "(từ 24/11/2025 đến 3/12/2025)" in head(office, GROUP)


def digest_in(office: Office) -> int:
    found: int = next(m["message_id"] for m in office.of_bot(GROUP) if "Theo dõi riêng" in m.get("text", ""))
    return found


async def test_words_that_name_nothing_are_answered_with_those_that_do(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo ?")
        assert "sắp đến hạn" in office.last(LEADER)["text"]


async def test_a_number_under_a_menu_opens_its_group_and_then_a_task(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo đơn vị")
        unit = re.findall(r"^2\. (.*?):", office.last(LEADER)["text"], re.MULTILINE)[0]
        await office.says(LEADER, "2")
        assert unit in head(office)
        code = re.findall(r"^1\. .*\((.*?)\)$", office.last(LEADER)["text"], re.MULTILINE)[0]
        await office.says(LEADER, "1")
        assert code in office.last(LEADER)["text"]
        assert office.labels(LEADER) == ["Chi tiết", "Đôn đốc"]


async def test_a_number_beyond_the_menu_is_said_to_be_none(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo số liệu")
        await office.says(LEADER, "99")
        assert office.last(LEADER)["text"] == "Danh mục gần nhất không có số 99."


async def test_a_report_by_number_under_a_figure_is_read_as_under_any_list(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/tiendo trong hạn")
        await office.presses(SECRETARY, "Trang sau ›")
        code = re.findall(r"^13\. .*\((.*?)\) ·", office.last(SECRETARY)["text"], re.MULTILINE)[0]
        await office.says(SECRETARY, "13 xong rồi")
        assert office.reports() == [(code, State.DONE, None, "xong rồi")]


async def test_a_leader_reports_nothing_by_number(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo trong hạn")
        await office.says(LEADER, "1 xong rồi")
        assert "Việc này do UBND thành phố báo cáo" in office.last(LEADER)["text"]
        assert office.reports() == []


async def test_a_report_under_a_menu_names_no_task(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/tiendo đơn vị")
        await office.says(SECRETARY, "1 xong rồi")
        assert "không có việc số 1" in office.last(SECRETARY)["text"]
        assert office.reports() == []


async def test_in_a_group_a_number_opens_for_an_official_only_what_is_theirs(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links_group()
        await office.links(KT, Role.OFFICIAL, unit="cong-an-tp")
        await leads(office)
        await office.says(LEADER, "/tiendo trong hạn", chat=GROUP)
        shown = office.last(GROUP)
        place = next(
            n
            for n, unit in re.findall(r"^(\d+)\. .* · (.*)$", shown["text"], re.MULTILINE)
            if "Công an" not in unit
        )
        await office.says(KT, place, chat=GROUP, to=shown["message_id"])
        assert office.last(GROUP)["text"] == "Việc này không thuộc phạm vi của anh/chị."


@pytest.mark.parametrize(
    "asked", ["/baocao quý IV/2025", "/baocao excel Q4/2025", "/baocao quy 4 nam 2025 excel"]
)
async def test_a_paper_of_a_quarter_holds_the_tasks_due_in_it(open_office: Opened, asked: str) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, asked)
        sent, data = file_of(office, LEADER)
        assert sent["file_name"] == "Bang-theo-doi-07-KH-TU-quy-IV-2025-den-2025-12-02.xlsx"
        assert "nhiệm vụ đến hạn trong quý IV/2025: số liệu đến 2/12/2025" in office.last(LEADER)["caption"]
        rows: Any = list(load_workbook(BytesIO(data))["Theo dõi"].values)[2:]
        due = rows[0].index("Ngày đến hạn")
        assert {row[due].date() for row in rows[1:]} == {date(2025, 12, 31)}


async def test_a_paper_of_a_past_day_knows_nothing_of_what_came_later(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await leads(office)
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.says(LEADER, "/baocao 1/12/2025 word")
        sent, data = file_of(office, LEADER)
        assert sent["file_name"] == "Bao-cao-tien-do-07-KH-TU-den-2025-12-01.docx"
        assert "số liệu đến 1/12/2025. Đã hoàn thành 0/" in office.last(LEADER)["caption"]
        assert Document(BytesIO(data)).paragraphs
        await office.says(LEADER, "/baocao word")
        assert "số liệu đến 2/12/2025. Đã hoàn thành 1/" in office.last(LEADER)["caption"]


async def test_the_picture_of_a_quarter_says_so(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/bieudo quý IV/2025")
        assert "nhiệm vụ đến hạn trong quý IV/2025, số liệu đến 2/12/2025" in office.last(LEADER)["caption"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/baocao 3/12/2025", "Ngày 3/12/2025 chưa đến nên chưa có số liệu; hôm nay là 2/12/2025."),
        ("/tiendo 3/12/2025", "Ngày 3/12/2025 chưa đến nên chưa có số liệu; hôm nay là 2/12/2025."),
        ("/bieudo 1/7/2025", "Kế hoạch 07-KH/TU ban hành ngày 25/7/2025; trước ngày đó chưa có số liệu."),
        ("/baocao quý II/2025", "Kế hoạch 07-KH/TU ban hành ngày 25/7/2025; trước ngày đó chưa có số liệu."),
        ("/baocao 31/6/2025", "“31/6/2025”: ngày này không có trong lịch; hãy viết như “30/6/2025”"),
        ("/tiendo 31/6/2025", "“31/6/2025”: ngày này không có trong lịch; hãy viết như “30/6/2025”"),
        ("/tiendo quý IV/2025", "Ngày 31/12/2025 chưa đến nên chưa có số liệu; hôm nay là 2/12/2025."),
    ],
)
async def test_a_day_without_figures_is_answered_by_one_line(
    open_office: Opened, asked: str, said: str
) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, asked)
        assert office.last(LEADER)["text"] == said


async def test_what_no_paper_is_made_of_is_answered_with_what_is(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/baocao pdf")
        assert "/baocao word quý II/2026" in office.last(LEADER)["text"]


async def test_progress_of_a_past_day_and_its_figures_are_of_that_day(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await leads(office)
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.says(LEADER, "/tiendo 1/12/2025")
        then = office.last(LEADER)
        assert "Số liệu đến 1/12/2025" in then["text"] and "đã hoàn thành 0/" in then["text"]
        assert "Chưa kết nối" not in then["text"]  # who was linked then is not known
        await office.presses(LEADER, "Theo số liệu")
        assert "(1/12/2025;" in head(office) and "Hoàn thành trong tuần" not in office.last(LEADER)["text"]
        await office.presses(LEADER, "Excel", on=then["message_id"])
        assert file_of(office, LEADER)[0]["file_name"] == "Bang-theo-doi-07-KH-TU-den-2025-12-01.xlsx"


async def test_the_list_of_what_is_blocked_gives_the_owners_words(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await leads(office)
        await office.says(KT, "/capnhat III.3.1-1 vướng giải phóng mặt bằng")
        await office.says(LEADER, "/tiendo vướng")
        assert "· “vướng giải phóng mặt bằng”" in office.last(LEADER)["text"]


async def test_a_menu_says_of_how_many_units_the_tasks_are(open_office: Opened) -> None:
    async with open_office("2026-11-24 08:00") as office:
        await leads(office)
        await office.says(LEADER, "/tiendo số liệu")
        assert re.search(r"Chưa kết nối: \d+ \(của \d+ đơn vị\)", office.last(LEADER)["text"])


async def test_units_and_sections_add_up_to_the_digests_cells(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for code in ("III.3.1-1", "III.4-3"):  # dated; ongoing
            await office.says(KT, f"/capnhat {code} đã xong")
        await office.says(LEADER, "/tiendo")
        (done, total) = re.findall(r"(\d+)/(\d+) nhiệm vụ", office.last(LEADER)["text"])[0]
        for words in ("đơn vị", "mục"):
            await office.says(LEADER, f"/tiendo {words}")
            found = re.findall(r": (\d+)/(\d+)", office.last(LEADER)["text"])
            if "Trang sau ›" in office.labels(LEADER):
                await office.presses(LEADER, "Trang sau ›")
                found += re.findall(r": (\d+)/(\d+)", office.last(LEADER)["text"])
            assert sum(int(each[0]) for each in found) == int(done) == 1
            assert sum(int(each[1]) for each in found) == int(total)


async def test_progress_asked_on_the_digests_day_tells_the_digests_week(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group()
        await office.at("2025-12-01 07:40")
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.at("2025-12-08 07:30")
        digest = office.told(GROUP)["text"]
        await office.at("2025-12-08 09:00")
        await office.says(LEADER, "/tiendo", chat=GROUP)
        asked = office.told(GROUP)["text"]
        assert "tuần qua thêm 1" in digest
        assert asked.splitlines()[:8] == digest.splitlines()[:8]


async def test_in_a_groups_topic_only_its_own_plan_is_told_of_whoever_asks(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        office.api.press_start(SECRETARY, office.code(Role.SECRETARY, plan="ke-sat-68-nq-tw"))
        await office.robot.step()
        await office.links_group()
        await office.says(SECRETARY, "/baocao", chat=GROUP)
        files = [m["document"]["file_name"] for m in office.of_bot(GROUP) if "document" in m]
        assert len(files) == 1 and "-07-KH-TU-" in files[0]
