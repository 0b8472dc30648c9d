"""A new plan begins as a commented file to be filled in, with its units and schemas beside it."""

from datetime import date
from pathlib import Path

import pytest

from bot.model.say import Mistake
from bot.planfile.catalog import load
from bot.planfile.starter import begin_plan
from bot.texts import Texts, template

TODAY = date(2026, 1, 5)


def begun(folder: Path, plan: str = "ke-hoach-1", language: str = "vi") -> list[str]:
    return [file.name for file in begin_plan(folder, plan, TODAY, Texts(language))]


def fill_in(file: Path, language: str = "vi") -> None:
    """Other words in the place of the template's."""
    text = file.read_text(encoding="utf-8")
    for key in ("number", "title", "issuer", "task", "deliverable"):
        text = text.replace(template(language, f"plan.sample_{key}"), f"Của văn bản {key}")
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_plan_can_t_pass_before_it_is_filled_in(tmp_path: Path, language: str) -> None:
    plans = tmp_path / "plans"
    files = begun(plans, language=language)
    assert files[-2:] == ["units.yaml", "ke-hoach-1.yaml"]
    assert [(x.line, x.say.key) for x in load([plans]).problems] == [
        (line, "problems.sample") for line in (4, 5, 6, 21, 23)
    ]
    fill_in(plans / "ke-hoach-1.yaml", language)
    found = load([plans])
    assert (found.problems, list(found.catalog.plans)) == ((), ["ke-hoach-1"])
    assert found.catalog.plans["ke-hoach-1"].issued == TODAY


def test_what_is_there_already_is_kept_and_used(tmp_path: Path) -> None:
    units = "units: [{id: ubnd, name: Ủy ban, short: UB}]\n"
    (tmp_path / "units.yaml").write_text(units, encoding="utf-8")
    begun(tmp_path)
    fill_in(tmp_path / "ke-hoach-1.yaml")
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
