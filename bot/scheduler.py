"""What runs when: a handful of clock ticks, each calling one function that takes `now`."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.model.agenda import Times

NIGHT = time(3, 10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A name, a trigger and what it calls; `moment`: something becomes due just then."""

    name: str
    trigger: BaseTrigger
    work: Callable[[], Awaitable[None]]
    moment: bool


def ticks(
    times: Times,
    digests: Collection[time],
    zone: tzinfo,
    *,
    passes: Callable[[], Awaitable[None]],
    upkeep: Callable[[], Awaitable[None]],
) -> tuple[Tick, ...]:
    """The ticks of one bot; `digests` are the hours at which some plan's digest goes out.

    The passes also run every minute: a pass that finds nothing costs nothing, and after an outage or a
    jump of the clock the next minute catches up.
    """

    def daily(at: time) -> CronTrigger:
        return CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=zone)

    return (
        Tick(name="agenda", trigger=daily(times.agenda), work=passes, moment=True),
        *(
            Tick(name=f"digest {at:%H:%M:%S}", trigger=daily(at), work=passes, moment=True)
            for at in sorted(set(digests))
        ),
        Tick(name="catch-up", trigger=CronTrigger(second=5, timezone=zone), work=passes, moment=False),
        Tick(name="upkeep", trigger=daily(NIGHT), work=upkeep, moment=False),
    )


def schedule(all_ticks: tuple[Tick, ...], zone: tzinfo) -> AsyncIOScheduler:
    """An APScheduler that holds the ticks, not yet started; a missed tick runs once, however late."""
    scheduler = AsyncIOScheduler(timezone=zone)
    renew(scheduler, all_ticks)
    return scheduler


def renew(scheduler: AsyncIOScheduler, all_ticks: tuple[Tick, ...]) -> None:
    """Put these ticks in the place of those the scheduler holds."""
    scheduler.remove_all_jobs()
    for tick in all_ticks:
        scheduler.add_job(
            tick.work,
            tick.trigger,
            id=tick.name,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )


def next_moment(all_ticks: tuple[Tick, ...], after: datetime) -> tuple[datetime, tuple[Tick, ...]] | None:
    """The next moment at which something becomes due, and the ticks that fire then."""
    fires = [(t.trigger.get_next_fire_time(after, after), t) for t in all_ticks if t.moment]
    moments = [at for at, _ in fires if at is not None]
    if not moments:
        return None
    first = min(moments)
    return first, tuple(t for at, t in fires if at == first)
