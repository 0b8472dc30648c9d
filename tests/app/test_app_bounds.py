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
ASKED = asyncio.Event()  # for the page that never answers
Open = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


async def page(request: Request) -> Response:
    return PlainTextResponse(await request.body() or "well")


async def never(_: Request) -> Response:
    ASKED.set()
    await asyncio.Event().wait()
    raise AssertionError


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
    return Starlette(
        routes=[
            Route("/", page, methods=["GET", "POST"]),
            Route("/long", lambda _: PlainTextResponse("x" * 1_000_000)),
            Route("/never", never),
        ]
    )


async def said(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the server closes the connection; nothing where it is cut off."""
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionError:
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


async def test_whoever_holds_all_connections_shuts_out_nobody() -> None:
    async with serving(most=3) as connect:
        (first, _), *others = [await connect() for _ in range(3)]
        reader, writer = await connect()
        writer.write(WHOLE)
        assert (await said(reader)).endswith(b"well")
        assert await said(first) == b""  # which had kept the server waiting longest
        others[0][1].write(WHOLE)
        assert (await said(others[0][0])).endswith(b"well")


async def test_a_connection_that_was_answered_and_says_no_more_makes_room_as_well() -> None:
    async with serving(most=1) as connect:
        idle, writer = await connect()
        writer.write(WHOLE.replace(b"Connection: close\r\n", b""))
        await asyncio.wait_for(idle.readuntil(b"well"), PATIENCE)
        reader, writer = await connect()
        writer.write(WHOLE)
        assert (await said(reader)).endswith(b"well")
        assert await said(idle) == b""


async def test_who_never_reads_his_answers_makes_room_as_well() -> None:
    async with serving(most=2) as connect:
        for _ in range(2):
            _, writer = await connect()  # whose reader stops at its limit
            writer.write(WHOLE.replace(b"Connection: close\r\n", b"").replace(b"/ ", b"/long ") * 40)
        answer = b""
        async with asyncio.timeout(PATIENCE):
            while not answer:  # until the server's own buffers are full it is still at work for both
                reader, writer = await connect()
                writer.write(WHOLE)
                answer = await said(reader)
        assert answer.endswith(b"well")


async def test_a_connection_too_many_is_cut_off_where_all_others_are_being_answered() -> None:
    async with serving(most=1) as connect:
        _, writer = await connect()
        writer.write(WHOLE.replace(b"/ ", b"/never "))
        await asyncio.wait_for(ASKED.wait(), PATIENCE)
        assert await said((await connect())[0]) == b""


async def test_who_asks_again_on_one_connection_is_answered_again() -> None:
    async with serving() as connect:
        reader, writer = await connect()
        for _ in range(3):
            writer.write(WHOLE.replace(b"Connection: close\r\n", b""))
            assert (await asyncio.wait_for(reader.readuntil(b"well"), PATIENCE)).startswith(b"HTTP/1.1 200")


async def test_a_server_that_could_not_begin_is_stopped_like_any_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Server(_app(), "127.0.0.1", taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            await server.start()
        await server.stop()
