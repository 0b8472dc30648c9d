"""The pages' server within its bounds: what never becomes a request holds no connection."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import Server

SHORT = 0.2  # seconds a request may take here
PATIENCE = 20.0  # until a test gives up
WHOLE = b"GET / HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n"
Open = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


async def page(request: Request) -> Response:
    return PlainTextResponse(await request.body() or "well")


@asynccontextmanager
async def serving(longest: float = PATIENCE, most: int = 200) -> AsyncIterator[Open]:
    """A server on a free port, and what opens a connection to it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    server, opened = Server(_app(), "127.0.0.1", port, longest=longest, most=most), []

    async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        opened.append(writer)
        return reader, writer

    await server.start()
    try:
        yield connect
    finally:
        for writer in opened:
            writer.close()
        await server.stop()


def _app() -> Starlette:
    return Starlette(routes=[Route("/", page, methods=["GET", "POST"])])


async def said(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the server closes the connection; nothing where it is cut off."""
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: b", id="half_a_header"),
        pytest.param(b"POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 9\r\n\r\nhalf", id="half_a_body"),
    ],
)
async def test_what_does_not_become_a_request_in_time_is_cut_off(sent: bytes) -> None:
    async with serving(longest=SHORT) as connect:
        reader, writer = await connect()
        writer.write(sent)
        assert await said(reader) == b""


async def test_a_byte_now_and_then_gives_no_more_time() -> None:
    async with serving(longest=SHORT) as connect:
        reader, writer = await connect()
        cut = asyncio.create_task(said(reader))
        for byte in WHOLE * 100:
            if cut.done():
                break
            writer.write(bytes([byte]))
            await asyncio.sleep(SHORT / 20)
        assert cut.done() and await cut == b""


async def test_a_connection_too_many_is_cut_off_and_the_others_are_served() -> None:
    async with serving(most=3) as connect:
        readers = [await connect() for _ in range(3)]
        assert await said((await connect())[0]) == b""
        reader, writer = readers[0]
        writer.write(WHOLE)
        assert (await said(reader)).endswith(b"well")


async def test_who_asks_again_on_one_connection_is_answered_again() -> None:
    async with serving() as connect:
        reader, writer = await connect()
        for _ in range(3):
            writer.write(WHOLE.replace(b"Connection: close\r\n", b""))
            assert (await asyncio.wait_for(reader.readuntil(b"well"), PATIENCE)).startswith(b"HTTP/1.1 200")
