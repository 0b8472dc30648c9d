"""Inline keyboards as Telegram checks them, and the buttons people find on them."""

from typing import Any

from bot.rehearsal.refusal import bad_request

Button = dict[str, Any]

_CALLBACK_DATA_BYTES = 64
_ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")


class NoSuchButtonError(LookupError):
    """A person was asked to press a button that the message doesn't show."""


def inline_keyboard(markup: Any) -> dict[str, Any] | None:
    """The keyboard to keep with a message; null for none and for markup that isn't an inline keyboard."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse inline keyboard markup: field "inline_keyboard" must be of type Array'
        )
    kept = [[_checked(button) for button in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _checked(button: Any) -> Button:
    """https://core.telegram.org/bots/api#inlinekeyboardbutton"""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if not any(action in button for action in _ACTIONS):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = str(button.get("callback_data", "-"))
    if not 1 <= len(data.encode()) <= _CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def find_button(markup: dict[str, Any] | None, label: str, nth: int = 1) -> Button:
    """The button with this label (the `nth` of several), or the only one whose label starts so; else
    NoSuchButtonError."""
    buttons: list[Button] = [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
    exact = [button for button in buttons if button["text"] == label]
    found = exact[nth - 1 : nth] or [button for button in buttons if button["text"].startswith(label)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(repr(button["text"]) for button in buttons) or "no button at all"
    raise NoSuchButtonError(f"{len(found)} buttons answer to {label!r}; the message shows {shown}")
