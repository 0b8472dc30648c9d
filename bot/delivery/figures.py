"""A plan's figures pressed down: by figure, by unit, by section, to the tasks behind each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.conversation.buttons import Action, data, short, task_key
from bot.conversation.leading import ALL, By
from bot.delivery import lines
from bot.delivery.rendered import Rendered, Skip, button
from bot.delivery.view import View
from bot.digest.digest import SOON, cell_of
from bot.model.deadline import DeadlineKind
from bot.model.message import Button, Delivery, Message
from bot.model.plan import Plan, Task
from bot.model.progress import Standing, State
from bot.texts.limits import line

PAGE = 10
TITLE = 110  # UTF-16 units of a title: ten of them and what stands beside them fit a message
A_ROW = 5
APART = {
    DeadlineKind.ONGOING: "ongoing",
    DeadlineKind.RECURRING: "recurring",
    DeadlineKind.WAITS: "waiting",
}
FIGURES = (
    "done_on_time", "done_late", "open_in_term", "open_overdue", "due_soon", "blocked", "extensions",
    "awaiting", "ongoing", "recurring", "waiting", "undated", "cancelled",
)  # fmt: skip

Pair = tuple[Task, Standing]


@dataclass(frozen=True, slots=True)
class Group:
    """Some tasks of a plan under one name; `key` stands for it in a button."""

    key: str
    name: str
    pairs: Sequence[Pair]


def digest_buttons(view: View, plan: Plan) -> tuple[tuple[Button, ...], ...]:
    """What stands below a digest."""
    key = short(plan.id)
    targets = (button(view, "target.button", data(Action.TARGETS, key, 0)),) if plan.targets else ()

    def listed(name: str, by: By, what: str = ALL) -> Button:
        return button(view, f"figures.{name}", data(Action.FIGURES, key, by.value, what, 0))

    def paper(format: str) -> Button:
        return button(view, f"figures.{format}", data(Action.FILE, key, format))

    return (
        (listed("by_unit", By.UNIT), listed("by_section", By.SECTION), *targets),
        (listed("overdue", By.FIGURE, "open_overdue"), listed("by_figure", By.FIGURE)),
        (paper("xlsx"), paper("docx"), paper("html"), paper("png")),
    )


def figures(view: View, row: Delivery) -> Rendered | Skip:
    """The groups of a plan's tasks, or the tasks of one group, a page at a time."""
    plan = view.world.catalog.plans.get(row.subject["plan"])
    if plan is None:
        return Skip("plan gone")
    by, what = By(row.subject["by"]), row.subject["what"]
    groups = _groups(view, plan, by)
    chosen = next((group for group in groups if group.key == what), None)
    if chosen is None:
        return _menu(view, row, plan, by, [group for group in groups if group.pairs])
    return _tasks(view, row, plan, by, chosen)


def _groups(view: View, plan: Plan, by: By) -> list[Group]:
    standings = view.standings(plan.tasks)
    pairs = [(task, standings[task.ref]) for task in plan.tasks]
    match by:
        case By.UNIT:
            found = _grouped((task.owner, pair) for pair in pairs for task in pair[:1])
            made = [Group(short(u), view.world.catalog.short(u), of) for u, of in found.items()]
            return sorted(made, key=lambda group: -len(group.pairs))
        case By.SECTION:
            found = _grouped((task.source.section, pair) for pair in pairs for task in pair[:1])
            return [Group(short(s), _section(plan, s), of) for s, of in found.items()]
        case By.FIGURE:
            found = _grouped((name, pair) for pair in pairs for name in names(*pair, view.today))
            texts = view.world.texts
            return [Group(n, texts.plain(f"figures.{n}"), found.get(n, [])) for n in FIGURES]


def _grouped(named: Iterable[tuple[str, Pair]]) -> Mapping[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for name, pair in named:
        found.setdefault(name, []).append(pair)
    return found


def _section(plan: Plan, section: str) -> str:
    return " ".join(filter(None, (section, plan.sections.get(section))))


def names(task: Task, standing: Standing, today: date) -> list[str]:
    """Every figure of the digest that counts the task, by the digest's own rules."""
    cell = cell_of(task, standing, today)
    dated = cell is not None and standing.open and standing.due is not None
    holds = {
        "due_soon": dated and standing.due is not None and today <= standing.due <= today + SOON,
        "blocked": standing.state is State.BLOCKED,
        "extensions": standing.open and standing.extension is not None,
        "awaiting": dated and standing.state is State.AWAITING_APPROVAL,
    }
    return [cell or _apart(task, standing), *(name for name, true in holds.items() if true)]


def _apart(task: Task, standing: Standing) -> str:
    if standing.state is State.CANCELLED:
        return "cancelled"
    return APART.get(task.deadline.kind, "undated")


def _menu(view: View, row: Delivery, plan: Plan, by: By, groups: Sequence[Group]) -> Rendered:
    page, pages = _page(row, len(groups))
    shown = groups[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    html = view.world.texts.html(
        "figures.menu",
        number=plan.number,
        by=by.value,
        on=view.today,
        page=page + 1,
        pages=pages,
        entries=[_entry(view, n, group) for n, group in enumerate(shown, first)],
    )
    numbers = [
        Button(str(n), data(Action.FIGURES, short(plan.id), by.value, group.key, 0))
        for n, group in enumerate(shown, first)
    ]
    rows = _rows(numbers) + _turns(view, plan, by, ALL, page, pages)
    return Rendered(Message(html, tuple(rows)), row.subject)


def _entry(view: View, number: int, group: Group) -> dict[str, object]:
    cells = [cell_of(task, standing, view.today) for task, standing in group.pairs]
    done = sum(not standing.open for _, standing in group.pairs)
    late = cells.count("open_overdue")
    return {"n": number, "name": group.name, "total": len(group.pairs), "done": done, "overdue": late}


def _tasks(view: View, row: Delivery, plan: Plan, by: By, group: Group) -> Rendered:
    pairs = sorted(group.pairs, key=lambda pair: (not pair[1].open, pair[1].due or date.max))
    page, pages = _page(row, len(pairs))
    shown = pairs[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    html = view.world.texts.html(
        "figures.tasks",
        number=plan.number,
        name=group.name,
        total=len(pairs),
        page=page + 1,
        pages=pages,
        lines=[_line(view, n, *pair) for n, pair in enumerate(shown, first)],
    )
    numbers = [
        Button(str(n), data(Action.OPEN, task_key(task.ref))) for n, (task, _) in enumerate(shown, first)
    ]
    back = (button(view, "figures.back", data(Action.FIGURES, short(plan.id), by.value, ALL, 0)),)
    rows = [*_rows(numbers), *_turns(view, plan, by, group.key, page, pages), back]
    return Rendered(Message(html, tuple(rows)), row.subject)


def _line(view: View, number: int, task: Task, standing: Standing) -> dict[str, Any]:
    told = lines.task_line(view, number, task, standing)
    return {**told, "title": line(task.title, TITLE), "unit": view.world.catalog.short(task.owner)}


def _page(row: Delivery, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE))
    return min(int(row.subject["page"]), pages - 1), pages


def _rows(numbers: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(numbers[i : i + A_ROW]) for i in range(0, len(numbers), A_ROW)]


def _turns(view: View, plan: Plan, by: By, what: str, page: int, pages: int) -> list[tuple[Button, ...]]:
    turn = tuple(
        button(view, key, data(Action.FIGURES, short(plan.id), by.value, what, to))
        for key, to in (("button.previous", page - 1), ("button.next", page + 1))
        if 0 <= to < pages
    )
    return [turn] if turn else []
