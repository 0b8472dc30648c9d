"""Invitations: a code in the database, and the link of the bot that carries it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from bot.access import codes
from bot.clock import SystemClock
from bot.model.people import Invite, Role
from bot.model.say import Mistake, say
from bot.settings import Settings
from bot.store.facts import BOT_NAME
from bot.store.store import Store
from bot.telegram import client


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeInvite:
    """An invitation as a link to send."""

    link: str
    code: str
    expires_at: datetime


async def invite(
    settings: Settings,
    role: Role,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
    replaces: int | None = None,
    stands_in: tuple[date, date] | None = None,
    made_by: int | None = None,
) -> MadeInvite:
    """A new invitation, kept in the database and good for one use."""
    now = SystemClock(settings.zone).now()
    with closing(Store.open(settings.database_url)) as store:
        name = await _bot_name(settings, store)
        return make_invite(
            store,
            name,
            role,
            now,
            unit=unit,
            plan=plan,
            post=post,
            replaces=replaces,
            stands_in=stands_in,
            made_by=made_by,
        )


async def invite_officials(settings: Settings, units: Sequence[str]) -> list[MadeInvite]:
    """An invitation for an official of each of these units."""
    now = SystemClock(settings.zone).now()
    with closing(Store.open(settings.database_url)) as store:
        name = await _bot_name(settings, store)
        return [make_invite(store, name, Role.OFFICIAL, now, unit=unit) for unit in units]


def make_invite(
    store: Store,
    bot_name: str,
    role: Role,
    now: datetime,
    *,
    unit: str | None = None,
    plan: str | None = None,
    post: str | None = None,
    replaces: int | None = None,
    stands_in: tuple[date, date] | None = None,
    made_by: int | None = None,
) -> MadeInvite:
    """An invitation; `replaces` names the link it ends, `stands_in` a deputy's first and last day,
    `made_by` the link it ends with."""
    code = codes.new_code()
    start, end = stands_in or (None, None)
    made = Invite(
        role=role,
        unit=unit,
        plan=plan,
        post=post,
        expires_at=codes.expiry(now),
        replaces=replaces,
        valid_from=start,
        valid_to=end,
        made_by=made_by,
    )
    with store.transaction() as tx:
        tx.invites.add(code, made, now)
    link = codes.deep_link(bot_name, role, code)
    return MadeInvite(link=link, code=code, expires_at=made.expires_at)


async def _bot_name(settings: Settings, store: Store) -> str:
    """The bot's username, from Telegram, or as it was at the last run."""
    with store.transaction(read_only=True) as tx:
        known = tx.facts.get(BOT_NAME)
    try:
        return await client.bot_name(settings.telegram)
    except client.Unanswered as error:
        if known is None:
            raise Mistake(say("cli.no_telegram", reason=error)) from None
        return known
