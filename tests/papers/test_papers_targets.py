"""What papers tell of targets: figure, date, source and line, as known on the day; and every figure."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from docx import Document
from papers_samples import TEXTS, TODAY, ZONE, catalog, plan_of, task

from bot.model.plan import Target
from bot.model.target import TargetRef, TargetValue
from bot.papers.figures import PlanFigures, end_of, figures_of
from bot.papers.paper import Format, paper_of
from bot.schedule.targets import Verdict

FIRMS = Target(id="dn", title="Số doanh nghiệp", horizon=2030, unit="doanh nghiệp", low=Decimal(87000))
PLAN = plan_of(task("1"), targets=(FIRMS,))
AUTUMN, WINTER = date(2025, 9, 30), date(2025, 12, 31)


def value(number: int, figure: str, on: date, told: date, **values: Any) -> TargetValue:
    return TargetValue(
        id=number,
        key=str(number),
        target=TargetRef("hp-07", "dn"),
        value=Decimal(figure),
        on=on,
        at=datetime.combine(told, time(9), ZONE),
        user_id=7,
        user_name="Chánh Văn phòng",
        **{"unit": None, "note": "theo Sở Tài chính"} | values,
    )


LOG = (
    value(1, "38500", AUTUMN, date(2025, 10, 3)),
    value(2, "41.2", WINTER, date(2026, 1, 5)),
    value(3, "41.2", WINTER, date(2026, 1, 5), undoes=2),
    value(4, "40250.5", WINTER, date(2026, 1, 6), note="=1+1", unit="so-tai-chinh"),
)


def figures(on: date = TODAY) -> PlanFigures:
    return figures_of(PLAN, catalog(PLAN), (), end_of(on, ZONE), ZONE, values=LOG)


def sheet(name: str) -> list[dict[str, Any]]:
    made: Any = openpyxl.load_workbook(BytesIO(paper_of(figures(), Format.XLSX, TEXTS).data))
    headings = [cell.value for cell in made[name][3]]
    return [dict(zip(headings, row, strict=True)) for row in made[name].iter_rows(min_row=4)]


def test_a_target_carries_its_figure_its_source_and_its_line() -> None:
    (row,) = figures().targets
    assert (row.value, row.on, row.source, row.owner) == (Decimal("40250.5"), WINTER, "=1+1", "Sở Xây dựng")
    assert (row.line, row.verdict, row.gap) == (Decimal("40826.4"), Verdict.BEHIND, Decimal("575.9"))
    assert (row.start, row.started, row.given, row.change) == (
        Decimal(38500),
        AUTUMN,
        False,
        Decimal("1750.5"),
    )


def test_an_earlier_day_knows_only_what_was_told_by_then() -> None:
    (before,) = figures(date(2025, 10, 2)).targets
    (after,) = figures(date(2025, 10, 3)).targets
    assert (before.value, before.verdict) == (None, Verdict.NONE)
    assert (after.value, after.verdict) == (Decimal(38500), Verdict.START)
    assert figures(date(2026, 1, 5)).targets[0].value == 38500


def test_the_picture_shows_the_reported_targets_alone() -> None:
    assert [strip.value for strip in figures().picture().targets] == [Decimal("40250.5")]
    assert figures(date(2025, 10, 2)).picture().targets == ()


def test_the_workbook_has_the_figures_own_history() -> None:
    rows = sheet("Số liệu chỉ tiêu")
    assert [row["Số liệu"].value for row in rows] == [38500, 41.2, 40250.5]
    assert [row["Đã rút lại"].value for row in rows] == [None, "đã rút lại", None]
    last = rows[-1]
    assert (last["Nguồn"].value, last["Nguồn"].data_type) == ("=1+1", "s")
    assert (last["Người báo cáo"].value, last["Đơn vị"].value) == ("Chánh Văn phòng", "Sở Tài chính")
    assert last["Ngày số liệu"].is_date and last["Lúc báo cáo"].is_date


def test_the_workbook_tells_the_line_and_writes_whole_figures_without_a_mark_behind() -> None:
    (row,) = sheet("Chỉ tiêu")
    assert (row["Từ"].value, row["Từ"].number_format) == (87000, "#,##0")
    assert (row["Kết quả đến nay"].value, row["Kết quả đến nay"].number_format) == (40250.5, "#,##0.0#####")
    assert row["Đường tiến độ"].value == 40826.4
    assert row["So với tiến độ cần đạt"].value == "chậm 575,9 so với tiến độ cần đạt (40.826,4)"
    assert row["Mốc"].value == "số báo đầu tiên, 38.500 doanh nghiệp (30/9/2025)"


def test_word_tells_the_figure_with_its_date_and_source_and_how_far_it_is() -> None:
    document = Document(BytesIO(paper_of(figures(), Format.DOCX, TEXTS).data))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Chỉ tiêu")
    assert [cell.text for cell in table.rows[1].cells] == [
        "Số doanh nghiệp",
        "2030",
        "87.000 doanh nghiệp",
        "40.250,5 doanh nghiệp (31/12/2025; =1+1)",
        "chậm 575,9 so với tiến độ cần đạt (40.826,4); mốc: số báo đầu tiên, 38.500 doanh nghiệp (30/9/2025)",
    ]


def test_the_page_shows_a_source_as_it_was_typed() -> None:
    noted = (value(1, "38500", AUTUMN, date(2025, 10, 3), note="<b>ước</b>"),)
    made = figures_of(PLAN, catalog(PLAN), (), end_of(TODAY, ZONE), ZONE, values=noted)
    assert "(30/9/2025; &lt;b&gt;ước&lt;/b&gt;)" in paper_of(made, Format.HTML, TEXTS).data.decode()


def test_json_carries_every_field_of_a_target_and_its_figures() -> None:
    data = json.loads(paper_of(figures(), Format.JSON, TEXTS).data)
    (target,) = data["targets"]
    assert (target["value"], target["on"], target["line"]) == (40250.5, "2025-12-31", 40826.4)
    assert (target["verdict"], target["better"], target["given"]) == ("behind", "higher", False)
    assert [entry["undone"] for entry in data["values"]] == [False, True, False]
    assert data["values"][0]["at"] == "2025-10-03T09:00:00+07:00"


def test_a_figure_of_a_target_that_left_the_plan_is_in_no_paper() -> None:
    bare = plan_of(task("1"), targets=())
    made = figures_of(bare, catalog(bare), (), end_of(TODAY, ZONE), ZONE, values=LOG)
    assert (made.targets, made.values) == ((), ())
