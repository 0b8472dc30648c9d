"""What every renderer shares: a message made, or none; buttons, and the task a row is about."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from markupsafe import escape

from bot.messages.view import View
from bot.model.message import Button, File, Message, Subject
from bot.model.plan import Task
from bot.texts.limits import MESSAGE, clean, clip, fits, line, tagless

LABEL = 64  # UTF-16 units of a button's label: Telegram cuts what a screen can't show
NOTHING = "…"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to go, and its row's subject as it was rendered.

    `file` makes the message's file. It may take a second, so it is called outside the transaction, on
    another thread, and holds all it needs. Where the message has its file already, known to Telegram by an
    id, it is called if Telegram refuses that; `without` is said where there is no file then (OSError).
    """

    message: Message
    subject: Subject
    file: Callable[[], File] | None = None
    without: Message | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing to say any more, and why (kept in the ledger)."""

    reason: str


def button(view: View, key: str, payload: str, **values: Any) -> Button:
    """A button whose label is one of the texts."""
    return Button(view.world.texts.plain(key, **values), payload)


def task_of(view: View, of: Subject) -> Task | None:
    """The first task a message is about, or None where the plan no longer has it."""
    return view.world.catalog.task(of.tasks[0])


def fitting(message: Message) -> Message:
    """The message as it may be sent: 1 to 4096 UTF-16 units, valid Unicode, a label on every button.

    What is too long loses its markup and its end: a plain beginning is read, a refused message is not.
    """
    html = clean(message.html)
    if not fits(html):
        html = str(escape(clip(unescape(tagless(html)), MESSAGE)))
    if not clean(tagless(html)):
        html = NOTHING
    buttons = tuple(tuple(_button(one) for one in row) for row in message.buttons)
    return replace(message, html=html, buttons=buttons)


def _button(button: Button) -> Button:
    return Button(line(button.label, LABEL) or NOTHING, button.data)
