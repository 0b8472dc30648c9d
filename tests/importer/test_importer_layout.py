"""What a page shows without saying so: a cell's lines, and tables that no line is drawn for."""

from bot.documents.unruled import Word, joined, tables_in

HEAD = ("TT", "Nội dung", "Chủ trì", "Thời hạn")
ROWS = [
    ("1", "Rà soát hồ sơ", "Phòng Kinh tế", "30/9/2026"),
    ("2", "Lập danh sách", "Công an xã", "Quý II"),
    ("3", "Kiểm tra", "Trạm Y tế", "Tháng 5"),
]
PLACES = (60.0, 90.0, 260.0, 420.0)


def printed(row: tuple[str, ...], base: float) -> list[Word]:
    """A row as it is printed: every word on its own, five points a letter."""
    words = []
    for x0, text in zip(PLACES, row, strict=False):
        for word in text.split():
            words.append(Word(word, x0, x0 + 5.0 * len(word), base, 10.0))
            x0 += 5.0 * len(word) + 3
    return words


def test_rows_that_keep_the_same_stripes_free_are_a_table() -> None:
    rows = [printed(row, 100 + 20 * n) for n, row in enumerate([HEAD, *ROWS])]
    (first, last, table), *others = tables_in(rows, 1)[0]
    assert (first, last, others) == (0, 4, [])
    assert [[cell.text for cell in table.cells if cell.row == n] for n in range(4)] == [
        list(row) for row in (HEAD, *ROWS)
    ]


def test_a_paragraph_ends_a_table_and_is_none() -> None:
    prose = printed(
        ("Các phòng căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị mình, gửi về Sở trước",), 200
    )
    rows = [printed(row, 100 + 20 * n) for n, row in enumerate([HEAD, *ROWS])]
    assert [found[:2] for found in tables_in([*rows, prose, prose], 1)[0]] == [(0, 4)]
    assert tables_in([prose] * 6, 1) == ([], ())


def test_a_day_that_a_narrow_column_cut_is_whole_again() -> None:
    assert joined(["Trước", "30/11/20", "26"]) == "Trước 30/11/2026"
    assert joined(["Quý III/", "2026"]) == "Quý III/2026"


def test_a_dash_within_a_name_begins_no_point_of_a_list() -> None:
    assert joined(["Phòng Văn hóa", "- Xã hội"]) == "Phòng Văn hóa - Xã hội"
    assert joined(["- Lập hồ sơ", "- Trình duyệt"]) == "- Lập hồ sơ\n- Trình duyệt"


def test_a_row_whose_number_is_lost_is_a_row_all_the_same() -> None:
    rows = [printed(row, 100 + 20 * n) for n, row in enumerate([HEAD, *ROWS])]
    below = printed(("", "của các thôn"), 112 + 20)
    third = [word for word in printed(ROWS[2], 175) if word.text != "3"]
    last = printed(("4", "Họp", "Đội", "Quý I"), 197)
    ((_, _, table),) = tables_in([rows[0], rows[1], below, printed(ROWS[1], 154), third, last], 1)[0]
    assert [cell.text for cell in table.cells if cell.column == 1] == [
        "Nội dung",
        "Rà soát hồ sơ của các thôn",
        "Lập danh sách",
        "Kiểm tra",
        "Họp",
    ]
