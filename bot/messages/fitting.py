"""A last look before a message leaves: whatever people wrote, Telegram must be able to take it."""

from html import unescape

from markupsafe import escape

from bot.model.message import Button, Message
from bot.texts.limits import MESSAGE, clean, clip, fits, line, tagless

LABEL = 64  # UTF-16 units of a button's label: Telegram cuts what a screen can't show
NOTHING = "…"


def fitting(message: Message) -> Message:
    """The message as it may be sent: 1 to 4096 UTF-16 units, valid Unicode, a label on every button.

    What is too long loses its markup and its end: a plain beginning is read, a refused message is not.
    """
    html = clean(message.html)
    if not fits(html):
        html = str(escape(clip(unescape(tagless(html)), MESSAGE)))
    if not clean(tagless(html)):
        html = NOTHING
    return Message(html, tuple(tuple(_button(one) for one in row) for row in message.buttons))


def _button(button: Button) -> Button:
    return Button(line(button.label, LABEL) or NOTHING, button.data)
