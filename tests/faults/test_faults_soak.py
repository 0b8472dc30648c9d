"""Some weeks of a small town, with all that befalls a bot in a year; `run.py --soak` lives a whole one."""

from pathlib import Path

import pytest
from soak import SHORT, a_year

pytestmark = pytest.mark.long


async def test_weeks_without_an_operator_lose_nothing_and_count_nothing_twice(tmp_path: Path) -> None:
    findings = await a_year(tmp_path, SHORT, seconds=3600)
    assert [finding for finding in findings if finding.kept is False] == []
    assert "16 of 16" in {finding.value for finding in findings}
