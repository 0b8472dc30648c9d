"""The command that makes invitations to print; the last line printed is the file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, PlanId, catalog_of, require_free, speaking, write_file
from bot.cli.terminal import tell
from bot.messages.notices.readiness import lacking
from bot.messages.snapshot import snapshot
from bot.papers.cards import invitations
from bot.papers.paper import cards_name
from bot.telegram.invitations import invite_officials


def cards(
    plan: PlanId,
    everyone: Annotated[bool, typer.Option("--all", help="option_all_units")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="option_out")] = None,
    config: Config = None,
) -> None:
    """A Word file with a card for each unit of a plan that nobody answers for, or for all of them."""
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings, plan=plan)
        found = catalog.plans[plan]
        if everyone:
            units = list(dict.fromkeys(task.owner for task in found.tasks))
        else:
            with snapshot(settings, catalog) as view:
                units = list(lacking(view, found).units)
        if not units:
            tell(texts.plain("invite.no_cards"))
            return
        place = out or Path(cards_name(found.number, texts))
        require_free(place)  # before anybody is invited: the cards of a former evening are still good
        made = asyncio.run(invite_officials(settings, units))
        until = made[0].expires_at.date()
        given = [(catalog.units[u].name, one.link) for u, one in zip(units, made, strict=True)]
        data = invitations(found.number, found.title, given, until, texts)
        file = write_file(place, data)
        tell(texts.plain("invite.made_cards", number=found.number, total=len(given), until=until))
        typer.echo(file)
