"""Telegram's webhook: an update is answered 200 only after it is stored."""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.store.store import StoreUnavailable

MOST_BODY = 1_000_000  # bytes; Telegram's own updates stay far below
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # core.telegram.org/bots/api#setwebhook

Take = Callable[[dict[str, Any]], Awaitable[None]]


class Hook:
    """Telegram's webhook: an update is answered 200 only after it is stored."""

    def __init__(self, path: str, secret: str, take: Take) -> None:
        self.path, self._secret, self._take = path, secret, take

    async def receive(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        try:
            body = await _limited(request)
            update = None if body is None else json.loads(body)
        except (ClientDisconnect, ValueError, RecursionError):  # the last: brackets within brackets
            return Response(status_code=400)
        if not isinstance(update, dict):
            return Response(status_code=413 if body is None else 400)
        try:
            await self._take(update)
        except StoreUnavailable:
            return Response(status_code=503)  # Telegram sends it again
        return Response()


async def _limited(request: Request) -> bytes | None:
    """The body, or None beyond the limit, read no further than that."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            return None
    return bytes(body)
