"""Codes of tasks as people write them, alone or behind what their plan is called: "I-1", "KH15/I-1",
"15/KH-UBND I-1"."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from bot.language.folding import DASHES, fold
from bot.model.plan import Catalog, Task

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


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A code or a plan's name as it is compared: without blanks, case and marks."""
    return fold(re.sub(r"\s+", "", name).translate(HYPHENS).casefold())


def names_of(catalog: Catalog) -> frozenset[str]:
    """What the plans go by before a code."""
    return frozenset().union(*(plan_names(plan.id, plan.number) for plan in catalog.plans.values()))


def tasks_named(catalog: Catalog, label: str) -> list[Task]:
    """The tasks that a label names: that of the plan it names, else one of any plan."""
    whole, known = folded(label), catalog.once(_Labels)
    rest: dict[str, str] = {}  # behind the longest name of each plan that the label begins with
    for end in range(1, len(whole) + 1):
        for plan in known.plans.get(whole[:end], ()):
            rest[plan] = whole[end:].removeprefix("/")
    named = [known.tasks.get(code, {}).get(plan) for plan, code in rest.items()]
    order = list(known.order)
    found = sorted((task for task in named if task), key=lambda task: order.index(task.plan))
    return found or list(known.tasks.get(whole, {}).values())


class _Labels:
    """What plans and tasks are called, folded: plans by each name, and of every plan the task of a code."""

    def __init__(self, catalog: Catalog) -> None:
        self.order = tuple(catalog.plans)
        self.plans: dict[str, list[str]] = defaultdict(list)
        self.tasks: dict[str, dict[str, Task]] = defaultdict(dict)
        for plan in catalog.plans.values():
            for name in set(map(folded, plan_names(plan.id, plan.number))):
                self.plans[name].append(plan.id)
            had = ((code, task) for task in plan.tasks for code in task.was)
            for code, task in chain(((task.code, task) for task in plan.tasks), had):
                self.tasks[folded(code)].setdefault(plan.id, task)


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
    names = _together([_loose_parts(plan) for plan in sorted(plans)])
    return rf"(?P<plan>{names})(?:{SPACE}[/,]{SPACE}|{GAP})(?P<code>{_any(map(_code, codes))})"


def _longest_first(names: frozenset[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _any(spelled: Iterable[str]) -> str:
    return f"(?:{'|'.join(spelled) or '(?!)'})"


def _code(code: str) -> str:
    """One that begins with a figure is read as it is written: 1.2 is no 1 with a 2 behind it."""
    return re.escape(code) if code[:1].isdigit() else _loose(code)


def _together(names: Collection[tuple[str, ...]]) -> str:
    """Any of these names, each in its parts, the longest first; what several begin or go on with is written
    once. One after another, thousands of them would be tried at every word that is heard."""
    rests: Mapping[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in filter(None, names):
        rests[name[0]].append(name[1:])
    longest = {first: max(sum(map(len, rest)) for rest in rests[first]) for first in rests}
    alike: Mapping[str, list[str]] = defaultdict(list)
    for first in sorted(rests, key=lambda first: -longest[first]):
        alike[_together(rests[first])].append(first)
    found = [_one_of(firsts) + rest for rest, firsts in alike.items()]
    return _one_of([*found, ""] if () in names else found)


def _one_of(spelled: Sequence[str]) -> str:
    return spelled[0] if len(spelled) == 1 else _any(spelled)


def _loose(name: str) -> str:
    """A name with spaces round its signs and between a letter and a figure."""
    return "".join(_loose_parts(name))


@lru_cache(maxsize=4096)
def _loose_parts(name: str) -> tuple[str, ...]:
    parts = re.findall(r"\d+|[^\W\d_]+|\s+|.", name)
    return tuple([_part(before, part) for before, part in zip(["", *parts], parts, strict=False)])


def _part(before: str, part: str) -> str:
    if part.isspace():
        return GAP
    if part in "-./":
        return SPACE + re.escape(part) + SPACE
    return (SPACE if before.isalpha() and part.isdigit() else "") + re.escape(part)
