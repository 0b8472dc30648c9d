"""The pass that weeds: of what was reported long ago only that is read on which anything still rests."""

from datetime import datetime, timedelta

from bot.digest.bearing import bearing, settled, sign
from bot.messages.view import World
from bot.model.plan import Task
from bot.store.store import Transaction

WHOLE = timedelta(days=21)
"""For how long everything is read: digests ask for the weeks before, and who reported may undo it."""
FEW = 40
"""A log of so many is read whole: that costs little, and an ordinary task's never grows longer."""
AT_ONCE = 2  # tasks in one transaction: of some hundred reports each, about a twentieth of a second
A_PASS = 50  # transactions in one pass, which nothing else of it waits for any longer


def weed_some(world: World, tx: Transaction, now: datetime, few: int = FEW) -> int:
    """Weed some of the tasks that have anything old enough; how many there were, none when all are done.

    Of a log of `few` at most all is kept.
    """
    before = now - WHOLE
    refs = tx.reports.unweeded(before, AT_ONCE)
    tasks = {task.ref: task for ref in refs if (task := world.catalog.task(ref))}
    for task in tasks.values():
        _weed(world, tx, task, before, few)
    for ref in refs:
        if world.catalog.task(ref) is None:  # of no plan in force: nothing is known of it
            tx.reports.weed(tx.reports.of([ref]), "", before, [ref])
    return len(refs)


def _weed(world: World, tx: Transaction, task: Task, before: datetime, few: int) -> None:
    under = sign(task, world.zone)
    log = tx.reports.bearing({task.refs: under})
    old = settled(log, before)
    if len(log) > few:
        enough = bearing(task, old, world.zone)
        log = [report for report in old if report.id in enough] + log[len(old) :]
    tx.reports.weed(log, under, before, task.refs)
