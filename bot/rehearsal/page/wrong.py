"""What is wrong with a request, where that is its own fault: any other error of these kinds is ours."""

from collections.abc import Iterator
from contextlib import contextmanager


class Unread(Exception):
    """A request that is not in the page's form."""


class Gone(Exception):
    """The request names somebody, a chat, a message or a field that there isn't."""


@contextmanager
def reading() -> Iterator[None]:
    """What a request says is read here, and only here is it the request's fault where that fails."""
    try:
        yield
    except (ValueError, TypeError, RecursionError) as error:
        raise Unread from error


@contextmanager
def named() -> Iterator[None]:
    """What a request names is looked up here, and only here is it the request's fault where that fails."""
    try:
        yield
    except LookupError as error:
        raise Gone from error
