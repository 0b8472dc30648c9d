"""Editors and the reader agree: the schema refuses exactly the files whose shape the reader refuses."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.planfile.fields import SHAPES
from bot.planfile.problems import Problems
from bot.planfile.records import Recorder
from bot.planfile.schema import between, schema_of, schema_text
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node, TextNode
from bot.texts import Texts

PLANS = Path(__file__).parents[2] / "plans"
CALENDAR = "problems.no_such_day"  # a date of the right form that no calendar has: the reader's to find

DOCUMENTS: dict[str, Any] = {
    "plan": {
        "plan": "a",
        "number": "1-KH",
        "title": "Kế hoạch",
        "issuer": "Đảng ủy",
        "issued": "2025-07-25",
        "owner": "u",
        "authority": "u",
        "before_day": "inclusive",
        "recurring_from": "2026-01-01",
        "ladder": {"opening": "true", "before": ["30", "0"], "overdue": ["1"], "overdue_every": "7"},
        "digest": {
            "day": "friday",
            "time": "16:00",
            "language": "en",
            "picture": "true",
            "sections": ["overdue"],
        },
        "sections": {"I": "Một"},
        "targets": [
            {"id": "t", "title": "T", "horizon": "2030", "unit": "%", "range": ["1", "14.5"]}
            | {"better": "lower", "baseline": {"value": "20.5", "on": "2025-12-31"}, "owner": "u"}
        ],
        "tasks": [
            {
                "code": "I-1",
                "title": "Việc",
                "deliverable": "Sổ",
                "support": ["u"],
                "deadline": "2026",
                "within": "60 ngày",
                "follows": "b/I-1",
                "recurring_from": "2026-01-01",
                "classification": "tối mật",
                "was": ["x"],
                "source": {"section": "I", "item": "1"},
            }
        ],
    },
    "units": {"units": [{"id": "u", "name": "Ủy ban", "short": "UB", "aliases": ["x"], "parent": "v"}]},
    "assign": {
        "assigns": "a",
        "number": "1/QĐ",
        "issued": "1/10/2025",
        "tasks": [{"code": "I-1", "owner": "u", "support": ["v"], "deadline": "2026", "deliverable": "Sổ"}],
    },
}
VALIDATORS = {name: Draft7Validator(schema_of(shape, Texts("en"))) for name, shape in SHAPES.items()}

# What people and fuzzers put where something else belongs.
WORDS = [
    "",
    " ",
    "x",
    "X y",
    "Đ-1",
    "true",
    "True",
    "MẬT",
    "Tối  Mật",
    "b/I-1",
    "b/",
    "ngày",
    "a\nb",
    "\u200b",
]
NUMBERS = ["12", "1.10", "87.000", "-0", "-5", "007", "0", "366", "367", "2100", "2101", "999", "1000"]
HOURS = ["7:05", "16h30", "24:00", "16:5", "1630", "07:30:00", "FRIDAY", "due_soon"]
DAYS = ["3650 ngày", "3651 days", "1ngày", "5  days", "2025-7-5", "2025-13-40", "25/7/2025", "20226-01-01"]
LONG = ["a" * 31, "a" * 64, "a" * 65, "a" * 100, "a " * 101, "a" * 501, "dấu\u0007", "\u0085"]
ODD = st.sampled_from([*WORDS, *NUMBERS, *DAYS, *HOURS, *LONG])
VALUES = st.recursive(
    ODD | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "code", "x", "I"]), inner)
    ),
    max_leaves=4,
)


class EditorLoader(yaml.SafeLoader):
    """Makes numbers and booleans of plain scalars, as an editor does, and leaves dates as text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # so the base class has it
        first: [pair for pair in pairs if not pair[0].endswith((":timestamp", ":merge"))]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to everything in a document."""
    inner = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    found = [above] if above else []
    for key, each in inner if not isinstance(value, str) else []:
        found += places(each, (*above, key))
    return found


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, Any]:
    """A document that was right, with one thing in it replaced, taken away, or added."""
    name = draw(st.sampled_from(sorted(DOCUMENTS)))
    document = json.loads(json.dumps(DOCUMENTS[name]))
    path = draw(st.sampled_from(places(document)))
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    match draw(st.sampled_from(["replace", "replace", "replace", "remove", "add"])):
        case "remove":
            del holder[path[-1]]
        case "add" if isinstance(holder, dict):
            holder[draw(st.sampled_from(["titel", "x", "owner", "was", "value"]))] = draw(VALUES)
        case _:
            holder[path[-1]] = draw(VALUES)
    return name, document


def node_of(value: Any) -> Node:
    """The tree that a file with this in it has."""
    match value:
        case dict():
            return MapNode(1, {key: Entry(1, node_of(each)) for key, each in value.items()})
        case list():
            return ListNode(1, tuple(map(node_of, value)))
        case _:
            return TextNode(1, unicodedata.normalize("NFC", value))


def reader_refuses(name: str, node: Node) -> bool:
    if not isinstance(node, MapNode):
        return True
    problems = Problems("x.yaml")
    Recorder(problems).record(node, SHAPES[name])
    return any(problem.say.key != CALENDAR for problem in problems.by_line())


def plain(node: Node) -> Any:
    """A tree as the reader sees it: every scalar is text, composed."""
    match node:
        case MapNode():
            return {key: plain(entry.node) for key, entry in node.entries.items()}
        case TextNode():
            return node.text
        case _:
            return [plain(item) for item in node.items]


@settings(max_examples=600, deadline=None)
@given(mutants())
@example(("plan", DOCUMENTS["plan"]))
@example(("units", DOCUMENTS["units"]))
@example(("assign", DOCUMENTS["assign"]))
def test_the_schema_refuses_what_the_reader_refuses_and_nothing_else(mutant: tuple[str, Any]) -> None:
    name, document = mutant
    node = node_of(document)
    assert VALIDATORS[name].is_valid(plain(node)) is not reader_refuses(name, node)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_documents_the_mutants_come_from_are_right(name: str) -> None:
    assert not reader_refuses(name, node_of(DOCUMENTS[name]))


@pytest.mark.parametrize("file", sorted(PLANS.glob("*.yaml")), ids=lambda file: file.name)
def test_the_plans_are_right_as_an_editor_reads_them(file: Path) -> None:
    name = "units" if file.name == "units.yaml" else "plan"
    document = yaml.load(file.read_text(encoding="utf-8"), Loader=EditorLoader)
    assert [error.message for error in VALIDATORS[name].iter_errors(document)] == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_schema_is_itself_a_right_schema(name: str, language: str) -> None:
    Draft7Validator.check_schema(schema_of(SHAPES[name], Texts(language)))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_the_schema_beside_the_plans_is_the_one_made_now(name: str) -> None:
    shipped = PLANS / ".schema" / f"{name}.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text(name, Texts("vi"))


@pytest.mark.parametrize("file", sorted(PLANS.glob("*.yaml")), ids=lambda file: file.name)
def test_each_plan_names_its_schema_for_editors(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    marker, _, path = first.partition("$schema=")
    assert marker == "# yaml-language-server: "
    assert (file.parent / path).exists()


@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 9999))
def test_the_pattern_of_a_range_knows_its_numbers(one: int, other: int, number: int) -> None:
    least, most = sorted((one, other))
    pattern = re.compile(between(least, most, digits=9))
    assert bool(pattern.fullmatch(str(number))) is (least <= number <= most)
    assert bool(pattern.fullmatch(f"{number:09}")) is (least <= number <= most)
