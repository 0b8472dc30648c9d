"""An emulator of the Bot API that others wrote (npm's telegram-test-api), and what it lacks made good.

It isn't ours, so it takes nothing for granted that we do. Between it and the bot stands `Emulator`, which
mends where its answers aren't the documentation's, and nothing else:

- `getMe` doesn't say that the bot is one (`is_bot`), a callback query has no `chat_instance`;
- the message it answers with is what was sent: dates in milliseconds, parameters beside fields;
- `result` is null where Telegram answers true, or with the edited message;
- `getUpdates` doesn't wait for an update, so an empty answer is held until there is one;
- a method it doesn't have is a page of its own instead of a refusal: here it becomes one. Those that the bot
  misses are the menus (`setMyCommands`, `deleteMyCommands`) and everything with files.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import needed
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.web.server import Server

Json = dict[str, Any]

PACKAGE = "TELEGRAM_TEST_API"  # the variable that names the folder of the installed package
MISSING = f"no emulator: install npm's telegram-test-api 4.2.1 and name its folder in {PACKAGE}"
NONE = "none"  # that it could not be installed is known
_SERVE = """
const Emulator = require(process.argv[1]);
const server = require('node:http').createServer(new Emulator().webServer);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
"""
_TOKEN = "666:emulated"  # its bot's number is always this
_FIELDS = ("message_id", "chat", "text", "reply_markup")
_ANSWER_LIMIT = 60.0  # seconds


def _command() -> list[str]:
    node, package = shutil.which("node"), os.environ.get(PACKAGE)
    if node is None or package in (None, NONE):
        needed.left_out(MISSING, known=package == NONE)
    return [node, "-e", _SERVE, str(Path(package).resolve())]


class Emulator:
    """A running emulator as the bot meets it, and a person there, who acts by its own interface."""

    def __init__(self, address: str, user: int, now: int) -> None:
        """`now` is when everything is said, in seconds since 1970."""
        self.token = _TOKEN
        self.base_url = ""
        self.refused: set[str] = set()  # methods that it doesn't have
        self._http = httpx.AsyncClient(base_url=address, trust_env=False, timeout=None)
        self._person = {"id": user, "is_bot": False, "first_name": "Chuyên viên"}
        self._chat = {"id": user, "type": "private", "first_name": "Chuyên viên"}
        self._now = now
        self._before = 0  # the number of what was said before the person's last deed
        self._stirred = asyncio.Event()
        self._called = asyncio.Event()
        route = Route("/bot{token}/{method}", self._between, methods=["GET", "POST"])
        self._server = Server(Starlette(routes=[route]), "127.0.0.1", 0)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Emulator"]:
        self.base_url = f"http://127.0.0.1:{await self._server.start()}/bot"
        try:
            yield self
        finally:
            self._stirred.set()
            await self._server.stop()
            await self._http.aclose()

    # The person

    async def says(self, text: str, to: Json | None = None) -> None:
        """Writes to the bot, perhaps in answer to a message of its."""
        marks = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        content = {"text": text, **({"entities": marks} if text.startswith("/") else {})}
        answered = {"reply_to_message": self._as_message(to)} if to else {}
        what = "sendCommand" if text.startswith("/") else "sendMessage"
        await self._tell(what, {"from": self._person, "chat": self._chat, **content, **answered})

    async def presses(self, label: str, on: Json) -> None:
        """Presses a button under a message of the bot's."""
        rows = on["message"]["reply_markup"]["inline_keyboard"]
        button = next(button for row in rows for button in row if button["text"] == label)
        body = {"from": self._person, "message": self._as_message(on), "data": button["callback_data"]}
        await self._tell("sendCallback", body)

    async def heard(self, part: str) -> Json:
        """What the bot says to the last deed, if it says this; as the emulator keeps it, once it is there."""
        async with asyncio.timeout(_ANSWER_LIMIT):
            while True:
                self._called.clear()
                new = [one for one in await self._history() if one["updateId"] > self._before]
                of_bot = [one for one in new if "chat_id" in one.get("message", {})]
                if found := [one for one in of_bot if part in one["message"]["text"]]:
                    return found[0]
                await self._called.wait()

    async def _history(self) -> list[Json]:
        """What was said on both sides, numbered in one row."""
        answer = await self._http.post("/getUpdatesHistory", json={"token": self.token})
        said: list[Json] = answer.json()["result"]
        return said

    async def _tell(self, what: str, body: Json) -> None:
        self._before = max((one["updateId"] for one in await self._history()), default=0)
        answer = await self._http.post(f"/{what}", json={"botToken": self.token, "date": self._now, **body})
        assert answer.json()["ok"]
        self._stirred.set()

    def _as_message(self, kept: Json) -> Json:
        """One of the bot's messages as a person's app hands it back."""
        bot = {"id": int(self.token.partition(":")[0]), "is_bot": True, "first_name": "bot"}
        what = {"message_id": kept["messageId"], "text": kept["message"]["text"]}
        return {"date": self._now, "chat": self._chat, "from": bot, **what}

    # Between the emulator and the bot

    async def _between(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        body = await request.body()
        self._stirred.clear()
        answer = await self._forwarded(request, body)
        if answer.is_success and answer.json()["result"] == []:
            await self._stirred.wait()
            answer = await self._forwarded(request, body)
        if not answer.is_success:
            self.refused.add(method)
            refusal = {"error_code": 400, "description": "Bad Request: the emulator has no such method"}
            return JSONResponse({"ok": False, **refusal}, 400)
        self._called.set()
        return JSONResponse({"ok": True, "result": _mended(method, answer.json()["result"])})

    async def _forwarded(self, request: Request, body: bytes) -> httpx.Response:
        headers = {"content-type": request.headers.get("content-type", "application/json")}
        return await self._http.request(request.method, request.url.path, content=body, headers=headers)


def _mended(method: str, result: Any) -> Any:
    """An answer of the emulator's as the documentation has it."""
    match method:
        case "getMe":
            return {**result, "is_bot": True}
        case "sendMessage":
            return {name: result[name] for name in _FIELDS if name in result} | {
                "date": result["date"] // 1000
            }
        case "getUpdates":
            return [_with_instance(update) for update in result]
    return True if result is None else result


def _with_instance(update: Json) -> Json:
    if "callback_query" not in update:
        return update
    return {**update, "callback_query": {**update["callback_query"], "chat_instance": "1"}}


@asynccontextmanager
async def emulated(user: int, now: int) -> AsyncIterator[Emulator]:
    """The emulator in a process of its own, for one person."""
    process = await asyncio.create_subprocess_exec(*_command(), stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        port = int(await asyncio.wait_for(process.stdout.readline(), _ANSWER_LIMIT))
        async with Emulator(f"http://127.0.0.1:{port}", user, now).open() as emulator:
            yield emulator
    finally:
        process.kill()
        await process.wait()
