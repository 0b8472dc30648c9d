"""A plan to a workbook and back: every key, every code, the order; whatever the words in it are."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_office import UNITS, out, set_up

from bot.documents.grid import read_grid
from bot.model.plan import Catalog, Plan
from bot.planfile.catalog import load
from bot.planfile.fields import PLAN, SECRECY, TARGET, TASK, Field, Kind, Shape
from bot.planfile.values import read_value
from bot.planfile.writing.text import file_text
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node, TextNode, read_nodes
from bot.texts import LANGUAGES, texts_in
from bot.workbook.filling import book_of
from bot.workbook.reading import read_form
from bot.workbook.writing import written

PLANS = Path(__file__).parents[2] / "plans"
TODAY = date(2026, 1, 5)
VI = texts_in("vi")


def values(node: Node, shape: Shape) -> dict[str, Any]:
    """What the keys of a record mean; a task's code is the one it has."""
    assert isinstance(node, MapNode)
    found = {}
    for field in shape.fields:
        entry = node.entries.get(field.key)
        if entry and (value := value_of(entry.node, field)) is not None:
            found[field.key] = value
    if shape is TASK:
        found.setdefault("code", f"{found['source']['section']}-{found['source']['item']}")
    return found


def value_of(node: Node, field: Field) -> Any:
    if isinstance(node, ListNode):
        return [value_of(item, field) for item in node.items]
    if isinstance(node, MapNode):
        if field.shape:
            return values(node, field.shape)
        return {name: value_of(entry.node, Field(key=name)) for name, entry in node.entries.items()}
    if not node.text.strip():
        return None
    value = read_value(field, node.text)
    return [value] if field.lone else value


def tree_of(text: str) -> MapNode:
    tree, problems = read_nodes("a.yaml", text.encode())
    assert tree
    assert problems == ()
    return tree


def back(tree: MapNode, catalog: Catalog, plan: Plan, language: str = "vi") -> MapNode:
    """The tree that a workbook of this plan is read as."""
    units = tuple(catalog.units.values())
    texts = texts_in(language)
    form = read_form(read_grid(written(book_of(tree, plan, units, texts), texts, TODAY)), ())
    assert (form.wrong, form.lacking, form.unread) == ((), (), ())
    return form.plan


def same(before: Catalog, after: Catalog) -> bool:
    """The same plans but for where their lines stand."""
    return bare(before) == bare(after)


def bare(catalog: Catalog) -> list[str]:
    return [
        repr(
            [
                plan.id,
                plan.number,
                plan.sections,
                plan.targets,
                plan.ladder,
                plan.digest,
                plan.authority,
                plan.approval,
                plan.evidence_for_done,
                [
                    (task.code, task.title, task.text, task.owner, task.support, task.deadline, task.source)
                    for task in plan.tasks
                ],
            ]
        )
        for plan in catalog.plans.values()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["hai-phong-07-kh-tu", "ke-sat-68-nq-tw"])
def test_a_shipped_plan_keeps_every_key(name: str, language: str) -> None:
    catalog = load([PLANS]).catalog
    tree = tree_of((PLANS / f"{name}.yaml").read_text(encoding="utf-8"))
    again = back(tree, catalog, catalog.plans[name], language)
    assert values(again, PLAN) == values(tree, PLAN)
    assert values(tree_of(file_text(again)), PLAN) == values(tree, PLAN)


def test_the_shipped_plans_come_back_as_the_same_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "moi").mkdir()
    (tmp_path / "moi/units.yaml").write_bytes((PLANS / "units.yaml").read_bytes())
    (tmp_path / "config.yaml").write_text(f"plans: {PLANS}\n")
    for name in ("hai-phong-07-kh-tu", "ke-sat-68-nq-tw"):
        out("sheet", str(PLANS / f"{name}.yaml"))
        out("import", f"{name}.xlsx", "--out", f"moi/{name}.yaml")
    assert sorted(file.name for file in (tmp_path / "moi").iterdir()) == [
        "hai-phong-07-kh-tu.yaml",
        "ke-sat-68-nq-tw.yaml",
        "units.yaml",
    ]
    assert same(load([PLANS]).catalog, load([tmp_path / "moi"]).catalog)


def test_every_key_there_is_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(set_up(tmp_path))
    before = load([tmp_path / "plans"]).catalog
    tree = tree_of((tmp_path / "plans/cho.yaml").read_text(encoding="utf-8"))
    assert values(back(tree, before, before.plans["cho"]), PLAN) == values(tree, PLAN)
    out("sheet", "plans/cho.yaml")
    (tmp_path / "moi").mkdir()
    out("import", "cho.xlsx", "--out", "moi/cho.yaml")
    assert same(before, load([tmp_path / "moi"]).catalog)
    assert load([tmp_path / "moi/cho.units.yaml"]).catalog.units == before.units


# ---- whatever a plan may say ----

SIGNS = [
    *"aăâbđêôơưẬỷ =+@-'\"#:;,[]{}&*!|>%`~?\\/_🙂\u00a0(0)“”…",
    "_x000D_",
    "true",
    "null",
    "<b>",
    "1/2026",
]
WORD = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=30).map("".join).filter(str.strip)
PLAIN_DAY = st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(str)
UNIT = st.sampled_from(["ubnd", "pkt", "thon"])
CODE = st.integers(1, 99_999).map(lambda n: f"X{n}.1")
NUMBERS = st.decimals(0, 10**14, places=2).map(lambda n: f"{n.normalize():f}")


def node(value: Any) -> Node:
    match value:
        case dict():
            return MapNode(1, {key: Entry(1, node(each)) for key, each in value.items()})
        case list():
            return ListNode(1, tuple(node(each) for each in value))
    return TextNode(1, str(value))


@st.composite
def tasks(draw: st.DrawFn) -> list[dict[str, Any]]:
    codes = draw(st.lists(CODE, min_size=1, max_size=4, unique=True))
    made = []
    for number, code in enumerate(codes, 1):
        task: dict[str, Any] = {"code": code, "title": draw(WORD)}
        optional = {
            "text": WORD,
            "deliverable": WORD,
            "owner": UNIT,
            "support": st.lists(UNIT, max_size=3, unique=True),
            "owner_basis": WORD,
            "authority": UNIT,
            "deadline": st.sampled_from(["2026", "Quý II/2026", "1/6/2026", "Hằng quý"]),
            "after": WORD,
            "recurring_from": PLAIN_DAY,
            "classification": st.sampled_from(SECRECY),
        }
        task |= {key: draw(some) for key, some in optional.items() if draw(st.booleans())}
        made.append(task | {"source": {"section": "I", "item": number}})
    return made


@st.composite
def plans(draw: st.DrawFn) -> MapNode:
    head: dict[str, Any] = {"plan": "a", "number": draw(WORD), "title": draw(WORD), "issuer": draw(WORD)}
    head |= {"issued": draw(PLAIN_DAY), "owner": draw(UNIT)}
    optional = {
        "approval": st.sampled_from(["none", "secretary"]),
        "ladder": st.fixed_dictionaries({"before": st.lists(st.integers(0, 366), max_size=3)}),
        "digest": st.fixed_dictionaries({"time": st.just("16:00"), "picture": st.just("false")}),
    }
    head |= {key: draw(some) for key, some in optional.items() if draw(st.booleans())}
    low = draw(NUMBERS)
    target = {"id": "t", "title": draw(WORD), "horizon": 2030, "unit": draw(WORD), "value": low}
    return node(head | {"sections": {"I": draw(WORD)}, "targets": [target], "tasks": draw(tasks())})  # type: ignore[return-value]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_comes_back_as_it_went(tmp_path_factory: pytest.TempPathFactory, tree: MapNode) -> None:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    (folder / "a.yaml").write_text(file_text(tree), encoding="utf-8")
    loaded = load([folder])
    assert [VI.problem(problem) for problem in loaded.problems] == []
    again = back(tree, loaded.catalog, loaded.catalog.plans["a"])
    assert values(again, PLAN) == values(tree, PLAN)
    assert values(tree_of(file_text(again)), PLAN) == values(tree, PLAN)


def test_the_figures_of_targets_are_numbers_to_excel() -> None:
    catalog = load([PLANS]).catalog
    plan = catalog.plans["hai-phong-07-kh-tu"]
    tree = tree_of((PLANS / "hai-phong-07-kh-tu.yaml").read_text(encoding="utf-8"))
    made = written(book_of(tree, plan, tuple(catalog.units.values()), VI), VI, TODAY)
    page = openpyxl.load_workbook(BytesIO(made))["Chỉ tiêu"]
    assert (page["E5"].value, page["F8"].value, page["C5"].value) == (87000, 14.5, 2030)
    assert {field.kind for field in TARGET.fields} >= {Kind.NUMBER}
