"""Refusals switched on by place and sort: of one chat, one topic, one method."""

from dataclasses import dataclass

from bot.rehearsal.params import Params
from bot.rehearsal.refusal import RefusalError

_SENDS = ("sendmessage", "sendphoto", "senddocument")


@dataclass(frozen=True, kw_only=True, slots=True)
class Restriction:
    """Whom a refusal meets: `chat_id` null is every chat; `thread` null all of it, 0 what goes to no topic.

    An empty `method` is everything that sends; any other is that method alone.
    """

    chat_id: int | None
    thread: int | None
    method: str
    refusal: RefusalError

    def meets(self, method: str, params: Params) -> bool:
        methods = (self.method.lower(),) if self.method else _SENDS
        return (
            method.lower() in methods
            and self.chat_id in (None, params.whole("chat_id"))
            and self.thread in (None, params.whole("message_thread_id"))
        )


class Restrictions:
    """All that is switched on; the newest is asked first."""

    def __init__(self) -> None:
        self._kept: list[Restriction] = []

    def add(self, restriction: Restriction) -> None:
        self._kept.insert(0, restriction)

    def lift(self, chat_id: int | None, thread: int | None) -> None:
        """Ends those of a chat, or of one topic of it."""
        self._kept = [one for one in self._kept if one.chat_id != chat_id or thread not in (None, one.thread)]

    def admit(self, method: str, params: Params) -> None:
        """Raises the refusal that meets this call, if any does."""
        for one in self._kept:
            if one.meets(method, params):
                raise one.refusal
