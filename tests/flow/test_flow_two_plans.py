"""A code that two plans share is never booked on the wrong one, and readers of both see which is which."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import pytest
from flow_office import GROUP, KT, LEADER, PLAN, SECRETARY, Office, Opened

from bot.model.people import Role
from bot.model.plan import Plan

UNIT = "ubnd-tp"
FIFTEEN, TWENTY = "xa-15", "xa-20"
NUMBERS = {FIFTEEN: "15/KH-UBND", TWENTY: "20/KH-UBND"}
TITLES = {FIFTEEN: "Kế hoạch cải cách hành chính của xã", TWENTY: "Kế hoạch chuyển đổi số của xã"}


def two_plans(office: Office) -> None:
    """Two plans that want approval, each with a task I-1 of the unit; of the first it is due much later."""
    world = office.robot.world
    city = world.catalog.plans[PLAN]
    of = next(task for task in city.tasks if task.owner == UNIT and task.deadline.due)
    dues = {FIFTEEN: date(2026, 12, 31), TWENTY: date(2025, 12, 8)}

    def plan(id: str) -> Plan:
        deadline = replace(of.deadline, due=dues[id])
        task = replace(of, plan=id, code="I-1", title=TITLES[id], deadline=deadline, was=(), support=())
        return replace(
            city, id=id, number=NUMBERS[id], title=TITLES[id], tasks=(task,), targets=(), approval=True
        )

    plans = {id: plan(id) for id in NUMBERS}
    office.robot.adopt(replace(world, catalog=replace(world.catalog, plans=plans)))


@pytest.fixture
def open_commune(open_office: Opened) -> Opened:
    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            two_plans(office)
            await office.links(KT, Role.OFFICIAL, unit=UNIT)
            yield office

    return opened


async def linked(office: Office, user: int, role: Role, *plans: str) -> None:
    for plan in plans:
        office.api.press_start(user, office.code(role, plan=plan))
        await office.robot.step()


def booked(office: Office) -> list[tuple[str, int | None]]:
    """On which plan's task each report is, and its percent."""
    with office.store.transaction(read_only=True) as tx:
        return [(r.task.plan, r.percent) for r in tx.reports.of()]


WORDS = ("/capnhat I-1 đang làm 90%", "I-1 đang làm 90%", "I-1: 90%")


@pytest.mark.parametrize("words", WORDS)
async def test_a_code_that_plans_share_is_asked_about_where_nothing_was_shown(
    open_commune: Opened, words: str
) -> None:
    async with open_commune("2025-11-03 06:00") as office:
        await office.says(KT, words)
        assert booked(office) == []
        assert [label[:14] for label in office.labels(KT)] == ["15/KH-UBND I-1", "20/KH-UBND I-1"]
        assert TITLES[TWENTY][:20] in office.labels(KT)[1]
        await office.presses(KT, "20/KH-UBND")
        assert booked(office) == [(TWENTY, 90)]
        assert f"{TITLES[TWENTY]} (20/KH-UBND I-1)" in office.last(KT)["text"]


@pytest.mark.parametrize("words", WORDS)
async def test_the_last_list_shown_decides(open_commune: Opened, words: str) -> None:
    async with open_commune("2025-12-01 07:00") as office:
        await office.at("2025-12-01 07:30")
        assert f"{TITLES[TWENTY]} (20/KH-UBND I-1)" in office.last(KT)["text"]
        assert "15/KH-UBND" not in office.last(KT)["text"]
        await office.says(KT, words)
        assert booked(office) == [(TWENTY, 90)]


async def test_a_list_that_holds_both_decides_nothing(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 07:00") as office:
        await office.at("2025-12-01 07:30")
        await office.says(KT, "/viec")
        assert "(15/KH-UBND I-1)" in office.last(KT)["text"] and "(20/KH-UBND I-1)" in office.last(KT)["text"]
        await office.says(KT, "I-1 đang làm 90%")
        assert booked(office) == []
        await office.says(KT, "2 đang làm 40%")
        assert booked(office) == [(FIFTEEN, 40)]


async def test_the_card_shown_last_decides(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 07:00") as office:
        await office.at("2025-12-01 07:30")
        await office.says(KT, "/viec KH15/I-1")
        assert f"{TITLES[FIFTEEN]} (15/KH-UBND I-1)" in office.last(KT)["text"]
        await office.says(KT, "/capnhat I-1 đang làm 30%")
        assert booked(office) == [(FIFTEEN, 30)]


@pytest.mark.parametrize("ask", ["I-1", "/viec I-1"])
async def test_a_code_alone_opens_the_card_of_the_plan_chosen(open_commune: Opened, ask: str) -> None:
    async with open_commune("2025-11-03 06:00") as office:
        await office.says(KT, ask)
        await office.presses(KT, "15/KH-UBND")
        assert f"{TITLES[FIFTEEN]} (15/KH-UBND I-1)" in office.last(KT)["text"]
        assert "Hoàn thành" in office.labels(KT)
        assert booked(office) == []


@pytest.mark.parametrize(
    "words",
    [
        "KH15/I-1 đang làm 20%",
        "KH 15 I-1 đang làm 20%",
        "15/KH-UBND I-1 đang làm 20%",
        "kế hoạch số 15/KH-UBND I-1: 20%",
        "xa-15/I-1 đang làm 20%",
        "/capnhat KH15/I-1 đang làm 20%",
        "/capnhat 15/KH-UBND I-1 đang làm 20%",
        "/capnhat 15/KH–UBND, I-1 đang làm 20%",
    ],
)
async def test_a_code_behind_its_plans_name_is_that_plans(open_commune: Opened, words: str) -> None:
    async with open_commune("2025-12-01 07:00") as office:
        await office.at("2025-12-01 07:30")  # which shows the other plan's
        await office.says(KT, words)
        assert booked(office) == [(FIFTEEN, 20)]


async def test_one_message_may_name_both(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await office.says(KT, "15/KH-UBND I-1 đang làm 20%, 20/KH-UBND I-1 đang làm 30%")
        assert booked(office) == [(FIFTEEN, 20), (TWENTY, 30)]
        assert office.labels(KT) == ["Hoàn tác 15/KH-UBND I-1", "Hoàn tác 20/KH-UBND I-1"]


async def test_whoever_has_one_plan_is_told_codes_alone(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await linked(office, LEADER, Role.LEADER, FIFTEEN)
        await office.says(LEADER, "/viec I-1")
        assert f"{TITLES[FIFTEEN]} (I-1)" in office.last(LEADER)["text"]
        assert "15/KH-UBND I-1" not in office.last(LEADER)["text"]


async def test_a_leader_of_both_is_asked_and_shown_the_card(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await linked(office, LEADER, Role.LEADER, FIFTEEN, TWENTY)
        await office.says(LEADER, "/tiendo I-1")
        await office.presses(LEADER, "20/KH-UBND")
        assert f"{TITLES[TWENTY]} (20/KH-UBND I-1)" in office.last(LEADER)["text"]


async def test_a_secretary_of_both_is_asked_and_decides_on_what_waits(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await linked(office, SECRETARY, Role.SECRETARY, FIFTEEN, TWENTY)
        await office.says(SECRETARY, "/capnhat I-1 đang làm 20%")
        assert booked(office) == []
        await office.says(KT, "20/KH-UBND I-1 đã xong")
        asked = office.last(SECRETARY)["text"]
        assert f"{TITLES[TWENTY]} (20/KH-UBND I-1)" in asked
        await office.says(SECRETARY, "/duyet")
        assert office.labels(SECRETARY)[0].startswith("20/KH-UBND I-1 ")
        await office.says(SECRETARY, "/duyet I-1")  # only one of them waits
        assert f"{TITLES[TWENTY]} (20/KH-UBND I-1)" in office.last(SECRETARY)["text"]
        told = office.last(KT)["text"]
        assert "(20/KH-UBND I-1)" in told and "xác nhận" in told


async def test_a_decision_that_might_be_on_either_asks_for_the_plans_number(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await linked(office, SECRETARY, Role.SECRETARY, FIFTEEN, TWENTY)
        await office.says(KT, "15/KH-UBND I-1 đã xong, 20/KH-UBND I-1 đã xong")
        await office.says(SECRETARY, "/tralai I-1 thiếu phụ lục")
        assert "15/KH-UBND, 20/KH-UBND" in office.last(SECRETARY)["text"]
        assert len(booked(office)) == 2
        await office.says(SECRETARY, "/tralai 20/KH-UBND I-1 thiếu phụ lục")
        assert booked(office)[2:] == [(TWENTY, None)]


async def test_a_group_means_its_own_plans_task(open_commune: Opened) -> None:
    async with open_commune("2025-12-01 08:00") as office:
        await linked(office, SECRETARY, Role.SECRETARY, FIFTEEN, TWENTY)
        office.api.add_to_group(SECRETARY, GROUP, office.code(Role.GROUP, plan=TWENTY))
        await office.robot.step()
        await office.says(SECRETARY, "/capnhat I-1 đang làm 70%", chat=GROUP)
        assert booked(office) == [(TWENTY, 70)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("hỏi thư ký: báo cáo theo mẫu nào?", "hỏi"),
        ("việc này không phải của phòng em", "Đề nghị xem lại đơn vị chủ trì"),
    ],
)
async def test_a_secretary_of_both_plans_reads_which_plan_a_question_is_of(
    open_commune: Opened, words: str, told: str
) -> None:
    async with open_commune("2025-11-03 06:00") as office:
        await linked(office, SECRETARY, Role.SECRETARY, FIFTEEN, TWENTY)
        await office.says(KT, f"/capnhat 20/KH-UBND I-1 {words}")
        assert told in office.last(SECRETARY)["text"]
        assert "20/KH-UBND I-1" in office.last(SECRETARY)["text"]


async def test_a_unit_of_both_plans_reads_which_plan_a_word_from_above_is_of(open_commune: Opened) -> None:
    async with open_commune("2025-11-03 06:00") as office:
        await linked(office, LEADER, Role.LEADER, FIFTEEN, TWENTY)
        await office.says(LEADER, "/dondoc 20/KH-UBND I-1 khẩn trương")
        assert "20/KH-UBND I-1" in office.last(KT)["text"]
        assert "20/KH-UBND I-1" in office.last(LEADER)["text"]
