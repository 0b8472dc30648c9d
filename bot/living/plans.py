"""Living files: a changed plan is checked and put in force; a broken one leaves the last good one there."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from watchfiles import awatch

from bot.clock import Clock
from bot.delivery.aside import Guard
from bot.living.news import Notice, broken, put_and_tell, tell
from bot.messages.classified import guarded
from bot.messages.view import World
from bot.model.plan import Catalog
from bot.model.say import Mistake, Problem
from bot.planfile.catalog import Loaded, load
from bot.planfile.files import read_files
from bot.schedule.changes import compare
from bot.settings import Settings
from bot.store.plans_in_force import last_in_force
from bot.store.store import Store, StoreUnavailable, Transaction

log = logging.getLogger(__name__)

QUIET = 500  # ms without a change before the files are read: an editor may write in several steps
LOOK_EVERY = 60_000  # ms: file systems without notices, such as network drives, are looked at all the same
PAUSE = 5.0  # seconds between looks while the system gives no notices

# Puts what is to be told into the outbox, and says how many messages that are.
Telling = Callable[[datetime, Transaction], int]


def starting_catalog(settings: Settings, loaded: Loaded) -> Catalog:
    """The plans to start with: those found, or where these have mistakes, those last in force (decision
    10). Raises a Mistake that names the mistakes where none were ever in force."""
    if not loaded.problems:
        return loaded.catalog
    store = Store.open(settings.database_url)
    try:
        with store.transaction(read_only=True) as tx:
            last = last_in_force(tx.facts)
    finally:
        store.close()
    if last is None:
        raise Mistake(*loaded.problems)
    return last.catalog


@dataclass
class Watcher:
    """Keeps the world of one process in step with the plan files, and tells secretaries what changed."""

    plans: Path
    catalog: Catalog
    store: Store
    clock: Clock
    world: Callable[[], World]
    adopt: Callable[[Catalog], None]
    posted: Callable[[], None]
    judged: Callable[[Problem | None], None] = lambda _: None  # told the first mistake of the files, or None
    _seen: str = ""  # nothing yet: what changed since the catalogue was read is found by the first look
    _broken: bool = False
    _untold: list[Telling] = field(default_factory=list)

    async def run(self, guard: Guard) -> None:
        """Look whenever a file changed, until cancelled; what fails is done anew at the next look."""
        await guard.run("plans", self.look, None)
        while True:
            try:
                async for _ in awatch(
                    self.plans, step=QUIET, rust_timeout=LOOK_EVERY, yield_on_timeout=True, recursive=False
                ):
                    await guard.run("plans", self.look, None)
            except Exception as error:  # the folder is gone, or the system watches no more files
                log.warning("action=plans watch=%s", type(error).__name__)
            await self.clock.sleep(PAUSE)
            await guard.run("plans", self.look, None)

    async def look(self) -> None:
        """Read the files if they are not as they were, and put them in force if nothing in them is wrong."""
        found = await asyncio.to_thread(_digest, self.plans)
        if found != self._seen:
            loaded = await asyncio.to_thread(load, [self.plans])
            self._untold.append(self._taken(loaded, self._seen, found))
            self._seen = found
        await self._tell()

    def _taken(self, loaded: Loaded, before: str, found: str) -> Telling:
        """What to say of the files as they are now, which are in force from here on unless one is broken."""
        if loaded.problems:
            first = loaded.problems[0]
            log.warning("action=plans kept=last_good problems=%d", len(loaded.problems))
            log.warning("action=plans file=%s line=%d key=%s", first.file, first.line, first.say.key)
            self._broken = True
            self.judged(first)
            notice = broken(self.catalog, loaded.problems, self.world().texts)
            return partial(tell, [notice], before, found)
        old, new = guarded(self.catalog), guarded(loaded.catalog)
        world, today = self.world(), self.clock.now().date()
        changed = len(compare(old, new, today, world.days))
        self.adopt(loaded.catalog)
        self.catalog = loaded.catalog
        log.info("action=plans in_force=%d changed=%d", len(new.plans), changed)
        if self._broken and not changed:
            mended: Notice = (None, "living.mended", {})
            self._untold.append(partial(tell, [mended], before, found))
        self._broken = False
        self.judged(None)
        return partial(put_and_tell, old, new, found, world)

    async def _tell(self) -> None:
        """What is still to be told goes into the outbox. An outage of the store is waited out; what our own
        code fails on is tried again at the next look, unless something newer is to be told by then."""
        while self._untold:
            telling = partial(self._untold[0], self.clock.now())
            try:
                added = await self.store.write(telling)
            except StoreUnavailable as outage:
                log.warning("action=plans store=%s", outage.reason)
                return
            except Exception:  # raised again: the guard tells it; what is behind it waits no longer
                if self._untold[1:]:
                    self._untold.pop(0)
                raise
            self._untold.pop(0)
            if added:
                self.posted()


def _digest(plans: Path) -> str:
    """The names and the bytes of all plan files as one short word."""
    found = hashlib.sha256()
    for file in read_files([plans]):
        found.update(
            f"{file.path.name}\0{len(file.data)}\0{file.problem}\0".encode("utf-8", "replace") + file.data
        )
    return found.hexdigest()
