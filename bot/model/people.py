"""Who the bot knows: invited accounts and groups, and what each may see."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What a linked Telegram account or group is to the committee."""

    OFFICIAL = "official"
    SECRETARY = "secretary"
    LEADER = "leader"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """A right to link once, before `expires_at`: a unit for an official, a plan for the others."""

    role: Role
    unit: str | None
    plan: str | None
    post: str | None
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A chat bound to a role: an official's to a unit and post, the others' to a plan.

    `user_id` is null for a group. `planned_through` is the last day whose rungs this chat was told of;
    `unreachable_since` the moment it was first found that it can't be written to.
    """

    id: int
    role: Role
    chat_id: int
    user_id: int | None
    name: str
    unit: str | None
    plan: str | None
    post: str | None
    linked_at: datetime
    planned_through: date | None = None
    unreachable_since: datetime | None = None


class InviteFault(StrEnum):
    """Why a code links nobody."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
