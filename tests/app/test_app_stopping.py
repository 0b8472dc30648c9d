"""Told to stop: heard once, and whatever comes behind it disturbs nobody who ends."""

import os
import signal
from collections.abc import Iterator

import pytest

from bot.app import STOPS, told_to_stop


def raised(*_: object) -> None:
    raise SystemExit


@pytest.fixture(autouse=True)
def former() -> Iterator[None]:
    """What is done with the signals before, which is put back afterwards."""
    kept = {each: signal.signal(each, raised) for each in STOPS}
    yield
    for each, handler in kept.items():
        signal.signal(each, handler)


async def test_who_was_told_is_not_disturbed_by_another_signal_while_ending() -> None:
    with told_to_stop() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
    for each in STOPS:
        os.kill(os.getpid(), each)
    assert stop.by == signal.SIGTERM


async def test_who_ends_untold_leaves_the_signals_as_they_were() -> None:
    with told_to_stop():
        pass
    assert [signal.getsignal(each) for each in STOPS] == [raised] * len(STOPS)
