"""A secretary invites from the chat: unit, role, post, a message to forward; what waits, she takes back."""

import re
from pathlib import Path

import pytest
from flow_commune import DUE, HEAD, PLAN, Commune, task
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, Office, Opened
from flow_rules import forge

from bot.access import buttons
from bot.access.buttons import Action
from bot.model.people import Role

WAITS = task(2, "Phương án phòng cháy rừng", "30/6/2026", "cong-an", support="[kinh-te]", section="II")
TEN = [f"don-vi-{n}" for n in range(10)]


async def commune(office: Office, folder: Path, tasks: str = DUE + WAITS) -> Commune:
    here = Commune(office, folder)
    await here.starts(tasks, head=HEAD)
    await here.links(SECRETARY, Role.SECRETARY)
    return here


def people(office: Office) -> list[tuple[int | None, Role, str | None, str | None, str | None]]:
    """Everybody linked but the secretary."""
    with office.store.transaction(read_only=True) as tx:
        links = [x for x in tx.links.all() if x.role is not Role.SECRETARY]
        return [(x.user_id, x.role, x.unit, x.plan, x.post) for x in links]


def toast(office: Office) -> str:
    return str([*office.api.answers.values()][-1].get("text", ""))


async def chooses(office: Office, *labels: str) -> None:
    """Presses one after another, each on the step that the message has become."""
    message = office.last(SECRETARY)["message_id"]
    for label in labels:
        await office.presses(SECRETARY, label, on=message)


# ---- step by step ----


async def test_unit_role_and_post_make_a_message_to_forward_that_links_whoever_follows_it(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        await chooses(office, "Công an xã – chưa có ai", "Cán bộ theo dõi, báo cáo")
        assert "Giữ chức danh gì?" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "Phó Trưởng  Công an xã")
        done, invitation = office.texts(SECRETARY)[-2:]
        assert done.startswith("Đã tạo lời mời: Phó Trưởng Công an xã, Công an xã.")
        assert invitation.startswith("Lời mời: Phó Trưởng Công an xã, Công an xã\n")
        assert "các nhiệm vụ giao cho đơn vị tại 15/KH-UBND" in invitation
        assert re.search(r"https://t\.me/\w+\?start=[\w-]{32}\n", invitation)
        assert "dùng một lần, có hiệu lực đến hết ngày 22/1/2026" in invitation
        assert office.labels(SECRETARY) == []  # nothing of hers is forwarded with it
        await office.follows_link(PCCC, invitation)
        assert people(office) == [(PCCC, Role.OFFICIAL, "cong-an", None, "Phó Trưởng Công an xã")]


async def test_units_without_anybody_come_first_then_those_that_only_help(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(SECRETARY, "/moi")
        assert "1/3 đơn vị chưa có ai nhận việc" in office.last(SECRETARY)["text"]
        assert office.labels(SECRETARY) == [
            "Công an xã – chưa có ai",
            "Văn phòng",
            "Phòng Kinh tế",
            "Lãnh đạo",
            "Nhóm của kế hoạch",
            "Phiếu mời để in (1 đơn vị)",
        ]


async def test_many_units_are_paged(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        units = "".join(
            f"  - {{id: {id}, name: Phòng số {n}, short: Phòng {n}}}\n" for n, id in enumerate(TEN)
        )
        file = here.folder / "units.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "".join(units), encoding="utf-8")
        await here.starts(
            *(task(n, f"Việc số {n}", "30/6/2026", id) for n, id in enumerate(TEN, 1)), head=HEAD
        )
        await here.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/moi")
        assert "(trang 1/2)" in office.last(SECRETARY)["text"]
        await chooses(office, "Trang sau ›")
        assert office.labels(SECRETARY)[:3] == [
            "Phòng 8 – chưa có ai",
            "Phòng 9 – chưa có ai",
            "‹ Trang trước",
        ]
        await chooses(office, "Phòng 9 – chưa có ai")
        assert office.last(SECRETARY)["text"].startswith("Phòng số 9\n")


async def test_every_step_leads_back(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        await chooses(office, "Công an xã – chưa có ai", "Thủ trưởng đơn vị", "‹ Quay lại")
        assert "Mời làm gì?" in office.last(SECRETARY)["text"]
        await chooses(office, "‹ Chọn đơn vị")
        assert office.last(SECRETARY)["text"].startswith("Mời ai?")


async def test_posts_that_are_known_are_offered_and_none_may_be_named(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, Role.OFFICIAL, "van-phong", post="Chánh Văn phòng")
        await office.says(SECRETARY, "/moi")
        await chooses(office, "Văn phòng")
        assert "Đang có: Trưởng phòng Kinh tế (Chánh Văn phòng)" in office.last(SECRETARY)["text"]
        await chooses(office, "Cán bộ theo dõi, báo cáo", "Chánh Văn phòng")
        await office.follows_link(PCCC, office.texts(SECRETARY)[-1])
        await office.says(SECRETARY, "/moi")
        await chooses(office, "Công an xã – chưa có ai", "Thủ trưởng đơn vị", "Không ghi chức danh")
        assert office.last(SECRETARY)["text"].startswith("Lời mời: thủ trưởng đơn vị, Công an xã\n")
        await office.follows_link(STRANGER, office.texts(SECRETARY)[-1])
        assert people(office)[1:] == [
            (PCCC, Role.OFFICIAL, "van-phong", None, "Chánh Văn phòng"),
            (STRANGER, Role.HEAD, "cong-an", None, None),
        ]


async def test_a_leader_is_invited_for_the_plan(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        await chooses(office, "Lãnh đạo")
        invitation = office.texts(SECRETARY)[-1]
        assert invitation.startswith("Lời mời: lãnh đạo theo dõi 15/KH-UBND – Kế hoạch phát triển")
        await office.follows_link(LEADER, invitation)
        assert people(office) == [(LEADER, Role.LEADER, None, PLAN, None)]


@pytest.mark.parametrize(("label", "unit"), [("Nhóm của kế hoạch", None), ("Nhóm của đơn vị", "cong-an")])
async def test_a_group_s_invitation_brings_the_line_for_a_topic(
    open_office: Opened, tmp_path: Path, label: str, unit: str | None
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        await chooses(office, *(["Công an xã – chưa có ai"] if unit else []), label)
        invitation = office.texts(SECRETARY)[-1]
        assert "?startgroup=" in invitation
        line = next(line for line in invitation.splitlines() if line.startswith("/start "))
        office.api.add_to_group(LEADER, GROUP, line.removeprefix("/start "))
        await office.robot.step()
        assert people(office) == [(None, Role.GROUP, unit, None if unit else PLAN, None)]


async def test_a_secretary_of_two_plans_is_asked_for_which(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        other = HEAD.replace("kh-15", "kh-20").replace("15/KH-UBND", "20/KH-UBND")
        here.write(DUE, head=other, file="kh-20.yaml")
        await here.starts(DUE, head=HEAD)
        await here.links(SECRETARY, Role.SECRETARY)
        await here.links(SECRETARY, Role.SECRETARY, plan="kh-20")
        await office.says(SECRETARY, "/moi lãnh đạo")
        assert office.last(SECRETARY)["text"] == "Mời lãnh đạo theo dõi kế hoạch nào?"
        await chooses(office, "20/KH-UBND")
        await office.follows_link(LEADER, office.texts(SECRETARY)[-1])
        assert people(office) == [(LEADER, Role.LEADER, None, "kh-20", None)]


# ---- said ----


async def test_all_of_it_may_be_said_at_once(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi công an xã cán bộ Đội trưởng")
        await office.follows_link(PCCC, office.texts(SECRETARY)[-1])
        await office.says(SECRETARY, "/moi Lãnh đạo")
        await office.follows_link(LEADER, office.texts(SECRETARY)[-1])
        assert people(office) == [
            (PCCC, Role.OFFICIAL, "cong-an", None, "Đội trưởng"),
            (LEADER, Role.LEADER, None, PLAN, None),
        ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("công an", "Công an xã\n"),
        ("phòng", "Mời ai?"),
        ("công an xã", "Công an xã\n"),
        ("sở y tế", "Không thấy đơn vị đó"),
        ("công an xã gì đó", "Không thấy đơn vị đó"),
        ("chờ", "Lời mời đang chờ (0)"),
        ("hủy công an", "Không có lời mời nào đang chờ khớp"),
        (f"công an xã cán bộ {'rất ' * 40}dài", "Chức danh dài quá 100 ký tự"),
    ],
)
async def test_words_behind_the_command_find_a_unit_or_say_how(
    open_office: Opened, tmp_path: Path, words: str, answer: str
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, f"/moi {words}")
        assert office.last(SECRETARY)["text"].startswith(answer)
        assert invitations(office) == []


async def test_words_that_ask_for_something_else_are_no_post(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi công an xã cán bộ")
        await office.says(SECRETARY, "tiến độ")
        assert "15/KH-UBND" in office.last(SECRETARY)["text"]
        assert invitations(office) == []


# ---- what waits ----


def invitations(office: Office) -> list[str | None]:
    """The posts of what may still be used."""
    with office.store.transaction(read_only=True) as tx:
        now = office.clock.now()
        return [x.invite.post for x in tx.invites.unused(now) if x.invite.expires_at > now]


async def test_open_invitations_are_listed_for_whom_by_whom_until_when_and_each_taken_back(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        code = office.code(Role.HEAD, unit="van-phong", post="Chánh Văn phòng")
        await office.clock.sleep(60)
        await office.says(SECRETARY, "/moi công an xã cán bộ Đội trưởng")
        await office.says(SECRETARY, "/moi")
        assert "Công an xã – đã mời" in office.labels(SECRETARY)
        await chooses(office, "Lời mời đang chờ (2)")
        assert office.last(SECRETARY)["text"] == (
            "Lời mời đang chờ (2)\n\n"
            "1. Chánh Văn phòng, Văn phòng – người vận hành mời, đến hết 22/1/2026\n"
            "2. Đội trưởng, Công an xã – Chánh Văn phòng mời, đến hết 22/1/2026"
        )
        await chooses(office, "Hủy 1. Chánh Văn phòng, Văn phòng")
        assert toast(office) == "Đã hủy lời mời; mã không còn giá trị."
        assert "Lời mời đang chờ (1)" in office.last(SECRETARY)["text"]
        assert invitations(office) == ["Đội trưởng"]
        office.api.press_start(STRANGER, code)
        await office.robot.step()
        assert "đã hủy mã mời này" in office.last(STRANGER)["text"]


async def test_one_is_taken_back_in_words(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi công an xã cán bộ Đội trưởng")
        await office.says(SECRETARY, "/moi lãnh đạo")
        await office.says(SECRETARY, "/moi hủy doi truong")
        assert office.last(SECRETARY)["text"] == "Đã hủy lời mời; mã không còn giá trị."
        assert invitations(office) == [None]
        await office.says(SECRETARY, "/moi hủy")
        assert office.last(SECRETARY)["text"].startswith("Lời mời đang chờ (1)")


async def test_a_button_of_an_invitation_that_was_used_meanwhile_says_so(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi công an xã cán bộ Đội trưởng")
        invitation = office.texts(SECRETARY)[-1]
        await office.says(SECRETARY, "/moi chờ")
        message = office.last(SECRETARY)["message_id"]
        await office.follows_link(PCCC, invitation)
        await office.presses(SECRETARY, "Hủy 1. Đội trưởng, Công an xã", on=message)
        assert toast(office) == "Lời mời này đã được dùng, đã hủy hoặc đã hết hạn."
        assert len(people(office)) == 1


async def test_a_button_of_a_unit_that_is_no_longer_in_the_plan_makes_nothing(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        message = office.last(SECRETARY)["message_id"]
        await here.edits(DUE)
        await office.presses(SECRETARY, "Công an xã – chưa có ai", on=message)
        assert toast(office).endswith("hoặc không còn trong kế hoạch.")
        assert invitations(office) == []


# ---- who may ----


async def test_a_secretary_no_more_invites_nobody_with_an_old_button_and_her_invitations_are_void(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi công an xã cán bộ Đội trưởng")
        invitation = office.texts(SECRETARY)[-1]
        await office.says(SECRETARY, "/moi")
        message = office.last(SECRETARY)["message_id"]
        await office.says(SECRETARY, "/roi đồng ý")
        await office.presses(SECRETARY, "Lãnh đạo", on=message)
        assert "chưa được liên kết" in toast(office)
        await office.follows_link(PCCC, invitation)
        assert "không còn giá trị" in office.last(PCCC)["text"]
        assert people(office) == []


@pytest.mark.parametrize("data", [
    (Action.INVITE_UNIT, "so-y-te"), (Action.INVITE_AS, "so-y-te", "official", "-"),
    (Action.INVITE_AS, "kh-15", "official", "-"), (Action.INVITE_AS, "kh-15", "secretary"),
    (Action.INVITE_AS, "cong-an", "leader"), (Action.INVITE_AS, "another-plan", "leader"),
    (Action.INVITE_AS, "cong-an", "official", "a post nobody has"),
])  # fmt: skip
async def test_nobody_is_invited_beyond_the_secretary_s_plans_or_as_what_does_not_fit(
    open_office: Opened, tmp_path: Path, data: tuple[Action, str, *tuple[str, ...]]
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        action, place, *more = data
        rest = [buttons.short(each) if " " in each else each for each in more]
        forge(office, SECRETARY, buttons.data(action, buttons.short(place), *rest))
        await office.robot.step()
        assert invitations(office) == []
        assert toast(office)


async def test_another_plan_s_invitation_is_neither_listed_nor_taken_back(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        office.code(Role.LEADER, plan="another-plan")
        await office.says(SECRETARY, "/moi chờ")
        assert office.last(SECRETARY)["text"].startswith("Lời mời đang chờ (0)")
        with office.store.transaction(read_only=True) as tx:
            (theirs,) = tx.invites.unused(office.clock.now())
        forge(office, SECRETARY, buttons.data(Action.TAKE_BACK, buttons.short(theirs.key)))
        await office.robot.step()
        assert len(invitations(office)) == 1


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.HEAD, Role.LEADER])
async def test_nobody_but_a_secretary_invites(open_office: Opened, tmp_path: Path, role: Role) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(KT, role, None if role is Role.LEADER else "van-phong")
        await office.says(KT, "/moi lãnh đạo")
        assert office.last(KT)["text"].startswith("Thao tác này dành cho thư ký.")
        assert invitations(office) == []


async def test_in_a_group_nothing_is_made(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan=PLAN))
        await office.robot.step()
        await office.says(SECRETARY, "/moi lãnh đạo", chat=GROUP)
        assert office.last(GROUP)["text"] == "Thao tác này chỉ dùng trong cuộc trò chuyện riêng với bot."
        assert invitations(office) == []


# ---- printed ----


async def test_cards_for_all_units_without_anybody_come_as_one_file(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        await commune(office, tmp_path / "plans")
        await office.says(SECRETARY, "/moi")
        await office.presses(SECRETARY, "Phiếu mời để in (2 đơn vị)")
        sent = office.last(SECRETARY)
        assert sent["document"]["file_name"] == "Phieu-moi-15-KH-UBND.docx"
        assert "2 đơn vị chưa có ai nhận việc" in sent["caption"] and "22/1/2026" in sent["caption"]
        assert len(invitations(office)) == 2


async def test_where_every_unit_has_somebody_there_is_no_card(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans", DUE)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(SECRETARY, "/moi phiếu")
        assert office.last(SECRETARY)["text"].startswith("Mọi đơn vị đều đã có người nhận việc")
        assert invitations(office) == []
