"""A new plan begins as a commented file that checks clean, with its units and schemas beside it."""

from datetime import date
from pathlib import Path

import pytest

from bot.model.say import Mistake
from bot.planfile.catalog import load
from bot.planfile.starter import begin_plan
from bot.texts import Texts

TODAY = date(2026, 1, 5)


def begun(folder: Path, plan: str = "ke-hoach-1", language: str = "vi") -> list[str]:
    return [file.name for file in begin_plan(folder, plan, TODAY, Texts(language))]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_plan_checks_clean(tmp_path: Path, language: str) -> None:
    files = begun(tmp_path / "plans", language=language)
    assert files[-2:] == ["units.yaml", "ke-hoach-1.yaml"]
    found = load([tmp_path / "plans"])
    assert (found.problems, list(found.catalog.plans)) == ((), ["ke-hoach-1"])
    assert found.catalog.plans["ke-hoach-1"].issued == TODAY


def test_what_is_there_already_is_kept_and_used(tmp_path: Path) -> None:
    units = "units: [{id: ubnd, name: Ủy ban, short: UB}]\n"
    (tmp_path / "units.yaml").write_text(units, encoding="utf-8")
    begun(tmp_path)
    assert (tmp_path / "units.yaml").read_text(encoding="utf-8") == units
    assert load([tmp_path]).catalog.plans["ke-hoach-1"].owner == "ubnd"
    assert begun(tmp_path, "ke-hoach-2") == ["ke-hoach-2.yaml"]


@pytest.mark.parametrize("plan", ["ke-hoach-1", "Kế hoạch", "../x", ""])
def test_an_id_in_use_or_no_id_at_all_is_a_mistake(tmp_path: Path, plan: str) -> None:
    begun(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Mistake):
        begun(tmp_path, plan)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_plan_s_id_is_in_use_whatever_its_file_is_called(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "ke-hoach-1.yaml").rename(tmp_path / "other.yaml")
    with pytest.raises(Mistake):
        begun(tmp_path)
