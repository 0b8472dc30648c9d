"""A plan's figures pressed down: by figure, by unit, by section, to the tasks behind each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from bot.access.buttons import Action, data, short
from bot.digest.figures import WEEKLY, Figure, cell_of
from bot.digest.named_figures import ALL, By
from bot.digest.parts import Digest, Item
from bot.messages import template_values
from bot.messages.baseline import Baseline, baseline
from bot.messages.directives import on_list
from bot.messages.pager import in_rows, page_of, task_numbers
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Button, Delivery, Message
from bot.model.plan import Plan, Task
from bot.model.progress import Standing
from bot.texts.limits import line

PAGE = 10
ALL_FIGURES = len(Figure)  # a leader looks for one of them: all on one page
NAME, UNIT, TITLE, NOTE = 100, 60, 110, 80  # UTF-16 units: ten of each and what stands beside them fit
BY_UNIT = frozenset({Figure.OPEN_OVERDUE, Figure.SILENT, Figure.UNLINKED, Figure.LOST})
"""Figures that the digest tells in units."""

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


def figures(view: View, row: Delivery, of: subjects.Figures) -> Rendered | Skip:
    """The groups of a plan's tasks, or the tasks of one group, a page at a time."""
    plan = view.world.catalog.plans.get(of.plan)
    if plan is None:
        return Skip("plan gone")
    view = view.back_to(of.on)
    listing = Listing(view, of, view.world.catalog.plans[plan.id], row)
    groups = listing.groups()
    chosen = next((group for group in groups if group.key == of.what), None)
    if chosen is None:
        return listing.menu([group for group in groups if group.pairs])
    return listing.tasks(chosen, row)


class Listing:
    """A plan's tasks in groups, for one row."""

    def __init__(self, view: View, of: subjects.Figures, plan: Plan, row: Delivery) -> None:
        self.view, self.of, self.plan, self.row, self.by = view, of, plan, row, By(of.by)

    @cached_property
    def base(self) -> Baseline:
        return baseline(self.view, self.row, self.of)

    @cached_property
    def digest(self) -> Digest:
        return self.base.compared(self.view, self.plan)

    def groups(self) -> list[Group]:
        standings = self.view.standings(self.plan.tasks)
        pairs = {task.ref: (task, standings[task.ref]) for task in self.plan.tasks}
        match self.by:
            case By.UNIT:
                found = _grouped((task.owner, (task, standing)) for task, standing in pairs.values())
                named = self.view.world.catalog.short
                made = [Group(short(unit), named(unit), of) for unit, of in found.items()]
                return sorted(made, key=lambda group: -len(group.pairs))
            case By.SECTION:
                found = _grouped((task.source.section, (task, standing)) for task, standing in pairs.values())
                return [Group(short(section), self.section(section), of) for section, of in found.items()]
            case By.FIGURE:
                say = self.view.world.texts.plain
                return [
                    Group(figure.value, say(self.figure_key(figure)), [pairs[ref] for ref in refs])
                    for figure, refs in self.digest.members.items()
                ]

    def figure_key(self, figure: Figure) -> str:
        since = figure in WEEKLY and self.digest.said and not self.digest.weekly
        return f"figures.{figure}{'_since' if since else ''}"

    def section(self, section: str) -> str:
        return " ".join(filter(None, (section, self.plan.sections.get(section))))

    def menu(self, groups: Sequence[Group]) -> Rendered:
        view, by = self.view, self.by
        size = ALL_FIGURES if by is By.FIGURE else PAGE
        page = page_of(groups, self.of.page, size)
        html = view.world.texts.html(
            "figures.menu",
            number=self.plan.number,
            by=by.value,
            on=view.today,
            page=page.number,
            pages=page.pages,
            entries=[self.entry(n, group) for n, group in page.numbered()],
            group=self.row.chat_id < 0,
        )
        numbers = [Button(str(n), self.to(group.key)) for n, group in page.numbered()]
        subject = replace(self.of, groups=tuple(group.key for group in page.items), first=page.first)
        turns = page.turns(view, partial(self.to, ALL))
        return Rendered(Message(html, (*in_rows(numbers), *turns)), subject)

    def entry(self, number: int, group: Group) -> dict[str, object]:
        """By figure how many tasks; by unit and section the four cells, and how many stand outside them."""
        found = [cell_of(task, standing, self.view.today) for task, standing in group.pairs]
        cells = Counter(cell for cell in found if cell)
        return {
            "n": number,
            "name": line(group.name, NAME),
            "total": len(group.pairs),
            "units": _units(group.pairs) if self.by is By.FIGURE and group.key in BY_UNIT else None,
            "done": cells[Figure.DONE_ON_TIME] + cells[Figure.DONE_LATE],
            "dated": cells.total(),
            "overdue": cells[Figure.OPEN_OVERDUE],
            "apart": found.count(None),
        }

    def tasks(self, group: Group, row: Delivery) -> Rendered:
        pairs = sorted(group.pairs, key=lambda pair: (not pair[1].open, pair[1].first_asked or date.max))
        page = page_of(pairs, self.of.page, PAGE)
        weekly = self.by is By.FIGURE and group.key in WEEKLY
        said = {item.code: item for item in self.explained(group)}
        html = self.view.world.texts.html(
            "figures.tasks",
            number=self.plan.number,
            name=line(group.name, NAME),
            total=len(pairs),
            units=_units(pairs),
            since=self.base.since.astimezone(self.view.world.zone).date() if weekly else None,
            on=self.view.today,
            page=page.number,
            pages=page.pages,
            lines=[self.line(n, *pair, said.get(pair[0].code)) for n, pair in page.numbered()],
            group=row.chat_id < 0,
        )
        numbers = task_numbers([task for task, _ in page.items], page.first)
        back = (button(self.view, "figures.back", self.to(ALL)),)
        late = [task for task, standing in page.items if standing.overdue(self.view.today)]
        directed = on_list(self.view, row, late) if self.of.on is None else ()
        rows = (*numbers, *page.turns(self.view, partial(self.to, group.key)), *directed, back)
        refs = tuple(task.ref for task, _ in page.items)
        return Rendered(Message(html, rows), replace(self.of, tasks=refs, first=page.first))

    def explained(self, group: Group) -> Sequence[Item]:
        """The digest's items of the two figures whose reasons are to be read."""
        digest = self.digest if self.by is By.FIGURE else None
        match group.key:
            case Figure.BLOCKED if digest:
                return digest.blocked
            case Figure.EXTENSIONS if digest:
                return digest.extensions
            case _:
                return ()

    def line(self, number: int, task: Task, standing: Standing, said: Item | None) -> dict[str, Any]:
        unit = line(self.view.world.catalog.short(task.owner), UNIT)
        return {
            **template_values.task_line(self.view, number, task, standing),
            "title": line(task.title, TITLE),
            "unit": unit if self.by is not By.UNIT else None,
            "until": said.asked_until if said else None,
            "note": line(said.note, NOTE) if said else "",
        }

    def to(self, what: str, page: int = 0) -> str:
        return data(Action.FIGURES, short(self.plan.id), self.by.value, what, page)


def _units(pairs: Iterable[Pair]) -> int:
    return len({task.owner for task, _ in pairs})


def _grouped(named: Iterable[tuple[str, Pair]]) -> Mapping[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for name, pair in named:
        found.setdefault(name, []).append(pair)
    return found
