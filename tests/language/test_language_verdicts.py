"""What a secretary's words decide: yes or no, the reason, the number of the document."""

import pytest

from bot.language.folding import fold
from bot.language.verdicts import BECAUSE, DOCUMENT, NO, YES


@pytest.mark.parametrize(
    "words",
    ["duyệt", "Đồng ý", "em duyệt nhé", "dong y theo QĐ 12", "OK", "chấp thuận", "approved", "phê duyệt"],
)
def test_a_yes_is_a_yes(words: str) -> None:
    plain = fold(words.casefold())
    assert YES.match(plain) and not NO.match(plain)


@pytest.mark.parametrize(
    "words", ["không duyệt", "chưa đồng ý", "ko đồng ý", "trả lại vì thiếu phụ lục", "từ chối", "refused"]
)
def test_a_no_is_a_no(words: str) -> None:
    assert NO.match(fold(words.casefold()))


@pytest.mark.parametrize("words", ["để xem", "duyệtt đâu", "okela chưa", "thiếu phụ lục", ""])
def test_anything_else_is_neither(words: str) -> None:
    plain = fold(words.casefold())
    assert not NO.match(plain) and not YES.match(plain)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("theo QĐ 12/QĐ-UBND", "12/QĐ-UBND"),
        ("công văn số 1234/UBND-KGVX nhé", "1234/UBND-KGVX"),
        ("07-KH/TU", "07-KH/TU"),
        ("đến 28/2/2026 theo 12/2026/QĐ-UBND", "12/2026/QĐ-UBND"),
        ("theo 12/QĐ-UBND ngày 5/12/2025", "12/QĐ-UBND ngày 5/12/2025"),
    ],
)
def test_a_documents_number_is_found(words: str, number: str) -> None:
    match = DOCUMENT.search(words)
    assert match and match[0] == number


@pytest.mark.parametrize("words", ["đến 31/3/2026", "đồng ý", "đến quý 3", "28/2"])
def test_a_day_is_no_document(words: str) -> None:
    assert DOCUMENT.search(words) is None


@pytest.mark.parametrize(
    "words", [" vì thiếu phụ lục", ", thiếu phụ lục", ": lý do: thiếu phụ lục", "thiếu phụ lục"]
)
def test_a_reason_stands_behind_what_leads_to_it(words: str) -> None:
    assert BECAUSE.sub("", words) == "thiếu phụ lục"
