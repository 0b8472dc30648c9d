"""The deadline language: what each phrasing means, and what is refused, word for word."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.deadline import Deadline, DeadlineKind, Every, Period, TaskRef
from bot.planfile.deadline import FORMS, LONGEST, SHORT, read_deadline
from bot.texts import LANGUAGES, Texts

ISSUED = date(2025, 7, 25)


def on(written: str) -> date:
    return date.fromisoformat(written)


# Text, kind, first and last day; the last is the due date.
DATED = [
    # Quarters.
    ("Quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Trong Quý II/2026.", "quarter", "2026-04-01", "2026-06-30"),
    ("Trong quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("TRONG QUÝ II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quy II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("trong quy 2/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý 2/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý 02/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý hai năm 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý II năm 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý II, năm 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý II của năm 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý II 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("quý II-2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý  II / 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý\u00a0II/2026;", "quarter", "2026-04-01", "2026-06-30"),
    ("Qúy II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý Ⅱ/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Q2/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("q2 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("QII/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Q.II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("2026-Q2", "quarter", "2026-04-01", "2026-06-30"),
    ("2026Q2", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý I/2026", "quarter", "2026-01-01", "2026-03-31"),
    ("Quý III/2025", "quarter", "2025-07-01", "2025-09-30"),
    ("Quý IV/2025", "quarter", "2025-10-01", "2025-12-31"),
    ("quý tư năm 2025", "quarter", "2025-10-01", "2025-12-31"),
    ("Hoàn thành trong quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Chậm nhất là quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Đến hết quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("den het quy II nam 2026", "quarter", "2026-04-01", "2026-06-30"),
    ("cuối quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý III, IV/2025", "quarter", "2025-07-01", "2025-12-31"),
    ("Quý III và IV/2025", "quarter", "2025-07-01", "2025-12-31"),
    ("Quý III-IV/2025", "quarter", "2025-07-01", "2025-12-31"),
    ("quý 3, 4 năm 2025", "quarter", "2025-07-01", "2025-12-31"),
    ("Quý III, quý IV năm 2025", "quarter", "2025-07-01", "2025-12-31"),
    ("từ quý I đến quý III/2026", "quarter", "2026-01-01", "2026-09-30"),
    # Years and halves.
    ("2026", "year", "2026-01-01", "2026-12-31"),
    ("năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("Trong năm 2026.", "year", "2026-01-01", "2026-12-31"),
    ("trong nam 2026", "year", "2026-01-01", "2026-12-31"),
    ("cuối năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("Đến hết năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("Đến 2030", "year", "2030-01-01", "2030-12-31"),
    ("từ nay đến hết năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("năm 2026, 2027", "year", "2026-01-01", "2027-12-31"),
    ("giải ngân vốn đầu tư năm 2026", "year", "2026-01-01", "2026-12-31"),
    ("6 tháng đầu năm 2026", "half", "2026-01-01", "2026-06-30"),
    ("sáu tháng đầu năm 2026", "half", "2026-01-01", "2026-06-30"),
    ("Trong 6 tháng cuối năm 2026", "half", "2026-07-01", "2026-12-31"),
    ("06 thang dau nam 2026", "half", "2026-01-01", "2026-06-30"),
    ("nửa cuối năm 2026", "half", "2026-07-01", "2026-12-31"),
    ("H1/2026", "half", "2026-01-01", "2026-06-30"),
    ("H2/2026", "half", "2026-07-01", "2026-12-31"),
    ("2026-H2", "half", "2026-07-01", "2026-12-31"),
    # Months.
    ("tháng 6/2026", "month", "2026-06-01", "2026-06-30"),
    ("Trong tháng 6/2026", "month", "2026-06-01", "2026-06-30"),
    ("tháng 6 năm 2026", "month", "2026-06-01", "2026-06-30"),
    ("THANG 06/2026", "month", "2026-06-01", "2026-06-30"),
    ("06/2026", "month", "2026-06-01", "2026-06-30"),
    ("2026-06", "month", "2026-06-01", "2026-06-30"),
    ("cuối tháng 2/2028", "month", "2028-02-01", "2028-02-29"),
    ("tháng 6, 7/2026", "month", "2026-06-01", "2026-07-31"),
    ("tháng 6 và tháng 7/2026", "month", "2026-06-01", "2026-07-31"),
    ("từ tháng 3 đến tháng 6/2026", "month", "2026-03-01", "2026-06-30"),
    # Days.
    ("15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("15-6-2026", "day", "2026-06-15", "2026-06-15"),
    ("15.6.2026", "day", "2026-06-15", "2026-06-15"),
    ("15/06/2026", "day", "2026-06-15", "2026-06-15"),
    ("2026-06-15", "day", "2026-06-15", "2026-06-15"),
    ("ngày 15 tháng 6 năm 2026", "day", "2026-06-15", "2026-06-15"),
    ("ngày 15 tháng 6/2026", "day", "2026-06-15", "2026-06-15"),
    ("trước ngày 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("Trước 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("Xong trước 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("Chậm nhất ngày 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("chậm nhất là ngày 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("Hoàn thành trước ngày 15/6/2026.", "day", "2026-06-15", "2026-06-15"),
    ("truoc ngay 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("đến hết ngày 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("trước ngày 20 của tháng cuối quý II/2026", "day", "2026-06-20", "2026-06-20"),
    ("29/2/2028", "day", "2028-02-29", "2028-02-29"),
    # Before a month, a quarter or a year: by the day before it begins.
    ("trước tháng 6/2026", "day", "2026-05-31", "2026-05-31"),
    ("trước năm 2027", "day", "2026-12-31", "2026-12-31"),
    # Spans.
    ("Quý IV/2025 - Quý II/2026", "span", "2025-10-01", "2026-06-30"),
    ("Quý IV/2025 – Quý II/2026", "span", "2025-10-01", "2026-06-30"),
    ("quý IV/2025-quý II/2026", "span", "2025-10-01", "2026-06-30"),
    ("Quý IV/2025 - II/2026", "span", "2025-10-01", "2026-06-30"),
    ("từ quý IV/2025 đến hết quý II/2026", "span", "2025-10-01", "2026-06-30"),
    ("từ ngày 1/3/2026 đến ngày 30/6/2026", "span", "2026-03-01", "2026-06-30"),
    ("từ ngày 1/6 đến ngày 30/6/2026", "span", "2026-06-01", "2026-06-30"),
    ("10-15/6/2026", "span", "2026-06-10", "2026-06-15"),
    ("tháng 12/2025 - 3/2026", "span", "2025-12-01", "2026-03-31"),
    ("9 tháng đầu năm 2026", "span", "2026-01-01", "2026-09-30"),
    ("2026-2030", "span", "2026-01-01", "2030-12-31"),
    ("2026 - 2030", "span", "2026-01-01", "2030-12-31"),
    ("giai đoạn 2026 - 2030", "span", "2026-01-01", "2030-12-31"),
    ("Giai đoạn 2026–2030.", "span", "2026-01-01", "2030-12-31"),
    ("từ năm 2026 đến năm 2030", "span", "2026-01-01", "2030-12-31"),
    # Lines that hold more than the date.
    ("Thời gian hoàn thành: Trong Quý I/2026..", "quarter", "2026-01-01", "2026-03-31"),
    ("Thời gian thực hiện: Quý I/2026;", "quarter", "2026-01-01", "2026-03-31"),
    ("- Thời hạn: 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("báo cáo UBND tỉnh trước ngày 15/12/2025", "day", "2025-12-15", "2025-12-15"),
    ("Ban hành Quyết định trước ngày 15/12/2025", "day", "2025-12-15", "2025-12-15"),
    ("Kế hoạch 07-KH/TU, hoàn thành trong quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("thực hiện Nghị quyết ngày 04/5/2025, trước ngày 30/6/2026", "day", "2026-06-30", "2026-06-30"),
    ("theo Nghị định số 20/2026/NĐ-CP ngày 15/1/2026, quý II/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("Quý II/2026, tăng 10% so với năm 2025", "quarter", "2026-04-01", "2026-06-30"),
    ("nhiệm vụ III.2.1-10 trước ngày 15/6/2026", "day", "2026-06-15", "2026-06-15"),
    ("Căn cứ hướng dẫn của Chính phủ, xong trong quý I/2026", "quarter", "2026-01-01", "2026-03-31"),
    ("Trong quý IV/2025 ban hành Kế hoạch đến năm 2030", "quarter", "2025-10-01", "2025-12-31"),
    ("Phấn đấu đến năm 2045", "year", "2045-01-01", "2045-12-31"),
    ("Xây dựng Kế hoạch năm 2026", "year", "2026-01-01", "2026-12-31"),
]

# Text, every, months, day.
RECURRING: list[tuple[str, Every, tuple[int, ...], int | None]] = [
    ("hàng năm", Every.YEAR, (), None),
    ("Hằng năm.", Every.YEAR, (), None),
    ("HANG NAM", Every.YEAR, (), None),
    ("yearly", Every.YEAR, (), None),
    ("mỗi năm một lần", Every.YEAR, (), None),
    ("năm 2026 và các năm tiếp theo", Every.YEAR, (), None),
    ("Xây dựng Kế hoạch hỗ trợ pháp lý doanh nghiệp hàng năm", Every.YEAR, (), None),
    ("Thường xuyên, hằng năm", Every.YEAR, (), None),
    ("hàng quý", Every.QUARTER, (), None),
    ("định kỳ hằng quý", Every.QUARTER, (), None),
    ("quarterly", Every.QUARTER, (), None),
    ("3 tháng một lần", Every.QUARTER, (), None),
    ("trước ngày 20 của tháng cuối quý", Every.QUARTER, (), 20),
    ("hằng quý, trước ngày 20 của tháng cuối quý", Every.QUARTER, (), 20),
    ("ngày 20 tháng cuối cùng của quý", Every.QUARTER, (), 20),
    ("hàng tháng", Every.MONTH, (), None),
    ("monthly", Every.MONTH, (), None),
    ("ngày 15 hằng tháng", Every.MONTH, (), 15),
    ("trước ngày 15 hàng tháng", Every.MONTH, (), 15),
    ("ngày 15 của tháng", Every.MONTH, (), 15),
    ("hàng tháng, trước ngày 15", Every.MONTH, (), 15),
    ("6 tháng một lần", Every.YEAR, (6, 12), None),
    ("định kỳ 6 tháng, hàng năm", Every.YEAR, (6, 12), None),
    ("2 lần/năm", Every.YEAR, (6, 12), None),
    ("4 tháng/lần", Every.YEAR, (4, 8, 12), None),
    ("tháng 6 và tháng 12 hằng năm", Every.YEAR, (6, 12), None),
    ("thang 6 va thang 12 hang nam", Every.YEAR, (6, 12), None),
    ("hằng năm vào tháng 6 và tháng 12", Every.YEAR, (6, 12), None),
    ("quý IV hằng năm", Every.YEAR, (12,), None),
    ("trước ngày 15/12 hằng năm", Every.YEAR, (12,), 15),
    ("hàng năm, trước ngày 15/12", Every.YEAR, (12,), 15),
    ("ngày 20 tháng 6 và tháng 12 hằng năm", Every.YEAR, (6, 12), 20),
    ("15/6 và 15/12 hằng năm", Every.YEAR, (6, 12), 15),
]

# Text, the event waited for, days allowed after it.
WAITS: list[tuple[str, str, int | None]] = [
    ("sau khi có hướng dẫn của Trung ương", "hướng dẫn của Trung ương", None),
    ("khi Trung ương có hướng dẫn", "Trung ương có hướng dẫn", None),
    ("Sau khi được phê duyệt.", "được phê duyệt", None),
    ("Căn cứ hướng dẫn của Chính phủ, tổ chức triển khai", "hướng dẫn của Chính phủ", None),
    ("triển khai sau khi có hướng dẫn của cấp trên nhằm thúc đẩy", "hướng dẫn của cấp trên", None),
    ("trong vòng 60 ngày kể từ khi có hướng dẫn của Bộ", "hướng dẫn của Bộ", 60),
    ("30 ngày sau khi Luật có hiệu lực", "Luật có hiệu lực", 30),
]

# Text, then the refusal in Vietnamese and in English.
REFUSED = [
    (
        "làm sớm nhé",
        "Không đọc được thời hạn “làm sớm nhé”; hãy viết như “Trong quý II/2026”",
        "Can't read the deadline “làm sớm nhé”; write it like “Trong quý II/2026”",
    ),
    (
        "khơi dậy khí thế mới",
        "Không đọc được thời hạn “khơi dậy khí thế mới”; hãy viết như “Trong quý II/2026”",
        "Can't read the deadline “khơi dậy khí thế mới”; write it like “Trong quý II/2026”",
    ),
    (
        "thág 6",
        "Không đọc được thời hạn “thág 6”; hãy viết như “tháng 6/2026”",
        "Can't read the deadline “thág 6”; write it like “tháng 6/2026”",
    ),
    (
        "Quý 5/2026",
        "“Quý 5/2026”: không có quý 5, một năm có bốn quý; hãy viết như “Quý IV/2026”",
        "“Quý 5/2026”: there is no quarter 5, a year has four; write it like “Quý IV/2026”",
    ),
    (
        "Quý V/2026",
        "“Quý V/2026”: không có quý 5, một năm có bốn quý; hãy viết như “Quý IV/2026”",
        "“Quý V/2026”: there is no quarter 5, a year has four; write it like “Quý IV/2026”",
    ),
    (
        "Quý IV, I/2026",
        "“Quý IV, I/2026” kết thúc trước khi bắt đầu; hãy viết như “Quý I, IV/2026”",
        "“Quý IV, I/2026” ends before it begins; write it like “Quý I, IV/2026”",
    ),
    (
        "quý II/26",
        "Năm “26” phải viết đủ bốn chữ số; hãy viết “quý II/2026”",
        "The year “26” needs all four digits; write “quý II/2026”",
    ),
    (
        "năm 26",
        "Năm “26” phải viết đủ bốn chữ số; hãy viết “năm 2026”",
        "The year “26” needs all four digits; write “năm 2026”",
    ),
    (
        "15/6/26",
        "Năm “26” phải viết đủ bốn chữ số; hãy viết “15/6/2026”",
        "The year “26” needs all four digits; write “15/6/2026”",
    ),
    (
        "20226",
        "Năm 20226 nằm ngoài khoảng 2000-2100; hãy viết như “2026”",
        "The year 20226 is outside 2000-2100; write it like “2026”",
    ),
    (
        "Trong năm 1999",
        "Năm 1999 nằm ngoài khoảng 2000-2100; hãy viết như “Trong năm 2026”",
        "The year 1999 is outside 2000-2100; write it like “Trong năm 2026”",
    ),
    (
        "15/6/20226",
        "Năm 20226 nằm ngoài khoảng 2000-2100; hãy viết như “15/6/2026”",
        "The year 20226 is outside 2000-2100; write it like “15/6/2026”",
    ),
    (
        "tháng 13/2026",
        "“tháng 13/2026”: không có tháng 13; hãy viết như “tháng 12/2026”",
        "“tháng 13/2026”: there is no month 13; write it like “tháng 12/2026”",
    ),
    (
        "15/13/2026",
        "“15/13/2026”: không có tháng 13; hãy viết như “tháng 12/2026”",
        "“15/13/2026”: there is no month 13; write it like “tháng 12/2026”",
    ),
    (
        "00/2026",
        "“00/2026”: không có tháng 0; hãy viết như “tháng 12/2026”",
        "“00/2026”: there is no month 0; write it like “tháng 12/2026”",
    ),
    (
        "30/2/2026",
        "“30/2/2026”: ngày này không có trong lịch; hãy viết như “28/2/2026”",
        "“30/2/2026”: the calendar has no such day; write it like “28/2/2026”",
    ),
    (
        "29/2/2026",
        "“29/2/2026”: ngày này không có trong lịch; hãy viết như “28/2/2026”",
        "“29/2/2026”: the calendar has no such day; write it like “28/2/2026”",
    ),
    (
        "2026-06-31",
        "“2026-06-31”: ngày này không có trong lịch; hãy viết như “30/6/2026”",
        "“2026-06-31”: the calendar has no such day; write it like “30/6/2026”",
    ),
    (
        "31/4",
        "“31/4”: ngày này không có trong lịch; hãy viết như “30/4/2026”",
        "“31/4”: the calendar has no such day; write it like “30/4/2026”",
    ),
    (
        "ngày 0/6/2026",
        "“ngày 0/6/2026”: ngày này không có trong lịch; hãy viết như “30/6/2026”",
        "“ngày 0/6/2026”: the calendar has no such day; write it like “30/6/2026”",
    ),
    (
        "H3/2026",
        "“H3/2026”: một năm chỉ có hai nửa năm, H1 và H2; hãy viết như “H2/2026”",
        "“H3/2026”: a year has two halves, H1 and H2; write it like “H2/2026”",
    ),
    (
        "quý II",
        "“quý II” chưa ghi năm; hãy viết như “quý II/2026”",
        "“quý II” names no year; write it like “quý II/2026”",
    ),
    (
        "Trong năm",
        "“Trong năm” chưa ghi năm; hãy viết như “Trong năm 2026”",
        "“Trong năm” names no year; write it like “Trong năm 2026”",
    ),
    (
        "6 tháng cuối năm",
        "“6 tháng cuối năm” chưa ghi năm; hãy viết như “6 tháng cuối năm 2026”",
        "“6 tháng cuối năm” names no year; write it like “6 tháng cuối năm 2026”",
    ),
    (
        "trước ngày 15/6",
        "“trước ngày 15/6” chưa ghi năm; hãy viết như “trước ngày 15/6/2026”",
        "“trước ngày 15/6” names no year; write it like “trước ngày 15/6/2026”",
    ),
    (
        "Quý II/2026 - Quý IV/2025",
        "“Quý II/2026 - Quý IV/2025” kết thúc trước khi bắt đầu; hãy viết như “Quý IV/2025 - Quý II/2026”",
        "“Quý II/2026 - Quý IV/2025” ends before it begins; write it like “Quý IV/2025 - Quý II/2026”",
    ),
    (
        "2030-2026",
        "“2030-2026” kết thúc trước khi bắt đầu; hãy viết như “2026-2030”",
        "“2030-2026” ends before it begins; write it like “2026-2030”",
    ),
    (
        "đầu năm 2026",
        "“đầu năm 2026” không cho biết ngày cuối; hãy viết như “Quý I/2026”",
        "“đầu năm 2026” has no last day; write it like “Quý I/2026”",
    ),
    (
        "giữa năm 2026",
        "“giữa năm 2026” không cho biết ngày cuối; hãy viết như “6 tháng đầu năm 2026”",
        "“giữa năm 2026” has no last day; write it like “6 tháng đầu năm 2026”",
    ),
    (
        "giữa quý II/2026",
        "“giữa quý II/2026” không cho biết ngày cuối; hãy viết như “tháng 5/2026”",
        "“giữa quý II/2026” has no last day; write it like “tháng 5/2026”",
    ),
    (
        "đầu tháng 6/2026",
        "“đầu tháng 6/2026” không cho biết ngày cuối; hãy viết như “trước ngày 10/6/2026”",
        "“đầu tháng 6/2026” has no last day; write it like “trước ngày 10/6/2026”",
    ),
    (
        "từ quý II/2026",
        "“từ quý II/2026” chỉ cho biết lúc bắt đầu; hãy viết ngày phải xong, như “đến hết ngày 30/6/2026”",
        (
            "“từ quý II/2026” only says when it begins; write the day it must be done, like “đến hết "
            "ngày 30/6/2026”"
        ),
    ),
    (
        "sau ngày 15/6/2026",
        (
            "“sau ngày 15/6/2026” chỉ cho biết lúc bắt đầu; hãy viết ngày phải xong, như “đến hết ngày "
            "15/6/2026”"
        ),
        (
            "“sau ngày 15/6/2026” only says when it begins; write the day it must be done, like “đến "
            "hết ngày 15/6/2026”"
        ),
    ),
    (
        "theo Nghị quyết số 68-NQ/TW ngày 04/5/2025",
        (
            "“Nghị quyết số 68-NQ/TW ngày 04/5/2025” là số hoặc ngày của một văn bản, không phải thời "
            "hạn; hãy viết như “trước ngày 15/6/2026”"
        ),
        (
            "“Nghị quyết số 68-NQ/TW ngày 04/5/2025” is a document's number or date, not a deadline; "
            "write it like “trước ngày 15/6/2026”"
        ),
    ),
    (
        "Nghị quyết số 14-NQ/TU, ngày 13/5/2024 của Ban Thường vụ",
        (
            "“Nghị quyết số 14-NQ/TU, ngày 13/5/2024” là số hoặc ngày của một văn bản, không phải thời "
            "hạn; hãy viết như “trước ngày 15/6/2026”"
        ),
        (
            "“Nghị quyết số 14-NQ/TU, ngày 13/5/2024” is a document's number or date, not a deadline; "
            "write it like “trước ngày 15/6/2026”"
        ),
    ),
    (
        "Luật Đất đai năm 2024",
        (
            "“Luật Đất đai năm 2024” là số hoặc ngày của một văn bản, không phải thời hạn; hãy viết "
            "như “trước ngày 15/6/2026”"
        ),
        (
            "“Luật Đất đai năm 2024” is a document's number or date, not a deadline; write it like "
            "“trước ngày 15/6/2026”"
        ),
    ),
    (
        "tuần đầu tháng 6/2026",
        (
            "“tuần đầu tháng 6/2026”: thời hạn không tính theo tuần; hãy viết ngày cuối, như “trước "
            "ngày 7/6/2026”"
        ),
        (
            "“tuần đầu tháng 6/2026”: deadlines are not counted in weeks; write the last day, like “trước "
            "ngày 7/6/2026”"
        ),
    ),
    (
        "năm học 2025-2026",
        (
            "“năm học 2025-2026”: năm học không có ngày kết thúc chung; hãy viết ngày cuối, như “trước "
            "ngày 31/5/2026”"
        ),
        (
            "“năm học 2025-2026”: school years have no common last day; write the last day, like "
            "“trước ngày 31/5/2026”"
        ),
    ),
    (
        "hàng tuần",
        "“hàng tuần”: kỳ báo cáo ngắn nhất là tháng; hãy viết như “hằng tháng”",
        "“hàng tuần”: a month is the shortest period; write it like “hằng tháng”",
    ),
    (
        "5 tháng một lần",
        "“5 tháng một lần”: một năm không chia hết thành các kỳ này; hãy viết như “6 tháng một lần”",
        "“5 tháng một lần”: a year can't be divided into such periods; write it like “6 tháng một lần”",
    ),
    (
        "ngày 32 hằng tháng",
        "“ngày 32 hằng tháng”: ngày này không có trong lịch; hãy viết như “ngày 31 hằng tháng”",
        "“ngày 32 hằng tháng”: the calendar has no such day; write it like “ngày 31 hằng tháng”",
    ),
    (
        "ngày 31/6 hằng năm",
        "“ngày 31/6 hằng năm”: ngày này không có trong lịch; hãy viết như “ngày 30/6 hằng năm”",
        "“ngày 31/6 hằng năm”: the calendar has no such day; write it like “ngày 30/6 hằng năm”",
    ),
    (
        "ngày 15/6 và 20/12 hằng năm",
        (
            "“ngày 15/6 và 20/12 hằng năm”: các ngày trong năm phải cùng một ngày của tháng; hãy viết "
            "như “ngày 20/12 hằng năm”"
        ),
        (
            "“ngày 15/6 và 20/12 hằng năm”: the days of a year must be the same day of each month; "
            "write it like “ngày 20/12 hằng năm”"
        ),
    ),
    (
        "60 ngày làm việc sau khi có hướng dẫn của Trung ương",
        (
            "“60 ngày làm việc sau khi có hướng dẫn của Trung ương”: chưa tính được theo ngày làm "
            "việc; hãy viết theo ngày thường, như “84 ngày sau khi có hướng dẫn của Trung ương”"
        ),
        (
            "“60 ngày làm việc sau khi có hướng dẫn của Trung ương”: working days can't be counted "
            "yet; write calendar days, like “84 ngày sau khi có hướng dẫn của Trung ương”"
        ),
    ),
]


def turned(deadline: Deadline) -> tuple[Every | None, tuple[int, ...], int | None]:
    return deadline.every, deadline.months, deadline.day


def reading(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.kind, deadline.due, deadline.period, *turned(deadline), deadline.within_days)


@pytest.mark.parametrize(("text", "kind", "start", "due"), DATED)
def test_a_dated_phrase_is_due_on_the_last_day_of_its_period(
    text: str, kind: str, start: str, due: str
) -> None:
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.due) == (kind, on(due))
    assert deadline.period == Period(on(start), on(due))


@pytest.mark.parametrize(("text", "every", "months", "day"), RECURRING)
def test_a_recurring_phrase_says_how_it_turns(
    text: str, every: Every, months: tuple[int, ...], day: int | None
) -> None:
    deadline = read_deadline(text)
    assert (deadline.kind, *turned(deadline)) == (DeadlineKind.RECURRING, every, months, day)
    assert (deadline.due, deadline.period) == (None, None)


@pytest.mark.parametrize(
    "text", ["thường xuyên", "Thời gian thực hiện: Thường xuyên.", "thuong xuyen", "liên tục", "ongoing"]
)
def test_what_goes_on_is_reported_each_quarter(text: str) -> None:
    deadline = read_deadline(text)
    assert reading(deadline) == (DeadlineKind.ONGOING, None, None, Every.QUARTER, (), None, None)


@pytest.mark.parametrize(("text", "after", "within"), WAITS)
def test_a_phrase_that_waits_names_its_event(text: str, after: str, within: int | None) -> None:
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.due) == (DeadlineKind.WAITS, None)
    assert (deadline.after, deadline.within_days) == (after, within)


@pytest.mark.parametrize(
    "text", ["", "  ", "none", "None.", "không", "Không", "khong", "không có thời hạn", "-"]
)
def test_nothing_is_no_deadline(text: str) -> None:
    assert read_deadline(text).kind is DeadlineKind.NONE


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("theo hp-07/III.3.2-3", TaskRef("hp-07", "III.3.2-3")),
        ("Theo hai-phong-07-kh-tu/III.3.2-3.", TaskRef("hai-phong-07-kh-tu", "III.3.2-3")),
        ("hp-07/IV-2", TaskRef("hp-07", "IV-2")),
    ],
)
def test_a_deadline_may_follow_another_plans_task(text: str, task: TaskRef) -> None:
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.follows) == (DeadlineKind.NONE, task)


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Trong năm", "year", "2025-12-31"),
        ("quý II", "quarter", "2026-06-30"),
        ("quý III", "quarter", "2025-09-30"),
        ("6 tháng cuối năm", "half", "2025-12-31"),
        ("tháng 6", "month", "2026-06-30"),
        ("trước ngày 15/6", "day", "2026-06-15"),
        ("ngày 25/7", "day", "2025-07-25"),
    ],
)
def test_without_a_year_the_first_period_not_over_at_the_issue_is_meant(
    text: str, kind: str, due: str
) -> None:
    deadline = read_deadline(text, issued=ISSUED)
    assert (deadline.kind, deadline.due) == (kind, on(due))
    assert deadline.reason.key == "deadline.assumed_year"


def test_a_span_of_years_is_checked_each_year() -> None:
    assert turned(read_deadline("2026-2030")) == (Every.YEAR, (), None)


def test_a_span_of_years_is_checked_as_often_as_is_said_beside_it() -> None:
    assert turned(read_deadline("hằng quý, giai đoạn 2026-2030")) == (Every.QUARTER, (), None)


def test_a_span_of_quarters_does_not_turn() -> None:
    assert read_deadline("Quý IV/2025 - Quý II/2026").every is None


@pytest.mark.parametrize(
    "text", ["trước ngày 15/6/2026", "Trước 15/6/2026", "chậm nhất trước ngày 15/6/2026"]
)
def test_told_exclusive_before_a_day_is_the_day_before(text: str) -> None:
    assert read_deadline(text, before_day="exclusive").due == on("2026-06-14")


@pytest.mark.parametrize("text", ["15/6/2026", "chậm nhất ngày 15/6/2026", "đến hết ngày 15/6/2026"])
def test_told_exclusive_other_days_stay_themselves(text: str) -> None:
    assert read_deadline(text, before_day="exclusive").due == on("2026-06-15")


@pytest.mark.parametrize(
    ("text", "months", "day"),
    [
        ("trước ngày 20 của tháng cuối quý", (), 19),
        ("trước ngày 1 của tháng cuối quý", (2, 5, 8, 11), None),
        ("trước ngày 1 hằng tháng", (), None),
        ("trước ngày 1/1 hằng năm", (12,), None),
    ],
)
def test_told_exclusive_a_recurring_day_moves_too(
    text: str, months: tuple[int, ...], day: int | None
) -> None:
    deadline = read_deadline(text, before_day="exclusive")
    assert (deadline.months, deadline.day) == (months, day)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hoàn thành trong quy II/2026", "2026-06-30"),
        ("Xây dựng Kế hoạch nam 2026", "2026-12-31"),
        ("xong trong tháng Bảy năm 2026", "2026-07-31"),
        ("báo cáo trước ngày ba mươi tháng sáu năm 2026", "2026-06-30"),
    ],
)
def test_numbers_in_words_and_words_without_marks_among_others_are_read(text: str, due: str) -> None:
    assert read_deadline(text).due == on(due)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("tuần sau", "relative"),
        ("trong tháng này", "relative"),
        ("10 ngày nữa", "relative"),
        ("rằm tháng bảy", "lunar"),
        ("10/3/2026 (âm lịch)", "lunar"),
        ("trước ngày 30", "no_month_named"),
    ],
)
def test_what_a_plan_can_not_mean_is_refused_by_name(text: str, why: str) -> None:
    deadline = read_deadline(text, issued=ISSUED)
    assert (deadline.kind, deadline.reason.key) == (DeadlineKind.UNREADABLE, f"deadline.{why}")
    shown = str(deadline.reason.values["nearest"])
    assert read_deadline(shown, issued=ISSUED).kind is DeadlineKind.DAY


@pytest.mark.parametrize("text", ["Việt Nam 2026", "tỷ lệ 15/5", "mục 1.2.30", "Tết Nguyên đán 2026"])
def test_numbers_of_other_things_are_no_date(text: str) -> None:
    assert read_deadline(text, issued=ISSUED).reason.key == "deadline.unknown"


def test_the_words_are_kept_as_they_were_written() -> None:
    text = "  Trong  Quý II/2026.. "
    assert read_deadline(text).written == text


def test_a_deadline_is_not_inherited_by_itself() -> None:
    assert not read_deadline("Quý II/2026").inherited


@pytest.mark.parametrize(("text", "vi", "en"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, vi: str, en: str) -> None:
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.due, deadline.period) == (DeadlineKind.UNREADABLE, None, None)
    assert (Texts("vi").plain(deadline.reason), Texts("en").plain(deadline.reason)) == (vi, en)


@pytest.mark.parametrize("text", [text for text, _, _ in REFUSED])
def test_the_form_a_refusal_shows_can_be_read(text: str) -> None:
    shown = str(read_deadline(text).reason.values["nearest"])
    assert read_deadline(shown).kind is not DeadlineKind.UNREADABLE


@pytest.mark.parametrize("form", FORMS)
def test_every_form_it_may_show_can_be_read(form: str) -> None:
    assert read_deadline(form).kind is not DeadlineKind.UNREADABLE


def test_a_text_beyond_all_measure_is_refused_unread() -> None:
    deadline = read_deadline("Quý II/2026 " * LONGEST)
    assert Texts("vi").plain(deadline.reason) == (
        "Thời hạn dài quá 3.000 ký tự nên không đọc; hãy viết như “Trong quý II/2026”"
    )


def test_of_two_periods_in_a_row_the_last_written_counts_and_the_reason_says_so() -> None:
    deadline = read_deadline("Quý I/2026, Quý II/2026")
    assert deadline.due == on("2026-06-30")
    assert Texts("vi").plain(deadline.reason).endswith("(có 2 mốc khác nhau, lấy mốc ghi sau cùng)")


def test_two_phrases_for_one_day_are_no_conflict() -> None:
    assert read_deadline("Quý II/2026 (trước ngày 30/6/2026)").reason.key == "deadline.day"


EXPLAINED = [
    ("Trong Quý II/2026.", "Trong Quý II/2026 → 30/6/2026: hết quý II/2026"),
    ("năm 2026", "năm 2026 → 31/12/2026: hết năm 2026"),
    ("H1/2026", "H1/2026 → 30/6/2026: hết 6 tháng đầu năm 2026"),
    ("tháng 6/2026", "tháng 6/2026 → 30/6/2026: hết tháng 6/2026"),
    ("trước ngày 15/6/2026", "trước ngày 15/6/2026 → 15/6/2026: tính cả ngày này"),
    ("trước tháng 6/2026", "trước tháng 6/2026 → 31/5/2026: ngày liền trước 1/6/2026"),
    (
        "Quý IV/2025 - Quý II/2026",
        "Quý IV/2025 - Quý II/2026 → 30/6/2026: từ 1/10/2025 đến hết 30/6/2026",
    ),
    (
        "2026-2030",
        "2026-2030 → 31/12/2030: từ 1/1/2026 đến hết 31/12/2030; mỗi năm một kỳ, hạn là ngày 31/12",
    ),
    ("Thường xuyên", "Thường xuyên: không có ngày kết thúc; mỗi quý một kỳ, hạn là ngày cuối quý"),
    ("hàng năm", "hàng năm: mỗi năm một kỳ, hạn là ngày 31/12"),
    ("hàng tháng", "hàng tháng: mỗi tháng một kỳ, hạn là ngày cuối tháng"),
    ("ngày 15 hằng tháng", "ngày 15 hằng tháng: mỗi tháng một kỳ, hạn là ngày 15"),
    ("6 tháng một lần", "6 tháng một lần: hằng năm, hạn là ngày cuối tháng 6, 12"),
    ("ngày 20 tháng cuối quý", "ngày 20 tháng cuối quý: mỗi quý một kỳ, hạn là ngày 20 của tháng cuối quý"),
    ("sau khi có hướng dẫn của Trung ương", "Chờ hướng dẫn của Trung ương: chưa có ngày đến hạn"),
    ("30 ngày sau khi có hướng dẫn", "Chờ hướng dẫn: đến hạn sau 30 ngày kể từ khi có"),
    ("theo hp-07/III.3.2-3", "Theo nhiệm vụ hp-07/III.3.2-3: lấy thời hạn của nhiệm vụ đó"),
    ("", "Không có thời hạn"),
]


@pytest.mark.parametrize(("text", "reason"), EXPLAINED)
def test_the_reason_explains_the_reading(text: str, reason: str) -> None:
    assert Texts("vi").plain(read_deadline(text).reason) == reason


def test_the_reason_names_the_assumed_year() -> None:
    assert Texts("en").plain(read_deadline("quý II", issued=ISSUED).reason) == (
        "quý II → 30/6/2026: end of Q2/2026 "
        "(no year written: the first one not over when the plan was issued, 25/7/2025)"
    )


LEADS = ["", "Trong", "Hoàn thành", "Hoàn thành trong", "Chậm nhất", "Chậm nhất là", "Đến hết", "Xong trong"]
LEADS += ["Thời gian hoàn thành:", "Thời gian thực hiện: Trong", "Dự kiến", "Chậm nhất đến hết"]


@pytest.mark.parametrize("form", ["quý II/2026", "tháng 6/2026", "6 tháng đầu năm 2026", "ngày 30/6/2026"])
@pytest.mark.parametrize("lead", LEADS)
def test_a_lead_changes_nothing(lead: str, form: str) -> None:
    assert reading(read_deadline(f"{lead} {form}")) == reading(read_deadline(form))


PHRASES = [row[0] for table in (DATED, RECURRING, WAITS, REFUSED) for row in table]
# Pieces that are likely to meet the grammar's edges, joined at random.
PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        "30 kể ban hành này sau khi lần/năm hội tuần ( ) ; 2O/9/2026 "
        "quý năm tháng ngày trước từ đến hằng cuối giai đoạn II IV V 0 5 13 31 2026 20226 99999 / - . ,"
        " và theo số NQ/TW khi có lần một",
    )
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(PIECES, st.sampled_from(PHRASES)), max_size=8).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@given(text=TEXTS, issued=st.none() | st.dates(), exclusive=st.booleans())
def test_whatever_the_text_it_is_read_and_can_be_explained(
    text: str, issued: date | None, exclusive: bool
) -> None:
    deadline = read_deadline(text, issued=issued, before_day="exclusive" if exclusive else "inclusive")
    assert deadline.written == text
    assert all(Texts(language).plain(deadline.reason) for language in LANGUAGES)
    assert (deadline.due is None) == (deadline.period is None)


@given(text=TEXTS)
def test_composed_and_decomposed_letters_read_alike(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert reading(read_deadline(composed)) == reading(read_deadline(decomposed))


@given(text=st.lists(st.one_of(PIECES, st.sampled_from(PHRASES)), max_size=8).map(" ".join))
def test_capital_and_small_letters_read_alike(text: str) -> None:
    assert reading(read_deadline(text.upper())) == reading(read_deadline(text.lower()))


@pytest.mark.parametrize("text", PHRASES)
def test_diacritics_spaces_and_a_closing_stop_change_nothing(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    bare = "  " + bare.replace("đ", "d").replace("Đ", "D").replace(" ", "  ") + " ."
    assert reading(read_deadline(bare)) == reading(read_deadline(text))


def test_the_table_holds_at_least_120_phrasings() -> None:
    assert len({*PHRASES}) >= 120


def _anywhere(text: str, issued: date) -> Deadline:
    """What a reading makes of the text that none was kept of."""
    padded = text + " " * (SHORT + 1)
    return replace(read_deadline(padded, issued=issued), written=text)


WRITTEN = st.sampled_from(sorted({case[0] for case in DATED}))


@given(WRITTEN, WRITTEN, st.sampled_from(["", " và ", "; ", " đến "]), st.dates())
@settings(max_examples=300, deadline=None)
def test_a_kept_reading_says_what_one_for_this_issue_says(
    text: str, other: str, joint: str, issued: date
) -> None:
    both = f"{text}{joint}{other}" if joint else text
    assert read_deadline(both, issued=issued) == _anywhere(both, issued)
