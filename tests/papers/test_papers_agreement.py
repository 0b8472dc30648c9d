"""A year of random reports: digest, picture, Excel, Word, HTML and JSON all count what the raw log says."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
from docx import Document
from hypothesis import HealthCheck, given, settings
from papers_samples import TEXTS, UNITS, ZONE, catalog
from papers_years import PLAN, TASKS, recount, years

from bot.digest.digest import digest_of
from bot.digest.parts import CELLS
from bot.messages.digest import render
from bot.model.history import History
from bot.model.progress import Report
from bot.papers.chart import caption
from bot.papers.figures import PlanFigures, end_of, figures_of
from bot.papers.paper import Format, paper_of
from bot.schedule.standing import standings

CATALOG = catalog(PLAN)


def by_unit(log: Sequence[Report], on: date) -> dict[str, Counter[str]]:
    """The four cells by unit, straight from the log."""
    found: dict[str, Counter[str]] = {name: Counter() for name in UNITS.values()}
    codes = recount(log, on)
    for of in TASKS:
        found[UNITS[of.owner]].update(cell for cell in CELLS if of.code in codes.get(cell, ()))
    return found


def total(units: dict[str, Counter[str]]) -> list[int]:
    return [sum(count[cell] for count in units.values()) for cell in CELLS]


def in_digest(log: list[Report], moment: datetime) -> list[int]:
    known = list(History(log).as_of(moment))
    where = standings(TASKS, known, moment.date(), ZONE)
    digest = digest_of(PLAN, where, None, moment.date(), reports=known, linked_units=())
    html = render(digest, CATALOG, TEXTS, PLAN).html
    return [int(n) for n in re.findall(r"^• (?:Đã h|H|Đang).*?: <b>(\d+)</b>", html, re.MULTILINE)]


def in_picture(figures: PlanFigures) -> list[int]:
    said = caption(figures.picture(), TEXTS)
    done, late = re.findall(r"đúng hạn (\d+), quá hạn (\d+)", said)[0]
    term, overdue = re.findall(r"trong hạn (\d+), quá hạn (\d+)", said)[0]
    return [int(n) for n in (done, late, term, overdue)]


def in_json(figures: PlanFigures) -> list[int]:
    data = json.loads(paper_of(figures, Format.JSON, TEXTS).data)
    return [data["cells"][cell] for cell in CELLS]


def in_html(figures: PlanFigures) -> list[int]:
    html = paper_of(figures, Format.HTML, TEXTS).data.decode()
    return [int(n) for n in re.findall(r'<div class="tile \w+"><b>(\d+)</b>', html)]


def in_word(figures: PlanFigures) -> tuple[list[int], list[int]]:
    """The four cells of the text, and of the last row of the table by unit."""
    document = Document(BytesIO(paper_of(figures, Format.DOCX, TEXTS).data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    said = [int(n) for n in re.findall(r"^- .*: (\d+) nhiệm vụ\.$", text, re.MULTILINE)]
    return said, [int(cell.text) for cell in document.tables[1].rows[-1].cells[1:6]]


def in_excel(figures: PlanFigures) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]], list[int]]:
    """By unit, the values kept beside the formulas and those the formulas come to; then the last row."""
    data = paper_of(figures, Format.XLSX, TEXTS).data
    kept: Any = openpyxl.load_workbook(BytesIO(data), data_only=True)
    live: Any = openpyxl.load_workbook(BytesIO(data))
    counts, formulas = kept["Bốn ô theo đơn vị"], live["Bốn ô theo đơn vị"]
    results = results_by_hand(kept["Theo dõi"], live["Theo dõi"])
    cached: dict[str, Counter[str]] = {}
    worked: dict[str, Counter[str]] = {}
    for row in range(4, counts.max_row):
        unit = counts.cell(row, 1).value
        cached[unit] = Counter({cell: counts.cell(row, n).value for n, cell in enumerate(CELLS, 2)})
        asked = [formulas.cell(row, n).value for n in range(2, 6)]
        names = [re.fullmatch(COUNTIFS, formula)[1] for formula in asked]  # type: ignore[index]  # it must match
        worked[unit] = Counter({c: results[unit, name] for c, name in zip(CELLS, names, strict=True)})
    return cached, worked, [counts.cell(counts.max_row, n).value for n in range(2, 6)]


COUNTIFS = (
    r"=COUNTIFS\(TheoDoi\[Đơn vị chủ trì\],"
    r'"="&SUBSTITUTE\(SUBSTITUTE\(SUBSTITUTE\(BonO\[\[#This Row\],\[Đơn vị chủ trì\]\],'
    r'"~","~~"\),"\*","~\*"\),"\?","~\?"\),'
    r'TheoDoi\[Kết quả\],"(.+)"\)'
)


class Blank(int):
    """An empty cell: nothing as a number, and equal to no words."""

    def __eq__(self, other: object) -> bool:
        return other == ""

    def __ne__(self, other: object) -> bool:
        return other != ""

    __hash__ = int.__hash__


def worked_out(formula: str, cells: dict[str, Any], today: Any) -> Any:
    """What a formula of the tracker comes to: its few functions, days counted as numbers."""

    def plain(value: Any) -> Any:
        return Blank() if value is None else value.toordinal() if isinstance(value, datetime) else value

    text = re.sub(r"TheoDoi\[\[#This Row\],\[(.+?)\]\]", r"cell['\1']", formula.removeprefix("="))
    text = re.sub(r"(?<![<>])=", "==", text).replace("<>", "!=")
    known = {"cell": {name: plain(value) for name, value in cells.items()}, "NgaySoLieu": plain(today)}
    functions = {"IF": lambda test, yes, no: yes if test else no, "OR": lambda *tests: any(tests)}
    return eval(text, known | functions)  # our own formula, out of our own file


def results_by_hand(kept: Any, live: Any) -> Counter[tuple[str, str]]:
    """How many tasks of each unit have each result, once the tracker's own formulas are worked out."""
    headings = {cell.value: cell.column for cell in kept[3]}
    found: Counter[tuple[str, str]] = Counter()
    for number in range(4, kept.max_row + 1):
        cells = {name: kept.cell(number, column).value for name, column in headings.items()}
        for name in ("Kết quả", "Số ngày quá hạn"):
            result = worked_out(live.cell(number, headings[name]).value, cells, kept["K2"].value)
            assert result == (cells[name] or "")
        found[cells["Đơn vị chủ trì"], cells["Kết quả"]] += 1
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years())
def test_all_papers_count_what_the_raw_log_says(year: tuple[list[Report], date]) -> None:
    log, on = year
    expected = by_unit(log, on)
    figures = figures_of(PLAN, CATALOG, log, end_of(on, ZONE), ZONE)
    cells = total(expected)
    assert list(asdict(figures.cells).values()) == cells
    assert {group.name: Counter(asdict(group.cells)) for group in figures.units} == expected
    assert in_digest(log, end_of(on, ZONE)) == cells
    assert in_picture(figures) == cells
    assert in_json(figures) == cells
    assert in_html(figures) == cells
    assert in_word(figures) == (cells, [*cells, sum(cells)])
    cached, worked, last = in_excel(figures)
    assert cached == worked == expected
    assert last == cells
