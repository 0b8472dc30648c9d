"""The addresses of the page, below its token."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.model.say import Mistake, Problem, Say, say
from bot.rehearsal.page import view
from bot.rehearsal.page.session import Session
from bot.rehearsal.page.strip import strip
from bot.rehearsal.page.travel import To
from bot.rehearsal.params import Upload, multipart
from bot.texts import LANGUAGES, texts_of

STATIC = Path(__file__).with_name("static")
MOST_FILES = 10  # https://core.telegram.org/bots/api#sendmediagroup
LARGEST, LARGEST_PHOTO = 20 * 2**20, 10 * 2**20  # https://core.telegram.org/bots/api#sending-files
MOST_JSON = 100_000  # bytes
MOST_FORM = MOST_FILES * LARGEST + MOST_JSON
MOST_TEXT, MOST_CAPTION = 4096, 1024  # https://core.telegram.org/bots/api#message
MOST_NAME = 64  # letters of a person's or a group's name

Page = Callable[[Request], Awaitable[Response]]


class Pages:
    """The page and its answers, as a starlette application."""

    def __init__(self, session: Session, *, copied: bool, opens: date) -> None:
        self._session = session
        self._copied = copied
        self._opens = opens
        reads: dict[str, Page] = {
            "state": self._state,
            "texts": self._texts,
            "messages": self._messages,
            "file/{id}": self._file,
            "events": self._events,
            "script": self._script,
            "ahead": self._ahead,
            "strip": self._strip,
        }
        deeds: dict[str, Page] = {
            "say": self._say,
            "send": self._send,
            "press": self._press,
            "edit": self._edit,
            "start": self._start,
            "person": self._person,
            "group": self._group,
            "block": self._block,
            "time": self._time,
        }
        routes = [Route("/", self._static), Route("/static/{name:path}", self._static)]
        routes += [Route(f"/api/{name}", page) for name, page in reads.items()]
        routes += [Route(f"/api/{name}", page, methods=["POST"]) for name, page in deeds.items()]
        self.app = Starlette(
            routes=routes,
            exception_handlers={
                404: self._lost,
                405: self._lost,
                Mistake: self._mistaken,
                LookupError: self._gone,
                ValueError: self._unread,
                500: self._failed,
            },
        )

    async def _static(self, request: Request) -> Response:
        file = STATIC / request.path_params.get("name", "index.html")
        if not (file.is_file() and STATIC in file.resolve().parents):
            return await self._lost(request, LookupError())
        return FileResponse(file)

    async def _state(self, _: Request) -> Response:
        found = await view.state(self._session, copied=self._copied, opens=self._opens.isoformat())
        return JSONResponse(found)

    async def _texts(self, request: Request) -> Response:
        language = request.query_params.get("language", "")
        if language not in LANGUAGES:
            raise Mistake(say("rehearsal.no_language", known=LANGUAGES, found=language))
        return JSONResponse(texts_of(language, "page"))

    async def _messages(self, request: Request) -> Response:
        asked = request.query_params
        before = int(asked["before"]) if "before" in asked else None
        chat = self._session.stage.troupe.api.chats.chat(int(asked["chat"]))
        return JSONResponse(view.messages(chat, before, int(asked.get("limit", "50"))))

    async def _file(self, request: Request) -> Response:
        stored = self._session.stage.troupe.api.files.stored(request.path_params["id"])
        if stored is None:
            raise LookupError
        return view.file(stored)

    async def _events(self, request: Request) -> Response:
        given = request.headers.get("last-event-id") or request.query_params.get("after")
        return StreamingResponse(self._stream(int(given) if given else None), media_type="text/event-stream")

    async def _stream(self, after: int | None) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        async for batch in self._session.feed.follow(after):
            if batch.things is None:
                yield f"id: {batch.seq}\nevent: reload\ndata: {{}}\n\n"
            elif batch.things:
                told = json.dumps(batch.things, ensure_ascii=False)
                yield f"id: {batch.seq}\nevent: things\ndata: {told}\n\n"
            else:
                yield ": \n\n"

    async def _script(self, _: Request) -> Response:
        stage = self._session.stage
        troupe, texts = stage.troupe, stage.robot.world.texts
        text = self._session.recorder.text(troupe.cast, troupe.files, stage.clock.now().date(), texts)
        headers = {"Content-Disposition": 'attachment; filename="rehearsal.yaml"'}
        return Response(text, media_type="application/yaml", headers=headers)

    async def _ahead(self, request: Request) -> Response:
        until = date.fromisoformat(request.query_params["until"])
        return JSONResponse({"items": await self._session.ahead.items(until)})

    async def _strip(self, request: Request) -> Response:
        asked = request.query_params
        found = await strip(self._session, date.fromisoformat(asked["of"]), ahead=asked.get("ahead") != "no")
        return JSONResponse(found)

    async def _say(self, request: Request) -> Response:
        given = await _given(request)
        text = _text(given, "text", MOST_TEXT)
        made = await self._session.say(given["person"], given["chat"], text, given.get("reply_to"))
        return JSONResponse({"message_id": made})

    async def _send(self, request: Request) -> Response:
        texts, files = await _form(request)
        photo = texts.get("as") == "photo"
        for each in files:
            most = LARGEST_PHOTO if photo else LARGEST
            if len(each.data) > most:
                raise Mistake(say("rehearsal.too_large", name=each.name, most=most // 2**20))
        if len(texts.get("caption", "")) > MOST_CAPTION:
            raise Mistake(say("rehearsal.so_long", most=MOST_CAPTION))
        if not 1 <= len(files) <= MOST_FILES:
            raise Mistake(say("rehearsal.so_many_files", most=MOST_FILES, found=len(files)))
        made = await self._session.send(
            int(texts["person"]),
            int(texts["chat"]),
            files,
            texts.get("caption", ""),
            int(texts["reply_to"]) if texts.get("reply_to") else None,
            photo=photo,
        )
        return JSONResponse({"message_ids": made})

    async def _press(self, request: Request) -> Response:
        given = await _given(request)
        names = ("person", "chat", "message", "row", "column")
        await self._session.press(*(int(given[name]) for name in names))
        return JSONResponse({})

    async def _edit(self, request: Request) -> Response:
        given = await _given(request)
        text = _text(given, "text", MOST_TEXT)
        await self._session.edit(given["person"], given["chat"], given["message"], text)
        return JSONResponse({})

    async def _start(self, request: Request) -> Response:
        given = await _given(request)
        await self._session.start(given["person"], str(given.get("payload", "")), given.get("group"))
        return JSONResponse({})

    async def _person(self, request: Request) -> Response:
        return JSONResponse(
            {"id": await self._session.arrive(_text(await _given(request), "name", MOST_NAME))}
        )

    async def _group(self, request: Request) -> Response:
        given = await _given(request)
        made = await self._session.found(_text(given, "title", MOST_NAME), given["person"])
        return JSONResponse({"id": made})

    async def _block(self, request: Request) -> Response:
        given = await _given(request)
        await self._session.block(given["person"], bool(given["blocked"]))
        return JSONResponse({})

    async def _time(self, request: Request) -> Response:
        given = await _given(request)
        day = date.fromisoformat(given["date"]) if given.get("date") else None
        self._session.travel.go(To(given["to"]), day)
        return JSONResponse({"clock": self._session.travel.clock()})

    async def _mistaken(self, _: Request, error: Exception) -> Response:
        assert isinstance(error, Mistake)
        return self._error(400, error.what[0])

    async def _gone(self, _: Request, __: Exception) -> Response:
        return self._error(404, say("rehearsal.gone"))

    async def _unread(self, _: Request, __: Exception) -> Response:
        return self._error(400, say("rehearsal.unread"))

    async def _failed(self, _: Request, __: Exception) -> Response:
        return self._error(500, say("rehearsal.failed"))  # uvicorn logs what it was

    async def _lost(self, _: Request, __: Exception) -> Response:
        return self._error(404, say("rehearsal.no_page"))

    def _error(self, status: int, what: Say | Problem) -> Response:
        said = what.say if isinstance(what, Problem) else what  # a page has no lines
        texts = self._session.stage.robot.world.texts
        return JSONResponse({"error": texts.plain(said)}, status)


async def _given(request: Request) -> dict[str, Any]:
    found = json.loads(await _body(request, MOST_JSON))
    if not isinstance(found, dict):
        raise ValueError("object expected")
    return found


async def _form(request: Request) -> tuple[dict[str, str], list[Upload]]:
    """The fields of a form, and its files in their order."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    parts = list(multipart(await _body(request, MOST_FORM), str(header.get_param("boundary", ""))))
    texts = {name: part for name, part in parts if isinstance(part, str)}
    files = [part for _, part in parts if isinstance(part, Upload)]
    return texts, [replace(file, name=file.name.replace("\\", "/").rpartition("/")[2]) for file in files]


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Mistake(say("rehearsal.too_much", most=most // 2**10))
    return bytes(body)


def _text(given: dict[str, Any], key: str, most: int) -> str:
    text = str(given[key])
    if not 1 <= len(text.strip()) <= most:
        raise Mistake(say("rehearsal.so_long", most=most))
    return text
