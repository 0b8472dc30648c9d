"""What can't be read is refused in one plain line, whatever it pretends to be, within bounds."""

import os
from pathlib import Path

import importer_pdf
import pytest
from importer_files import OLD, TASK, docx, office, paragraph, row, said, sheet

from bot.documents import docx as docx_reader
from bot.documents import pdf, unzipped, xlsx
from bot.documents.opening import read_pieces
from bot.documents.refusals import Refused
from bot.importer import apart
from bot.importer.apart import read_document
from bot.importer.build import draft_of
from bot.model.say import Mistake
from bot.texts import LANGUAGES, texts_in

RANDOM = bytes(range(7, 251)) * 20
TABLE = b"<w:tbl>%s</w:tbl>"
ROW = b"<w:tr><w:tc>%s</w:tc></w:tr>"
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "an old document under a new name": ("a.docx", OLD + bytes(3000), "old_office"),
    "a document with a password": ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a document with macros": ("a.docx", docx(paragraph(), parts={"word/vbaProject.bin": b"x"}), "macros"),
    "a document cut off": ("a.docx", docx(*[paragraph()] * 50)[:300], "damaged"),
    "a document whose text breaks off": ("a.docx", docx(paragraph(), end=b""), "damaged"),
    "entities that grow": ("a.docx", docx(paragraph(), start=b'<!DOCTYPE a [<!ENTITY b "c">]>'), "damaged"),
    "no archive at all": ("a.docx", b"PK\x03\x04" + RANDOM, "damaged"),
    "another archive": ("a.docx", office({"a.txt": (b"a",)}), "unknown_kind"),
    "a text called a document": ("a.docx", TASK.encode(), "damaged"),
    "a picture": ("a.jpg", b"\xff\xd8\xff" + RANDOM, "unknown_kind"),
    "a damaged PDF": ("a.pdf", b"%PDF-1.7\n" + RANDOM, "damaged"),
    "a scan": ("a.pdf", importer_pdf.made(["@body", "Trang"], {}), "scan"),
    "a document of pictures alone": ("a.docx", docx(paragraph("")), "scan"),
    "bytes called text": ("a.txt", b"\0" + RANDOM, "not_text"),
    "nothing": ("a.txt", b" \n", "empty"),
    "no task in it": ("a.txt", ("Kính thưa quý vị đại biểu. " * 9).encode(), "nothing_found"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_t_be_read_is_refused_with_its_reason(case: str) -> None:
    name, data, why = REFUSED[case]
    with pytest.raises(Refused) as refused:
        draft_of(read_pieces(data, name), name, ())
    assert refused.value.say.key == f"importer.{why}"
    told = [texts_in(language).plain(refused.value.say) for language in LANGUAGES]
    assert all(one and "\n" not in one for one in told)


def test_what_grows_when_it_is_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unzipped, "MOST_UNPACKED", 100_000)
    assert why(docx(paragraph("a" * 200_000)), "a.docx") == "too_large"


def test_too_many_rows_and_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (docx_reader, xlsx):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert why(docx(TABLE % (ROW % paragraph() * 4)), "a.docx") == "too_many_rows"
    assert why(sheet(*(row(n, said(f"A{n}", TASK)) for n in range(1, 5))), "a.xlsx") == "too_many_rows"
    assert why(importer_pdf.made(["@body", *[TASK] * 90], {}), "a.pdf") == "too_many_pages"


def test_a_document_as_large_as_may_be_is_read() -> None:
    pieces = read_pieces(docx(*[paragraph()] * 300), "a.docx")
    assert len(draft_of(pieces, "a.docx", ()).tasks) == 300


def test_a_row_far_away_makes_no_large_table() -> None:
    far = sheet(row(1, said("A1", TASK)), row(1_000_000, said("ZZ1000000", "x"), said("B1000000", TASK)))
    table = read_pieces(far, "a.xlsx")[0]
    assert (table.height, table.width) == (2, 2)  # type: ignore[union-attr]


def test_a_formula_s_value_is_taken_as_it_was_saved_and_doubted() -> None:
    head = row(1, said("A1", "Nhiệm vụ"), said("B1", "Chủ trì"), said("C1", "Thời hạn"))
    cell = '<c r="C2" t="str"><f>CONCAT("30/9/","2026")</f><v>30/9/2026</v></c>'
    body = row(2, said("A2", "Rà soát hồ sơ của các phòng"), said("B2", "Phòng Kinh tế"), cell)
    task = draft_of(read_pieces(sheet(head, body), "a.xlsx"), "a.xlsx", ()).tasks[0]
    assert (str(task.due), "formula" in [doubt.key for doubt in task.doubts]) == ("2026-09-30", True)


# ---- the process ----


def test_reading_goes_on_apart_and_ends_when_it_takes_too_long(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", TASK.encode())
    draft = read_document(file, ()).draft
    assert draft
    assert len(draft.tasks) == 1
    assert refused(file, seconds=0.01) == "importer.too_long"


def test_a_process_that_dies_is_told_as_a_file_that_can_t_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "CHILD", "import os; os.abort()")
    assert refused(put(tmp_path, "a.txt", TASK.encode())) == "importer.gave_up"


def test_the_process_sees_none_of_the_environment_s_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNGHAN_TOKEN", "1:secret")
    monkeypatch.setattr(apart, "CHILD", "import os, sys; sys.exit('DUNGHAN_TOKEN' in os.environ)")
    with pytest.raises(ValueError, match="JSON"):  # it ended well, and answered nothing
        read_document(put(tmp_path, "a.txt", TASK.encode()), ())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system sets a process no bounds of memory")
def test_the_process_has_bounds_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hog = "from bot.importer import child; child._limit(); a = bytearray(320_000_000)"
    monkeypatch.setattr(apart, "CHILD", hog)
    assert refused(put(tmp_path, "a.txt", TASK.encode())) == "importer.gave_up"


@pytest.mark.parametrize("name", ["a\x1b[31m.txt", "a\u202etxt.exe", "x" * 90 + ".txt"])
def test_a_hostile_name_is_shown_and_never_obeyed(name: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake) as mistake:
        read_document(put(tmp_path, "a.txt", b""), (), name=name)
    line = texts_in("vi").plain(mistake.value.what[0])  # type: ignore[arg-type]
    assert line.isprintable()
    assert len(line) < 120


def test_a_file_that_is_not_there_or_no_file_is_said_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.docx") == "problems.no_file"
    assert refused(tmp_path) == "problems.not_a_file"


def why(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        read_pieces(data, name)
    return refused.value.say.key.removeprefix("importer.")


def put(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def refused(file: Path, seconds: float = 60) -> str:
    with pytest.raises(Mistake) as mistake:
        read_document(file, (), seconds=seconds)
    return str(mistake.value.what[0].values["why"].key)  # type: ignore[union-attr]
