"""Papers carry the document's full wording of a task where its title is a shorter one."""

import json
from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from papers_samples import TEXTS, figures, task

from bot.papers.data import data
from bot.papers.excel import TASKS, excel
from bot.papers.page import page
from bot.papers.word import word

FULL = "Rà soát, cập nhật, công bố thủ tục hành chính thuộc thẩm quyền giải quyết của xã"
LONG, PLAIN = task("1", title="Công bố thủ tục", text=FULL), task("2", title="Sổ tay")
FIGURES = figures(LONG, PLAIN)


def test_word_has_it_in_the_annex_and_the_title_elsewhere() -> None:
    tables = Document(BytesIO(word(FIGURES, TEXTS))).tables
    annex = [row.cells[2].text for row in tables[-1].rows]
    assert annex[1:] == [FULL, "Sổ tay"]
    before = [cell.text for table in tables[:-1] for row in table.rows for cell in row.cells]
    assert "Công bố thủ tục" in before and FULL not in before


def test_excel_has_a_column_for_it_beside_the_title() -> None:
    sheet = load_workbook(BytesIO(excel(FIGURES, TEXTS))).worksheets[0]
    head, *rows = sheet[sheet.tables[TASKS].ref]
    names = [cell.value for cell in head]
    title, wording = names.index("Nhiệm vụ"), names.index("Nguyên văn trong văn bản")
    assert [(row[title].value, row[wording].value) for row in rows] == [
        ("Công bố thủ tục", FULL),
        ("Sổ tay", None),
    ]


def test_the_page_has_it_in_the_list_of_all_tasks() -> None:
    assert page(FIGURES, TEXTS).decode().count(FULL) == 1


def test_json_has_both() -> None:
    rows = json.loads(data(FIGURES, TEXTS))["tasks"]
    assert [(row["title"], row["wording"]) for row in rows] == [("Công bố thủ tục", FULL), ("Sổ tay", "")]


def test_that_of_a_classified_task_stays_on_the_machine() -> None:
    secret = figures(task("1", title="Công bố thủ tục", text=FULL, classification="mật"))
    assert FULL not in data(secret, TEXTS).decode() + page(secret, TEXTS).decode()
