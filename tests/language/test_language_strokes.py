"""Two numbers and a stroke are a day or a share: "khất tới 4/8 nha" is no half of the houses."""

from datetime import date

import pytest

from bot.language.said import Said
from bot.language.understand import Meaning

ON = date(2026, 2, 10)
MORE, GOING = Meaning.EXTENSION, Meaning.IN_PROGRESS
APRIL, AUGUST = date(2026, 4, 3), date(2026, 8, 4)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Xin khất tới 4/8 nha", AUGUST),
        ("Xin khat toi 4/8 nha", AUGUST),
        ("em khất 4/8 nha", AUGUST),
        ("khat 4/8 nha", AUGUST),
        ("xin khất đến 04/08 nha chị", AUGUST),
        ("xin khất đến 4.8 nha", AUGUST),
        ("xin khất đến 4-8 nha", AUGUST),
        ("xin khất tới mùng 4/8 nha", AUGUST),
        ("xin dời qua 3/4 nha chị", APRIL),
        ("doi qua 3/4 nha", APRIL),
        ("lui 3/4 nha chi", APRIL),
        ("xin khat toi 3/4 ban nhe", APRIL),
        ("xin lùi sang 3/4 bạn nhé", APRIL),
        ("xin kéo dài tới 3/4 nha", APRIL),
        ("chuyen sang 3/4 ban oi", APRIL),
        ("xin dời lại 3/4 nha", APRIL),
        ("gia han 3/4 nha", APRIL),
        ("xin gia hạn đến 3/4 việc này", APRIL),
        ("xin gia han den 3/4 viec nay", APRIL),
        ("xin lùi đến 3/4 xã mới họp", APRIL),
        ("xin lui den 3/4 so moi hop", APRIL),
        ("xin lui den 3/4 to dan pho moi hop", APRIL),
        ("xin lùi tới 12/7 nha anh", date(2026, 7, 12)),
        ("xin lui toi 12/7 nha anh", date(2026, 7, 12)),
    ],
)
def test_what_is_asked_for_until_a_day_is_that_day_whatever_follows_it(text: str, until: date) -> None:
    reading = Said(text, ON).reading
    assert (reading.state, reading.percent, reading.until, reading.sure) == (MORE, None, until, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("đồng ý 3/4 nha", APRIL),
        ("dong y 3/4 nha", APRIL),
        ("ok toi 3/4 ban nhe", APRIL),
        ("em nop 3/4 nha", APRIL),
        ("de em nop truoc 3/4 nha", APRIL),
        ("chieu 3/4 ban nhe", APRIL),
        ("hen 3/4 goi lai", APRIL),
        ("em sẽ xong 3/4 nha", APRIL),
        ("den 3/4 xa se nop", APRIL),
        ("đến 3/4 xã sẽ nộp", APRIL),
    ],
)
def test_a_day_promised_or_granted_is_no_share_either(text: str, day: date) -> None:
    said = Said(text, ON)
    assert (said.until, said.reading.percent) == (day, None)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("đã xong 3/4 nhà", 75),
        ("đã họp 3/4 nhà rồi nha", 75),
        ("đã ký 6/8 hộ", 75),
        ("hoàn thành 6/8 hộ", 75),
        ("3/5 bản đã xong", 60),
        ("da hoan thanh 3/5 thon", 60),
        ("tới nay 3/5 thôn đã xong", 60),
        ("từ 2/5 thôn nay 4/5 thôn xong", 80),
        ("đạt tới 40/45 hộ", 89),
        ("đã nộp 3/4 hồ sơ", 75),
        ("da nop 3/4 ho so", 75),
        ("hoãn 3/5 cuộc họp", 60),
        ("làm được 3/4 rồi nha", 75),
    ],
)
def test_a_share_of_what_is_counted_stays_one(text: str, percent: int) -> None:
    reading = Said(text, ON).reading
    assert (reading.state, reading.percent, reading.sure) == (GOING, percent, True)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("tới 3/5 thôn đã xong", 60),
        ("Đã vận động tới 6/8 hộ", 75),
        ("da lap 3/4 nha", 75),
        ("da ky 6/8 ho", 75),
        ("3/5 ban da xong", 60),
        ("da xong 3/5 bo", 60),
        ("da giao 3/4 may", 75),
    ],
)
def test_what_may_be_a_day_as_well_or_counts_a_word_without_its_marks_is_asked_about(
    text: str, percent: int
) -> None:
    reading = Said(text, ON).reading
    assert (reading.state, reading.percent, reading.sure) == (GOING, percent, False)


@pytest.mark.parametrize("word", ["nha", "ban", "so", "y", "to", "ho", "xa", "may", "bo"])
def test_among_words_with_marks_one_without_them_counts_nothing(word: str) -> None:
    assert Said(f"Đang họp 3/4 {word}", ON).reading.percent is None
