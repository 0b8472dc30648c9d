"""Who is linked, for the commands that name somebody."""

from contextlib import closing

from bot.model.people import Link
from bot.settings import Settings
from bot.store.store import Store


def links_of(settings: Settings) -> list[Link]:
    with closing(Store.open(settings.database_url)) as store, store.transaction(read_only=True) as tx:
        return tx.links.all()
