"""Codes of invitations: how they are made, what link carries one, and how long it works."""

import secrets
from datetime import datetime, timedelta

from bot.model.people import Role

LENGTH = 32  # letters of a code
CODE_LIVES = timedelta(days=7)


def new_code() -> str:
    """A code within Telegram's limits for a deep link: 1 to 64 of A-Z a-z 0-9 _ and -."""
    return secrets.token_urlsafe(LENGTH * 3 // 4)


def deep_link(bot_name: str, role: Role, code: str) -> str:
    """The link that carries the code; a group's asks which group to add the bot to."""
    start = "startgroup" if role is Role.GROUP else "start"
    return f"https://t.me/{bot_name}?{start}={code}"


def expiry(now: datetime) -> datetime:
    """When a code made now stops working."""
    return now + CODE_LIVES
