"""A task's short name: its own words up to the end of a clause; the full wording is kept beside it."""

import re

from bot.importer.words.wording import capitalised, trimmed

LONGEST = 100
LEAST = 24
# Who does it with whom stands beside the title already.
WHO = re.compile(
    r"^(?:(?:chủ trì|chủ động|khẩn trương|tiếp tục|kịp thời)(?:,| và)?\s+)?(?:phối hợp|cùng"
    r"|với)[^,;.]{0,20}(?:với|cùng)?[^;.]{0,140}?(?=(?:rà soát|xây dựng|tham mưu|tổ chức|triển khai|ban"
    r" hành|hướng dẫn|thực hiện|nghiên cứu|đề xuất|hoàn thành|hoàn thiện|lập|kiểm tra|báo cáo|thẩm định"
    r"|đẩy mạnh|tăng cường|theo dõi|đôn đốc|tổng hợp|cung cấp|cập nhật|công bố|số hóa|vận hành|bố"
    r" trí)(?!\w))"
)
CALLED = re.compile(r"^(?:Nhiệm vụ|Nội dung|Công việc|Hoạt động|Tên nhiệm vụ)(?: \d+)?\s*:\s*")
LEADING = re.compile(
    r"^(?:chịu trách nhiệm|có trách nhiệm|chủ trì)(?:,| thực hiện| và)*\s+(?=\w)", re.IGNORECASE
)
# Whose the task is, which stands beside it: "Chủ trì xây dựng đề án".
LED = re.compile(r"chủ trì(?!\w)", re.IGNORECASE)
ALONE = re.compile(r"^chủ trì (?=[^\W\d_]+ [^\W\d_]+ )(?!phối hợp)", re.IGNORECASE)
CLAUSES = re.compile(
    r"[.;:](?=\s|$)|,(?=\s)|\s(?=\()|\s[-–]\s|\s(?=(?:nhằm|để|trong đó|theo|trước ngày|hoàn thành|xong"
    r"|gắn với|trên cơ sở|đáp ứng|phục vụ|bảo đảm|đảm bảo|góp phần)\s)"
)


def short_title(text: str, rest: str = "") -> str:
    """At most a hundred letters, cut where a clause ends."""
    words = trimmed(CALLED.sub("", rest if len(rest) >= LEAST else text))
    if LED.match(words):
        words = ALONE.sub("", WHO.sub("", words, count=1) or words)
    if len(words) > LONGEST:
        words = LEADING.sub("", WHO.sub("", words, count=1) or words)
    words = capitalised(trimmed(words) or trimmed(text) or text)
    if len(words) <= LONGEST:
        return words
    ends = [match.start() for match in CLAUSES.finditer(words) if LEAST <= match.start() <= LONGEST]
    strong = [end for end in ends if words[end] in ".;:"]
    at = strong[-1] if strong and strong[-1] >= LEAST * 2 else (ends[-1] if ends else 0)
    if at < LEAST * 1.6:
        return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
    cut = words[:at].rstrip(" ,;:.–-")
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")].rstrip(" ,;:.–-")
    return cut or words[:LONGEST]
