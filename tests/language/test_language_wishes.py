"""Plain words that ask for what a command gives, and words that only look like it."""

import re
from datetime import date

import pytest

from bot.access.commands import BY_NAME
from bot.language.phrases import rules
from bot.language.wishes import Wish, wish

ON = date(2026, 7, 6)
ASKED = {
    "việc nào đang trễ?": ("progress", "quá hạn"),
    "viec nao dang tre": ("progress", "quá hạn"),
    "đơn vị nào chậm tiến độ vậy": ("progress", "quá hạn"),
    "ai đang chậm?": ("progress", "quá hạn"),
    "cho tôi xem các việc quá hạn": ("progress", "quá hạn"),
    "có việc nào quá hạn không?": ("progress", "quá hạn"),
    "việc nào sắp đến hạn": ("progress", "sắp đến hạn"),
    "tuần này có việc gì đến hạn?": ("progress", "sắp đến hạn"),
    "việc nào đang vướng?": ("progress", "vướng"),
    "đơn vị nào chưa báo cáo?": ("progress", "im lặng"),
    "tiến độ": ("progress", ""),
    "Tiến độ thế nào rồi?": ("progress", ""),
    "tien do den dau roi": ("progress", ""),
    "tình hình chung thế nào": ("progress", ""),
    "cho xem biểu đồ": ("chart", ""),
    "cho em xem biểu đồ với ạ": ("chart", ""),
    "báo cáo word": ("papers", "word"),
    "gửi báo cáo word cho tôi": ("papers", "word"),
    "bao cao excel": ("papers", "excel"),
    "minh chứng": ("papers", "minhchung"),
    "xin file minh chứng": ("papers", "minhchung"),
    "gửi minh chứng quý II": ("papers", "minhchung quý II"),
    "xin file minh chứng quý II/2026": ("papers", "minhchung quý II/2026"),
    "xin file minh chung cua quy 2/2026 voi a": ("papers", "minhchung quy 2/2026"),
    "cho tôi xem tài liệu minh chứng tháng trước": ("papers", "minhchung tháng trước"),
    "tải toàn bộ minh chứng đến 30/6/2026": ("papers", "minhchung 30/6/2026"),
    "evidence of Q2/2026": ("papers", "minhchung Q2/2026"),
    "báo cáo word quý II/2026": ("papers", "word quý II/2026"),
    "cho xem biểu đồ tháng trước": ("chart", "tháng trước"),
    "chỉ tiêu": ("targets", ""),
    "có gì chờ duyệt không?": ("approve", ""),
    "việc của tôi": ("tasks", ""),
    "viec": ("tasks", ""),
    "danh sách việc": ("tasks", ""),
    "hôm nay có việc gì": ("tasks", ""),
    "em còn việc nào nữa không ạ": ("tasks", ""),
    "menu": ("help", ""),
    "help": ("help", ""),
    "hướng dẫn sử dụng": ("help", ""),
    "xin chào": ("help", ""),
    "chào em": ("help", ""),
    "?": ("help", ""),
    "???": ("help", ""),
    "lập kế hoạch": ("plan", ""),
    "lap ke hoach moi": ("plan", ""),
    "em muốn lập kế hoạch mới ạ": ("plan", ""),
    "nộp kế hoạch mới": ("plan", ""),
    "gửi kế hoạch": ("plan", ""),
    "sửa kế hoạch": ("plan", ""),
    "em gửi kế hoạch mới": ("plan", ""),
    "kế hoạch": ("plan", ""),
    "bảng trống": ("plan", "trống"),
    "kế hoạch còn thiếu gì?": ("ready", ""),
    "còn thiếu ai không": ("ready", ""),
    "mời cán bộ": ("invite", ""),
    "mời thêm người": ("invite", ""),
    "mời lãnh đạo": ("invite", "lãnh đạo"),
}
TOLD = """
đã nộp kế hoạch | gửi kế hoạch cho phòng tài chính rồi | kế hoạch xong rồi | còn thiếu kinh phí | thiếu người
xong | tiến độ 50% | tiến độ đạt 60% | đang chậm | chậm tiến độ | việc bị chậm | quá hạn | trễ hạn | vướng
đang vướng mắc | chưa báo cáo | bên em chưa báo cáo được | báo cáo anh xong rồi | ok anh | dạ | vâng | cảm ơn
chào anh, việc 1 xong | việc này là sao? | việc này của ai? | đã gửi báo cáo word | đang vẽ biểu đồ | ...
báo cáo tháng 1 | tiến độ tháng 6 | đã gửi minh chứng | minh chứng quý II chưa đủ
đã gửi file minh chứng quý II | chờ minh chứng quý II/2026
đã báo cáo tiến độ | em chào anh, em đang làm | đang chờ duyệt | chờ xác nhận | việc của em xong rồi
"""


@pytest.mark.parametrize("words", ASKED)
def test_plain_words_ask_for_a_command(words: str) -> None:
    assert wish(words, ON) == Wish(*ASKED[words])


@pytest.mark.parametrize("words", [words.strip() for words in re.split(r"[|\n]", TOLD.strip())])
def test_what_is_told_is_no_wish(words: str) -> None:
    assert wish(words, ON) is None


def test_every_wish_names_a_command() -> None:
    assert {name.partition(" ")[0] for name, _ in rules("wishes")} <= set(BY_NAME)
