"""Who may do what: one table, asked again at every press and command."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.model.people import Link, Role
from bot.model.plan import Task


class Deed(StrEnum):
    """What somebody may want to do with a task or a plan."""

    SEE = "see"
    REPORT = "report"
    SEE_PROGRESS = "see_progress"


class Reach(StrEnum):
    """How far a role's right goes."""

    OWN = "own"  # tasks the unit owns
    SHARED = "shared"  # tasks the unit owns or supports
    PLAN = "plan"  # every task of the plan the link names


TABLE: Mapping[Role, Mapping[Deed, Reach]] = {
    Role.OFFICIAL: {Deed.SEE: Reach.SHARED, Deed.REPORT: Reach.OWN},
    Role.SECRETARY: {Deed.SEE: Reach.PLAN, Deed.REPORT: Reach.PLAN, Deed.SEE_PROGRESS: Reach.PLAN},
    Role.LEADER: {Deed.SEE: Reach.PLAN, Deed.SEE_PROGRESS: Reach.PLAN},
    Role.GROUP: {Deed.SEE_PROGRESS: Reach.PLAN},
}


def link_for(deed: Deed, task: Task, links: Iterable[Link]) -> Link | None:
    """The first link that allows the deed on the task, or None."""
    return next((link for link in links if _allows(link, deed, task)), None)


def may(deed: Deed, task: Task, links: Iterable[Link]) -> bool:
    return link_for(deed, task, links) is not None


def plans_open_to(deed: Deed, links: Iterable[Link]) -> tuple[str, ...]:
    """The plans on which the links allow the deed as a whole, in the order of linking."""
    found = [
        link.plan for link in links if link.plan is not None and TABLE[link.role].get(deed) is Reach.PLAN
    ]
    return tuple(dict.fromkeys(found))


def _allows(link: Link, deed: Deed, task: Task) -> bool:
    match TABLE[link.role].get(deed):
        case Reach.OWN:
            return link.unit == task.owner
        case Reach.SHARED:
            return link.unit == task.owner or link.unit in task.support
        case Reach.PLAN:
            return link.plan == task.plan
        case _:
            return False
