"""Commands about who does what: the table of rights, the links, and posts that change hands."""

import asyncio
from datetime import date
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.common import Config, UnitId, catalog_of, day_of, known, speaking
from bot.clock import SystemClock
from bot.conversation.commands import COMMANDS
from bot.conversation.linking import place_of
from bot.conversation.permissions import TABLE, Deed, Where
from bot.inviting import invite as new_invite
from bot.model.people import Link, Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.settings import Settings
from bot.store.store import Store
from bot.texts import Texts, day

app = typer.Typer()
HELD = (Role.OFFICIAL, Role.HEAD)
YES, NO = "✓", "–"
WIDEST, WIDE = 24, 110  # letters: three commands; a table that rich would cut rather than wrap


@app.command()
def roles(config: Config = None) -> None:
    """Who may do what where: the table that every command and button is checked against."""
    with speaking(config) as (_, texts):
        names = (*Role, "stranger", "column_where")
        table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
        table.add_column(texts.plain("role.column_deed"), min_width=WIDEST)
        for name in names:
            table.add_column(texts.plain(f"role.{name}"))
        for deed in Deed:
            table.add_row(*_row(deed, texts))
        Console(width=max(WIDE, Console().width)).print(table)
        typer.echo(texts.plain("role.legend"))


def _row(deed: Deed, texts: Texts) -> list[str]:
    rule = TABLE[deed]
    words = " ".join(f"/{c.word(texts.language)}" for c in COMMANDS if c.deed is deed)
    own = [rule.reach.get(role) for role in Role]
    reaches = [YES if rule.anyone else texts.plain(f"role.reach_{r}") if r else NO for r in own]
    places = texts.plain(f"role.where_{max(rule.where, key=list(Where).index)}")
    what = f"{texts.plain(f'role.deed_{deed}')}\n{words}".rstrip()
    return [what, *reaches, YES if rule.anyone else NO, places]


@app.command()
def links(config: Config = None) -> None:
    """Who is linked to what, each link with its number."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        names = ("id", "role", "place", "post", "name", "since", "until")
        table = Table(*(texts.plain(f"post.column_{name}") for name in names))
        for link in _links(settings):
            table.add_row(*_cells(link, catalog, settings, texts))
        Console().print(table)


def _cells(link: Link, catalog: Catalog, settings: Settings, texts: Texts) -> list[str]:
    since = link.valid_from or link.linked_at.astimezone(settings.zone).date()
    until = day(link.valid_to) if link.valid_to else ""
    place = place_of(catalog, link.unit, link.plan)
    role = texts.plain(f"role.{link.role}")
    return [str(link.id), role, place, link.post or "", link.name, day(since), until]


@app.command()
def handover(
    unit: UnitId,
    post: Annotated[str | None, typer.Option("--post", help="The post, as its invitation named it.")] = None,
    link: Annotated[int | None, typer.Option("--link", help="Number of a link (dunghan links).")] = None,
    deputy: Annotated[bool, typer.Option("--deputy", help="Somebody stands in from a day to a day.")] = False,
    start: Annotated[str | None, typer.Option("--from", help="A deputy's first day.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="A deputy's last day.")] = None,
    config: Config = None,
) -> None:
    """Hand a post over, or name a deputy; the last line printed is the link to send."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        stands_in = _period(deputy, start, end)
        holder = _holder(settings, unit, post, link)
        made = asyncio.run(
            new_invite(
                settings,
                holder.role,
                unit=unit,
                post=holder.post,
                replaces=None if stands_in else holder.id,
                stands_in=stands_in,
            )
        )
        told = {"name": holder.name, "post": holder.post or unit, "until": made.expires_at.date()}
        if stands_in:
            typer.echo(texts.plain("post.cli_deputy", start=stands_in[0], end=stands_in[1], **told))
        else:
            typer.echo(texts.plain("post.cli_handover", **told))
        typer.echo(made.link)


def _period(deputy: bool, start: str | None, end: str | None) -> tuple[date, date] | None:
    if not deputy:
        if start or end:
            raise Mistake(say("post.cli_dates_alone"))
        return None
    if not (start and end):
        raise Mistake(say("post.cli_dates"))
    first, last = day_of("--from", start, first=True), day_of("--to", end)
    if first > last:
        raise Mistake(say("post.cli_dates"))
    return first, last


def _holder(settings: Settings, unit: str, post: str | None, id: int | None) -> Link:
    """The one link that holds the post."""
    theirs = [x for x in _links(settings) if x.unit == unit and x.role in HELD and not x.deputy]
    found = [x for x in theirs if (post is None or x.post == post) and (id is None or x.id == id)]
    if not found:
        posts = ", ".join(f"“{x.post or x.name}”" for x in theirs) or "–"
        raise Mistake(say("post.cli_no_post", unit=unit, found=post or id or "", known=posts))
    if len(found) > 1:
        raise Mistake(say("post.cli_many", people=[f"{x.id}: {x.name}" for x in found]))
    return found[0]


@app.command()
def unlink(
    id: Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the link (dunghan links).")],
    config: Config = None,
) -> None:
    """End a link at once; what was reported through it is kept."""
    with speaking(config) as (settings, texts):
        name = _end(settings, id)
        typer.echo(texts.plain("post.cli_unlinked", id=id, name=name))


def _links(settings: Settings) -> list[Link]:
    store = Store.open(settings.database_url)
    try:
        with store.transaction(read_only=True) as tx:
            return tx.links.all()
    finally:
        store.close()


def _end(settings: Settings, id: int) -> str:
    store = Store.open(settings.database_url)
    try:
        with store.transaction() as tx:
            link = tx.links.get(id)
            if link is None:
                raise Mistake(say("post.cli_no_link", id=id))
            tx.links.end(id, SystemClock(settings.zone).now())
            return link.name
    finally:
        store.close()
