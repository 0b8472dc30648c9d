"""Our own code fails in one place: everybody else is served, and the secretary and the operator are told."""

import asyncio
import inspect
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import httpx
import pytest
from delivery_office import notice
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, ZONE, Office, Opened
from flow_rules import PRESSES, forge

from bot import app
from bot.access import buttons
from bot.access.buttons import Action
from bot.access.commands import COMMANDS
from bot.clock import SystemClock
from bot.conversation import pressing
from bot.conversation.dispatch import commands, desk
from bot.delivery import aside, digests, escalation, passes
from bot.delivery.outcomes import MOST_BUGS
from bot.messages import render
from bot.messages.view import View
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.people import Role
from bot.model.plan import Plan
from bot.model.progress import NewReport, ReportKind
from bot.runtime import Robot, slices
from bot.runtime import leading as turns
from bot.runtime import robot as parts_of
from bot.store.facts import ASIDE
from bot.store.store import Store
from bot.telegram.aside import MOST_ATTEMPTS
from bot.texts import Texts
from bot.turn.turn import Turn
from bot.web.pages import Pages

CODE = "III.3.1-1"
PLAN = "hai-phong-07-kh-tu"


class Fault(ValueError):
    """A fault of ours, injected; of a sort that reading somebody's words raises as well."""


def failing(whole: Callable[..., Any], when: Callable[..., bool] = lambda *_, **__: True) -> Any:
    """The same function, failing on some of its calls."""

    def called(*args: Any, **kwargs: Any) -> Any:
        if when(*args, **kwargs):
            raise Fault
        return whole(*args, **kwargs)

    return called


def of_unit(unit: str) -> Callable[..., bool]:
    return lambda _view, units, *_: units == [unit]


def of_plan(_view: View, plan: Plan, *_rest: Any) -> bool:
    return plan.id == PLAN


async def staffed(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
    await office.links(SECRETARY, Role.SECRETARY)
    await office.links_group()


def kept(office: Office) -> list[str]:
    """What is put aside, as a second connection sees it."""
    other = Store.open_existing(office.robot.settings.database_url)
    assert other is not None
    with closing(other), other.transaction(read_only=True) as tx:
        return [key.removeprefix(ASIDE) for key in tx.facts.starting(ASIDE)]


def told(office: Office, words: str) -> int:
    """How often the secretary was told of it."""
    return sum(words in text for text in office.texts(SECRETARY) if "tạm gác lại" in text)


async def health(robot: Robot) -> tuple[int, dict[str, Any]]:
    pages = Pages(robot.store, robot.pulse, robot.clock, robot.world.texts, robot.guard)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(pages.app), base_url="http://bot") as http:
        answer = await http.get("/healthz")
        return answer.status_code, answer.json()


async def test_an_extension_to_the_end_of_time_that_an_earlier_version_granted_moves_nothing(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        granted = NewReport(
            key="forged",
            task=TaskRef(PLAN, CODE),
            kind=ReportKind.GRANT,
            at=office.clock.now(),
            user_id=SECRETARY,
            user_name="?",
            unit=None,
            asked_until=date(9999, 12, 31),
        )
        await office.store.write(lambda tx: tx.reports.add(granted))
        before = [len(office.texts(chat)) for chat in (KT, PCCC)]
        await office.at("2025-12-24 07:30")
        assert [len(office.texts(chat)) for chat in (KT, PCCC)] == [n + 1 for n in before]
        assert kept(office) == []


async def test_a_unit_whose_agenda_fails_is_put_aside_logged_and_told_once(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        monkeypatch.setattr(View, "agenda", failing(View.agenda, of_unit("ubnd-tp")))
        for minute in range(30, 35):
            await office.at(f"2025-12-01 07:{minute}")
        assert "Việc cần báo cáo" in office.last(PCCC)["text"]
        assert told(office, "tin nhắc việc của UBND thành phố") == 1
        assert sum("in called" in getattr(each, "trace", "") for each in caplog.records) == 1
        assert (await health(office.robot))[0] == 200
        monkeypatch.undo()
        await office.at("2025-12-01 07:36")
        assert "Việc cần báo cáo" not in office.last(KT)["text"]  # nothing has changed
        await office.says(PCCC, "1 đang làm 10%")
        await office.at("2025-12-01 07:37")
        assert "Việc cần báo cáo" in office.last(KT)["text"]
        assert kept(office) == []


async def test_the_same_fault_on_the_next_day_is_told_no_second_time(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        monkeypatch.setattr(View, "agenda", failing(View.agenda, of_unit("ubnd-tp")))
        for day in (1, 2, 3):
            await office.at(f"2025-12-0{day} 07:30")
        assert told(office, "tin nhắc việc") == 1
        monkeypatch.undo()
        await office.at("2025-12-04 07:30")
        assert "Việc cần báo cáo" in office.last(KT)["text"]


async def test_a_digest_that_fails_leaves_reminders_and_the_other_plans_digests(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        other = next(id for id in office.robot.world.catalog.plans if id != PLAN)
        code = office.code(Role.GROUP, plan=other)
        office.api.say(LEADER, GROUP, f"/start {code}")
        await office.robot.step()

        monkeypatch.setattr(digests, "_rows", failing(digests._rows, of_plan))
        await office.at("2025-12-01 07:30")
        number = office.robot.world.catalog.plans[other].number
        assert [number in text for text in office.texts(GROUP) if "Bản tin" in text or number in text][-1]
        assert "Việc cần báo cáo" in office.last(KT)["text"]
        assert kept(office) == [f"digest:{PLAN}"]
        assert told(office, "bản tin tuần") == 1
        assert other in (await health(office.robot))[1]["next_digests"]


async def test_a_digest_that_fails_again_on_the_next_day_is_told_no_second_time(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        monkeypatch.setattr(digests, "_rows", failing(digests._rows, of_plan))
        for day in (1, 2, 3):
            await office.at(f"2025-12-0{day} 07:30")
        assert kept(office) == [f"digest:{PLAN}"]
        assert told(office, "bản tin tuần") == 1


async def test_one_escalation_that_fails_leaves_the_others(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        await office.links(LEADER, Role.LEADER)
        await office.at("2026-02-26 07:30")  # the officials are told
        overdue: list[str] = []
        whole = escalation._taken

        def first_fails(view: View, plan: Plan, late: Any, *rest: Any) -> list[int]:
            overdue.append(late.task.code)
            if late.task.code == overdue[0]:
                raise Fault
            return whole(view, plan, late, *rest)

        monkeypatch.setattr(escalation, "_taken", first_fails)
        await office.at("2026-03-02 07:30")
        texts = [m for m in office.texts(LEADER) if overdue[1] in m]
        assert texts and overdue[0] not in texts[-1]
        assert kept(office) == [f"escalation:{PLAN}/{overdue[0]}"]


PARTS = (
    (passes, "plan_some", "agendas"),
    (slices, "digest_week", "digests"),
    (parts_of, "escalate", "escalations"),
    (parts_of, "brief", "mornings"),
    (aside.Aside, "retry", "retries"),
)


@pytest.mark.parametrize(("where", "name", "part"), PARTS, ids=[part for *_, part in PARTS])
async def test_a_whole_pass_that_fails_leaves_the_others_and_is_told_until_it_is_well(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    part: str,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        monkeypatch.setattr(where, name, failing(lambda: None))
        await office.at("2025-12-01 07:30")
        await office.at("2025-12-01 07:31")
        assert kept(office) == [f"part:{part}"]
        agenda = any("Việc cần báo cáo" in text for text in office.texts(KT))
        assert agenda is (part != "agendas")
        assert any("Bản tin" in m or "07-KH/TU" in m for m in office.texts(GROUP)[1:]) is (part != "digests")
        assert told(office, Texts().plain(f"aside.part_{part}")) == 1
        code, page = await health(office.robot)
        assert (code, len(page["wrong"])) == (503, 1)
        monkeypatch.undo()
        await office.at("2025-12-01 07:32")
        assert kept(office) == []
        assert (await health(office.robot))[0] == 200


@pytest.mark.parametrize("job", ["prune", "backup"])
async def test_a_nightly_job_that_fails_leaves_the_other(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    job: str,
) -> None:
    async with open_office("2025-12-01 03:10") as office:
        await staffed(office)
        done: list[str] = []
        ports = {"prune": "bot.delivery.passes.prune", "backup": "bot.runtime.robot.nightly"}
        for name, port in ports.items():
            work = failing(lambda: None) if name == job else lambda *_, name=name, **__: done.append(name)
            monkeypatch.setattr(port, work)
        await office.robot.upkeep()
        assert done == [name for name in ports if name != job]
        assert kept(office) == [f"part:{job}"]


@pytest.mark.parametrize("command", sorted(commands.HANDLERS))
async def test_a_handler_that_fails_for_one_answers_the_others(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        whole = commands.HANDLERS[command]
        broken = failing(whole, lambda turn, _: turn.event.user_id == KT)
        monkeypatch.setattr(desk, "HANDLERS", {**commands.HANDLERS, command: broken})
        monkeypatch.setattr("bot.turn.refusals.refused", lambda *_: None)
        name = next(c.word("vi") for c in COMMANDS if c.name == command)
        other = SECRETARY if command in ("ready", "invite") else PCCC  # these have nothing to show but to her
        before = len(office.of_bot(other))
        await office.says(KT, f"/{name}")
        await office.says(other, f"/{name}")
        assert len(office.of_bot(other)) > before
        await give_up(office)
        assert "được giữ lại" in office.last(KT)["text"]
        assert told(office, "tin nhắn hoặc lần bấm nút của Trưởng phòng Kinh tế") == 1
        assert kept(office)[0].startswith("update:")


async def give_up(office: Office) -> None:
    """Whatever fails is tried as often as it ever will be."""
    for _ in range(MOST_ATTEMPTS):
        office.clock.move_to(office.clock.now() + timedelta(minutes=6))
        await office.robot.worker.work()
    await office.robot.sender.deliver()


def of_kt(turn: Turn, _: object) -> bool:
    return turn.event.user_id == KT


@pytest.mark.parametrize("action", sorted(pressing.HANDLERS), ids=lambda action: action.name)
async def test_a_button_that_fails_for_one_says_so_and_serves_the_others(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, action: Action
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        broken = failing(pressing.HANDLERS[action], of_kt)
        monkeypatch.setattr(pressing, "HANDLERS", {**pressing.HANDLERS, action: broken})
        monkeypatch.setattr("bot.turn.refusals.refused", lambda *_: None)
        data = buttons.data(action, *PRESSES[action])
        failed, fine = forge(office, KT, data), forge(office, PCCC, data)
        await office.robot.step()
        assert office.api.answers[failed]["text"] == Texts().plain("toast.again")
        assert office.api.answers[fine]["text"] != Texts().plain("toast.again")
        await give_up(office)
        assert sum("được giữ lại" in text for text in office.texts(KT)) == 1
        assert told(office, "tin nhắn hoặc lần bấm nút của Trưởng phòng Kinh tế") == 1
        assert [key.partition(":")[0] for key in kept(office)] == ["update"]
        assert len((await health(office.robot))[1]["aside"]) == 1
        assert caplog.text.count("action=aside what=update:") == 1
        assert office.reports() == []


def says(office: Office, user: int) -> object:
    return office.api.say(user, user, "đang làm 40%")


def says_in_the_group(office: Office, user: int) -> object:
    return office.api.say(user, GROUP, "đang làm 40%")


def passes_on(office: Office, user: int) -> object:
    return office.api.forward(user, user, "đang làm 40%", of=STRANGER)


ASKED = (("LISTENERS", says), ("OVERHEARD", says_in_the_group), ("PASSED_ON", passes_on))
LISTENERS = [
    pytest.param(table, at, speak, id=f"{table}-{listen.__module__.rpartition('.')[2]}.{listen.__name__}")
    for table, speak in ASKED
    for at, listen in enumerate(getattr(desk, table))
]


@pytest.mark.parametrize(("table", "at", "speak"), LISTENERS)
async def test_a_listener_that_fails_for_one_leaves_the_others_theirs(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    at: int,
    speak: Callable[[Office, int], object],
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await staffed(office)
        asked: list[Any] = list(getattr(desk, table))
        asked[at] = failing(asked[at], of_kt)
        monkeypatch.setattr(desk, table, tuple(asked))
        office.api.privacy = False
        speak(office, KT)
        speak(office, SECRETARY)
        office.api.say(PCCC, PCCC, "/viec")
        before = len(office.of_bot(PCCC))
        await office.robot.step()
        assert len(office.of_bot(PCCC)) > before
        await give_up(office)
        alone = table != "OVERHEARD"  # else nobody spoke to the bot
        assert sum("được giữ lại" in text for text in office.texts(KT)) == alone
        whose = "Trưởng phòng Kinh tế" if alone else "Ban Chỉ đạo 68"
        assert told(office, f"tin nhắn hoặc lần bấm nút của {whose}") == 1
        assert [key.partition(":")[0] for key in kept(office)] == ["update"]
        assert len((await health(office.robot))[1]["aside"]) == 1


async def test_a_message_set_aside_goes_out_once_the_log_has_changed(
    open_office: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)

        def broken(*_: Any) -> Any:
            raise Fault

        monkeypatch.setattr(render, "MAKERS", {**render.MAKERS, subjects.Tasks: broken})
        await office.says(KT, "/viec")
        for _ in range(MOST_BUGS):
            office.clock.move_to(office.clock.now() + timedelta(minutes=2))
            await office.robot.sender.deliver()
        assert [key.partition(":")[0] for key in kept(office)] == ["row"]
        monkeypatch.undo()
        before = len(office.texts(KT))
        await office.at("2025-12-01 09:00")
        assert len(office.texts(KT)) == before
        await office.says(PCCC, f"/capnhat {pccc_code(office)} đang làm 10%")
        await office.at("2025-12-01 09:01")
        assert len(office.texts(KT)) == before + 1
        await office.at("2025-12-01 09:02")
        assert kept(office) == []


def pccc_code(office: Office) -> str:
    return next(t.code for t in office.robot.world.catalog.tasks() if t.owner == "cong-an-tp")


async def eventually(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.02)


def announced(office: Office, part: str) -> int:
    """How many messages to secretaries tell of that part's fault."""
    with office.store.transaction(read_only=True) as tx:
        return sum(row.key.startswith(f"{ASIDE}part:{part}:") for row in tx.outbox.ledger(limit=1000))


LOOPS = (  # the part that is told of, and what fails in it
    ("inbox", "worker.work"),
    ("inbox", "worker.recover"),
    ("outbox", "sender.deliver"),
    ("outbox", "sender.recover"),
    ("evidence", "fetcher.work"),
    ("menus", "menus.work"),
    ("menus", "menus.run"),
    ("poll", "poller.poll"),
    ("poll", "poller.run"),
    ("links", "make_passes"),
)


@pytest.mark.parametrize(("loop", "work"), LOOPS, ids=[work for _, work in LOOPS])
async def test_a_loop_that_fails_leaves_the_others_and_goes_on_once_it_is_mended(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, loop: str, work: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        robot = Robot(office.robot.settings, office.robot.world, office.store, SystemClock(ZONE))
        await robot.start()
        *parts, name = work.split(".")
        where = reduce(getattr, parts, robot)
        whole = getattr(where, name)
        mended = False

        async def broken(*args: Any) -> Any:
            if not mended:
                raise Fault
            return await whole(*args)

        monkeypatch.setattr(where, name, broken)
        monkeypatch.setattr("bot.telegram.menus.AFTER_A_FAULT", 0.5)
        leading = asyncio.create_task(robot.lead())
        try:
            await eventually(lambda: kept(office) == [f"part:{loop}"])
            assert (await health(robot))[0] == 503
            office.api.say(KT, KT, f"/capnhat {CODE} đang làm 40%")
            await office.store.write(lambda tx: tx.outbox.add(notice("n", PCCC), robot.clock.now()))
            robot.post.set()
            if loop not in ("inbox", "poll"):
                await eventually(lambda: len(office.reports()) == 1)
            if loop != "outbox":
                await eventually(lambda: "Đã ghi" in office.texts(PCCC))
            assert not leading.done()
            mended = True
            await eventually(lambda: len(office.reports()) == 1)
            await eventually(lambda: "Đã ghi" in office.texts(PCCC))
            await eventually(lambda: kept(office) == [])
            assert announced(office, loop) == 1
            assert not leading.done()
        finally:
            leading.cancel()
            await asyncio.wait([leading])
            await robot.close()


class Alone:
    """The lead of the only process."""

    def try_take(self) -> bool:
        return True

    def held(self) -> bool:
        return True

    def release(self) -> None:
        pass


STANDING = (("lead", "try_take"), ("lead", "held"), ("start", "start"), ("leading", "lead"))


@pytest.mark.parametrize(("part", "work"), STANDING, ids=[work for _, work in STANDING])
async def test_what_fails_before_a_process_leads_is_told_and_tried_again(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, part: str, work: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        robot = Robot(office.robot.settings, office.robot.world, office.store, SystemClock(ZONE))
        lead = Alone()
        where: Any = lead if part == "lead" else robot
        whole = getattr(where, work)
        mended = False

        def broken() -> Any:
            if not mended:
                raise Fault
            return whole()

        async def broken_later() -> Any:
            return await broken()

        later = inspect.iscoroutinefunction(whole)
        monkeypatch.setattr(where, work, broken_later if later else broken)
        monkeypatch.setattr(turns, "LEAD_PAUSE", 0.2)
        monkeypatch.setattr(turns, "START_PAUSE", 0.2)
        standing = asyncio.create_task(turns.stand(robot, lead))
        try:
            await eventually(lambda: kept(office) == [f"part:{part}"])
            assert (await health(robot))[0] == 503
            office.api.say(KT, KT, f"/capnhat {CODE} đang làm 40%")
            mended = True
            await eventually(lambda: kept(office) == [])
            await eventually(lambda: len(office.reports()) == 1)
            await eventually(lambda: told(office, Texts().plain(f"aside.part_{part}")) == 1)
            assert announced(office, part) == 1
            assert (await health(robot))[0] == 200
            assert not standing.done()
        finally:
            standing.cancel()
            await asyncio.wait([standing])
            await robot.close()


WATCHES = (("plans", "bot.living.plans.load_with_files"), ("config", "bot.living.config.read_settings"))


@pytest.mark.parametrize(("part", "port"), WATCHES, ids=[part for part, _ in WATCHES])
async def test_a_watch_over_files_that_fails_is_told_and_looks_again(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: str, port: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        robot = Robot(office.robot.settings, office.robot.world, office.store, SystemClock(ZONE))
        robot.pulse.leads = True  # whoever doesn't follows the database, and reads no files
        file = tmp_path / "config.yaml"
        file.write_text("agenda_time: 09:15\n")
        module, _, name = port.rpartition(".")
        whole = getattr(sys.modules[module], name)
        mended = False
        monkeypatch.setattr(port, failing(whole, lambda *_: not mended))
        monkeypatch.setattr("bot.living.config.PAUSE", 0.2)
        monkeypatch.setattr("bot.living.plans.LOOK_EVERY", 200)
        watching = asyncio.create_task(app._watch(robot, robot.world.catalog, file, lambda: None))
        try:
            await eventually(lambda: kept(office) == [f"part:{part}"])
            assert (await health(robot))[0] == 503
            before = robot.world
            mended = True
            await eventually(lambda: kept(office) == [])
            await eventually(lambda: robot.world is not before)
            await eventually(lambda: f"{robot.settings.agenda_time:%H:%M}" == "09:15")
            assert announced(office, part) == 1
            assert not watching.done()
        finally:
            watching.cancel()
            await asyncio.wait([watching])
