"""Fetches evidence from Telegram after it was recorded: one file at a time, beside everything else."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.clock import Clock
from bot.model.evidence import LARGEST, Evidence, EvidenceState
from bot.store import files
from bot.store.store import Store, Transaction
from bot.telegram.wire import seconds

log = logging.getLogger(__name__)

BATCH = 20
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
MOST_REFUSALS = 8  # Telegram has one answer for a file that is gone and for one that is away for a while
DOWNLOAD = 60.0  # seconds a download may take
TOO_BIG = "file is too big"  # the Bot API server's words

Outcome = Callable[[Transaction], None]


class Fetcher:
    """Brings the files of the evidence log into the folder; what fails is tried again, later and later.

    Which files are still to come stands in the log alone, so a killed process forgets none.
    """

    def __init__(self, bot: Bot, store: Store, folder: Path, clock: Clock) -> None:
        self._bot = bot
        self._store = store
        self._folder = folder
        self._clock = clock
        self._swept = False

    async def work(self) -> datetime | None:
        """Fetch all that is due; returns when the next file falls due, or None."""
        if not self._swept:
            await asyncio.to_thread(files.sweep, self._folder)
            self._swept = True
        while True:
            pieces, next_due = await self._due()
            if not pieces:
                return next_due
            for piece in pieces:
                await self._store.write(await self._outcome(piece))

    async def _due(self) -> tuple[list[Evidence], datetime | None]:
        """What is to be fetched now, and when the next file is."""
        now = self._clock.now()
        return await self._store.read(lambda tx: (tx.evidence.to_fetch(now, BATCH), tx.evidence.next_due()))

    async def _outcome(self, piece: Evidence) -> Outcome:
        """Fetch one file, and say what is to be written of it."""
        try:
            data = await self._download(piece.what.file_id)
            if len(data) > LARGEST:
                return self._never(piece, EvidenceState.TOO_LARGE, TOO_BIG)
            sha256 = await asyncio.to_thread(files.keep, self._folder, data)
        except BadRequest as refusal:
            if TOO_BIG in refusal.message.casefold():
                return self._never(piece, EvidenceState.TOO_LARGE, refusal.message)
            if piece.attempts + 1 >= MOST_REFUSALS:
                return self._never(piece, EvidenceState.LOST, refusal.message)
            return self._again(piece, refusal.message, None)
        except RetryAfter as wait:
            return self._again(piece, "flood", timedelta(seconds=seconds(wait)))
        except (TelegramError, OSError) as failure:
            return self._again(piece, type(failure).__name__, None)
        except Exception:  # a failure of ours puts one file off, never the others
            if not piece.attempts:  # told once with its trace
                log.exception("action=fetch evidence=%d failed=yes", piece.id)
            return self._again(piece, "bug", None)
        log.info("action=fetched evidence=%d bytes=%d", piece.id, len(data))
        return lambda tx: tx.evidence.kept(piece.id, sha256, len(data))

    async def _download(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray(read_timeout=DOWNLOAD))

    def _never(self, piece: Evidence, state: EvidenceState, reason: str) -> Outcome:
        log.warning("action=fetch evidence=%d state=%s", piece.id, state)
        return lambda tx: tx.evidence.never(piece.id, state, reason)

    def _again(self, piece: Evidence, reason: str, after: timedelta | None) -> Outcome:
        log.warning("action=fetch evidence=%d attempt=%d failed=yes", piece.id, piece.attempts + 1)
        at = self._clock.now() + (after or min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(piece.attempts, 9)))
        return lambda tx: tx.evidence.retry(piece.id, at, reason)
