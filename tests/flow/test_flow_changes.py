"""A plan that is edited: the units concerned hear of it in their next agenda, from old to new, once."""

from pathlib import Path

from flow_commune import Commune, task
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, Office, Opened

from bot.model.people import Role

CHANGES = "Thay đổi trong kế hoạch"


def market(deadline: str = "15/3/2026", owner: str = "kinh-te", support: str = "") -> str:
    return task(1, "Chợ dân sinh thôn Đông", deadline, owner, support=support, section="II")


NEW = task(2, "Phương án bảo đảm an ninh lễ hội", "30/6/2026", "cong-an", section="II")


def told(office: Office, chat: int) -> list[str]:
    return [text for text in office.texts(chat) if CHANGES in text]


async def commune(office: Office, folder: Path) -> Commune:
    """One task of the economy's office, due on 15/3; it and the police are linked."""
    here = Commune(office, folder)
    await here.starts(market())
    await here.links(KT, Role.OFFICIAL, "kinh-te")
    await here.links(PCCC, Role.OFFICIAL, "cong-an")
    await here.days("2026-02-26", "2026-02-27")
    return here


async def test_a_moved_date_and_a_new_task_are_told_the_next_working_morning(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.clock.move_to(office.clock.now().replace(hour=15))  # Friday 27/2
        await here.edits(market("25/3/2026"), NEW)
        assert told(office, KT) == told(office, PCCC) == []
        await here.days("2026-02-28", "2026-03-01")  # a weekend
        assert told(office, KT) == told(office, PCCC) == []
        await here.days("2026-03-02")
        assert "Chợ dân sinh thôn Đông (II-1): hạn 15/3/2026 → 25/3/2026" in told(office, KT)[0]
        assert "Việc mới: Phương án bảo đảm an ninh lễ hội (II-2), hạn 30/6/2026" in told(office, PCCC)[0]
        await here.days("2026-03-03", "2026-03-04")
        assert (len(told(office, KT)), len(told(office, PCCC))) == (1, 1)


async def test_what_changed_before_the_agendas_hour_stands_in_it(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.clock.move_to(office.clock.now().replace(day=2, month=3, hour=6))
        await here.edits(market("3/3/2026"))  # its ladder speaks of it on 2/3
        await here.days("2026-03-02", "2026-03-03")
        (text,) = told(office, KT)
        assert "hạn 15/3/2026 → 3/3/2026" in text
        assert "Việc cần báo cáo" in text
        assert text.index(CHANGES) < text.index("1. Chợ dân sinh")


async def test_several_edits_are_one_and_what_is_back_as_it_was_is_none(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.edits(market("20/3/2026"), NEW)
        await here.edits(market("25/3/2026", support="[cong-an]"))
        await here.days("2026-03-02")
        assert "hạn 15/3/2026 → 25/3/2026; phối hợp thêm Công an xã" in told(office, KT)[0]
        assert "(II-2)" not in told(office, PCCC)[0]
        await here.edits(market("30/3/2026", support="[cong-an]"))
        await here.edits(market("25/3/2026", support="[cong-an]"))
        await here.days("2026-03-03")
        assert (len(told(office, KT)), len(told(office, PCCC))) == (1, 1)


async def test_a_task_given_to_another_unit_is_told_to_both(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.edits(market(owner="cong-an"))
        await here.days("2026-03-02")
        lost = "Không còn giao cho đơn vị: Chợ dân sinh thôn Đông (II-1), nay do Công an xã chủ trì"
        assert lost in told(office, KT)[0]
        assert "Việc mới: Chợ dân sinh thôn Đông (II-1), hạn 15/3/2026" in told(office, PCCC)[0]


async def test_what_changed_while_nothing_ran_is_told_after_the_start(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        here.write(market("25/3/2026"))
        await office.robot.close()  # and a new process, on the same database
        office.clock.move_to(office.clock.now().replace(day=2, month=3, hour=9))
        await office.robot.start()
        await here.starts()
        await here.days("2026-03-02", "2026-03-03", at="09:10")
        assert ["hạn 15/3/2026 → 25/3/2026" in text for text in told(office, KT)] == [True]


async def test_of_what_is_done_nothing_more_is_told(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat II-1 xong")
        await here.edits(market("25/3/2026"))
        await here.days("2026-03-02", "2026-03-03")
        assert told(office, KT) == []


async def test_who_is_linked_after_the_edit_hears_of_tasks_as_they_are(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.edits(market("25/3/2026"))
        await here.links(SECRETARY, Role.OFFICIAL, "kinh-te")
        await here.days("2026-03-02", "2026-03-03")
        assert told(office, SECRETARY) == []
        assert len(told(office, KT)) == 1


async def test_a_change_that_reached_nobody_is_told_again(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, unit="kinh-te"))
        await office.robot.step()
        await here.edits(market("25/3/2026"))
        office.api.kick_bot(GROUP)
        await here.days("2026-03-02", "2026-03-03")
        assert told(office, GROUP) == []
        assert len(told(office, KT)) == 1


async def test_a_change_that_could_not_be_sent_for_a_day_comes_with_the_next_agenda(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.edits(market("25/3/2026"))
        office.clock.move_to(office.clock.now().replace(day=2, month=3, hour=7, minute=29))
        office.api.pace.flood(KT, 24 * 3600 - 600)
        await here.days("2026-03-02")
        assert told(office, KT) == []
        await here.days("2026-03-03", "2026-03-04")
        assert len(told(office, KT)) == 1


async def test_a_broken_file_tells_units_nothing(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-25 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.edits(market("32/3/2026"))
        await here.days("2026-03-02")
        assert told(office, KT) == []
