"""What the group, the leader and the secretary read on the same days agrees: task by task, unit by unit."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from flow_commune import PLAN, Commune, task
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, Office, Opened

from bot.model.people import Role

OWNERS = ["van-phong", "kinh-te", "van-phong", "cong-an", "kinh-te", "van-phong"]
SHORT = {"van-phong": "Văn phòng", "kinh-te": "Phòng Kinh tế", "cong-an": "Công an xã"}
BY_UNIT = Counter(SHORT[owner] for owner in OWNERS)
DUE = [task(n, f"Đề án số {n}", "31/12/2025", owner) for n, owner in enumerate(OWNERS, 1)]
CODES = {f"I-{n}": SHORT[owner] for n, owner in enumerate(OWNERS, 1)}
OPEN = task(7, "Đề án số 7", "30/6/2026", "cong-an")
FIRST = "2026-01-05"  # the first working day after, a Monday
REMINDED = "nên chưa nhận được nhắc việc:"


@pytest.fixture
def open_commune(open_office: Opened, tmp_path: Path) -> Opened:
    """A commune in which all of three units goes overdue in one night; nobody is linked for one of them."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            here = Commune(office, tmp_path / "plans")
            await here.starts(*DUE, OPEN)
            await here.links(KT, Role.OFFICIAL, "van-phong")
            await here.links(PCCC, Role.OFFICIAL, "kinh-te")
            await here.links(SECRETARY, Role.SECRETARY)
            await here.links(LEADER, Role.LEADER)
            office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan=PLAN))
            await office.robot.step()
            await here.days("2025-12-29", "2025-12-30", "2025-12-31", FIRST)
            yield office

    return opened


def told(office: Office, chat: int, beginning: str) -> str:
    return next(text for text in reversed(office.texts(chat)) if text.startswith(beginning))


def digest(office: Office) -> str:
    return told(office, GROUP, "🔴")


def morning(office: Office) -> str:
    return told(office, SECRETARY, "Việc chờ thư ký")


def in_digest(text: str) -> Counter[str]:
    """How many overdue tasks a digest gives each unit."""
    units = re.findall(r"^([^–\n][^:\n]*): (\d+) nhiệm vụ.*quá \d+ ngày", text, re.MULTILINE)
    return Counter({unit: int(count) for unit, count in units})


def codes(text: str) -> Counter[str]:
    """How many of the tasks that a text names each unit has."""
    return Counter(CODES[code] for code in set(re.findall(r"I-\d", text)) & set(CODES))


def units(text: str, heading: str) -> Counter[str]:
    """The units that a line names behind its heading, each with its number of tasks."""
    line = next(line for line in text.splitlines() if heading in line).partition(heading)[2]
    parts = (part.strip(" )").partition(" (") for part in line.split(";"))
    return Counter({name: int(count.partition(" ")[0] or 0) for name, _, count in parts})


async def test_what_went_overdue_is_the_same_to_the_group_and_to_the_secretary(open_commune: Opened) -> None:
    async with open_commune("2025-12-29 07:00") as office:
        group, secretary = digest(office), morning(office)
        assert f"Mới quá hạn: {len(DUE)} nhiệm vụ" in group and f"Vừa quá hạn ({len(DUE)})" in secretary
        assert in_digest(group) == codes(group.partition("Từ khi quá hạn")[0]) == BY_UNIT
        await office.presses(SECRETARY, "Tất cả việc quá hạn")
        assert codes(office.last(SECRETARY)["text"]) == BY_UNIT


async def test_whom_nobody_answers_for_is_the_same_to_the_group_and_to_the_secretary(
    open_commune: Opened,
) -> None:
    async with open_commune("2025-12-29 07:00") as office:
        here, there = units(digest(office), REMINDED), units(morning(office), "chưa có đầu mối:")
        assert set(here) == set(there) == {"Công an xã"}


async def test_what_goes_above_is_what_the_digest_of_the_day_calls_overdue(open_commune: Opened) -> None:
    async with open_commune("2025-12-29 07:00") as office:
        for day in range(6, 13):  # to the Monday on which the leader hears
            await office.at(f"2026-01-{day:02} 07:30")
        leader, group = told(office, LEADER, "Việc quá hạn"), digest(office)
        assert office.last(GROUP)["text"] == group
        above, beside = leader.split("Ngoài ra")
        assert codes(above) + codes(beside) == in_digest(group) == BY_UNIT
        assert codes(above) == units(group, "Từ khi quá hạn chưa có báo cáo:")
        assert set(codes(beside)) == set(units(group, REMINDED))
        await office.says(SECRETARY, "/tiendo quá hạn")
        assert codes(office.last(SECRETARY)["text"]) == BY_UNIT
