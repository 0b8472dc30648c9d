"""A draft as a plan file: whatever stands in a document, the file is one that the reader of plans takes."""

from datetime import date
from pathlib import Path

import pytest
from importer_builder import Source, drafted, sources

from bot.documents.opening import read_pieces
from bot.importer.build import draft_of
from bot.importer.draft import Draft
from bot.importer.matching import key
from bot.importer.writing import Files, Writing, files_of
from bot.model.plan import Catalog
from bot.model.say import Mistake
from bot.planfile.catalog import load
from bot.planfile.writing.placing import place
from bot.texts import texts_in

HOSTILE = """\
I. NHIỆM VỤ
1. Rà soát: "kho" #1, {a: b}, [c], 'd' & *e*, !f %g; hoàn thành trước ngày 30/9/2026.
2. Sở Y tế, "Ban: A" # và các đơn vị khác kiểm tra, xong đầu tháng 10/2026.
3. true
4. - Không rõ: thời hạn: khi nào xong thì xong.
Thời gian hoàn thành: khi nào xong thì xong
"""


def written(draft: Draft) -> Files:
    return files_of(
        draft,
        Writing(
            name="ban-nhap",
            document="a: #b.txt",
            known=(),
            beside=frozenset(),
            texts=texts_in("vi"),
            today=date(2026, 1, 5),
        ),
    )


def loaded(files: Files, folder: Path) -> Catalog:
    """The files as plans are loaded; a mistake in them fails the test."""
    written = {"units.yaml": files.units or "units: []", "ban-nhap.yaml": files.plan}
    place([(folder / name, text.encode()) for name, text in written.items()])
    found = load([folder])
    assert [texts_in("vi").problem(problem) for problem in found.problems] == []
    return found.catalog


def draft_from(text: str) -> Draft:
    return draft_of(read_pieces(text.encode(), "a.txt"), "a.txt", ())


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.layout)
def test_every_draft_is_a_plan_with_the_same_days_and_owners(source: Source, tmp_path: Path) -> None:
    draft = drafted(source)
    catalog = loaded(written(draft), tmp_path)
    tasks = catalog.plans["ban-nhap"].tasks
    assert [task.deadline.due for task in tasks] == [task.due for task in draft.tasks]
    owned = [(task, item) for task, item in zip(tasks, draft.tasks, strict=True) if item.owner]
    assert all(key(catalog.units[task.owner].name) == key(item.owner[0]) for task, item in owned)


def test_words_that_mean_something_in_yaml_stay_words(tmp_path: Path) -> None:
    draft = draft_from(HOSTILE)
    plan = loaded(written(draft), tmp_path).plans["ban-nhap"]
    assert [task.title for task in plan.tasks] == [task.title for task in draft.tasks]


def test_a_deadline_nobody_can_read_stands_in_a_remark(tmp_path: Path) -> None:
    files = written(draft_from(HOSTILE))
    assert "# deadline: khi nào xong thì xong\n" in files.plan
    assert loaded(files, tmp_path).plans["ban-nhap"].tasks[-1].deadline.due is None


def test_what_the_head_does_not_say_is_asked_for_beside(tmp_path: Path) -> None:
    files = written(draft_from(HOSTILE))
    assert "issued: 2026-01-05  # văn bản không ghi ngày ban hành\n" in files.plan
    assert 'number: "(chưa có số)"  # văn bản không ghi số\n' in files.plan


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("mine")
    with pytest.raises(Mistake):
        place([(tmp_path / "a.yaml", b"new"), (tmp_path / "b.yaml", b"new")])
    assert [file.name for file in tmp_path.iterdir()] == ["b.yaml"]
    assert (tmp_path / "b.yaml").read_text() == "mine"


def test_what_recurs_every_week_is_asked_for_every_month_with_the_document_s_word_beside_it() -> None:
    head = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n"
    words = f"{head}| 1 | Họp giao ban tổ | Văn phòng | Hằng tuần |\n"
    draft = draft_of(read_pieces(words.encode(), "kh.txt"), "kh.txt", ())
    assert [doubt.key for doubt in draft.tasks[0].doubts][:1] == ["too_often"]
    assert "deadline: hằng tháng  # Hằng tuần" in written(draft).plan
