"""Files, pictures and links stand beside the reports they came with, over HTTP."""

import hashlib
import stat
from pathlib import Path

import pytest
from flow_office import KT, PCCC, SECRETARY, Office, Opened
from flow_rules import CODE, entries, rule, shown, where

from bot.model.evidence import LARGEST, Evidence, EvidenceKind, EvidenceState
from bot.model.people import Role
from bot.rehearsal.params import Upload
from bot.runtime import Robot
from bot.store.files import folder_of

PDF = Upload("quyet dinh.pdf", b"%PDF-1.7 signed", "application/pdf")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


async def card_of(office: Office, code: str = CODE) -> int:
    await office.says(KT, f"/viec {code}")
    return int(office.last(KT)["message_id"])


async def sends(office: Office, upload: Upload, *, user: int = KT, step: bool = True, **how: object) -> None:
    office.api.send_file(user, user, upload, **how)  # type: ignore[arg-type]  # as each test words it
    if step:
        await office.robot.step()


def pieces(office: Office) -> list[Evidence]:
    with office.store.transaction(read_only=True) as tx:
        tasks = [task.ref for task in office.robot.world.catalog.tasks()]
        return tx.evidence.of(tasks)


def picture(number: int) -> Upload:
    return Upload(f"{number}.png", PNG + bytes([number]), "image/png")


async def test_a_document_sent_as_a_reply_to_a_card_is_kept_with_its_hash(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF, reply_to=await card_of(office))
        (piece,) = pieces(office)
        assert (piece.task and piece.task.code, piece.what.name, piece.what.size) == (
            CODE,
            PDF.name,
            len(PDF.data),
        )
        assert (piece.state, piece.sha256) == (EvidenceState.KEPT, hashlib.sha256(PDF.data).hexdigest())
        assert piece.what.file_id and piece.what.unique_id
        assert "quyet dinh.pdf" in office.last(KT)["text"]


async def test_the_file_lies_beside_the_database_for_the_bots_account_alone(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF, reply_to=await card_of(office))
        folder = folder_of(office.store)
        (file,) = folder.iterdir()
        assert file.read_bytes() == PDF.data
        assert folder.parent == Path(str(office.store.address.database)).parent
        assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, file)] == [0o700, 0o600]


async def test_a_hostile_name_is_a_name_and_never_a_path(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        name = "../../<b>etc/passwd\u202efdp.exe"
        await sends(office, Upload(name, b"x", "application/pdf"), reply_to=await card_of(office))
        (file,) = folder_of(office.store).iterdir()
        assert file.name == hashlib.sha256(b"x").hexdigest()
        assert "../../<b>etc/passwdfdp.exe" in office.last(KT)["text"]


async def test_a_caption_is_read_as_words(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF, reply_to=await card_of(office), caption="đã xong")
        assert where(office)["state"] == "done"
        assert entries(office) == [("progress", "done", "owner", "đã xong")]
        assert "quyet dinh.pdf" in office.last(KT)["text"]
        assert len(pieces(office)) == 1


async def test_a_caption_names_the_task_by_command_or_code(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for caption in (f"/capnhat {CODE} đang làm 60%", f"{CODE} đang làm 70%", f"/capnhat {CODE}", CODE):
            await sends(office, PDF, caption=caption)
        assert [piece.task and piece.task.code for piece in pieces(office)] == [CODE] * 4
        assert [kind for kind, *_ in entries(office)] == ["progress", "progress", "evidence", "evidence"]


async def test_a_file_without_a_task_is_asked_about_and_then_placed(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, PDF)
        assert pieces(office) == []
        assert "quyet dinh.pdf" in office.last(KT)["text"]
        code = office.labels(KT)[0].split()[0]
        await office.presses(KT, office.labels(KT)[0])
        (piece,) = pieces(office)
        assert (piece.task and piece.task.code, piece.state) == (code, EvidenceState.KEPT)


async def test_an_album_is_confirmed_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card, before = await card_of(office), len(office.of_bot(KT))
        for n in range(4):
            await sends(office, picture(n), photo=True, album="777", reply_to=card, step=n == 2)
        await office.robot.step()
        await office.at("2025-12-01 08:01")
        assert len(office.of_bot(KT)) == before + 1
        assert office.last(KT)["text"].count("📎") == 4
        assert [kind for kind, *_ in entries(office)] == ["evidence"]
        assert {piece.what.kind for piece in pieces(office)} == {EvidenceKind.PHOTO}


async def test_a_picture_that_comes_after_the_confirmation_is_counted_in_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card = await card_of(office)
        await sends(office, picture(1), photo=True, album="777", reply_to=card, caption="đã xong")
        await office.at("2025-12-01 08:01")
        receipt = office.last(KT)["message_id"]
        await sends(office, picture(2), photo=True, album="777", reply_to=card)
        assert office.last(KT)["message_id"] == receipt
        assert office.last(KT)["text"].count("📎") == 2


async def test_an_album_without_a_task_is_asked_about_once_and_placed_whole(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        before = len(office.of_bot(KT))
        for n in range(3):
            await sends(office, picture(n), photo=True, album="777")
        assert len(office.of_bot(KT)) == before + 1
        await office.presses(KT, office.labels(KT)[0])
        assert len(pieces(office)) == 3


@pytest.mark.parametrize("answers", [False, True])
async def test_words_right_behind_an_album_that_name_its_task_leave_no_question_open(
    open_office: Opened, answers: bool
) -> None:
    """`answers`: they are an answer to the question."""
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        before = len(office.of_bot(KT))
        for n in range(2):
            await sends(office, picture(n), photo=True, album="777")
        asked = office.last(KT)["message_id"]
        await office.says(KT, f"{CODE} đang làm 40%", to=asked if answers else None)
        question, receipt = office.of_bot(KT)[before:]
        assert "Đã lưu cùng nội dung gửi kèm" in question["text"]
        assert not question.get("reply_markup", {}).get("inline_keyboard")
        assert receipt["text"].count("📎") == 2
        assert {piece.task and piece.task.code for piece in pieces(office)} == {CODE}


async def test_words_about_several_tasks_leave_the_files_before_them_asked_about(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, picture(1), photo=True)
        await office.says(KT, f"{CODE} đang làm 40%, III.2.1-9 đang làm 20%")
        assert len(office.reports()) == 2
        assert pieces(office) == []


@pytest.mark.parametrize("asked", [False, True])
async def test_words_on_the_last_picture_of_an_album_leave_no_question_open(
    open_office: Opened, asked: bool
) -> None:
    """`asked`: the first pictures were asked about before the last one came."""
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        before = len(office.of_bot(KT))
        for n in range(2):
            await sends(office, picture(n), photo=True, album="777", step=asked)
        await sends(office, picture(2), photo=True, album="777", caption=f"{CODE} đang làm 40%")
        await office.at("2025-12-01 08:01")
        *questions, receipt = office.of_bot(KT)[before:]
        assert len(questions) == asked
        for question in questions:
            assert "Đã lưu cùng nội dung gửi kèm" in question["text"]
            assert not question.get("reply_markup", {}).get("inline_keyboard")
        assert receipt["text"].count("📎") == 3
        assert {piece.task and piece.task.code for piece in pieces(office)} == {CODE}


async def test_pictures_sent_one_after_another_are_asked_about_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        before = len(office.of_bot(KT))
        for n in range(4):
            await sends(office, picture(n), photo=True, step=n != 1)
        await office.at("2025-12-01 08:01")
        assert len(office.of_bot(KT)) == before + 1
        assert all(f"anh-2025-12-01-{n}.jpg" in office.last(KT)["text"] for n in range(1, 5))
        await office.presses(KT, office.labels(KT)[0])
        assert len(pieces(office)) == 4
        assert [kind for kind, *_ in entries(office)] == ["evidence"]
        assert office.last(KT)["text"].count("📎") == 4


async def test_a_picture_just_after_the_first_was_placed_goes_with_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, picture(1), photo=True, caption=f"{CODE} đã xong")
        before = len(office.of_bot(KT))
        await sends(office, picture(2), photo=True)
        assert len(office.of_bot(KT)) == before
        assert office.last(KT)["text"].count("📎") == 2
        assert [kind for kind, *_ in entries(office)] == ["progress"]


async def test_a_picture_of_later_or_behind_another_message_is_asked_about_anew(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await sends(office, picture(1), photo=True)
        await office.at("2025-12-01 08:01")
        before = len(office.of_bot(KT))
        await sends(office, picture(2), photo=True)
        assert len(office.of_bot(KT)) == before + 1
        await office.says(KT, "/viec")
        await sends(office, picture(3), photo=True)
        assert len(office.of_bot(KT)) == before + 3


async def test_a_link_is_evidence_too(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "https://haiphong.gov.vn/qd-12", to=await card_of(office))
        (piece,) = pieces(office)
        assert (piece.what.kind, piece.what.name) == (EvidenceKind.LINK, "https://haiphong.gov.vn/qd-12")
        assert [kind for kind, *_ in entries(office)] == ["evidence"]


async def test_a_file_too_large_to_fetch_keeps_its_telegram_id(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        big = Upload("ban ve.zip", bytes(LARGEST + 1), "application/zip")
        await sends(office, big, reply_to=await card_of(office))
        (piece,) = pieces(office)
        assert (piece.state, piece.sha256) == (EvidenceState.TOO_LARGE, None)
        assert "20 MB" in office.last(KT)["text"]


async def test_a_file_not_fetched_before_the_process_died_is_fetched_by_the_next(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card = await card_of(office)
        await sends(office, PDF, reply_to=card, step=False)
        await office.robot.poller.poll(0)
        await office.robot.worker.work()
        assert pieces(office)[0].state is EvidenceState.WAITING
        (folder_of(office.store)).mkdir(mode=0o700)
        (folder_of(office.store) / ".part-left").write_bytes(b"%PDF")
        heir = Robot(office.robot.settings, office.robot.world, office.store, office.clock)
        await heir.start()
        await heir.fetcher.work()
        await heir.close()
        assert pieces(office)[0].state is EvidenceState.KEPT
        assert [file.name for file in folder_of(office.store).iterdir()] == [pieces(office)[0].sha256]


async def test_a_download_that_fails_is_tried_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card = await card_of(office)
        folder_of(office.store).write_text("in the way")
        await sends(office, PDF, reply_to=card)
        assert "Đã ghi" in office.last(KT)["text"]
        assert pieces(office)[0].state is EvidenceState.WAITING
        folder_of(office.store).unlink()
        await office.at("2025-12-01 08:05")
        assert pieces(office)[0].state is EvidenceState.KEPT


async def test_evidence_whose_report_was_taken_back_no_longer_shows(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card = await card_of(office)
        await sends(office, PDF, reply_to=card)
        assert "Tài liệu chứng minh: 1" in shown(office, KT, card)
        await office.presses(KT, "Hoàn tác")
        assert "Tài liệu chứng minh" not in shown(office, KT, card)


async def test_nobody_attaches_a_file_to_another_units_task(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await sends(office, PDF, user=PCCC, caption=f"/capnhat {CODE} đã xong")
        assert (pieces(office), entries(office)) == ([], [])


# ---- a plan that requires it ----


async def test_done_without_the_required_evidence_is_a_claim_until_the_file_comes(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} đã xong")
        assert where(office)["state"] == "in_progress"
        assert "yêu cầu tài liệu chứng minh" in office.last(KT)["text"]
        await sends(office, PDF, reply_to=office.last(KT)["message_id"])
        assert where(office)["state"] == "done"
        assert entries(office)[-1] == ("progress", "done", "owner", "đã xong")


async def test_a_pressed_done_asks_for_the_required_evidence_too(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        card = await card_of(office)
        await office.presses(KT, "Hoàn thành")
        assert "còn thiếu tài liệu chứng minh" in shown(office, KT, card)
        await office.says(KT, "https://haiphong.gov.vn/qd-12", to=card)
        assert where(office)["state"] == "done"


async def test_evidence_first_and_approval_after(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True, approval=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        before = len(office.of_bot(SECRETARY))
        await office.says(KT, f"/capnhat {CODE} đã xong")
        assert len(office.of_bot(SECRETARY)) == before
        await sends(office, PDF, reply_to=office.last(KT)["message_id"])
        assert "quyet dinh.pdf" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Xác nhận")
        assert where(office)["state"] == "done"


async def test_a_supporting_units_file_doesnt_stand_for_the_owners(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True)
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await sends(office, PDF, caption="/capnhat III.2.1-7 đã xong")
        await office.says(PCCC, "/capnhat III.2.1-7 đã xong")
        assert where(office, "III.2.1-7")["state"] == "in_progress"
