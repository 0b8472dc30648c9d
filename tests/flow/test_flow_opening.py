"""Whoever may see a task opens its files: from the card, the result, the list of what waits, over HTTP."""

from dataclasses import replace
from typing import Any

import pytest
from flow_office import GROUP, KT, PCCC, PLAN, SECRETARY, Office, Opened
from flow_rules import CODE, KEY, forge, rule
from sqlalchemy import text

from bot.access import buttons
from bot.access.buttons import Action
from bot.messages.classified import guarded
from bot.model.people import Role
from bot.rehearsal.params import Upload
from bot.store.files import folder_of

PDF = Upload("Quyết định số 12.pdf", b"%PDF-1.7 signed", "application/pdf")
OLD = Upload("qd12.pdf", b"%PDF-1.7 of long ago", "application/pdf")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
OPEN = "📎 Mở tài liệu"


async def card_of(office: Office, user: int = KT, code: str = CODE) -> int:
    await office.says(user, f"/viec {code}")
    return int(office.last(user)["message_id"])


async def sends(office: Office, *uploads: Upload, caption: str = "", photo: bool = False) -> None:
    """An official's files, each sent in answer to the task's card."""
    card = await card_of(office)
    for upload in uploads:
        office.api.send_file(KT, KT, upload, caption=caption, reply_to=card, photo=photo)
        await office.robot.step()


async def settled(office: Office) -> None:
    """Whatever waits for the pace goes out."""
    await office.at(f"{office.clock.now():%Y-%m-%d} 09:00")


def brought(office: Office, chat: int) -> list[tuple[str, bytes]]:
    """The files the bot sent there: their names and what is in them."""
    found = []
    for message in office.of_bot(chat):
        file: Any = message.get("document") or (message.get("photo") or [None])[-1]
        if file:
            data = office.api.files.at(office.api.files.info(file["file_id"])["file_path"])
            found.append((file.get("file_name", ""), data or b""))
    return found


def forget(office: Office, column: str, value: str) -> None:
    """The evidence as another bot, or another disk, would leave it."""
    with office.store.begin() as connection:
        connection.execute(text(f"UPDATE evidence SET {column} = :value"), {"value": value})


def classify(office: Office) -> None:
    """The plan says `classification: mật` of the task."""
    world = office.robot.world
    plan = world.catalog.plans[PLAN]
    tasks = tuple(replace(t, classification="mật") if t.code == CODE else t for t in plan.tasks)
    catalog = guarded(replace(world.catalog, plans={**world.catalog.plans, PLAN: replace(plan, tasks=tasks)}))
    office.robot.adopt(replace(world, catalog=catalog))


async def test_a_secretary_opens_the_file_from_the_result(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, PDF, caption="đã xong")
        await office.presses(SECRETARY, OPEN)
        assert brought(office, SECRETARY) == [(PDF.name, PDF.data)]
        assert CODE in office.last(SECRETARY)["caption"]
        assert "Trưởng phòng Kinh tế gửi 1/12/2025" in office.last(SECRETARY)["caption"]


async def test_after_a_look_at_the_file_the_result_is_decided_as_before(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, PDF, caption="đã xong")
        question = office.last(SECRETARY)["message_id"]
        await office.presses(SECRETARY, OPEN)
        await office.presses(SECRETARY, "Xác nhận", on=question)
        assert "xác nhận kết quả" in office.last(KT)["text"]
        await office.presses(SECRETARY, OPEN, on=question)
        assert len(brought(office, SECRETARY)) == 2


@pytest.mark.parametrize(
    "words, told", [("duyệt", "đã xác nhận kết quả"), ("trả lại vì thiếu dấu", "chưa được xác nhận")]
)
async def test_an_answer_to_the_opened_file_decides_its_result(
    open_office: Opened, words: str, told: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, PDF, caption="đã xong")
        await office.presses(SECRETARY, OPEN)
        await office.says(SECRETARY, words, to=office.last(SECRETARY)["message_id"])
        assert told in office.last(KT)["text"]


async def test_the_list_of_what_waits_opens_each_ones_files(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, PDF, caption="đã xong")
        await office.says(SECRETARY, "/duyet")
        await office.presses(SECRETARY, "📎 1")
        assert brought(office, SECRETARY) == [(PDF.name, PDF.data)]


async def test_files_refused_by_their_id_come_from_disk_under_their_names(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        await sends(office, Upload("a.png", PNG, "image/png"), photo=True)
        forget(office, "file_id", "of-another-bot")
        await card_of(office)
        await office.presses(KT, OPEN)
        await settled(office)
        assert brought(office, KT) == [(PDF.name, PDF.data), ("", PNG)]


@pytest.mark.parametrize(
    "state, words", [("too_large", "trên 20 MB"), ("lost", "Telegram không còn giữ tệp")]
)
async def test_what_is_nowhere_is_said_in_a_sentence(open_office: Opened, state: str, words: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        for column, value in (("file_id", "gone"), ("state", state), ("sha256", "0")):
            forget(office, column, value)
        await card_of(office)
        await office.presses(KT, OPEN)
        assert brought(office, KT) == []
        assert words in office.last(KT)["text"]
        assert PDF.name in office.last(KT)["text"]


async def test_a_file_gone_from_the_disk_still_comes_by_its_id(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        next(folder_of(office.store).iterdir()).unlink()
        await card_of(office)
        await office.presses(KT, OPEN)
        assert brought(office, KT) == [(PDF.name, PDF.data)]


async def test_a_link_comes_as_the_link(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "https://haiphong.gov.vn/qd-12", to=await card_of(office))
        await card_of(office)
        await office.presses(KT, OPEN)
        assert "https://haiphong.gov.vn/qd-12" in office.last(KT)["text"]


async def test_many_files_come_by_eights(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        files = [Upload(f"{n}.pdf", bytes([n]), "application/pdf") for n in range(10)]
        await sends(office, *files)
        await settled(office)
        await card_of(office)
        await office.presses(KT, f"{OPEN} (10)")
        await office.at("2025-12-01 09:10")
        assert len(brought(office, KT)) == 8
        await office.presses(KT, "📎 Xem tiếp (2)")
        await office.at("2025-12-01 09:20")
        assert [data for _, data in brought(office, KT)] == [file.data for file in files]
        assert office.labels(KT) == []


async def test_a_request_shows_its_own_files_alone(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, OLD, caption="đang làm 60%")
        await office.says(KT, "xin gia hạn đến 31/1/2026 vì chờ thẩm định", to=await card_of(office))
        assert "xin đến 31/1/2026" in office.last(SECRETARY)["text"]
        assert OLD.name not in office.last(SECRETARY)["text"]
        assert not any(label.startswith("📎") for label in office.labels(SECRETARY))


async def test_a_result_shows_its_own_files_and_those_sent_alone_for_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        await sends(office, OLD, caption="đang làm 60%")
        await sends(office, PDF)
        await office.says(KT, "đã xong", to=await card_of(office))
        assert PDF.name in office.last(SECRETARY)["text"]
        assert OLD.name not in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, f"{OPEN} (1)")
        assert brought(office, SECRETARY) == [(PDF.name, PDF.data)]


async def test_files_of_a_report_taken_back_are_not_opened(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        await office.says(KT, "hoàn tác")
        before = len(office.of_bot(KT))
        press = forge(office, KT, buttons.data(Action.EVIDENCE, KEY, "-", 0))
        await office.robot.step()
        assert "Không có tài liệu nào" in office.api.answers[press]["text"]
        assert len(office.of_bot(KT)) == before


async def test_another_units_official_opens_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await sends(office, PDF)
        press = forge(office, PCCC, buttons.data(Action.EVIDENCE, KEY, "-", 0))
        await office.robot.step()
        assert "không thuộc phạm vi" in office.api.answers[press]["text"]
        assert brought(office, PCCC) == []


async def test_a_group_is_sent_what_it_may_see(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group(KT)
        await sends(office, PDF)
        await office.says(KT, f"/viec {CODE}", chat=GROUP)
        await office.presses(KT, OPEN, chat=GROUP)
        assert brought(office, GROUP) == [(PDF.name, PDF.data)]


async def test_a_group_of_another_unit_sees_nothing_of_what_is_opened_in_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        office.api.add_to_group(KT, GROUP, office.code(Role.GROUP, unit="cong-an-tp"))
        await office.robot.step()
        await sends(office, PDF)
        forge(office, KT, buttons.data(Action.EVIDENCE, KEY, "-", 0), GROUP)
        await office.robot.step()
        assert brought(office, GROUP) == []
        assert brought(office, KT) == [(PDF.name, PDF.data)]


async def test_a_group_that_takes_no_files_is_told_why(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group(KT)
        await sends(office, PDF)
        await office.says(KT, f"/viec {CODE}", chat=GROUP)
        office.api.set_permissions(GROUP, can_send_documents=False)
        await office.presses(KT, OPEN, chat=GROUP)
        await settled(office)
        assert brought(office, GROUP) == []
        assert "không cho gửi tệp" in office.last(GROUP)["text"]


async def test_a_group_that_takes_no_photos_gets_them_as_files_under_their_names(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links_group(KT)
        await sends(office, Upload("a.png", PNG, "image/png"), photo=True)
        await office.says(KT, f"/viec {CODE}", chat=GROUP)
        office.api.set_permissions(GROUP, can_send_photos=False)
        await office.presses(KT, OPEN, chat=GROUP)
        await settled(office)
        assert brought(office, GROUP) == [("anh-2025-12-01-1.jpg", PNG)]


async def test_a_file_that_telegram_could_not_take_for_a_while_comes_later_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        await card_of(office)
        office.api.pace.flood(KT, 30)
        await office.presses(KT, OPEN)
        await settled(office)
        assert brought(office, KT) == [(PDF.name, PDF.data)]


async def test_files_of_a_classified_task_stay_on_the_machine(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        classify(office)
        card = await card_of(office)
        assert OPEN not in " ".join(office.labels(KT))
        press = forge(office, KT, buttons.data(Action.EVIDENCE, KEY, "-", 0))
        await office.robot.step()
        assert "không gửi qua Telegram" in office.api.answers[press]["text"]
        assert (brought(office, KT), office.last(KT)["message_id"]) == ([], card)


async def test_pictures_are_named_by_their_day_and_number(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for n in range(2):
            await sends(office, Upload("a.png", PNG + bytes([n]), "image/png"), photo=True)
        await office.presses(KT, "Chi tiết", on=await card_of(office))
        told = office.last(KT)["text"]
        assert "anh-2025-12-01-1.jpg" in told
        assert "anh-2025-12-01-2.jpg" in told
