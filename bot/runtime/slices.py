"""The long passes in several transactions: whoever answers meanwhile is not kept waiting for all of one."""

from collections.abc import Callable
from datetime import datetime

from bot.delivery import passes
from bot.delivery.digests import AT_ONCE, Next, digest_week
from bot.messages.view import World
from bot.model.agenda import Times
from bot.store.store import Store


async def agendas(store: Store, world: World, times: Times, now: datetime, posted: Callable[[], None]) -> int:
    """How many agendas were added; `posted` is called whenever some were."""
    added, after = 0, None
    while True:
        # mypy can't infer a lambda whose default binds the loop's value.
        more, after = await store.write(
            lambda tx, after=after: passes.plan_some(world, times, tx, now, after)  # type: ignore[misc]
        )
        added += more
        if more:
            posted()
        if after is None:
            return added


async def digests(store: Store, world: World, times: Times, now: datetime) -> tuple[int, Next]:
    """How many rows of digests were added, and when each plan's next one goes out."""
    plans, added, following = [*world.catalog.plans.values()], 0, dict[str, datetime]()
    for first in range(0, len(plans), AT_ONCE):
        some = plans[first : first + AT_ONCE]
        more, moments = await store.write(
            lambda tx, some=some: digest_week(world, times, tx, now, some)  # type: ignore[misc]
        )
        added += more
        following |= moments
    return added, following


async def pruned(store: Store, now: datetime) -> None:
    """Forget what is long done."""
    while await store.write(lambda tx: passes.prune(tx, now)):
        pass
