"""An agenda that its unit's group did not take goes to the unit's officials the same day, once."""

from pathlib import Path

import pytest
from flow_commune import DUE, Commune, task
from flow_office import GROUP, KT, LEADER, SECRETARY, Office, Opened
from test_flow_groups import TOPIC, agendas

from bot.model.people import Role

OVERDUE = task(2, "Đề án vị trí việc làm", "20/1/2026", "van-phong")
OTHERS = task(3, "Phương án phòng cháy rừng", "21/1/2026", "cong-an", section="II")


async def commune(office: Office, folder: Path, *, topic: int | None = None) -> Commune:
    """Two tasks due on 20/1 in the group of the Office; its official also answers for the police."""
    here = Commune(office, folder)
    await here.starts(DUE, OVERDUE, OTHERS)
    await here.links(KT, Role.OFFICIAL, "van-phong")
    await here.links(KT, Role.OFFICIAL, "cong-an")
    await here.links(SECRETARY, Role.SECRETARY)
    code = office.code(Role.GROUP, unit="van-phong")
    if topic:
        office.api.add_topic(GROUP, topic)
        office.api.add_to_group(LEADER, GROUP, "")
        office.api.say(LEADER, GROUP, f"/start {code}", thread=topic)
    else:
        office.api.add_to_group(LEADER, GROUP, code)
    await office.robot.step()
    await here.days("2026-01-20")
    return here


@pytest.mark.parametrize("topic", [None, TOPIC])
async def test_kicked_from_the_group_the_whole_agenda_goes_to_the_officials_that_day(
    open_office: Opened, tmp_path: Path, topic: int | None
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans", topic=topic)
        before = len(agendas(office, KT))
        office.api.kick_bot(GROUP)
        await here.days("2026-01-21")  # the police's task is due, the Office's two are overdue
        texts = [m["text"] for m in agendas(office, KT)[before:]]
        assert len(texts) == 2
        assert "(II-3)" in texts[0]
        assert "(I-1)" in texts[1]
        assert "(I-2)" in texts[1]
        await here.days("2026-01-22")
        assert not any("(I-1)" in m["text"] for m in agendas(office, KT)[before + 2 :])
        await office.at("2026-01-22 08:00")
        assert any("Ban Chỉ đạo 68" in text for text in office.texts(SECRETARY))


async def test_a_group_that_is_back_the_same_day_gets_the_agenda_it_missed_too(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.api.kick_bot(GROUP)
        await here.days("2026-01-21")
        before = len(agendas(office, GROUP))
        await office.at("2026-01-21 10:00")
        office.api.add_to_group(LEADER, GROUP, "")
        await office.robot.step()
        await here.days("2026-01-22")
        assert [("(I-1)" in m["text"]) for m in agendas(office, GROUP)[before:]] == [True]
        await here.days("2026-01-23")
        assert "quá hạn 3 ngày" in agendas(office, GROUP)[before + 1]["text"]
        assert not any("quá hạn 3 ngày" in m["text"] and "(I-1)" in m["text"] for m in agendas(office, KT))


async def test_a_group_back_before_the_officials_were_told_gets_its_agenda_itself(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        await commune(office, tmp_path / "plans")
        office.api.kick_bot(GROUP)
        await office.at("2026-01-21 07:30")
        before = len(agendas(office, KT))
        office.api.add_to_group(LEADER, GROUP, "")
        await office.robot.step()
        await office.at("2026-01-21 07:31")
        assert "(I-1)" in agendas(office, GROUP)[-1]["text"]
        assert len(agendas(office, KT)) == before
