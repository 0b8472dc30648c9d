"""Commands about who is linked to what."""

from contextlib import closing
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.common import Config, catalog_of, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.model import subjects
from bot.model.message import NewDelivery, Priority
from bot.model.people import Link, Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.planfile.catalog import load
from bot.settings import Settings, cache_folder
from bot.store.store import Store, Transaction
from bot.texts import Texts, day


def links_of(settings: Settings) -> list[Link]:
    with closing(Store.open(settings.database_url)) as store, store.transaction(read_only=True) as tx:
        return tx.links.all()


def links(config: Config = None) -> None:
    """Who is linked to what, each link with its number."""
    from bot.cli.screen import show_table  # rich: `invite` reads the links and shows no table

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
    """End a link at once; what was reported through it is kept. Whom it concerns hears of it."""
    with speaking(config) as (settings, texts):
        catalog = load([settings.plans], cache_folder()).catalog  # also while a plan doesn't parse
        with closing(Store.open(settings.database_url)) as store, store.transaction() as tx:
            link = tx.links.get(id)
            if link is None:
                raise Mistake(say("post.cli_no_link", id=id))
            now = SystemClock(settings.zone).now()
            for ended in (link, *tx.links.end(id, now)):
                _tell_of(ended, tx, catalog, now)
        tell(texts.plain("post.cli_unlinked", id=id, name=link.name))


def _tell_of(link: Link, tx: Transaction, catalog: Catalog, now: datetime) -> None:
    """Who held it is told, as by a secretary in the chat, and the secretaries of its plans."""
    from bot.messages.notices.unreached import (
        plans_of,  # and all messages are made of: a list of links needs none
    )

    place = catalog.place(link.unit, link.plan)
    values = {
        "id": link.id,
        "role": link.role.value,
        "post": link.post or "",
        "place": place,
        "name": link.name,
    }
    theirs = [x for plan in plans_of(catalog, link) for x in tx.links.all(role=Role.SECRETARY, plan=plan)]
    told = {x.chat_id: ("post.ended_by_operator", None) for x in theirs}
    for chat, (key, thread) in (told | {link.chat_id: ("post.ended", link.thread_id)}).items():
        row = NewDelivery(
            key=f"ended:{link.id}:{chat}",
            chat_id=chat,
            priority=Priority.ANSWER,
            subject=subjects.Notice(key=key, values=values),
            thread_id=thread,
        )
        tx.outbox.add(row, now)
