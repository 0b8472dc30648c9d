"""What replies mean, and how sure of it the bot may be."""

import time
import unicodedata
from datetime import date

import pytest
from benchmark import UNSEEN, labelled
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import of_work

from bot.language.examples.figures import Read
from bot.language.said import Said
from bot.language.understand import Meaning, Reading
from bot.texts import LANGUAGES, Texts

ON = date(2026, 5, 10)  # a Sunday


def read(text: str) -> Reading:
    return Said(text, ON).reading


@pytest.fixture(scope="module")
def replies() -> list[Read]:
    return labelled()


def test_the_labelled_set_holds_at_least_1000_replies_each_once(replies: list[Read]) -> None:
    assert len({reply.text for reply in replies}) == len(replies) >= 1000


def test_95_of_100_labelled_replies_are_read_right(replies: list[Read]) -> None:
    assert sum(reply.right for reply in replies) >= 0.95 * len(replies)


def test_of_the_sure_readings_995_in_1000_are_right_in_state_percent_and_day(replies: list[Read]) -> None:
    sure = [reply for reply in replies if reply.reading.sure]
    assert len(sure) > len(replies) / 2
    assert sum(reply.exact for reply in sure) >= 0.995 * len(sure)


def test_no_labelled_reply_is_wrongly_read_as_done(replies: list[Read]) -> None:
    assert [r.text for r in replies if r.reading.state is Meaning.DONE and Meaning.DONE not in r.fair] == []


def test_replies_that_nothing_was_learnt_from_are_rarely_read_wrong_for_sure_and_never_as_done() -> None:
    unseen = labelled(UNSEEN)
    plain = [reply for reply in unseen if reply.clear and reply.reading.sure]
    assert len(plain) >= 200
    assert sum(reply.right for reply in plain) >= 0.98 * len(plain)
    assert sum(reply.good for reply in unseen) >= 0.9 * len(unseen)
    assert [r.text for r in unseen if r.reading.sure and r.falsely_done] == []


@pytest.mark.parametrize(
    "text", ["đã xong", "da xong r", "xong rồi nhé", "done", "Hoàn thành 100%", "ok xong ✅"]
)
def test_a_plain_completion_is_done_for_sure(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.DONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "đã xong, gửi anh báo cáo",
        "Đã xong, gửi kèm Quyết định số 415/QĐ-UBND ngày 4/5/2026",
        "UBND xã đã hoàn thành nhiệm vụ được giao, kính báo cáo anh",
        "Theo chỉ đạo của Chủ tịch, sở đã hoàn thành đúng thời hạn quy định",
        "nhiệm vụ hoàn thành",
        "Tụi em mần xong rứa rồi nghen",
        "xong từ tháng 4 rồi mà bot vẫn nhắc à",
        "tuần trước còn vướng nhưng giờ xong rồi",
        "hôm qua chưa xong, hôm nay xong rồi",
    ],
)
def test_courtesies_papers_and_what_was_before_take_nothing_from_a_completion(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.DONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "đã ký ban hành, nhiệm vụ hoàn thành",
        "Đã họp, đã thống nhất, đã ban hành. Công việc đã xong.",
        "đã xong, anh kiểm tra email giúp",
        "hơi muộn nhưng xong rồi ạ",
    ],
)
def test_an_end_said_in_a_clause_of_its_own_is_the_end_of_all_that_is_told(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.DONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "Đã ban hành Quyết định số 1421/QĐ-UBND ngày 8/5/2026 rồi ạ",
        "đã nghiệm thu, bàn giao xong",
        "Đã chi trả xong cho đủ 326 đối tượng",
        "lắp xong camera cả 6 điểm",
        "không còn hộ nào nữa, xong rồi ạ",
    ],
)
def test_an_act_with_its_day_or_paper_and_a_count_that_is_whole_are_done_for_sure(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.DONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "đã phê duyệt chủ trương đầu tư ngày 2/5/2026",
        "đã ban hành công văn đôn đốc ngày 8/5/2026",
        "đã nghiệm thu đợt 1 ngày 5/5/2026",
        "đã làm xong cả 2 phần khảo sát, giờ viết báo cáo",
        "thu hồi đất xong 100%, giờ san lấp",
        "xong, bạn tôi bảo thế",
    ],
)
def test_an_act_on_the_way_or_one_that_goes_on_is_never_done_for_sure(text: str) -> None:
    reading = read(text)
    assert not (reading.state is Meaning.DONE and reading.sure)


@pytest.mark.parametrize("text", ["chủ tịch ký rồi", "ban hành rồi", "đã ký rồi ạ"])
def test_a_finishing_act_without_a_day_is_likely_done_and_asked_about(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.DONE, False)


@pytest.mark.parametrize(
    "text",
    [
        "đã trình",
        "đã gửi xin ý kiến",
        "đã có dự thảo",
        "sắp nghiệm thu",
        "đã ban hành kế hoạch, đang triển khai",
    ],
)
def test_a_step_on_the_way_is_in_progress(text: str) -> None:
    assert read(text).state is Meaning.IN_PROGRESS


@pytest.mark.parametrize(
    "text",
    [
        "Thiếu máy scan nên không số hóa được",
        "hệ thống lỗi không đăng nhập được",
        "Nhà thầu bỏ dở, công trình dừng",
        "mất chữ ký số",
        "hồ sơ bị Sở trả lại, chưa có cách xử lý",
    ],
)
def test_what_is_lacking_broken_or_left_undone_stands_in_the_way(text: str) -> None:
    assert read(text).state is Meaning.BLOCKED


@pytest.mark.parametrize(
    "text",
    [
        "tuần trước xong rồi nhưng giờ phải làm lại",
        "đã xong, sản phẩm mới là dự thảo",
        "đã xong, gửi anh duyệt",
        "các xã đã xong",
        "nghe các xã báo đã xong",
        "theo kế hoạch là xong rồi",
        "xong rồi đấy, trên giấy thôi",
        "công trình hoàn thành 60%",
        "chúc anh hoàn thành nhiệm vụ",
        "xong phim rồi",
    ],
)
def test_other_peoples_work_hearsay_drafts_and_irony_are_not_done(text: str) -> None:
    assert read(text).state is not Meaning.DONE


@pytest.mark.parametrize(
    "text",
    [
        "tuần trước chưa làm gì nhưng giờ văn bản đã trình chủ tịch ký",
        "vướng thì có vướng nhưng vẫn làm được",
        "tháng trước chưa làm, nay còn 2 nội dung",
    ],
)
def test_what_has_changed_since_or_is_half_overcome_is_asked_about(text: str) -> None:
    assert not read(text).sure


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("tụi em biết rồi nghen anh", Meaning.NONE),  # no "nghẽn"
        ("đang xây dựng quy tắc ứng xử", Meaning.IN_PROGRESS),  # no "tắc"
        ("đang hỗ trợ các hộ khó khăn làm hồ sơ", Meaning.IN_PROGRESS),
        ("đã chuyển hồ sơ sang sở ngày 20/6", Meaning.IN_PROGRESS),  # no "chuyển sang 20/6"
        ("co roi nen xong luon roi", Meaning.DONE),
    ],
)
def test_a_cue_within_another_word_is_none(text: str, state: Meaning) -> None:
    assert read(text).state is state


@pytest.mark.parametrize(
    "text", ["em đang họp, lát em báo nhé", "đang đi đường, tối e trả lời", "để em hỏi lại đã", "đợi em tí"]
)
def test_who_is_away_or_promises_to_answer_tells_no_progress(text: str) -> None:
    assert read(text).state is Meaning.NONE


def test_a_task_called_off_is_no_state_the_bot_may_record() -> None:
    reading = read("việc này thành phố đã cho dừng, không thực hiện nữa ạ")
    assert (reading.state, reading.sure) == (Meaning.NONE, False)


@pytest.mark.parametrize(
    "text",
    [
        "chưa xong",
        "đã xong đâu",
        "xong đâu mà xong",
        "tưởng xong rồi mà chưa",
        "chưa thể nói là xong",
        "chả xong",
        "gần xong",
        "cơ bản hoàn thành",
        "nếu xong sẽ báo",
        "bao giờ xong thì báo",
        "mai xong",
        "dự kiến xong 30/6",
        "hy vọng xong",
        "cần hoàn thành trước 30/6",
        "hoàn thành 80%",
        "xong 3/5 nội dung",
        "xong phần 1, còn phần 2",
        "xong hết rồi chỉ còn trình ký",
        "xong nhưng chưa ký",
        "xong chưa?",
        "ko xong đc",
        "chuwa xong",
        "xong ngay đây",
        "almost done",
        "not done",
        "to be done",
    ],
)
def test_a_completion_denied_hedged_to_come_or_in_part_is_not_done(text: str) -> None:
    assert read(text).state is not Meaning.DONE


@pytest.mark.parametrize(
    "text", ["✅", "xogn rồi", "đã xong trước 30/6", "đã hoàn thành rà soát", "mới xong"]
)
def test_a_completion_in_doubt_is_never_sure(text: str) -> None:
    assert not read(text).sure


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("làm đc 60%", 60),
        ("60 phần trăm", 60),
        ("3/5 nội dung", 60),
        ("được một nửa", 50),
        ("99,5%", 99),
        ("199/200 hộ", 99),
        ("từ 40% lên 60%", 60),
        ("được sáu mươi lăm phần trăm", 65),
        ("mười lăm phần trăm", 15),
    ],
)
def test_a_share_is_a_percent_and_below_the_whole_in_progress(text: str, percent: int) -> None:
    reading = read(text)
    assert (reading.state, reading.percent, reading.sure) == (Meaning.IN_PROGRESS, percent, True)


@pytest.mark.parametrize("text", ["làm được 120%", "-5%", "5/3 nội dung", "60% 70%", "60-70%", "xong 3/5"])
def test_a_figure_that_can_not_be_or_may_be_another_is_not_sure(text: str) -> None:
    assert not read(text).sure


def test_nought_percent_is_not_started() -> None:
    reading = read("0%")
    assert (reading.state, reading.percent) == (Meaning.NOT_STARTED, 0)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("vướng GPMB, xin lùi sang quý 3", date(2026, 9, 30)),
        ("thêm 2 tuần", date(2026, 5, 24)),
        ("xin gia hạn thêm 1 tháng", date(2026, 6, 10)),
        ("xin lùi đến 15/7", date(2026, 7, 15)),
        ("xin lùi đến 15/7/2027", date(2027, 7, 15)),
        ("xin lùi sang tháng 9", date(2026, 9, 30)),
        ("xin lùi đến giữa tháng 9", date(2026, 9, 15)),
        ("xin lùi sang quý IV/2026", date(2026, 12, 31)),
        ("xin lùi đến hết quý III/2026", date(2026, 9, 30)),
        ("xin lùi đến hết năm", date(2026, 12, 31)),
        ("xin dời sang tuần sau", date(2026, 5, 17)),
        ("xin lùi đến thứ sáu", date(2026, 5, 15)),
        ("hạn 30/6 xin lùi sang 15/7", date(2026, 7, 15)),
        ("xin thêm thời gian", None),
        ("xin lùi đến 30/6 được không?", date(2026, 6, 30)),
        ("cho em qua tháng 9 nha sếp", date(2026, 9, 30)),
    ],
)
def test_more_time_is_asked_until_the_last_day_meant(text: str, until: date | None) -> None:
    reading = read(text)
    assert (reading.state, reading.until, reading.sure) == (Meaning.EXTENSION, until, True)


@pytest.mark.parametrize(
    "text",
    [
        "xin lùi đến 3/5",
        "xin lùi sang quý I",
        "xin lùi 10 ngày làm việc",
        "gia hạn",
    ],
)
def test_a_day_gone_by_or_a_guess_leaves_an_extension_unsure(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.EXTENSION, False)


def test_an_impossible_day_is_no_day() -> None:
    assert read("xin lùi đến 31/6").until is None


@pytest.mark.parametrize(
    "text", ["xong chưa?", "bao giờ đến hạn?", "nộp ở đâu", "gia hạn thế nào?", "gửi về địa chỉ nào"]
)
def test_a_question_is_a_question(text: str) -> None:
    assert read(text).state is Meaning.QUESTION


def test_what_is_told_beside_a_question_comes_first_and_is_asked_back() -> None:
    reading = read("đang làm, cho hỏi nộp ở đâu?")
    assert reading.others[:2] == (Meaning.IN_PROGRESS, Meaning.QUESTION)


def test_thanks_and_courtesies_tell_no_progress() -> None:
    assert [(read(t).state, read(t).sure, read(t).thanks) for t in ("cảm ơn ạ", "vâng", "👍")] == [
        (Meaning.NONE, True, True),
        (Meaning.NONE, True, False),
        (Meaning.NONE, True, False),
    ]


def test_thanks_beside_a_report_are_noticed() -> None:
    assert read("đã xong, cảm ơn anh").thanks


def test_an_unsure_reading_offers_its_own_state_first_and_three_at_most(replies: list[Read]) -> None:
    unsure = [r.reading for r in replies if not r.reading.sure and r.reading.state is not Meaning.NONE]
    assert all(r.others[0] is r.state and 2 <= len(r.others) <= 3 for r in unsure)


def test_a_sure_reading_offers_nothing_else(replies: list[Read]) -> None:
    assert all(r.reading.others == () for r in replies if r.reading.sure)


def test_who_finished_late_has_finished() -> None:
    assert read("đã hoàn thành nhưng chậm 3 ngày").state is Meaning.DONE


def test_marks_their_place_and_their_composition_do_not_matter() -> None:
    for text in ("đã hoàn thành, chưa thuỷ lợi", "vướng GPMB, xin lùi sang quý 3"):
        nfd = read(unicodedata.normalize("NFD", text))
        assert (nfd.state, nfd.until, nfd.sure) == (read(text).state, read(text).until, read(text).sure)


def test_a_word_with_other_marks_is_another_word() -> None:
    assert read("chờ vốn").state is Meaning.BLOCKED
    assert not read("báo cáo cho vốn đầu tư công").sure


def test_the_reason_names_the_words_that_decided_and_those_that_cast_doubt() -> None:
    assert Texts("vi").plain(read("Đã xong rồi ạ").reason) == "Hiểu là đã hoàn thành, theo “Đã xong rồi”."
    assert Texts("en").plain(read("chắc đã xong").reason) == (
        "Perhaps in progress, from “đã xong”; in doubt because of “chắc”."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(language: str, replies: list[Read]) -> None:
    assert all(Texts(language).html(reply.reading.reason) for reply in replies)


@given(st.text(st.characters()) | st.text("đãxongchưaồikông 0123456789/%.,-?\ud800\u0301"), st.dates())
@settings(deadline=None, max_examples=200)
def test_no_text_on_no_day_can_break_it(text: str, on: date) -> None:
    reading = Said(text, on).reading
    assert reading.percent is None or 0 <= reading.percent <= 100


@pytest.mark.parametrize(
    "piece", ["xong ", "1,", "chưa ", "III.", "xin lùi ", "9", "- ", "a", "không có gì "]
)
def test_ten_thousand_characters_are_read_within_two_seconds(piece: str) -> None:
    start = time.process_time()
    read((piece * 10_000)[:10_000])
    taken = time.process_time() - start
    assert taken < of_work(2)


@pytest.mark.parametrize(
    "text",
    [
        "việc này không phải của phòng em",
        "Không thuộc thẩm quyền của đơn vị tôi ạ",
        "giao nhầm đơn vị rồi",
        "đề nghị xem lại đơn vị chủ trì",
    ],
)
def test_a_task_said_to_be_anothers_is_no_state(text: str) -> None:
    reading = read(text)
    assert (reading.state, reading.sure) == (Meaning.NOT_OURS, True)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("việc này không phải của phòng em, xong rồi", Meaning.NOT_OURS),
        ("không phải việc của phòng em đúng không?", Meaning.NOT_OURS),
        ("vướng vì không thuộc thẩm quyền của huyện", Meaning.BLOCKED),
        ("không phải là đã xong", Meaning.IN_PROGRESS),
    ],
)
def test_what_only_sounds_like_another_units_is_asked_about_or_read_as_it_stands(
    text: str, state: Meaning
) -> None:
    reading = read(text)
    assert reading.state is state
    assert not (reading.sure and reading.state is Meaning.NOT_OURS)


@pytest.mark.parametrize(
    "text",
    [
        "yêu cầu làm ngay",
        "khẩn trương trình trước thứ Sáu",
        "đẩy nhanh tiến độ",
        "Đề nghị báo cáo trước 15/3",
    ],
)
def test_a_word_that_presses_for_the_work_is_heard_as_such(text: str) -> None:
    assert Said(text, ON).urges


@pytest.mark.parametrize("text", ["đã nhận bản giấy", "không phải làm lại đâu", "cảm ơn", "đang làm 60%"])
def test_other_words_press_for_nothing(text: str) -> None:
    assert not Said(text, ON).urges
