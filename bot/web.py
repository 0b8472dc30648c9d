"""The pages of a running bot: Telegram's webhook, /healthz for a watchman, /metrics for Prometheus."""

import hmac
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import uvicorn
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.clock import Clock
from bot.delivery.aside import PAGE, Guard, known
from bot.model.say import Say
from bot.store.store import Store, StoreUnavailable, Transaction
from bot.texts import Texts

MOST_BODY = 1_000_000  # bytes; Telegram's own updates stay far below
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # core.telegram.org/bots/api#setwebhook
SILENT_POLL = timedelta(seconds=90)  # three long polls
SILENT_PASS = timedelta(minutes=3)  # passes run every minute
OLD_INBOX = timedelta(minutes=2)
OLD_OUTBOX = timedelta(minutes=15)

Take = Callable[[dict[str, Any]], Awaitable[None]]
Page = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Pulse:
    """Signs of life of one process; the loops write them, the pages read them."""

    bot_id: int
    polls: bool
    leads: bool = False
    since: datetime | None = None
    last_poll: datetime | None = None
    last_pass: datetime | None = None
    passes: int = 0
    digests: Mapping[str, datetime] = field(default_factory=dict)  # each plan's next one


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauges:
    """What the database says of itself."""

    inbox: int
    oldest_inbox: datetime | None
    outbox: dict[str, int]
    next_due: datetime | None
    reports: int
    aside: list[tuple[bool, Say]]


def figures(tx: Transaction, bot_id: int) -> Gauges:
    count, oldest = tx.inbox.backlog(bot_id)
    return Gauges(
        inbox=count,
        oldest_inbox=oldest,
        outbox={state.value: n for state, n in tx.outbox.counts().items()},
        next_due=tx.outbox.next_due(),
        reports=len(tx.reports.of()),
        aside=known(tx),
    )


def wrong(pulse: Pulse, found: Gauges, now: datetime) -> Iterator[tuple[str, int]]:
    """What is wrong, as a key of the texts and an age in seconds; nothing for a process that stands by."""
    if not pulse.leads or pulse.since is None:
        return
    signs = (
        ("poll", (pulse.last_poll or pulse.since) if pulse.polls else None, SILENT_POLL),
        ("pass", pulse.last_pass or pulse.since, SILENT_PASS),
        ("inbox", found.oldest_inbox, OLD_INBOX),
        ("outbox", found.next_due, OLD_OUTBOX),
    )
    for name, moment, most in signs:
        if moment is not None and now - moment > most:
            yield f"health.{name}", int((now - moment).total_seconds())


class Pages:
    """The pages as a starlette application; `take` stores one update and returns once it is committed."""

    def __init__(
        self,
        store: Store,
        pulse: Pulse,
        clock: Clock,
        texts: Texts,
        guard: Guard,
        hook: "Hook | None" = None,
    ) -> None:
        self._store, self._pulse, self._clock, self._texts, self._guard = store, pulse, clock, texts, guard
        pages = {"healthz": self._health, "metrics": self._metrics}
        routes = [Route(f"/{name}", self._steady(name, page)) for name, page in pages.items()]
        if hook is not None:
            routes.append(Route(hook.path, self._steady("hook", hook.receive), methods=["POST"]))
        self.app = Starlette(routes=routes)

    def _steady(self, name: str, page: Page) -> Page:
        """The page, or where it fails a 500 that says so: Telegram then sends its update again."""

        async def answered(request: Request) -> Response:
            failed = JSONResponse({"ok": False, "wrong": [self._texts.plain("health.page")]}, 500)
            return await self._guard.run(f"{PAGE}{name}", lambda: page(request), failed)

        return answered

    async def _health(self, _: Request) -> Response:
        now = self._clock.now()
        try:
            found = await self._store.read(lambda tx: figures(tx, self._pulse.bot_id))
        except StoreUnavailable as outage:
            said = self._texts.plain(f"store.{outage.reason.value}", detail="")
            return JSONResponse({"ok": False, "wrong": [said]}, 503)
        complaints = [self._texts.plain(key, seconds=age) for key, age in wrong(self._pulse, found, now)]
        aside = [(part, self._texts.plain(said)) for part, said in found.aside]
        complaints += [said for part, said in aside if part]
        body = {
            "ok": not complaints,
            "wrong": complaints,
            "aside": [
                said for part, said in aside if not part
            ],  # everybody else is served: no reason for 503
            "leads": self._pulse.leads,
            "database": "ok",
            "last_poll": _iso(self._pulse.last_poll),
            "last_pass": _iso(self._pulse.last_pass),
            "next_digests": {plan: _iso(at) for plan, at in self._pulse.digests.items()},
            "inbox": found.inbox,
            "outbox": found.outbox,
        }
        return JSONResponse(body, 503 if complaints else 200)

    async def _metrics(self, _: Request) -> Response:
        try:
            found = await self._store.read(lambda tx: figures(tx, self._pulse.bot_id))
        except StoreUnavailable:
            return Response("", 503)
        registry = CollectorRegistry()
        registry.register(_Snapshot(self._pulse, found, self._clock.now()))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


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
        except (ClientDisconnect, ValueError):
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


@dataclass(frozen=True, eq=False, slots=True)
class _Snapshot(Collector):
    """What `/metrics` says at a moment."""

    pulse: Pulse
    found: Gauges
    now: datetime

    def age(self, moment: datetime | None) -> float:
        return (self.now - moment).total_seconds() if moment else 0.0

    def collect(self) -> Iterator[Metric]:
        pulse, found, late = self.pulse, self.found, max(0.0, self.age(self.found.next_due))
        for name, help_text, value in (
            ("leads", "1 where this process schedules and sends", float(pulse.leads)),
            ("inbox_backlog", "Updates stored and not yet handled", float(found.inbox)),
            ("inbox_oldest_seconds", "Age of the oldest of them", self.age(found.oldest_inbox)),
            ("outbox_late_seconds", "How long the next delivery is overdue", late),
            ("last_poll_seconds", "Since the last answer to getUpdates", self.age(pulse.last_poll)),
            ("last_pass_seconds", "Since the last pass", self.age(pulse.last_pass)),
            ("aside", "Pieces of work put aside after a fault", float(len(found.aside))),
        ):
            yield GaugeMetricFamily(f"dunghan_{name}", help_text, value=value)
        outbox = GaugeMetricFamily("dunghan_outbox_rows", "Deliveries by outcome", labels=["state"])
        for state, count in found.outbox.items():
            outbox.add_metric([state], float(count))
        yield outbox
        yield CounterMetricFamily("dunghan_reports", "Reports kept", value=float(found.reports))
        yield CounterMetricFamily("dunghan_passes", "Passes of this process", value=float(pulse.passes))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


class Server:
    """An HTTP server inside our loop that leaves signals and logging to the program."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        config = uvicorn.Config(
            app, ws="none", lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=2
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._address = (host, port)

    async def start(self) -> int:
        """Listen, on any free port for port 0; the port. OSError where it is taken."""
        # With the protocol named, asyncio switches off Nagle's delay of 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere it lets two programs listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(self._address)
        await self._server.startup([listener])
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        await self._server.shutdown()
