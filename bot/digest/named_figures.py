"""Which grouping or figure of a plan the words behind `/tiendo` want, as people type them."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.digest.figures import Figure
from bot.language.words import pattern, said

ALL = "-"


class By(StrEnum):
    """How a plan's tasks are grouped."""

    FIGURE = "f"
    UNIT = "u"
    SECTION = "s"


Group = tuple[By, str]

# Phrases as in `words.pattern`, one a line: marks may be left out. `figures.how` tells people the usual ones.
GROUPS: Mapping[By, str] = {
    By.UNIT: "theo? đơn_vị|cơ_quan|units",
    By.SECTION: "theo? mục|phần|sections",
    By.FIGURE: "theo? số_liệu|figures",
}
FIGURES: Mapping[Figure, str] = {
    Figure.DATED: """có thời? hạn
        dated""",
    Figure.DONE: """đã? xong|hoàn_thành
        done""",
    Figure.DONE_ON_TIME: """đã? xong|hoàn_thành? đúng_hạn
        done? on_time""",
    Figure.DONE_LATE: """đã? xong|hoàn_thành quá_hạn|trễ|trễ_hạn|muộn|chậm
        done late""",
    Figure.OPEN_IN_TERM: """đang? thực_hiện|làm? còn? trong hạn
        còn hạn
        open? in_term""",
    Figure.OPEN_OVERDUE: """đang? thực_hiện|làm? quá_hạn|trễ|trễ_hạn
        chậm tiến_độ|muộn?
        overdue|late""",
    Figure.AWAITING: """chờ xác_nhận|duyệt kết_quả?
        awaiting""",
    Figure.DUE_SOON: """sắp? đến|tới hạn
        sắp? đến|tới hạn trong? 14 ngày tới?
        due soon?""",
    Figure.BLOCKED: """đang|có? vướng|vướng_mắc
        khó_khăn
        blocked""",
    Figure.EXTENSIONS: """chờ|xin|đề_nghị? gia_hạn
        đề_nghị|xin gia_hạn chờ? quyết_định?
        xin|đề_nghị? lùi|lùi_hạn hạn?
        requests|extensions""",
    Figure.SILENT: """im|im_lặng
        chưa|không báo_cáo
        silent""",
    Figure.UNLINKED: """chưa|không liên_kết|kết_nối
        not linked
        unlinked""",
    Figure.LOST: """không gửi_được|liên_lạc_được|đến_được tin?
        chặn bot?
        not reached
        lost""",
    Figure.FINISHED: """mới|vừa? xong|hoàn_thành trong? tuần này|nay|qua|rồi?
        mới|vừa xong|hoàn_thành
        finished this_week?""",
    Figure.ASKED: """đề_nghị|xin? gia_hạn trong? tuần này|nay|qua|rồi?
        asked this_week?""",
    Figure.GRANTED: """được|đã|đồng_ý gia_hạn
        được|đã|đồng_ý gia_hạn trong? tuần này|nay|qua|rồi?
        granted""",
    Figure.REFUSED: """không_đồng_ý|từ_chối|không_được|bác gia_hạn
        không_đồng_ý|từ_chối|không_được|bác gia_hạn trong? tuần này|nay|qua|rồi?
        refused""",
    Figure.ONGOING: "thường_xuyên|ongoing",
    Figure.ONGOING_MET: "thường_xuyên đã báo_cáo",
    Figure.RECURRING: "định_kỳ|định_kì|recurring",
    Figure.RECURRING_MET: "định_kỳ|định_kì đã báo_cáo",
    Figure.WAITING: "chờ hướng_dẫn\nwaiting",
    Figure.WAITING_MET: "chờ hướng_dẫn đã xong|hoàn_thành",
    Figure.UNDATED: """không nêu|có? thời? hạn
        undated""",
    Figure.UNDATED_MET: "không nêu|có? thời? hạn đã xong|hoàn_thành",
    Figure.CANCELLED: """đã? dừng|hủy|huỷ thực_hiện?
        cancelled""",
}  # fmt: skip


def _whole(phrases: str) -> re.Pattern[str]:
    """Phrases that may be led by what they are asked of: "các việc quá hạn"."""
    lines = phrases.splitlines()
    return pattern("\n".join(f"các|những? việc|nhiệm_vụ|đơn_vị? {line.strip()}" for line in lines))


_MEANT: tuple[tuple[re.Pattern[str], Group], ...] = (
    *((pattern(phrases), (by, ALL)) for by, phrases in GROUPS.items()),
    *((_whole(phrases), (By.FIGURE, figure.value)) for figure, phrases in FIGURES.items()),
)


def wanted(words: str) -> Group | None:
    """The grouping, or the figure, that the words name; None for any other words."""
    asked = said(words)
    return next((group for phrases, group in _MEANT if phrases.fullmatch(asked)), None)
