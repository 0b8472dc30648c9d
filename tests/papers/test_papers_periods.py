"""The table of tasks by periods: the same marks in every paper, counted by hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import docx
import openpyxl
from papers_samples import TEXTS, ZONE, catalog, plan_of, report, task

from bot.model.deadline import DeadlineKind, Every
from bot.model.progress import ReportKind, State
from bot.papers.figures import PlanFigures, end_of, figures_of
from bot.papers.paper import Format, paper_of

ONGOING = task("2", None, kind=DeadlineKind.ONGOING)
MONTHLY = task("1", None, kind=DeadlineKind.RECURRING)
MONTHLY = replace(MONTHLY, deadline=replace(MONTHLY.deadline, every=Every.MONTH))
JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
LOG = (
    report(1, MONTHLY, date(2026, 1, 20), State.DONE),
    report(2, MONTHLY, date(2026, 3, 5), State.DONE, period=FEB),
    report(3, MONTHLY, date(2026, 4, 2), State.IN_PROGRESS, period=MAR),
    report(4, MONTHLY, date(2026, 6, 1), kind=ReportKind.WAIVE, period=date(2026, 4, 30)),
    report(5, ONGOING, date(2026, 3, 1), State.IN_PROGRESS),
)
MONTHS = ["✓", "✓ 5/3/2026", "◐", "–", "✗", "…"]
QUARTERS = ["✓", "…"]
HEADINGS = [f"Tháng {month}/2026" for month in range(1, 7)]


def figures() -> PlanFigures:
    plan = plan_of(MONTHLY, ONGOING, task("3"))
    since = dict.fromkeys((MONTHLY.ref, ONGOING.ref), date(2026, 1, 1))
    on = end_of(date(2026, 6, 10), ZONE)
    return figures_of(plan, catalog(plan), LOG, on, ZONE, owes_from=since)


def made(format: Format) -> bytes:
    return paper_of(figures(), format, TEXTS).data


def test_the_workbook_has_a_sheet_of_them() -> None:
    sheet = openpyxl.load_workbook(BytesIO(made(Format.XLSX)))["Kỳ báo cáo"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert next(row for row in rows if row[:1] == ["Mã"])[3:] == HEADINGS
    assert [row[3:] for row in rows if row[:1] in (["1"], ["2"])] == [MONTHS, QUARTERS]


def test_the_report_has_an_annex_of_them() -> None:
    document = docx.Document(BytesIO(made(Format.DOCX)))
    months, quarters = ([[c.text for c in row.cells] for row in t.rows] for t in document.tables[-2:])
    assert (months[0][2:], months[1][2:]) == (HEADINGS, MONTHS)
    assert quarters[1][2:] == QUARTERS


def test_the_page_has_a_section_of_them() -> None:
    page = unescape(made(Format.HTML).decode())
    assert [list(cells(row)) for row in re.findall(r"<tr><td class=\"code\">[12]</td>.*?</tr>", page)] == [
        MONTHS,
        QUARTERS,
    ]


def cells(row: str) -> Iterator[str]:
    yield from re.findall(r"<td class=\"n [^\"]*\">([^<]*)</td>", row)


def test_json_has_them_with_each_task() -> None:
    monthly, ongoing, dated = json.loads(made(Format.JSON))["tasks"]
    marks = [period["mark"] for period in monthly["periods"]]
    assert marks == ["on_time", "late", "unfinished", "waived", "missed", "open"]
    assert monthly["periods"][1] == {
        "period": {"start": "2026-02-01", "end": "2026-02-28"},
        "due": "2026-02-28",
        "mark": "late",
        "reported": "2026-03-05",
    }
    assert len(ongoing["periods"]) == 2
    assert dated["periods"] == []


def test_the_history_names_the_period_of_a_report() -> None:
    sheet = openpyxl.load_workbook(BytesIO(made(Format.XLSX)))["Lịch sử"]
    told = [row[4] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert told[:2] == ["Hoàn thành, tháng 1/2026", "Hoàn thành, tháng 2/2026"]


def test_a_plan_without_such_tasks_has_neither_sheet_nor_annex() -> None:
    plan = plan_of(task("3"))
    bare = figures_of(plan, catalog(plan), (), end_of(date(2026, 6, 10), ZONE), ZONE)
    assert (
        "Kỳ báo cáo"
        not in openpyxl.load_workbook(BytesIO(paper_of(bare, Format.XLSX, TEXTS).data)).sheetnames
    )
    assert "Báo cáo theo kỳ" not in paper_of(bare, Format.HTML, TEXTS).data.decode()
