"""A known code is read as that code, whatever else its letters and figures may be."""

from dataclasses import replace

import pytest
from flow_office import KT, PLAN, Office, Opened

from bot.model.people import Role

CODES = ("A-1", "C-2", "E-2", "NV2", "A.2", "1.2", "I-1", "III.2.1-8", "III.2.1-8a", "K-1")


def coded(office: Office) -> None:
    """The first tasks of the office's unit go by these codes."""
    world = office.robot.world
    plan = world.catalog.plans[PLAN]
    own = [task for task in plan.tasks if task.owner == "ubnd-tp" and task.code not in CODES]
    new = {task.code: code for task, code in zip(own, CODES, strict=False)}
    rest = [task for task in plan.tasks if task.code not in CODES]
    tasks = tuple(replace(task, code=new.get(task.code, task.code), was=()) for task in rest)
    catalog = replace(world.catalog, plans={**world.catalog.plans, PLAN: replace(plan, tasks=tasks)})
    office.robot.adopt(replace(world, catalog=catalog))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        *((f"{code} đang làm 40%", [code]) for code in CODES),
        ("c-2 đang làm 40%", ["C-2"]),
        ("C – 2: đang làm 40%", ["C-2"]),
        ("chị ơi, C-2 đang làm 40%", ["C-2"]),
        ("em báo cáo E-2 đang làm 40%", ["E-2"]),
        ("việc NV2 đang làm 40%", ["NV2"]),
        ("I–1, III.2.1–8a đang làm 40%", ["I-1", "III.2.1-8a"]),
        ("- A.2 đang làm 40%\n- 1.2 đang làm 40%", ["A.2", "1.2"]),
        ("1. C-2 đang làm 40%\n2. III.2.1-8a đang làm 40%", ["C-2", "III.2.1-8a"]),
        ("1) NV2: đang làm 40%", ["NV2"]),
    ],
)
async def test_a_known_code_wins_over_every_other_reading(
    open_office: Opened, text: str, codes: list[str]
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        coded(office)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.at("2025-12-01 07:30")
        await office.says(KT, text)
        assert [report[:3] for report in office.reports()] == [(code, "in_progress", 40) for code in codes]


@pytest.mark.parametrize("code", CODES)
async def test_a_code_alone_opens_its_card(open_office: Opened, code: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        coded(office)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, code)
        assert f"({code})" in office.last(KT)["text"]
        assert "Hoàn thành" in office.labels(KT)


async def says_it(office: Office, code: str, entrance: str) -> None:
    """A report of 40 % on the task of that code, each time typed elsewhere."""
    match entrance:
        case "reply":
            await office.says(KT, f"{code} đang làm 40%", to=office.last(KT)["message_id"])
        case "small letters":
            await office.says(KT, f"{code.lower()} đang làm 40%")
        case "list item":
            await office.says(KT, f"- {code}: đang làm 40%")
        case "command":
            await office.says(KT, f"/capnhat {code} đang làm 40%")
        case _:
            await office.says(KT, f"/viec {code}")
            await office.says(KT, "đang làm 40%", to=office.last(KT)["message_id"])


@pytest.mark.parametrize("entrance", ["reply", "small letters", "list item", "command", "card"])
@pytest.mark.parametrize("code", CODES)
async def test_every_entrance_knows_a_code(open_office: Opened, code: str, entrance: str) -> None:
    async with open_office("2025-12-01 07:00") as office:
        coded(office)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.at("2025-12-01 07:30")
        await says_it(office, code, entrance)
        assert [report[:3] for report in office.reports()] == [(code, "in_progress", 40)]


@pytest.mark.parametrize("text", ["C-3 xong", "e-9 xong", "1.2 tỷ đã giải ngân", "A-1a xong"])
async def test_what_only_looks_like_a_code_or_number_is_asked_about(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        coded(office)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, text)
        assert office.reports() == []


@pytest.mark.parametrize("typed", ["II-9 xong", "/capnhat II-9 xong", "/capnhat IX.1-77: 60%"])
async def test_a_code_that_no_task_has_is_named_as_such(open_office: Opened, typed: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        coded(office)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, typed)
        assert office.reports() == []
        assert "Không thấy việc mã “" in office.last(KT)["text"]
