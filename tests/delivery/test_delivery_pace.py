"""The pace: never more than Telegram allows in any second, and nearly as much as it allows."""

from bot.delivery.pace import Pace


def _leave(pace: Pace, chat: int, at: float) -> float:
    """Send to the chat as early as the pace allows from `at` on; returns when."""
    at += pace.wait(at)
    at += pace.resting(at).get(chat, 0.0)
    pace.left(chat, at)
    return at


def test_thirty_messages_to_thirty_chats_leave_at_once() -> None:
    pace = Pace()
    assert [_leave(pace, chat, 0.0) for chat in range(30)] == [0.0] * 30


def test_no_second_holds_more_than_thirty() -> None:
    pace, at, left = Pace(), 0.0, []
    for chat in range(300):
        at = _leave(pace, chat, at)
        left.append(at)
    assert all(later - earlier > 1 for earlier, later in zip(left, left[30:], strict=False))


def test_a_broadcast_keeps_close_to_thirty_a_second() -> None:
    pace, at = Pace(), 0.0
    for chat in range(3000):
        at = _leave(pace, chat, at)
    assert 3000 / at >= 0.97 * 30


def test_one_chat_gets_one_message_a_second() -> None:
    pace = Pace()
    first, second = _leave(pace, 7, 0.0), _leave(pace, 7, 0.0)
    assert second - first > 1


def test_a_group_gets_twenty_a_minute() -> None:
    pace, at, left = Pace(), 0.0, []
    for _ in range(45):
        at = _leave(pace, -7, at)
        left.append(at)
    assert all(later - earlier > 60 for earlier, later in zip(left, left[20:], strict=False))


def test_a_pause_telegram_asked_of_one_chat_leaves_the_others_free() -> None:
    pace = Pace()
    pace.hold(-7, until=30.0)
    assert pace.wait(0.0) == 0.0
    assert pace.resting(0.0) == {-7: 30.0}


def test_a_pause_telegram_asked_of_all_holds_everybody() -> None:
    pace = Pace()
    pace.hold(None, until=30.0)
    assert pace.wait(10.0) == 20.0
