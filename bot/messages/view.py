"""What messages are made from: the plans in force and the log, as they stand at one moment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain

from bot.access.rights import Right, tasks_open_to
from bot.digest.bearing import sign
from bot.digest.digest import digest_of, published
from bot.digest.parts import AS_KNOWN, Digest, Hindsight
from bot.digest.targets import targets_of
from bot.messages.found import Found, untold
from bot.messages.world import World
from bot.model.agenda import Agenda
from bot.model.change import NewChange
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.people import Link, Role
from bot.model.plan import Catalog, Plan, Task
from bot.model.progress import Report, Standing
from bot.model.published import Published
from bot.model.target import TargetValue
from bot.schedule.agenda import NOTHING, Snoozed, agenda_for, snoozed
from bot.schedule.changes import collapsed
from bot.schedule.periods import owes_from
from bot.schedule.standing import put_back, standings
from bot.store.plan_versions import PlanVersion
from bot.store.reports import Signs
from bot.store.store import Transaction

__all__ = ["View", "World"]


class View:
    """The world, one transaction and one moment; with what other views have found for that moment."""

    def __init__(
        self,
        world: World,
        tx: Transaction,
        now: datetime,
        present: Catalog | None = None,
        found: Found | None = None,
    ) -> None:
        self.world = world
        self.tx = tx
        self.now = now.astimezone(world.zone)
        self._present = present  # the catalogue of today, where the view is from a past moment
        self._then: Mapping[str, PlanVersion] = {}  # of a view from a past moment: the plans as they stood
        self._many_plans = False
        self.found = found or Found(tx)

    @property
    def _past(self) -> bool:
        return self._present is not None

    def read_by(self, links: Iterable[Link]) -> "View":
        """The view of who has these links: with tasks of several plans, codes are told with their plan."""
        catalog, links = self.world.catalog, tuple(links)
        given = (plan for x in links if x.unit for plan in catalog.giving(x.unit))
        plans = {*given, *(x.plan for x in links if x.plan in catalog.plans)}
        self._many_plans = len(plans) > 1
        return self

    def code(self, task: Task) -> str:
        """What the reader knows the task by; as it is told it may be typed."""
        return self.code_of(task.ref)

    def code_of(self, ref: TaskRef) -> str:
        """The same of a task that the plan may no longer have."""
        return self.world.catalog.code(ref) if self._many_plans else ref.code

    def named(self, task: Task) -> Task:
        """The task as a message is to call it."""
        return replace(task, code=self.code(task))

    @property
    def today(self) -> date:
        return self.now.date()

    def back_to(self, day: date | None) -> "View":
        """The view from the end of a past day."""
        return self if day is None else self.back_at(datetime.combine(day, time.max, self.world.zone))

    def back_at(self, moment: datetime, plan: str | None = None) -> "View":
        """The view from a past moment: each plan (where one is named, that alone) as it stood then, as far as
        that is known, and what was reported later had not happened yet."""
        present = self._present or self.world.catalog
        then = self.tx.plan_versions.on(moment, plan)
        plans = {id: then[id].plan if id in then else plan for id, plan in present.plans.items()}
        world = replace(self.world, catalog=replace(present, plans=plans))
        view = View(world, self.tx, moment, present, self.found.then())
        view._then, view._many_plans = then, self._many_plans
        return view

    def links_of(self, chat: int) -> list[Link]:
        """What a chat is to the committee today."""
        return [x for x in self.found.links_of_chat[chat] if x.stands(self.today)]

    def asked(self, unit: str) -> list[Link]:
        """Who answers for a unit today: its officials and its groups."""
        return [x for x in self.found.links_of_unit[unit] if self._answers(x)]

    def reaches(self, unit: str) -> bool:
        """Whether anybody who answers for a unit can be written to."""
        return any(x.reached for x in self.asked(unit))

    def answering(self, tasks: Iterable[Task]) -> Mapping[str, bool]:
        """The owners of these tasks that somebody answers for today, and whether any of those can be written
        to."""
        owners = {task.owner for task in tasks}
        of_unit = self.found.links_of_unit.of(owners)
        asked = {unit: [x for x in of_unit[unit] if self._answers(x)] for unit in owners}
        return {unit: any(x.reached for x in links) for unit, links in asked.items() if links}

    def _answers(self, link: Link) -> bool:
        return link.role in (Role.OFFICIAL, Role.GROUP) and link.stands(self.today)

    def changes(self, unit: str, after: int, through: int) -> list[NewChange]:
        """What a unit is to be told of the changes behind the one and up to the other: of open tasks, each
        from before the first to after the last."""
        found = collapsed(self.tx.changes.of(unit, after, through)) if after < through else []
        standings = self.standings(task for change in found if (task := change.new or change.old))
        return [x for x in found if (task := x.new or x.old) and standings[task.ref].open]

    def lost_group(self, link: Link) -> bool:
        """Whether an official is told what the unit's group, which can't be written to, should be."""
        if link.role is not Role.OFFICIAL or link.unit is None:
            return False
        return any(x.role is Role.GROUP and not x.reached for x in self.found.links_of_unit[link.unit])

    def standing(self, task: Task) -> Standing:
        return self.standings([task])[task.ref]

    def standings(self, tasks: Iterable[Task]) -> dict[TaskRef, Standing]:
        """Where each task stands, found once for a moment; one reading of the log for all not found yet."""
        by_ref, stands = {task.ref: task for task in tasks}, self.found.stands
        new = [task for ref, task in by_ref.items() if stands.get(ref, (None,))[0] is not task]
        if new:
            found = standings(new, self.reports(new), self.today, self.world.zone, self.owes_from(new))
            stands |= {ref: (by_ref[ref], standing) for ref, standing in found.items()}
        return {ref: stands[ref][1] for ref in by_ref}

    def owes_from(self, tasks: Iterable[Task]) -> Mapping[TaskRef, date]:
        """Since when each of these tasks that turns owes its reports."""
        return owes_from(tasks, self.world.catalog.plans, self.found.known_tasks, self.today)

    def put_back(self, task: Task, log: Iterable[Report], by: Report) -> Report | None:
        """The result of the task that waited until that report told otherwise."""
        of_task = [report for report in log if report.task in task.refs]
        return put_back(task, of_task, by, self.world.zone)

    def day_of(self, report: Report) -> date:
        return report.at.astimezone(self.world.zone).date()

    def reports(self, tasks: Iterable[Task], since: datetime | None = None) -> list[Report]:
        """The reports that all that is told of these tasks rests on, and all kept `since` that moment, each
        under the code its task has now and in the committee's own time: days are counted where it sits."""
        tasks = tuple(tasks)
        if self._past:
            since = min(since or self.now, self.now)
        found = self.found.reports(tasks, since)
        if found is None:
            found = self._named_now(tasks, lambda signs: self.tx.reports.bearing(signs, since))
            if not self._past:
                self.found.keep(tasks, since, found)
        return self._by_now(found)

    def whole_log(self, tasks: Iterable[Task]) -> list[Report]:
        """Everything that was ever reported about these tasks, for the papers that tell it."""
        return self._by_now(self._named_now(tasks, lambda signs: self.tx.reports.of(list(chain(*signs)))))

    def _by_now(self, log: list[Report]) -> list[Report]:
        return list(History(log).as_of(self.now)) if self._past else log

    def _named_now(self, tasks: Iterable[Task], read: Callable[[Signs], Sequence[Report]]) -> list[Report]:
        tasks, zone = tuple(tasks), self.world.zone
        now = {ref: task.ref for task in tasks for ref in task.refs}
        later = self._later_codes(now)
        signs = {task.refs: sign(task, zone) for task in tasks}
        signs |= {(ref,): "" for ref in later if ref not in now}  # as no task is weeded
        now = later | now
        return [replace(r, task=now[r.task], at=r.at.astimezone(zone)) for r in read(signs)]

    def _later_codes(self, known: Mapping[TaskRef, TaskRef]) -> dict[TaskRef, TaskRef]:
        """The codes that tasks of a past plan have today: what was kept since names them so."""
        plans = {ref.plan for ref in known} if self._present else set()
        tasks = [task for id in plans if self._present for task in self._present.plans[id].tasks]
        return {task.ref: known[ref] for task in tasks for ref in task.refs[1:] if ref in known}

    def hindsight(self, plan: Plan) -> Hindsight:
        """What the figures of a plan of a past day are to be read with."""
        if self._present is None:
            return AS_KNOWN
        kept = self._then.get(plan.id)
        numbers = _documents(plan)
        later = (task.assigned for task in self._present.plans[plan.id].tasks if task.assigned)
        unseen = [a.number for a in later if a.issued <= self.today and a.number not in numbers]
        return Hindsight(
            late=sum(report.known_at > self.now for report in History(self.reports(plan.tasks)).live),
            unseen=tuple(dict.fromkeys(unseen)),
            version=kept.at.astimezone(self.world.zone).date() if kept and kept.at > self.now else None,
            today=kept is None,
        )

    def target_log(self, plan: Plan) -> list[TargetValue]:
        """What was reported towards a plan's targets, what was taken back included."""
        log = self.found.values[plan.id]
        return list(History(log).as_of(self.now)) if self._past else [*log]

    def tasks_of(self, links: Iterable[Link], right: Right) -> list[Task]:
        return tasks_open_to(right, self.world.catalog, links)

    def agenda(
        self, units: Iterable[str], on: date, since: date | None, chat: int | None = None
    ) -> Agenda | None:
        """What these units are to be told on that day; a pure function of files and log.

        For a chat, what it has put off is left out.
        """
        asked = (frozenset(units), on, since, chat)
        if asked not in self.found.agendas:
            self.found.agendas[asked] = self._agenda(*asked)
        return self.found.agendas[asked]

    def _agenda(self, units: frozenset[str], on: date, since: date | None, chat: int | None) -> Agenda | None:
        tasks = self._tasks_given_to(units)
        plans = {id: self.world.catalog.plans[id] for id in {task.plan for task in tasks}}
        return agenda_for(
            units,
            tasks,
            self.standings(tasks),
            on,
            since,
            self.world.days,
            {id: plan.ladder for id, plan in plans.items()},
            {id: plan.issued for id, plan in plans.items()},
            self._snoozed(chat, on, since) if chat is not None else NOTHING,
        )

    def may_wait(self, due: date) -> bool:
        """Whether a reminder put off to the next working day still comes in time."""
        return due > self.today and self.world.days.on_or_before(due) > self.today

    def _tasks_given_to(self, units: frozenset[str]) -> Sequence[Task]:
        """What these units own or support, in the plans' order."""
        if len(units) == 1:  # as in a pass, which asks for every unit in turn
            return self.world.catalog.given_to.get(next(iter(units)), ())
        tasks = self.world.catalog.tasks()
        return [t for t in tasks if t.owner in units or not units.isdisjoint(t.support)]

    def _snoozed(self, chat: int, on: date, since: date | None) -> Snoozed:
        kept = ((s, self.world.catalog.task(s.task)) for s in self.found.put_off[chat])
        named = [replace(s, task=task.ref) for s, task in kept if task]
        return snoozed(named, on, since, self.world.days)

    def digest(self, plan: Plan, *, since: datetime, before: Published | None = None) -> Digest:
        """The plan's figures now, what happened `since` that moment, what changed from the digest `before`.

        Of a past day it isn't told who was silent or not reached: that is known of today alone.
        """
        reports = self.reports(plan.tasks, since)
        answering = self.answering(plan.tasks)
        made = digest_of(
            plan,
            self.standings(plan.tasks),
            replace(before, at=before.at.astimezone(self.world.zone)) if before else None,
            self.today,
            reports=reports,
            linked_units=None if self._past else {unit for unit, reached in answering.items() if reached},
            lost_units={unit for unit, reached in answering.items() if not reached},
            fresh=[report for report in reports if report.known_at > since],
            untold=() if self._past else untold(self.tx, plan.tasks, self.asked, self.now),
            targets=targets_of(plan, self.target_log(plan), self.today, since),
        )
        return replace(made, hindsight=self.hindsight(plan))

    def recounted(self, plan: str, moment: datetime) -> Published:
        """What a digest of that moment would have said, with the plan of then."""
        then = self.back_at(moment, plan)
        found = then.world.catalog.plans[plan]
        return published(then.digest(found, since=moment), found, then.now, said=False)


def _documents(plan: Plan) -> frozenset[str]:
    """The documents that had assigned tasks of the plan."""
    given = (task.assigned for task in plan.tasks if task.assigned)
    return frozenset(number for each in given for number in (each.number, *each.earlier))
