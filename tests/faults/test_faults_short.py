"""The bad days in short, as CI plays them; `python tests/faults/run.py --long` makes the README's figures."""

from pathlib import Path

import pytest
from postgres_server import Server
from scenarios import SCENARIOS

ON_POSTGRESQL = "postgresql"

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != ON_POSTGRESQL])
async def test_every_promise_is_kept(name: str, tmp_path: Path) -> None:
    await play(name, tmp_path)


async def test_every_promise_is_kept_on_postgresql(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.sql("CREATE DATABASE faults")
    monkeypatch.setenv("DATABASE_URL", postgres.url("faults"))
    await play(ON_POSTGRESQL, tmp_path)


async def play(name: str, folder: Path) -> None:
    scenario, in_short, _ = SCENARIOS[name]
    findings = await scenario(folder, in_short)
    assert [f for f in findings if f.kept is False] == []
    assert any(f.kept for f in findings)
