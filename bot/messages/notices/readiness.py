"""What a plan still lacks before it can be followed: a secretary, a group, somebody in each unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.digest.figures import unasked
from bot.messages.view import View
from bot.model.people import Role
from bot.model.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """Whom a plan has nobody for; `units` are those with an open task that nobody answers for."""

    secretary: bool
    group: bool
    units: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.secretary or self.group or self.units)


NO_SECRETARY = Lacking(secretary=True, group=False, units=())
"""What is told of a plan to another one's secretary."""


def lacking(view: View, plan: Plan) -> Lacking:
    return Lacking(
        secretary=not _has(view, Role.SECRETARY, plan),
        group=not _has(view, Role.GROUP, plan),
        units=unasked(plan.tasks, view.standings(plan.tasks), view.answering(plan.tasks)),
    )


def with_secretary(view: View) -> Collection[str]:
    """The plans that somebody keeps."""
    return {link.plan for link in view.found.secretaries if link.plan and link.stands(view.today)}


def _has(view: View, role: Role, plan: Plan) -> bool:
    return any(x.role is role and x.stands(view.today) for x in view.found.links_of_plan[plan.id])
