"""A plan file changed in a few places: whatever did not change keeps its bytes, remarks and layout."""

from itertools import takewhile
from pathlib import Path
from random import Random

import pytest

from bot.planfile.fields import PLAN, Field, Kind
from bot.planfile.writing.matching import as_before, changes
from bot.planfile.writing.meaning import alike
from bot.planfile.writing.patching import patched
from bot.planfile.writing.text import file_text
from bot.planfile.yamlnodes import Entry, ListNode, MapNode, Node, TextNode, read_nodes

PLANS = Path(__file__).parents[2] / "plans"
NEW = "  - code: I-2\n    title: Mới\n    source: {section: I, item: 2}\n"
WHOLE = Field(key="", kind=Kind.RECORD, shape=PLAN)
PLAN_FILE = """\
# Lời đầu tệp.
plan: a   # mã
number: 1-KH/ĐU
title: Kế hoạch
issuer: Đảng ủy
issued: 2026-01-05
owner: ubnd

# Các mục.
sections:
  I: Một
  # Mục sau.
  II: Hai

tasks:
  # Việc đầu tiên.
  - code: I-1
    title: Việc một   # tên gọn
    text: |
      Nguyên văn
      # không phải ghi chú
    deadline: 2026
    # hỏi lại văn phòng
    source: {section: I, item: 1}
    # cuối việc một

  # --- Nhóm hai ---

  # Việc hai.
  - title: Việc hai
    support: [ubnd,
              pkt]
    source:
      section: II
      item: 2
  - {code: II-3, title: Việc ba, deadline: 2026, source: {section: II, item: 3}}
# Lời cuối tệp.
"""


def tree(text: str) -> MapNode:
    found, problems = read_nodes("a.yaml", text.encode())
    assert found
    assert problems == ()
    return found


def changed(*swaps: tuple[str, str], text: str = PLAN_FILE) -> str:
    """The file patched with what it would say after these swaps, in a tree that has lost all remarks."""
    other = text
    for old, new in swaps:
        assert old in other
        other = other.replace(old, new)
    wanted = tree(file_text(tree(other)))
    made = patched(text, wanted)
    assert made
    assert alike(tree(made), wanted, WHOLE)
    return made


def after(*swaps: tuple[str, str]) -> str:
    text = PLAN_FILE
    for old, new in swaps:
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("name", ["hai-phong-07-kh-tu", "ke-sat-68-nq-tw"])
def test_a_shipped_plan_that_does_not_change_keeps_every_byte(name: str) -> None:
    text = (PLANS / f"{name}.yaml").read_text(encoding="utf-8")
    assert patched(text, tree(file_text(tree(text)))) == text


@pytest.mark.parametrize(
    "swaps",
    [
        [],
        [("number: 1-KH/ĐU", "number: 2-KH/ĐU")],
        [("  I: Một", "  I: Mục một")],
        [("    deadline: 2026\n    #", "    deadline: Quý I/2026\n    #")],
        [("  - title: Việc hai", "  - title: Việc thứ hai")],
        [("              pkt]\n", "              pkt]\n    authority: pkt\n")],
        [
            (
                "    # cuối việc một\n",
                f"    # cuối việc một\n{NEW}",
            )
        ],
        [("owner: ubnd\n", "owner: ubnd\napproval: secretary\n")],
    ],
)
def test_only_the_lines_that_say_something_else_change(swaps: list[tuple[str, str]]) -> None:
    assert changed(*swaps) == after(*swaps)


def test_a_task_on_one_line_is_written_anew_when_it_changes() -> None:
    made = changed(("title: Việc ba", "title: Việc số ba"))
    assert "  - code: II-3\n    title: Việc số ba\n    deadline: 2026\n" in made
    assert made.startswith(PLAN_FILE[: PLAN_FILE.index("  - {code: II-3")])
    assert made.endswith("# Lời cuối tệp.\n")


def test_a_task_left_out_takes_its_own_remarks_along_and_no_others() -> None:
    first = PLAN_FILE[PLAN_FILE.index("  # Việc đầu tiên") : PLAN_FILE.index("\n  # --- Nhóm hai")]
    assert changed((first, "")) == after((first, ""))
    second = PLAN_FILE[PLAN_FILE.index("  # Việc hai.") : PLAN_FILE.index("  - {code: II-3")]
    made = changed((second, ""))
    assert "# Việc hai." not in made
    assert "  # --- Nhóm hai ---\n\n  - {code: II-3" in made


def test_tasks_in_another_order_keep_their_text() -> None:
    third = "  - {code: II-3, title: Việc ba, deadline: 2026, source: {section: II, item: 3}}\n"
    made = changed((third, ""), ("tasks:\n", f"tasks:\n{third}"))
    assert made.index("II-3") < made.index("# Việc đầu tiên.") < made.index("# cuối việc một")


def test_a_code_that_is_only_told_is_not_written() -> None:
    whole = tree(PLAN_FILE)
    tasks = whole.entries["tasks"].node
    assert isinstance(tasks, ListNode)
    second = tasks.items[1]
    assert isinstance(second, MapNode)
    told = MapNode(1, {"code": Entry(1, TextNode(1, "II-2")), **second.entries})
    items = ListNode(1, (tasks.items[0], told, tasks.items[2]))
    new = MapNode(1, {**whole.entries, "tasks": Entry(1, items)})
    assert patched(PLAN_FILE, as_before(whole, new)) == PLAN_FILE


def test_what_became_of_the_tasks_is_told_by_code() -> None:
    other = PLAN_FILE.replace("Việc ba", "Việc 3").replace("code: I-1", "code: I-9\n    was: I-1")
    found = changes(tree(PLAN_FILE), tree(other))
    assert (found.same, found.changed, found.new, found.gone) == (("II-2",), ("I-9", "II-3"), (), ())
    new = changes(tree(PLAN_FILE), tree(PLAN_FILE.replace("code: I-1", "code: I-9")))
    assert (new.new, new.gone) == (("I-9",), ("I-1",))


@pytest.mark.parametrize(
    "text",
    [
        PLAN_FILE.replace("\n", "\r\n"),
        PLAN_FILE.rstrip("\n"),
        PLAN_FILE.replace("  - title: Việc hai", "  -\n    title: Việc hai"),
        PLAN_FILE.replace("# Lời cuối tệp.", "...\n# Lời cuối tệp."),
    ],
    ids=["lines of Windows", "no end of line", "a dash alone", "an end of the document"],
)
def test_other_ways_of_writing_a_file_come_to_no_harm(text: str) -> None:
    made = changed(("Một", "Mục một"), text=text)
    assert "# Việc đầu tiên." in made or "  -\n" in text


def test_of_what_is_laid_out_on_one_line_nothing_is_kept() -> None:
    flow = "{plan: a, number: 1, title: T, issuer: I, issued: 2026-01-05, owner: u, sections: {I: M}}\n"
    assert patched(flow, tree(flow)) is None


# ---- whatever changes ----


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("name", ["hai-phong-07-kh-tu", "ke-sat-68-nq-tw", ""])
def test_any_changes_of_a_plan_leave_the_text_of_every_other_task(seed: int, name: str) -> None:
    chance = Random(seed)
    text = (PLANS / f"{name}.yaml").read_text(encoding="utf-8") if name else PLAN_FILE
    whole = tree(text)
    tasks = whole.entries["tasks"].node
    assert isinstance(tasks, ListNode)
    items = [task for task in tasks.items if chance.random() < 0.9]
    if chance.random() < 0.3:
        chance.shuffle(items)
    touched = {at for at in range(len(items)) if chance.random() < 0.1}
    items = [_touched(task) if at in touched else task for at, task in enumerate(items)]
    wanted = MapNode(1, {**whole.entries, "tasks": Entry(1, ListNode(1, tuple(items)))})
    made = patched(text, wanted)
    assert made
    assert alike(tree(made), wanted, WHOLE)
    left = "\n".join(line for line in made.splitlines() if line.strip())
    for task in (items[at] for at in range(len(items)) if at not in touched):
        assert "\n".join(_lines(text, tasks, task)) in left


def _lines(text: str, tasks: ListNode, task: Node) -> list[str]:
    """The lines of a task up to its first remark."""
    lines = text.splitlines()
    following = next((other.line for other in tasks.items if other.line > task.line), len(lines) + 1)
    own = [line for line in lines[task.line - 1 : following - 1] if line.strip()]
    return list(takewhile(lambda line: not line.lstrip().startswith("#"), own))


def _touched(task: Node) -> Node:
    assert isinstance(task, MapNode)
    return MapNode(task.line, {**task.entries, "title": Entry(1, TextNode(1, "Tên: khác # hẳn"))})
