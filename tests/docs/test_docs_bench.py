"""The benchmark's committees are the same each time and sound; it measures all that is promised."""

from pathlib import Path

import pytest
from bench.country import Size, write_city, write_country
from bench.rows import ROWS
from bench.stage import Bench
from bench.table import Aim, Cost, Figures, Result, Row, Unmeasured, measured

from bot.planfile.catalog import load

SMALL = Size(provinces=2, communes=5)

# What was promised of the bot's speed, by the rows that hold it.
PROMISED = {
    "Monday's agendas, digests and pictures": ("monday-rate", "monday-busy", "monday-cpu"),
    "who asks meanwhile is answered": ("monday-answered",),
    "an answer in the city costs what it costs beside two plans": (
        "talk-answer",
        "talk-card",
        "talk-list",
        "talk-agree",
        "talk-progress",
        "talk-digest",
    ),
    "the plans are read": ("load-city", "load-country", "load-unchanged"),
    "the commands": ("command-check", "command-status", "command-agenda", "command-preview"),
    "the daily pass": ("pass-start", "pass-memory", "pass-grows"),
    "a plan changed while running": ("change-in-force", "change-waits"),
    "replies": ("reply-own", "reply-drained"),
    "a long history": (
        "history-progress",
        "history-card",
        "history-digest",
        "history-healthz",
        "history-metrics",
        "history-start",
    ),
    "memory": ("memory-two", "memory-city"),
    "the picture and the papers": (
        "paper-picture",
        "paper-excel",
        "paper-word",
        "aside-picture",
        "aside-excel",
        "aside-word",
    ),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_committees_are_the_same_each_time(tmp_path: Path) -> None:
    for turn in ("one", "two"):
        write_city(tmp_path / turn / "city", 3)
        write_country(tmp_path / turn / "country", SMALL)
    for name in ("city", "country"):
        assert contents(tmp_path / "one" / name) == contents(tmp_path / "two" / name)


def test_the_city_is_the_shipped_plan_with_a_programme_for_each_commune(tmp_path: Path) -> None:
    write_city(tmp_path / "city", 3)
    loaded = load([tmp_path / "city"])
    assert not loaded.problems
    assert len(loaded.catalog.plans) == 1 + 3
    assert len([*loaded.catalog.tasks()]) == 65 + 3 * 30


def test_the_country_has_a_plan_for_each_province_and_commune(tmp_path: Path) -> None:
    write_country(tmp_path / "country", SMALL)
    loaded = load([tmp_path / "country"])
    assert not loaded.problems
    assert len(loaded.catalog.plans) == 7
    assert len(loaded.catalog.units) == 7 * 4
    assert len([*loaded.catalog.tasks()]) == 7 * 30


def test_every_promise_has_its_rows_and_every_row_a_promise() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert {row.name for row in ROWS} == {name for names in PROMISED.values() for name in names}


@pytest.mark.parametrize(("value", "mark"), [(1.5, "met"), (1.51, "MISSED")])
def test_an_aim_that_was_missed_is_marked(value: float, mark: str) -> None:
    row = Row(name="a", says="", beside="", aim=Aim(1.5, "x"), measure=lambda _: Figures(value=value))
    assert Result(row=row, figures=Figures(value=value, ours=Cost(1, 1))).mark == mark


def test_a_row_without_a_figure_has_failed_with_its_reason() -> None:
    def nothing(_: object) -> Figures:
        raise Unmeasured("no answer came")

    row = Row(name="a", says="", beside="", aim=Aim(1.5, "x"), measure=nothing)
    result = measured(row, Bench(Path()))
    assert (result.mark, result.reason) == ("failed", "no answer came")
