"""The real program against a Bot API that isn't ours: link, card, button, sentence, report."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flow_emulator import Emulator, emulated
from flow_process import Process, started

from bot.model.people import Role
from bot.store.store import Store
from bot.telegram.invitations import make_invite

OFFICIAL, TASK = 101, "III.3.1-1"
MORNING = datetime(2025, 12, 1, 2, tzinfo=UTC)  # nine o'clock in Hà Nội

pytestmark = pytest.mark.long


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with emulated(OFFICIAL, int(MORNING.timestamp())) as emulator:
        yield emulator


@pytest.fixture
async def process(emulator: Emulator, tmp_path: Path) -> AsyncIterator[Process]:
    async with started(Process(emulator, tmp_path, "2025-12-01 09:00:00")) as process:
        yield process


def _code(database: str) -> str:
    with closing(Store.open(database)) as store:
        return make_invite(store, "bot", Role.OFFICIAL, MORNING, unit="ubnd-tp").code


def _reports(database: str) -> list[tuple[str, str | None, int | None, str]]:
    """What a second connection sees in the log: code, state, percent, words."""
    store = Store.open_existing(database)
    assert store is not None
    with closing(store), store.transaction(read_only=True) as tx:
        return [(r.task.code, r.state and r.state.value, r.percent, r.note) for r in tx.reports.of()]


async def test_the_basic_flow_runs_on_an_emulator_of_others(emulator: Emulator, process: Process) -> None:
    database = process.environment["DATABASE_URL"]
    await emulator.says(f"/start {_code(database)}")
    await emulator.heard("<b>Đã liên kết</b> với vai trò cán bộ")
    await emulator.heard("Việc cần báo cáo")

    await emulator.says(f"/viec {TASK}")
    card = await emulator.heard(TASK)
    await emulator.presses("Đang làm 50%", card)
    await emulator.heard("Đã ghi")
    assert _reports(database) == [(TASK, "in_progress", 50, "")]

    await emulator.says("đang làm 75%, còn chờ thẩm định", to=card)
    await emulator.heard("Đã ghi")
    assert _reports(database)[1:] == [(TASK, "in_progress", 75, "đang làm 75%, còn chờ thẩm định")]

    assert await process.stop() == 0
    assert emulator.refused <= {"setMyCommands"}  # menus wait until all is answered
