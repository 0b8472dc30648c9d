"""Commands that invite people and groups; the last line printed is the link to send."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, PlanId, UnitId, catalog_of, known, speaking
from bot.inviting import invite as new_invite
from bot.model.people import Role
from bot.model.say import Mistake, say

app = typer.Typer(no_args_is_help=True, help="Make an invitation; the last line printed is its link.")


@app.command("official")
def invite_official(
    unit: UnitId,
    post: Annotated[
        str | None, typer.Option("--post", help="The post, such as 'Trưởng phòng Kinh tế'.")
    ] = None,
    config: Config = None,
) -> None:
    """For somebody who answers for a unit's tasks."""
    _make(config, Role.OFFICIAL, unit=unit, post=post)


@app.command("head")
def invite_head(
    unit: UnitId,
    post: Annotated[
        str | None, typer.Option("--post", help="The post, such as 'Giám đốc Sở Xây dựng'.")
    ] = None,
    config: Config = None,
) -> None:
    """For the head of a unit, told when its tasks are overdue and nobody speaks of them."""
    _make(config, Role.HEAD, unit=unit, post=post)


@app.command("secretary")
def invite_secretary(plan: PlanId, config: Config = None) -> None:
    """For the secretary of a plan."""
    _make(config, Role.SECRETARY, plan=plan)


@app.command("leader")
def invite_leader(plan: PlanId, config: Config = None) -> None:
    """For a leader who follows a plan."""
    _make(config, Role.LEADER, plan=plan)


@app.command("group")
def invite_group(
    plan: Annotated[str | None, typer.Option("--plan", help="Plan id: the weekly digest.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Unit id: its daily reminders.")] = None,
    config: Config = None,
) -> None:
    """For the committee's group, which gets the weekly digest, or a unit's own, which gets its reminders."""
    _make(config, Role.GROUP, unit=unit, plan=plan)


def _make(
    config: Path | None,
    role: Role,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
) -> None:
    with speaking(config) as (settings, texts):
        catalog = catalog_of(settings)
        known(unit, catalog.units, "cli.unknown_unit")
        known(plan, catalog.plans, "cli.unknown_plan")
        if (unit is None) == (plan is None):
            raise Mistake(say("cli.unit_or_plan"))
        made = asyncio.run(new_invite(settings, role, unit=unit, plan=plan, post=post))
        typer.echo(texts.plain(f"cli.invite_{role.value}", until=made.expires_at.date()))
        typer.echo(made.link)
