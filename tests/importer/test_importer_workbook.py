"""The draft of every layout of documents as a workbook, which is read back without a mistake."""

from datetime import date

import pytest
from importer_builder import Source, drafted, sources

from bot.documents.grid import read_grid
from bot.importer.writing import Writing
from bot.planfile.fields import TITLE
from bot.texts import texts_in
from bot.texts.limits import clip
from bot.workbook.drafted import book_of_draft
from bot.workbook.taking import taken
from bot.workbook.writing import written

TODAY, VI = date(2026, 1, 5), texts_in("vi")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.layout)
def test_a_draft_is_a_workbook_with_the_same_tasks_and_days(source: Source) -> None:
    draft = drafted(source)
    writing = Writing(name="nhap", document=source.file, known=(), beside=frozenset(), texts=VI, today=TODAY)
    filled = written(book_of_draft(draft, writing), VI, TODAY)
    read = taken("nhap.xlsx", read_grid(filled), (), [], VI)
    assert [task.title for task in read.plan.tasks] == [clip(task.title, TITLE) for task in draft.tasks]
    assert [task.deadline.due for task in read.plan.tasks] == [task.due for task in draft.tasks]
    assert read.form.unread == ()
