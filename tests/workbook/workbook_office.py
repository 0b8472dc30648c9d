"""A folder with units and a plan that uses every key, its workbook, and workbooks edited by hand."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from typer.testing import CliRunner, Result

from bot.cli import app

HEADS = 3  # the row of the headings, counted from 1
UNITS = """\
units:
  - {id: ubnd, name: Ủy ban nhân dân xã, short: UBND xã, aliases: [Ủy ban xã]}
  - {id: pkt, name: Phòng Kinh tế, short: Phòng KT, parent: ubnd}
  - {id: thon, name: "Các thôn, tổ dân phố", short: Các thôn}
"""
PLAN = """\
# Chép từ bản ký ngày 5/1.
plan: cho
number: 15/KH-UBND
title: Chợ nông thôn
issuer: UBND xã
issued: 2026-02-02
owner: ubnd
authority: ubnd
before_day: exclusive
approval: secretary
evidence: required
recurring_from: 2026-03-01
ladder:
  opening: false
  before: [7, 3, 0]
  overdue: []
  overdue_every: 3
  unit_head_after: 2
  leader_after: 0
digest:
  day: friday
  time: "16:00"
  language: en
  picture: true
  sections: [overdue, silent]

# Mục như trong văn bản.
sections:
  II: Nhiệm vụ
  II.1: 'Chợ: vệ sinh'

targets:
  - id: cho-2030
    title: Chợ đạt chuẩn
    horizon: 2030
    unit: chợ
    value: 5
    better: lower
    baseline: {value: 9.5, on: 2025-12-31}
    owner: pkt
  - {id: ty-le, title: Tỷ lệ, horizon: 2030, unit: "%", range: [14.5, 15]}

tasks:
  # Việc của cả xã.
  - code: A-1
    title: An toàn thực phẩm tại chợ
    text: "=SUM(A1) kiểm tra: @chợ"
    owner: pkt
    support: [thon, ubnd]
    deadline: trước 31/3/2026   # theo công văn
    deadline_inherited: true
    deliverable: +Báo cáo
    authority: pkt
    classification: mật
    was: [A-0, A-00]
    source: {section: II, item: 1}

  - title: Nâng cấp chợ Đình
    deadline: 2026
    source: {section: II, item: 2}
  - code: A-3
    title: Thu phí bến bãi
    after: hướng dẫn của tỉnh
    within: 60 ngày
    owner_basis: IV.2
    source: {section: II.1, item: 1}
  - {code: A-4, title: Theo việc khác, follows: cho/A-1, source: {section: II, item: 4}}
  - {code: A-5, title: Sổ, deadline: Hằng quý, recurring_from: 2026-04-01, source: {section: II, item: 5}}
"""


def set_up(folder: Path) -> Path:
    (folder / "plans").mkdir()
    (folder / "plans/units.yaml").write_text(UNITS, encoding="utf-8")
    (folder / "plans/cho.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def ran(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


def out(*words: str) -> str:
    done = ran(*words)
    assert done.exit_code == 0, done.output
    return done.output


def book(file: Path) -> Any:
    return openpyxl.load_workbook(BytesIO(file.read_bytes()))


def edited(file: Path, cells: Mapping[str, Any], name: str = "sua.xlsx") -> Path:
    """The workbook with other values in some cells ("Nhiệm vụ!I5"), under another name."""
    changed = book(file)
    for place, value in cells.items():
        page, _, cell = place.partition("!")
        changed[page][cell] = value
    new = file.with_name(name)
    changed.save(new)
    return new


def row_of(page: Any, text: str, column: int = 1) -> dict[str, Any]:
    """The cells of the row that has this text in a column, by heading."""
    heads = [cell.value for cell in page[HEADS]]
    found = next(row for row in page.iter_rows(min_row=HEADS + 1) if row[column - 1].value == text)
    return dict(zip(heads, found, strict=True))
