"""A local Bot API over HTTP on 127.0.0.1, with people to play on it and faults to switch on."""

import asyncio
import inspect
import os
import random
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.rehearsal.faults import Fate, Faults
from bot.rehearsal.methods import Methods
from bot.rehearsal.pace import Breach, Limits, Pace
from bot.rehearsal.params import Params, read_params
from bot.rehearsal.people import People
from bot.rehearsal.refusal import RefusalError, too_many
from bot.rehearsal.webhook import Webhook

_HOST = "127.0.0.1"
_NOT_FOUND = RefusalError(404, "Not Found")
_UNAUTHORIZED = RefusalError(401, "Unauthorized")


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call that arrived: `params` as text (JSON values undecoded), `error` what it was refused with.

    A call cut off before it acted has the name of its fate as `error`; one cut off after is `ok`.
    """

    method: str
    params: Mapping[str, str]
    at: datetime
    ok: bool
    error: str | None = None


class BotApi(People):
    """Telegram for one bot. Everything that happened stays readable; `stop` and `start` keep state and port.

    `now` is the clock by which messages are dated and limits judged; waiting for updates and
    `faults.delay_s` take real time. `limits` is "enforce", "count" (into `breaches`) or "off"; `strict`
    allows no burst in a private chat; both may be changed at `pace`.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = "1000000000:rehearsal",
        bot_name: str = "dunghan_rehearsal_bot",
        first_update_id: int | None = None,
        limits: Limits | str = Limits.ENFORCE,
        strict: bool = False,
        faults: Faults | None = None,
    ) -> None:
        number = token.partition(":")[0]
        bot = {"id": int(number) if number.isdigit() else 1, "is_bot": True}
        # Telegram starts anywhere, and so must whoever reads it.
        first = random.randrange(10**8, 9 * 10**8) if first_update_id is None else first_update_id
        super().__init__(
            now=now, bot=bot | {"first_name": bot_name, "username": bot_name}, first_update_id=first
        )
        self.token = token
        self.faults = faults or Faults()
        self.calls: list[Call] = []
        self._called = asyncio.Event()
        self._stopping = asyncio.Event()
        self.pace = Pace(now, limits=Limits(limits), strict=strict)
        self._webhook = Webhook(self.updates, now)
        self._methods = Methods(self, self.pace, self._webhook)
        self._server: uvicorn.Server | None = None
        self._port = 0

    @property
    def base_url(self) -> str:
        """What a Bot API client calls `base_url`; the token follows it."""
        return f"http://{_HOST}:{self._port}/bot"

    @property
    def file_url(self) -> str:
        """What a Bot API client calls `base_file_url`."""
        return f"http://{_HOST}:{self._port}/file/bot"

    @property
    def methods(self) -> frozenset[str]:
        """The names of the methods served, in small letters."""
        return frozenset(self._methods)

    @property
    def breaches(self) -> list[Breach]:
        """Every send that broke one of Telegram's limits."""
        return self.pace.breaches

    async def start(self) -> str:
        """Listens on a free port, or on the one it had before; returns `base_url`."""
        self._stopping.clear()
        listener = _listener(self._port)
        self._port = listener.getsockname()[1]
        self._server = _server(_Dated(self._app(), self.now))
        await self._server.startup([listener])
        self._webhook.resume()
        return self.base_url

    async def stop(self) -> None:
        """Answers what is waiting, closes every connection and forgets nothing."""
        if self._server is None:
            return
        server, self._server = self._server, None
        self._stopping.set()
        self.updates.end_poll()
        await self._webhook.pause()
        await server.shutdown()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def until(self, true: Callable[[], object], timeout_s: float = 5.0) -> None:
        """Waits until a condition holds, looking again after every call; TimeoutError in real seconds."""
        async with asyncio.timeout(timeout_s):
            while not true():
                self._called.clear()
                await self._called.wait()

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download),
            ],
            exception_handlers={404: _not_found, 405: _not_found},
        )

    async def _answer(self, request: Request) -> Response:
        """One call, from its fate to its answer."""
        method = request.path_params["method"]
        if request.path_params["token"] != self.token:
            return _refused(_UNAUTHORIZED)
        body = await request.body()
        fate = self.faults.fate(method)
        await self._delay(self.faults.delay_s if self.faults.concern(method) else 0)
        try:
            params = read_params(request.url.query.encode(), body, request.headers.get("content-type", ""))
            if fate in (Fate.DROP_BEFORE, Fate.BAD_GATEWAY, Fate.TOO_MANY):
                return self._unserved(method, params, fate)
            response = await self._served(method, params)
        except RefusalError as refusal:
            self._record(method, Params(), refusal.description)
            response = _refused(refusal)
        return _Cut() if fate is Fate.DROP_AFTER else response

    async def _served(self, method: str, params: Params) -> Response:
        if not (act := self._methods[method]):
            raise _NOT_FOUND
        try:
            for restriction in self.restrictions:
                restriction.admit(method, params)
            result = act(params)
            if inspect.isawaitable(result):
                result = await result
        except RefusalError as refusal:
            self._record(method, params, refusal.description)
            return _refused(refusal)
        self._record(method, params)
        return JSONResponse({"ok": True, "result": result})

    def _unserved(self, method: str, params: Params, fate: Fate) -> Response:
        self._record(method, params, fate)
        if fate is Fate.BAD_GATEWAY:
            # What stands before Telegram's servers answers in its own way: not in JSON.
            return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502)
        return _refused(too_many(self.faults.retry_after_s)) if fate is Fate.TOO_MANY else _Cut()

    def _record(self, method: str, params: Params, error: str | None = None) -> None:
        call = Call(method=method, params=params.texts, at=self.now(), ok=error is None, error=error)
        self.calls.append(call)
        self._called.set()

    async def _delay(self, seconds: float) -> None:
        if seconds > 0:
            try:
                await asyncio.wait_for(self._stopping.wait(), seconds)
            except TimeoutError:
                return

    async def _download(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _refused(_UNAUTHORIZED)
        data = self.files.at(request.path_params["path"])
        return _refused(_NOT_FOUND) if data is None else Response(data)


class _Dated:
    """Every answer with its time, as Telegram's web servers write it."""

    def __init__(self, app: Starlette, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = format_datetime(self._now().astimezone(UTC), usegmt=True)
                message["headers"] = [*message.get("headers", ()), (b"date", date.encode())]
            await send(message)

        await self._app(scope, receive, dated)


class _Cut(Response):
    """No answer at all: the connection ends."""

    async def __call__(self, scope: Scope, receive: Receive, _: Send) -> None:
        scope["state"]["transport"].close()
        while (await receive())["type"] != "http.disconnect":
            pass


class _Connection(H11Protocol):
    """A connection that its requests can reach, so that one can be cut off."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


def _server(app: ASGIApp) -> uvicorn.Server:
    """A server that leaves signals and logging to the program it runs in: started by hand, not by `serve`."""
    config = uvicorn.Config(
        app,
        http=_Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        # An idle connection closed just as a client writes to it would be a fault nobody asked for.
        timeout_keep_alive=3600,
        timeout_graceful_shutdown=1,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    return server


def _listener(port: int) -> socket.socket:
    # With the protocol named, asyncio switches off Nagle's delay: 40 ms a call otherwise.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere it lets two programs listen on one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((_HOST, port))
    return listener


def _refused(refusal: RefusalError) -> JSONResponse:
    return JSONResponse(refusal.as_json(), refusal.code)


async def _not_found(_: Request, __: Exception) -> Response:
    return _refused(_NOT_FOUND)
