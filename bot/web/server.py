"""An HTTP server that stays within bounds: so many connections, and so long for a request to arrive."""

import asyncio
import os
import socket

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 200  # Telegram opens up to 100: core.telegram.org/bots/api#setwebhook
LONGEST_REQUEST = 20.0  # seconds from a connection, or a request's first byte, to its last
AT_ONCE = 64  # connections taken up in one go, beyond those allowed: each is a file descriptor too


class Bounded(H11Protocol):
    """A connection that is closed where its request doesn't arrive in time, or makes room for a newer one.

    uvicorn bounds the time between requests only: whoever sends nothing, or a byte a minute, would hold
    his connection, and with it a file descriptor, for ever.
    """

    longest: float = LONGEST_REQUEST
    most: int = MOST_CONNECTIONS
    _since: float = 0.0  # by the loop's clock: when a request was last begun or ended
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._since = self.loop.time()
        self._expect()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._expect()
        else:
            self._expect_nothing()

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_nothing()
        super().connection_lost(exc)

    def _make_room(self) -> None:
        """Cut off who has kept us waiting longest, so that whoever holds all connections shuts out nobody;
        where we are at work for all of them, this one."""
        waiting = (each for each in self.connections if isinstance(each, Bounded) and each._waits_for_them())
        cut = min(waiting, key=lambda each: each._since, default=self)
        self.connections.discard(cut)  # at once: the loop tells of the loss only later
        cut.transport.abort()

    def _waits_for_them(self) -> bool:
        """For a request, or for its answer to be read."""
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY) or self.flow.write_paused

    def _expect(self) -> None:
        """The rest of a request; what came of it gives no more time."""
        if self._late is None:
            self._late = self.loop.call_later(self.longest, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Server:
    """An HTTP server inside our loop that leaves signals and logging to the program."""

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        *,
        longest: float = LONGEST_REQUEST,
        most: int = MOST_CONNECTIONS,
    ) -> None:
        """`longest` seconds a request may take to arrive, `most` connections at once."""
        bounded = type("Connection", (Bounded,), {"longest": longest, "most": most})
        config = uvicorn.Config(
            app,
            http=bounded,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            backlog=AT_ONCE,
            timeout_graceful_shutdown=2,
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
        try:
            listener.bind(self._address)
            await self._server.startup([listener])
        except OSError:
            listener.close()
            raise
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Nothing to do where it could not begin."""
        if self._server.started:
            await self._server.shutdown()
