"""What is asked at every message is found by an index, however much was kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Select, event, select
from test_store_reports import FIRE, LAND, LATER, weeded

from bot.model.message import OutboxKind
from bot.store import evidence, facts, inbox, tables
from bot.store import outbox_statements as outbox
from bot.store.databases.engine import of_update
from bot.store.reports import BEARING, BEARING_OF_PLANS, GRANTED, LAST, NEWEST, UNDONE, UNWEEDED, WEEDED
from bot.store.rows import named, of_tasks
from bot.store.store import Store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TASK = {"plan": FIRE.plan, "code": FIRE.code}
ASKED: dict[str, tuple[Select[Any], dict[str, Any]]] = {
    "bearing": (BEARING, named([FIRE, LAND])),
    "bearing on whole plans": (BEARING_OF_PLANS, {"plans": [FIRE.plan]}),
    "weeded": (WEEDED, TASK),
    "unweeded": (UNWEEDED, {"before": LATER, "most": 2}),
    "last": (LAST, TASK | {"most": 8}),
    "undone": (UNDONE, {"ids": [1, 2]}),
    "newest": (NEWEST, {}),
    "granted": (GRANTED, {}),
    "evidence": (of_tasks(tables.evidence), named([FIRE, LAND])),
    "evidence of a batch": (evidence.OF_BATCH, {"batch": "b"}),
    "evidence to fetch": (evidence.TO_FETCH, {"now": NOW, "most": 3}),
    "escalations": (of_tasks(tables.escalations), named([FIRE, LAND])),
    "known delivery": (outbox.HAS, {"key": "k"}),
    "due deliveries": (outbox.DUE, {"now": NOW, "skip": [], "most": 5}),
    "unsent": (outbox.UNSENT, {"chat": 1, "kind": OutboxKind.DIGEST}),
    "sent since": (outbox.SENT_SINCE, {"chats": [1, 2], "kind": OutboxKind.AGENDA, "since": NOW}),
    "changes of a message": (outbox.CHANGES, {"chat": 1, "message": 1}),
    "asked for": (outbox.ASKED_FOR, {"chat": 1, "ending": "x"}),
    "shown": (outbox.SHOWN, {"chat": 1, "message": 1}),
    "digests": (outbox.DIGESTS, {"plan": "p", "until": NOW}),
    "updates to handle": (inbox.PENDING, {"bot": 1, "now": NOW, "skip": [], "most": 3}),
    "update to take": (inbox.TO_TAKE, {"which": 1, "now": NOW}),
    "updates just before": (inbox.JUST_BEFORE, {"lane": 1, "before": 3, "near": 1}),
}
LARGE = ("facts", "reports", "bearing", "evidence", "escalations", "outbox", "inbox")


def steps(connection: Connection, asked: Select[Any], values: dict[str, Any]) -> str:
    """How the database goes about it; PostgreSQL reads a small table whole unless that is forbidden."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    given: list[tuple[str, Any]] = []
    event.listen(connection, "before_cursor_execute", lambda *of: given.append((of[2], of[3])))
    connection.execute(asked, values).all()
    (statement, bound), *_ = given
    cursor = connection.connection.cursor()
    cursor.execute(f"{'EXPLAIN QUERY PLAN' if sqlite else 'EXPLAIN'} {statement}", bound)
    return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_what_begins_so_is_found_by_an_index(store: Store) -> None:
    with store.begin() as connection:
        dialect = connection.dialect.name
        found = [steps(connection, facts.starting(dialect, facts.ASIDE), {})]
        found += [
            steps(connection, select(table.c.id).where(of_update(dialect, table.c.key, "7")), {})
            for table in (tables.outbox, tables.reports)
        ]
    assert "SCAN" not in "".join(found)


@pytest.mark.parametrize("name", ASKED)
def test_no_question_reads_a_whole_table(store: Store, name: str) -> None:
    weeded(store)
    with store.begin() as connection:
        found = steps(connection, *ASKED[name])
    assert found
    for table in LARGE:
        assert f"SCAN {table}" not in found
        assert f"Seq Scan on {table}" not in found
