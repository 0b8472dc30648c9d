"""Signs of life of one process; the loops write them, the pages read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.say import Problem


@dataclass(slots=True)
class Pulse:
    """Signs of life of one process; the loops write them, the pages read them."""

    bot_id: int
    polls: bool
    leads: bool = False
    waits: bool = False  # stands by: another process leads, and says itself what is wrong
    since: datetime | None = None
    last_poll: datetime | None = None
    last_pass: datetime | None = None
    passes: int = 0
    digests: Mapping[str, datetime] = field(default_factory=dict)  # each plan's next one
    refused: datetime | None = None  # since when Telegram takes our token no more
    broken_plans: Problem | None = None  # the first mistake that keeps edited plans out of force
