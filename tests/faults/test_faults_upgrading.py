"""A bot told to stop while its database is being upgraded ends well, and of the upgrade nothing is left."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import at_most
from postgres_server import Server

from bot.store import migrations
from bot.store.databases import engine
from bot.store.store import Store

FIRST = migrations.revisions()[0]
PLANS = Path(__file__).parents[2] / "plans"
# After all steps of the upgrade, one more that has no end: the log of some thousand years.
ENDLESS = {
    ("sqlite", "one long statement"): (
        "WITH RECURSIVE year(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM year) SELECT count(*) FROM year",
        1,
    ),
    ("sqlite", "many short ones"): ("SELECT 1", 10**9),
    ("postgresql", "one long statement"): ("SELECT pg_sleep(3600)", 1),
    ("postgresql", "many short ones"): ("SELECT 1", 10**9),
}
SCRIPT = """
import os
from pathlib import Path
from bot.store import migrations
steps = migrations.upgrade
def upgrade(connection, to="head"):
    steps(connection, to)
    Path("under-way").touch()
    for _ in range(int(os.environ["TIMES"])):
        connection.exec_driver_sql(os.environ["STATEMENT"])
migrations.upgrade = upgrade
from bot.__main__ import main
main()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the first version."""
    address = f"sqlite:///{tmp_path}/x.sqlite3"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        server.sql("DROP DATABASE IF EXISTS upgrading")
        server.sql("CREATE DATABASE upgrading")
        address = server.url("upgrading")
    opened = engine.connect(engine.parse(address))
    with engine.begin(opened) as connection:
        migrations.upgrade(connection, FIRST)
    opened.dispose()
    yield address


def version(url: str) -> str | None:
    opened = engine.connect(engine.parse(url))
    try:
        with engine.begin(opened, read_only=True) as connection:
            return migrations.revision(connection)
    finally:
        opened.dispose()


@pytest.mark.parametrize(
    ("command", "how", "code"),
    [
        ("run", signal.SIGTERM, 0),
        ("migrate", signal.SIGTERM, 143),
        ("migrate", signal.SIGINT, 130),
    ],
)
@pytest.mark.parametrize("what", ["one long statement", "many short ones"])
async def test_an_upgrade_that_is_ended_has_never_begun(
    url: str, what: str, command: str, how: signal.Signals, code: int, tmp_path: Path
) -> None:
    statement, times = ENDLESS[url.partition(":")[0], what]
    own = {"DUNGHAN_PLANS": str(PLANS), "DUNGHAN_TOKEN": "1:a", "DATABASE_URL": url}
    own |= {"STATEMENT": statement, "TIMES": str(times)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SCRIPT, command),
        cwd=tmp_path,
        env={**os.environ, **own},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(at_most(60, overrun=240)):
            while process.returncode is None and not (tmp_path / "under-way").exists():
                await asyncio.sleep(0.02)
        process.send_signal(how)
        said, _ = await asyncio.wait_for(process.communicate(), at_most(5, overrun=15))
    finally:
        if process.returncode is None:
            process.kill()
    assert (process.returncode, said) == (code, b"")
    assert version(url) == FIRST
    Store.open(url).close()
    assert version(url) == migrations.revisions()[-1]
