"""A plan from the chat: a document sent, its sheet corrected in Excel, put in force, changed, taken back."""

from asyncio import create_task, sleep
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from docx import Document
from flow_commune import DUE, HEAD, Commune
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, Office, Opened

from bot.importer import apart
from bot.model.people import Role
from bot.planfile.catalog import load
from bot.rehearsal.params import Upload

NEW = "24-kh-ubnd"
LINES = (
    "ỦY BAN NHÂN DÂN XÃ",
    "Số: 24/KH-UBND",
    "Ngày 12 tháng 1 năm 2026",
    "KẾ HOẠCH",
    "Phòng cháy, chữa cháy rừng năm 2026",
    "I. NHIỆM VỤ",
    "1. Công an xã chủ trì xây dựng phương án chữa cháy rừng, hoàn thành trước ngày 23/1/2026.",
    "2. Phòng Kinh tế chủ trì rà soát các khu rừng dễ cháy, báo cáo trước ngày 30/3/2026.",
    "3. Tuyên truyền đến từng hộ dân về phòng cháy.",
)


def docx(*lines: str) -> bytes:
    made, data = Document(), BytesIO()
    for line in lines or LINES:
        made.add_paragraph(line)
    made.save(data)
    return data.getvalue()


ASKED = ["Áp dụng", "Để sau", "Xem tin nhắc đầu tiên"]
DOCUMENT = Upload("kh 24.docx", docx(), "application/octet-stream")


async def commune(office: Office, folder: Path) -> Commune:
    """A plan with its secretary, and somebody at the police, who has no task of it."""
    here = Commune(office, folder)
    await here.starts(DUE, head=HEAD)
    await here.links(SECRETARY, Role.SECRETARY)
    await here.links(PCCC, Role.OFFICIAL, "cong-an")
    return here


async def sends(office: Office, upload: Upload, *, user: int = SECRETARY, **how: Any) -> None:
    office.api.send_file(user, user, upload, **how)
    await office.robot.step()


def sheet(office: Office, user: int = SECRETARY) -> Upload:
    """The last workbook that the bot sent."""
    file = next(m["document"] for m in reversed(office.of_bot(user)) if "document" in m)
    data = office.api.files.at(office.api.files.info(file["file_id"])["file_path"])
    assert data
    return Upload(file["file_name"], data, "")


def edited(upload: Upload, cells: Mapping[str, Any]) -> Upload:
    """The workbook with other values in some cells ("Nhiệm vụ!I5")."""
    book, data = openpyxl.load_workbook(BytesIO(upload.data)), BytesIO()
    for place, value in cells.items():
        page, _, cell = place.partition("!")
        book[page][cell] = value
    book.save(data)
    return Upload(upload.name, data.getvalue(), "")


def told(office: Office, user: int = SECRETARY) -> str:
    last = office.last(user)
    return str(last.get("text") or last.get("caption"))


FILLED = {"Nhiệm vụ!H6": "30/6/2026", "Nhiệm vụ!F6": "Văn phòng"}


async def drafted(office: Office) -> Upload:
    """The sheet of the document."""
    await sends(office, DOCUMENT, caption="/kehoach")
    return sheet(office)


async def proposed(office: Office) -> int:
    """The new plan laid before the secretary; the message that asks her."""
    await sends(office, edited(await drafted(office), FILLED))
    return int(office.last(SECRETARY)["message_id"])


@pytest.mark.parametrize("words", ["/kehoach 15/KH-UBND", "/kehoach trống"])
async def test_a_sheet_is_asked_for_in_words_too(open_office: Opened, tmp_path: Path, words: str) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, words)
        assert sheet(office).name == ("mau-ke-hoach.xlsx" if "trống" in words else "bang-ke-hoach.kh-15.xlsx")


async def present(office: Office) -> Upload:
    """The sheet of the plan in force."""
    await office.says(SECRETARY, "/kehoach")
    await office.presses(SECRETARY, "Bảng hiện tại: 15/KH-UBND")
    return sheet(office)


def plan_text(here: Commune, name: str = "kh-15.yaml") -> str:
    return (here.folder / name).read_text(encoding="utf-8")


# ---- the whole way ----


async def test_from_the_signed_document_to_reminders_a_change_and_back(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/kehoach")
        assert office.labels(SECRETARY) == ["Bảng hiện tại: 15/KH-UBND", "Bảng trống"]

        await sends(office, DOCUMENT)
        assert any(text.startswith("Đang đọc kh 24.docx…") for text in texts(office))
        assert "3 nhiệm vụ, 2 có ngày đến hạn, 2 nêu đơn vị chủ trì" in told(office)
        assert "• I-3 Tuyên truyền đến từng hộ dân về phòng cháy: không nêu thời hạn" in told(office)
        draft = sheet(office)
        assert draft.name == "bang-ke-hoach.24-kh-ubnd.xlsx"

        await sends(office, edited(draft, {"Nhiệm vụ!H4": "ngày 31/2/2026", "Nhiệm vụ!F6": "Sở Ngoại"}))
        assert "ô H4: cần thời hạn" in told(office) and "ô F6: cần một đơn vị" in told(office)
        assert "Kế hoạch đang có không thay đổi" in told(office)

        await sends(office, edited(draft, FILLED))
        assert "kế hoạch mới, 3 việc mới" in told(office)
        assert "+ I-1 Xây dựng phương án chữa cháy rừng" in told(office)
        assert "Hai tuần tới có 6 tin nhắc" in told(office) and "16/1/2026: 1" in told(office)
        assert office.labels(SECRETARY) == ASKED
        assert not (here.folder / f"{NEW}.yaml").exists()

        await office.presses(SECRETARY, "Áp dụng")
        assert told(office).startswith("Đã áp dụng: 24/KH-UBND")
        await here.looks()
        await office.at("2026-01-16 07:30")
        assert "Xây dựng phương án chữa cháy rừng" in told(office, PCCC)

        before = plan_text(here)
        await sends(office, edited(await present(office), {"Nhiệm vụ!H4": "30/1/2026"}))
        assert "hạn 20/1/2026 → 30/1/2026" in told(office)
        await office.presses(SECRETARY, "Áp dụng")
        applied = office.last(SECRETARY)["message_id"]
        await here.looks()
        assert due(office) == "2026-01-30"
        (former,) = (here.folder / ".former").glob("kh-15.2026-01-16-*.yaml")
        assert former.read_text(encoding="utf-8") == before

        await office.presses(SECRETARY, "Hoàn tác", on=applied)
        assert told(office).startswith("Đã hoàn tác")
        await here.looks()
        assert (due(office), plan_text(here)) == ("2026-01-20", before)


def texts(office: Office, user: int = SECRETARY) -> list[str]:
    return [str(m.get("text") or m.get("caption")) for m in office.of_bot(user)]


def due(office: Office) -> str:
    return str(office.robot.world.catalog.plans["kh-15"].tasks[0].deadline.due)


# ---- what is a plan, and what is evidence ----


def evidence(office: Office, user: int = SECRETARY) -> int:
    with office.store.transaction(read_only=True) as tx:
        return 1 if tx.evidence.last_of(user) else 0


def files_read(office: Office) -> list[str]:
    with office.store.transaction(read_only=True) as tx:
        found = (tx.plan_files.get(id) for id in range(1, 9))
        return [file.name for file in found if file]


async def test_a_file_without_a_word_is_evidence_as_ever(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await sends(office, DOCUMENT)
        assert (files_read(office), evidence(office)) == ([], 1)


async def test_a_file_in_answer_to_a_card_is_evidence_even_right_after_the_question_for_a_plan(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/viec I-1")
        card = office.last(SECRETARY)["message_id"]
        await office.says(SECRETARY, "/kehoach")
        await sends(office, DOCUMENT, reply_to=card)
        assert (files_read(office), evidence(office)) == ([], 1)


@pytest.mark.parametrize("how", ["caption", "answer", "behind the question"])
async def test_a_plan_file_is_no_evidence(open_office: Opened, tmp_path: Path, how: str) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        if how != "caption":
            await office.says(SECRETARY, "/kehoach")
        asked = office.last(SECRETARY)["message_id"] if how == "answer" else None
        await sends(office, DOCUMENT, caption="/kehoach" if how == "caption" else "", reply_to=asked)
        assert (files_read(office), evidence(office)) == (["kh 24.docx"], 0)


async def test_a_sheet_is_known_by_its_name_days_later(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        draft = await drafted(office)
        await office.at("2026-01-19 07:30")
        again = Upload("bang-ke-hoach.24-kh-ubnd (1).xlsx", edited(draft, FILLED).data, "")
        await sends(office, again)
        assert office.labels(SECRETARY) == ASKED
        assert not (here.folder / f"{NEW}.yaml").exists()


async def test_a_sheet_with_a_word_beside_it_is_one_but_not_where_the_word_names_a_task(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        draft = await drafted(office)
        await sends(office, edited(draft, FILLED), caption="em gửi lại bảng")
        assert office.labels(SECRETARY) == ASKED
        await sends(office, edited(draft, FILLED), caption="I-1 xong")
        assert (len(files_read(office)), evidence(office)) == (2, 1)


async def test_what_only_bears_the_name_of_a_sheet_is_neither(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        data = BytesIO()
        book = openpyxl.Workbook()
        for row in range(1, 20):
            book.worksheets[0].append([row, "Giao Công an xã kiểm tra các chợ trước ngày 30/3/2026"])
        book.save(data)
        await sends(office, Upload("bang-ke-hoach.khac.xlsx", data.getvalue(), ""))
        assert "không phải bảng kế hoạch của bot" in told(office)
        assert evidence(office) == 0


async def test_two_files_one_after_the_other_are_two_plans(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        other = Upload("kh 25.docx", docx(*(line.replace("24/KH", "25/KH") for line in LINES)), "")
        office.api.send_file(SECRETARY, SECRETARY, DOCUMENT, caption="/kehoach")
        office.api.send_file(SECRETARY, SECRETARY, other, caption="/kehoach")
        await office.robot.step()
        names = [m["document"]["file_name"] for m in office.of_bot(SECRETARY) if "document" in m]
        assert names == ["bang-ke-hoach.24-kh-ubnd.xlsx", "bang-ke-hoach.25-kh-ubnd.xlsx"]


# ---- who, and where ----


async def test_an_official_s_file_is_evidence_and_the_command_is_not_theirs(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await sends(office, DOCUMENT, user=KT, caption="/kehoach")
        assert "thư ký" in told(office, KT)
        await sends(office, Upload("bang-ke-hoach.kh-15.xlsx", docx(), ""), user=KT)
        assert (files_read(office), evidence(office, KT)) == ([], 1)


async def test_in_a_group_it_is_not_done(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(LEADER, Role.LEADER)
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan="kh-15"))
        await office.robot.step()
        office.api.send_file(SECRETARY, GROUP, DOCUMENT, caption="/kehoach")
        await office.robot.step()
        assert "chỉ dùng trong cuộc trò chuyện riêng" in office.last(GROUP)["text"]
        assert files_read(office) == []


async def test_another_secretary_s_plan_is_not_hers_to_change(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        mine = HEAD.replace("kh-15", "kh-20").replace("15/KH-UBND", "20/KH-UBND")
        here.write(DUE, head=mine, file="kh-20.yaml")
        await here.looks()
        await here.links(KT, Role.SECRETARY, plan="kh-20")
        changed = plan_text(here).replace("20/1/2026", "30/1/2026")
        await sends(office, Upload("kh-15.yaml", changed.encode(), ""), user=KT)
        assert "đã có thư ký khác" in told(office, KT)


async def test_who_is_invited_for_a_plan_that_is_not_there_makes_it(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.SECRETARY, plan="rung-2026")
        assert "thư ký của rung-2026" in told(office, KT) and "/kehoach" in told(office, KT)
        await office.says(KT, "/sansang")
        await office.at("2026-01-16 07:30")
        await office.says(KT, "/kehoach")
        assert office.labels(KT) == ["Bảng trống"]
        await sends(office, DOCUMENT, user=KT)
        assert sheet(office, KT).name == "bang-ke-hoach.rung-2026.xlsx"
        await sends(office, edited(sheet(office, KT), FILLED), user=KT)
        await office.presses(KT, "Áp dụng")
        receipt = office.last(KT)["message_id"]
        await here.looks()
        assert set(office.robot.world.catalog.plans) == {"kh-15", "rung-2026"}
        await office.presses(KT, "Hoàn tác", on=receipt)
        await here.looks()
        assert set(office.robot.world.catalog.plans) == {"kh-15"}
        assert secretary_of(office, KT) == {"rung-2026"}


@pytest.mark.parametrize("said", ["/moi", "/sansang", "/tiendo", "xin chào", "em muốn lập kế hoạch mới ạ"])
async def test_before_the_first_plan_whatever_its_secretary_says_leads_to_it(
    open_office: Opened, tmp_path: Path, said: str
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.SECRETARY, plan="rung-2026")
        assert "Kế hoạch này chưa có" in told(office, KT)
        await office.says(KT, said)
        assert told(office, KT).startswith("Anh/chị chưa có kế hoạch")
        await office.says(KT, "bảng trống")
        assert sheet(office, KT).name == "mau-ke-hoach.xlsx"
        await sends(office, DOCUMENT, user=KT)  # without a word: what else may it be
        assert sheet(office, KT).name == "bang-ke-hoach.rung-2026.xlsx"


BY_HAND = {
    "Kế hoạch!B5": "05/KH-UBND",
    "Kế hoạch!B6": "Trồng rừng năm 2026",
    "Kế hoạch!B7": "UBND xã",
    "Kế hoạch!B8": "10/1/2026",
    "Kế hoạch!B9": "Hội Nông dân xã",
    "Mục!A4": "I",
    "Mục!B4": "Nhiệm vụ",
    "Nhiệm vụ!B4": "I",
    "Nhiệm vụ!D4": "Lập danh sách đất trống",
    "Nhiệm vụ!F4": "Hội Nông dân xã",
    "Nhiệm vụ!H4": "Trong quý I/2026",
    "Nhiệm vụ!B5": "I",
    "Nhiệm vụ!D5": "Trồng 5 ha rừng",
    "Nhiệm vụ!H5": "30/6/2026",
    "Đơn vị!B7": "Hội Nông dân xã",
}


async def test_a_plan_of_the_empty_sheet_asks_for_no_codes(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.SECRETARY, plan="rung-2026")
        await office.says(KT, "bảng trống")
        blank = sheet(office, KT)
        await sends(office, blank, user=KT)
        assert "bảng còn là mẫu trống" in told(office, KT)
        await sends(office, edited(blank, BY_HAND), user=KT)
        await office.presses(KT, "Áp dụng")
        catalog = load([here.folder]).catalog
        plan = catalog.plans["rung-2026"]
        assert [(task.code, task.owner) for task in plan.tasks] == [
            ("I-1", "hoi-nong-dan-xa"),
            ("I-2", "hoi-nong-dan-xa"),
        ]
        assert catalog.units["hoi-nong-dan-xa"].short == "Hội Nông dân xã"


@pytest.mark.parametrize("words", ["lập kế hoạch", "nộp kế hoạch mới", "gửi kế hoạch"])
async def test_plain_words_open_it_as_the_command_does(
    open_office: Opened, tmp_path: Path, words: str
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, words)
        assert office.labels(SECRETARY) == ["Bảng hiện tại: 15/KH-UBND", "Bảng trống"]
        await sends(office, DOCUMENT, caption=words)
        assert sheet(office).name == "bang-ke-hoach.24-kh-ubnd.xlsx"


async def test_an_official_who_sends_a_plan_speaks_of_a_task(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(KT, "nộp kế hoạch")
        assert "Lập hoặc sửa kế hoạch" not in told(office, KT)


async def test_a_right_that_has_ended_gives_nothing(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        asked = await proposed(office)
        await office.says(SECRETARY, "/roi đồng ý")
        await office.presses(SECRETARY, "Áp dụng", on=asked)
        assert not (here.folder / f"{NEW}.yaml").exists()


# ---- applied, left, too late ----


@pytest.mark.parametrize("by", ["button", "words"])
async def test_before_anything_is_applied_the_first_reminders_can_be_read(
    open_office: Opened, tmp_path: Path, by: str
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await proposed(office)
        if by == "button":
            await office.presses(SECRETARY, "Xem tin nhắc đầu tiên")
        else:
            await office.says(SECRETARY, "xem tin")
        text = sheet(office).data.decode("utf-8-sig")
        assert "===== Công an xã – 07:30, 16/1/2026 =====" in text
        assert "Xây dựng phương án chữa cháy rừng" in text


async def test_a_reported_task_undone_in_words_is_not_the_plan(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await proposed(office)
        await office.says(SECRETARY, "áp dụng")
        await here.looks()
        await office.says(SECRETARY, "kh-15/I-1 đang làm 40%")
        assert "40%" in told(office)
        await office.says(SECRETARY, "hoàn tác")
        assert (here.folder / f"{NEW}.yaml").exists()


async def test_left_for_later_nothing_changes_and_words_do_it_too(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        asked = await proposed(office)
        await office.says(SECRETARY, "để sau")
        assert told(office).startswith("Chưa thay đổi gì")
        assert not (here.folder / f"{NEW}.yaml").exists()
        await office.says(SECRETARY, "áp dụng", to=asked)
        assert (here.folder / f"{NEW}.yaml").exists()
        office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        await office.says(SECRETARY, "áp dụng", to=asked)
        assert told(office) == "Đã áp dụng rồi."
        await here.looks()
        assert told(office) == "Đã áp dụng rồi."  # she has read what changes
        await office.says(SECRETARY, "hoàn tác")
        assert not (here.folder / f"{NEW}.yaml").exists()


async def test_the_plan_s_other_secretary_is_told_what_changes(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.SECRETARY)
        await sends(office, edited(await present(office), {"Nhiệm vụ!H4": "30/1/2026"}))
        await office.presses(SECRETARY, "Áp dụng")
        assert ".former/kh-15.2026-01-15-0800" in told(office)  # the former version, by its name
        receipt = told(office)
        await here.looks()
        assert told(office) == receipt
        assert "Kế hoạch đã cập nhật và có hiệu lực" in told(office, KT)
        assert "hạn 20/1/2026 → 30/1/2026" in told(office, KT)


@pytest.mark.parametrize("words", ["áp dụng", "apply"])
async def test_a_sheet_with_mistakes_is_not_applied_by_words(
    open_office: Opened, tmp_path: Path, words: str
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await sends(office, edited(await drafted(office), {"Nhiệm vụ!H4": "ngày 31/2/2026"}))
        await office.says(SECRETARY, words)
        assert told(office).startswith("Chưa có gì để áp dụng")


async def test_after_a_week_the_button_does_nothing(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        asked = await proposed(office)
        office.clock.move_to(office.clock.now() + timedelta(days=8))
        await office.presses(SECRETARY, "Áp dụng", on=asked)
        assert not (here.folder / f"{NEW}.yaml").exists()


async def test_what_was_edited_meanwhile_is_not_overwritten(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await sends(office, edited(await present(office), {"Nhiệm vụ!H4": "30/1/2026"}))
        await here.edits(DUE.replace("20/1/2026", "25/1/2026"))
        asked = next(m for m in office.of_bot(SECRETARY) if "reply_markup" in m and "Áp dụng?" in m["text"])
        await office.presses(SECRETARY, "Áp dụng", on=asked["message_id"])
        assert "25/1/2026" in plan_text(here)


async def test_a_new_plan_taken_back_leaves_no_file_and_no_secretary(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await proposed(office)
        await office.presses(SECRETARY, "Áp dụng")
        receipt = office.last(SECRETARY)["message_id"]
        await here.looks()
        assert secretary_of(office) == {"kh-15", NEW}
        await office.presses(SECRETARY, "Hoàn tác", on=receipt)
        await here.looks()
        assert sorted(file.name for file in here.folder.glob("*.yaml")) == ["kh-15.yaml", "units.yaml"]
        assert secretary_of(office) == {"kh-15"}


def secretary_of(office: Office, user: int = SECRETARY) -> set[str | None]:
    with office.store.transaction(read_only=True) as tx:
        return {link.plan for link in tx.links.of_user(user)}


async def test_after_a_day_it_is_not_taken_back(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await proposed(office)
        await office.presses(SECRETARY, "Áp dụng")
        receipt = office.last(SECRETARY)["message_id"]
        office.clock.move_to(office.clock.now() + timedelta(hours=25))
        await office.presses(SECRETARY, "Hoàn tác", on=receipt)
        assert (here.folder / f"{NEW}.yaml").exists()


# ---- files ----


async def test_a_broken_file_is_told_in_one_line(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await sends(office, Upload("hong.docx", b"PK\x03\x04 broken", ""), caption="/kehoach")
        assert told(office).startswith("hong.docx: tệp bị hỏng")


async def test_what_telegram_does_not_give_out_is_said(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        big = Upload("lon.docx", b"PK" + bytes(20 * 1024 * 1024), "")
        await sends(office, big, caption="/kehoach")
        assert "quá 20 MB" in told(office)


async def test_a_fetch_that_fails_is_tried_again(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        office.api.faults.methods, office.api.faults.down = ["getFile"], True
        await sends(office, DOCUMENT, caption="/kehoach")
        assert told(office).startswith("Đang đọc")
        office.api.faults.down = False
        office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        await office.robot.step()
        assert told(office).startswith("Bản nháp đọc từ")


async def test_a_fault_of_our_own_is_said_and_the_next_file_is_read(
    open_office: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")

        def faulty(*_: Any, **__: Any) -> Any:
            raise ZeroDivisionError

        with monkeypatch.context() as patched:
            patched.setattr(apart, "read_document", faulty)
            await sends(office, DOCUMENT, caption="/kehoach")
        assert "lỗi của bot" in told(office)
        await sends(office, Upload("kh 24 lai.docx", docx(), ""), caption="/kehoach")
        assert told(office).startswith("Bản nháp đọc từ")


async def test_a_yaml_alone_is_a_plan_told_with_its_lines(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        text = plan_text(here)
        await sends(office, Upload("kh.yaml", text.replace("van-phong", "van-phog").encode(), ""))
        assert "kh.yaml" in told(office) and "van-phog" in told(office)
        await sends(office, Upload("kh.yaml", text.replace("20/1/2026", "30/1/2026").encode(), ""))
        await office.presses(SECRETARY, "Áp dụng")
        assert plan_text(here) == text.replace("20/1/2026", "30/1/2026")
        assert load([here.folder]).problems == ()


async def test_remarks_in_the_file_stay(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        (here.folder / "kh-15.yaml").write_text(f"# Chép từ bản ký.\n{plan_text(here)}", encoding="utf-8")
        await here.looks()
        await sends(office, edited(await present(office), {"Nhiệm vụ!H4": "30/1/2026"}))
        await office.presses(SECRETARY, "Áp dụng")
        assert plan_text(here).startswith("# Chép từ bản ký.\n") and "30/1/2026" in plan_text(here)


async def test_a_sheet_that_changes_nothing_is_told_so(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await sends(office, await present(office))
        assert "giống hệt kế hoạch đang có" in told(office)


async def test_a_plan_with_classified_tasks_stays_on_the_machine(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await sends(office, edited(await present(office), {"Nhiệm vụ!R4": "mật"}))
        assert "nhiệm vụ mật" in told(office)
        await here.edits(DUE + "    classification: mật\n")
        office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        await office.says(SECRETARY, "/kehoach")
        assert office.labels(SECRETARY) == ["Bảng trống"]


async def test_while_a_file_is_read_others_are_answered(
    open_office: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.OFFICIAL, "van-phong")
        begun, go = Event(), Event()
        read_document = apart.read_document

        def slowly(*args: Any, **how: Any) -> Any:
            begun.set()
            go.wait(30)
            return read_document(*args, **how)

        monkeypatch.setattr(apart, "read_document", slowly)
        office.api.send_file(SECRETARY, SECRETARY, DOCUMENT, caption="/kehoach")
        robot = office.robot
        await robot.poller.poll(0)
        await robot.worker.work()
        work = create_task(robot.reader.work())
        while not begun.is_set():
            await sleep(0.01)
        office.api.say(KT, KT, "/viec")
        await robot.poller.poll(0)
        await robot.worker.work()
        await robot.sender.deliver()
        assert "Kế hoạch cải cách hành chính" in told(office, KT)
        assert told(office).startswith("Đang đọc")
        go.set()
        await work
        await office.robot.step()
        assert told(office).startswith("Bản nháp đọc từ")
