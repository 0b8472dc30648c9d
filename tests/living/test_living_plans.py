"""A changed plan comes into force between two passes; a broken one leaves the last good one and is told."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from migrated import new_store

from bot.delivery.aside import Guard
from bot.living.plans import Watcher
from bot.messages.classified import guarded
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import World
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.rehearsal.virtual import VirtualClock
from bot.schedule.calendar import WorkingDays
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.store.plans_in_force import KEY, last_in_force
from bot.texts import Texts

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 12, 1, 8, tzinfo=ZONE)
DAY = timedelta(days=1)
PLAN = """\
plan: a
number: 1-KH
title: Kế hoạch
issuer: Đảng ủy
issued: 2025-07-25
owner: ubnd
sections: {I: Một}
tasks:
  - {title: Việc một, deadline: Quý IV/2025, source: {section: I, item: 1}}
  - {title: Việc hai, deadline: Quý I/2026, source: {section: I, item: 2}}
"""
UNITS = "units: [{id: ubnd, name: Ủy ban nhân dân, short: UBND}]\n"


class Office:
    """A folder of plans, a store with secretaries 1 (plan a) and 2 (plan b), and a watcher over them."""

    def __init__(self, folder: Path, language: str = "vi") -> None:
        self.plans = folder / "plans"
        self.plans.mkdir()
        self.write(units=UNITS, a=PLAN, b=PLAN.replace("plan: a", "plan: b"))
        self.store = new_store(folder / "watch.sqlite3")
        with self.store.transaction() as tx:
            for chat, plan in ((1, "a"), (2, "b")):
                tx.links.add(Role.SECRETARY, chat, chat, "Thư ký", None, plan, None, NOW)
        self.texts = Texts(language)
        self.posted = 0
        self.adopted = asyncio.Event()
        self.clock = VirtualClock(NOW)
        self.guard = Guard(self.store, lambda: self.world, self.clock)
        self.start()

    def start(self, catalog: Catalog | None = None) -> None:
        """A new process on the same files and database."""
        self.world = self._world(catalog or load([self.plans]).catalog)
        self.watcher = Watcher(
            self.plans,
            self.world.catalog,
            self.store,
            self.clock,
            lambda: self.world,
            self._adopt,
            self._post,
        )

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.plans / f"{name}.yaml").write_text(text, encoding="utf-8")

    def _world(self, catalog: Catalog) -> World:
        return World(catalog=guarded(catalog), days=WorkingDays(), texts=self.texts, zone=ZONE)

    def _adopt(self, catalog: Catalog) -> None:
        self.world = self._world(catalog)
        self.adopted.set()

    def _post(self) -> None:
        self.posted += 1

    def codes(self, plan: str = "a") -> list[str]:
        return [task.code for task in self.world.catalog.plans[plan].tasks]

    def told(self, chat: int = 1) -> list[str]:
        """What the outbox would say to a chat, in the order it was planned."""
        with self.store.transaction() as tx:
            rows = [row for row in tx.outbox.due(self.clock.now(), 100) if row.chat_id == chat]
            made = [render(self.world, row, tx, NOW) for row in rows]
        return [each.message.html for each in made if isinstance(each, Rendered)]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.store.close()


async def test_who_follows_keeps_no_second_copy_of_what_its_own_folder_says(office: Office) -> None:
    await office.watcher.look()
    office.start()
    office.watcher.leads = lambda: False
    await office.watcher.look()
    assert office.watcher.catalog is load([office.plans]).catalog
    office.write(a=PLAN.replace("Việc hai", "Việc khác"))
    office.start()
    office.watcher.leads = lambda: False
    await office.watcher.look()
    assert office.watcher.catalog.plans["a"].tasks[1].title == "Việc hai"


async def test_files_as_they_were_say_nothing(office: Office) -> None:
    office.write(a=PLAN)
    await office.watcher.look()
    assert (office.told(), office.posted) == ([], 0)


async def test_a_changed_plan_is_in_force_and_its_secretary_is_told(office: Office) -> None:
    office.write(a=PLAN.replace("Quý IV/2025", "Quý II/2026"))
    await office.watcher.look()
    assert str(office.world.catalog.plans["a"].tasks[0].deadline.due) == "2026-06-30"
    assert office.told() == [
        "<b>Kế hoạch đã cập nhật và có hiệu lực</b>\na (1-KH): 1 việc đổi hạn\n"
        "~ I-1 Việc một: hạn 31/12/2025 → 30/6/2026\n"
        "Lịch nhắc thay đổi: bớt 6 tin, thêm 7 tin."
    ]
    assert (office.told(2), office.posted) == ([], 1)


async def test_a_change_that_an_outage_kept_is_told_by_the_day_it_is_told_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(work: object) -> int:
        raise StoreUnavailable(Reason.BUSY)

    with monkeypatch.context() as outage:
        outage.setattr(office.store, "write", gone)
        office.write(a=PLAN.replace("Quý IV/2025", "Quý II/2026"))
        await office.watcher.look()
    office.clock.move_to(NOW + 2 * DAY)
    await office.watcher.look()
    assert "bớt 5 tin, thêm 7 tin" in office.told()[0]  # the reminder of 1/12 has gone out by now


async def test_a_change_that_means_nothing_is_in_force_without_a_word(office: Office) -> None:
    office.write(a="# ghi chú\n" + PLAN)
    await office.watcher.look()
    assert office.world.catalog.plans["a"].tasks[0].line == 10
    assert office.told() == []


async def test_a_vanished_task_is_reported_as_vanished(office: Office) -> None:
    office.write(a=PLAN.rpartition("  - ")[0])
    await office.watcher.look()
    assert office.codes() == ["I-1"]
    assert "− I-2 Việc hai, hạn 31/3/2026; báo cáo đã có vẫn được giữ" in office.told()[0]


async def test_a_vanished_plan_is_reported_to_its_secretary(office: Office) -> None:
    (office.plans / "b.yaml").unlink()
    await office.watcher.look()
    assert list(office.world.catalog.plans) == ["a"]
    assert "b (1-KH): kế hoạch không còn, 2 việc không còn; báo cáo đã có vẫn được giữ" in office.told(2)[0]
    assert office.told() == []


async def test_a_broken_file_leaves_the_last_good_plan_and_tells_file_and_line_once(office: Office) -> None:
    for _ in range(2):
        office.write(a=PLAN.replace("Quý IV/2025", "quý V/2025"))
        await office.watcher.look()
    assert str(office.world.catalog.plans["a"].tasks[0].deadline.due) == "2025-12-31"
    assert office.told() == [
        "<b>Tệp kế hoạch có lỗi; đang dùng bản đúng gần nhất</b>\n"
        "a.yaml:9: deadline: “quý V/2025”: không có quý 5, một năm có bốn quý; hãy viết như “Quý IV/2025”\n"
        "Xin sửa tệp; khi hết lỗi, bản mới tự có hiệu lực."
    ]
    assert office.told(2) == []


async def test_english_secretaries_are_told_in_english(tmp_path: Path) -> None:
    office = Office(tmp_path, "en")
    office.write(a=PLAN.replace("Quý IV/2025", "quý V/2025"))
    await office.watcher.look()
    office.write(a=PLAN.replace("Việc một", "Việc đầu"))
    await office.watcher.look()
    office.store.close()
    assert office.told() == [
        "<b>A plan file has mistakes; the last good one stays in force</b>\n"
        "a.yaml:9: deadline: “quý V/2025”: there is no quarter 5, a year has four; "
        "write it like “Quý IV/2025”\n"
        "Please mend the file; once it is right it comes into force by itself.",
        "<b>The plan has changed and is in force</b>\na (1-KH): 1 reworded\n"
        "~ I-1 Việc đầu: title was “Việc một”\n"
        "Reminders change: 0 fewer, 0 more.",
    ]


async def test_a_broken_units_file_is_told_to_every_secretary(office: Office) -> None:
    office.write(units="units: [")
    await office.watcher.look()
    assert all(len(office.told(chat)) == 1 for chat in (1, 2))


async def test_a_file_mended_to_what_it_was_is_said_to_be_right_again(office: Office) -> None:
    office.write(a="plan: [")
    await office.watcher.look()
    office.write(a=PLAN)
    await office.watcher.look()
    assert office.told()[1:] == ["Tệp kế hoạch đã hết lỗi. Nội dung không thay đổi so với bản đang dùng."]


async def test_a_mistake_in_a_file_with_secrets_is_told_by_its_line_alone(office: Office) -> None:
    secret = PLAN.replace("title: Việc hai", "classification: mật, title: Việc kín, support: [kín]")
    office.write(a=secret)
    await office.watcher.look()
    assert "a.yaml:10\n" in office.told()[0]
    assert "kín" not in office.told()[0]


async def test_a_change_to_a_classified_task_tells_its_code_alone(office: Office) -> None:
    secret = PLAN.replace("title: Việc hai", "classification: mật, title: Chuyện kín")
    office.write(a=secret)
    await office.watcher.look()
    assert "I-2" in office.told()[0]
    assert "kín" not in office.told()[0]


async def test_two_processes_that_see_one_change_tell_it_once(office: Office) -> None:
    other = Watcher(
        office.plans,
        office.world.catalog,
        office.store,
        office.clock,
        lambda: office.world,
        lambda _: None,
        lambda: None,
    )
    office.write(a=PLAN.replace("Việc một", "Việc đầu"))
    await office.watcher.look()
    await other.look()
    assert len(office.told()) == 1


async def test_the_very_first_start_tells_nothing(office: Office) -> None:
    office.start()
    await office.watcher.look()
    assert office.told() == []


async def test_what_changed_while_nothing_ran_is_told_at_the_next_start_once(office: Office) -> None:
    await office.watcher.look()
    office.write(a=PLAN.replace("Quý IV/2025", "Quý II/2026"))
    for _ in range(2):
        office.start()
        await office.watcher.look()
    assert office.told() == [
        "<b>Kế hoạch đã cập nhật và có hiệu lực</b>\na (1-KH): 1 việc đổi hạn\n"
        "~ I-1 Việc một: hạn 31/12/2025 → 30/6/2026\n"
        "Lịch nhắc thay đổi: bớt 6 tin, thêm 7 tin."
    ]
    assert office.told(2) == []


async def test_a_change_made_again_later_is_told_again(office: Office) -> None:
    for title in ("Việc một", "Việc đầu", "Việc một", "Việc đầu"):
        office.write(a=PLAN.replace("Việc một", title))
        office.start()
        await office.watcher.look()
    assert len(office.told()) == 3


async def test_a_process_that_saw_two_changes_as_one_tells_them_once(office: Office) -> None:
    await office.watcher.look()
    first = office.watcher
    office.write(a=PLAN.replace("Việc một", "Việc đầu"))
    await first.look()
    office.write(a=PLAN.replace("Việc một", "Việc mới"))
    office.start()
    for watcher in (first, office.watcher):
        await watcher.look()
    assert len(office.told()) == 2


async def test_a_start_with_broken_files_runs_on_what_was_last_in_force(office: Office) -> None:
    await office.watcher.look()
    office.write(a=PLAN.replace("Quý IV/2025", "quý V/2025"))
    for _ in range(2):
        with office.store.transaction() as tx:
            last = last_in_force(tx.facts)
        assert last
        office.start(last.catalog)
        await office.watcher.look()
    assert office.codes() == ["I-1", "I-2"]
    assert ["a.yaml:9" in told for told in office.told()] == [True]
    office.write(a=PLAN.replace("Quý IV/2025", "Quý II/2026"))
    await office.watcher.look()
    assert "hạn 31/12/2025 → 30/6/2026" in office.told()[1]


async def test_secrets_are_kept_by_their_code_alone(office: Office) -> None:
    office.write(a=PLAN.replace("title: Việc hai", "classification: mật, title: Chuyện kín"))
    await office.watcher.look()
    with office.store.transaction() as tx:
        assert "kín" not in str(tx.facts.starting(KEY) or "kín")


async def test_a_folder_that_is_gone_leaves_the_plans_in_force(office: Office) -> None:
    shutil.rmtree(office.plans)
    await office.watcher.look()
    assert office.codes() == ["I-1", "I-2"]


async def test_a_file_written_while_the_bot_runs_is_noticed(office: Office) -> None:
    running = asyncio.create_task(office.watcher.run(office.guard))
    try:
        await asyncio.wait_for(office.adopted.wait(), 60)  # the look at the start
        for number in count():  # the watch begins a moment later: write until a change is seen
            office.adopted.clear()
            office.write(a=PLAN.replace("Việc một", "Việc đầu") + f"# {number}\n")
            with suppress(TimeoutError):
                await asyncio.wait_for(office.adopted.wait(), 2)
                break
            assert number < 10
        assert office.world.catalog.plans["a"].tasks[0].title == "Việc đầu"
    finally:
        running.cancel()
        await asyncio.wait([running])
