"""Where a row of agencies' names ends and what they are told begins: at a deed, or where no name goes on."""

import re
from collections.abc import Iterator

from bot.importer.words.agency_words import DEED, HEADS, MANY, NO_DEED, SMALL
from bot.importer.words.wording import LOWER, UPPER

LONGEST = 260  # letters of a row of names
BRACKETED = re.compile(r"\([^()]{0,80}\)")
NO_END = (
    r"(?!(?:và|hoặc|các|thuộc|có|liên|trực|trên|nơi|ven|khu|biên|miền|hải|đảo|trọng|lân"
    r"|giáp|trong|được|cùng|với|vùng|đồng|mới|loại|nông|thị|quản|phụ|theo|hội|bị|nằm|gồm|do|của|ở|tại"
    r"|tỉnh|phường|xã|huyện|cấp|này|còn|đã|dân|đến|từ)(?!\w))"
)
# A name that ends in its level has ended, whatever deed follows that is not in the list.
LEVEL = re.compile(rf"(?<=[\w] )(?:xã|phường|tỉnh|thành phố|huyện|Sở|thôn|đặc khu)\s+(?=[{LOWER}]){NO_END}")
# So has one that ends in a place, "Sông Lam": two syllables in capitals, the first of which begins no name.
PLACE = re.compile(
    rf"(?<=[{LOWER}] )(?!(?:{HEADS})(?!\w))[{UPPER}][{LOWER}]+ [{UPPER}][{LOWER}]*\s+"
    rf"(?=[{LOWER}]){NO_END}(?!(?:thành phố|thôn|đặc khu|số|khóa|khoá)(?!\w))"
)
HEADING = re.compile(rf"(?:{HEADS})(?!\w)")
OPEN = re.compile(rf"(?:{MANY}|{SMALL})(?!\w)")  # nouns of every kind follow: "các doanh nghiệp viễn thông"
# What offices call their names by in small letters, beyond the syllable that ends a word in capitals.
WORDS = """
an_ninh an_ninh_mạng an_sinh an_toàn ban binh biên_chế biên_giới biên_phòng biến_đổi_khí_hậu biển bán_trú
báo_chí bình_đẳng_giới bưu_chính bản bản_đồ bảo_hiểm bảo_trợ bảo_tàng bảo_vệ bất_động_sản bầu_cử bền_vững
bệnh_tật bệnh_viện bồi_dưỡng bổ_trợ bộ bộ_môn bộ_đội bức_xạ cao_tuổi cao_đẳng chi_nhánh chiến_binh
chiếu_sáng chuyên_biệt chuyên_môn chuyên_trách chuyển_đổi_số châm_cứu chính chính_sách chính_trị chăn_nuôi
chất_lượng chất_độc chẩn_đoán chế_xuất chế_độ chỉ_đạo chợ chủ_nhiệm chức_năng chữa_cháy cung_ứng các cán_bộ
cây_trồng cây_xanh có_liên_quan công công_chính công_chức công_nghiệp công_nghệ công_nghệ_cao công_nhân
công_sản công_thương công_trình công_ty công_tác công_vụ cùng_cấp căn_cước cơ_bản cơ_quan cơ_sở cơ_động
cư_trú cảng cấp cấp_cao cấp_nước cổ_truyền cổ_động cộng_đồng của cứu_hộ cứu_nạn cứu_trợ cửa_khẩu cựu da_cam
di_sản di_tích dinh_dưỡng dioxin doanh_nghiệp doanh_nhân du_lịch dân dân_cư dân_dụng dân_nguyện dân_quân
dân_sự dân_tộc dân_vận dược_phẩm dạy_nghề dịch_vụ dịch_vụ_công dữ_liệu dự_bị dự_án gia_đình giao_dịch
giao_thông giám_sát giáo_chức giáo_dục giúp giúp_việc giảm_nghèo giống hiệp_hội huyết_học huyện hàng_hải
hàng_không hành_chính hành_chính_công hành_quân hình_sự hình_ảnh hóa_chất hướng_nghiệp hạ_tầng hạt_nhân
hải_quan hải_đảo hậu_cần học_đường hỗ_trợ hội hội_đồng hợp_tác hợp_tác_xã hữu_nghị khen_thưởng khiếu_nại
kho_bạc khoa khoa_học khoáng_sản khu khu_phố khu_vực khuyến_công khuyến_học khuyến_nông khuyết_tật
khánh_tiết khí_tượng kinh_tế kiến_trúc kiểm_dịch kiểm_lâm kiểm_nghiệm kiểm_ngư kiểm_tra kiểm_định kế_toán
kỹ_năng kỹ_thuật lao_động liên_hiệp liên_hợp liên_ngành liên_quan luật_gia luật_pháp luật_sư lâm lâm_nghiệp
lâm_sinh lãng_phí lưu_trữ lễ_hội lễ_tân lịch_sử lớp lữ_hành ma_túy mua_sắm môi_trường mù mạng mầm_non mồ_côi
một_cửa mới nghiên_cứu nghĩa_vụ nghề nghề_nghiệp nghệ_thuật ngoại_ngữ ngoại_vụ ngân_sách người người_có_công
người_mù nhi nhi_đồng nhà_nước nhà_đất nhà_ở nhân_dân nhỏ nông nông_dân nông_lâm_sản nông_nghiệp nông_thôn
năng_khiếu năng_lượng nước nước_sạch nội_bộ nội_chính nội_dung nội_trú nữ phong_trào pháp_chế pháp_luật
pháp_lý pháp_y phát_thanh phát_triển phân_hiệu phòng_cháy phòng_hộ phòng_không phòng_thủ phường phổ_thông
phụ_nữ phục_vụ quân_khí quân_nhu quân_sự quản_lý quản_trị quận quốc_gia quốc_phòng quỹ_đất rừng sinh_viên
sinh_vật_cảnh siêu_thị sáng_tạo sát_hạch sư_phạm số số_hóa sở_hữu_trí_tuệ sự_nghiệp tham_nhũng thanh_niên
thi thi_hành_án thi_đua thiên_tai thiết_bị thiếu_nhi thiếu_niên thoát_nước thuộc thành_phố thôn thông_tin
thông_tin_liên_lạc thông_tấn thú_y thư_viện thương_mại thường_trực thường_xuyên thẩm_định thể_dục thể_thao
thị_trường thị_trấn thị_xã thống_kê thủy_lợi thủy_nông thủy_sản thủy_văn thực_nghiệm thực_phẩm thực_vật
tin_học tiêu_chuẩn tiêu_cực tiêu_dùng tiếp_tân tiền_lương tiểu_học toàn trang_thiết_bị trinh_sát trung_học
trung_tâm trung_ương truyền_hình truyền_thông trường trường_học trật_tự trẻ trẻ_em trị trồng_trọt trực_thuộc
tuyên_truyền tuyển_sinh tài_chính tài_nguyên tài_sản tài_sản_công tác_chiến tâm_thần tín_dụng tín_ngưỡng
tôn_giáo tư_pháp tần_số tập_trung tỉnh tố_cáo tổ_chức tổ_dân_phố tổng_hợp tội_phạm tự_quản tự_vệ uỷ
viên_chức viễn_thám viễn_thông việc_làm và văn_bản văn_hoá văn_hóa văn_học văn_phòng vận_tải vận_động
vật_liệu vật_nuôi vật_tư về vệ_sinh vụ vừa xung_phong xuất_nhập_cảnh xuất_nhập_khẩu xây_dựng xã xã_hội
xúc_tiến xăng_dầu y_dược y_học y_khoa y_tế án đa_khoa điều_dưỡng điều_tra điện điện_tử điện_ảnh đo_lường
đoàn đoàn_thể đào_tạo đê_điều đô_thị đông_y đăng_kiểm đăng_ký đường_bộ đường_sắt đường_thủy đại_biểu
đại_diện đại_học đảo đất đất_đai đấu_giá đầu_tư đầu_tư_công đặc_dụng đặc_khu địa_chính địa_chất địa_phương
đỏ đối_ngoại đổi_mới đội động_viên đời_sống ấp ủy ứng_dụng
"""
WITHIN = re.compile(
    rf"(?:{'|'.join(word.replace('_', ' ') for word in sorted(WORDS.split(), key=len, reverse=True))})(?!\w)"
)
DOUBTFUL = ("công", "cấp", "chính", "thông tin")  # as well the first syllable of a deed
TOKEN = re.compile(r"[^\W_]+")


def first_deed(text: str, start: int) -> int | None:
    """Where the first deed stands that is no part of a name; null where none does within a row of names."""
    until = start + LONGEST
    blocked = [match.span() for match in NO_DEED.finditer(text, max(0, start - 12), until + 200)]
    blocked += [match.span() for match in BRACKETED.finditer(text, start, until + 200)]
    found = (
        m.start() for m in DEED.finditer(text, start + 1) if not any(b <= m.start() < e for b, e in blocked)
    )
    deed = next((at for at in found if at <= until), None)
    ends = [
        each.end()
        for pattern in (LEVEL, PLACE)
        if (each := pattern.search(text, start, deed if deed is not None else until))
    ]
    return min(ends, default=deed)


def name_end(text: str, start: int) -> int | None:
    """Where a row of names within a sentence ends: at a deed, or at the first word that no name holds."""
    deed = first_deed(text, start)
    until = deed if deed is not None else min(len(text), start + LONGEST)
    return next((at for at in _strange(text, start, until)), deed)


def _strange(text: str, start: int, until: int) -> Iterator[int]:
    """The words in small letters with which no name goes on."""
    at, opened = start, False
    capital = False  # whether the word before is the first syllable of one in capitals
    last: re.Match[str] | None = None
    for token in TOKEN.finditer(text, start, until):
        if token.start() < at:
            continue
        if "(" in text[at : token.start()]:
            close = text.find(")", token.start())
            at, capital = (close + 1 if 0 <= close < until else until), False
        elif many := OPEN.match(text, token.start(), until):
            at, opened, capital = many.end(), True, False
        elif head := HEADING.match(text, token.start(), until):
            at, opened, capital = head.end(), False, head.group() == token.group()
        elif opened or not token.group()[0].islower():
            at, capital = token.end(), token.group().istitle()
        elif within := WITHIN.match(text, token.start(), until):
            at, capital, last = within.end(), False, within
        elif capital:
            at, capital = token.end(), False
        else:
            doubtful = last and last.end() == token.start() - 1 and last.group() in DOUBTFUL
            yield last.start() if last and doubtful else token.start()
