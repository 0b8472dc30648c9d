"""A bot killed amid a weeding pass, or amid the upgrade that begins to weed, has done none of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from delivery_office import at, task, world
from patience import at_most

from bot.delivery.weeding import weed_some
from bot.digest.bearing import sign
from bot.model.progress import NewReport, ReportKind, State
from bot.store import migrations
from bot.store.databases import engine
from bot.store.reports import Signs
from bot.store.store import Store

OF = task("III.1-1", date(2025, 9, 30))
WORLD, NOW = world(OF), at("2026-01-05 08:00")
SIGNS: Signs = {OF.refs: sign(OF, WORLD.zone)}
KILLED = """
import os, signal, sys
from bot.store import reports
from test_faults_weeding import {what}
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
reports.insert_new = killed
{what}(sys.argv[1], killed)
"""


def weed(url: str, _: Callable[[], None] | None = None) -> None:
    """Killed with the task's old notes deleted, before any is made anew."""
    with closing(Store.open(url)) as store, store.transaction() as tx:
        weed_some(WORLD, tx, NOW, few=0)


def upgrade(url: str, done: Callable[[], None]) -> None:
    """Killed behind the last step."""
    opened = engine.connect(engine.parse(url))
    with engine.begin(opened) as connection:
        migrations.upgrade(connection)
        done()


def kill_amid(what: Callable[..., None], url: str) -> None:
    here = (str(Path(__file__).parent), str(Path(__file__).parents[1] / "delivery"), *sys.path)
    ended = subprocess.run(
        [sys.executable, "-c", KILLED.format(what=what.__name__), url],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(here)},
        timeout=at_most(60, overrun=240),
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/x.sqlite3"


def test_of_a_weeding_pass_that_was_killed_nothing_is_left(url: str) -> None:
    with closing(Store.open(url)) as store, store.transaction() as tx:
        for number in range(1, 9):
            told = at("2025-10-01 08:00") + timedelta(days=number)
            tx.reports.add(
                NewReport(
                    key=f"in:{number}:1",
                    task=OF.ref,
                    kind=ReportKind.PROGRESS,
                    state=State.IN_PROGRESS,
                    at=told,
                    kept_at=told,
                    user_id=1,
                    user_name="",
                    unit=OF.owner,
                )
            )
    kill_amid(weed, url)
    with closing(Store.open(url)) as store, store.transaction() as tx:
        assert tx.reports.bearing(SIGNS) == tx.reports.of()
    weed(url)
    with closing(Store.open(url)) as store, store.transaction() as tx:
        assert 0 < len(tx.reports.bearing(SIGNS)) < len(tx.reports.of())


def test_of_the_upgrade_that_was_killed_nothing_is_left(url: str) -> None:
    opened = engine.connect(engine.parse(url))
    with engine.begin(opened) as connection:
        migrations.upgrade(connection, "0013")
    kill_amid(upgrade, url)
    with engine.begin(opened, read_only=True) as connection:
        assert migrations.revision(connection) == "0013"
    opened.dispose()
    Store.open(url).close()
