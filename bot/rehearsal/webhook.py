"""Updates pushed to the bot's own address: one after another, each until it is taken."""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.rehearsal.refusal import bad_request, conflict
from bot.rehearsal.updates import Updates

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Webhook:
    """The address set by setWebhook, and the task that serves it while the server runs."""

    def __init__(self, updates: Updates, now: Callable[[], datetime], *, retry_s: float = 0.1) -> None:
        self._updates = updates
        self._now = now
        self._retry_s = retry_s
        self._secret = ""
        self._connections = 0
        self._task: asyncio.Task[None] | None = None
        self._last_error: dict[str, Any] = {}
        self.url = ""

    def set(self, url: str, secret: str, connections: int) -> None:
        """Starts pushing to an address on this machine, plain http being the only kind a rehearsal has.

        One update at a time, however many `connections` are allowed.
        """
        if urlsplit(url).scheme != "http" or urlsplit(url).hostname not in _LOOPBACK:
            raise bad_request("bad webhook: a rehearsal delivers to http://127.0.0.1 only")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        self.url, self._secret, self._connections, self._last_error = url, secret, connections, {}
        self._updates.end_poll(conflict("terminated by setWebhook request"))
        self.resume()

    def clear(self) -> None:
        self.url = ""
        self.resume()

    def resume(self) -> None:
        """Goes on pushing after a restart of the server, if an address is set."""
        if self._task:
            self._task.cancel()
        self._task = asyncio.create_task(self._push()) if self.url else None

    async def pause(self) -> None:
        """Stops pushing but keeps the address."""
        if task := self._task:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._task = None

    def info(self) -> dict[str, Any]:
        """A WebhookInfo object."""
        info = {"url": self.url, "has_custom_certificate": False, **self._last_error}
        info["pending_update_count"] = len(self._updates.pending())
        return info | ({"max_connections": self._connections} if self.url else {})

    async def _push(self) -> None:
        while True:
            self._updates.stirred.clear()
            if not (pending := self._updates.pending()):
                await self._updates.stirred.wait()
            elif await self._taken(pending[0]):
                self._updates.acknowledge(pending[0]["update_id"] + 1)
            else:
                await asyncio.sleep(self._retry_s)

    async def _taken(self, update: dict[str, Any]) -> bool:
        secret = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        headers = {"Content-Type": "application/json", **secret}
        try:
            async with httpx.AsyncClient(trust_env=False, verify=False, timeout=None) as client:
                answer = await client.post(self.url, content=json.dumps(update), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return self._failed("Connection refused")
        return answer.is_success or self._failed(f"Wrong response from the webhook: {answer.status_code}")

    def _failed(self, why: str) -> bool:
        self._last_error = {"last_error_date": int(self._now().timestamp()), "last_error_message": why}
        return False
