"""What a watchman should know: what the database says of itself, and what of it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.aside import known
from bot.model.people import Role
from bot.model.say import Say, say
from bot.store.store import Transaction
from bot.texts import day
from bot.web.pulse import Pulse

SILENT_POLL = timedelta(seconds=90)  # three long polls
SILENT_PASS = timedelta(minutes=3)  # passes run every minute
OLD_INBOX = timedelta(minutes=2)
OLD_OUTBOX = timedelta(minutes=15)
LOOKED = "healthz"  # the fact that says when the page last tried to write


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauges:
    """What the database says of itself."""

    inbox: int
    oldest_inbox: datetime | None
    outbox: dict[str, int]
    next_due: datetime | None
    reports: int  # the number of the newest one: the log only grows, and is not counted anew
    aside: list[tuple[bool, Say]]
    cut_off: list[str]  # groups that nothing reaches, by name


def figures(tx: Transaction, bot_id: int) -> Gauges:
    count, oldest = tx.inbox.backlog(bot_id)
    return Gauges(
        inbox=count,
        oldest_inbox=oldest,
        outbox={state.value: n for state, n in tx.outbox.counts().items()},
        next_due=tx.outbox.next_due(),
        reports=tx.reports.newest(),
        aside=known(tx),
        cut_off=sorted({x.name for x in tx.links.all(role=Role.GROUP) if x.unreachable_since}),
    )


def checked(tx: Transaction, bot_id: int, now: datetime) -> Gauges:
    """The figures, once a write has shown that the database takes one: a full disk reads well."""
    tx.facts.set(LOOKED, now.isoformat())
    return figures(tx, bot_id)


def wrong(pulse: Pulse, found: Gauges, now: datetime) -> Iterator[Say]:
    """What somebody must be woken for; nothing for a process that stands by."""
    if not pulse.leads or pulse.since is None:
        return
    if pulse.refused:
        yield say("health.token", day=day(pulse.refused), time=f"{pulse.refused:%H:%M}")
    signs = (
        ("poll", (pulse.last_poll or pulse.since) if pulse.polls else None, SILENT_POLL),
        ("pass", pulse.last_pass or pulse.since, SILENT_PASS),
        ("inbox", found.oldest_inbox, OLD_INBOX),
        ("outbox", found.next_due, OLD_OUTBOX),
    )
    for name, moment, most in signs:
        if moment is not None and now - moment > most:
            yield say(f"health.{name}", seconds=int((now - moment).total_seconds()))


def lasting(pulse: Pulse, found: Gauges) -> Iterator[Say]:
    """What waits for the secretary or the operator, while everybody else is served: no reason for 503."""
    if pulse.broken_plans:
        gone = pulse.broken_plans.say.key == "problems.no_file"
        yield say("health.no_plans" if gone else "health.plans", problem=pulse.broken_plans)
    if found.cut_off:
        yield say("health.groups", names=found.cut_off)
