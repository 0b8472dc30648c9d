"""Words that report nothing: questions, a word received, work announced, what opens an order or decision."""

from datetime import date

import pytest

from bot.language.said import Said
from bot.language.talk import asks, card_answers, for_secretary, is_only, opened, promises, received

ON = date(2026, 1, 5)


def said(text: str) -> Said:
    return Said(text, ON)


@pytest.mark.parametrize(
    "text",
    [
        "bao giờ hết hạn?",
        "hạn là ngày nào ạ",
        "ai chủ trì việc này?",
        "căn cứ văn bản nào",
        "viec nay la gi vay",
    ],
)
def test_a_card_tells_until_when_whose_and_what(text: str) -> None:
    assert asks(said(text)) and card_answers(said(text))


@pytest.mark.parametrize(
    "text", ["báo cáo theo mẫu nào?", "gửi cho ai và hạn ngày nào?", "kinh phí lấy ở đâu?"]
)
def test_a_card_does_not_tell_the_rest(text: str) -> None:
    assert not card_answers(said(text))


@pytest.mark.parametrize(
    "text", ["đã nhận ạ", "rõ", "Dạ em nhận được ý kiến chỉ đạo rồi ạ", "da nhan", "ok anh"]
)
def test_a_word_is_received(text: str) -> None:
    assert received(said(text))


@pytest.mark.parametrize("text", ["đã nhận tiền", "rõ là chưa xong", "vâng ạ", "nhận xong rồi"])
def test_what_tells_more_is_no_receipt(text: str) -> None:
    assert not received(said(text))


@pytest.mark.parametrize(
    "text", ["vâng ạ, mai em gửi phương án", "để chiều em báo", "tuần sau trình ạ", "em sẽ nộp báo cáo"]
)
def test_work_is_announced(text: str) -> None:
    assert promises(said(text))


@pytest.mark.parametrize(
    "text", ["mai em gửi, đã xong 60%", "việc này mai em gửi", "em gửi rồi", "sẽ có hướng dẫn"]
)
def test_what_tells_how_it_stands_announces_nothing(text: str) -> None:
    assert not promises(said(text))


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Yêu cầu  Phòng Kinh tế làm gấp II-4", "ORDERS", "Phòng Kinh tế làm gấp II-4"),
        ("yêu câ\u0300u Phòng Kinh tế làm gấp", "ORDERS", "Phòng Kinh tế làm gấp"),
        ("chuyển cho Công an xã", "GIVES", "Công an xã"),
        ("- chuyen viec nay sang phong kinh te", "GIVES", "phong kinh te"),
        ("miễn I-3 tháng 1", "WAIVES", "I-3 tháng 1"),
        ("em xin hỏi thư ký: mẫu nào?", "TO_SECRETARY", "mẫu nào?"),
        ("Phòng Kinh tế yêu cầu", "ORDERS", None),
        ("miên man", "WAIVES", None),
    ],
)
def test_what_stands_behind_the_words_that_open_a_message(text: str, name: str, rest: str | None) -> None:
    assert opened(text, name) == rest


def test_the_secretary_may_be_asked_what_was_asked_before() -> None:
    assert for_secretary(said("hỏi thư ký giúp em với ạ")) == ""
    assert for_secretary(said("hỏi thư ký")) == ""
    assert for_secretary(said("thư ký hỏi")) is None


@pytest.mark.parametrize(("text", "sure"), [("đúng rồi", True), ("ok em", True), ("có, nhưng để sau", False)])
def test_a_yes_with_a_pause_behind_it_says_more(text: str, sure: bool) -> None:
    assert is_only(said(text), "SURE") is sure
