"""Commands that invite, hand over or name a deputy; the last line printed is the link to send."""

import asyncio
from datetime import date
from functools import partial
from typing import Annotated

import typer

from bot.cli.common import Config, PlanId, UnitId, catalog_of, day_of, speaking
from bot.cli.posts import links_of
from bot.cli.terminal import tell
from bot.model.people import Link, Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, say
from bot.planfile.fields import Field, Kind
from bot.planfile.values import Wrong, read_value
from bot.settings import Settings
from bot.telegram.invitations import invite as new_invite

HELD = (Role.OFFICIAL, Role.HEAD)


def official(
    unit: UnitId,
    post: Annotated[str | None, typer.Option("--post", help="option_post_official")] = None,
    config: Config = None,
) -> None:
    """For somebody who answers for a unit's tasks."""
    _make(config, Role.OFFICIAL, unit=unit, post=post)


def head(
    unit: UnitId,
    post: Annotated[str | None, typer.Option("--post", help="option_post_head")] = None,
    config: Config = None,
) -> None:
    """For the head of a unit, told when its tasks are overdue and nobody speaks of them."""
    _make(config, Role.HEAD, unit=unit, post=post)


def secretary(
    plan: Annotated[str | None, typer.Option("--plan", help="option_plan")] = None,
    new_plan: Annotated[str | None, typer.Option("--new-plan", help="option_new_plan")] = None,
    config: Config = None,
) -> None:
    """For the secretary of a plan, or of one that she is to make in the chat."""
    if (plan is None) == (new_plan is None):
        with speaking(config):
            raise Mistake(say("cli.plan_or_new"))
    _make(config, Role.SECRETARY, plan=plan, new_plan=new_plan)


def leader(plan: PlanId, config: Config = None) -> None:
    """For a leader who follows a plan."""
    _make(config, Role.LEADER, plan=plan)


def group(
    plan: Annotated[str | None, typer.Option("--plan", help="option_plan_digest")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="option_unit_reminders")] = None,
    config: Config = None,
) -> None:
    """For the committee's group, which gets the weekly digest, or a unit's own, which gets its reminders."""
    _make(config, Role.GROUP, unit=unit, plan=plan)


def _make(
    config: Config,
    role: Role,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
    new_plan: str | None = None,
) -> None:
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings, unit=unit, plan=plan, bare=new_plan is not None)
        if new_plan:
            plan = _new_id(new_plan, catalog)
        if (unit is None) == (plan is None):
            raise Mistake(say("cli.unit_or_plan"))
        place = catalog.place(unit, plan)
        made = asyncio.run(new_invite(settings, role, unit=unit, plan=plan, post=post))
        told = {"until": made.expires_at.date(), "place": place, "post": post or ""}
        tell(texts.plain(f"cli.invite_{role.value}", **told))
        typer.echo(made.link)


def _new_id(id: str, catalog: Catalog) -> str:
    """The id of a plan that is still to be made."""
    if id in catalog.plans:
        raise Mistake(say("cli.plan_there", id=id))
    try:
        return str(read_value(Field(key="plan", kind=Kind.ID), id))
    except Wrong as wrong:
        raise Mistake(wrong.say) from None


def handover(
    unit: UnitId,
    post: Annotated[str | None, typer.Option("--post", help="option_post")] = None,
    link: Annotated[int | None, typer.Option("--link", help="option_link")] = None,
    deputy: Annotated[bool, typer.Option("--deputy", help="option_deputy")] = False,
    start: Annotated[str | None, typer.Option("--from", help="option_deputy_from")] = None,
    end: Annotated[str | None, typer.Option("--to", help="option_deputy_to")] = None,
    config: Config = None,
) -> None:
    """Hand a post over, or name a deputy; the last line printed is the link to send."""
    with speaking(config) as (settings, texts):
        catalog_of(settings, unit=unit)
        stands_in = _period(deputy, start, end)
        holder = _holder(settings, unit, post, link)
        role, post, replaces = holder.role, holder.post, None if stands_in else holder.id
        invited = partial(new_invite, unit=unit, post=post, replaces=replaces, stands_in=stands_in)
        made = asyncio.run(invited(settings, role, made_by=holder.id))
        told = {"name": holder.name, "post": post or unit, "until": made.expires_at.date()}
        if stands_in:
            tell(texts.plain("post.cli_deputy", start=stands_in[0], end=stands_in[1], **told))
        else:
            tell(texts.plain("post.cli_handover", **told))
        typer.echo(made.link)


def _period(deputy: bool, start: str | None, end: str | None) -> tuple[date, date] | None:
    if not deputy and (start or end):
        raise Mistake(say("post.cli_dates_alone"))
    if not deputy:
        return None
    if start and end:
        first, last = day_of("--from", start, first=True), day_of("--to", end)
        if first <= last:
            return first, last
    raise Mistake(say("post.cli_dates"))


def _holder(settings: Settings, unit: str, post: str | None, id: int | None) -> Link:
    """The one link that holds the post."""
    theirs = [x for x in links_of(settings) if x.unit == unit and x.role in HELD and not x.deputy]
    found = [x for x in theirs if (post is None or x.post == post) and (id is None or x.id == id)]
    if not found:
        posts = ", ".join(f"“{x.post or x.name}”" for x in theirs) or "–"
        raise Mistake(say("post.cli_no_post", unit=unit, found=post or id or "", known=posts))
    if len(found) > 1:
        raise Mistake(say("post.cli_many", people=[f"{x.id}: {x.name}" for x in found]))
    return found[0]
