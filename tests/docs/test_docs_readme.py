"""README names every command, every key of the configuration and every variable of the environment."""

import re
from collections.abc import Iterator
from typing import Any

import typer
import yaml
from docs_pages import README, ROOT, TICKED, table
from pydantic import BaseModel

from bot.cli import app
from bot.planfile.catalog import load
from bot.settings import OVERRIDES, Settings, read_settings

KEYS = "key of `config.yaml`"


def settings(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every key of the configuration file: `telegram.token`, `port`."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from settings(inner, f"{above}{name}.")
        else:
            yield above + name


def commands() -> set[str]:
    group = typer.main.get_group(app)
    return set(group.list_commands(typer.Context(group, info_name="dunghan")))


def test_every_command_is_named_and_no_other() -> None:
    named = re.findall(r"\bdunghan(?:`?)? ([a-z][a-z-]+)", README.read_text(encoding="utf-8"))
    assert set(named) == commands()


def test_every_key_of_the_configuration_is_explained_and_no_other() -> None:
    explained = [key for row in table(README, KEYS).rows for key in TICKED.findall(row[0])]
    assert sorted(explained) == sorted(settings(Settings))


def test_every_variable_stands_beside_the_key_it_wins_over() -> None:
    rows = {variable: row for row in table(README, KEYS).rows for variable in TICKED.findall(row[1])}
    told = {variable: TICKED.findall(row[0]) for variable, row in rows.items()}
    assert told == {variable: [".".join(keys)] for variable, keys in OVERRIDES.items()}


def test_the_example_of_a_configuration_has_every_key_and_no_other() -> None:
    text = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
    whole = re.sub(r"^( *)# (?=[a-z_]+: )", r"\1", text, flags=re.MULTILINE)
    assert sorted(flat(yaml.load(whole, Loader=yaml.BaseLoader))) == sorted(settings(Settings))


def flat(values: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, value in values.items():
        yield from flat(value, f"{above}{key}.") if isinstance(value, dict) else [above + key]


def test_the_example_of_a_configuration_is_read_as_it_stands() -> None:
    assert read_settings(ROOT / "config.example.yaml").language == "vi"


def test_the_plans_have_as_many_tasks_as_told() -> None:
    told = [int(count) for count in re.findall(r"\((\d+) tasks\)", README.read_text(encoding="utf-8"))]
    assert told == [len(plan.tasks) for plan in load([ROOT / "plans"]).catalog.plans.values()]
