"""What is known now, for commands that only look."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.clock import SystemClock
from bot.messages.classified import guarded
from bot.messages.view import View, World
from bot.model.plan import Catalog
from bot.schedule.calendar import working_days
from bot.settings import Settings
from bot.store.store import Store
from bot.texts import texts_in


def world_of(settings: Settings, catalog: Catalog) -> World:
    """What messages are made from, out of configuration and plans."""
    return World(
        catalog=guarded(catalog),
        days=working_days(**dict(settings.calendar)),
        texts=texts_in(settings.language),
        zone=settings.zone,
        digest=settings.digest_rules,
    )


@contextmanager
def snapshot(settings: Settings, catalog: Catalog) -> Iterator[View]:
    """The world and the log as they stand; without a database yet, nothing is reported."""
    now = SystemClock(settings.zone).now()
    store = Store.open_existing(settings.database_url)
    with closing(store) if store else Store.scratch() as opened, opened.transaction(read_only=True) as tx:
        yield View(world_of(settings, catalog), tx, now)
