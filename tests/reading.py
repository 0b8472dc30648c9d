"""Documents read as ever in a process of their own, but one that need not load the reader first."""

import pytest
from forked import Forks

from bot.importer import apart

LOADS = ("bot.documents.opening", "bot.importer.build")  # what it loads for a document, not for a form


@pytest.fixture(autouse=True)
def _read_in_a_fork(forks: Forks, monkeypatch: pytest.MonkeyPatch) -> None:
    """How the process begins, and what it may not, is tested in `tests/importer/`."""
    monkeypatch.setattr(
        apart,
        "reader",
        lambda request, seconds: forks.run("bot.importer.child:main", request, seconds, loads=LOADS),
    )
