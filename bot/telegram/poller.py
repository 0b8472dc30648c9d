"""Asks Telegram for updates and stores them before asking for more, so none is lost in between."""

import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.warnings import PTBUserWarning

from bot.clock import Clock
from bot.delivery.aside import Guard
from bot.telegram.intake import Raw
from bot.telegram.wire import seconds

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
BATCH = 100
LONG_POLL = 25  # seconds Telegram may hold an empty answer
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Each of two polls for one bot ends the other's: between ours, the other process gets its turn.
CONFLICT_PAUSE = 15.0
TOKEN_PAUSE = 10.0  # a refusal may pass (a gateway, a moved server), and who answered then waits no longer


class Poller:
    """The poll loop of one bot. The offset starts at 0 at every start: asking with it acknowledges
    nothing, and what comes a second time is known by its (bot, update_id)."""

    def __init__(
        self,
        bot: Bot,
        clock: Clock,
        keep: Callable[[Sequence[Raw]], Awaitable[None]],
        polled: Callable[[int], None],
        refused: Callable[[], None],
    ) -> None:
        """`polled` is told of each answer, with how many updates came; `refused` of a token not taken."""
        self._bot = bot
        self._clock = clock
        self._keep = keep
        self._polled = polled
        self._refused = refused
        self._offset = 0

    async def poll(self, wait: int) -> int:
        """One request, holding for up to `wait` seconds; returns how many updates came."""
        updates = await self._get(wait)
        if updates:
            await self._keep(updates)
            # Only now may Telegram forget them: the higher offset of the next request says so.
            self._offset = 1 + max(int(u["update_id"]) for u in updates)
        self._polled(len(updates))
        return len(updates)

    async def _get(self, wait: int) -> list[dict[str, Any]]:
        with warnings.catch_warnings():
            # Raw on purpose: get_updates parses, and one update it can't parse would stop the polling.
            warnings.simplefilter("ignore", PTBUserWarning)
            answer: Any = await self._bot.do_api_request(
                "getUpdates",
                api_kwargs={
                    "offset": self._offset,
                    "limit": BATCH,
                    "timeout": wait,
                    "allowed_updates": list(ALLOWED),
                },
                read_timeout=wait + 10,
            )
        if not isinstance(answer, list):
            raise NetworkError("getUpdates answered something else than a list")
        return [u for u in answer if isinstance(u, dict) and isinstance(u.get("update_id"), int)]

    async def run(self, guard: Guard) -> None:
        """Poll for ever; an outage or a fault of ours is waited out with growing pauses."""
        pause, wait = FIRST_PAUSE, 0
        while True:
            try:
                came = await guard.run("poll", partial(self.poll, wait), None, (TelegramError,))
                rest = pause if came is None else 0.0
            except TelegramError as error:
                rest = await self._settle(error, pause)
            pause = min(LONGEST_PAUSE, pause * 2) if rest else FIRST_PAUSE
            wait = (
                0 if rest else LONG_POLL
            )  # the first answer after an outage is to tell at once that it is over
            if rest:
                await self._clock.sleep(rest)

    async def _settle(self, error: TelegramError, pause: float) -> float:
        """Say what stands in the way and do what can be done about it; seconds until the next poll."""
        name = type(error).__name__
        match error:
            case Conflict() if "webhook" in error.message.casefold():
                # Left over from another way of running. Telegram keeps its updates for us all the same.
                log.warning("action=poll failed=webhook_set doing=delete_webhook")
                await quietly(self._bot.delete_webhook)
                return FIRST_PAUSE
            case Conflict():
                name, pause = "another_process_polls", CONFLICT_PAUSE
            case InvalidToken() | EndPointNotFound():  # a raw call tells 401 and 404 as the latter
                self._refused()
                name, pause = "wrong_token", TOKEN_PAUSE
            case RetryAfter():
                pause = seconds(error)
        log.warning("action=poll failed=%s retry_in=%.0f", name, pause)
        return pause


async def quietly(call: Callable[[], Awaitable[object]]) -> None:
    """A call whose failure shows again, and louder, at the next poll."""
    try:
        await call()
    except TelegramError as error:
        log.warning("action=call failed=%s", type(error).__name__)
