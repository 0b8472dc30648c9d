"""The catalogue last in force, kept as facts: what a later start compares the plan files with."""

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.model.as_json import as_text, made
from bot.model.plan import Catalog, Plan
from bot.store.facts import Facts
from bot.store.plan_versions import AT_ONCE

log = logging.getLogger(__name__)

KEY, TURN = "plans_in_force", "plans_turn"
UNITS, PLAN = "plans_in_force:units", "plans_in_force:plan:"  # of these one a plan: to change one writes one


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """A catalogue with the digest of the files it was read from; `turn` counts the changes so far.

    Whoever keeps one must guard it first: the database may lie on another machine (decision 12).
    """

    digest: str
    turn: int
    catalog: Catalog


def last_in_force(facts: Facts) -> InForce | None:
    """What was last in force; null before the first start, and where a former version wrote what this
    one can't read."""
    written = facts.get(KEY)
    if written is None:
        return None
    try:
        found = json.loads(written)
        catalog = made(found["catalog"]) if "catalog" in found else _catalog(facts, found["plans"])
        return InForce(digest=found["digest"], turn=found["turn"], catalog=catalog)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        log.warning("action=plans last_in_force=unreadable error=%s", type(error).__name__)
        return None


def _catalog(facts: Facts, ids: Sequence[str]) -> Catalog:
    plans = facts.starting(PLAN)
    units = made(json.loads(facts.get(UNITS) or ""))
    return Catalog(units=units, plans={id: made(json.loads(plans[PLAN + id])) for id in ids})


def turn_in_force(facts: Facts) -> str:
    """A word that is another one whenever what is in force is: cheaper to ask for than what it is."""
    return facts.get(TURN) or ""


def digest_in_force(facts: Facts) -> tuple[str, int] | None:
    """Digest and turn of what was last in force, where this version wrote it."""
    with suppress(ValueError):
        found = json.loads(facts.get(KEY) or "null")
        if isinstance(found, dict) and "plans" in found:
            return found["digest"], found["turn"]
    return None


def put_in_force(
    facts: Facts, now: InForce, before: Catalog | None = None, text_of: Callable[[Plan], str] = as_text
) -> None:
    """Keep it; of what was in force `before`, where that is known to be kept, only what has changed."""
    old = before or Catalog()
    if before is None or before.units != now.catalog.units:
        facts.set(UNITS, as_text(now.catalog.units))
    changed = [plan for id, plan in now.catalog.plans.items() if old.plans.get(id) != plan]
    for first in range(0, len(changed), AT_ONCE):
        facts.set_all({PLAN + plan.id: text_of(plan) for plan in changed[first : first + AT_ONCE]})
    gone = facts.starting(PLAN) if before is None else {PLAN + id for id in before.plans}
    for key in gone:
        if key.removeprefix(PLAN) not in now.catalog.plans:
            facts.forget(key)
    facts.set(TURN, f"{now.turn}")
    facts.set(KEY, json.dumps({"digest": now.digest, "turn": now.turn, "plans": [*now.catalog.plans]}))
