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

    def admit(self, method: str, params: Params) -> None:
        """Raises the refusal where it meets this call."""
        methods = (self.method.lower(),) if self.method else _SENDS
        here = self.chat_id in (None, params.whole("chat_id"))
        if here and method.lower() in methods and self.thread in (None, params.whole("message_thread_id")):
            raise self.refusal
