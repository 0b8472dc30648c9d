"""A year of random figures: digest, picture and every paper tell what the raw log comes to."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers_samples import ISSUED, TEXTS, ZONE, catalog, plan_of, task

from bot.digest.digest import digest_of
from bot.digest.targets import targets_of
from bot.messages.digest import render
from bot.model.history import History
from bot.model.plan import Target
from bot.model.target import Baseline, Better, TargetRef, TargetValue
from bot.papers.chart import caption
from bot.papers.figures import PlanFigures, end_of, figures_of
from bot.papers.paper import Format, paper_of

FIRMS = Target(
    id="a",
    title="Số doanh nghiệp",
    horizon=2030,
    unit="DN",
    low=Decimal(87000),
    baseline=Baseline(Decimal(37000), date(2025, 6, 30)),
)
GROWTH = Target(
    id="b", title="Tăng trưởng", horizon=2030, unit="%/năm", low=Decimal("14.5"), high=Decimal(15)
)
# Its horizon ends within the year, so that some figures come after it.
RANK = Target(
    id="c",
    title="Thứ hạng",
    horizon=2025,
    unit="hạng",
    low=Decimal(3),
    better=Better.LOWER,
    baseline=Baseline(Decimal(7), date(2025, 8, 1)),
)
SILENT = Target(id="d", title="Mật độ", horizon=2030, unit="DN", low=Decimal(20))
TARGETS = (FIRMS, GROWTH, RANK, SILENT)
PLAN = plan_of(task("1"), targets=TARGETS)
CATALOG = catalog(PLAN)
FIGURES = {
    "a": st.integers(30000, 90000).map(Decimal),
    "b": st.decimals(min_value=-3, max_value=16, places=2),
    "c": st.integers(1, 9).map(Decimal),
}
SOURCES = ("", "theo Sở Tài chính", "=1+1", "<b>ước</b>")
Told = tuple[str, date, str]
"""A target as any paper tells it: its figure, the date, and what the line says."""


@st.composite
def years(draw: st.DrawFn) -> tuple[list[TargetValue], date]:
    """A log of a year in the order of keeping, and a day to look at it."""
    log: list[TargetValue] = []
    for number, day in enumerate(sorted(draw(st.lists(st.integers(0, 364), max_size=14))), 1):
        at = datetime.combine(ISSUED + timedelta(days=day), time(9), ZONE)
        mine = [v.id for v in log if v.undoes is None and v.id not in {u.undoes for u in log}]
        if mine and draw(st.integers(0, 4)) == 0:
            back = log[draw(st.sampled_from(mine)) - 1]
            log.append(replace(back, id=number, key=str(number), at=at, undoes=back.id))
            continue
        id = draw(st.sampled_from("abc"))
        on = at.date() - timedelta(days=draw(st.sampled_from((0, 0, 1, 7, 60))))
        log.append(
            TargetValue(
                id=number,
                key=str(number),
                target=TargetRef("hp-07", id),
                value=draw(FIGURES[id]),
                on=on,
                at=at,
                user_id=7,
                user_name="Chánh Văn phòng",
                unit=None,
                note=draw(st.sampled_from(SOURCES)),
            )
        )
    return log, ISSUED + timedelta(days=draw(st.integers(0, 364)))


def recount(log: Sequence[TargetValue], on: date) -> dict[str, Told]:
    """Every reported target, straight from the log and by the test's own arithmetic."""
    found = {}
    for target in TARGETS:
        seen = [v for v in log if v.target.target == target.id and v.at.date() <= on]
        gone = {v.undoes for v in seen}
        held = {v.on: v for v in seen if v.undoes is None and v.id not in gone}
        if held:
            found[target.title] = by_hand(target, held)
    return found


def by_hand(target: Target, held: dict[date, TargetValue]) -> Told:
    first, last = held[min(held)], held[max(held)]
    start = target.baseline or Baseline(first.value, first.on)
    goal = Decimal("14.5") if target is GROWTH else target.low
    sign = -1 if target is RANK else 1
    if (last.value - goal) * sign >= 0:
        return vn(last.value), last.on, "đã đạt"
    if last.on < start.on:
        return vn(last.value), last.on, "trước ngày của mốc, chưa so sánh"
    end = date(target.horizon, 12, 31)
    if target.baseline is None and len(held) == 1:
        return vn(last.value), last.on, "lấy làm mốc"
    asked = rounded(start, goal, last, end, 0 if target is FIRMS else 1)
    gap = (last.value - asked) * sign
    if gap == 0:
        return vn(last.value), last.on, "đúng tiến độ cần đạt"
    word = "vượt" if gap > 0 else "chậm"
    return (
        vn(last.value),
        last.on,
        f"{word} {vn(abs(gap))}{points(target.unit)} so với tiến độ cần đạt ({vn(asked)})",
    )


def points(unit: str) -> str:
    """The difference of two shares is told in points."""
    return " điểm %" if unit.startswith("%") else ""


def rounded(start: Baseline, goal: Decimal, last: TargetValue, end: date, least: int) -> Decimal:
    """The line on the value's day, half up, with the most decimals of its figures."""
    if last.on >= end:
        return goal
    gone = Fraction((last.on - start.on).days, (end - start.on).days)
    exact = Fraction(start.value) * (1 - gone) + Fraction(goal) * gone
    digits = (f"{x:f}".partition(".")[2].rstrip("0") for x in (start.value, goal, last.value))
    places = max(least, *map(len, digits))
    steps, rest = divmod(abs(exact) * 10**places, 1)
    whole = steps + (rest >= Fraction(1, 2)) if exact >= 0 else steps + (rest > Fraction(1, 2))
    return Decimal(int(whole) if exact >= 0 else -int(whole)) / Decimal(10**places)


def vn(figure: Decimal) -> str:
    whole, _, part = f"{figure:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def bare(text: str) -> str:
    """The figure without its unit: "hạng 5", "14,5%/năm", "41.200 DN"."""
    found = re.search(r"-?[\d.]+(?:,\d+)?", text)
    assert found
    return found[0]


def day(text: str) -> date:
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


def in_digest(log: Sequence[TargetValue], moment: datetime) -> dict[str, Told]:
    targets = targets_of(PLAN, list(History(log).as_of(moment)), moment.date(), moment)
    digest = digest_of(PLAN, {}, None, moment.date(), reports=(), linked_units=(), targets=targets)
    html = unescape(render(digest, CATALOG, TEXTS, PLAN).html)
    lines = re.findall(r"– (.+) \(đến \d+\): <b>(.+)</b> \(([\d/]+)\), ([^<\n]+)", html)
    return {title: (bare(figure), day(on), words) for title, figure, on, words in lines}


def in_picture(figures: PlanFigures) -> dict[str, Told]:
    said = unescape(caption(figures.picture(), TEXTS)).partition("Chỉ tiêu: ")[2].removesuffix(".")
    parts = [re.fullmatch(r"(.+) \(đến \d+\) (.+) ngày ([\d/]+), (.+)", p) for p in said.split("; ") if p]
    return {m[1]: (bare(m[2]), day(m[3]), m[4]) for m in parts if m}


def in_json(figures: PlanFigures) -> dict[str, Told]:
    rows = json.loads(paper_of(figures, Format.JSON, TEXTS).data, parse_float=Decimal, parse_int=Decimal)[
        "targets"
    ]
    return {
        row["title"]: (vn(row["value"]), date.fromisoformat(row["on"]), in_words(row))
        for row in rows
        if row["value"] is not None
    }


def in_words(row: dict[str, Any]) -> str:
    plain = {"start": "lấy làm mốc", "before": "trước ngày của mốc, chưa so sánh", "reached": "đã đạt"}
    plain["on_line"] = "đúng tiến độ cần đạt"
    word = {"ahead": "vượt", "behind": "chậm"}.get(row["verdict"])
    if word is None:
        return plain[row["verdict"]]
    return f"{word} {vn(row['gap'])}{points(row['unit'])} so với tiến độ cần đạt ({vn(row['line'])})"


def in_html(figures: PlanFigures) -> dict[str, Told]:
    html = paper_of(figures, Format.HTML, TEXTS).data.decode()
    cell = r"<td[^>]*>([^<]*)</td>"
    found = re.findall(rf"<tr>{cell}<td [^>]*\"Đến năm\">\d+</td>{cell}{cell}{cell}", html)
    rows = [(title, value, line) for title, _, value, line in found]
    return {title: (*figure_of(unescape(value)), unescape(line)) for title, value, line in rows if line}


def figure_of(text: str) -> tuple[str, date]:
    """Of "41.200 DN (30/6/2026; theo Sở Tài chính)" the figure and the date."""
    found = re.search(r"\((\d+/\d+/\d+)", text)
    assert found
    return bare(text[: found.start()]), day(found[1])


def in_word(figures: PlanFigures) -> dict[str, Told]:
    document = Document(BytesIO(paper_of(figures, Format.DOCX, TEXTS).data))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Chỉ tiêu")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [row[3] for row in rows if row[0] == SILENT.title] == ["chưa có số liệu"]
    return {
        row[0]: (*figure_of(row[3]), row[4].partition("; mốc:")[0])
        for row in rows
        if row[3] != "chưa có số liệu"
    }


def in_excel(figures: PlanFigures) -> tuple[dict[str, Told], list[tuple[Decimal, date, bool]]]:
    """The targets; and their history: figure, date, taken back."""
    book: Any = openpyxl.load_workbook(BytesIO(paper_of(figures, Format.XLSX, TEXTS).data), data_only=True)
    rows = table_of(book["Chỉ tiêu"])
    history = table_of(book["Số liệu chỉ tiêu"]) if "Số liệu chỉ tiêu" in book.sheetnames else []
    told = {
        row["Chỉ tiêu"]: (
            vn(Decimal(str(row["Kết quả đến nay"]))),
            row["Ngày số liệu"].date(),
            row["So với tiến độ cần đạt"],
        )
        for row in rows
        if row["Kết quả đến nay"] != "chưa có số liệu"
    }
    entries = [(Decimal(str(r["Số liệu"])), r["Ngày số liệu"].date(), bool(r["Đã rút lại"])) for r in history]
    return told, entries


def table_of(sheet: Any) -> list[dict[str, Any]]:
    headings = [cell.value for cell in sheet[3]]
    return [dict(zip(headings, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=4)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years())
def test_all_papers_tell_of_targets_what_the_raw_log_comes_to(year: tuple[list[TargetValue], date]) -> None:
    log, on = year
    expected = recount(log, on)
    figures = figures_of(PLAN, CATALOG, (), end_of(on, ZONE), ZONE, values=log)
    assert in_digest(log, end_of(on, ZONE)) == expected
    assert in_picture(figures) == expected
    assert in_json(figures) == expected
    assert in_html(figures) == expected
    assert in_word(figures) == expected
    told, history = in_excel(figures)
    assert told == expected
    seen = [v for v in log if v.at.date() <= on]
    undone = {v.undoes for v in seen}
    assert history == [(v.value, v.on, v.id in undone) for v in seen if v.undoes is None]
