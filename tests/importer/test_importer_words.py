"""The words of a document where they stand: when a task is due, who does it, signs, labels, slips."""

from datetime import date

import pytest

from bot.importer.words.agencies import named_in, only_agencies
from bot.importer.words.agency_cells import of_a_cell
from bot.importer.words.agency_names import split
from bot.importer.words.labels import Label, fields
from bot.importer.words.markers import marker
from bot.importer.words.slips import day_slips, slips
from bot.importer.words.times import Issue, in_brackets, stated, within
from bot.importer.words.titles import short_title

ISSUE = Issue(date(2025, 8, 1))
# A sentence, the deadline it names as written, and its day; none where its days mean something else.
TIMES: dict[str, tuple[str, str | None] | None] = {
    "Rà soát danh sách, xong trước ngày 30/9/2025.": ("xong trước ngày 30/9/2025", "2025-09-30"),
    "Báo cáo Sở Y tế chậm nhất ngày 15 tháng 8 năm 2025.": (
        "chậm nhất ngày 15 tháng 8 năm 2025",
        "2025-08-15",
    ),
    "Gửi về Sở trước 16 giờ 00 ngày 20/8/2025 để tổng hợp.": ("trước 16 giờ 00 ngày 20/8/2025", "2025-08-20"),
    "Trong quý IV/2025, tổ chức hội nghị.": ("Trong quý IV/2025", "2025-12-31"),
    "Xây dựng đề án (hoàn thành trong năm 2026).": ("hoàn thành trong năm 2026", "2026-12-31"),
    "Nghiệm thu trước 30/9; báo cáo kết quả trước ngày 05/10/2025.": ("trước 30/9", "2025-09-30"),
    "Thay đồng hồ - Phòng Kỹ thuật - hạn 10/9/2025": ("hạn 10/9/2025", "2025-09-10"),
    "Định kỳ hằng quý báo cáo UBND tỉnh.": ("Định kỳ hằng quý", None),
    "Tổng hợp, báo cáo trước ngày 20 hằng tháng.": ("trước ngày 20 hằng tháng", None),
    "Triển khai sau khi có hướng dẫn của Bộ Nội vụ.": ("sau khi có hướng dẫn của Bộ Nội vụ", None),
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 30/9/2025.": None,
    "Kết luận tại cuộc họp ngày 15/7/2025.": None,
    "Tổ chức kỷ niệm 80 năm Ngày truyền thống 19/8/2025.": None,
    "Bố trí dự toán ngân sách hằng năm.": None,
    "Thường xuyên kiểm tra, đôn đốc.": ("Thường xuyên", None),
    "Rà soát dự toán chi thường xuyên.": None,
    "Tổ chức đối thoại với doanh nghiệp hằng quý.": ("hằng quý", None),
    "Các phòng báo cáo hằng tháng về Văn phòng.": ("hằng tháng", None),
    "Rà soát đối tượng hưởng trợ cấp hằng tháng.": None,
    "Tính phụ tải theo từng tháng.": None,
    "Duy trì sinh hoạt thường kỳ hằng tháng, vào tuần đầu của tháng.": ("hằng tháng", None),
    "Trình Hội đồng nhân dân tại kỳ họp chuyên đề tháng 10/2025.": ("tháng 10/2025", "2025-10-31"),
    "Trình Tỉnh ủy tại hội nghị tháng 9/2025.": ("tháng 9/2025", "2025-09-30"),
    "Tổ chức lễ phát động vào ngày 15/9/2025 tại chợ xã.": ("vào ngày 15/9/2025", "2025-09-15"),
    "Cập nhật dữ liệu trên sổ tay điện tử chậm nhất ngày 30/9/2025.": (
        "chậm nhất ngày 30/9/2025",
        "2025-09-30",
    ),
    "Xây dựng kế hoạch thực hiện trong vòng 15 ngày kể từ ngày ban hành Kế hoạch này.": (
        "thực hiện trong vòng 15 ngày kể từ ngày ban hành Kế hoạch này",
        "2025-08-16",
    ),
    "Xử lý ổ dịch trong vòng 48 giờ kể từ khi nhận được thông báo.": (
        "kể từ khi nhận được thông báo",
        None,
    ),
    "Đến năm 2030, tỷ lệ hộ nghèo dưới 1%.": None,
    "Áp dụng từ ngày 01/9/2025.": None,
    "Triển khai Đề án giai đoạn 2026 - 2030.": None,
    "So với cùng kỳ năm 2024, số vụ giảm.": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_a_sentence_names_its_deadline_or_none(text: str) -> None:
    when = within(text, ISSUE)
    assert (when and (when.written, str(when.read.due) if when.read.due else None)) == TIMES[text]


def test_a_month_without_a_year_is_that_of_the_year_the_document_is_for() -> None:
    plan = Issue(date(2025, 12, 22), 2026)
    assert [str(when.read.due) for text in ("Tháng 12", "trước 15/3") if (when := stated(text, plan))] == [
        "2026-12-31",
        "2026-03-15",
    ]


def test_a_month_or_year_that_only_points_is_that_of_the_document() -> None:
    plan = Issue(date(2025, 8, 29), None, "tháng 9 năm 2025")
    read = [stated(text, plan) for text in ("Trong tháng", "Cả năm")]
    assert [str(when.read.due) for when in read if when] == ["2025-09-30", "2025-12-31"]


def test_days_are_counted_from_the_issue_also_where_the_plan_is_for_the_next_year() -> None:
    when = within("Gửi kế hoạch trong vòng 10 ngày kể từ ngày ban hành.", Issue(date(2025, 12, 22), 2026))
    assert when is not None
    assert str(when.read.due) == "2026-01-01"


def test_the_day_of_the_task_counts_before_that_of_its_report() -> None:
    when = within("Rà soát, xong trước 05/9/2025, báo cáo kết quả trước 06/9/2025.", ISSUE)
    assert when is not None
    assert str(when.read.due) == "2025-09-05"


def test_months_joined_by_a_dash_are_no_day() -> None:
    when = stated("Tháng 10-12/2025", ISSUE)
    assert when is not None
    assert str(when.read.due) == "2025-12-31"


def test_a_misread_day_is_read_as_it_was_meant_and_said_so() -> None:
    when = stated("Trước ngày l5/9/2O25", ISSUE)
    assert when is not None
    assert (str(when.read.due), when.written, when.slip) == (
        "2025-09-15",
        "Trước ngày l5/9/2O25",
        "Trước ngày 15/9/2025",
    )


def test_a_year_of_two_figures_is_read_as_it_was_meant_and_said_so() -> None:
    when = within("Sở Y tế rà soát danh sách, xong trước 30/09/25.", ISSUE)
    assert when is not None
    assert (str(when.read.due), when.slip, when.sure) == ("2025-09-30", "xong trước 30/09/2025", False)


def test_a_date_pasted_as_a_number_is_the_day_it_counts_to() -> None:
    when = stated("46297", ISSUE)
    assert when is not None
    assert (str(when.read.due), when.written, when.slip) == ("2026-10-02", "46297", "2/10/2026")


@pytest.mark.parametrize(
    "heading", ["(từ 01/9 đến 15/9/2025): Tổng kết", "Ôn tập theo nhóm (từ 20/8/2025 đến 15/9/2025)"]
)
def test_a_heading_has_its_days_in_brackets(heading: str) -> None:
    when = in_brackets(heading, ISSUE)
    assert when is not None
    assert str(when.read.due) == "2025-09-15"


def test_a_turn_within_turns_without_end_is_no_deadline() -> None:
    when = stated("Tuần 1: " * 5000, ISSUE)
    assert when is not None
    assert when.read.due is None


@pytest.mark.parametrize("words", ["Tuần 1 (01/9 - 06/9)", "Đợt 2: đến ngày 06/9/2025"])
def test_a_turn_ends_with_the_days_told_beside_it(words: str) -> None:
    when = stated(words, ISSUE)
    assert when is not None
    assert (str(when.read.due), when.written) == ("2025-09-06", words)


# A sentence, who does it, and with whom.
AGENCIES: dict[str, tuple[list[str], list[str]]] = {
    "Công an thành phố rà soát thủ tục.": (["Công an thành phố"], []),
    "Sở Xây dựng xây dựng kế hoạch.": (["Sở Xây dựng"], []),
    "Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh tham mưu.": (
        ["Sở Tài chính"],
        ["Sở Nội vụ", "Công an tỉnh"],
    ),
    "Các sở, ban, ngành; UBND các xã, phường căn cứ Kế hoạch này triển khai.": (
        ["Các sở, ban, ngành", "UBND các xã, phường"],
        [],
    ),
    "Giám đốc Sở Y tế chịu trách nhiệm.": (["Sở Y tế"], []),
    "Rà soát quy hoạch (Sở Văn hóa, Thể thao và Du lịch chủ trì; Sở Xây dựng phối hợp).": (
        ["Sở Văn hóa, Thể thao và Du lịch"],
        ["Sở Xây dựng"],
    ),
    "Đề nghị Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tham gia giám sát.": (
        ["Mặt trận Tổ quốc", "các tổ chức chính trị - xã hội"],
        [],
    ),
    "Trước ngày 10/9: Phòng Kinh tế lập danh sách.": (["Phòng Kinh tế"], []),
    "Định kỳ 6 tháng, Ban Xây dựng Đảng sơ kết.": (["Ban Xây dựng Đảng"], []),
    "Ban Quản lý dự án đầu tư xây dựng tỉnh di dời đường điện.": (
        ["Ban Quản lý dự án đầu tư xây dựng tỉnh"],
        [],
    ),
    "Lập danh sách hộ nghèo, xong trước 20/3 (Phòng Kinh tế chủ trì, Công an xã phối hợp).": (
        ["Phòng Kinh tế"],
        ["Công an xã"],
    ),
    "Nâng cấp nhà văn hóa thôn, giao Phòng Kinh tế thực hiện.": (["Phòng Kinh tế"], []),
    "Về môi trường: Phòng Kinh tế phối hợp Hội Nông dân xã trồng cây.": (
        ["Phòng Kinh tế"],
        ["Hội Nông dân xã"],
    ),
    "Các sở: Nội vụ, Tài chính rà soát biên chế.": (["Sở Nội vụ", "Sở Tài chính"], []),
    "Trung tâm Cung ứng dịch vụ công bố trí phòng chờ.": (["Trung tâm Cung ứng dịch vụ công"], []),
    "Trung tâm Phục vụ hành chính công sửa khu vực chờ.": (["Trung tâm Phục vụ hành chính công"], []),
    "Thay đồng hồ tổng - Phòng Kỹ thuật - hạn 10/7/2026": (["Phòng Kỹ thuật"], []),
    "Phối hợp với Sở Xây dựng rà soát dự án.": ([], ["Sở Xây dựng"]),
    "Tổ chức hội nghị quán triệt.": ([], []),
    "Ban hành quy chế phối hợp.": ([], []),
    "Phòng, chống thiên tai.": ([], []),
    "Báo cáo kết quả.": ([], []),
    "Báo cáo biên chế: các cơ quan, địa phương gửi trước ngày 05 hằng tháng.": (
        ["các cơ quan, địa phương"],
        [],
    ),
    "Đăng ký học tập; từng đảng viên nộp bản đăng ký trước ngày 31/01/2026.": (["từng đảng viên"], []),
    "Trình Ủy ban nhân dân tỉnh Đề án sắp xếp (Phòng Tổ chức cán bộ), trước ngày 20/7/2026.": (
        ["Phòng Tổ chức cán bộ"],
        [],
    ),
    "Thẩm định hồ sơ của các bệnh viện công lập (Phòng Nghiệp vụ y).": (["Phòng Nghiệp vụ y"], []),
    "Gửi báo cáo về Ngân hàng Chính sách xã hội (NHCSXH).": ([], []),
    "Ký kết chương trình phối hợp với Ngân hàng Chính sách xã hội tỉnh.": ([], []),
    "Sở Giáo dục và Đào tạo chỉ đạo các trường vệ sinh, tiêu độc.": (["Sở Giáo dục và Đào tạo"], []),
    "Kế toán cân đối nguồn chi.": (["Kế toán"], []),
    "Phó Hiệu trưởng phụ trách chuyên môn xây dựng thời khóa biểu.": (
        ["Phó Hiệu trưởng phụ trách chuyên môn"],
        [],
    ),
    "Hiệu trưởng yêu cầu các tổ báo cáo.": ([], []),
    "Lập danh sách (Trạm Y tế chủ trì, phối hợp trường học, tổ dân phố).": (
        ["Trạm Y tế"],
        ["trường học", "tổ dân phố"],
    ),
}


@pytest.mark.parametrize("text", AGENCIES)
def test_a_sentence_says_who_does_it_and_with_whom(text: str) -> None:
    found = named_in(text)
    assert (list(found.owners), list(found.support)) == AGENCIES[text]


# However an office is called, and whatever it is told to do, in words that no list has.
NAMES = (
    "Sở Khoa học và Công nghệ",
    "Ngân hàng Nhà nước chi nhánh Khu vực 9",
    "Ban Tuyên giáo - Chính sách luật pháp",
    "Phòng Công chức, viên chức thuộc Sở Nội vụ",
    "Công đoàn trường",
    "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên",
    "Tổ bảo vệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh",
    "Ban Quản lý dự án đầu tư xây dựng khu vực Bình An",
    "Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp",
    "Trung tâm Dịch vụ việc làm",
    "Chi cục Quản lý chất lượng nông lâm sản và thủy sản",
    "Kho bạc Nhà nước khu vực XI",
    "Hội Chữ thập đỏ tỉnh",
    "Hội Nạn nhân chất độc da cam/dioxin tỉnh",
    "Liên minh Hợp tác xã tỉnh",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã",
    "Báo và phát thanh, truyền hình Sông Lam",
    "Đồn Biên phòng Ba Vì",
    "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
    "Phòng Xây dựng và Kiểm tra văn bản",
    "Tổ công nghệ số cộng đồng",
    "Văn phòng HĐND và UBND xã",
    "Các sở, ban, ngành, đoàn thể tỉnh",
    "Ủy ban nhân dân cấp xã",
)


@pytest.mark.parametrize("told", ["khánh thành hai cầu", "tăng thời lượng đưa tin", "huấn luyện lực lượng"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_where_what_it_is_told_begins(name: str, told: str) -> None:
    assert named_in(f"{name} {told} trước ngày 30/9/2026.").owners == (name,)


def test_a_cell_says_who_leads_by_labels_or_in_brackets() -> None:
    assert of_a_cell("Chủ trì: Sở Y tế. Phối hợp: Công an tỉnh, Sở Nội vụ") == (
        ["Sở Y tế"],
        ["Công an tỉnh", "Sở Nội vụ"],
    )
    assert of_a_cell("Các cơ sở đoàn (chủ trì), Hội đồng Đội (phối hợp)") == (
        ["Các cơ sở đoàn"],
        ["Hội đồng Đội"],
    )


def test_whoever_only_hands_on_what_the_document_says_is_no_owner() -> None:
    text = "Đảng ủy giao Ủy ban nhân dân xã xây dựng kế hoạch."
    assert named_in(text, "Đảng ủy xã Hòa An").owners == ("Ủy ban nhân dân xã",)
    assert named_in(text, "Thành ủy").owners == ("Đảng ủy",)


def test_a_heading_of_names_is_told_from_one_that_says_more() -> None:
    assert only_agencies("Sở Tài chính, Kho bạc Nhà nước:") == ("Sở Tài chính", "Kho bạc Nhà nước")
    assert only_agencies("SỞ TÀI CHÍNH") == ("SỞ TÀI CHÍNH",)
    assert only_agencies("TIỂU BAN VĂN KIỆN") == ("TIỂU BAN VĂN KIỆN",)
    assert only_agencies("Các bệnh viện") == ("Các bệnh viện",)
    assert only_agencies("Sở Tài chính bố trí kinh phí") == ()


@pytest.mark.parametrize("words", ["PHÒNG NGỪA", "BAN HÀNH VĂN BẢN", "ĐOÀN KẾT NỘI BỘ", "HỘI NGHỊ TỔNG KẾT"])
def test_a_heading_in_capitals_that_only_begins_like_an_agency_is_none(words: str) -> None:
    assert only_agencies(words) == ()


def test_agencies_are_parted_where_a_name_ends() -> None:
    assert list(split("Sở Y tế, Văn phòng HĐND và UBND; các trường học")) == [
        "Sở Y tế",
        "Văn phòng HĐND và UBND",
        "các trường học",
    ]
    assert list(split("Các Sở: Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch")) == [
        "Sở Tài chính",
        "Sở Nội vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


@pytest.mark.parametrize(
    ("text", "sign", "rest"),
    [
        ("IV. TỔ CHỨC", "IV", "TỔ CHỨC"),
        ("3.Tạo thuận lợi", "3", "Tạo thuận lợi"),
        ("2.1. Hạ tầng", "2.1", "Hạ tầng"),
        ("đ) Sản phẩm", "đ", "Sản phẩm"),
        ("1- Nâng cao", "1", "Nâng cao"),
        ("-Nghiên cứu", "", "Nghiên cứu"),
        ("Điều 2. Nhiệm vụ", "Đ2", "Nhiệm vụ"),
        ("Phần thứ hai", "P2", ""),
        ("Bước 2: Lấy ý kiến", "2", "Lấy ý kiến"),
        ("Giai đoạn 3 (từ 01/8 đến 15/8): Tổng kết", "3", "(từ 01/8 đến 15/8): Tổng kết"),
        ("Thứ ba, các thôn rà soát", "3", "các thôn rà soát"),
        ("a/ Phòng Kinh tế", "a", "Phòng Kinh tế"),
    ],
)
def test_a_point_begins_with_its_sign(text: str, sign: str, rest: str) -> None:
    found = marker(text)
    assert found is not None
    assert (found.sign, found.rest) == (sign, rest)


@pytest.mark.parametrize(
    "text", ["V/v mời họp", "13/5/2024 của", "3.000 giám đốc", "Phần mềm kế toán", "Sở Y tế"]
)
def test_what_only_looks_like_a_sign_is_none(text: str) -> None:
    assert marker(text) is None


def test_labels_stand_alone_or_in_a_row() -> None:
    row = "Chủ trì: Sở Y tế; Phối hợp: Công an tỉnh; Thời gian: Quý I/2026; Sản phẩm: Báo cáo."
    assert [(each.label, each.value) for each in fields(row)] == [
        (Label.OWNER, "Sở Y tế"),
        (Label.SUPPORT, "Công an tỉnh"),
        (Label.TIME, "Quý I/2026"),
        (Label.PRODUCT, "Báo cáo"),
    ]
    assert [each.label for each in fields("Hoàn thành trong Quý II/2026.")] == [Label.TIME]
    assert fields("Sở Y tế chủ trì việc này.") == []


def test_a_label_of_two_words_is_one() -> None:
    (one,) = fields("Thời gian, địa điểm: 7h30 ngày 31/5/2026, tại công viên")
    assert (one.label, one.value) == (Label.TIME, "7h30 ngày 31/5/2026, tại công viên")


def test_what_was_misread_is_suggested_beside_the_text() -> None:
    assert list(slips("Phân đầu xây dựng nền hành chính liên chính cho cho dân.")) == [
        ("Phân đầu", "Phấn đấu"),
        ("liên chính", "liêm chính"),
        ("cho cho", "cho"),
    ]
    assert list(slips("Phấn đấu xây dựng nền hành chính liêm chính.")) == []
    assert day_slips("Quỹ bảo vệ môi trường, tầng l, năm 2025") is None


def test_a_title_ends_where_a_clause_does() -> None:
    text = (
        "Xây dựng đề án phát triển cây dược liệu dưới tán rừng; "
        + "hỗ trợ giống, vốn, kỹ thuật cho các hộ " * 3
    )
    assert short_title(text) == "Xây dựng đề án phát triển cây dược liệu dưới tán rừng"
    assert short_title("Chủ trì xây dựng bản đồ vùng cháy") == "Xây dựng bản đồ vùng cháy"
    assert all(len(short_title(text[at:] + text)) <= 100 for at in range(0, 60, 7))
