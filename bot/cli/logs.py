"""The log on standard error: key=value lines or JSON, without the token, and bounded whatever repeats."""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from types import TracebackType

from bot.settings import masked

MOST_ALIKE = 30  # lines alike in a window
WINDOW = 60.0  # seconds
RESERVED = (
    "at",
    "level",
    "from",
    "left_out",
    "trace",
)  # what every line has; a word of the same name stands behind it


class Form(StrEnum):
    """How a line is written."""

    TEXT = "text"
    JSON = "json"


def begin(form: Form, secret: str, zone: tzinfo) -> None:
    """Every line of the process goes to standard error; not even its last words hold the secret."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet(Lines(zone) if form is Form.TEXT else Objects(zone), secret))
    handler.addFilter(Bounded())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    quiet_libraries()

    def last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace)), secret))

    sys.excepthook = last_words


def quiet_libraries() -> None:
    """httpx logs every URL, and the token is part of it; the others tell of every tick."""
    for name in ("httpx", "httpcore", "telegram", "apscheduler", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It calls a 502 an error and prints the page that came with it; the poller and the sender say so anyway.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


class Discreet(logging.Formatter):
    """Writes a record as another does, its exception included, without the secret."""

    def __init__(self, form: logging.Formatter, secret: str) -> None:
        super().__init__()
        self._form = form
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return masked(self._form.format(record), self._secret)


class Lines(logging.Formatter):
    """`at=… level=… from=… action=… row=7`, quoted where a value has spaces; a trace on lines of its own."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        line = " ".join(f"{key}={_quoted(value)}" for key, value in _told(record, self._zone))
        return "\n".join([line, *filter(None, (_trace(record),))])


class Objects(logging.Formatter):
    """A JSON object a line, with the same keys, and `trace` where there is one."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        told = dict(_told(record, self._zone))
        trace = _trace(record)
        return json.dumps(told | ({"trace": trace} if trace else {}), ensure_ascii=False)


def _told(record: logging.LogRecord, zone: tzinfo) -> Iterator[tuple[str, str]]:
    yield "at", datetime.fromtimestamp(record.created, zone).isoformat(timespec="milliseconds")
    yield "level", record.levelname.lower()
    yield "from", record.name
    for key, value in _words(record):
        yield f"{key}_" if key in RESERVED else key, value
    if left_out := getattr(record, "left_out", 0):
        yield "left_out", str(left_out)


def _words(record: logging.LogRecord) -> list[tuple[str, str]]:
    """What a line of ours says by its keys; a library's stands whole under `message`."""
    pieces = [piece.partition("=") for piece in str(record.msg).split()]
    if not isinstance(record.args, tuple) or not all(sign and key.isidentifier() for key, sign, _ in pieces):
        return [("message", record.getMessage())]
    args, words = list(record.args), []
    for key, _, form in pieces:
        count = form.replace("%%", "").count("%")
        words.append((key, form % tuple(args[:count]) if count else form))
        del args[:count]
    return words


def _quoted(value: str) -> str:
    plain = value and value.isprintable() and not set(value) & set(' "=')
    return value if plain else json.dumps(value, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> str:
    """The trace of an exception, or one that the caller made itself (`extra={"trace": …}`)."""
    own = getattr(record, "trace", "")
    if record.exc_info and record.exc_info[0]:
        own = "".join(traceback.format_exception(*record.exc_info))
    return str(own).rstrip("\n")


@dataclass(slots=True)
class _Alike:
    since: float
    count: int = 0


class Bounded(logging.Filter):
    """Lets so many lines alike through in a window; the next one says how many were left out.

    Whatever fails again and again, ours or a library's, would else fill the disk. Alike is what one place in
    the code says: a library's words may have another address or number in them each time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._alike: dict[tuple[str, int], _Alike] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        place = (record.pathname, record.lineno)
        known = self._alike.get(place)
        if known is None or not 0 <= record.created - known.since <= WINDOW:
            record.left_out = max(0, known.count - MOST_ALIKE) if known else 0
            self._alike[place] = _Alike(record.created, 1)
            return True
        known.count += 1
        return known.count <= MOST_ALIKE
