"""Lines without a sign that head what stands below them: by their format, as a time, as an agency."""

import pytest

from bot.documents.opening import read_pieces
from bot.importer.build import draft_of
from bot.importer.draft import DraftTask

HEAD = (
    "# KẾ HOẠCH\n\nCông tác năm 2026 của xã\n\nSố: 12/KH-UBND\n\nTân Hưng, ngày 5 tháng 1 năm 2026\n\n"
    "## II. NHIỆM VỤ\n\n"
)


def tasks_of(text: str, kind: str = "md") -> tuple[DraftTask, ...]:
    name = f"kh.{kind}"
    return draft_of(read_pieces((HEAD + text).encode(), name), name, ()).tasks


def due(text: str, kind: str = "md") -> dict[str, str]:
    """The day of every task, by its first word."""
    tasks = tasks_of(text, kind)
    return {task.text.split()[0]: str(task.due) for task in tasks}


@pytest.mark.parametrize("kind", ["md", "txt"])
def test_a_month_above_points_is_their_deadline_and_not_that_of_the_point_before(kind: str) -> None:
    mark = "### " if kind == "md" else ""
    july = f"{mark}Tháng 7/2026\n\n1. Sơ kết công tác.\n2. Kiểm tra các trạm.\n\n"
    august = f"{mark}Tháng 8/2026\n\n1. Đấu thầu thuốc.\n"
    assert due(july + august, kind) == {"Sơ": "2026-07-31", "Kiểm": "2026-07-31", "Đấu": "2026-08-31"}


def test_a_time_below_each_point_is_that_of_the_point_above() -> None:
    times = "1. Tổ chức hội thi.\n\nTháng 5/2026\n\n2. Mở diễn đàn.\n\nQuý III/2026\n\n3. Rà soát hội viên.\n"
    assert due(times) == {"Tổ": "2026-05-31", "Mở": "2026-09-30", "Rà": "None"}


def test_a_deadline_behind_its_label_is_written_without_it() -> None:
    said = "1. Xây dựng cơ sở dữ liệu.\n\nThời gian hoàn thành: Trong Quý II/2026\n\n2. Rà soát quy hoạch.\n"
    assert [task.deadline for task in tasks_of(said, "txt")] == ["Trong Quý II/2026", None]


def test_nobody_is_told_in_brackets() -> None:
    said = "1. Phát triển mặt bằng (các khu vực có làng nghề; các khu vực có thể thu hút, thúc đẩy đầu tư).\n"
    assert [task.owner for task in tasks_of(said)] == [()]


def test_months_within_a_quarter_end_with_the_next_quarter() -> None:
    nested = "### Quý I\n\n#### Tháng 1\n\n- Khảo sát chợ.\n\n### Quý II\n\n- Sửa đường thôn.\n"
    assert due(nested) == {"Khảo": "2026-01-31", "Sửa": "2026-06-30"}


def test_an_agency_as_a_heading_owns_the_points_below_it() -> None:
    words = "### Phòng Kinh tế\n\n- Rà soát quy trình.\n\n### Công an xã\n\n- Làm sạch dữ liệu.\n"
    assert [task.owner for task in tasks_of(words)] == [("Phòng Kinh tế",), ("Công an xã",)]
