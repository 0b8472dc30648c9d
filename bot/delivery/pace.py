"""How fast messages may leave: Telegram's limits for all chats, one chat, one group."""

from collections import defaultdict, deque
from dataclasses import dataclass

ALL_PER_SECOND = 30  # core.telegram.org/bots/faq: about 30 messages a second to all chats together
CHAT_PAUSE = 1.0  # one message a second to one chat
GROUP_PER_MINUTE = 20  # twenty a minute to one group
AIR = 0.005  # seconds of distrust in our own estimate of when a message arrived
# Messages leave in even steps: after a burst, an answer would wait out the rest of its second.
STEP = 1 / 31
LATE = 0.1  # how much of a late step the next ones may make good
READY = 0.03  # a message is claimed and rendered so long before it may leave
MANY = 5  # chats asked to wait within a second: then everybody is meant
OWN_WAIT = 10.0  # seconds; everybody is asked to wait for less
TRIPS = 120  # journeys by which the shortest is known; with fewer than a quarter of them it is not


@dataclass(slots=True, eq=False)
class Ticket:
    """One message's place: from when it is made ready until a second after it surely arrived."""

    chat: int
    left: float | None = None
    landed: float | None = None


class Pace:
    """Counts messages as the server does, by when they arrive; `at` is a steady count of seconds.

    Nobody tells us when a message arrived, only when its answer came. So it counts from the moment it
    left, and for a second after the latest moment it can have arrived: the landing less the shortest
    journey seen. A message held up on the way then never meets thirty others.
    """

    def __init__(self) -> None:
        self._tickets: list[Ticket] = []
        self._trips: deque[float] = deque(maxlen=TRIPS)
        self._shortest = 0.0
        self._chats: dict[int, float] = {}
        self._groups: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_PER_MINUTE))
        self._floods: dict[int, tuple[float, float]] = {}  # when each chat was asked, until when
        self._held_until = 0.0
        self._next = 0.0

    def wait(self, at: float) -> float:
        """Seconds until the next message may be made ready."""
        self._forget(at)
        free = max(self._held_until, self._window(self._tickets, at)) - READY
        return max(0.0, max(free, self._next) - at)

    def leave(self, ticket: Ticket, at: float) -> float:
        """0 and the message leaves now, or the seconds until it may be asked again."""
        self._forget(at)
        left = [other for other in self._tickets if other.left is not None]
        wait = max(self._held_until, self._window(left, at)) - at
        if wait > 0:
            return wait
        ticket.left = at
        return 0.0

    def _forget(self, at: float) -> None:
        self._tickets = [t for t in self._tickets if (end := self._ends(t)) is None or end > at]

    def _window(self, tickets: list[Ticket], at: float) -> float:
        """When fewer than thirty of these count."""
        too_many = len(tickets) - ALL_PER_SECOND
        if too_many < 0:
            return at
        known = sorted(end for ticket in tickets if (end := self._ends(ticket)) is not None)
        # With every message still on its way nothing is known: look again a step later.
        return known[too_many] if too_many < len(known) else at + STEP

    def resting(self, at: float) -> dict[int, float]:
        """The chats that must rest, and for how many seconds."""
        self._chats = {chat: free for chat, free in self._chats.items() if free > at}
        return {chat: free - at for chat, free in self._chats.items()}

    def take(self, chat: int, at: float) -> Ticket:
        """A place for a message that is about to be made ready; group ids are negative in Telegram."""
        ticket = Ticket(chat)
        self._tickets.append(ticket)
        self._next = max(self._next, at - LATE) + STEP
        return ticket

    def give_back(self, ticket: Ticket) -> None:
        """The message does not leave after all."""
        self._tickets.remove(ticket)

    def landed(self, ticket: Ticket, at: float, *, served: bool, rests: bool = True) -> None:
        """The journey ended, with what was asked or without; an edit lets its chat `rests` be."""
        ticket.landed = at
        if served:
            self._floods = {}
        if served and ticket.left is not None:
            self._trips.append(at - ticket.left)
            self._shortest = min(self._trips) if len(self._trips) >= TRIPS // 4 else 0.0
        if rests:
            self._rest(ticket.chat, self._arrived(ticket, at))

    def remember(self, chat: int, at: float) -> None:
        """A message that another process sent, landed at that moment."""
        self._tickets.append(Ticket(chat, at, at))
        self._rest(chat, at)

    def pause(self, at: float) -> None:
        """What left just before, unknown to us, counts for a second yet."""
        self._next = max(self._next, at + 1 + AIR)

    def flooded(self, chat: int, at: float, after: float) -> None:
        """Telegram asked to wait: it means the chat, and everybody once so many are asked within a second
        and nobody is served. A long wait is a group's own: slow mode, or too many messages in a minute."""
        until = at + after
        self._chats[chat] = max(until, self._chats.get(chat, 0.0))
        if chat < 0 and after > OWN_WAIT:
            return
        self._floods = {c: wait for c, wait in self._floods.items() if c != chat and at - wait[0] <= 1}
        self._floods[chat] = at, until
        if len(self._floods) >= MANY:
            self._held_until = max(self._held_until, min(until for _, until in self._floods.values()))

    def _rest(self, chat: int, arrived: float) -> None:
        free = arrived + CHAT_PAUSE + AIR
        if chat < 0:
            minute = self._groups[chat]
            minute.append(arrived)
            if len(minute) == GROUP_PER_MINUTE:
                free = max(free, minute[0] + 60 + AIR)
        self._chats[chat] = max(free, self._chats.get(chat, 0.0))

    def _ends(self, ticket: Ticket) -> float | None:
        """When the ticket's second is over; None while it is on its way."""
        return None if ticket.landed is None else self._arrived(ticket, ticket.landed) + 1 + AIR

    def _arrived(self, ticket: Ticket, landed: float) -> float:
        return max(ticket.left or landed, landed - self._shortest)
