"""Living files: a changed plan is checked and put in force; a broken one leaves the last good one there."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from watchfiles import awatch

from bot.clock import Clock
from bot.delivery.changelines import headline, task_line, total_line
from bot.delivery.guard import guarded
from bot.delivery.view import World
from bot.model.message import NewDelivery, OutboxKind, Priority
from bot.model.people import Link, Role
from bot.model.plan import Catalog
from bot.model.say import Problem
from bot.planfile.catalog import Loaded, load
from bot.planfile.files import read_files
from bot.schedule.changes import PlanChange, compare
from bot.store.store import Store, StoreUnavailable, Transaction
from bot.texts import Texts
from bot.texts.limits import clip

log = logging.getLogger(__name__)

QUIET = 500  # ms without a change before the files are read: an editor may write in several steps
LOOK_EVERY = 60_000  # ms: file systems without notices, such as network drives, are looked at all the same
PAUSE = 5.0  # seconds between looks while the system gives no notices
LINES = 10
LINE_MOST = 300
SECRET = b"classification"

# A message to the secretaries of some plans (null: of all), as key and values of its text.
Notice = tuple[tuple[str, ...] | None, str, Mapping[str, Any]]


class Watcher:
    """Keeps the world of one process in step with the plan files, and tells secretaries what changed."""

    def __init__(
        self,
        plans: Path,
        catalog: Catalog,
        store: Store,
        clock: Clock,
        world: Callable[[], World],
        adopt: Callable[[Catalog], None],
        posted: Callable[[], None],
    ) -> None:
        self._plans = plans
        self._catalog = catalog
        self._store = store
        self._clock = clock
        self._world = world
        self._adopt = adopt
        self._posted = posted
        self._seen = ""  # nothing yet: what changed since the catalogue was read is found by the first look
        self._broken = False
        self._untold: list[tuple[str, list[Notice]]] = []

    async def run(self) -> None:
        """Look whenever a file changed, until cancelled."""
        await self._look_again()
        while True:
            try:
                async for _ in awatch(
                    self._plans, step=QUIET, rust_timeout=LOOK_EVERY, yield_on_timeout=True, recursive=False
                ):
                    await self._look_again()
            except (
                OSError,
                RuntimeError,
            ) as error:  # the folder is gone, or the system watches no more files
                log.warning("action=plans watch=%s", type(error).__name__)
            await self._clock.sleep(PAUSE)
            await self._look_again()

    async def _look_again(self) -> None:
        """A look that fails is logged, and the watch goes on."""
        try:
            await self.look()
        except Exception:
            log.exception("action=plans failed")

    async def look(self) -> None:
        """Read the files if they are not as they were, and put them in force if nothing in them is wrong."""
        found = await asyncio.to_thread(_digest, self._plans)
        if found != self._seen:
            loaded = await asyncio.to_thread(load, [self._plans])
            change = f"{self._seen[:16]}-{found[:16]}"
            self._seen = found
            self._untold.append((change, list(self._taken(loaded))))
        await self._tell()

    def _taken(self, loaded: Loaded) -> Iterator[Notice]:
        """What to say of the files as they are now, which are in force from here on unless one is broken."""
        if loaded.problems:
            first = loaded.problems[0]
            log.warning("action=plans kept=last_good problems=%d", len(loaded.problems))
            log.warning("action=plans file=%s line=%d key=%s", first.file, first.line, first.say.key)
            self._broken = True
            yield self._told_broken(loaded.problems)
            return
        world, today = self._world(), self._clock.now().date()
        old, new = guarded(self._catalog), guarded(loaded.catalog)
        changes = compare(old, new, today, world.days)
        self._catalog = loaded.catalog
        self._adopt(loaded.catalog)
        log.info("action=plans in_force=%d changed=%d", len(new.plans), len(changes))
        if self._broken and not changes:
            yield None, "living.mended", {}
        self._broken = False
        for change in changes:
            yield (change.plan.id,), "living.changed", _summary(change, old, new, world.texts, today)

    def _told_broken(self, problems: Iterable[Problem]) -> Notice:
        problems = tuple(problems)
        texts, files = self._world().texts, {problem.file for problem in problems}
        theirs = tuple(plan.id for plan in self._catalog.plans.values() if plan.file in files)
        known = {self._catalog.plans[id].file for id in theirs}
        lines = [_problem(problem, texts) for problem in problems[:LINES]]
        values = {"lines": lines, "more": len(problems) - len(lines)}
        return (theirs if known == files else None), "living.broken", values

    async def _tell(self) -> None:
        """What is still to be told goes into the outbox; an outage of the store is waited out."""
        now = self._clock.now()
        while self._untold:
            change, notices = self._untold[0]
            try:
                added = await self._store.write(partial(_keep, change, notices, now))
            except StoreUnavailable as outage:
                log.warning("action=plans store=%s", outage.reason)
                return
            self._untold.pop(0)
            if added:
                self._posted()


def _digest(plans: Path) -> str:
    """The names and the bytes of all plan files as one short word."""
    found = hashlib.sha256()
    for file in read_files([plans]):
        found.update(
            f"{file.name}\0{len(file.data)}\0{file.problem}\0".encode("utf-8", "replace") + file.data
        )
    return found.hexdigest()


def _summary(change: PlanChange, old: Catalog, new: Catalog, texts: Texts, today: date) -> Mapping[str, Any]:
    lines = [clip(texts.plain(task_line(task, old, new)), LINE_MOST) for task in change.tasks[:LINES]]
    return {
        "headline": texts.plain(headline(change)),
        "lines": lines,
        "more": len(change.tasks) - len(lines),
        "reminders": texts.plain(total_line((change,), today)),
    }


def _problem(problem: Problem, texts: Texts) -> str:
    """File and line, and what is wrong: unless the file holds secrets, which a Problem might quote."""
    path = Path(problem.file)
    short = Problem(path.name, problem.line, problem.say)
    try:
        secret = path.is_file() and SECRET in path.read_bytes()
    except OSError:
        secret = True
    return f"{short.file}:{short.line}" if secret else clip(texts.problem(short), LINE_MOST)


def _keep(change: str, notices: Iterable[Notice], now: datetime, tx: Transaction) -> int:
    return sum(tx.outbox.add(row, now) for row in _rows(tx, change, notices))


def _rows(tx: Transaction, change: str, notices: Iterable[Notice]) -> Iterator[NewDelivery]:
    """One message a notice and secretary's chat. Another process that saw the same change makes the same
    keys, so that it is told once."""
    for plans, key, values in notices:
        links = tx.links.all(role=Role.SECRETARY)
        chats = {link.chat_id for link in links if plans is None or _of(link, plans)}
        for chat in sorted(chats):
            yield NewDelivery(
                key=f"plans:{change}:{'+'.join(plans or ('all',))}:{chat}",
                kind=OutboxKind.NOTICE,
                chat_id=chat,
                priority=Priority.AGENDA,
                subject={"key": key, "values": dict(values)},
            )


def _of(link: Link, plans: tuple[str, ...]) -> bool:
    return link.plan in plans
