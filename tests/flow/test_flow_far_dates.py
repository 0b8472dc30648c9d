"""Days that nothing of ours can be due on: refused at every door, a forged press's too."""

import pytest
from flow_office import KT, SECRETARY, Office, Opened
from flow_rules import forge

from bot.access.buttons import task_key
from bot.model.deadline import TaskRef
from bot.model.people import Role

CODE = "III.3.1-1"
KEY = task_key(TaskRef("hai-phong-07-kh-tu", CODE))


async def staffed(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.links(SECRETARY, Role.SECRETARY)
    await office.says(KT, f"/viec {CODE}")


@pytest.mark.parametrize("until", ["9999-12-31", "2101-01-01", "2031-01-01", "1999-12-31"])
async def test_a_forged_press_asks_for_no_day_beyond_five_years(open_office: Opened, until: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        forge(office, KT, f"x:{KEY}:{until}")
        await office.robot.step()
        assert office.reports() == []


async def test_five_years_can_be_asked_for(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        forge(office, KT, f"x:{KEY}:2030-12-31")
        await office.robot.step()
        await office.says(KT, "chờ vốn trung hạn")
        assert [code for code, *_ in office.reports()] == [CODE]


@pytest.mark.parametrize("told", ["đến 1/1/2031", "đến 1/1/2031 theo 12/QĐ-UBND"])
async def test_a_secretary_grants_no_more_and_is_told_why(open_office: Opened, told: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        await office.says(SECRETARY, f"/giahan {CODE} {told}")
        assert "gia hạn đến 1/1/2031 là quá xa" in office.last(SECRETARY)["text"]
        assert office.reports() == []


async def test_words_that_ask_for_more_are_answered_with_the_bound_and_days_to_choose(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await staffed(office)
        await office.says(KT, f"/capnhat {CODE} xin lùi đến 1/1/2031")
        assert "nhiều nhất 5 năm" in office.texts(KT)[-2]
        assert [label for label in office.labels(KT) if "2026" in label]
