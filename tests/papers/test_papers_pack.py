"""Evidence as a zip: names that every system takes, an index that tells of all, the same bytes again."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path, PureWindowsPath
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers_samples import TEXTS, ZONE

from bot.papers import pack as packing
from bot.papers.pack import FOLDER, NAME, RESERVED, Packed, pack, parts_of, safe

INDEX = "muc-luc.html"


def piece(**given: Any) -> Packed:
    usual: dict[str, Any] = {
        "code": "II-4",
        "title": "Phương án phòng cháy rừng",
        "unit": "Phòng Kinh tế",
        "report": "Hoàn thành",
        "by": "Trưởng phòng Kinh tế",
        "at": datetime(2026, 3, 6, 8, 30, tzinfo=ZONE),
        "name": "Quyết định.pdf",
    }
    return Packed(**{**usual, **given})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    file = tmp_path / "0123"
    file.write_bytes(b"%PDF")
    return file


def opened(pieces: list[Packed], part: int = 0, withheld: tuple[str, ...] = ()) -> dict[str, bytes]:
    with ZipFile(BytesIO(pack(pieces, part, "Minh chứng", withheld, TEXTS))) as made:
        assert made.testzip() is None
        return {name: made.read(name) for name in made.namelist()}


def test_a_task_is_a_folder_and_files_keep_their_names(copy: Path) -> None:
    found = opened([piece(copy=copy)])
    assert found["II-4 Phương án phòng cháy rừng/Quyết định.pdf"] == b"%PDF"
    assert set(found) == {"II-4 Phương án phòng cháy rừng/Quyết định.pdf", INDEX}


def test_two_of_one_name_are_numbered_whatever_their_case(copy: Path) -> None:
    names = ("a.pdf", "A.PDF", "a.pdf")
    assert [path.rpartition("/")[2] for path in opened([piece(name=n, copy=copy) for n in names])] == [
        "a.pdf",
        "A (2).PDF",
        "a (3).pdf",
        INDEX,
    ]


def test_codes_that_only_their_case_or_a_stroke_tells_apart_have_their_own_folders(copy: Path) -> None:
    found = opened([piece(code=code, title=code, copy=copy) for code in ("a/1", "A-1", "a-1")])
    assert len({path.partition("/")[0].casefold() for path in found if path != INDEX}) == 3


def test_names_typed_as_letters_and_marks_are_composed(copy: Path) -> None:
    found = opened([piece(name="Quye\u0302\u0301t.pdf", copy=copy)])
    assert "II-4 Phương án phòng cháy rừng/Quyết.pdf" in found


@given(name=st.text(max_size=300), most=st.sampled_from([FOLDER, NAME]))
def test_any_name_becomes_one_that_windows_takes(name: str, most: int) -> None:
    made = safe(name, most, ends=most == NAME)
    assert 0 < len(made.encode("utf-16-le")) // 2 <= most + 1
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert made == made.strip(" .")
    assert PureWindowsPath(made).name == made
    assert made.partition(".")[0].rstrip().upper() not in RESERVED


@pytest.mark.parametrize("name", ["CON", "nul.pdf", "COM1.tar.gz", "aux .txt", "..", ""])
def test_what_windows_reserves_is_not_used(name: str) -> None:
    assert safe(name, NAME, ends=True).startswith("_")


def test_a_long_name_keeps_its_ending() -> None:
    made = safe("dài " * 100 + ".docx", NAME, ends=True)
    assert made.endswith("….docx")
    assert len(made) <= NAME


def test_the_index_tells_of_links_of_what_is_missing_and_of_classified_tasks(copy: Path) -> None:
    pieces = [
        piece(copy=copy),
        piece(name="https://xa.gov.vn/?a=1&b=<2>", link=True),
        piece(name="ban-ve.zip", missing="too_large"),
        piece(name="mat.pdf", copy=copy.with_name("none")),
    ]
    told = opened(pieces, withheld=("II-9",))[INDEX].decode()
    assert 'href="II-4%20Ph' in told
    assert 'href="https://xa.gov.vn/?a=1&amp;b=&lt;2&gt;"' in told
    assert "ban-ve.zip – trên 20 MB" in told
    assert "mat.pdf – bot không còn bản lưu" in told
    assert "II-9: có tài liệu mật" in told
    assert "Trưởng phòng Kinh tế" in told
    assert "8:30 6/3/2026" in told or "08:30" in told


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    assert "href" not in opened([piece(name="javascript:alert(1)", link=True)])[INDEX].decode()


def test_what_is_too_much_for_one_message_comes_in_parts(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "PART", 10)
    pieces = [piece(name=f"{n}.pdf", size=6, copy=copy) for n in range(3)]
    assert parts_of(pieces) == [0, 1, 2]
    second = opened(pieces, 1)
    assert [path.rpartition("/")[2] for path in second] == ["1.pdf", INDEX]
    assert "0.pdf – ở phần 1" in second[INDEX].decode()


def test_the_same_evidence_gives_the_same_bytes(copy: Path) -> None:
    pieces = [piece(copy=copy), piece(name="b.pdf", copy=copy)]
    assert pack(pieces, 0, "a", (), TEXTS) == pack(pieces, 0, "a", (), TEXTS)
