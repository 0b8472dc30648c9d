"""The pages as an application: /healthz, /metrics, and the webhook where Telegram calls us."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.delivery.aside import PAGE, Guard
from bot.model.say import Say, say
from bot.store import files
from bot.store.store import Store, StoreUnavailable
from bot.texts import Texts
from bot.web.health import Gauges, checked, figures, lasting, wrong
from bot.web.hook import Hook
from bot.web.pulse import Pulse

Page = Callable[[Request], Awaitable[Response]]


class Pages:
    """The pages as a starlette application; `take` stores one update and returns once it is committed."""

    def __init__(
        self,
        store: Store,
        pulse: Pulse,
        clock: Clock,
        texts: Texts,
        guard: Guard,
        hook: Hook | None = None,
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
            found = await self._store.write(lambda tx: checked(tx, self._pulse.bot_id, now))
        except StoreUnavailable as outage:
            said = self._texts.plain(f"store.{outage.reason.value}", detail="")
            return JSONResponse({"ok": False, "wrong": [said]}, 503)
        complaints = [] if self._pulse.waits else await self._complaints(found, now)
        body = {
            "ok": not complaints,
            "wrong": [self._texts.plain(said) for said in complaints],
            "aside": [self._texts.plain(said) for part, said in found.aside if not part],
            "attention": [self._texts.plain(said) for said in lasting(self._pulse, found)],
            "leads": self._pulse.leads,
            "database": "ok",
            "last_poll": _iso(self._pulse.last_poll),
            "last_pass": _iso(self._pulse.last_pass),
            "next_digests": {plan: _iso(at) for plan, at in self._pulse.digests.items()},
            "inbox": found.inbox,
            "outbox": found.outbox,
        }
        return JSONResponse(body, 503 if complaints else 200)

    async def _complaints(self, found: Gauges, now: datetime) -> list[Say]:
        complaints = [*wrong(self._pulse, found, now), *(said for part, said in found.aside if part)]
        if unusable := await asyncio.to_thread(files.unusable, files.folder_of(self._store)):
            complaints.append(say("health.evidence", reason=unusable))
        return complaints

    async def _metrics(self, _: Request) -> Response:
        from prometheus_client import CollectorRegistry, generate_latest  # for who asks for it
        from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

        from bot.web.metrics import Snapshot

        try:
            found = await self._store.read(lambda tx: figures(tx, self._pulse.bot_id))
        except StoreUnavailable:
            return Response("", 503)
        registry = CollectorRegistry()
        registry.register(Snapshot(self._pulse, found, self._clock.now()))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
