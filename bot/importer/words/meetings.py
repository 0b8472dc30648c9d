"""Meetings before which something is laid: their day is that of the task."""

import re

MEETING = re.compile(
    r"(?:tại|vào|trong) (?:kỳ họp|phiên họp|hội nghị|cuộc họp|đại hội)(?!\w)[^.;,()\d]{0,60}?"
    r"(?= (?:tháng|quý|ngày|cuối năm|năm) [\dIVX])",
    re.IGNORECASE,
)
LAID = re.compile(
    r"(?:trình|báo cáo|thông qua|xem xét|ban hành|cho ý kiến|biểu quyết|công bố|trao)(?!\w)[^.;]*$",
    re.IGNORECASE,
)


LAST_WEEK = re.compile(r"(?:những ngày|tuần) cuối(?: cùng)?(?: của)? (?=tháng \d)", re.IGNORECASE)


def before_meetings(words: str) -> str:
    """What is laid before a meeting is due when it meets: "trình HĐND tại kỳ họp chuyên đề tháng 10/2026"."""
    for met in MEETING.finditer(words):
        if LAID.search(words[: met.start()]):
            words = f"{words[: met.start()]}{',' * len(met.group())}{words[met.end() :]}"
    return LAST_WEEK.sub(lambda match: "," * (len(match.group()) - 1) + " ", words)  # ends with its month
