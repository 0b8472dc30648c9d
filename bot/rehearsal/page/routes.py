"""The addresses of the page, below its token."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any, TypeVar, overload

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.model.say import Mistake, Problem, Say, say
from bot.rehearsal.page import view
from bot.rehearsal.page.session import Session
from bot.rehearsal.page.strip import strip
from bot.rehearsal.page.travel import To
from bot.rehearsal.page.wrong import Gone, Unread, named, reading
from bot.rehearsal.params import Upload, multipart
from bot.texts import LANGUAGES, texts_of

STATIC = Path(__file__).with_name("static")
MOST_FILES = 10  # https://core.telegram.org/bots/api#sendmediagroup
LARGEST, LARGEST_PHOTO = 20 * 2**20, 10 * 2**20  # https://core.telegram.org/bots/api#sending-files
MOST_JSON = 100_000  # bytes
MOST_FORM = MOST_FILES * LARGEST + MOST_JSON
MOST_TEXT, MOST_CAPTION = 4096, 1024  # https://core.telegram.org/bots/api#message
MOST_NAME = 64  # letters of a person's or a group's name

MUST = object()  # instead of what a number is where the request says none

T = TypeVar("T")
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
                Gone: self._gone,
                Unread: self._unread,
                500: self._failed,
            },
        )

    async def _static(self, request: Request) -> Response:
        file = STATIC / request.path_params.get("name", "index.html")
        if not (file.is_file() and STATIC in file.resolve().parents):
            return await self._lost(request, Gone())
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
        before, limit = _number(asked, "before", None), _number(asked, "limit", 50)
        number = _number(asked, "chat")
        with named():
            chat = self._session.stage.troupe.api.chats.chat(number)
        return JSONResponse(view.messages(chat, before, limit))

    async def _file(self, request: Request) -> Response:
        stored = self._session.stage.troupe.api.files.stored(request.path_params["id"])
        if stored is None:
            raise Gone
        return view.file(stored)

    async def _events(self, request: Request) -> Response:
        given = request.headers.get("last-event-id") or request.query_params.get("after")
        after = _number({"after": given}, "after") if given else None
        return StreamingResponse(self._stream(after), media_type="text/event-stream")

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
        until = _day(_field(request.query_params, "until"))
        return JSONResponse({"items": await self._session.ahead.items(until)})

    async def _strip(self, request: Request) -> Response:
        asked = request.query_params
        found = await strip(self._session, _day(_field(asked, "of")), ahead=asked.get("ahead") != "no")
        return JSONResponse(found)

    async def _say(self, request: Request) -> Response:
        given = await _given(request)
        text = _text(given, "text", MOST_TEXT)
        where = _number(given, "person"), _number(given, "chat")
        made = await self._session.say(*where, text, _number(given, "reply_to", None))
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
            _number(texts, "person"),
            _number(texts, "chat"),
            files,
            texts.get("caption", ""),
            _number(texts, "reply_to") if texts.get("reply_to") else None,
            photo=photo,
        )
        return JSONResponse({"message_ids": made})

    async def _press(self, request: Request) -> Response:
        given = await _given(request)
        names = ("person", "chat", "message", "row", "column")
        await self._session.press(*(_number(given, name) for name in names))
        return JSONResponse({})

    async def _edit(self, request: Request) -> Response:
        given = await _given(request)
        text = _text(given, "text", MOST_TEXT)
        person, chat, message = (_number(given, name) for name in ("person", "chat", "message"))
        await self._session.edit(person, chat, message, text)
        return JSONResponse({})

    async def _start(self, request: Request) -> Response:
        given = await _given(request)
        group = _number(given, "group", None)
        await self._session.start(_number(given, "person"), str(given.get("payload", "")), group)
        return JSONResponse({})

    async def _person(self, request: Request) -> Response:
        return JSONResponse(
            {"id": await self._session.arrive(_text(await _given(request), "name", MOST_NAME))}
        )

    async def _group(self, request: Request) -> Response:
        given = await _given(request)
        made = await self._session.found(_text(given, "title", MOST_NAME), _number(given, "person"))
        return JSONResponse({"id": made})

    async def _block(self, request: Request) -> Response:
        given = await _given(request)
        await self._session.block(_number(given, "person"), bool(_field(given, "blocked")))
        return JSONResponse({})

    async def _time(self, request: Request) -> Response:
        given = await _given(request)
        day = _day(given["date"]) if given.get("date") else None
        where = _field(given, "to")
        with reading():
            to = To(where)
        self._session.travel.go(to, day)
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
    body = await _body(request, MOST_JSON)
    with reading():
        found = json.loads(body)
    if not isinstance(found, dict):
        raise Unread
    return found


async def _form(request: Request) -> tuple[dict[str, str], list[Upload]]:
    """The fields of a form, and its files in their order."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    body = await _body(request, MOST_FORM)
    with reading():
        parts = list(multipart(body, str(header.get_param("boundary", ""))))
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


@overload
def _number(given: Mapping[str, Any], key: str) -> int: ...
@overload
def _number(given: Mapping[str, Any], key: str, otherwise: T) -> int | T: ...
def _number(given: Mapping[str, Any], key: str, otherwise: object = MUST) -> object:
    """The number under that key; Gone where there must be one."""
    found: Any = _field(given, key) if otherwise is MUST else given.get(key)
    if found is None and otherwise is not MUST:
        return otherwise
    with reading():
        return int(found)


def _field(given: Mapping[str, Any], key: str) -> Any:
    with named():
        return given[key]


def _day(text: str) -> date:
    with reading():
        return date.fromisoformat(text)


def _text(given: dict[str, Any], key: str, most: int) -> str:
    text = str(_field(given, key))
    if not 1 <= len(text.strip()) <= most:
        raise Mistake(say("rehearsal.so_long", most=most))
    return text
