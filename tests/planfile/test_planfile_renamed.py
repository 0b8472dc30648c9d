"""A task that got another code says which it had; an old code is nobody's any more."""

from pathlib import Path

import pytest
from planfile_folder import loaded, plan, task, told

from bot.access.buttons import task_key, task_of
from bot.model.deadline import TaskRef


def test_a_renamed_task_is_found_by_its_old_code(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "was: III.1-1"))
    assert found.catalog.task(TaskRef("a", "III.1-1")) == task(found, "I-1")
    assert task(found, "I-1").refs == (TaskRef("a", "I-1"), TaskRef("a", "III.1-1"))


def test_a_button_made_under_the_old_code_still_opens_the_task(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "was: III.1-1"))
    assert task_of(found.catalog, task_key(TaskRef("a", "III.1-1"))) == task(found, "I-1")


def test_a_task_may_have_had_several_codes(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "was: [II-1, II-2]"))
    assert task(found, "I-1").was == ("II-1", "II-2")


MISTAKES = [
    (
        ("was: I-2", "deadline: 2026"),
        "was: expected a code no longer in use, found “I-2”, the code of the task on line 10; "
        "don't give an old code to another task",
        "was: cần một mã cũ, nhưng “I-2” đang là mã của nhiệm vụ ở dòng 10; "
        "mã cũ không dùng lại cho nhiệm vụ khác",
    ),
    (
        ("was: I-1",),
        "was: expected a code no longer in use, found “I-1”, the code of the task on line 9; "
        "don't give an old code to another task",
        "was: cần một mã cũ, nhưng “I-1” đang là mã của nhiệm vụ ở dòng 9; "
        "mã cũ không dùng lại cho nhiệm vụ khác",
    ),
    (
        ("was: [II-1, II-1]",),
        "was: “II-1” is already an old code of the task on line 9; an old code belongs to one task",
        "was: “II-1” đã là mã cũ của nhiệm vụ ở dòng 9; mỗi mã cũ chỉ thuộc một nhiệm vụ",
    ),
]


@pytest.mark.parametrize(("tasks", "en", "vi"), MISTAKES)
def test_an_old_code_in_use_is_told_in_both_languages(
    tmp_path: Path, tasks: tuple[str, ...], en: str, vi: str
) -> None:
    found = loaded(tmp_path, a=plan("a", *tasks))
    assert told(found, "en") == [f"a.yaml:9: {en}"]
    assert told(found, "vi") == [f"a.yaml:9: {vi}"]


def test_who_follows_an_old_code_is_told_the_new_one(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "was: zzz-9"), b=plan("b", "follows: a/zzz-9"))
    assert told(found, "en") == [
        "b.yaml:9: follows: expected a task of these plans, found “a/zzz-9”; did you mean “a/I-1”?"
    ]
