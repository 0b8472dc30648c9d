"""The way out to people, and how it can fail."""

from dataclasses import dataclass
from typing import Protocol

from bot.model.message import Message


class Wire(Protocol):
    """Sends one message or changes one; returns the message's id. Raises the failures below."""

    async def send(self, chat_id: int, message: Message, thread_id: int | None = None) -> int: ...

    async def edit(self, chat_id: int, message_id: int, message: Message) -> int: ...

    async def busy(self, chat_id: int, thread_id: int | None = None) -> None:
        """Shows that a file is on its way; raises nothing, whatever becomes of it."""


class WireFailure(Exception):
    """A send that did not end in a message."""


@dataclass
class RetryLater(WireFailure):
    """Surely not sent; try again after so many seconds (null: our own growing pause).

    `flood`: Telegram itself asked to slow down.
    """

    reason: str
    after: float | None = None
    flood: bool = False


@dataclass
class CutOff(WireFailure):
    """The connection ended before the answer: sent or not, nobody knows."""

    reason: str


@dataclass
class Unreachable(WireFailure):
    """The person blocked the bot, the chat or topic is no more, or nothing may be written there."""

    reason: str


@dataclass
class Refused(WireFailure):
    """Telegram will not take this message, or what it carries."""

    reason: str


@dataclass
class Migrated(WireFailure):
    """The group is a supergroup now, under another id."""

    new_chat_id: int
