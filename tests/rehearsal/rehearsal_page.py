"""A rehearsal page over real HTTP, and a browser of few words: requests as the page itself makes them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from bot import staging
from bot.messages.snapshot import world_of
from bot.planfile.catalog import load
from bot.rehearsal.casting import company
from bot.rehearsal.page.session import Session
from bot.rehearsal.script import Script, read_script
from bot.settings import Settings

PLANS = Path(__file__).parents[2] / "plans"
OFFICIAL, OTHER, SECRETARY, LEADER, GROUP, HEAD = 1001, 1002, 1003, 1004, -1005, 1006
FIRST = date(2026, 1, 5)
OWN = {"X-Rehearsal": "1"}
LONG_S = 60.0


class Browser:
    """What the page asks for; `session` is what it shows."""

    def __init__(self, address: str, session: Session, client: httpx.AsyncClient) -> None:
        self.address = address
        self.session = session
        self.client = client

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(f"api/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, **given: Any) -> Any:
        answer = await self.refused(path, **given)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, path: str, **given: Any) -> httpx.Response:
        """The answer as it comes, whatever it is."""
        return await self.client.post(f"api/{path}", json=given, headers=OWN)

    async def error(self, path: str, **given: Any) -> str:
        answer = await self.refused(path, **given)
        assert 400 <= answer.status_code < 500
        return str(answer.json()["error"])

    async def messages(self, chat: int, **params: Any) -> list[dict[str, Any]]:
        found = await self.get("messages", chat=chat, **params)
        return list(found["messages"])

    async def texts(self, chat: int) -> list[str]:
        return [str(m.get("text", m.get("caption", ""))) for m in await self.messages(chat, limit=200)]

    async def say(self, person: int, text: str, **more: Any) -> int:
        made = await self.post("say", **{"person": person, "chat": person, "text": text} | more)
        return int(made["message_id"])

    async def press(self, person: int, label: str, chat: int | None = None) -> None:
        """The button of that label, on the newest message that has it."""
        for message in reversed(await self.messages(chat or person, limit=200)):
            for row, buttons in enumerate(message.get("reply_markup", {}).get("inline_keyboard", [])):
                for column, button in enumerate(buttons):
                    if button["text"] == label:
                        place = {"message": message["message_id"], "row": row, "column": column}
                        await self.post("press", person=person, chat=chat or person, **place)
                        return
        raise AssertionError(f"nobody shows {label}")

    async def send(
        self, person: int, *files: tuple[str, bytes, str], photo: bool = False, status: int = 200, **more: Any
    ) -> Any:
        values = {"person": person, "chat": person, "caption": "", "as": "photo" if photo else "document"}
        uploads = [("file", file) for file in files]
        form = {name: str(value) for name, value in (values | more).items()}
        answer = await self.client.post("api/send", data=form, files=uploads, headers=OWN)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def move(self, to: str, **more: Any) -> dict[str, Any]:
        """Time moved, until it stands again; the clock."""
        await self.post("time", to=to, **more)
        return await self.rest()

    async def rest(self) -> dict[str, Any]:
        async with asyncio.timeout(LONG_S):
            async for batch in self.session.feed.follow(0):
                clocks = [each["clock"] for each in batch.things or () if each["what"] == "clock"]
                clock = self.session.travel.clock()
                if clocks and not clock["busy"] and not clock["playing"]:
                    return dict(clock)
        raise AssertionError("the page has ended")

    @asynccontextmanager
    async def events(self, last: int | None = None, **params: Any) -> AsyncIterator["Events"]:
        headers = {"Last-Event-ID": str(last)} if last is not None else {}
        stream = self.client.stream("GET", "api/events", params=params, headers=headers)
        async with stream as answer:
            yield Events(answer)


class Events:
    """A stream of server-sent events, read one at a time."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()
        self._things: list[dict[str, Any]] = []

    async def next(self) -> tuple[int, str, Any]:
        """Number, event and data."""
        fields = dict[str, str]()
        async with asyncio.timeout(LONG_S):
            async for line in self._lines:
                name, _, value = line.partition(": ")
                fields[name] = value
                if not line and "data" in fields:
                    return int(fields["id"]), fields["event"], json.loads(fields["data"])
        raise AssertionError("the stream has ended")

    async def until(self, what: str) -> dict[str, Any]:
        """The next thing of that sort."""
        while True:
            while self._things:
                if (thing := self._things.pop(0))["what"] == what:
                    return thing
            _, _, things = await self.next()
            self._things += things


Opened = Callable[..., AbstractAsyncContextManager[Browser]]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A committee's own folder, plans and all."""
    monkeypatch.chdir(tmp_path)
    copytree(PLANS, tmp_path / "plans")
    return Settings(plans=tmp_path / "plans", database_url=f"sqlite:///{tmp_path}/live.sqlite3")


@pytest.fixture
def open_page(settings: Settings) -> Opened:
    """Open the page on a day: `async with open_page() as browser`, everybody linked."""

    @asynccontextmanager
    async def opened(
        first: date = FIRST, script: Path | None = None, *, copy: bool = False, port: int | None = 0
    ) -> AsyncIterator[Browser]:
        catalog = load([settings.plans]).catalog
        play = _script(settings, first) if script is None else read_script(script, catalog, settings.zone)
        async with staging.page(settings, catalog, first, play, port, copy=copy) as shown:
            living = asyncio.create_task(shown.live())
            async with httpx.AsyncClient(base_url=shown.address, verify=False, timeout=LONG_S) as client:
                browser = Browser(shown.address, shown.session, client)
                await browser.rest()
                yield browser
            living.cancel()
            with suppress(asyncio.CancelledError):
                await living

    return opened


def _script(settings: Settings, first: date) -> Script:
    catalog = load([settings.plans]).catalog
    return company(world_of(settings, catalog), settings.agenda_time, first)
