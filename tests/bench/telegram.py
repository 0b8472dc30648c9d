"""The bundled Bot API in a process apart: what is done there, and what it saw."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.virtual import VirtualClock

from .clocks import Shifted, moment

TOKEN = "1000000000:bench"
SENDS = ("sendMessage", "sendPhoto", "sendDocument")


@dataclass
class Seen:
    """What the bot sent since somebody last looked: when each message came, and how it was called for."""

    at: list[float] = field(default_factory=list)
    of_chat: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    actions: int = 0


@dataclass
class Telegram:
    api: BotApi
    clock: VirtualClock | None
    seen: Seen = field(default_factory=Seen)


_here: list[Telegram] = []


async def open_telegram(shift: timedelta | None, day: str = "") -> str:
    """Begins to answer, by a shifted clock or one that stands still; the address."""
    clock = None if shift is not None else VirtualClock(moment(day))
    now = clock.now if clock else Shifted(shift or timedelta()).now
    api = BotApi(now=now, token=TOKEN, limits="count" if shift is not None else "off", first_update_id=1)
    _here.append(Telegram(api, clock))
    api.watch(_watch)
    api.acting = _acted
    return await api.start()


def people(officials: Mapping[int, str], groups: Mapping[int, str]) -> None:
    """Everybody has met the bot already."""
    api = _here[0].api
    for chat, name in officials.items():
        api.add_person(chat, name)
        api.chats.person(chat).started = True
    first = next(iter(officials))
    for chat, name in groups.items():
        api.add_group(chat, name, [first])
        api.chats.chat(chat).bot = "member"


def move_to(when: datetime) -> None:
    clock = _here[0].clock
    assert clock is not None
    clock.move_to(when)


def say(user: int, text: str) -> int:
    return _here[0].api.say(user, user, text)


def press(user: int, label: str) -> None:
    """On the bot's last message there that has such a button."""
    api = _here[0].api
    for message in reversed(api.messages(user)):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if any(label in button["text"] for row in rows for button in row):
            api.press(user, user, message["message_id"], label)
            return
    raise LookupError(f"no button {label}")


def last_text(chat: int) -> str:
    """The bot's last words there."""
    api = _here[0].api
    own = [message for message in api.messages(chat) if message["from"]["id"] == api.bot["id"]]
    return str(own[-1].get("text", own[-1].get("caption", ""))) if own else ""


def look() -> Seen:
    """What came since the last look."""
    telegram = _here[0]
    seen, telegram.seen = telegram.seen, Seen()
    return seen


def forget_calls() -> None:
    _here[0].api.calls.clear()


def sent() -> Sequence[tuple[str, Mapping[str, str]]]:
    """Every send that was taken, with what was in it."""
    return [
        (call.method, dict(call.params)) for call in _here[0].api.calls if call.method in SENDS and call.ok
    ]


def calls() -> Mapping[str, int]:
    return Counter(call.method for call in _here[0].api.calls)


def breaches() -> int:
    return len(_here[0].api.breaches)


def without_limits() -> None:
    from bot.rehearsal.pace import Limits

    _here[0].api.pace.limits = Limits.OFF


async def ask(chats: Sequence[int], each: float, seconds: float, texts: Sequence[str]) -> Sequence[float]:
    """People write or press in turn, `each` so many seconds; how long each waited for the bot's next message.

    Nobody writes again before he was answered; who is not answered waited till the end.
    """
    waits: list[float] = []
    asked: set[asyncio.Task[None]] = set()
    busy: set[int] = set()
    until = time.monotonic() + seconds

    async def one(chat: int, text: str) -> None:
        came, began = _here[0].seen.of_chat[chat], time.monotonic()
        before = len(came)
        if text.startswith("["):
            press(chat, text.strip("[]"))
        else:
            say(chat, text)
        while len(came) == before and time.monotonic() < until + 30:
            await asyncio.sleep(0.005)
        waits.append((came[before] if len(came) > before else time.monotonic()) - began)
        busy.discard(chat)

    number = 0
    while time.monotonic() < until:
        chat, text = chats[number % len(chats)], texts[number // len(chats) % len(texts)]
        if chat not in busy:
            busy.add(chat)
            asked.add(asyncio.create_task(one(chat, text)))
        number += 1
        await asyncio.sleep(each)
    await asyncio.gather(*asked)
    return waits


def flood(chats: Sequence[int], text: str, count: int) -> None:
    """So many messages at once, in turn."""
    for number in range(count):
        say(chats[number % len(chats)], text.format(number=number, percent=number % 90 + 5))


async def trickle(chats: Sequence[int], text: str, count: int, a_second: float) -> None:
    """So many messages, evenly."""
    began = time.monotonic()
    for number in range(count):
        await asyncio.sleep(max(0.0, began + number / a_second - time.monotonic()))
        say(chats[number % len(chats)], text.format(number=number, percent=number % 90 + 5))


def _watch(what: str, message: Mapping[str, Any]) -> None:
    telegram = _here[0]
    if message["from"]["id"] == telegram.api.bot["id"] and what in ("new", "edited"):
        at = time.monotonic()
        telegram.seen.of_chat[message["chat"]["id"]].append(at)
        if what == "new":
            telegram.seen.at.append(at)


def _acted(_: int) -> None:
    _here[0].seen.actions += 1
