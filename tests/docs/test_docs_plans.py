"""The secretary's guide explains every key that the reader knows, and every example in it is read."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from docs_pages import PLANS, TICKED, blocks, table

from bot.model.plan import Ladder
from bot.model.say import Problem
from bot.planfile.catalog import load
from bot.planfile.deadline import read_deadline
from bot.planfile.fields import SHAPES, Shape
from bot.schedule.calendar import WorkingDays
from bot.schedule.ladder import rungs
from bot.texts import day

HEADS = {
    "plan": "Khóa ở đầu tệp kế hoạch",
    "task": "Khóa của mỗi việc trong `tasks`",
    "source": "Khóa của `source`",
    "ladder": "Khóa của `ladder`",
    "target": "Khóa của mỗi chỉ tiêu trong `targets`",
    "baseline": "Khóa của `baseline`",
    "digest": "Khóa của `digest`",
    "assign": "Khóa ở đầu tệp giao việc",
    "assigned": "Khóa của mỗi việc được giao",
    "units": "Khóa ở đầu tệp đơn vị",
    "unit": "Khóa của mỗi đơn vị",
}
EXAMPLES = blocks(PLANS, "yaml")
ISSUED = date(2026, 1, 5)


def shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for field in shape.fields:
        if field.shape:
            yield from shapes(field.shape)


KNOWN = {each.name: each for shape in SHAPES.values() for each in shapes(shape)}


@pytest.mark.parametrize("name", KNOWN)
def test_every_key_is_explained_and_no_other(name: str) -> None:
    explained = [key for row in table(PLANS, HEADS[name]).rows for key in TICKED.findall(row[0])]
    assert sorted(explained) == sorted(field.key for field in KNOWN[name].fields)


@pytest.mark.parametrize("name", KNOWN)
def test_what_must_be_given_says_so(name: str) -> None:
    told = [
        key
        for row in table(PLANS, HEADS[name]).rows
        if "Bắt buộc" in row[1]
        for key in TICKED.findall(row[0])
    ]
    required = [field.key for field in KNOWN[name].fields if field.required]
    assert told == required or name in ("source", "baseline")  # those consist of what must be given


def test_every_choice_is_named() -> None:
    named = set(TICKED.findall(PLANS.read_text(encoding="utf-8")))
    assert {c for shape in KNOWN.values() for field in shape.fields for c in field.choices} - named == set()


def test_the_ladder_s_defaults_are_the_model_s() -> None:
    rows = {field.key: table(PLANS, HEADS["ladder"]).row(field.key) for field in KNOWN["ladder"].fields}
    told = {key: yaml.safe_load(row[2].strip("`")) for key, row in rows.items()}
    told = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    assert told == {key: getattr(Ladder(), key) for key in rows}


def test_the_ladder_shown_is_the_one_climbed() -> None:
    due = date(2026, 6, 30)
    climbed = rungs(due, Ladder(), WorkingDays(), issued=ISSUED, until=date(2026, 7, 13))
    assert [row[1] for row in table(PLANS, "Nấc").rows] == [day(rung.on) for rung in climbed]


def test_deadlines_mean_what_the_page_says() -> None:
    told = [
        (words, row[1]) for row in table(PLANS, "Chép như văn bản").rows for words in TICKED.findall(row[0])
    ]
    read = [(read_deadline(words, issued=ISSUED).due, meant) for words, meant in told]
    assert [(day(due) if due else None) for due, _ in read] == [
        meant if re.fullmatch(r"[\d/]+", meant) else None for _, meant in read
    ]


def files_of(example: str) -> dict[str, str]:
    """The folder an example stands in: its own file, or the whole plan with what it adds or changes."""
    plan = EXAMPLES[0]
    units, assign = (next(e for e in EXAMPLES if e.startswith(f"{key}:")) for key in ("units", "assigns"))
    if example not in (plan, units, assign):
        head = {
            key: value for key, value in yaml.safe_load(plan).items() if key not in yaml.safe_load(example)
        }
        plan = yaml.safe_dump(head, allow_unicode=True) + example
        assign = ""
    return {"plan.yaml": plan, "units.yaml": units} | ({"later.assign.yaml": assign} if assign else {})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split(":")[0] + f"-{len(text)}")
def test_every_example_is_read_without_a_problem(example: str, tmp_path: Path) -> None:
    assert problems(files_of(example), tmp_path) == ()


def test_an_example_with_a_mistake_would_be_found(tmp_path: Path) -> None:
    spoilt = {
        name: text.replace("owner: van-phong", "owner: van-thu")
        for name, text in files_of(EXAMPLES[0]).items()
    }
    assert len(problems(spoilt, tmp_path)) == 1


def problems(files: dict[str, str], folder: Path) -> tuple[Problem, ...]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load([folder]).problems
