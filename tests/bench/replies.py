"""Replies on their way to reports: how long one takes in the bot itself, how many a second are worked off."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from . import handling, naive, office, telegram
from .apart import Apart, apart, run_apart
from .clocks import shift_to
from .costs import percentile
from .stage import Bench
from .table import Aim, Cost, Figures, Row

TUESDAY, TODAY = "2025-12-02 09:00:00", "2025-12-02"
PEOPLE, A_SECOND = 200, 100
SAID = "/capnhat I-1 đang làm {percent}%, đợt {number}"


@contextmanager
def linked(bench: Bench) -> Iterator[tuple[Apart, Apart, Sequence[int], timedelta]]:
    """The city's bot before it leads; of each commune an official who owns its first task."""
    home, shift = bench.fresh(), shift_to(TUESDAY)
    database = f"sqlite:///{home}/replies.sqlite3"
    with apart(home) as api, apart(home) as bot:
        staff = bot.do(handling.commune_staff, bench.city, PEOPLE)
        bot.do(office.link, database, staff, TODAY, TODAY)
        address = api.do(telegram.open_telegram, shift)
        api.do(telegram.people, staff.persons, staff.groups)
        bot.do(office.open_bot, bench.city, database, address, shift)
        bot.do(office.publish_menus)
        bot.do(handling.watch_handling)
        yield api, bot, [*staff.officials], shift
        bot.do(office.close_bot)


def quick(bench: Bench) -> Figures:
    """Replies at an even pace; each from its taking in to the commit of its report."""
    count = A_SECOND * bench.of(10, 3)
    with linked(bench) as (api, bot, chats, shift):
        bot.do(office.lead)
        bot.do(handling.warmed)
        bot.begin(handling.handled, count, 60.0 + count / 20)
        api.do(telegram.trickle, chats, SAID, count, A_SECOND)
        _, cost = bot.end()
        took = bot.do(handling.own_times, shift)
    floor = _floor(bench, count)
    note = f"{count} replies, half within {1000 * percentile(took, 0.5):.1f} ms"
    return Figures(value=1000 * percentile(took, 0.99), ours=cost, theirs=floor, note=note)


def drained(bench: Bench) -> Figures:
    """All wait at Telegram before the bot begins to ask."""
    count = bench.of(3_000, 600)
    with linked(bench) as (api, bot, chats, _):
        api.do(telegram.flood, chats, SAID, count)
        bot.do(office.lead)
        _, cost = bot.timed(handling.handled, count, 60.0 + count / 20)
    floor, (few, peer) = _floor(bench, count), _peer(bench)
    note = (
        f"{count} updates; {count / cost.cpu:.0f} a second of CPU, sqlite3 {count / floor.wall:.0f}; a "
        f"handler that commits and answers at Telegram's pace {few / peer.wall:.0f} ({few / peer.cpu:.0f})"
    )
    return Figures(value=count / cost.wall, ours=cost, theirs=floor, note=note)


def _floor(bench: Bench, count: int) -> Cost:
    return run_apart(home := bench.fresh(), insert_rows, home / "floor.sqlite3", count)[1]


def _peer(bench: Bench) -> tuple[int, Cost]:
    """How many the naive handler was asked to answer, and what that cost."""
    count, home = bench.of(300, 60), bench.fresh()
    chats = range(office.FIRST_OFFICIAL, office.FIRST_OFFICIAL + PEOPLE)
    with apart(home) as api, apart(home) as bot:
        address = api.do(telegram.open_telegram, timedelta())
        api.do(telegram.people, {chat: f"Cán bộ {chat}" for chat in chats}, {})
        api.do(telegram.flood, [*chats], SAID, count)
        file = str(home / "naive.sqlite3")
        return count, bot.timed(naive.answered, count, address, telegram.TOKEN, file)[1]


def insert_rows(file: Path, count: int) -> None:
    """The same rows by the library alone, as safely: what came, then the report, its receipt and the end."""
    raw = "x" * 500
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE inbox (id INTEGER PRIMARY KEY, raw TEXT, state TEXT)")
        database.execute("CREATE TABLE reports (id INTEGER PRIMARY KEY, key TEXT UNIQUE, note TEXT)")
        database.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, subject TEXT)")
        for number in range(count):
            database.execute("INSERT INTO inbox VALUES (?, ?, 'new')", (number, raw))
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO reports VALUES (?, ?, ?)", (number, f"in:{number}", raw[:80]))
            database.execute("INSERT INTO outbox VALUES (?, ?, ?)", (number, f"in:{number}", raw[:200]))
            database.execute("UPDATE inbox SET state = 'done' WHERE id = ?", (number,))
            database.execute("COMMIT")


BESIDE = "sqlite3 inserting the same rows"  # and in the note the peer, which is held to Telegram's pace
ROWS = (
    Row(
        name="reply-own",
        says=f"a reply until its report is committed, p99 at {A_SECOND} a second, city",
        beside=BESIDE,
        aim=Aim(20, "ms"),
        measure=quick,
    ),
    Row(
        name="reply-drained",
        says="replies that waited, worked off, city",
        beside=BESIDE,
        aim=Aim(500, "updates/s", least=True),
        measure=drained,
    ),
)
