"""How one message about several tasks is cut into what is said of each."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import of_work

from bot.language.pieces import Piece, parts


def cut(text: str) -> list[tuple[str | None, str]]:
    return [(part.label, part.text) for part in parts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 xong, 2 đang làm 60%", [("1", "xong"), ("2", "đang làm 60%")]),
        ("2 xong; 3 đang làm 50%, 5 vướng vốn", [("2", "xong"), ("3", "đang làm 50%"), ("5", "vướng vốn")]),
        ("1 xong\n2 chưa làm\n", [("1", "xong"), ("2", "chưa làm")]),
        ("1. xong\n2. bên em còn 3 xã", [("1", "xong"), ("2", "bên em còn 3 xã")]),
        ("1) xong 2) chưa", [("1", "xong"), ("2", "chưa")]),
        ("1/ xong\n2/ chưa", [("1", "xong"), ("2", "chưa")]),
        ("- 1: xong\n- 2: 60%", [("1", "xong"), ("2", "60%")]),
        ("1 xong 2 đang làm", [("1", "xong"), ("2", "đang làm")]),
        ("1 xong còn 2 đang làm", [("1", "xong"), ("2", "đang làm")]),
        ("2 60%", [("2", "60%")]),
        ("việc 2: xong", [("2", "xong")]),
        ("số 2 xong", [("2", "xong")]),
        ("Dạ báo cáo anh, 1 xong, 2 chưa", [("1", "xong"), ("2", "chưa")]),
        ("1 đang làm, xin lùi 2 tuần, 2 xong", [("1", "đang làm, xin lùi 2 tuần"), ("2", "xong")]),
    ],
)
def test_a_number_before_an_answer_names_its_task(text: str, expected: list[tuple[str, str]]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize("text", ["1,3 xong", "1, 3 xong", "1 và 3 xong", "1 & 3 xong", "số 1 và số 3 xong"])
def test_each_number_of_a_list_gets_the_words(text: str) -> None:
    assert cut(text) == [("1", "xong"), ("3", "xong")]


def test_a_run_of_numbers_names_all_between() -> None:
    assert cut("1-3 xong rồi") == [("1", "xong rồi"), ("2", "xong rồi"), ("3", "xong rồi")]


@pytest.mark.parametrize("text", ["xong 1, 2", "xong 1 và 2 ạ", "xong 1, 2 rồi nhé"])
def test_numbers_may_stand_after_the_words(text: str) -> None:
    assert cut(text) == [("1", "xong"), ("2", "xong")]


def test_several_answers_may_each_have_their_numbers_behind() -> None:
    assert cut("xong 1, 2, chưa làm 3") == [("1", "xong"), ("2", "xong"), ("3", "chưa làm")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("III.3.2-3 đang làm 60%", "III.3.2-3"),
        ("iii.3.2-3 đang làm 60%", "iii.3.2-3"),
        ("III. 3.2 - 3 đang làm 60%", "III.3.2-3"),
        ("III.3.2-3: đang làm 60%", "III.3.2-3"),
        ("hp-07/III.3.2-3 đang làm 60%", "hp-07/III.3.2-3"),
    ],
)
def test_a_code_names_its_task_however_it_is_spaced(text: str, label: str) -> None:
    assert cut(text) == [(label, "đang làm 60%")]


@pytest.mark.parametrize(
    "text",
    [
        "60%",
        "3/5 nội dung",
        "30/6/2026",
        "2 tuần nữa xong",
        "còn 2 nội dung",
        "1 phần đã xong",
        "xong phần 1, còn phần 2",
        "quý 3",
        "100% rồi",
        "15/7 xong",
        "xong 2",
        "xong 2 nội dung",
        "xong 30/6",
        "đã họp ngày 3, 4 xong",
        "12 xã đã xong",
        "2 xã xong, 3 xã chưa",
        "2,5 tỷ đã giải ngân",
        "15-7 xong",
        "1-3/5 xong",
        "2",
        "III.3.2-3",
        "đơn vị 3 đã xong",
        "thêm 2 tuần",
        "đã xong",
    ],
)
def test_counts_shares_and_days_are_no_labels(text: str) -> None:
    assert parts(text) == (Piece(None, text),)


def test_the_words_of_a_part_are_kept_as_typed() -> None:
    assert cut("1   Đã XONG nhé!  ;  2 chưa.") == [("1", "Đã XONG nhé!"), ("2", "chưa.")]


CODES = frozenset(("A-1", "C-2", "E-2", "NV2", "A.2", "1.2", "III.2.1-8", "III.2.1-8a", "B", "hp/III.2.1-8"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *((f"{code} xong", code) for code in sorted(CODES - {"B"})),
        ("c–2 xong", "c-2"),
        ("B: xong", "B"),
        ("việc B xong", "B"),
        ("1.2: xong", "1.2"),
        ("nv 2 xong", "nv2"),
    ],
)
def test_a_known_code_comes_before_every_other_reading(text: str, label: str) -> None:
    (part,) = parts(text, CODES)
    assert (part.label, part.text) == (label, "xong")


@pytest.mark.parametrize("text", ["B xong", "việc b xong", "C-3 xong", "1.2 tỷ đã giải ngân", "1.2% xong"])
def test_a_figure_or_a_word_is_no_code(text: str) -> None:
    assert parts(text, CODES) == (Piece(None, text),)


def test_signs_for_codes_cant_be_typed() -> None:
    assert cut("\ue000 xong") == [(None, "\ue000 xong")]


@given(st.text(st.characters()) | st.text("123 ,.;-/%)\nxongchưaIV\ud800"))
@settings(deadline=None, max_examples=200)
def test_any_text_has_at_least_one_part(text: str) -> None:
    assert parts(text)


@pytest.mark.parametrize("piece", ["1,", "1 xong ", "III.", "i-1/", "\n1. ", "xong 1, ", " ", "- ", "dạ "])
def test_ten_thousand_characters_are_cut_within_two_seconds(piece: str) -> None:
    start = time.process_time()
    parts((piece * 10_000)[:10_000])
    taken = time.process_time() - start
    assert taken < of_work(2)
