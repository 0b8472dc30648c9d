"""Codes of tasks as people write them, alone or behind what their plan is called: "I-1", "KH15/I-1",
"15/KH-UBND I-1"."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from bot.language.folding import DASHES, fold
from bot.model.plan import Plan, Task

SPACE = r"[ \t\u00a0]{0,3}"
GAP = r"[ \t\u00a0]{1,3}"
FLAGS = re.IGNORECASE
ISSUED = re.compile(r"(\d+)[-/]([^\W\d_]+)")  # 15/KH-UBND, 07-KH/TU: the number and the sort of document
LEADS = ("", "KH ", "KH số ", "kế hoạch ", "kế hoạch số ", "plan ")
HYPHENS = dict.fromkeys(map(ord, DASHES), "-")
ENDS = r"(?![\w%]|[./-]\w)"


@lru_cache(maxsize=8192)
def plan_names(id: str, number: str) -> frozenset[str]:
    """What a plan may be called by before a code, with marks and without."""
    names = {id, *(lead + number for lead in LEADS)}
    if issued := ISSUED.match(number):
        figures = {issued[1], issued[1].lstrip("0") or issued[1]}
        leads = {issued[2], *filter(None, LEADS)}
        names |= {lead + figure for lead in leads for figure in figures}
    return frozenset(names | set(map(fold, names)))


@lru_cache(maxsize=4)
def names_of_all(plans: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """What plans, each its id and number, may be called by before a code."""
    return frozenset[str]().union(*(plan_names(*plan) for plan in plans))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A code or a plan's name as it is compared: without blanks, case and marks."""
    return fold(re.sub(r"\s+", "", name).translate(HYPHENS).casefold())


def behind(label: str, names: Iterable[str]) -> str | None:
    """The code of a label, folded, where one of a plan's names stands before it."""
    whole = folded(label)
    found = (whole.removeprefix(name) for name in map(folded, names) if whole.startswith(name))
    return min((rest.removeprefix("/") for rest in found), key=len, default=None)


def tasks_named(plans: Collection[Plan], label: str) -> list[Task]:
    """The tasks that a label names: that of the plan it names, else one of any plan."""
    named = [_of_code(plan, behind(label, plan_names(plan.id, plan.number))) for plan in plans]
    of_any = [_of_code(plan, folded(label)) for plan in plans]
    return [task for task in named if task] or [task for task in of_any if task]


def _of_code(plan: Plan, code: str | None) -> Task | None:
    """The task of that code, or the one that had it once."""
    now = next((task for task in plan.tasks if folded(task.code) == code), None)
    return now or next((t for t in plan.tasks if any(folded(was) == code for was in t.was)), None)


@lru_cache(maxsize=4)
def finder(codes: frozenset[str], plans: frozenset[str]) -> re.Pattern[str]:
    """Any of these codes in a text, the longest first, with spaces where people put them; in the group
    `plan` a name of its plan before it."""
    ordered = _longest_first(codes)
    spelled = [code for code in ordered if not re.fullmatch(r"\d+-?\d*|[^\W\d_]+", code)]
    words = "|".join(code for code in ordered if code.isalpha()) or "(?!)"
    one = rf"{_named(plans, ordered)}|{_any(map(_code, spelled))}"
    # A code of letters alone may be a word: it is named as a task, or a colon closes it.
    alone = rf"(?-i:(?<!\w)(?:{words})(?=[ ]?:)|(?<=việc |viec )(?:{words})(?!\w))"
    return re.compile(rf"(?<![\w./])(?<!\w-)(?:{one}){ENDS}|{alone}", FLAGS)


@lru_cache(maxsize=4)
def leader(codes: frozenset[str], plans: frozenset[str]) -> re.Pattern[str]:
    """Any of these codes at the beginning of a text, whatever it consists of, as a command has it."""
    ordered = _longest_first(codes)
    one = rf"{_named(plans, ordered)}|{_any(map(_code, ordered))}"
    return re.compile(rf"\s*(?P<label>{one}){ENDS}[\s:,]*", FLAGS)


def label_of(match: re.Match[str]) -> str:
    """What was found, as a label: its blanks left out, but for one behind the plan's name."""
    plan, found = match["plan"], match["code"] or match.groupdict().get("label") or match[0]
    code = "".join(found.split())
    return f"{' '.join(plan.split())} {code}" if plan else code


def _named(plans: frozenset[str], codes: list[str]) -> str:
    """A plan's name with a code behind it."""
    names = _any(map(_loose, _longest_first(plans)))
    return rf"(?P<plan>{names})(?:{SPACE}[/,]{SPACE}|{GAP})(?P<code>{_any(map(_code, codes))})"


def _longest_first(names: frozenset[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _any(spelled: Iterable[str]) -> str:
    return f"(?:{'|'.join(spelled) or '(?!)'})"


def _code(code: str) -> str:
    """One that begins with a figure is read as it is written: 1.2 is no 1 with a 2 behind it."""
    return re.escape(code) if code[:1].isdigit() else _loose(code)


@lru_cache(maxsize=4096)
def _loose(name: str) -> str:
    """A name with spaces round its signs and between a letter and a figure."""
    parts = re.findall(r"\d+|[^\W\d_]+|\s+|.", name)
    return "".join(_part(before, part) for before, part in zip(["", *parts], parts, strict=False))


def _part(before: str, part: str) -> str:
    if part.isspace():
        return GAP
    if part in "-./":
        return SPACE + re.escape(part) + SPACE
    return (SPACE if before.isalpha() and part.isdigit() else "") + re.escape(part)
