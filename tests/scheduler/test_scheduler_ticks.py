"""A handful of ticks: one for agendas, one for each hour at which some plan's digest goes out."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.model.agenda import Times
from bot.scheduler import Tick, next_moment, renew, schedule, ticks

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


async def nothing() -> None:
    """What these ticks call."""


def made(*digests: time) -> tuple[Tick, ...]:
    return ticks(Times(), digests, ZONE, passes=nothing, upkeep=nothing)


def test_plans_with_the_same_hour_share_a_tick() -> None:
    names = [tick.name for tick in made(time(16), time(7, 30), time(16)) if tick.moment]
    assert names == ["agenda", "digest 07:30:00", "digest 16:00:00"]


def test_the_next_moment_is_the_nearest_of_all_plans() -> None:
    found = next_moment(made(time(16), time(9)), datetime(2026, 3, 20, 8, tzinfo=ZONE))
    assert found is not None
    assert (found[0].hour, [tick.name for tick in found[1]]) == (9, ["digest 09:00:00"])


async def test_changed_plans_renew_the_ticks_of_a_running_scheduler() -> None:
    scheduler = schedule(made(time(7, 30)), ZONE)
    scheduler.start(paused=True)
    try:
        renew(scheduler, made(time(16, 5)))
        assert {job.id for job in scheduler.get_jobs()} == {
            "agenda",
            "digest 16:05:00",
            "catch-up",
            "upkeep",
        }
    finally:
        scheduler.shutdown(wait=False)
