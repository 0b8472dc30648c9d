"""The database opened, and upgraded where need be, while signals are heard: an upgrade may take long."""

import asyncio
from concurrent.futures import Future
from threading import Thread
from typing import Any

from bot.store.databases.halt import Halt
from bot.store.store import Store

PATIENCE = 3.0  # seconds for what was under way to be undone
AGAIN = 0.05


async def opened(url: str, stop: asyncio.Event) -> Store | None:
    """The store, or None where we are told to stop before it is open: an upgrade is undone as a whole."""
    result, halt = Future[Store](), Halt()
    # Nobody waits for this thread at the end: of a server that doesn't answer there is nothing to undo.
    Thread(target=_open, args=(url, halt, result), daemon=True, name="opening").start()
    opening, stopping = asyncio.wrap_future(result), asyncio.create_task(stop.wait())
    either: list[asyncio.Future[Any]] = [opening, stopping]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not stop.is_set():
        return await opening
    for _ in range(int(PATIENCE / AGAIN)):
        if opening.done():
            break
        await asyncio.to_thread(halt.now)
        await asyncio.wait([opening], timeout=AGAIN)
    if opening.done() and not opening.exception():  # it was a moment faster
        opening.result().close()
    return None


def _open(url: str, halt: Halt, result: Future[Store]) -> None:
    try:
        result.set_result(Store.open(url, halt=halt))
    except BaseException as error:  # it travels to whoever waits
        result.set_exception(error)
