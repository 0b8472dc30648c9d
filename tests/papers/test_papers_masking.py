"""A reply is handed on without what tells who wrote it, or of whom; how the work stands stays in it."""

import pytest

from bot.papers.masking import masked

KNOWN = ("Hoàn", "Đạt Lê", "Nguyễn Thị Lan", "Phạm An", "kts. HOÀNG Đức", "Văn phòng UBND", "tuấn_vp")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("anh Tuấn Anh đã ký rồi", "anh X đã ký rồi"),
        ("Nhờ chị Hoa trình giúp", "Nhờ chị X trình giúp"),
        ("đ/c Trần Văn Bình chưa duyệt", "đ/c X chưa duyệt"),
        ("đồng chí Bình, chị Mai đã nhận", "đồng chí X, chị X đã nhận"),
        ("Báo cáo CHÚ Sáu: xong", "Báo cáo CHÚ X: xong"),
        ("cô Ba và bác Tư ký rồi", "cô X và bác X ký rồi"),
        ("a Nam ký, c Lan trình, e Hương gửi", "a X ký, c X trình, e X gửi"),
        ("ông Nguyễn Văn A không nhận đền bù", "ông X không nhận đền bù"),
        ("Bà Y-Blô đã nhận", "Bà X đã nhận"),
        ("thầy Hùng bận, em nộp sau", "thầy X bận, em nộp sau"),
        ("Mr. John asked", "Mr. X asked"),
    ],
)
def test_the_names_behind_a_form_of_address_are_masked(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Em Đã xong rồi ạ",
        "Anh Ơi xong rồi",
        "em Xin lùi đến 30/6",
        "ANH ƠI EM ĐÃ XONG",
        "Dạ em xong rồi anh",
        "Chị Xem giúp em",
        "Sở Tài chính chưa cấp vốn",
        "các anh. Việc xong",
        "Em Đạt 60% rồi",
        "Anh em Công an xã đang làm",
    ],
)
def test_other_words_with_a_capital_letter_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nguyễn Thị Lan đã gửi", "X đã gửi"),
        ("nguyen thi lan da gui", "X da gui"),
        ("Lan gửi rồi, An đang làm", "X gửi rồi, X đang làm"),
        ("anh an trình rồi, chị lan ký", "anh X trình rồi, chị X ký"),
        ("đồng chí Đức ký", "đồng chí X ký"),
        ("bình an, lan tỏa", "bình an, lan tỏa"),
        ("văn phòng UBND đã trình", "văn phòng UBND đã trình"),
        ("Hoàn thành rồi, Hoàn gửi anh", "Hoàn thành rồi, X gửi anh"),
        ("Đạt 60%, Đạt đang rà tiếp", "Đạt 60%, X đang rà tiếp"),
        ("Công an xã và An toàn lao động", "Công an xã và An toàn lao động"),
        ("nhờ @tuan_vp và tuấn_vp", "nhờ @x và X"),
        ("CHỊ LAN ĐÃ KÝ", "CHỊ X ĐÃ KÝ"),
    ],
)
def test_the_names_people_have_on_telegram_are_masked_wherever_they_stand(text: str, left: str) -> None:
    assert masked(text, KNOWN) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gọi 0912345678 giúp em", "gọi 0000000000 giúp em"),
        ("sđt 0912.345.678 hoặc +84 912 345 678", "sđt 0000.000.000 hoặc +00 000 000 000"),
        ("đt (0225) 3842 123", "đt (0000) 0000 000"),
        ("CCCD 031088001234", "CCCD 000000000000"),
        ("gửi về lan.nt@haiphong.gov.vn rồi", "gửi về x@x rồi"),
        ("link https://drive.google.com/d/1AbC?x=1 đây", "link https://x đây"),
        (
            "file ở bit.ly/3xYz, t.me/nhomxa và www.haiphong.gov.vn/a",
            "file ở https://x, https://x và https://x",
        ),
        ("nhắn @lan_nt nhé", "nhắn @x nhé"),
        ("Đã ban hành 415/QĐ-UBND", "Đã ban hành 0/QĐ-UBND"),
        ("theo 12/KH-UBND và 07-KH/TU", "theo 0/KH-UBND và 0-KH/TU"),
        ("Nghị định 15/2020/NĐ-CP", "Nghị định 0/2020/NĐ-CP"),
        ("Công văn số 1234 ngày 5/5", "Công văn số 0 ngày 5/5"),
        ("Quyết định 1421 rồi", "Quyết định 0 rồi"),
    ],
)
def test_numbers_addresses_and_links_keep_their_shape_alone(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "đang làm 60%, xin lùi đến 30/6/2026",
        "đã chi 1.250.000.000 đồng cho 326 hộ",
        "3/5 thôn xong, còn 2 thôn",
        "quý II/2026, tháng 9/2026",
        "1.200 tỷ, 41,2 ha",
        "từ 2025-12-01 đến 2025-12-31",
        "xong 326/326 hồ sơ",
    ],
)
def test_days_shares_and_amounts_stay(text: str) -> None:
    assert masked(text, KNOWN) == text
