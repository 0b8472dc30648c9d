"""Writes that wait at the same time are committed together: the disk takes as long for one as for many."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.databases import engine
from bot.store.databases.errors import Reason, StoreUnavailable

MOST = 16
"""Writes in one transaction: about a tenth of a second."""


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """Work that is asked for, and what becomes of it."""

    work: Callable[[Connection], Any]
    future: Future[Any] = field(default_factory=Future)


def carried_out(
    asked: Sequence[Asked], begin: Callable[[], AbstractContextManager[Connection]]
) -> list[Callable[[], None]]:
    """All that nobody has given up is done in one transaction; what tells each how it ended, now that it is
    committed or undone.

    What one of them raises undoes it alone; what the database fails with may have undone all, and fails all.
    """
    some = [each for each in asked if each.future.set_running_or_notify_cancel()]
    ends: list[Callable[[], None]] = []
    if not some:
        return ends
    try:
        with begin() as connection:
            do = _apart if len(some) > 1 else _done
            ends.extend(do(connection, each) for each in some)
    except BaseException as error:  # it travels to whoever asked
        return _failed(some, len(ends), error)
    return ends


def _done(connection: Connection, asked: Asked) -> Callable[[], None]:
    return partial(asked.future.set_result, asked.work(connection))


def _apart(connection: Connection, asked: Asked) -> Callable[[], None]:
    """One of several, of which nothing is kept where it fails."""
    try:
        with engine.piece(connection):
            return _done(connection, asked)
    except (DBAPIError, StoreUnavailable):
        raise
    except Exception as error:  # whatever it is, it travels to whoever asked; the others are not undone by it
        return partial(asked.future.set_exception, error)


def _failed(some: Sequence[Asked], done: int, error: BaseException) -> list[Callable[[], None]]:
    """The one at which the database failed, or all at the commit, are told how; the others that nothing was
    kept, as in any outage."""
    known = done == len(some) or isinstance(error, StoreUnavailable)
    others = error if known else StoreUnavailable(Reason.BUSY)
    told = (error if place == done else others for place in range(len(some)))
    return [partial(each.future.set_exception, why) for each, why in zip(some, told, strict=True)]
