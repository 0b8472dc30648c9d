"""`dunghan understand` explains one reply, or reads one a line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, typed: bytes = b"") -> str:
    result = CliRunner().invoke(app, ["understand", *arguments], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_reading_is_explained_in_a_sentence() -> None:
    assert run("xong rồi").startswith("Hiểu là đã hoàn thành, theo “xong rồi”.")


def test_as_json_it_has_these_keys() -> None:
    read = json.loads(run("đang làm 60%", "--json"))
    assert read.pop("reason")
    assert read == {"state": "in_progress", "percent": 60, "date": None, "sure": True}


def test_a_day_is_read_from_the_day_it_was_typed_on() -> None:
    read = json.loads(run("xin lùi sang quý 3", "--on", "2026-05-02", "--json"))
    assert (read["state"], read["date"], read["sure"]) == ("extension", "2026-09-30", True)


def test_without_a_reply_each_line_read_is_a_line_of_json() -> None:
    rows = [
        json.loads(line)
        for line in run("--on", "1/12/2025", typed="xong\n\nvướng vốn\n".encode()).splitlines()
    ]
    assert [row["state"] for row in rows] == ["done", "none", "blocked"]


def test_bytes_that_are_no_text_are_a_reply_like_any_other() -> None:
    (row,) = run(typed=b"\xff\xfe xong\x00\n").splitlines()
    assert json.loads(row)["sure"] in (True, False)
