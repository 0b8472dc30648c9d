"""What these tests share: the office's plan under other rules, where a task then stands, forged presses."""

from dataclasses import replace
from typing import Any

from flow_office import PLAN, Office

from bot.access import buttons
from bot.access.buttons import Action
from bot.messages.listing import status
from bot.messages.view import View
from bot.model.deadline import TaskRef
from bot.model.target import TargetRef
from bot.rehearsal.people import Press

CODE = "III.3.1-1"  # due 31/12/2025, owned by ubnd-tp
OTHER = "III.3.1-2"  # likewise
KEY = buttons.task_key(TaskRef(PLAN, CODE))
# Each button, with data as a message of the bot's carries it.
PRESSES = {
    Action.OPEN: (KEY,),
    Action.DETAIL: (KEY,),
    Action.PAGE: (0,),
    Action.DONE: (KEY,),
    Action.WORKING: (KEY, 50),
    Action.BLOCKED: (KEY,),
    Action.EXTEND: (KEY,),
    Action.UNTIL: (KEY, "2026-01-31"),
    Action.SNOOZE: (KEY, 3),
    Action.SNOOZE_ALL: ("2025-12-02",),
    Action.INVITE: (0,),
    Action.INVITE_UNIT: (buttons.short("cong-an-tp"),),
    Action.INVITE_AS: (buttons.short("cong-an-tp"), "official", "-"),
    Action.INVITES: (0,),
    Action.TAKE_BACK: (buttons.short("no invitation"),),
    Action.INVITE_CARDS: (),
    Action.PLAN_SHEET: ("-",),
    Action.PLAN_APPLY: (1,),
    Action.PLAN_LATER: (1,),
    Action.PLAN_PREVIEW: (1,),
    Action.PLAN_UNDO: (1,),
    Action.HAND_OVER: (1,),
    Action.UNLINK: (1,),
    Action.LEAVE: (),
    Action.FIGURES: (buttons.short(PLAN), "u", "-", 0),
    Action.FILE: (buttons.short(PLAN), "xlsx"),
    Action.CALENDAR: (),
    Action.TARGETS: (buttons.short(PLAN), 0),
    Action.TARGET: (buttons.target_key(TargetRef(PLAN, "so-doanh-nghiep-2030")),),
    Action.VALUE: (1,),
    Action.UNDO: (1,),
    Action.MEANS: (1, "done", "-"),
    Action.NOTE: (1,),
    Action.TASK: (1, KEY),
    Action.MORE_TASKS: (1, 1),
    Action.DECIDE: (1, "approve"),
    Action.WAITING: (),
    Action.PERIOD: (1, "2026-01-31"),
    Action.WAIVE: (KEY,),
    Action.ASK: (KEY,),
    Action.REPLY: (1,),
    Action.KEEP_OWNER: (1,),
    Action.UNITS: (1, 0),
    Action.UNIT: (1, buttons.short("cong-an-tp")),
    Action.TRANSFER: (1, buttons.short("cong-an-tp")),
    Action.DIRECT: (KEY,),
    Action.DIRECT_ALL: (),
    Action.DIRECT_PLAIN: (),
    Action.SEEN: (1,),
    Action.EVIDENCE: (KEY, "-", 0),
}


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


def forge(office: Office, user: int, data: str, chat: int | None = None) -> str:
    """A press with data of one's own making, as any client can send it; the callback's id."""
    place = chat or user
    message = next(m for m in reversed(office.api.messages(place)) if m["from"]["id"] == office.api.bot["id"])
    person: dict[str, Any] = {"id": user, "is_bot": False, "first_name": "Ai đó"}
    press = Press(id=f"f{len(office.api.presses)}", at=office.clock.now())
    office.api.presses[press.id] = press
    body = {"id": press.id, "from": person, "message": message, "chat_instance": "1"}
    office.api.updates.add("callback_query", body | {"data": data})
    return press.id
