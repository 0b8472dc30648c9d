"""What a process takes up before it goes on: nothing, or something that must come first."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def nothing() -> None:
    """Nothing is watched: a rehearsal's plans stay as they are."""


def after(
    first: Callable[[], Awaitable[None]], work: Callable[[], Awaitable[T]]
) -> Callable[[], Awaitable[T]]:
    """The work, and before its first time something else, which is tried again until it is done."""
    done = False

    async def both() -> T:
        nonlocal done
        if not done:
            await first()
            done = True
        return await work()

    return both
