"""A script made from the plans: who owns most of what has a date, and what they might say of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.messages.view import World
from bot.model.people import Role
from bot.model.plan import Plan, Task
from bot.model.say import Mistake, say
from bot.rehearsal.script import GROUP, Act, Actor, Script
from bot.rehearsal.stage import CURTAIN
from bot.schedule.agenda import agenda_for
from bot.schedule.ladder import rungs
from bot.schedule.standing import standing_of
from bot.texts.limits import clip

LEADS = 2
OTHERS = (Role.SECRETARY, Role.LEADER, Role.GROUP)
LONGER = timedelta(days=30)  # how much more time is asked for
OTHER_PLANS = 2  # beside the first one, in a company
NAME_MOST = 60  # of the 64 letters that Telegram gives a name


def cast(world: World, at: time, first: date | None = None) -> Script:
    """The two owners with the most dated tasks; a secretary, a leader and a group of the first one's plan.

    Without `first` it opens on the first day that reminds both owners of dated tasks, else one of them, else
    of any task, else with the plan; `at` is when agendas go out. Raises a Mistake where there is no plan.
    """
    plans = world.catalog.plans.values()
    if not plans:
        raise Mistake(say("rehearsal.no_plan"))
    owners = dict.fromkeys(task.owner for task in world.catalog.tasks())
    most = sorted(owners, key=lambda unit: len(_dated(world, unit)), reverse=True)[:LEADS]
    leads = most or [next(iter(plans)).owner]
    given = Counter(task.plan for task in _dated(world, leads[0]) or _own(world, leads[0]))
    plan = max(plans, key=lambda plan: given[plan.id])
    start = world.days.on_or_after(first or _first_day(world, leads, plan))
    actors = [_actor(world, unit, Role.OFFICIAL, world.catalog.short(unit), unit=unit) for unit in leads]
    actors += [_actor(world, _id(role), role, plan.number, plan=plan.id) for role in OTHERS]
    done = _Acts(world, plan, datetime.combine(start, max(at, CURTAIN), world.zone)).all(leads)
    acts = sorted(done, key=lambda act: act.at)
    return Script(file="", actors=tuple(actors), acts=tuple(acts), opens=start)


def company(world: World, at: time, first: date) -> Script:
    """Whom to play with, without acts: the cast, the head of the first owner's unit, and a secretary, a
    leader and a group of some other plans."""
    play = cast(world, at, first)
    lead, plan = play.actors[0].unit or "", next(actor.plan for actor in play.actors if actor.plan)
    others = [other for other in world.catalog.plans.values() if other.id != plan][:OTHER_PLANS]
    head = _actor(world, _id(Role.HEAD), Role.HEAD, world.catalog.short(lead), unit=lead)
    more = [
        _actor(world, f"{_id(role)}-{number}", role, other.number, plan=other.id)
        for number, other in enumerate(others, 2)
        for role in OTHERS
    ]
    return replace(play, actors=(*play.actors, head, *more), acts=())


def _own(world: World, unit: str) -> list[Task]:
    return [task for task in world.catalog.given_to.get(unit, ()) if task.owner == unit]


def _dated(world: World, unit: str) -> list[Task]:
    return [task for task in _own(world, unit) if task.deadline.due]


def _first_day(world: World, leads: Sequence[str], plan: Plan) -> date:
    for own in (_dated, _own):
        reminded = [{day for task in own(world, unit) for day in _reminders(world, task)} for unit in leads]
        if days := set.intersection(*reminded) or set.union(*reminded):
            return min(days)
    return plan.issued


def _reminders(world: World, task: Task) -> list[date]:
    """The days up to its first due date on which a task is spoken of."""
    plan = world.catalog.plans[task.plan]
    standing = standing_of(task, (), plan.issued, world.zone)
    if standing.due is None:
        return []
    start = standing.period.start if standing.period else date.min
    found = rungs(standing.due, plan.ladder, world.days, issued=plan.issued, until=standing.due, start=start)
    return [rung.on for rung in found]


def _id(role: Role) -> str:
    return f"@{role}"  # no unit's id


def _actor(world: World, id: str, role: Role, of: str, **where: str) -> Actor:
    name = world.texts.plain(f"rehearsal.cast_{role}", of=of)
    return Actor(id=id, name=clip(name, NAME_MOST), role=role, **where)


@dataclass(frozen=True, slots=True)
class _Acts:
    """What the cast does: each act so many days and minutes after the first agenda."""

    world: World
    plan: Plan
    start: datetime

    def all(self, leads: Sequence[str]) -> Iterator[Act]:
        told = {unit: self._agenda(unit) for unit in leads}
        for unit, tasks in told.items():
            if not tasks:
                yield self._say(unit, "tasks", 0, 35)
            elif unit == leads[0]:
                yield from self._opens(unit)
                yield from self._goes_on(unit, [task for task in tasks if task.owner == unit])
            else:
                yield self._answer(unit, "results" if len(tasks) > 1 else "result", 90)
        yield self._say(_id(Role.LEADER), "progress", 0, 120)
        if any(told.values()):
            yield replace(self._say(_id(Role.LEADER), "progress", 28, 120), place=GROUP)

    def _opens(self, unit: str) -> Iterator[Act]:
        """A task is opened from the agenda and answered for, by a button and then in words."""
        yield self._press(unit, "1", 0, 35)
        yield self._press(unit, self.world.texts.plain("button.working", percent=50), 0, 36)
        yield self._answer(unit, "working", 50)

    def _goes_on(self, unit: str, own: Sequence[Task]) -> Iterator[Act]:
        """An obstacle, more time asked for and granted, a result that is taken back."""
        dated = [task for task in own if task.deadline.due]
        for task in (dated or own)[1:2]:
            yield self._say(unit, "blocked", 7, 150, code=task.code)
        for task in [task for task in dated if task.plan == self.plan.id][-1:]:
            asked = self._after(9, 105).date()
            until = max(task.deadline.due or asked, asked) + LONGER
            yield self._say(unit, "longer", 9, 105, code=task.code, until=until)
            for minutes, button in ((180, "button.grant"), (181, "button.plain_grant")):
                yield self._press(_id(Role.SECRETARY), self.world.texts.plain(button), 9, minutes)
        for task in (dated or own)[:1]:
            yield self._say(unit, "done", 21, 60, code=task.code)
            yield self._say(unit, "undo", 21, 61)

    def _agenda(self, unit: str) -> list[Task]:
        """What the unit's first message lists."""
        day, catalog = self.start.date(), self.world.catalog
        tasks = catalog.given_to.get(unit, ())
        agenda = agenda_for(
            [unit],
            tasks,
            {task.ref: standing_of(task, (), day, self.world.zone) for task in tasks},
            day,
            None,
            self.world.days,
            {plan.id: plan.ladder for plan in catalog.plans.values()},
            {plan.id: plan.issued for plan in catalog.plans.values()},
        )
        return [task for item in agenda.items if (task := catalog.task(item.task))] if agenda else []

    def _after(self, days: int, minutes: int) -> datetime:
        """So many minutes after the start on the first working day from so many days later."""
        later = self.world.days.on_or_after(self.start.date() + timedelta(days=days))
        return datetime.combine(later, self.start.timetz()) + timedelta(minutes=minutes)

    def _say(self, who: str, text: str, days: int, minutes: int, **values: Any) -> Act:
        said = self.world.texts.plain(f"rehearsal.says_{text}", **values)
        return Act(at=self._after(days, minutes), who=who, say=said)

    def _answer(self, who: str, text: str, minutes: int) -> Act:
        """Words on the first day, as a reply to the bot's last message."""
        return replace(self._say(who, text, 0, minutes), reply=True)

    def _press(self, who: str, label: str, days: int, minutes: int) -> Act:
        return Act(at=self._after(days, minutes), who=who, press=label)
