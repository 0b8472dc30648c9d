"""What a watchman should know: what the database says of itself, and what of it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.aside import known
from bot.model.say import Say
from bot.store.store import Transaction
from bot.web.pulse import Pulse

SILENT_POLL = timedelta(seconds=90)  # three long polls
SILENT_PASS = timedelta(minutes=3)  # passes run every minute
OLD_INBOX = timedelta(minutes=2)
OLD_OUTBOX = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauges:
    """What the database says of itself."""

    inbox: int
    oldest_inbox: datetime | None
    outbox: dict[str, int]
    next_due: datetime | None
    reports: int
    aside: list[tuple[bool, Say]]


def figures(tx: Transaction, bot_id: int) -> Gauges:
    count, oldest = tx.inbox.backlog(bot_id)
    return Gauges(
        inbox=count,
        oldest_inbox=oldest,
        outbox={state.value: n for state, n in tx.outbox.counts().items()},
        next_due=tx.outbox.next_due(),
        reports=len(tx.reports.of()),
        aside=known(tx),
    )


def wrong(pulse: Pulse, found: Gauges, now: datetime) -> Iterator[tuple[str, int]]:
    """What is wrong, as a key of the texts and an age in seconds; nothing for a process that stands by."""
    if not pulse.leads or pulse.since is None:
        return
    signs = (
        ("poll", (pulse.last_poll or pulse.since) if pulse.polls else None, SILENT_POLL),
        ("pass", pulse.last_pass or pulse.since, SILENT_PASS),
        ("inbox", found.oldest_inbox, OLD_INBOX),
        ("outbox", found.next_due, OLD_OUTBOX),
    )
    for name, moment, most in signs:
        if moment is not None and now - moment > most:
            yield f"health.{name}", int((now - moment).total_seconds())
