"""The door of the page: only this machine's own browser, only with the token, only from the page itself."""

import hmac
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import Texts

HOSTS = ("127.0.0.1", "localhost")
OWN_HEADER = "X-Rehearsal"  # no page of another origin may send it without asking
SAFE = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Door:
    """Lets a request in below `/<token>/`, where it may; every answer gets the page's headers.

    A name that leads here (DNS rebinding) is no host of ours, and another origin's page can neither read
    the token nor post.
    """

    def __init__(self, app: ASGIApp, token: str, texts: Texts) -> None:
        self._app = app
        self._token = token
        self._texts = texts
        self.port = 0  # known once somebody listens

    @property
    def address(self) -> str:
        return f"http://{HOSTS[0]}:{self.port}/{self._token}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self._refusal(scope) or self._app
        await app(scope, receive, headed)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """What answers instead of the page; else the scope is below the token from here on."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in {f"{name}:{self.port}" for name in HOSTS}:
            return self._refused(403, "foreign_host")
        _, token, *rest = scope["path"].split("/", 2)
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            return self._refused(404, "no_page")
        if not rest:
            return RedirectResponse(f"/{token}/")
        if not self._own(scope["method"], rest[0], headers):
            return self._refused(403, "foreign_page")
        scope.update(path=f"/{rest[0]}", raw_path=f"/{rest[0]}".encode(), root_path="")
        return None

    def _own(self, method: str, path: str, headers: Headers) -> bool:
        """Whether the page itself asks, as far as the browser says; a link may lead to what isn't `api/`."""
        if headers.get("origin", f"http://{headers['host']}") != f"http://{headers['host']}":
            return False
        fetched = headers.get("sec-fetch-site", "same-origin")
        if method in SAFE:
            return not path.startswith("api/") or fetched in ("same-origin", "none")
        return fetched == "same-origin" and headers.get(OWN_HEADER) == "1"

    def _refused(self, status: int, key: str) -> ASGIApp:
        told: Any = {"error": self._texts.plain(f"rehearsal.{key}")}
        return JSONResponse(told, status)
