"""A message's file, made where it keeps nobody waiting; who asked for it sees that it comes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.messages.rendered import Rendered
from bot.model.message import Delivery, Message, OutboxKind

Show = Callable[[int, int | None], Coroutine[None, None, None]]  # the sign, in a chat or its topic
T = TypeVar("T")
log = logging.getLogger(__name__)

SHOWN = 4.0  # seconds after which the sign is shown again: Telegram takes it away after five
LATE = 1.0  # seconds at most that a made file waits for it: shown behind the file it would say the contrary


async def with_file(
    rendered: Rendered | None, show: Show, row: Delivery, unasked: asyncio.Lock
) -> Rendered | None:
    """The message with its file; of those that nobody asked for one at a time is made, since hundreds of them
    would take every thread from what somebody waits for."""
    if rendered is None or rendered.file is None or rendered.message.file:
        return rendered
    pushed = row.kind is not OutboxKind.FILE or getattr(row.subject, "week", None)
    if pushed:
        async with unasked:
            file = await asyncio.to_thread(rendered.file)
    else:
        file = await announced(rendered.file, partial(show, row.chat_id, row.thread_id))
    return replace(rendered, message=replace(rendered.message, file=file))


async def announced(make: Callable[[], T], sign: Callable[[], Coroutine[None, None, None]]) -> T:
    """What is made on another thread, with a sign in the chat for as long as it is being made."""
    made = asyncio.create_task(asyncio.to_thread(make))
    while not made.done():
        shown = asyncio.create_task(sign())
        await asyncio.wait({made}, timeout=SHOWN)
        await asyncio.wait({shown}, timeout=LATE)
        shown.cancel()
    return await made


async def without_id(rendered: Rendered) -> Message:
    """The message with our own copy of its file, or why there is none."""
    try:
        file = await asyncio.to_thread(rendered.file) if rendered.file else None
    except OSError as error:
        log.warning("action=copy failed=%s", error.strerror)
        file = None
    return (rendered.without if file is None else None) or replace(rendered.message, file=file)
