"""Invites: a right to link once. Only a code's hash is kept, so a stolen database opens nothing."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select

from bot.model.people import Invite, InviteFault, Unused
from bot.store.rows import Rows
from bot.store.tables import invite_failures, invites, links

FREE = invites.c.used_at.is_(None) & invites.c.ended_at.is_(None)


class Invites(Rows[Invite], table=invites, kind=Invite):
    """The invitations given out, and the tries that failed."""

    def add(self, code: str, invite: Invite, now: datetime) -> None:
        self._add(self._row(invite) | {"code_hash": _hash(code), "made_at": now})

    def find(self, code: str, now: datetime) -> Invite | InviteFault:
        """What a code would open, or why it opens nothing; it is not used up."""
        found = select(invites).where(invites.c.code_hash == _hash(code))
        row = self._connection.execute(found).one_or_none()
        if row is None:
            return InviteFault.UNKNOWN
        if row.used_at:
            return InviteFault.USED
        if row.ended_at:
            return InviteFault.TAKEN_BACK
        hangs_on = links.c.id.in_([id for id in (row.made_by, row.replaces) if id is not None])
        if self._connection.scalar(select(links.c.id).where(hangs_on, _gone(now)).limit(1)) is not None:
            return InviteFault.VOID
        return self._value(row._asdict()) if row.expires_at > now else InviteFault.EXPIRED

    def use(self, code: str, now: datetime, user_id: int) -> Invite | InviteFault:
        """Use up a code, or say why it can't be used. Of two at once, one update finds the code unused."""
        found = self.find(code, now)
        if isinstance(found, InviteFault):
            return found
        free = (invites.c.code_hash == _hash(code)) & invites.c.used_at.is_(None)
        return found if self._change(free, used_at=now, used_by=user_id) == 1 else InviteFault.USED

    def take_back(self, made_by: Collection[int], now: datetime, *, deputies: bool) -> int:
        """End the open codes that these links made, for deputies or for successors; how many there were."""
        sort = invites.c.valid_to if deputies else invites.c.replaces
        open_ = FREE & (invites.c.expires_at > now)
        return self._change(open_, sort.is_not(None), invites.c.made_by.in_(made_by), ended_at=now)

    def unused(self, now: datetime) -> list[Unused]:
        """Those that nobody has used or taken back and whose maker still holds the post, the oldest first;
        expired ones too."""
        gone = select(links.c.id).where(_gone(now))
        made = (func.coalesce(column, 0).not_in(gone) for column in (invites.c.made_by, invites.c.replaces))
        chosen = select(invites).where(FREE, *made).order_by(invites.c.made_at, invites.c.code_hash)
        rows = (row._asdict() for row in self._connection.execute(chosen))
        return [Unused(key=row["code_hash"], invite=self._value(row)) for row in rows]

    def end(self, key: str, now: datetime) -> bool:
        """End the one of that key; whether it was still open."""
        return self._change(FREE, invites.c.code_hash == key, ended_at=now) == 1

    def note_failure(self, user_id: int, now: datetime) -> None:
        """Somebody tried a code that opened nothing."""
        self._connection.execute(insert(invite_failures).values(user_id=user_id, at=now))

    def failed_tries(self, user_id: int, since: datetime) -> int:
        """How many tries of theirs have failed from that moment on."""
        theirs = (invite_failures.c.user_id == user_id) & (invite_failures.c.at >= since)
        return self._connection.scalar(select(func.count()).where(theirs)) or 0

    def prune(self, before: datetime) -> int:
        """Forget tries that failed before that moment; how many there were."""
        return self._connection.execute(delete(invite_failures).where(invite_failures.c.at < before)).rowcount


def _gone(now: datetime) -> ColumnElement[bool]:
    """Links that give nothing any more."""
    return or_(links.c.ended_at.is_not(None), links.c.valid_to < now.date())


def _hash(code: str) -> str:
    # Codes are long and random, so a plain hash can't be searched for; salt and stretching add nothing.
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
