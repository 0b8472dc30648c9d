"""The versions of each plan, with the moment each came into force: a past day is counted with its own."""

import json
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, bindparam, func, insert, select

from bot.model.as_json import as_text, made
from bot.model.plan import Catalog, Plan
from bot.store.tables import plan_versions

log = logging.getLogger(__name__)

ID = plan_versions.c.id
KNOWN = select(plan_versions.c.plan).distinct()
VERSIONS = select(plan_versions.c.plan, plan_versions.c.at, plan_versions.c.written)
FIRST = VERSIONS.where(ID.in_(select(func.min(ID)).group_by(plan_versions.c.plan)))
BY_THEN = plan_versions.c.at <= bindparam("moment")
LAST = VERSIONS.where(ID.in_(select(func.max(ID)).where(BY_THEN).group_by(plan_versions.c.plan)))

OF_PLAN = plan_versions.c.plan == bindparam("plan")
FIRST_OF, LAST_OF = FIRST.where(OF_PLAN), LAST.where(OF_PLAN)
LATEST = select(func.max(ID)).where(plan_versions.c.plan.in_(bindparam("plans", expanding=True)))
NEWEST = VERSIONS.where(ID.in_(LATEST.group_by(plan_versions.c.plan)))
AT_ONCE = 100  # plans whose texts are held at once: those of a country take a hundred megabytes


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it stood from that moment on."""

    at: datetime
    plan: Plan


class PlanVersions:
    """Guarded plans alone, as in `plans_in_force`; one that stayed as it was is kept once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self) -> Collection[str]:
        """The plans of which there is a version."""
        return {*self._connection.scalars(KNOWN)}

    def keep(self, catalog: Catalog, at: datetime, text_of: Callable[[Plan], str] = as_text) -> None:
        """Note the plans in force from that moment on; of those that differ from their newest version."""
        plans = [*catalog.plans.values()]
        for first in range(0, len(plans), AT_ONCE):
            some = plans[first : first + AT_ONCE]
            found = self._connection.execute(NEWEST, {"plans": [plan.id for plan in some]})
            newest = {row.plan: row.written for row in found}
            texts = ((plan.id, text_of(plan)) for plan in some)
            if new := [{"plan": id, "at": at, "written": x} for id, x in texts if x != newest.get(id)]:
                self._connection.execute(insert(plan_versions), new)

    def on(self, moment: datetime, plan: str | None = None) -> Mapping[str, PlanVersion]:
        """Each plan, or that one, as it stood then, or where nothing of then is known, as it was first known
        later."""
        given = {"moment": moment, "plan": plan}
        first = self._connection.execute(FIRST_OF if plan else FIRST, given)
        last = self._connection.execute(LAST_OF if plan else LAST, given)
        found = {row.plan: row for row in first} | {row.plan: row for row in last}
        read = {id: _read(row.written) for id, row in found.items()}
        return {id: PlanVersion(found[id].at, plan) for id, plan in read.items() if plan}


@lru_cache(maxsize=16)
def _read(written: str) -> Plan | None:
    """The plan; null where another version of the program wrote what this one can't read."""
    try:
        found = made(json.loads(written))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        log.warning("action=plans version=unreadable error=%s", type(error).__name__)
        return None
    return found if isinstance(found, Plan) else None
