"""A rehearsal told line by line: what each chat shows as it happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import Act
from bot.rehearsal.troupe import Troupe, labels_of, words_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing seen in a chat: who did it, in which chat, and what stands there now."""

    at: datetime
    chat: str
    who: str | None  # null: the bot
    what: str  # new, edited, press
    text: str
    buttons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What a rehearsal came to."""

    days: int
    said: int
    sent: int
    breaches: int
    reports: int


class Lines:
    """Tells every message and press of a troupe; `sent` counts the bot's messages."""

    def __init__(self, tell: Callable[[Line], None]) -> None:
        self.sent = 0
        self._tell = tell
        self._troupe: Troupe | None = None

    def follow(self, troupe: Troupe) -> None:
        self._troupe = troupe
        troupe.api.watch(partial(self._seen, troupe.api))

    def pressed(self, act: Act) -> None:
        """A press to be."""
        if self._troupe:
            api, who = self._troupe.api, self._troupe.actors[act.who].name
            chat = api.chats.chat(self._troupe.id_of(act.place or act.who)).title
            self._tell(Line(at=api.now(), chat=chat, who=who, what="press", text=act.press or ""))

    def _seen(self, api: BotApi, what: str, message: Mapping[str, Any]) -> None:
        if what == "deleted" or not (text := _shown(message)):
            return
        by_bot = api.chats.by_bot(message)
        self.sent += by_bot and what == "new"
        who = None if by_bot else str(message["from"]["first_name"])
        chat = api.chats.chat(int(message["chat"]["id"])).title
        buttons = labels_of(message)
        self._tell(Line(at=api.now(), chat=chat, who=who, what=what, text=text, buttons=buttons))


def _shown(message: Mapping[str, Any]) -> str:
    """What a message says, below what it brings: a picture's size, a file's name."""
    brings = [f"🖼 {size['width']} × {size['height']}" for size in message.get("photo", ())[-1:]]
    if "document" in message:
        brings.append(f"📎 {message['document']['file_name']}")
    return "\n".join([*brings, *filter(None, (words_of(message),))])
