"""What would be sent on some days, exactly as rendered, and why: the passes over a scratch database."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from itertools import chain

from bot.delivery.digests import digest_week
from bot.delivery.escalation import escalate
from bot.delivery.mornings import brief
from bot.delivery.passes import plan_day
from bot.messages.found import Found
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import View, World
from bot.model.agenda import AgendaItem, RungKind, Times
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.message import Delivery, Message, NewDelivery, OutboxKind, Priority, Subject
from bot.model.people import Link, Role
from bot.model.progress import NewReport, Report, Share
from bot.model.say import Say, say
from bot.model.subjects import Agenda, Digest, Escalation
from bot.model.target import NewTargetValue, TargetValue
from bot.schedule.weekly import WEEK
from bot.store.store import Transaction

MOST_ROWS = 100_000
LAST_MINUTE = time(23, 59)
WHY = {
    OutboxKind.DIGEST: "preview.why_digest",
    OutboxKind.MORNING: "preview.why_morning",
    OutboxKind.FILE: "preview.why_picture",
}
OF_UNITS = (Role.OFFICIAL, Role.HEAD)
OF_PLANS = (Role.GROUP, Role.LEADER, Role.SECRETARY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """One message to be: when, to whom (somebody of a unit, or of a plan), and why."""

    at: datetime
    to: Link
    kind: OutboxKind
    message: Message
    why: tuple[Say, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One row of the outbox as it would leave: when, what it says, and why."""

    at: datetime
    row: Delivery
    message: Message
    why: tuple[Say, ...]


def keep_reports(tx: Transaction, reports: Iterable[Report]) -> None:
    """The log copied into a scratch database, so that what is done already is not reminded of."""
    ids: dict[int | None, int] = {}
    for report in reports:
        values = {each.name: getattr(report, each.name) for each in fields(NewReport)}
        about = {"undoes": ids.get(report.undoes), "decides": ids.get(report.decides)}
        kept = tx.reports.add(NewReport(**values | about))
        if kept:
            ids[report.id] = kept.id


def keep_values(tx: Transaction, values: Iterable[TargetValue]) -> None:
    """What was reported towards targets, copied likewise; what was taken back is left out."""
    for value in History(values).live:
        tx.target_values.add(
            NewTargetValue(**{x.name: getattr(value, x.name) for x in fields(NewTargetValue)})
        )


def _keep_digest(tx: Transaction, digest: Digest, groups: Iterable[Link]) -> None:
    """A digest as if it had been sent to these groups: with its figures the next one is compared."""
    for group in groups:
        key, moment = f"said:{group.id}", digest.figures.at if digest.figures else None
        new = NewDelivery(key=key, chat_id=group.chat_id, priority=Priority.DIGEST, subject=digest)
        if moment and tx.outbox.add(new, moment) and (row := tx.outbox.by_key(key)):
            tx.outbox.claim(row.id, moment, digest)
            tx.outbox.sent(row.id, row.id, moment)


def preview(
    world: World,
    times: Times,
    tx: Transaction,
    first: date,
    last: date,
    unit: str | None = None,
    said: Iterable[Digest] = (),
) -> Iterator[Preview]:
    """Every message of these days, for one unit or all, as if all units were linked, everybody had been told
    all up to the day before `first`, and nothing more were reported. `said` are the digests sent last."""
    links = _linked(world, tx, first, unit)
    for digest in said:
        _keep_digest(tx, digest, [x for x in links.values() if (x.role, x.plan) == (Role.GROUP, digest.plan)])
    _settle(world, times, tx, first)
    for each in sendings(world, times, tx, moments(world, times, first, last)):
        row = each.row
        yield Preview(at=each.at, to=links[row.chat_id], kind=row.kind, message=each.message, why=each.why)


def sendings(world: World, times: Times, tx: Transaction, moments: Iterable[datetime]) -> Iterator[Sending]:
    """What these links would be sent at these moments if nothing more were reported; it counts as sent."""
    for moment in moments:
        found = Found(tx)
        plan_day(world, times, tx, moment, found)
        digest_week(world, times, tx, moment)
        escalate(world, times, tx, moment, found)
        brief(world, times, tx, moment)
        yield from _leave(View(world, tx, moment, found=found))


def _leave(view: View) -> Sequence[Sending]:
    """What is due, as it leaves. What the messages are made of is looked for together, and what became of
    them written at the end: none tells of what another one says at the same moment."""
    world, tx, moment = view.world, view.tx, view.now
    rows = tx.outbox.due(moment, MOST_ROWS)
    _look(view, {row.chat_id for row in rows})
    sent, skipped = list[tuple[Sending, Subject]](), dict[int, str]()
    for row in rows:
        rendered = render(world, row, tx, moment, view.found)
        if isinstance(rendered, Rendered):
            sending = Sending(at=moment, row=row, message=rendered.message, why=tuple(_why(view, row)))
            sent.append((sending, rendered.subject))  # the next digest is compared with this one
        else:
            skipped[row.id] = rendered.reason
    tx.outbox.played({sending.row.id: subject for sending, subject in sent}, skipped, moment)
    return [sending for sending, _ in sent]


def _look(view: View, chats: Collection[int]) -> None:
    """Finds the links of these chats, what they put off, and what was reported of their tasks: since before
    the last digest, where it was not kept from them longer than usual."""
    catalog, of_chat = view.world.catalog, view.found.links_of_chat.of(chats)
    view.found.put_off.of(chats)
    links = [link for chat in chats for link in of_chat[chat]]
    given = (catalog.given_to.get(unit, ()) for unit in {x.unit for x in links if x.unit})
    plans = [plan for id in {x.plan for x in links if x.plan} if (plan := catalog.plans.get(id))]
    tasks = {task.ref: task for task in chain(*given, *(plan.tasks for plan in plans))}.values()
    view.found.links_of_unit.of({unit for task in tasks for unit in (task.owner, *task.support)})
    view.found.links_of_plan.of(plan.id for plan in plans)
    view.found.values.of(plan.id for plan in plans)
    view.reports(tasks, view.now - 2 * WEEK)
    view.standings(tasks)


def _linked(world: World, tx: Transaction, first: date, unit: str | None) -> dict[int, Link]:
    """Somebody in every role at every unit, and for each plan unless one unit is asked about; by chat."""
    start = datetime.combine(first - timedelta(days=1), time(), tzinfo=world.zone)
    wanted: list[tuple[Role, str | None, str | None]] = [
        (role, each, None) for each in ([unit] if unit else world.catalog.units) for role in OF_UNITS
    ]
    if unit is None:
        wanted += [(role, None, plan) for plan in world.catalog.plans for role in OF_PLANS]
    made = {
        chat: Link(
            id=chat,
            role=role,
            chat_id=chat,
            user_id=None if role is Role.GROUP else chat,
            name=of_unit or plan or "",
            unit=of_unit,
            plan=plan,
            post=None,
            linked_at=start,
            planned_through=start.date(),
        )
        for chat, (role, of_unit, plan) in enumerate(wanted, 1)
    }
    tx.links.bring(made.values())
    return made


def _settle(world: World, times: Times, tx: Transaction, first: date) -> None:
    """What was due before the first day counts as sent: else its digest and escalations would come late."""
    eve = world.days.on_or_before(first - timedelta(days=1))
    moment = datetime.combine(eve, LAST_MINUTE, tzinfo=world.zone)
    digest_week(world, times, tx, moment)
    view = View(world, tx, moment)
    view.standings(world.catalog.tasks())
    escalate(world, times, tx, moment, view.found)
    before = {row.id: "before the preview" for row in tx.outbox.due(moment, MOST_ROWS)}
    tx.outbox.played({}, before, moment)


def moments(world: World, times: Times, first: date, last: date) -> Iterator[datetime]:
    """The moments at which something is planned, day by day."""
    digests = {world.digest_rules(plan).at for plan in world.catalog.plans.values()}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for at in sorted({times.agenda, *digests}):
            yield datetime.combine(day, at, tzinfo=world.zone)


def _why(view: View, row: Delivery) -> Iterator[Say]:
    if isinstance(row.subject, Escalation):
        yield from _silent(view, row.subject.all)
        return
    if not isinstance(row.subject, Agenda):
        yield say(WHY.get(row.kind, "preview.why_other"))
        return
    for unit, told in row.subject.since.items():
        agenda = view.agenda([unit], view.today, told, row.chat_id)
        for item in agenda.items if agenda else ():
            yield _rung(view, item)


def _silent(view: View, refs: Iterable[TaskRef]) -> Iterator[Say]:
    """Each task's oldest due date that was silently passed."""
    tasks = [task for ref in refs if (task := view.world.catalog.task(ref))]
    for ref, standing in view.standings(tasks).items():
        dues = [each.due for each in standing.overdue(view.today) if each.due]
        if dues:
            due = min(dues)
            yield say("preview.why_silent", code=ref.code, due=due, days=(view.today - due).days)


def _rung(view: View, item: AgendaItem) -> Say:
    rung = item.rung
    key = "due" if rung.kind is RungKind.BEFORE and not rung.days else rung.kind.value
    return say(
        f"preview.why_{key}",
        code=item.task.code,
        due=rung.due,
        aim=rung.aim,
        days=rung.days,
        support=item.part is Share.SUPPORT,
        late=rung.on if rung.on < view.today else None,
    )
