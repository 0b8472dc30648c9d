"""What is asked about reports at every message is found by an index, however long the log is."""

from typing import Any

import pytest
from sqlalchemy import Connection, Select, event
from test_store_reports import FIRE, LAND, LATER, weeded

from bot.store.reports import BEARING, LAST, NEWEST, UNDONE, UNWEEDED, WEEDED
from bot.store.rows import named
from bot.store.store import Store

TASK = {"plan": FIRE.plan, "code": FIRE.code}
ASKED: dict[str, tuple[Select[Any], dict[str, Any]]] = {
    "bearing": (BEARING, named([FIRE, LAND])),
    "weeded": (WEEDED, TASK),
    "unweeded": (UNWEEDED, {"before": LATER, "most": 2}),
    "last": (LAST, TASK | {"most": 8}),
    "undone": (UNDONE, {"ids": [1, 2]}),
    "newest": (NEWEST, {}),
}


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


@pytest.mark.parametrize("name", ASKED)
def test_no_question_reads_the_whole_log(store: Store, name: str) -> None:
    weeded(store)
    with store.begin() as connection:
        found = steps(connection, *ASKED[name])
    assert found
    for table in ("reports", "bearing"):
        assert f"SCAN {table}" not in found
        assert f"Seq Scan on {table}" not in found
