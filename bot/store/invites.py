"""Invites: a right to link once. Only a code's hash is kept, so a stolen database opens nothing."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from bot.model.people import Invite, InviteFault
from bot.store.rows import Rows
from bot.store.tables import invite_failures, invites


class Invites(Rows[Invite], table=invites, kind=Invite):
    """The invitations given out, and the tries that failed."""

    def add(self, code: str, invite: Invite, now: datetime) -> None:
        self._add(self._row(invite) | {"code_hash": _hash(code), "made_at": now})

    def find(self, code: str, now: datetime) -> Invite | InviteFault:
        """What a code would open, or why it opens nothing; it is not used up."""
        row = self._found(code)
        return self._value(row) if row and not row["used_at"] and row["expires_at"] > now else _fault(row)

    def use(self, code: str, now: datetime, user_id: int) -> Invite | InviteFault:
        """Use up a code, or say why it can't be used. Of two at once, one update finds the code unused."""
        here = invites.c.code_hash == _hash(code)
        free = here & invites.c.used_at.is_(None) & (invites.c.expires_at > now)
        taken = self._change(free, used_at=now, used_by=user_id) == 1
        row = self._found(code)
        return self._value(row) if row and taken else _fault(row)

    def _found(self, code: str) -> Mapping[str, Any] | None:
        found = select(invites).where(invites.c.code_hash == _hash(code))
        row = self._connection.execute(found).one_or_none()
        return row._asdict() if row else None

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


def _fault(row: Mapping[str, Any] | None) -> InviteFault:
    if row is None:
        return InviteFault.UNKNOWN
    return InviteFault.USED if row["used_at"] else InviteFault.EXPIRED


def _hash(code: str) -> str:
    # Codes are long and random, so a plain hash can't be searched for; salt and stretching add nothing.
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
