"""The pace: never more than Telegram allows in any second, and nearly as much as it allows."""

import random
from collections.abc import Callable
from itertools import pairwise

from bot.delivery.pace import ALL_PER_SECOND, MANY, Pace, Ticket


class Road:
    """A server some time away: when each message leaves, and when the server counts it."""

    def __init__(self, trip: Callable[[], float] = lambda: 0.08) -> None:
        self.pace = Pace()
        self.at = 0.0
        self.arrived: list[float] = []
        self._trip = trip
        self._landings: list[tuple[float, int, Callable[[float], None]]] = []

    def send(self, chat: int) -> float:
        """As early as the pace allows, one at a time to a chat; when it left."""
        self._land(max([self.at, *(at for at, to, _ in self._landings if to == chat)]))
        while wait := max(self.pace.wait(self.at), self.pace.resting(self.at).get(chat, 0.0)):
            self._land(self.at + wait)
        ticket = self.pace.take(chat, self.at)
        while wait := self.pace.leave(ticket, self.at):
            self._land(self.at + wait)
        trip = self._trip()
        self.arrived.append(self.at + trip)
        landing = self.at + trip + 0.001
        self._landings.append((landing, chat, lambda at: self.pace.landed(ticket, at, served=True)))
        return self.at

    def _land(self, until: float) -> None:
        """Time passes; answers come in."""
        self._landings.sort(key=lambda one: one[0])
        while self._landings and self._landings[0][0] <= until:
            at, _, land = self._landings.pop(0)
            land(at)
        self.at = until


def _most_in_a_second(moments: list[float]) -> int:
    ordered = sorted(moments)
    return max(sum(at - 1 < other <= at for other in ordered) for at in ordered)


def test_no_second_holds_more_than_thirty_as_the_server_counts_them() -> None:
    road = Road()
    for chat in range(300):
        road.send(chat)
    assert _most_in_a_second(road.arrived) <= ALL_PER_SECOND


def test_no_second_holds_more_than_thirty_however_uneven_the_road_is() -> None:
    chance = random.Random(7)
    road = Road(lambda: 0.05 + chance.choice((0.0, 0.0, 0.0, 0.02, 0.3)))
    for chat in range(600):
        road.send(chat)
    assert _most_in_a_second(road.arrived) <= ALL_PER_SECOND


def test_a_broadcast_keeps_close_to_thirty_a_second() -> None:
    road = Road()
    for chat in range(3000):
        road.send(chat)
    assert 3000 / road.at >= 0.97 * ALL_PER_SECOND


def test_messages_leave_in_steps_so_that_an_answer_never_waits_out_a_second() -> None:
    road = Road()
    left = [road.send(chat) for chat in range(300)]
    assert max(later - earlier for earlier, later in pairwise(left[60:])) < 0.25


def _sent(pace: Pace, count: int) -> list[Ticket]:
    """Messages to as many chats that left at 0 and have not been answered."""
    tickets = [pace.take(chat, 0.0) for chat in range(count)]
    assert [pace.leave(ticket, 0.0) for ticket in tickets] == [0.0] * count
    return tickets


def test_a_place_given_back_is_free_at_once() -> None:
    pace = Pace()
    tickets = _sent(pace, ALL_PER_SECOND)
    last = pace.take(99, 4.0)
    assert pace.leave(last, 5.0) > 0
    pace.give_back(tickets[0])
    assert pace.leave(last, 5.0) == 0


def test_a_message_still_on_its_way_keeps_its_place() -> None:
    pace = Pace()
    _sent(pace, ALL_PER_SECOND)
    assert pace.leave(pace.take(99, 9.0), 9.0) > 0


def test_one_chat_gets_one_message_a_second() -> None:
    road = Road()
    for _ in range(5):
        road.send(7)
    assert all(later - earlier > 1 for earlier, later in pairwise(road.arrived))


def test_a_group_gets_twenty_a_minute() -> None:
    road = Road()
    for _ in range(45):
        road.send(-7)
    at = road.arrived
    assert all(later - earlier > 60 for earlier, later in zip(at, at[20:], strict=False))


def test_what_another_process_sent_counts_as_well() -> None:
    pace = Pace()
    for chat in range(ALL_PER_SECOND):
        pace.remember(chat, 0.9)
    assert pace.leave(pace.take(99, 1.0), 1.0) > 0.9
    assert pace.resting(1.0)[3] > 0.9


def test_a_pause_telegram_asked_of_one_chat_leaves_the_others_free() -> None:
    pace = Pace()
    pace.flooded(7, 0.0, after=30.0)
    assert pace.wait(1.0) == 0.0
    assert pace.resting(0.0) == {7: 30.0}


def test_a_second_chat_asked_to_pause_in_the_same_window_holds_nobody_else() -> None:
    pace = Pace()
    pace.flooded(7, 0.0, after=30.0)
    pace.flooded(8, 10.0, after=5.0)
    assert pace.leave(pace.take(9, 10.0), 10.0) == 0.0


def test_many_chats_asked_to_pause_within_a_second_hold_everybody_for_the_shortest_wait() -> None:
    pace = Pace()
    for n in range(MANY):
        assert pace.wait(10.0 + n / 10) <= 1 / 31
        pace.flooded(n, 10.0 + n / 10, after=5.0)
    assert pace.leave(pace.take(99, 10.5), 10.5) == 4.5


def test_many_chats_asked_to_pause_one_after_the_other_hold_nobody_else() -> None:
    pace = Pace()
    for n in range(3 * MANY):
        pace.flooded(n, n * 0.6, after=300.0)
    assert pace.wait(n * 0.6) == 0.0


def test_many_slow_groups_hold_nobody_else() -> None:
    pace = Pace()
    for n in range(3 * MANY):
        pace.flooded(-1 - n, 0.0, after=900.0)
    assert pace.wait(0.0) == 0.0
    assert set(pace.resting(0.0).values()) == {900.0}


def test_a_message_served_between_the_waits_shows_that_not_everybody_is_meant() -> None:
    pace = Pace()
    for n in range(3 * MANY):
        pace.flooded(n, 0.0, after=300.0)
        ticket = pace.take(-99, 0.0)
        pace.leave(ticket, 0.0)
        pace.landed(ticket, 0.0, served=True)
    assert pace.leave(pace.take(99, 2.0), 2.0) == 0.0


def test_the_same_chat_asked_again_holds_nobody_else() -> None:
    pace = Pace()
    pace.flooded(7, 0.0, after=30.0)
    pace.flooded(7, 10.0, after=30.0)
    assert pace.wait(10.0) == 0.0


def test_a_window_that_is_over_holds_nobody() -> None:
    pace = Pace()
    pace.flooded(7, 0.0, after=3.0)
    pace.flooded(8, 10.0, after=5.0)
    assert pace.wait(10.0) == 0.0
