"""What a plan still lacks, asked for in the chat: a line each, with the next step."""

from datetime import timedelta
from pathlib import Path

import pytest
from flow_commune import DUE, HEAD, PLAN, Commune, task
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, Office, Opened

from bot.model.people import Role

WAITS = task(2, "Phương án phòng cháy rừng", "30/6/2026", "cong-an", section="II")


async def commune(office: Office, folder: Path, tasks: str = DUE) -> Commune:
    """A plan of which only its secretary is linked."""
    here = Commune(office, folder)
    await here.starts(tasks, head=HEAD)
    await here.links(SECRETARY, Role.SECRETARY)
    return here


async def complete(office: Office, here: Commune) -> None:
    await here.links(LEADER, Role.LEADER)
    await here.links(KT, Role.OFFICIAL, "van-phong")
    office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan=PLAN))
    await office.robot.step()


async def asked(office: Office) -> str:
    """A minute later: of the same words said twice at once the bot hears one."""
    office.clock.move_to(office.clock.now() + timedelta(minutes=1))
    await office.says(SECRETARY, "/sansang")
    return next(text for text in reversed(office.texts(SECRETARY)) if text.startswith("Mức sẵn sàng"))


async def test_each_thing_that_is_missing_has_a_line_and_its_next_step(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans", DUE + WAITS)
        told = await asked(office)
        assert told.startswith("Mức sẵn sàng – 15/1/2026\n\n15/KH-UBND\n")
        assert "– Chưa có lãnh đạo theo dõi → gõ /moi lãnh đạo" in told
        assert "– Chưa có nhóm nhận bản tin tuần → gõ /moi nhóm" in told
        assert "– Chưa có ai nhận việc (2 đơn vị): Văn phòng; Công an xã → gõ /moi" in told
        assert "thư ký" not in told


async def test_a_plan_that_lacks_nothing_says_so(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await complete(office, await commune(office, tmp_path / "plans"))
        assert await asked(office) == "Mức sẵn sàng – 15/1/2026\n\n15/KH-UBND: không thiếu gì."


async def test_who_has_blocked_the_bot_is_named_and_no_more_once_they_are_back(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await complete(office, await commune(office, tmp_path / "plans"))
        office.api.block(KT)
        await office.robot.step()
        told = await asked(office)
        assert "– Không gửi được tin cho Trưởng phòng Kinh tế (Văn phòng) từ 15/1/2026 → đề nghị" in told
        assert "bỏ chặn rồi bấm Bắt đầu" in told
        office.api.press_start(KT)
        await office.robot.step()
        assert (await asked(office)).endswith("không thiếu gì.")


async def test_an_invitation_that_expired_unused_is_told_until_somebody_comes(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.code(Role.OFFICIAL, unit="van-phong", post="Chánh Văn phòng")
        assert "Văn phòng (đã mời, chờ đến hết 22/1/2026)" in await asked(office)
        await here.days("2026-01-23")
        line = "– Lời mời Chánh Văn phòng, Văn phòng hết hạn ngày 22/1/2026, chưa ai dùng → gõ /moi"
        assert line in await asked(office)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        assert line in await asked(office)  # another post: this one's holder has not come
        await office.links(PCCC, Role.OFFICIAL, unit="van-phong", post="Chánh Văn phòng")
        assert line not in await asked(office)


async def test_an_invitation_made_anew_or_long_ago_is_spoken_of_no_more(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.code(Role.LEADER, plan=PLAN)
        office.code(Role.OFFICIAL, unit="van-phong")
        await here.days("2026-01-23")
        office.code(Role.LEADER, plan=PLAN)
        told = await asked(office)
        assert "Lời mời lãnh đạo" not in told
        assert "Lời mời cán bộ, Văn phòng hết hạn" in told
        await here.days("2026-02-25")
        assert "Lời mời cán bộ" not in await asked(office)


async def test_a_day_read_without_its_year_is_told_with_its_line(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        unsure = task(3, "Rà soát danh sách hộ nghèo", "trước ngày 10/1", "van-phong")
        await complete(office, await commune(office, tmp_path / "plans", DUE + unsure))
        told = await asked(office)
        assert ".yaml, dòng " in told and "“trước ngày 10/1” không ghi năm" in told
        assert told.endswith("→ sửa tệp kế hoạch")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.HEAD, Role.LEADER])
async def test_nobody_but_a_secretary_is_told(open_office: Opened, tmp_path: Path, role: Role) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, role, None if role is Role.LEADER else "van-phong")
        await office.says(KT, "/sansang")
        assert office.last(KT)["text"].startswith("Thao tác này dành cho thư ký.")


async def test_a_secretary_in_a_group_is_told_that_it_is_for_the_private_chat(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await complete(office, await commune(office, tmp_path / "plans"))
        await office.says(SECRETARY, "/sansang", chat=GROUP)
        assert office.last(GROUP)["text"] == "Thao tác này chỉ dùng trong cuộc trò chuyện riêng với bot."
