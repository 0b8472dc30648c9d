"""Who the bot knows: invited accounts and groups, and what each may see."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.deadline import TaskRef


class Role(StrEnum):
    """What a linked Telegram account or group is to the committee."""

    OFFICIAL = "official"
    HEAD = "head"
    SECRETARY = "secretary"
    LEADER = "leader"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """A right to link once, before `expires_at`: a unit for an official or a head, a plan for a
    secretary or a leader, either for a group.

    `replaces` is the id of the link that ends when this is used: the post is handed over. The dates
    bound the link of a deputy, both days within them. `made_by` is the link it was made by, or for: it is
    worth nothing once that one has ended, or the one it replaces.
    """

    role: Role
    unit: str | None
    plan: str | None
    post: str | None
    expires_at: datetime
    replaces: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    made_by: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unused:
    """An invitation that nobody has used, in time or not; its `key` names it and opens nothing."""

    key: str
    invite: Invite


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A chat bound to a role: an official's or a head's to a unit and post, the others' to a plan.

    `user_id` is null for a group. `planned_through` is the last day whose rungs this chat was told of;
    `changes_through` the last change it was told of (null: it is new); `unreachable_since` the moment it
    was first found that it can't be written to. A deputy's link has dates, gives no right outside them and
    ends with the link it was `made_by`; `thread_id` is a topic of a forum group.
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
    valid_from: date | None = None
    valid_to: date | None = None
    thread_id: int | None = None
    made_by: int | None = None
    changes_through: int | None = None

    @property
    def deputy(self) -> bool:
        """Whether it stands in for the post's holder, for a time."""
        return self.valid_to is not None

    @property
    def reached(self) -> bool:
        return self.unreachable_since is None

    def stands(self, day: date) -> bool:
        """Whether the link gives its rights on that day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class InviteFault(StrEnum):
    """Why a code links nobody."""

    UNKNOWN = "unknown"
    USED = "used"
    TAKEN_BACK = "taken_back"
    VOID = "void"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Snooze:
    """A chat's wish to hear of a task again on `until` and not before."""

    task: TaskRef
    chat_id: int
    user_name: str
    asked_on: date
    until: date


class Step(StrEnum):
    """Whom an overdue task that nobody speaks of is laid before."""

    UNIT_HEAD = "unit_head"
    LEADER = "leader"


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """One step taken for a task that was due on `due`; `told` names who was told, as people read it."""

    task: TaskRef
    due: date
    step: Step
    at: datetime
    told: str
