"""Everything that holds for PostgreSQL alone: its address, how it begins and fails, its advisory locks."""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.store.databases.errors import Reason
from bot.store.tables import PARTIAL

DRIVER = "postgresql+psycopg"
SCHEMES = ("postgres", "postgresql")
UPGRADE = "upgrade"
CANCEL_SECONDS = 1.0
LAST_PORT = 65535
OPTION = re.compile(r"[?&]\w+=")

# libpq's words, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS: a network
# that swallows packets must end in an error within seconds, since the store has one thread.
PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "client_encoding": "utf8",
    "application_name": "dunghan",
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}
# A prepared statement would fail once another process, of the next version, has changed its table.
ARGUMENTS: Mapping[str, Any] = {"prepare_threshold": None}

# SQLSTATEs and their classes, https://www.postgresql.org/docs/current/errcodes-appendix.html
REASONS = {
    "08": Reason.LOST,
    "25006": Reason.READ_ONLY,
    "25P03": Reason.LOST,
    "28": Reason.NO_ACCESS,
    "3D": Reason.NO_ACCESS,
    "3F": Reason.NO_ACCESS,
    "40": Reason.BUSY,
    "42501": Reason.NO_ACCESS,
    "53": Reason.BUSY,
    "53100": Reason.FULL,
    "55006": Reason.BUSY,
    "55P03": Reason.BUSY,
    "57": Reason.LOST,
    "57014": Reason.BUSY,
    "58": Reason.DISK,
    "XX001": Reason.DAMAGED,
    "XX002": Reason.DAMAGED,
}
# A refused login carries no SQLSTATE through libpq, only the server's words.
REFUSALS = (
    "authentication failed",
    "does not exist",
    "permission denied",
    "pg_hba.conf",
    "no password supplied",
    "invalid connection option",
    "bad value for",
)


def with_driver(url: URL) -> URL:
    """`postgres://` and `postgresql://` with the driver we carry."""
    return url.set(drivername=DRIVER) if url.drivername in SCHEMES else url


def plain(text: str, url: URL) -> bool:
    """Whether nothing of a password can have been taken for another part, which would be told in a failure:
    of two "@" one is the password's, and so may be what stands before a lone one behind "/" or "?"."""
    known = [url.username or "", url.database or "", *url.query]
    odd = any(set(part) & set("/?@") for part in known) or OPTION.search(url.password or "")
    return text.count("@") <= 1 and not odd and (url.port or 0) <= LAST_PORT


def patient(url: URL) -> URL:
    """The address with our timeouts, unless it states its own: `?connect_timeout=3`."""
    return url.update_query_dict({name: value for name, value in PATIENCE.items() if name not in url.query})


def configure(_: Engine, __: bool) -> None:
    # Said here, since saying it loads the dialect, a third of the whole library.
    for index, rows in PARTIAL.items():
        index.dialect_kwargs["postgresql_where"] = rows


def begun(connection: Connection, read_only: bool) -> None:
    """The driver has begun the transaction."""
    if read_only:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def interrupt(driver: Any) -> None:
    """End the statement it is at, from another thread; a server out of reach rolls back by itself."""
    with suppress(driver.Error):
        driver.cancel_safe(timeout=CANCEL_SECONDS)


def reason_of(error: DBAPIError) -> Reason | None:
    """The reason behind a driver's error; null for what only a bug can cause."""
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return REASONS.get(state) or REASONS.get(state[:2])
    if any(refusal in str(error.orig) for refusal in REFUSALS):
        return Reason.NO_ACCESS
    return Reason.LOST if isinstance(error, (OperationalError, InterfaceError)) else None


def detail_of(error: BaseException | None) -> str:
    """The server's own sentence: without its DETAIL, which repeats values; on one line."""
    said = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    return " ".join(said.split())


def wait_for(connection: Connection, name: str) -> None:
    """Hold an advisory lock until the transaction ends; whoever wants the same one waits."""
    connection.execute(select(func.pg_advisory_xact_lock(lock_key(name))))


def lock_key(name: str) -> int:
    """Advisory locks are numbers (64 bits, signed) that every program using the database shares."""
    return int.from_bytes(hashlib.sha256(f"dunghan/{name}".encode()).digest()[:8], signed=True)
