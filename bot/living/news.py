"""What became of the plan files, told to their secretaries: once, whichever process saw it first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.messages.changelines import headline, task_line, total_line
from bot.messages.classified import LINE_MOST, problem_line
from bot.messages.view import World
from bot.model import subjects
from bot.model.as_json import as_text
from bot.model.message import NewDelivery, Priority
from bot.model.people import Link, Role
from bot.model.plan import Catalog, Plan
from bot.model.plan_text import PlanText
from bot.model.say import Problem
from bot.schedule.changes import PlanChange, compare, for_units
from bot.store.facts import CONFIRMED
from bot.store.plans_in_force import InForce, digest_in_force, last_in_force, put_in_force
from bot.store.store import Transaction
from bot.texts import Texts
from bot.texts.limits import clip

LINES = 10

# A message to the secretaries of some plans (null: of all), as key and values of its text.
Notice = tuple[tuple[str, ...] | None, str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """From the plans that a process had in force to those of its files, both guarded.

    `was` and `found` are the digests of the files it put in force last and of these; `texts` are the plans
    that aren't as they were, as they are kept; `changes` are told `on` that day.
    """

    old: Catalog
    new: Catalog
    was: str
    found: str
    files: Collection[PlanText]
    texts: Mapping[str, str]
    changes: Sequence[PlanChange]
    on: date


def put_and_tell(step: Step, world: World, now: datetime, tx: Transaction) -> int:
    """Note that these files are in force, and tell what they change; how many messages. What concerns units
    is kept for their next agendas.

    They are compared with what was last in force, which another process may have put there, or one that
    has long ended; where nothing is known of it, or it was put there by this process, with its own.
    """
    old, new, was, found = step.old, step.new, step.was, step.found
    tx.plan_texts.keep(step.files, now)
    ours = digest_in_force(tx.facts)
    if ours and ours[0] == found:
        tx.plan_versions.keep(_but(new, tx.plan_versions.known()), now)
        return 0
    known = bool(ours and ours[0] == was)
    last = InForce(digest=was, turn=ours[1], catalog=old) if known and ours else last_in_force(tx.facts)
    last = last or InForce(digest="", turn=0, catalog=old)
    same = {id for id, plan in new.plans.items() if last.catalog.plans.get(id) == plan} if known else set()

    def text_of(plan: Plan) -> str:
        return step.texts.get(plan.id) or as_text(plan)

    tx.plan_versions.keep(_but(new, same), now, text_of)
    turn = last.turn + 1
    in_force = InForce(digest=found, turn=turn, catalog=new)
    put_in_force(tx.facts, in_force, last.catalog if known else None, text_of)
    as_compared = last.catalog is old and now.date() == step.on
    changes = step.changes if as_compared else compare(last.catalog, new, now.date(), world.days)
    tx.changes.add(*for_units(changes, now))
    notices = [_changed(change, last.catalog, new, world.texts) for change in changes]
    confirmed = tx.facts.starting(CONFIRMED)
    for key in confirmed:
        tx.facts.forget(key)
    by = {key.removeprefix(CONFIRMED): int(user) for key, user in confirmed.items()}
    return _keep(tx, f"{turn}-{found[:16]}", notices, now, by)


def _but(catalog: Catalog, ids: Collection[str]) -> Catalog:
    """Without these plans."""
    return replace(catalog, plans={id: plan for id, plan in catalog.plans.items() if id not in ids})


def tell(notices: Sequence[Notice], before: str, found: str, now: datetime, tx: Transaction) -> int:
    """Tell of files that put nothing else in force. A process that has seen no others before goes on
    where the last one was, so that a start tells nothing again."""
    last = digest_in_force(tx.facts)
    seen = before or (last[0] if last else "")
    return _keep(tx, f"{seen[:16]}-{found[:16]}", notices, now)


def broken(catalog: Catalog, problems: Sequence[Problem], texts: Texts) -> Notice:
    """The mistakes, for the secretaries of the plans they stand in; of a file nobody's, for all."""
    files = {Path(problem.file).name for problem in problems}
    own = {
        plan.id: Path(plan.file).name for plan in catalog.plans.values()
    }  # another machine's folder, maybe
    theirs = tuple(id for id, file in own.items() if file in files)
    known = {own[id] for id in theirs}
    lines = [problem_line(problem, texts) for problem in problems[:LINES]]
    values = {"lines": lines, "more": len(problems) - len(lines)}
    return (theirs if known == files else None), "living.broken", values


def _changed(change: PlanChange, old: Catalog, new: Catalog, texts: Texts) -> Notice:
    return (change.plan.id,), "living.changed", _summary(change, old, new, texts)


def _summary(change: PlanChange, old: Catalog, new: Catalog, texts: Texts) -> Mapping[str, Any]:
    lines = [clip(texts.plain(task_line(task, old, new)), LINE_MOST) for task in change.tasks[:LINES]]
    return {
        "headline": texts.plain(headline(change)),
        "lines": lines,
        "more": len(change.tasks) - len(lines),
        "reminders": texts.plain(total_line((change,))),
    }


def _keep(
    tx: Transaction,
    change: str,
    notices: Sequence[Notice],
    now: datetime,
    by: Mapping[str, int] = MappingProxyType({}),
) -> int:
    return sum(tx.outbox.add(row, now) for row in _rows(tx, change, notices, by))


def _rows(
    tx: Transaction, change: str, notices: Sequence[Notice], by: Mapping[str, int]
) -> Iterator[NewDelivery]:
    """One message a notice and secretary's chat, but for the one by whom that plan was changed. Another
    process that saw the same change makes the same keys, so that it is told once."""
    for plans, key, values in notices:
        links = tx.links.all(role=Role.SECRETARY)
        known = {by[plan] for plan in plans or () if plan in by}
        chats = {x.chat_id for x in links if (plans is None or _of(x, plans)) and x.user_id not in known}
        for chat in sorted(chats):
            yield NewDelivery(
                key=f"plans:{change}:{'+'.join(plans or ('all',))}:{chat}",
                chat_id=chat,
                priority=Priority.AGENDA,
                subject=subjects.Notice(key=key, values=values),
            )


def _of(link: Link, plans: tuple[str, ...]) -> bool:
    return link.plan in plans
