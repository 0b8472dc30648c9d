"""A plan's targets in a chat: the list, one target's whole course, and the receipt of a figure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.access.buttons import Action, data, short, target_key
from bot.access.rights import Right, target_link, targets_open_to
from bot.digest.targets import reading_values
from bot.messages.pager import Rows, in_rows, page_of
from bot.messages.rendered import Rendered, Skip, button
from bot.messages.view import View
from bot.model import subjects
from bot.model.history import History
from bot.model.message import Button, Delivery, Message
from bot.model.people import Link
from bot.model.plan import Plan, Target
from bot.model.target import TargetRef, TargetValue
from bot.schedule.targets import Reading, reading_at, reading_of, readings
from bot.texts.limits import fits, line

PAGE = 12
TITLE = 110  # UTF-16 units of a title
LISTED, UNIT = 80, 24  # of a title and a unit in the list: twelve of them fit a message
NOTE = 160
NAME = 60
A_ROW = 6
ENTRIES = 20  # values of a course


def targets(view: View, row: Delivery, of: subjects.Targets) -> Rendered | Skip:
    """A plan's targets that the chat or its asker may see, a page at a time, each with its number.

    The numbers are everybody's, so a list of some targets has gaps.
    """
    plan = view.world.catalog.plans.get(of.plan)
    links = _links(view, row, of)
    found = targets_open_to(Right.SEE_TARGETS, plan, links) if plan else []
    if plan is None or not found:
        return Skip("no targets")
    page = page_of(found, of.page, PAGE)
    numbers = view.world.catalog.target_numbers()
    refs = {numbers[ref]: ref for ref in (TargetRef(plan.id, target.id) for target in page.items)}
    numbered = dict(zip(refs, page.items, strict=True))
    told = [n for n, each in numbered.items() if target_link(Right.REPORT_TARGET, plan, each, links)]
    standing = readings(page.items, view.target_log(plan), view.today)
    html = view.world.texts.html(
        "target.list",
        number=plan.number,
        on=view.today,
        page=page.number,
        pages=page.pages,
        entries=[_entry(n, reading) for n, reading in zip(numbered, standing, strict=True)],
        first=min(told, default=None),
    )
    rows = (*_numbers(plan, numbered), *page.turns(view, partial(data, Action.TARGETS, short(plan.id))))
    return Rendered(Message(html, rows), replace(of, numbers=refs))


def target(view: View, _: Delivery, of: subjects.Target) -> Rendered | Skip:
    """One target: what is to be reached, from where, and every value there was."""
    plan = view.world.catalog.plans.get(of.plan)
    found = plan.target(of.target) if plan else None
    if plan is None or found is None:
        return Skip("target gone")
    reading = reading_of(found, _log(view, plan, found), view.today)
    html = next(h for n in (ENTRIES, 8, 3, 0) if fits(h := _course(view, plan, reading, of, n)) or not n)
    back = (button(view, "target.back", data(Action.TARGETS, short(plan.id), 0)),)
    return Rendered(Message(html, (back,)), of)


def value(view: View, _: Delivery, of: subjects.Value) -> Rendered | Skip:
    """A figure repeated back with what the line asks for, and its undo; or that it was taken back."""
    plan = view.world.catalog.plans.get(of.plan)
    found = plan.target(of.target) if plan else None
    kept = view.tx.target_values.get(of.value)
    if plan is None or found is None or kept is None:
        return Skip("target gone")
    log = _log(view, plan, found)
    undone = kept.id in History(log).undone
    reading = reading_at(found, log, kept)
    html = view.world.texts.html(
        "target.receipt",
        title=line(found.title, TITLE),
        undone=undone,
        typed=line(of.typed, NAME),
        other=of.other,
        leap=reading.leap.value,
        before=reading.before,
        note=line(kept.note, NOTE),
        reading=reading_values(reading) if not undone else None,
        value=kept.value,
        unit=found.unit,
        horizon=found.horizon,
        on=kept.on,
    )
    undo = (button(view, "button.undo", data(Action.VALUE, kept.id)),)
    return Rendered(Message(html, () if undone else (undo,)), of)


def _links(view: View, row: Delivery, of: subjects.Targets) -> list[Link]:
    """What the asker is to the committee, and in a group what the group is."""
    own = [link for link in view.tx.links.of_user(of.user) if link.stands(view.today)]
    return [*own, *view.links_of(row.chat_id)]


def _log(view: View, plan: Plan, of: Target) -> list[TargetValue]:
    return [value for value in view.target_log(plan) if value.target.target == of.id]


def _entry(number: int, reading: Reading) -> dict[str, Any]:
    values = reading_values(reading)
    short_unit = {"unit": line(reading.target.unit, UNIT)}
    return {"n": number, "title": line(reading.target.title, LISTED), **values, **short_unit}


def _course(view: View, plan: Plan, reading: Reading, of: subjects.Target, most: int) -> str:
    shown = reading.course[::-1][:most]
    return view.world.texts.html(
        "target.course",
        number=plan.number,
        title=line(reading.target.title, TITLE),
        id=reading.target.id,
        owner=view.world.catalog.short(plan.reporter(reading.target)),
        reading=reading_values(reading),
        entries=[_told(view, value) for value in shown],
        more=len(reading.course) - len(shown),
        wants=of.wants,
    )


def _told(view: View, value: TargetValue) -> dict[str, Any]:
    unit = view.world.catalog.short(value.unit) if value.unit else ""
    name = line(value.user_name, NAME)
    return {"value": value.value, "on": value.on, "by": name, "who": unit, "note": line(value.note, NOTE)}


def _numbers(plan: Plan, shown: Mapping[int, Target]) -> Rows:
    numbers = [
        Button(str(n), data(Action.TARGET, target_key(TargetRef(plan.id, target.id))))
        for n, target in shown.items()
    ]
    return in_rows(numbers, A_ROW)
