"""Commands about who is linked to what."""

from contextlib import closing
from typing import Annotated

import typer

from bot.cli.common import Config, catalog_of, speaking
from bot.cli.screen import show_table
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.model.people import Link
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.settings import Settings
from bot.store.store import Store
from bot.texts import Texts, day


def links_of(settings: Settings) -> list[Link]:
    with closing(Store.open(settings.database_url)) as store, store.transaction(read_only=True) as tx:
        return tx.links.all()


def links(config: Config = None) -> None:
    """Who is linked to what, each link with its number."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        names = ("id", "role", "place", "post", "name", "since", "until")
        columns = [texts.plain(f"post.column_{name}") for name in names]
        show_table(columns, [_cells(link, catalog, settings, texts) for link in links_of(settings)])


def _cells(link: Link, catalog: Catalog, settings: Settings, texts: Texts) -> list[str]:
    since = link.valid_from or link.linked_at.astimezone(settings.zone).date()
    until = day(link.valid_to) if link.valid_to else ""
    place = catalog.place(link.unit, link.plan)
    role = texts.plain(f"role.{link.role}")
    return [str(link.id), role, place, link.post or "", link.name, day(since), until]


def unlink(
    id: Annotated[int, typer.Argument(metavar="NUMBER", help="argument_link")],
    config: Config = None,
) -> None:
    """End a link at once; what was reported through it is kept."""
    with speaking(config) as (settings, texts):
        with closing(Store.open(settings.database_url)) as store, store.transaction() as tx:
            link = tx.links.get(id)
            if link is None:
                raise Mistake(say("post.cli_no_link", id=id))
            tx.links.end(id, SystemClock(settings.zone).now())
        tell(texts.plain("post.cli_unlinked", id=id, name=link.name))
