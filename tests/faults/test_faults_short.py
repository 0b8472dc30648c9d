"""The bad days in short, as CI plays them; `python tests/faults/run.py --long` makes the README's figures."""

from pathlib import Path

import pytest
from scenarios import SCENARIOS

WITHOUT_SERVER = [name for name in SCENARIOS if name != "postgresql"]


@pytest.mark.parametrize("name", WITHOUT_SERVER)
async def test_every_promise_is_kept(name: str, tmp_path: Path) -> None:
    scenario, in_short, _ = SCENARIOS[name]
    findings = await scenario(tmp_path, in_short)
    assert [f for f in findings if f.kept is False] == []
    assert any(f.kept for f in findings)
