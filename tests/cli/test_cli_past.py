"""A past day at the terminal: tasks and papers as that day's plan had them, and what to read them with."""

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.messages.classified import guarded
from bot.planfile.catalog import load
from bot.store.store import Store

UNITS = "units: [{id: ubnd, name: Ủy ban nhân dân xã, short: UBND xã}]\n"
PLAN = """\
plan: xa
number: 15/KH-UBND
title: Kế hoạch
issuer: Ủy ban nhân dân xã
issued: 25/12/2025
owner: ubnd
sections: {I: Chung}
tasks:
  - {title: Việc một, deadline: 28/2/2026, source: {section: I, item: 1}}
"""
SECOND = "  - {title: Việc hai, deadline: 31/3/2026, source: {section: I, item: 2}}\n"
ON = ("--on", "1/2/2026")


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan in force since 4/1/2026, with a second task since 27/2/2026."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(tmp_path / "plans"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/dunghan.sqlite3")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    with closing(Store.open(f"sqlite:///{tmp_path}/dunghan.sqlite3")) as store, store.transaction() as tx:
        for text, day in ((PLAN, date(2026, 1, 4)), (PLAN + SECOND, date(2026, 2, 27))):
            (tmp_path / "plans" / "xa.yaml").write_text(text, encoding="utf-8")
            found = guarded(load([tmp_path / "plans"]).catalog)
            tx.plan_versions.keep(found, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


def dunghan(*words: str) -> str:
    made = CliRunner().invoke(app, words)
    assert made.exit_code == 0, made.output
    return made.output


def codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["code"] for row in rows]


def test_the_tasks_of_a_past_day_are_those_the_plan_had() -> None:
    assert codes(json.loads(dunghan("status", *ON, "--json"))) == ["I-1"]
    assert codes(json.loads(dunghan("status", "--json"))) == ["I-1", "I-2"]


def test_of_a_day_before_the_first_version_it_is_said_which_is_shown() -> None:
    assert "15/KH-UBND: Tính theo kế hoạch có hiệu lực trên bot từ 4/1/2026" in dunghan(
        "status", "--on", "1/1/2026"
    )
    assert "Tính theo" not in dunghan("status", *ON)


def test_a_paper_of_a_past_day_holds_the_tasks_of_that_days_plan() -> None:
    dunghan("export", "--plan", "xa", "--format", "json", "--out", "x.json", *ON)
    found = json.loads(Path("x.json").read_bytes())
    assert codes(found["tasks"]) == ["I-1"]
    assert found["hindsight"] == {"late": 0, "unseen": [], "version": None, "today": False}


def test_a_day_to_come_has_no_standing() -> None:
    made = CliRunner().invoke(app, ["status", "--on", "1/1/2099"])
    assert (made.exit_code, "--on: 1/1/2099 chưa đến" in made.output) == (2, True)


def test_an_empty_day_is_a_mistake_and_not_today() -> None:
    made = CliRunner().invoke(app, ["status", "--on", ""])
    assert (made.exit_code, "--on: " in made.output, len(made.output.splitlines())) == (2, True, 1)
