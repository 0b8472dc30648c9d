"""Small files to put together: units, plans of one-line tasks, and what loading them says."""

from pathlib import Path

from bot.model.plan import Plan, Task, Unit
from bot.model.say import Problem
from bot.planfile.catalog import Loaded, load
from bot.planfile.reader import read_draft
from bot.planfile.units import read_units_draft, under
from bot.planfile.yamlnodes import read_nodes
from bot.texts import Texts

UNITS = """\
units:
  - {id: ubnd, name: Ủy ban nhân dân xã, short: UBND xã}
  - {id: phong-kinh-te, name: Phòng Kinh tế, short: P. Kinh tế, parent: ubnd}
  - {id: cac-thon, name: Các thôn, short: Các thôn}
"""


def plan(id: str, *tasks: str, head: str = "") -> str:
    """A plan whose tasks stand from line 9 on, one a line, with the codes I-1, I-2, ..."""
    lines = [
        f"  - {{title: Việc {n}, {task}, source: {{section: I, item: {n}}}}}\n"
        for n, task in enumerate(tasks, 1)
    ]
    return (
        f"plan: {id}\nnumber: 1-KH/ĐU\ntitle: Kế hoạch\nissuer: Đảng ủy\nissued: 2025-07-25\nowner: ubnd\n"
        f"sections: {{I: Một}}{head}\ntasks:\n{''.join(lines)}"
    )


def assign(*tasks: str, plan: str = "a", number: str = "15/QĐ-UBND", issued: str = "2025-10-01") -> str:
    """A document whose tasks stand from line 5 on, one a line."""
    lines = "".join(f"  - {{{task}}}\n" for task in tasks)
    return f"assigns: {plan}\nnumber: {number}\nissued: {issued}\ntasks:\n{lines}"


def read_plan(file: str, text: bytes) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a file, None where anything in it is wrong, and all that is wrong, by line."""
    draft = read_draft(file, *read_nodes(file, text))
    return (None if draft.problems else draft.plan), draft.problems


def read_units(file: str, text: bytes) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units of a file that hold no mistake, and all that is wrong in it, by line."""
    (draft,) = under([read_units_draft(file, *read_nodes(file, text))])
    return draft.units, draft.problems


def loaded(folder: Path, **files: str) -> Loaded:
    """The files (`a`, `b__assign`: `a.yaml`, `b.assign.yaml`) written beside units.yaml, and read."""
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.yaml").write_text(text, encoding="utf-8")
    return load([folder])


def told(found: Loaded, language: str) -> list[str]:
    """The problems as `file:line: text`, files by their names alone."""
    texts = Texts(language)
    return [f"{Path(p.file).name}:{p.line}: {texts.plain(p.say)}" for p in found.problems]


def task(found: Loaded, code: str, plan: str = "a") -> Task:
    return next(t for t in found.catalog.plans[plan].tasks if t.code == code)
