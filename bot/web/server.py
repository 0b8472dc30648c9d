"""An HTTP server that stays within bounds: so many connections, and so long for a request to arrive."""

import os
import socket

import uvicorn
from starlette.applications import Starlette


class Server:
    """An HTTP server inside our loop that leaves signals and logging to the program."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        config = uvicorn.Config(
            app, ws="none", lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=2
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        self._address = (host, port)

    async def start(self) -> None:
        """Listen; OSError where the port is taken."""
        # With the protocol named, asyncio switches off Nagle's delay of 40 ms.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere it lets two programs listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(self._address)
        await self._server.startup([listener])

    async def stop(self) -> None:
        await self._server.shutdown()
