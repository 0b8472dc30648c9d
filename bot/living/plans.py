"""Living files: a changed plan is checked and put in force; a broken one leaves the last good one there."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from watchfiles import awatch

from bot.clock import Clock
from bot.delivery.aside import Guard
from bot.living.in_step import Behind, behind, mark, texts_of
from bot.living.news import Notice, Step, broken, put_and_tell, tell
from bot.messages.classified import guarded
from bot.messages.view import World
from bot.model.as_json import as_text
from bot.model.plan import Catalog
from bot.model.plan_text import PlanText
from bot.model.say import Mistake, Problem
from bot.planfile.catalog import Loaded, load, load_with_files
from bot.planfile.files import File
from bot.planfile.writing.replacing import NotReplaced, replaced
from bot.schedule.changes import PlanChange, compare
from bot.store.plans_in_force import digest_in_force, last_in_force, turn_in_force
from bot.store.store import Store, StoreUnavailable, Transaction

log = logging.getLogger(__name__)

QUIET = 500  # ms without a change before the files are read: an editor may write in several steps
LOOK_EVERY = 3_000  # ms: the database, and file systems without notices, such as network drives
PAUSE = 5.0  # seconds between looks while the system gives no notices

# Puts what is to be told into the outbox, and says how many messages that are.
Telling = Callable[[datetime, Transaction], int]


def starting_catalog(store: Store, loaded: Loaded) -> Catalog:
    """The plans to start with: those found, or where these have mistakes, those last in force (decision
    10); none, where a secretary is still to send the first. Raises a Mistake that names the mistakes where
    none were ever in force."""
    if not loaded.problems:
        return loaded.catalog
    with store.transaction(read_only=True) as tx:
        last = last_in_force(tx.facts)
    if last is None and loaded.bare:
        return loaded.catalog
    if last is None:
        raise Mistake(*loaded.problems)
    return last.catalog


@dataclass
class Watcher:
    """Keeps the world of one process in step with the plans in force, and tells secretaries what changed.

    Whoever leads looks at the files, the others at what the database says is in force (decision 10).
    """

    plans: Path
    catalog: Catalog
    store: Store
    clock: Clock
    world: Callable[[], World]
    adopt: Callable[[Catalog], None]
    posted: Callable[[], None]
    judged: Callable[[Problem | None], None] = lambda _: None  # told the first mistake of the files, or None
    leads: Callable[[], bool] = lambda: True
    _put: str = ""  # the digest of the files that this process put in force last
    _seen: str = ""  # nothing yet: what changed since the catalogue was read is found by the first look
    _marked: str = ""  # the digest of the files that the folder was marked with
    _turn: str = ""  # the turn followed
    _in_step: bool = False  # the folder is not behind the database: what changes in it is an edit
    _broken: bool = False
    _untold: list[Telling] = field(default_factory=list)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

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
        """Take up what is in force by now: of the files where this process leads, else of the database."""
        async with self._looking:
            await (self._look() if self.leads() else self._follow())

    async def _follow(self) -> None:
        """Go on with what another process put in force, whatever this one's own folder says."""
        self._seen, self._put, self._marked, self._in_step = "", "", "", False
        turn = await self.store.read(lambda tx: turn_in_force(tx.facts))
        if turn == self._turn:
            return
        if found := await self._followed():
            self.adopt(found)
            self.catalog = found
            log.info("action=plans followed=%d", len(found.plans))
        self._turn = turn

    async def _followed(self) -> Catalog | None:
        """What is in force: this one's own folder where that says the same, as nearly always at a start, so
        that a hundred plans are not kept twice; null where none ever was."""
        ours = await self.store.read(lambda tx: digest_in_force(tx.facts))
        if ours:
            files, loaded = await self._loaded()
            if _digest(files) == ours[0] and not loaded.problems:
                return loaded.catalog
        last = await self.store.read(lambda tx: last_in_force(tx.facts))
        return last.catalog if last else None

    async def _look(self) -> None:
        """Read the files if they are not as they were, and put them in force if nothing in them is wrong."""
        files, loaded = await self._loaded()
        if (found := _digest(files)) != self._seen:
            if not self._in_step:
                problems = await self._brought_in_step(files)
                files, loaded = await self._loaded()
                found = _digest(files)
                if problems:
                    loaded = Loaded(catalog=self.catalog, problems=(*problems, *loaded.problems))
            if loaded.bare and not self.catalog.plans:
                loaded = Loaded(catalog=loaded.catalog, problems=())
            self._untold.append(await self._taken(loaded, files, self._seen, found))
            self._seen = found
        await self._tell()
        if (
            self.store.shared
            and self._in_step
            and not (self._broken or self._untold or self._marked == found)
        ):
            kept = await self.store.read(lambda tx: tx.plan_texts.in_force())
            await asyncio.to_thread(mark, self.plans, kept.values())
            self._marked = found

    async def _loaded(self) -> tuple[Sequence[File], Loaded]:
        return await asyncio.to_thread(load_with_files, self.plans)

    async def _brought_in_step(self, files: Sequence[File]) -> Sequence[Problem]:
        """Write the files in force over old copies of them, once this process leads; what is wrong instead.

        Raises NotReplaced where the folder takes no file: what is in force stays so.
        """
        if not self.store.shared:
            self._in_step = True
            return ()
        late = await self.store.read(lambda tx: self._behind(tx, files))
        if late.problems:
            return late.problems
        try:
            await asyncio.to_thread(replaced, self.plans, late.files, self.clock.now())
        except NotReplaced:
            if problems := (await asyncio.to_thread(load, [self.plans])).problems:
                return problems
            raise
        if late.files:
            log.info("action=plans written=%d", len(late.files))
        self._in_step = True
        return ()

    def _behind(self, tx: Transaction, files: Sequence[File]) -> Behind:
        return behind(self.plans, files, tx.plan_texts.in_force(), tx.plan_texts.ever())

    async def _taken(self, loaded: Loaded, files: Sequence[File], before: str, found: str) -> Telling:
        """What to say of the files as they are now, which are in force from here on unless one is broken."""
        if loaded.problems:
            first = loaded.problems[0]
            log.warning("action=plans kept=last_good problems=%d", len(loaded.problems))
            log.warning("action=plans file=%s line=%d key=%s", first.file, first.line, first.say.key)
            self._broken = True
            self.judged(first)
            notice = broken(self.catalog, loaded.problems, self.world().texts)
            return partial(tell, [notice], before, found)
        world, today = self.world(), self.clock.now().date()
        mine = self.catalog

        def compared() -> tuple[Catalog, Catalog, Sequence[PlanChange]]:
            old, new = guarded(mine), guarded(loaded.catalog)
            return old, new, compare(old, new, today, world.days)

        old, new, changes = await asyncio.to_thread(compared)
        self.adopt(loaded.catalog)
        self.catalog = loaded.catalog

        def kept() -> tuple[Sequence[PlanText], Mapping[str, str]]:
            changed = [plan for id, plan in new.plans.items() if old.plans.get(id) != plan]
            return texts_of(files, loaded.catalog), {plan.id: as_text(plan) for plan in changed}

        written, texts = await asyncio.to_thread(kept)
        log.info("action=plans in_force=%d changed=%d", len(new.plans), len(changes))
        if self._broken and not changes:
            mended: Notice = (None, "living.mended", {})
            self._untold.append(partial(tell, [mended], before, found))
        self._broken = False
        self.judged(None)
        was, self._put = self._put, found
        step = Step(
            old=old, new=new, was=was, found=found, files=written, texts=texts, changes=changes, on=today
        )
        return partial(put_and_tell, step, world)

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


def _digest(files: Sequence[File]) -> str:
    """The names and the bytes of all plan files as one short word."""
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.path.name}\0{file.sha256}\0{file.problem}\0".encode("utf-8", "replace"))
    return found.hexdigest()
