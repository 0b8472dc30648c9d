"""The bot's token is shown nowhere: not in a log line at any level, not in the traceback of a bug."""

import logging
import sys
import traceback
from types import TracebackType

MASK = "•••"
GUESSABLE = 20  # characters; a shorter half is a rehearsal's, and may be a word like any other


class Discreet(logging.Formatter):
    """Writes a record, its exception included, without the secret."""

    def __init__(self, form: str, secret: str) -> None:
        super().__init__(form)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record), self._secret)


def masked(text: str, secret: str) -> str:
    """The text less the token, also less its second half alone, which is the part nobody may know."""
    half = secret.partition(":")[2]
    text = text.replace(secret, MASK)
    return text.replace(half, MASK) if len(half) >= GUESSABLE else text


def keep(secret: str) -> None:
    """From now on every handler of the root logger, and the last words of the process, are discreet."""
    for handler in logging.getLogger().handlers:
        form = handler.formatter._fmt if handler.formatter else None
        handler.setFormatter(Discreet(form or logging.BASIC_FORMAT, secret))

    def last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace)), secret))

    sys.excepthook = last_words
