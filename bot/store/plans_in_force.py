"""The catalogue last in force, kept as one fact: what a later start compares the plan files with."""

import json
import logging
from dataclasses import dataclass

from bot.model.as_json import made, plain
from bot.model.plan import Catalog
from bot.store.facts import Facts

log = logging.getLogger(__name__)

KEY, TURN = "plans_in_force", "plans_turn"


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
        return InForce(digest=found["digest"], turn=found["turn"], catalog=made(found["catalog"]))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        log.warning("action=plans last_in_force=unreadable error=%s", type(error).__name__)
        return None


def turn_in_force(facts: Facts) -> str:
    """A word that is another one whenever what is in force is: cheaper to ask for than what it is."""
    return facts.get(TURN) or ""


def put_in_force(facts: Facts, now: InForce) -> None:
    facts.set(TURN, f"{now.turn}")
    kept = {"digest": now.digest, "turn": now.turn, "catalog": plain(now.catalog)}
    facts.set(KEY, json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
