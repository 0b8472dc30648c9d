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
WINDOW, HOUR = 60.0, 3600.0  # seconds; a failure's is an hour
RESERVED = (
    "at",
    "level",
    "from",
    "left_out",
    "trace",
)  # what every line has; a word of the same name stands behind it


Place = tuple[str, int, type[BaseException] | None, str, int]


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
    lasts: float
    most: int
    count: int = 1

    @property
    def left_out(self) -> int:
        return max(0, self.count - self.most)


class Bounded(logging.Filter):
    """Lets so many lines alike through in a window; the next one says how many were left out.

    Whatever fails again and again, ours or a library's, would else fill the disk. Alike is what one place in
    the code says: a library's words may have another address or number in them each time. A failure is told
    in its first window; while it goes on, once an hour. Alike are those that arose in one place.
    """

    def __init__(self) -> None:
        super().__init__()
        self._alike: dict[Place, _Alike] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        place = _place(record)
        known = self._alike.get(place)
        if known is None or not 0 <= record.created - known.since <= known.lasts:
            left_out = record.left_out = known.left_out if known else 0
            fails = record.levelno >= logging.WARNING or bool(_trace(record))
            most = 1 if fails and left_out else MOST_ALIKE
            self._alike[place] = _Alike(record.created, HOUR if fails else WINDOW, most)
            return True
        known.count += 1
        return known.count <= known.most


def _place(record: logging.LogRecord) -> Place:
    """Where a line is made, and where the exception in it arose: one place may tell of many."""
    kind, _, trace = record.exc_info or (None, None, None)
    while trace and trace.tb_next:
        trace = trace.tb_next
    arose = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ("", 0)
    return record.pathname, record.lineno, kind, *arose
