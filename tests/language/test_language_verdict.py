"""The one verdict: when the rules and the trained reader are sure together, and what no "done" gets past."""

from datetime import date

import pytest
from benchmark import UNSEEN, labelled

from bot.language.examples.figures import figures
from bot.language.examples.labelled import FIRST, TRAPS, UNHEARD
from bot.language.examples.labelled import labelled as examples
from bot.language.meaning import Meaning
from bot.language.said import Said
from bot.language.understand import ALONE, FIRM, vetoes

ON = date(2026, 6, 15)


def said(text: str) -> Said:
    return Said(text, ON)


def test_on_voices_never_heard_the_verdict_is_rarely_wrong_for_sure() -> None:
    replies = [reply for file in (*UNHEARD, UNSEEN) for reply in labelled(file)]
    sure = [reply for reply in replies if reply.reading.sure]
    finished = [reply for reply in replies if reply.state is Meaning.DONE]
    assert sum(reply.right for reply in replies) >= 0.9 * len(replies)
    assert len(sure) >= 0.58 * len(replies)
    assert sum(reply.right for reply in sure) >= 0.99 * len(sure)
    assert sum(reply.at_once for reply in finished) >= 0.6 * len(finished)
    assert not any(reply.falsely_done for reply in sure)


def test_few_of_the_traps_are_recorded_as_done() -> None:
    # None is the aim; what is left are tasks handed on and other people's work that no word gives away.
    assert sum(reply.reading.sure and reply.falsely_done for reply in labelled(TRAPS)) <= 2


def test_what_it_asks_back_is_nearly_always_on_a_button() -> None:
    asked = [r for file in (*UNHEARD, UNSEEN) for r in labelled(file) if not r.reading.sure]
    assert sum(reply.offered for reply in asked) >= 0.98 * len(asked)


def test_where_both_agree_it_is_sure() -> None:
    reply = said("đã xong, gửi kèm quyết định")
    assert reply.ruled.state is reply.heard.first is reply.reading.state is Meaning.DONE


def test_the_trained_reader_alone_has_to_be_very_sure() -> None:
    reply = said("tiền bồi thường dân lĩnh xong xuôi, nhà nào cũng ký")
    assert reply.ruled.state is not Meaning.DONE or not reply.ruled.sure
    assert reply.reading.sure == (reply.heard.sureness >= ALONE[Meaning.DONE] and not vetoes(reply.dated))


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("phòng mình làm xong chưa ạ?", "QUESTION"),
        ("đường xong rồi thì gọi em", "CONDITION"),
        ("nếu dân ký thì xong", "CONDITION"),
        ("dự thảo quy chế làm xong rồi", "STEP"),
        ("nghiệm thu giai đoạn 1 rồi", "STEP"),
        ("22/28 hộ nhận tiền rồi", "SHARE"),
        ("xong rồi mà chứng từ chưa gom đủ", "NEGATION"),
        ("đánh dấu hoàn thành tất cả nhiệm vụ đi", "EVERYTHING"),
        ("xã bên cạnh làm xong rồi", "OTHERS"),
        ("em chuyển lại cho đồng chí Hải rồi", "HANDED"),
        ("chắc là xong rồi", "DOUBT"),
        ("ăn cơm xong rồi", "PERSONAL"),
        ("cho tôi xem danh sách ai nộp rồi", "ORDER"),
        ("bấm nhầm hoàn thành, mở lại giúp em", "ORDER"),
        ("năm ngoái tụi em hoàn thành rồi", "EARLIER"),
        ("báo cáo quý trước em nộp rồi mà", "EARLIER"),
        ("camera lắp xong rồi ạ, còn kiểm định", "STEP"),
        ("tờ trình em gửi sở rồi", "STEP"),
        ("nước sạch đấu nối được ngót 600 hộ rồi", "STEP"),
        ("quyết định đã phát hành và đang chờ nhà thầu nộp hồ sơ", "STEP"),
        ("kế hoạch phường chưa duyệt, gửi hôm kia rồi", "NEGATION"),
        ("họ xong đường rồi nhé", "OTHERS"),
        ("em có quyết định điều động rồi", "HANDED"),
        ("báo cáo 6 tháng đầu năm 2025 hoàn thành rồi", "EARLIER"),
    ],
)
def test_a_done_is_never_recorded_at_once_against_a_veto(text: str, veto: str) -> None:
    reading = said(text).reading
    assert veto in vetoes(said(text).dated)
    assert not (reading.state is Meaning.DONE and reading.sure)


def test_a_hint_is_heard_and_a_reader_firm_enough_gets_past_it() -> None:
    reply = said("Bản đồ đã hoàn thành, bàn giao cho UBND phường ngày 10/6, có biên bản")
    assert set(vetoes(reply.dated)) == {"HINT"}
    assert reply.reading.sure == (reply.heard.sureness >= FIRM)


@pytest.mark.parametrize(
    "text",
    [
        "đường xóm trong đổ xong hôm kia, xe chạy được rồi",
        "không còn hộ nào chưa nhận tiền",
        "chi trả đủ, chẳng ai thắc mắc gì",
    ],
)
def test_what_denies_nothing_is_no_veto(text: str) -> None:
    assert vetoes(said(text).dated) == {}


def test_buttons_stand_in_the_trained_reader_s_order() -> None:
    for reply in (each.said for each in examples(UNHEARD[0])):
        likely = [each for each in reply.heard.likely if each is not Meaning.NONE]
        if not reply.reading.sure and reply.reading.state is reply.heard.first is likely[0]:
            assert list(reply.reading.others) == likely[:3]


def test_a_bare_figure_or_day_is_read_by_the_rules() -> None:
    for text in ("2 50", "31/8/2026", "80"):
        assert said(text).reading == said(text).ruled


def test_percent_and_day_are_those_of_the_one_reader_of_them() -> None:
    assert said("thôn trên làm được 3/5 tuyến, còn đợi dân").reading.percent == 60
    assert said("cho tụi tui khất tới 20/8 nghen, dân chưa về").reading.until == date(2026, 8, 20)


def test_the_figures_are_printed_for_every_set() -> None:
    assert len(figures(labelled(FIRST)[:50])) == 8
