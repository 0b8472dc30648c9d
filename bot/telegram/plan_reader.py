"""Reads the plan files that secretaries sent: one at a time, beside everything else."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.access.rights import Right, plans_open_to
from bot.clock import Clock
from bot.delivery.making import Show, announced
from bot.messages.view import World
from bot.model import subjects
from bot.model.message import NewDelivery, Priority
from bot.model.plan_file import PlanFile, Reading
from bot.settings import Settings
from bot.store.store import Store, Transaction

if TYPE_CHECKING:
    from bot.drafting.around import Around
from bot.telegram.wire import seconds

log = logging.getLogger(__name__)

DOWNLOAD = 60.0  # seconds a download may take
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class PlanReader:
    """Fetches each file, reads it on another thread (a document in a process of its own), and tells what came
    of it. Which are still to be read stands in the store, so a killed process forgets none."""

    bot: Bot
    store: Store
    settings: Callable[[], Settings]
    world: Callable[[], World]
    clock: Clock
    posted: Callable[[], None]
    show: Show

    async def work(self) -> datetime | None:
        """Read all that is due; returns when the next file falls due, or None."""
        while True:
            file, due = await self.store.read(self._due)
            if file is None:
                return due
            data = await self._fetched(file)
            if data is not None:
                await self._tell(file, await self._read(file, data))

    def _due(self, tx: Transaction) -> tuple[PlanFile | None, datetime | None]:
        return tx.plan_files.next(self.clock.now()), tx.plan_files.next_due()

    async def _fetched(self, file: PlanFile) -> bytes | None:
        """The file; null where it is tried again, or was told to be lost."""
        try:
            found = await self.bot.get_file(file.file_id)
            return bytes(await found.download_as_bytearray(read_timeout=DOWNLOAD))
        except (TelegramError, OSError) as failure:
            log.warning("action=plan_file id=%d attempt=%d failed=yes", file.id, file.attempts + 1)
            if isinstance(failure, BadRequest) or file.attempts + 1 >= MOST_ATTEMPTS:
                await self._tell(file, Reading(key="drafting.lost"))
                return None
            wait = timedelta(seconds=seconds(failure)) if isinstance(failure, RetryAfter) else None
            at = self.clock.now() + (wait or min(LONGEST_PAUSE, FIRST_PAUSE * 2**file.attempts))
            await self.store.write(lambda tx: tx.plan_files.retry(file.id, at))
            return None

    async def _read(self, file: PlanFile, data: bytes) -> Reading:
        from bot.drafting.reading import read  # what reads documents, once in a plan's life

        around = await self.store.read(lambda tx: self._around(tx, file))
        try:
            work = partial(read, file.name, data, around, asked=file.asked)
            return await announced(work, partial(self.show, file.user_id, None))
        except Exception:  # a failure of ours: she is told, and nothing else waits for it
            log.exception("action=plan_file id=%d failed=yes", file.id)
            return Reading(key="drafting.failed")

    def _around(self, tx: Transaction, file: PlanFile) -> "Around":
        from bot.drafting.around import Around

        now, world = self.clock.now().astimezone(self.world().zone), self.world()
        links = [link for link in tx.links.of_user(file.user_id) if link.stands(now.date())]
        return Around(
            folder=self.settings().plans,
            world=world,
            times=self.settings().times,
            now=now,
            mine=plans_open_to(Right.WRITE_PLAN, links),
            reports=tx.reports.of(),
            values=tx.target_values.of(),
        )

    async def _tell(self, file: PlanFile, reading: Reading) -> None:
        told = NewDelivery(
            key=f"plan-file:{file.id}",
            chat_id=file.user_id,
            priority=Priority.ANSWER,
            subject=subjects.PlanRead(file=file.id, to=file.user_id),
        )

        def work(tx: Transaction) -> None:
            tx.plan_files.read(file.id, reading)
            tx.outbox.add(told, self.clock.now())

        await self.store.write(work)
        log.info("action=plan_file id=%d told=%s", file.id, reading.key)
        self.posted()
