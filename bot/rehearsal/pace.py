"""Telegram's limits on sending, judged by the clock the rehearsal plays."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rehearsal.refusal import too_many


class Limits(StrEnum):
    """What happens when a limit is broken: 429, only counted, or nothing."""

    ENFORCE = "enforce"
    COUNT = "count"
    OFF = "off"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """One send too many: `scope` is "bot", "private" or "group"."""

    scope: str
    chat_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _Rule:
    """At most `most` sends in any `window`."""

    scope: str
    most: int
    window: timedelta


# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about one message a
# second in a chat, with short bursts let through; 20 a minute in a group; about 30 a second in all.
_BOT = _Rule("bot", 30, timedelta(seconds=1))
_GROUP = _Rule("group", 20, timedelta(minutes=1))
_PRIVATE = _Rule("private", 5, timedelta(seconds=5))
_PRIVATE_STRICT = _Rule("private", 1, timedelta(seconds=1))


class Pace:
    """Counts sends in sliding windows; a refused send takes no place in them."""

    def __init__(self, now: Callable[[], datetime], *, limits: Limits, strict: bool) -> None:
        self._now = now
        self.limits = limits
        self.strict = strict
        self.breaches: list[Breach] = []
        self.slow_mode: dict[int, int] = {}
        self._sends: defaultdict[tuple[str, int], deque[datetime]] = defaultdict(deque)
        self._shut_until: dict[int | None, datetime] = {}

    def flood(self, chat_id: int | None, seconds: int) -> None:
        """Answers every send to this chat (null: to any) with a 429 for so long, whatever `limits` says."""
        self._shut_until[chat_id] = self._now() + timedelta(seconds=seconds)

    def admit(self, chat_id: int) -> None:
        """Counts one send to a chat (a negative id is a group); raises a 429 when limits are enforced.

        A chat in `slow_mode` takes one send in so many seconds, which no sender can know beforehand:
        always enforced, and no breach.
        """
        shut = max(self._shut_until.get(key, self._now()) for key in (None, chat_id)) - self._now()
        if shut > timedelta(0):
            raise too_many(math.ceil(shut.total_seconds()))
        self._count(chat_id)
        if chat_id in self.slow_mode:
            self.flood(chat_id, self.slow_mode[chat_id])

    def _count(self, chat_id: int) -> None:
        if self.limits is Limits.OFF:
            return
        waits = [self._wait(rule, key, chat_id) for rule, key in self._rules(chat_id)]
        if any(waits) and self.limits is Limits.ENFORCE:
            raise too_many(math.ceil(max(waits)))
        for rule, key in self._rules(chat_id):
            self._sends[rule.scope, key].append(self._now())

    def _rules(self, chat_id: int) -> Iterator[tuple[_Rule, int]]:
        yield _BOT, 0
        if chat_id < 0:
            yield _GROUP, chat_id
        else:
            yield _PRIVATE_STRICT if self.strict else _PRIVATE, chat_id

    def _wait(self, rule: _Rule, key: int, chat_id: int) -> float:
        """Seconds until this rule lets one more pass; 0 when it does now."""
        now, sends = self._now(), self._sends[rule.scope, key]
        while sends and sends[0] <= now - rule.window:
            sends.popleft()
        if len(sends) < rule.most:
            return 0.0
        self.breaches.append(Breach(scope=rule.scope, chat_id=chat_id, at=now))
        return (sends[-rule.most] + rule.window - now).total_seconds()
