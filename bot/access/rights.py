"""Who may do what where: one table, asked again at every press and command."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.people import Link, Role
from bot.model.plan import Plan, Target, Task


class Right(StrEnum):
    """What somebody may want to do with a task, a target, a plan or a post."""

    SEE = "see"
    REPORT = "report"
    ASSIST = "assist"
    DECIDE = "decide"
    WAIVE = "waive"
    ASK = "ask"
    ANSWER = "answer"
    DISPUTE = "dispute"
    TRANSFER = "transfer"
    DIRECT = "direct"
    SEEN = "seen"
    SNOOZE = "snooze"
    SEE_PROGRESS = "see_progress"
    SEE_TARGETS = "see_targets"
    SEE_CALENDAR = "see_calendar"
    REPORT_TARGET = "report_target"
    SEE_READINESS = "see_readiness"
    WRITE_PLAN = "write_plan"
    INVITE = "invite"
    HAND_OVER = "hand_over"
    DEPUTISE = "deputise"
    UNLINK = "unlink"
    LEAVE = "leave"
    HELP = "help"
    LINK = "link"


class Reach(StrEnum):
    """How far a role's right goes."""

    OWN = "own"  # tasks the unit owns, targets it reports
    SHARED = "shared"  # tasks the unit owns or supports
    PLAN = "plan"  # every task and target of the plan the link names, and the posts that answer for them
    SELF = "self"  # the own link


class Where(StrEnum):
    """Where it is done: a group that isn't linked is told how to link it and nothing else."""

    PRIVATE = "private"
    GROUP = "group"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of the table: where the right may be done, and by whom how far; `anyone`: by strangers too."""

    where: frozenset[Where]
    reach: Mapping[Role, Reach] = field(default_factory=dict)
    anyone: bool = False


PRIVATE = frozenset({Where.PRIVATE})
LINKED = frozenset({Where.PRIVATE, Where.GROUP})
ANYWHERE = frozenset(Where)
PEOPLE = (Role.OFFICIAL, Role.HEAD, Role.SECRETARY, Role.LEADER)

RIGHTS: Mapping[Right, Grant] = {
    Right.SEE: Grant(
        LINKED,
        {
            Role.OFFICIAL: Reach.SHARED,
            Role.HEAD: Reach.SHARED,
            Role.SECRETARY: Reach.PLAN,
            Role.LEADER: Reach.PLAN,
        },
    ),
    Right.REPORT: Grant(LINKED, {Role.OFFICIAL: Reach.OWN, Role.HEAD: Reach.OWN, Role.SECRETARY: Reach.PLAN}),
    Right.ASSIST: Grant(LINKED, {Role.OFFICIAL: Reach.SHARED, Role.HEAD: Reach.SHARED}),
    Right.DECIDE: Grant(LINKED, {Role.SECRETARY: Reach.PLAN}),
    Right.WAIVE: Grant(LINKED, {Role.SECRETARY: Reach.PLAN}),
    Right.ASK: Grant(LINKED, {Role.OFFICIAL: Reach.SHARED, Role.HEAD: Reach.SHARED}),
    Right.ANSWER: Grant(LINKED, {Role.SECRETARY: Reach.PLAN}),
    Right.DISPUTE: Grant(LINKED, {Role.OFFICIAL: Reach.OWN, Role.HEAD: Reach.OWN}),
    Right.TRANSFER: Grant(LINKED, {Role.SECRETARY: Reach.PLAN}),
    Right.DIRECT: Grant(LINKED, {Role.HEAD: Reach.OWN, Role.SECRETARY: Reach.PLAN, Role.LEADER: Reach.PLAN}),
    Right.SEEN: Grant(LINKED, {Role.OFFICIAL: Reach.OWN, Role.HEAD: Reach.OWN}),
    Right.SNOOZE: Grant(LINKED, {Role.OFFICIAL: Reach.SHARED}),
    Right.SEE_PROGRESS: Grant(
        LINKED, {Role.SECRETARY: Reach.PLAN, Role.LEADER: Reach.PLAN, Role.GROUP: Reach.PLAN}
    ),
    Right.SEE_TARGETS: Grant(
        LINKED,
        {
            Role.OFFICIAL: Reach.OWN,
            Role.HEAD: Reach.OWN,
            Role.SECRETARY: Reach.PLAN,
            Role.LEADER: Reach.PLAN,
            Role.GROUP: Reach.PLAN,
        },
    ),
    Right.SEE_CALENDAR: Grant(LINKED, {Role.OFFICIAL: Reach.SHARED, Role.HEAD: Reach.SHARED}),
    Right.REPORT_TARGET: Grant(
        LINKED, {Role.OFFICIAL: Reach.OWN, Role.HEAD: Reach.OWN, Role.SECRETARY: Reach.PLAN}
    ),
    Right.SEE_READINESS: Grant(PRIVATE, {Role.SECRETARY: Reach.PLAN}),
    Right.WRITE_PLAN: Grant(PRIVATE, {Role.SECRETARY: Reach.PLAN}),
    Right.INVITE: Grant(PRIVATE, {Role.SECRETARY: Reach.PLAN}),
    Right.HAND_OVER: Grant(PRIVATE, {**dict.fromkeys(PEOPLE, Reach.SELF), Role.SECRETARY: Reach.PLAN}),
    Right.DEPUTISE: Grant(PRIVATE, dict.fromkeys(PEOPLE, Reach.SELF)),
    Right.UNLINK: Grant(LINKED, {Role.SECRETARY: Reach.PLAN}),
    Right.LEAVE: Grant(PRIVATE, dict.fromkeys(PEOPLE, Reach.SELF)),
    Right.HELP: Grant(LINKED, dict.fromkeys(Role, Reach.SELF)),
    Right.LINK: Grant(ANYWHERE, anyone=True),
}


def allowed(right: Right, links: Iterable[Link], where: Where) -> bool:
    """Whether the links give the right at all, in that place; on which tasks, `may` says."""
    grant = RIGHTS[right]
    return where in grant.where and (grant.anyone or any(link.role in grant.reach for link in links))


def link_for(right: Right, task: Task, links: Iterable[Link]) -> Link | None:
    """The first link that allows the right on the task, or None."""
    return next((x for x in links if _allows(x, right, task.plan, task.owner, task.support)), None)


def may(right: Right, task: Task, links: Iterable[Link]) -> bool:
    return link_for(right, task, links) is not None


def tasks_open_to(right: Right, tasks: Iterable[Task], links: Iterable[Link]) -> list[Task]:
    """The tasks on which the links allow the right."""
    links = [link for link in links if link.role in RIGHTS[right].reach]
    return [task for task in tasks if may(right, task, links)] if links else []


def assists(task: Task, links: Iterable[Link]) -> bool:
    """Whether the links answer for a supporting unit's part alone."""
    links = tuple(links)
    return may(Right.ASSIST, task, links) and not may(Right.REPORT, task, links)


def reports(task: Task, links: Iterable[Link]) -> bool:
    """Whether the links may report on the task, for the owner or for a supporting unit."""
    links = tuple(links)
    return may(Right.REPORT, task, links) or may(Right.ASSIST, task, links)


def owns(task: Task, links: Iterable[Link]) -> bool:
    """Whether any of the links is the owner's own."""
    return any(link.unit == task.owner for link in links)


def group_sees(task: Task, links: Iterable[Link]) -> bool:
    """Whether a linked group may be shown the task: one of its plan, or of its unit's share."""
    units = (task.owner, *task.support)
    return any(x.plan == task.plan or x.unit in units for x in links if x.role is Role.GROUP)


def target_link(right: Right, plan: Plan, target: Target, links: Iterable[Link]) -> Link | None:
    """The first link that allows the right on a target, or None."""
    return next((x for x in links if _allows(x, right, plan.id, plan.reporter(target))), None)


def targets_open_to(right: Right, plan: Plan, links: Iterable[Link]) -> list[Target]:
    """The plan's targets on which the links allow the right."""
    links = tuple(links)
    return [target for target in plan.targets if target_link(right, plan, target, links)]


def plans_open_to(right: Right, links: Iterable[Link]) -> tuple[str, ...]:
    """The plans on which the links allow the right as a whole, in the order of linking."""
    found = [
        link.plan
        for link in links
        if link.plan is not None and RIGHTS[right].reach.get(link.role) is Reach.PLAN
    ]
    return tuple(dict.fromkeys(found))


def roles_with(right: Right) -> tuple[Role, ...]:
    """Who has the right, in the order of the roles."""
    return tuple(role for role in Role if role in RIGHTS[right].reach)


def _allows(link: Link, right: Right, plan: str, owner: str, support: Sequence[str] = ()) -> bool:
    match RIGHTS[right].reach.get(link.role):
        case Reach.OWN:
            return link.unit == owner
        case Reach.SHARED:
            return link.unit == owner or link.unit in support
        case Reach.PLAN:
            return link.plan == plan
        case _:
            return False
