"""How fast messages may leave: Telegram's limits for all chats, one chat, one group."""

from collections import defaultdict, deque

ALL_PER_SECOND = 30  # core.telegram.org/bots/faq: about 30 messages a second to all chats together
CHAT_PAUSE = 1.0  # one message a second to one chat
GROUP_PER_MINUTE = 20  # twenty a minute to one group
# Messages spread on the way: a little air keeps 30 in every second as the server counts seconds.
AIR = 0.02


class Pace:
    """Counts messages as they leave; `at` is a steady count of seconds."""

    def __init__(self) -> None:
        self._sent: deque[float] = deque(maxlen=ALL_PER_SECOND)
        self._chats: dict[int, float] = {}
        self._groups: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_PER_MINUTE))
        self._held_until = 0.0

    def wait(self, at: float) -> float:
        """Seconds until any message may leave."""
        free = self._held_until
        if len(self._sent) == ALL_PER_SECOND:
            free = max(free, self._sent[0] + 1 + AIR)
        return max(0.0, free - at)

    def resting(self, at: float) -> dict[int, float]:
        """The chats that must rest, and for how many seconds."""
        waits = {chat: free - at for chat, free in self._chats.items()}
        self._chats = {chat: self._chats[chat] for chat, wait in waits.items() if wait > 0}
        return {chat: wait for chat, wait in waits.items() if wait > 0}

    def left(self, chat: int, at: float) -> None:
        """A message to the chat leaves now; group ids are negative in Telegram."""
        self._sent.append(at)
        free = at + CHAT_PAUSE + AIR
        if chat < 0:
            minute = self._groups[chat]
            minute.append(at)
            if len(minute) == GROUP_PER_MINUTE:
                free = max(free, minute[0] + 60 + AIR)
        self._chats[chat] = max(free, self._chats.get(chat, 0.0))

    def hold(self, chat: int | None, until: float) -> None:
        """Telegram asked to wait: the chat, or with None everybody."""
        if chat is None:
            self._held_until = max(self._held_until, until)
        else:
            self._chats[chat] = max(until, self._chats.get(chat, 0.0))
