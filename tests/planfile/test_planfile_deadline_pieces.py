"""A deadline of several pieces: what narrows is joined, what contradicts or is left over is asked about."""

from datetime import date

import pytest

from bot.model.deadline import DeadlineKind, Every
from bot.planfile.deadline import read_deadline
from bot.texts import LANGUAGES, Texts

ISSUED = date(2025, 7, 25)


def why(text: str) -> tuple[str, dict[str, object]]:
    read = read_deadline(text, issued=ISSUED)
    assert read.kind is DeadlineKind.UNREADABLE, (text, read.due, read.kind)
    assert all(Texts(language).plain(read.reason) for language in LANGUAGES)
    return read.reason.key.removeprefix("deadline."), dict(read.reason.values)


NARROWED = [
    # A part and the year beside it, in either order, in brackets or behind a pause.
    ("Trong năm 2026 (Quý III)", "2026-09-30"),
    ("Năm 2026, hoàn thành trong quý III", "2026-09-30"),
    ("Năm 2026; thực hiện xong trong tháng 9", "2026-09-30"),
    ("Trong năm 2026, UBND xã hoàn thành trong quý III", "2026-09-30"),
    ("Quý I (2026)", "2026-03-31"),
    ("Quý I; năm 2026", "2026-03-31"),
    ("Quý IV (trong năm 2026)", "2026-12-31"),
    ("Tháng 6 (năm 2026)", "2026-06-30"),
    ("9 tháng năm 2026", "2026-09-30"),
    ("6 tháng đầu năm; năm 2026", "2026-06-30"),
    ("Trước ngày 15/9 (năm 2026)", "2026-09-15"),
    ("Trong năm 2026 (trước ngày 15/9)", "2026-09-15"),
    ("Hoàn thành trước 15/9, trong năm 2026", "2026-09-15"),
    # The more exact within the wider, wherever it stands.
    ("Trước 15/5/2026 (Quý II/2026)", "2026-05-15"),
    ("Quý II/2026 (trước 15/5/2026)", "2026-05-15"),
    ("Quý III/2026 (tháng 8)", "2026-08-31"),
    ("Tháng 8/2026 (Quý III/2026)", "2026-08-31"),
    ("Quý III/2026, chậm nhất 31/8", "2026-08-31"),
    ("Trong quý IV/2025 - quý I/2026, trước 15/2", "2026-02-15"),
    ("Trong năm 2026, trước ngày 15/6/2026", "2026-06-15"),
    ("giai đoạn 2026-2030, xong trước 30/6/2027", "2027-06-30"),
    ("Giai đoạn 2025 - 2030, tầm nhìn đến năm 2045", "2030-12-31"),
    ("6 tháng cuối năm 2025 và năm 2026", "2026-12-31"),
    ("Trong Tháng hành động vì trẻ em (tháng 6/2026)", "2026-06-30"),
    ("Tháng 8-12/2025", "2025-12-31"),
    ("quý 3-4/2025", "2025-12-31"),
    ("Trước ngày 30/9/2025 (thứ Ba)", "2025-09-30"),
    # A beginning is no end, and what has no year comes after it.
    ("Từ quý I/2026, hoàn thành trước 15/12", "2026-12-15"),
    ("Bắt đầu từ tháng 9/2025, xong trước 30/6/2026", "2026-06-30"),
    ("Khởi công quý IV/2025, hoàn thành năm 2027", "2027-12-31"),
    ("Bắt đầu quý IV/2025; kết thúc quý II/2026", "2026-06-30"),
    # A solar day beside the lunar one.
    ("Rằm tháng bảy (27/8/2026)", "2026-08-27"),
    # Told from the plan's own issue, or from a day.
    ("30 ngày kể từ ngày ban hành Kế hoạch này", "2025-08-24"),
    ("Trong vòng 30 ngày kể từ ngày ban hành", "2025-08-24"),
    ("Trong vòng 30 (ba mươi) ngày kể từ ngày ký ban hành", "2025-08-24"),
    ("trong thời hạn 02 tháng kể từ ngày ban hành Kế hoạch", "2025-09-25"),
    ("Chậm nhất 2 tuần sau khi ban hành Chương trình này", "2025-08-08"),
    ("15 ngày kể từ ngày Kế hoạch này có hiệu lực", "2025-08-09"),
    ("Sau khi ban hành Kế hoạch này 15 ngày", "2025-08-09"),
    ("30 ngày kể từ ngày 01/3/2026", "2026-03-31"),
    ("Trong 02 tháng kể từ ngày 15 tháng 3 năm 2026", "2026-05-15"),
]


@pytest.mark.parametrize(("text", "due"), NARROWED)
def test_a_piece_that_narrows_is_joined_with_what_stands_beside_it(text: str, due: str) -> None:
    assert read_deadline(text, issued=ISSUED).due == date.fromisoformat(due)


TURNING: list[tuple[str, Every, tuple[int, ...], int | None, str | None]] = [
    ("Hàng năm (trước 15/12)", Every.YEAR, (12,), 15, None),
    ("Trước 15/12 (hằng năm)", Every.YEAR, (12,), 15, None),
    ("Hằng năm: trước ngày 30 tháng 11", Every.YEAR, (11,), 30, None),
    ("Định kỳ hằng năm, báo cáo kết quả trước ngày 15/12", Every.YEAR, (12,), 15, None),
    ("Hằng năm (quý IV)", Every.YEAR, (12,), None, None),
    ("Hằng năm (tháng 6, tháng 12)", Every.YEAR, (6, 12), None, None),
    ("Hàng tháng (trước ngày 25)", Every.MONTH, (), 25, None),
    ("Hàng quý (trước ngày 20)", Every.QUARTER, (), 20, None),
    ("Mỗi quý một lần, vào ngày 20 tháng cuối quý", Every.QUARTER, (), 20, None),
    ("Báo cáo hằng quý, gửi trước ngày 20 tháng cuối quý", Every.QUARTER, (), 20, None),
    # From a day on.
    ("Năm 2026 và thường xuyên những năm tiếp theo", Every.YEAR, (), None, "2026-01-01"),
    ("Từ năm 2026 trở đi, hằng quý", Every.QUARTER, (), None, "2026-01-01"),
    ("2027 và những năm sau", Every.YEAR, (), None, "2027-01-01"),
    ("năm 2026 và các năm tiếp theo", Every.YEAR, (), None, "2026-01-01"),
    ("Hằng quý, bắt đầu từ năm 2027", Every.QUARTER, (), None, "2027-01-01"),
    ("Hằng tháng, kể từ tháng 3/2026", Every.MONTH, (), None, "2026-03-01"),
    ("từ năm 2027, hằng năm", Every.YEAR, (), None, "2027-01-01"),
    ("Hằng năm, kể từ năm 2027 (trước 15/12)", Every.YEAR, (12,), 15, "2027-01-01"),
    # Two days a year.
    ("trước ngày 10 tháng 5 và trước ngày 10 tháng 11", Every.YEAR, (5, 11), 10, None),
    ("trước ngày 15/6 và trước ngày 15/12", Every.YEAR, (6, 12), 15, None),
    ("ngày 10 tháng 5 và ngày 10 tháng 11 hằng năm", Every.YEAR, (5, 11), 10, None),
    ("Trước ngày 15/6 và 15/11", Every.YEAR, (6, 11), 15, None),
    ("6 tháng/lần (trước 15/5 và 15/11)", Every.YEAR, (5, 11), 15, None),
    ("2 lần/năm (tháng 5 và tháng 11)", Every.YEAR, (5, 11), None, None),
    ("mỗi năm 2 lần, trước 15/6 và 15/12", Every.YEAR, (6, 12), 15, None),
    # The first month of a quarter.
    ("Ngày 05 tháng đầu của quý", Every.QUARTER, (1, 4, 7, 10), 5, None),
    ("trước ngày 10 tháng đầu tiên của mỗi quý", Every.QUARTER, (1, 4, 7, 10), 10, None),
    ("hằng quý, trước ngày 05 tháng đầu quý sau", Every.QUARTER, (1, 4, 7, 10), 5, None),
    ("Tháng đầu của mỗi quý", Every.QUARTER, (1, 4, 7, 10), None, None),
    # So many times.
    ("Hai tháng một lần", Every.YEAR, (2, 4, 6, 8, 10, 12), None, None),
    ("01 quý/lần", Every.QUARTER, (), None, None),
    ("mỗi quý 1 lần", Every.QUARTER, (), None, None),
    ("1 lần/tháng", Every.MONTH, (), None, None),
    ("01 năm một lần", Every.YEAR, (), None, None),
    ("1 năm 2 lần", Every.YEAR, (6, 12), None, None),
    ("hằng năm hai lần", Every.YEAR, (6, 12), None, None),
    ("3 lần/năm", Every.YEAR, (4, 8, 12), None, None),
    ("4 lần trong năm", Every.QUARTER, (), None, None),
    # Of two rhythms the one that holds the other.
    ("hằng quý, hằng năm", Every.QUARTER, (), None, None),
    ("báo cáo hằng tháng, hằng quý", Every.MONTH, (), None, None),
]


@pytest.mark.parametrize(("text", "every", "months", "day", "since"), TURNING)
def test_a_rhythm_takes_its_day_its_months_and_its_beginning(
    text: str, every: Every, months: tuple[int, ...], day: int | None, since: str | None
) -> None:
    read = read_deadline(text, issued=ISSUED)
    assert (read.kind, read.every, read.months, read.day) == (DeadlineKind.RECURRING, every, months, day)
    assert read.since == (date.fromisoformat(since) if since else None)
    assert all(Texts(language).plain(read.reason) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "due", "every"),
    [
        ("Hằng quý trong năm 2026", "2026-12-31", Every.QUARTER),
        ("Hằng năm, đến hết năm 2030", "2030-12-31", Every.YEAR),
        ("Hằng quý, đến ngày 31/12/2026", "2026-12-31", Every.QUARTER),
        ("Thường xuyên, giai đoạn 2026-2030", "2030-12-31", Every.QUARTER),
        ("Thường xuyên, trong năm 2026", "2026-12-31", None),
    ],
)
def test_what_turns_may_have_an_end(text: str, due: str, every: Every | None) -> None:
    read = read_deadline(text, issued=ISSUED)
    assert (read.due, read.every) == (date.fromisoformat(due), every)


def test_what_goes_on_may_have_a_beginning() -> None:
    read = read_deadline("Thường xuyên, từ năm 2026", issued=ISSUED)
    assert (read.kind, read.since) == (DeadlineKind.ONGOING, date(2026, 1, 1))


WAITS = [
    ("Theo lộ trình của Chính phủ", "lộ trình của Chính phủ", None),
    ("Theo tiến độ của Trung ương.", "tiến độ của Trung ương", None),
    ("Thực hiện theo yêu cầu của Thành ủy", "yêu cầu của Thành ủy", None),
    ("Trước kỳ họp cuối năm của HĐND", "kỳ họp cuối năm của HĐND", None),
    ("Trước kỳ họp thứ 30 của HĐND thành phố", "kỳ họp thứ 30 của HĐND thành phố", None),
    ("Sau Đại hội Đảng bộ xã", "Đại hội Đảng bộ xã", None),
    ("Trước mùa mưa bão", "mùa mưa bão", None),
    ("Ngay sau kỳ họp", "kỳ họp", None),
    ("Khi có yêu cầu", "yêu cầu", None),
    ("02 tuần sau khi có hướng dẫn của Bộ", "hướng dẫn của Bộ", 14),
    ("Sau khi Luật có hiệu lực 30 ngày", "Luật có hiệu lực", 30),
    # Another document's issue is none of the plan's.
    ("30 ngày kể từ ngày ban hành Nghị định của Chính phủ", "ban hành Nghị định của Chính phủ", 30),
    ("15 ngày kể từ ngày ký hợp đồng", "ký hợp đồng", 15),
]


@pytest.mark.parametrize(("text", "after", "within"), WAITS)
def test_an_event_without_a_day_is_waited_for_by_name(text: str, after: str, within: int | None) -> None:
    read = read_deadline(text, issued=ISSUED)
    assert (read.kind, read.after, read.within_days) == (DeadlineKind.WAITS, after, within)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Trước 15/7/2026 (Quý II/2026)", "Trước 15/7/2026", "Quý II/2026"),
        ("Quý III/2026 (tháng 10/2026)", "Quý III/2026", "tháng 10/2026"),
        ("Quý III/2026, chậm nhất 31/10", "Quý III/2026", "chậm nhất 31/10"),
        (
            "trước ngày 20/6/2026; báo cáo trước ngày 15/6/2026",
            "trước ngày 20/6/2026",
            "trước ngày 15/6/2026",
        ),
        ("trước 10/5/2026 và trước 10/11/2026", "trước 10/5/2026", "trước 10/11/2026"),
        ("Hằng năm, trước 15/12/2026", "Hằng năm", "trước 15/12/2026"),
        ("hằng năm, quý II/2026", "hằng năm", "quý II/2026"),
        (
            "Quý: trước ngày 10 tháng cuối quý; năm: trước 05/12",
            "trước ngày 10 tháng cuối quý",
            "trước 05/12",
        ),
        ("giai đoạn 2026-2030 và các năm tiếp theo", "giai đoạn 2026-2030", "và các năm tiếp theo"),
        ("Trước 10/6 (báo cáo 6 tháng); trước 10/12 (báo cáo năm)", "Trước 10/6", "trước 10/12"),
        ("Từ tháng 9/2026, xong trước 30/6/2026", "Từ tháng 9/2026", "xong trước 30/6/2026"),
        ("ngày 20 tháng cuối quý, ngày 15 hằng tháng", "ngày 20 tháng cuối quý", "ngày 15 hằng tháng"),
    ],
)
def test_two_pieces_that_contradict_are_named(text: str, one: str, other: str) -> None:
    key, values = why(text)
    assert (key, values["one"], values["other"]) == ("contradict", one, other)
    assert read_deadline(str(values["nearest"]), issued=ISSUED).kind is not DeadlineKind.UNREADABLE


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tháng Thanh niên năm 2026", "Tháng Thanh niên"),
        ("Cuộc thi 2027, hoàn thành quý II", "2027"),
        ("tháng 6, 12", "tháng 6, 12"),
        ("Trước ngày 20/6 (6 tháng) và 20/12 (năm)", "20/12"),
        ("trước 15/6/2026 và 20/12", "trước 15/6/2026 và 20/12"),
        ("Báo cáo quý, 6 tháng, năm", "quý"),
        ("năm 2026 trở đi", "trở đi"),
        ("Quý II/2026 (15/5)", "15/5"),
        ("tỷ lệ 15/5, quý II/2026", "15/5"),
        ("Báo cáo định kỳ, quý II/2026", "định kỳ"),
    ],
)
def test_words_left_over_that_may_change_the_day_are_named(text: str, left: str) -> None:
    key, values = why(text)
    assert (key, values["left"]) == ("left", left)


@pytest.mark.parametrize(
    ("text", "reason", "shown"),
    [
        ("10/3/2026 (âm lịch)", "lunar", "15/6/2026"),
        ("tháng Chạp năm 2026", "lunar", "15/6/2026"),
        ("Hằng tuần", "too_often", "hằng tháng"),
        ("Hằng tuần, trong quý II/2026", "too_often", "hằng tháng"),
        ("thứ Hai hằng tuần", "too_often", "hằng tháng"),
        ("2 lần/tháng", "too_often", "hằng tháng"),
        ("5 lần/năm", "uneven", "6 tháng một lần"),
        ("Bắt đầu từ ngày 05/9/2026", "only_start", "đến hết ngày 5/9/2026"),
        ("giai đoạn 2026-2030 (quý III)", "no_year", "quý III/2026"),
        ("trước 15/6 và trước 30/11", "different_days", "ngày 30/11 hằng năm"),
        ("tháng 5 và tháng 11", "no_year_apart", "tháng 5 và tháng 11 hằng năm"),
        ("ngày 5, 10/6", "no_month_named", "ngày 5/6/2026"),
        ("15/5/26", "year_short", "15/5/2026"),
        ("thứ Năm ngày 12/6/2026", "weekday", "12/6/2026"),
        ("Đầu quý III/2026, hoàn thành năm 2026", "only_part", "tháng 7/2026"),
        ("Tháng 9/2025, trước ngày 20", "day_apart", "trước ngày 20/9/2025"),
        ("Trước ngày 05 của tháng sau", "no_month_named", "ngày 5/6/2026"),
        ("Trước ngày 30/9/2025 (thứ Tư)", "weekday", "30/9/2025"),
        ("02 tuần/lần", "too_often", "hằng tháng"),
        ("Ngay sau khi ban hành", "only_start", "trong 30 ngày kể từ ngày ban hành"),
        ("15 ngày trước kỳ họp HĐND", "no_start", "15 ngày kể từ ngày ban hành"),
        # The likely form, where numbers are misread or a space is lost.
        ("Quý Il/2026", "misread", "Quý II/2026"),
        ("Quý ll năm 2026", "misread", "Quý II năm 2026"),
        ("Quý 11/2026", "misread", "Quý II/2026"),
        ("QuýIII/2026", "misread", "Quý III/2026"),
        ("Trước 2O/9/2026", "misread", "Trước 20/9/2026"),
        ("l5/6/2026", "misread", "15/6/2026"),
        ("15/6/2O26", "misread", "15/6/2026"),
        ("Quý I năm 2O26", "misread", "Quý I năm 2026"),
        ("tháng l0/2026", "misread", "tháng 10/2026"),
        ("đến30/6/2026", "misread", "đến 30/6/2026"),
        # From which day, and in which days.
        ("Trong 02 tháng", "no_start", "Trong 02 tháng kể từ ngày ban hành"),
        ("trong vòng 30 ngày", "no_start", "trong vòng 30 ngày kể từ ngày ban hành"),
        ("15 ngày làm việc", "working_days", "21 ngày kể từ ngày ban hành"),
        (
            "15 ngày làm việc kể từ ngày nhận đủ hồ sơ",
            "working_days",
            "21 ngày kể từ ngày nhận đủ hồ sơ",
        ),
        (
            "03 tháng sau khi có hướng dẫn của Bộ",
            "months_after",
            "90 ngày sau khi có hướng dẫn của Bộ",
        ),
        ("Tuần 2 tháng 3/2026", "week", "trước ngày 14/3/2026"),
        ("tuần cuối tháng 2 năm 2026", "week", "trước ngày 28/2/2026"),
        ("Trước kỳ họp tháng 7/2026 của HĐND", "event_day", "trước ngày 1/7/2026"),
    ],
)
def test_what_is_asked_back_comes_with_the_likely_form(text: str, reason: str, shown: str) -> None:
    key, values = why(text)
    assert (key, values["nearest"]) == (reason, shown)
    assert read_deadline(shown, issued=ISSUED).kind is not DeadlineKind.UNREADABLE


def test_a_day_counted_from_the_issue_takes_its_day() -> None:
    read = read_deadline("30 ngày kể từ ngày ban hành")
    assert (read.kind, read.reason.key) == (DeadlineKind.UNREADABLE, "deadline.no_issue")


@pytest.mark.parametrize("text", ["999 năm kể từ ngày ban hành", "30 ngày kể từ ngày 15/12/2100"])
def test_a_day_counted_past_the_calendar_is_none(text: str) -> None:
    assert why(text)[0] == "no_day"
    assert read_deadline(text, issued=date.max).kind is DeadlineKind.UNREADABLE


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hưởng ứng Tháng Công nhân, trước ngày 30/5/2026", "2026-05-30"),
        ("Quý II/2026, phát triển kinh tế tuần hoàn", "2026-06-30"),
        ("đào tạo 15 ngày, hoàn thành quý II/2026", "2026-06-30"),
        ("mua thang máy, quý II/2026", "2026-06-30"),
        ("Quỹ Vì người nghèo, quý II/2026", "2026-06-30"),
        ("rà soát quy định, quy hoạch trong quý II/2026", "2026-06-30"),
        ("Quý II/2026, cho 15 xã", "2026-06-30"),
        ("hàng hóa, quý II/2026", "2026-06-30"),
        ("Đại hội lần thứ hai, quý II/2026", "2026-06-30"),
        ("Quý II/2026.Báo cáo", "2026-06-30"),
        ("Kế hoạch năm 2027, xong trong quý IV/2026", "2026-12-31"),
        ("3 tháng sáu năm 2026", "2026-06-03"),
        ("3 thang tu nam 2026", "2026-04-03"),
        ("đầu tư xong trong năm 2026", "2026-12-31"),
        ("báo cáo trước ngày ba mươi tháng sáu năm 2026", "2026-06-30"),
        ("Tháng5/2026", "2026-05-31"),
        ("ngày 05, 06/11/2026", "2026-11-06"),
        ("thứ Sáu ngày 12/6/2026", "2026-06-12"),
        ("theo lộ trình, hoàn thành trong quý II/2026", "2026-06-30"),
    ],
)
def test_other_words_beside_a_date_change_nothing(text: str, due: str) -> None:
    assert read_deadline(text, issued=ISSUED).due == date.fromisoformat(due)


@pytest.mark.parametrize(
    "text",
    ["Theo kế hoạch", "Theo quy định", "Theo dõi tiến độ", "Theo lộ trình", "trước mắt", "sau đó", "sau này",
     "Trước Tết Nguyên đán", "Trước năm học mới", "theo tình hình thực tế", "khi cần thiết", "khí thế mới"],
)  # fmt: skip
def test_words_that_name_no_event_are_not_waited_for(text: str) -> None:
    assert why(text)[0] == "unknown"
