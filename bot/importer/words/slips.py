"""What recognition of a scan often gets wrong: suggested beside the text, never changed in it."""

import re
from collections.abc import Iterator

from bot.importer.words.wording import bare

# Words that stand for others: what is printed, and what was most likely meant.
MISREAD = {
    "phân đầu": "phấn đấu",
    "phẩn đấu": "phấn đấu",
    "phấn đầu": "phấn đấu",
    "liên chính": "liêm chính",
    "những nhiễu": "nhũng nhiễu",
    "chuyên đổi": "chuyển đổi",
    "chuyên giao": "chuyển giao",
    "chuyên biến": "chuyển biến",
    "triết đề": "triệt để",
    "triển khái": "triển khai",
    "triên khai": "triển khai",
    "thưc hiện": "thực hiện",
    "thực hiên": "thực hiện",
    "thực hiện hiện": "thực hiện",
    "nhiêm vụ": "nhiệm vụ",
    "nhiệm vu": "nhiệm vụ",
    "tồ chức": "tổ chức",
    "tố chức": "tổ chức",
    "tổ chúc": "tổ chức",
    "báo cáỏ": "báo cáo",
    "bảo cáo": "báo cáo",
    "kể hoạch": "kế hoạch",
    "kê hoạch": "kế hoạch",
    "kế họach": "kế hoạch",
    "phối họp": "phối hợp",
    "phổi hợp": "phối hợp",
    "phối hơp": "phối hợp",
    "chù trì": "chủ trì",
    "chủ tri": "chủ trì",
    "thòi gian": "thời gian",
    "thời gían": "thời gian",
    "thời hạnn": "thời hạn",
    "quỷ": "quý",
    "qúy": "quý",
    "hoàn thảnh": "hoàn thành",
    "thảnh phố": "thành phố",
    "thành phổ": "thành phố",
    "đây mạnh": "đẩy mạnh",
    "đầy mạnh": "đẩy mạnh",
    "ủy ban nhân đân": "ủy ban nhân dân",
    "nhân đân": "nhân dân",
    "uy ban": "ủy ban",
    "cùa": "của",
    "cúa": "của",
    "dân cừ": "dân cư",
    "xây dưng": "xây dựng",
    "xây đựng": "xây dựng",
    "rà soat": "rà soát",
    "ra soát": "rà soát",
    "tham mưụ": "tham mưu",
    "công tảc": "công tác",
    "giải phảp": "giải pháp",
    "hưởng dẫn": "hướng dẫn",
    "hướng dân": "hướng dẫn",
    "trách nhiêm": "trách nhiệm",
    "đôn đổc": "đôn đốc",
    "kiềm tra": "kiểm tra",
    "kiêm tra": "kiểm tra",
    "cơ quan, đơn vi": "cơ quan, đơn vị",
    "đơn vi": "đơn vị",
    "sờ": "sở",
    "ngảy": "ngày",
    "tháng nắm": "tháng năm",
    "liên thòng": "liên thông",
    "số hỏa": "số hóa",
    "hô trợ": "hỗ trợ",
    "hổ trợ": "hỗ trợ",
    "cài cách": "cải cách",
    "nâng cáo": "nâng cao",
}
MISREAD_WORDS = re.compile(
    r"(?<!\w)(" + "|".join(sorted(map(re.escape, MISREAD), key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
)
RIGHT_IN_PLACE = re.compile(
    r"quỷ(?= dữ| quái)|những nhiễu(?= loạn)|đây mạnh(?= hơn)|chuyên giao(?= dịch)|ra soát xét", re.IGNORECASE
)
TWICE = re.compile(r"(?<!\w)(cho|của|và|các|là|trong|với|được|thực hiện|đến|từ|về) \1(?!\w)", re.IGNORECASE)
# l, I and O among the figures of a day: "l5/9/2O25".
IN_DAYS = re.compile(
    r"(?<![\w/])(?=[\dlIO|]*[lIO|])(?=[lIO|/.-]*\d)[\dlIO|]{1,2}[/.-][\dlIO|]{1,2}(?:[/.-][\dlIO|]{4})?(?!\w)"
)
IN_YEARS = re.compile(
    r"(?<=năm )(?=[\dO]*O)2[\dO]{3}(?![\w])|(?<=/)(?=[\dO]*O)2[\dO]{3}(?![\w])|(?<=ngày"
    r" )[lI]?\d?[lIO](?= tháng)|(?<=ngày )[lI]\d(?=\s)|(?<=tháng )(?:l[O012]?|I[O012]|1O)(?=[/\s])"
)
IN_QUARTERS = re.compile(r"(?<=[Qq]uý )(?:lV|Il{1,2}|l{1,3}|lI{1,2}|1V|1{2,3})(?=[/\s.,;)]|$)")
# "30/09/26": a year cut to its last two figures.
SHORT_YEARS = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2(2\d|3\d)(?![\w/-]|\.\d)")
FIGURES = str.maketrans("lI|O", "1110")


def slips(text: str) -> Iterator[tuple[str, str]]:
    """What looks misread, and what it probably was."""
    for match in MISREAD_WORDS.finditer(text):
        if not RIGHT_IN_PLACE.match(text, match.start()):
            meant = MISREAD[match[1].lower()]
            yield match[1], meant[:1].upper() + meant[1:] if match[1][:1].isupper() else meant
    for match in TWICE.finditer(text):
        yield match.group(), match[1]
    mended = day_slips(text)
    if mended:
        for wrong, right in zip(text.split(), mended.split(), strict=False):
            if wrong != right:
                yield wrong.strip(".,;"), right.strip(".,;")


def day_slips(text: str) -> str | None:
    """The text with its days as they probably were; null where nothing in them looks misread."""
    mended = IN_DAYS.sub(lambda match: match.group().translate(FIGURES), text)
    mended = IN_YEARS.sub(lambda match: match.group().translate(FIGURES), mended)
    mended = IN_QUARTERS.sub(lambda match: match.group().replace("l", "I").replace("1", "I"), mended)
    mended = re.sub(r"(?<!\w)([Qq])(?:ủy|uỷ|úy|ùy|uỳ)(?= (?:[IV]{1,3}|[1-4])(?!\w))", r"\1uý", mended)
    mended = SHORT_YEARS.sub(r"\1\g<2>\3\g<2>20\4", mended)
    return mended if bare(mended) != bare(text) else None
