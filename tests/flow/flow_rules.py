"""What these tests share: the office's plan under other rules, and where a task then stands."""

from dataclasses import replace
from typing import Any

from flow_office import PLAN, Office

from bot.messages.listing import status
from bot.messages.view import View

CODE = "III.3.1-1"  # due 31/12/2025, owned by ubnd-tp
OTHER = "III.3.1-2"  # likewise


def rule(office: Office, *, approval: bool = False, evidence: bool = False) -> None:
    """The plan says `approval: secretary` or `evidence: required`."""
    world = office.robot.world
    plan = replace(world.catalog.plans[PLAN], approval=approval, evidence_for_done=evidence)
    catalog = replace(world.catalog, plans={**world.catalog.plans, PLAN: plan})
    office.robot.world = replace(world, catalog=catalog)


def where(office: Office, code: str = CODE) -> dict[str, Any]:
    """The task's row of `dunghan status --json`."""
    with office.store.transaction(read_only=True) as tx:
        rows = list(status(View(office.robot.world, tx, office.clock.now())))
    return next(row for row in rows if row["code"] == code)


def shown(office: Office, chat: int, message: int) -> str:
    """What a message says now."""
    return str(next(m["text"] for m in office.of_bot(chat) if m["message_id"] == message))


def entries(office: Office) -> list[tuple[str, str | None, str, str]]:
    """The log: kind, state, part, words."""
    with office.store.transaction(read_only=True) as tx:
        return [
            (r.kind.value, r.state.value if r.state else None, r.part.value, r.note) for r in tx.reports.of()
        ]
