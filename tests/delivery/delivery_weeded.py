"""Years of random reports kept in two databases, one of them weeded, and all that is told of either."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from delivery_edited import (
    BUILDING,
    FINANCE,
    GROUP,
    HEAD,
    LEADER,
    OFFICIAL,
    OTHER,
    SECRETARY,
    START,
    UNITS,
    WEEK,
    Office,
    link_all,
)
from delivery_office import ZONE

from bot.delivery.escalation import escalate
from bot.delivery.weeding import weed_some
from bot.digest.figures import Figure
from bot.messages.files import plan_figures
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, Priority, Subject
from bot.model.plan import Task
from bot.model.progress import NewReport, Report, ReportKind, Share, State
from bot.papers.ics import calendar_of
from bot.schedule.questions import unanswered
from bot.schedule.weekly import monday
from bot.store.known_tasks import note_tasks
from bot.store.store import Transaction

# Each is said most often of what it can be said of.
OF = {
    ReportKind.APPROVE: {ReportKind.PROGRESS},
    ReportKind.RETURN: {ReportKind.PROGRESS},
    ReportKind.GRANT: {ReportKind.EXTENSION},
    ReportKind.REFUSE: {ReportKind.EXTENSION},
    ReportKind.ANSWER: {ReportKind.QUESTION, ReportKind.NOT_OURS},
    ReportKind.SEEN: {ReportKind.DIRECTIVE},
}
KINDS = (*ReportKind, *[ReportKind.PROGRESS] * 10, *[ReportKind.EXTENSION] * 2, *[ReportKind.UNDO] * 2)
STATES = (*State, State.DONE, State.AWAITING_APPROVAL, State.AWAITING_APPROVAL, State.BLOCKED)


@dataclass
class Year:
    """What is said and done by chance, each time to both databases."""

    chance: Random
    weeded: Transaction
    whole: Transaction
    now: datetime = START
    office: Office = field(default_factory=Office)
    log: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        for tx in self.both:
            link_all(tx)
            tx.plan_versions.keep(self.office.world().catalog, self.now)
        self.world = self.office.world()
        if self.chance.random() < 0.5:  # else nothing is owed for former periods
            for tx in self.both:
                note_tasks(tx, self.world.turning, self.now)

    @property
    def both(self) -> tuple[Transaction, Transaction]:
        return self.weeded, self.whole

    def go_on(self, steps: int) -> None:
        """Time passes, things are said, the plan is edited now and then, and what is old is weeded."""
        for _ in range(steps):
            self.now += self.chance.choice(
                (timedelta(minutes=3), timedelta(hours=7), timedelta(days=1), timedelta(days=9))
            )
            if self.chance.random() < 0.04:
                self.office.edit(self.chance)
                self.world = self.office.world()
                for tx in self.both:
                    tx.plan_versions.keep(self.world.catalog, self.now)
            self.say()
            if self.chance.random() < 0.4:
                self.weed(self.now)
            elif self.chance.random() < 0.02:  # by a wrong clock
                self.weed(self.now + timedelta(days=60))
            if self.chance.random() < 0.05:
                found = [escalate(self.world, Times(), tx, self.now) for tx in self.both]
                assert found[0] == found[1], self.now

    def weed(self, now: datetime) -> None:
        while weed_some(self.world, self.weeded, now, few=0):
            pass

    def say(self) -> None:
        of = self.chance.choice(list(self.world.catalog.tasks()))
        new = self._new(of)
        kept = [tx.reports.add(new) for tx in self.both]
        assert kept[0] and kept[0] == kept[1]
        self.log.append(kept[0])

    def _new(self, of: Task) -> NewReport:
        chance, kind = self.chance, self.chance.choice(KINDS)
        mine = [r for r in self.log if r.task in of.refs and r.undoes is None]
        undone = {r.undoes for r in self.log}
        live = [r for r in mine if r.id not in undone]
        more: dict[str, Any] = {}
        if kind is ReportKind.UNDO and live:
            more["undoes"] = chance.choice([*live[-3:], *live[-3:], *live[-3:], chance.choice(live)]).id
        elif kind is ReportKind.UNDO:
            kind = ReportKind.NOTE
        if kind in OF:
            right = [r for r in live if r.kind in OF[kind]]
            if near := [*right[-2:], *right[-2:], *live[-1:], *([chance.choice(live)] if live else [])]:
                more["decides"] = chance.choice(near).id
            elif kind is not ReportKind.GRANT:
                kind = ReportKind.NOTE
        if kind is ReportKind.PROGRESS:
            more |= {"state": chance.choice(STATES), "percent": chance.choice((None, None, 30, 60))}
        if kind in (ReportKind.EXTENSION, ReportKind.GRANT):
            more["asked_until"] = self.now.date() + timedelta(days=chance.randrange(60))
        if of.deadline.due is None and of.deadline.every is None and "asked_until" in more:
            kind, more = ReportKind.NOTE, {}
        share = kind in (ReportKind.PROGRESS, ReportKind.NOTE, ReportKind.CLAIM) and chance.random() < 0.2
        late = chance.choice((timedelta(), timedelta(), timedelta(), timedelta(days=chance.randrange(40))))
        kept_at: datetime | None = self.now
        if chance.random() < 0.02:  # by a clock set wrong
            kept_at = self.now - timedelta(days=50)
        elif chance.random() < 0.02:  # by an earlier version
            kept_at = None
        number = len(self.log) + 1
        return NewReport(
            key=f"in:{number}:1",
            task=of.ref,
            kind=kind,
            at=self.now - late,
            kept_at=kept_at,
            user_id=OFFICIAL,
            user_name="Cán bộ",
            unit=BUILDING if share else chance.choice((of.owner, of.owner, None)),
            part=Share.SUPPORT if share else Share.OWNER,
            note=chance.choice(("", f"vướng {number}", f"đang làm {number}")),
            period=chance.choice((None, None, None, self._period())),
            **more,
        )

    def _period(self) -> date:
        return self.now.date() + timedelta(days=self.chance.randrange(-100, 40))

    def differences(self) -> Iterator[tuple[str, Any, Any]]:
        """What is told otherwise of the weeded database, by its name."""
        now = self.now + self.chance.choice((timedelta(), timedelta(days=1), timedelta(days=50)))
        past = self.chance.choice([r.known_at for r in self.log]) if self.log else now
        past = past.astimezone(ZONE)
        seed = self.chance.random()
        sides = [told(tx, self.world, now, past, self.log, Random(seed)) for tx in self.both]
        for (name, one), (_, other) in zip(*sides, strict=True):
            if one != other:
                yield f"{name} on {now}", one, other


def told(
    tx: Transaction, world: World, now: datetime, past: datetime, log: Sequence[Report], chance: Random
) -> Iterator[tuple[str, Any]]:
    """Everything that is told, by its name."""
    view = View(world, tx, now)
    plan = world.catalog.plans["p"]
    for name, of in (("now", view), ("then", view.back_at(past)), ("day", view.back_to(past.date()))):
        stands = of.world.catalog.plans["p"]
        yield f"standings {name}", of.standings(stands.tasks)
        for since in (now - WEEK, past):
            yield f"digest {name}", of.digest(stands, since=since)
    yield "recounted", view.recounted("p", past)
    before = view.recounted("p", now - WEEK)
    yield "compared", view.digest(plan, since=now - WEEK, before=before)
    yield "questions", unanswered(view.reports(plan.tasks), view.today, world.days, ZONE, 0)
    yield "picture", plan_figures(view, "p", None, view.reports).picture()
    yield "paper", plan_figures(view, "p", None)
    for unit in UNITS:
        standings = view.standings(world.catalog.tasks())
        yield "calendar", calendar_of(unit, world.catalog, standings, world.days, now, world.texts, "")
        yield "agenda", view.agenda([unit], view.today, view.today - WEEK)
    for report in log[-4:]:
        if about := world.catalog.task(report.task):
            known = view.reports([about], report.known_at)
            yield f"put back {report.id}", view.put_back(about, known, report)
    for chat, subject in chance.sample(list(shown(view, past, log, chance)), 12):
        made = render(world, row_of(chat, subject, now), tx, now)
        told = (made.message, made.subject) if isinstance(made, Rendered) else made
        yield f"{type(subject).__name__} {subject}", told


def shown(view: View, past: datetime, log: Sequence[Report], chance: Random) -> Iterator[tuple[int, Subject]]:
    """What chats may be sent, and by whom it is read."""
    today, plan = view.today, view.world.catalog.plans["p"]
    refs: tuple[TaskRef, ...] = tuple(each.ref for each in plan.tasks)
    for week_ago in (None, view.now - WEEK):
        yield LEADER, subjects.Progress(plan="p", week_ago=week_ago)
        yield LEADER, subjects.Figures(plan="p", week_ago=week_ago, by="f", what="-", page=0)
    yield LEADER, subjects.Progress(plan="p", on=past.date())
    yield GROUP, subjects.Digest(plan="p", week=monday(view.now))
    for figure in chance.sample(list(Figure), 4):
        yield LEADER, subjects.Figures(plan="p", by="f", what=figure.value, page=0)
    for ref in refs:
        yield OFFICIAL, subjects.Card(tasks=(ref,))
    yield SECRETARY, subjects.Card(tasks=(chance.choice(refs),), detail=True)
    for chat in (OFFICIAL, OTHER, HEAD, LEADER):
        yield chat, subjects.Tasks(user=chat)
    for chat, unit in ((OFFICIAL, FINANCE), (OTHER, BUILDING)):
        yield chat, subjects.Agenda(on=today, since={unit: today - WEEK})
        yield chat, subjects.Calendar(unit=unit)
    for chat in (HEAD, LEADER):
        yield chat, subjects.Escalation(on=today, all=refs)
    yield SECRETARY, subjects.Morning(on=today)
    yield SECRETARY, subjects.Pending(of=("result", "request"))
    yield SECRETARY, subjects.Readiness()
    for report in (*log[-3:], *(chance.sample(log, 3) if len(log) > 3 else ())):
        of = {"tasks": (report.task,), "report": report.id}
        yield OFFICIAL, subjects.Receipt(tasks=(report.task,), reports=(report.id,))
        match report.kind:
            case ReportKind.PROGRESS:
                yield SECRETARY, subjects.Result(**of)
            case ReportKind.EXTENSION:
                yield SECRETARY, subjects.Request(**of)
            case ReportKind.QUESTION:
                yield SECRETARY, subjects.Question(**of)
            case ReportKind.NOT_OURS:
                yield SECRETARY, subjects.Disputed(**of)


def row_of(chat: int, subject: Subject, now: datetime) -> Delivery:
    return Delivery(
        key="k",
        chat_id=chat,
        priority=Priority.ANSWER,
        subject=subject,
        id=1,
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now,
    )
