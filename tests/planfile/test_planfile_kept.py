"""What was read is kept by the hash of each file: it is told as if read anew, or not believed at all."""

import errno
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from planfile_folder import UNITS, assign, loaded

from bot.planfile import catalog, kept
from bot.planfile.catalog import Loaded

SHIPPED = Path("plans")
PLAN = """\
plan: a
number: 01/KH
title: Kế hoạch
issuer: Ủy ban
issued: 2025-07-25
owner: ubnd
sections: {I: Một}
tasks:
  - {code: I-1, title: Việc thứ nhất, deadline: quý IV/2025, source: {section: I, item: 1}}
  - {code: I-2, title: Việc thứ hai, follows: a/I-1, was: I-9, source: {section: I, item: 2}}
"""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    (folder / "a.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def load(paths: Sequence[Path], cache: Path | None = None) -> Loaded:
    """As a process does that has just begun."""
    catalog._folder.cache_clear()
    with patch.dict(os.environ, CACHE_DIRECTORY=str(cache or f"{os.devnull}/none")):
        return catalog.load(paths)


def poison(cache: Path, old: str, new: str) -> None:
    (file,) = cache.iterdir()
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_kept_says_what_the_files_say(cache: Path, plans: Path) -> None:
    for folder in (SHIPPED, plans):
        anew = load([folder])
        assert load([folder], cache) == load([folder], cache) == anew


def test_what_is_as_it_was_is_not_read_again(cache: Path, plans: Path) -> None:
    load([plans], cache)
    poison(cache, "Việc thứ nhất", "Việc thứ nhì")
    assert [task.title for task in load([plans], cache).catalog.tasks()] == ["Việc thứ nhì", "Việc thứ hai"]


def test_a_file_that_says_something_else_is_read(cache: Path, plans: Path) -> None:
    load([plans], cache)
    poison(cache, "Việc thứ nhất", "Việc thứ nhì")
    (plans / "a.yaml").write_text(PLAN.replace("01/KH", "02/KH"), encoding="utf-8")
    assert load([plans], cache) == load([plans])


def test_what_another_account_may_have_written_is_not_believed(cache: Path, plans: Path) -> None:
    load([plans], cache)
    poison(cache, "Việc thứ nhất", "Việc thứ nhì")
    (file,) = cache.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o620)
    assert load([plans], cache) == load([plans])
    file.chmod(0o600)
    cache.chmod(0o770)
    assert load([plans], cache) == load([plans])


def test_what_another_version_of_the_program_read_is_not_believed(
    cache: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([plans], cache)
    poison(cache, "Việc thứ nhất", "Việc thứ nhì")
    monkeypatch.setattr(kept, "program", lambda: "another")
    assert load([plans], cache) == load([plans])


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"of": 1}', "\x00", "[" * 100_000])
def test_what_is_damaged_is_made_anew(cache: Path, plans: Path, damage: str) -> None:
    load([plans], cache)
    (file,) = cache.iterdir()
    good = file.read_text("utf-8")
    file.write_text(damage, encoding="utf-8")
    assert load([plans], cache) == load([plans])
    assert file.read_text("utf-8") == good


@pytest.mark.parametrize("row", [None, 1, [], [1], [[1]], {"a": 1}, [1, [], [], [], []], [1, 2, [9e9], 4, 5]])
def test_a_row_of_another_form_is_as_none(cache: Path, plans: Path, row: object) -> None:
    load([plans], cache)
    (file,) = cache.iterdir()
    found = json.loads(file.read_bytes())
    found["drafts"] = {name: (hashed, row) for name, (hashed, _) in found["drafts"].items()}
    file.write_text(json.dumps(found), encoding="utf-8")
    assert load([plans], cache) == load([plans])


def test_mistakes_that_others_find_in_a_kept_file_have_their_lines(cache: Path, plans: Path) -> None:
    load([plans], cache)
    (plans / "units.yaml").write_text(UNITS.replace("ubnd", "uy-ban"), encoding="utf-8")
    (plans / "b.yaml").write_text(PLAN, encoding="utf-8")
    found = load([plans], cache)
    assert found == load([plans])
    assert {(Path(each.file).name, each.line) for each in found.problems} >= {("a.yaml", 6), ("b.yaml", 1)}


def test_documents_are_laid_over_a_kept_plan(cache: Path, tmp_path: Path) -> None:
    laid = assign("code: I-9, deadline: 1/2/2026")
    anew = loaded(tmp_path, a=PLAN, b__assign=laid)
    assert anew.problems == ()
    load([tmp_path], cache)
    assert load([tmp_path], cache) == anew


def test_a_place_that_takes_no_file_is_no_matter(plans: Path) -> None:
    assert load([plans], plans / "a.yaml" / "no") == load([plans])


def test_a_home_that_is_not_absolute_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("CACHE_DIRECTORY", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Path, "home", Path)
    assert kept.cache_folder() is None
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert kept.cache_folder() is None
    monkeypatch.setattr(Path, "home", lambda: Path("/home/nobody").absolute())
    assert kept.cache_folder() == Path("/home/nobody/.cache/dunghan").absolute()
    monkeypatch.setenv("CACHE_DIRECTORY", "here")
    assert kept.cache_folder() is None


def test_of_a_write_that_fails_nothing_is_left(
    cache: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert load([plans], cache) == load([plans])
    assert [*cache.iterdir()] == []


def test_processes_that_keep_at_once_write_no_common_draft(
    cache: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, done = Path.replace, []

    def late(new: Path, file: Path) -> Path:
        monkeypatch.setattr(Path, "replace", put)
        load([plans], cache)  # another process, which is done before this one
        done.append(put(new, file))
        return file

    monkeypatch.setattr(Path, "replace", late)
    load([plans], cache)
    assert done
    (file,) = cache.iterdir()
    assert json.loads(file.read_bytes())["of"] == kept.program()


def test_files_put_here_anew_are_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planfile").mkdir()
    (file := tmp_path / "planfile" / "reader.py").write_text("1")
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "planfile" / "kept.py"))
    before, told = kept.program.__wrapped__(), file.stat()
    other = tmp_path / "other.py"
    other.write_text("2")
    other.replace(file)
    while file.stat().st_ctime_ns == told.st_ctime_ns or file.stat().st_mtime_ns != told.st_mtime_ns:
        os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert kept.program.__wrapped__() != before


def test_of_many_folders_those_last_used_are_kept(cache: Path, plans: Path) -> None:
    for number in range(kept.MOST + 2):
        copy = plans.parent / f"{number}"
        shutil.copytree(plans, copy)
        load([copy], cache)
    assert len([*cache.iterdir()]) == kept.MOST


def test_read_again_only_what_changed_is_another_plan(plans: Path) -> None:
    (plans / "b.yaml").write_text(PLAN.replace("plan: a", "plan: b"), encoding="utf-8")
    before = catalog.load([plans]).catalog.plans
    (plans / "a.yaml").write_text(PLAN.replace("thứ hai", "thứ ba"), encoding="utf-8")
    after = catalog.load([plans]).catalog.plans
    assert after["a"].tasks[1].title == "Việc thứ ba"
    assert after["b"] is before["b"]
    assert after["b"].tasks[1].deadline.due == after["a"].tasks[0].deadline.due
    (plans / "a.yaml").write_text(PLAN.replace("quý IV", "quý III"), encoding="utf-8")
    assert catalog.load([plans]) == load([plans])
    assert before["a"].tasks[1].title == "Việc thứ hai"


def test_of_files_that_are_as_they_were_nothing_is_said_anew(plans: Path) -> None:
    assert catalog.load([plans]) is catalog.load([plans])
    (plans / "b.yaml").write_text(PLAN.replace("plan: a", "plan: b"), encoding="utf-8")
    assert catalog.load([plans]) == load([plans])
    assert {*catalog.load([plans]).catalog.plans} == {"a", "b"}
    (plans / "a.yaml").unlink()
    assert catalog.load([plans]) == load([plans])
    assert catalog.load([plans]).problems


def test_units_beside_a_plan_that_is_as_it_was_are_read_again(plans: Path) -> None:
    assert catalog.load([plans / "a.yaml"]).problems == ()
    (plans / "units.yaml").write_text(UNITS.replace("ubnd", "uy-ban"), encoding="utf-8")
    assert catalog.load([plans / "a.yaml"]).problems
