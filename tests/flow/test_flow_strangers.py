"""Who isn't enrolled is told so, once; other bots' commands and what nobody said get no answer."""

from datetime import timedelta

import pytest
from flow_office import GROUP, KT, PLAN, STRANGER, Office, Opened
from test_flow_groups import agendas, links_unit_group

from bot.model.people import Role

CHANNEL = -100900
NOT_INVITED, HIDDEN = "chưa được mời nên bot không ghi nhận", "ẩn danh"


async def unit_group(office: Office) -> int:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await links_unit_group(office)
    return int(agendas(office, GROUP)[-1]["message_id"])


async def test_a_colleague_not_enrolled_is_told_so_once_a_day(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        for text in ("1 xong", "2 xong", "3 đang làm"):
            await office.says(STRANGER, text, to=agenda, chat=GROUP)
        assert office.reports() == []
        assert sum(NOT_INVITED in text for text in office.texts(GROUP)) == 1
        await office.at("2025-12-02 10:00")
        await office.says(STRANGER, "1 xong", to=agenda, chat=GROUP)
        assert sum(NOT_INVITED in text for text in office.texts(GROUP)) == 2


async def test_an_anonymous_admin_is_told_to_show_a_face(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        for text in ("1 xong", "2 xong"):
            office.api.say_as(GROUP, GROUP, text, agenda)
        await office.robot.step()
        assert office.reports() == []
        assert sum(HIDDEN in text for text in office.texts(GROUP)) == 1


async def test_so_is_who_speaks_as_a_channel(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        office.api.add_channel(CHANNEL, "Tin")
        office.api.say_as(CHANNEL, GROUP, "1 xong", agenda)
        await office.robot.step()
        assert office.reports() == []
        assert HIDDEN in office.last(GROUP)["text"]


async def test_a_channels_post_in_its_discussion_group_is_nobodys_word(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await unit_group(office)
        office.api.privacy = False
        office.api.add_channel(CHANNEL, "Tin", discussion=GROUP)
        count = len(office.of_bot(GROUP))
        office.api.post_in_channel(CHANNEL, "/viec")
        await office.robot.step()
        assert len(office.of_bot(GROUP)) == count


async def test_strangers_who_talk_to_each_other_hear_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await unit_group(office)
        office.api.privacy = False
        count = len(office.of_bot(GROUP))
        await office.says(STRANGER, "1 xong", chat=GROUP)
        assert len(office.of_bot(GROUP)) == count


@pytest.mark.parametrize(
    "command",
    [
        "/thoitiet",
        "/ban @ai_do",
        "/thoitiet@other_bot",
        "/viec@other_bot",
        "/ban-user lý do",
        "/ban, 1 xong",
        "/warn.x",
        "/viec@other_bot, mai",
        "/thời tiết",
        "/1 xong",
    ],
)
async def test_commands_of_other_bots_get_no_answer(open_office: Opened, command: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        office.api.privacy = False
        count = len(office.of_bot(GROUP))
        for user in (KT, STRANGER):
            await office.says(user, command, chat=GROUP)
            await office.says(user, command, to=agenda, chat=GROUP)
        assert len(office.of_bot(GROUP)) == count


async def test_a_word_changed_into_anothers_command_is_taken_back_without_a_word(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        office.api.privacy = False
        said = office.api.say(KT, GROUP, "/ban x", agenda)
        await office.robot.step()
        count = len(office.of_bot(GROUP))
        office.api.edit(KT, GROUP, said, "/ban y")
        await office.robot.step()
        assert len(office.of_bot(GROUP)) == count
        office.api.edit(KT, GROUP, said, "1 xong")
        await office.robot.step()
        assert "Đã ghi" in office.last(GROUP)["text"]
        office.api.edit(KT, GROUP, said, "/ban z")
        await office.robot.step()
        assert "Đã hoàn tác" in office.last(GROUP)["text"]
        assert len(office.of_bot(GROUP)) == count + 1


async def test_an_unknown_command_to_us_by_name_or_in_private_is_helped(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await unit_group(office)
        await office.says(KT, f"/thoitiet@{office.api.bot['username']}", chat=GROUP)
        assert "Cách dùng" in office.last(GROUP)["text"]
        await office.says(KT, "/thoitiet")
        assert "Cách dùng" in office.last(KT)["text"]


async def test_a_renamed_bot_hears_its_new_name_at_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await unit_group(office)
        office.api.rename_bot("newname")
        await office.says(KT, "/viec@newname", chat=GROUP)
        assert "Việc đang mở" in office.last(GROUP)["text"]
        assert office.robot.dispatcher.bot_name == "newname"


async def test_a_former_name_is_heard_in_a_group_as_long_as_anything_shows_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await unit_group(office)
        office.api.privacy = False
        former = office.api.bot["username"]
        office.api.rename_bot("newname")
        await office.robot.upkeep()
        count = len(office.of_bot(GROUP))
        for name in (former, former.upper(), "NewName"):
            await office.says(KT, f"/viec@{name}", chat=GROUP)
        assert len(office.of_bot(GROUP)) == count + 3
        await office.says(KT, "/viec@other_bot", chat=GROUP)
        assert len(office.of_bot(GROUP)) == count + 3


async def test_former_names_outlast_a_start(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for name in ("First_bot", "second_bot", "First_bot", "third_bot"):
            with office.store.transaction() as tx:
                known = tx.facts.rename(name)
        assert known >= {"first_bot", "second_bot"}


async def test_in_private_a_former_name_is_heard_too(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        code = office.code(Role.OFFICIAL, unit="ubnd-tp")
        await office.says(STRANGER, f"/start@oldname {code}")
        assert "Đã liên kết" in office.texts(STRANGER)[0]
        await office.says(STRANGER, "/viec@oldname")
        assert "Việc đang mở" in office.last(STRANGER)["text"]


async def test_the_new_name_stands_in_links_by_the_next_morning(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.rename_bot("newname")
        await office.robot.upkeep()
        with office.store.transaction(read_only=True) as tx:
            assert tx.facts.get("bot_name") == "newname"


@pytest.mark.parametrize(
    "pasted",
    [
        "/start {code}.",
        "/start https://t.me/bot?start={code}",
        "{code}",
        "{code}.",
        "“{code}”",
        "https://t.me/bot?start={code}",
        "Mã mời: https://t.me/bot?start={code} (dùng một lần)",
        "t.me/bot?start={code}",
        "Mã của tôi là {code} ạ",
        "start {code}",
        "/start: {code}",
        "start={code}",
        "`{code}`",
        "*{code}*",
        "- {code}",
        "{code}\n{code}",
        "{first}\n{rest}",
        "https://t.me/bot?start={first}\n{rest}",
        "/start https://t.me/bot?start={first}\n{rest}",
        "tg://resolve?domain=bot&start={code}",
        "HTTPS://T.ME/BOT?START={code}",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Fbot%3Fstart%3D{code}%26h&h=AT",
        "_{code}_",
        "__{code}__",
        "||{code}||",
        "[{code}](https://t.me/bot?start={code})",
        "\u200b{code}\u00ad",
        "/START@oldname {code}",
    ],
)
@pytest.mark.parametrize("known", [False, True])
async def test_a_code_opens_however_it_is_pasted(open_office: Opened, pasted: str, known: bool) -> None:
    """`known`: by who is invited to something else already."""
    async with open_office("2025-12-01 08:00") as office:
        if known:
            await office.links(STRANGER, Role.OFFICIAL, unit="ubnd-tp")
        before = len(office.texts(STRANGER))
        code = office.code(Role.LEADER, plan=PLAN)
        await office.says(STRANGER, pasted.format(code=code, first=code[:15], rest=code[15:]))
        assert "Đã liên kết" in office.texts(STRANGER)[before]


async def test_an_invitation_that_is_passed_on_opens_for_who_is_not_invited_yet(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        code, other = (office.code(Role.LEADER, plan=PLAN) for _ in range(2))
        office.api.forward(STRANGER, STRANGER, f"Mời anh: https://t.me/bot?start={code}", of="Thư ký")
        await office.robot.step()
        assert "Đã liên kết" in office.texts(STRANGER)[0]
        office.api.forward(STRANGER, STRANGER, f"Mời chị: https://t.me/bot?start={other}", of="Thư ký")
        await office.robot.step()
        with office.store.transaction(read_only=True) as tx:
            assert len(tx.links.of_user(STRANGER)) == 1


async def test_another_sites_link_that_looks_like_an_invitation_is_evidence(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for end in ("30", "a" * 32):
            await office.says(KT, f"III.3.1-1 đang làm 40%, https://x.vn/v?start={end}")
        assert len(office.reports()) == 2


async def test_a_code_in_other_letters_is_told_that_they_count(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        code = office.code(Role.LEADER, plan=PLAN)
        await office.says(STRANGER, code.swapcase())
        assert "chữ hoa, chữ thường phải giữ nguyên" in office.last(STRANGER)["text"]


async def test_a_long_word_of_who_is_invited_is_no_code(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"III.3.1-1 đang làm 40%, tệp {'a' * 32}")
        assert len(office.reports()) == 1


async def test_a_wrong_code_alone_is_a_failed_try(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for letter in "abcdef":
            await office.says(STRANGER, letter * 32)
        assert "Mã mời này không đúng" in office.texts(STRANGER)[0]
        assert "Đã thử sai quá 5 lần" in office.last(STRANGER)["text"]


@pytest.mark.parametrize("name", ["", " ", "\u202e", "\ufe0f", "\u202eأحمد", "A" * 5000])
async def test_a_person_with_any_name_or_none_is_served(open_office: Opened, name: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.add_person(99, name)
        await office.links(99, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(99, "III.3.1-1 đang làm 40%")
        assert len(office.reports()) == 1


async def test_what_nobody_said_gets_no_answer(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await unit_group(office)
        office.api.press_start(STRANGER)
        await office.robot.step()
        for user, chat in ((KT, KT), (STRANGER, STRANGER), (KT, GROUP)):
            count = len(office.of_bot(chat))
            office.api.pin(user, chat, agenda if chat == GROUP else office.last(chat)["message_id"])
            office.api.set_auto_delete(user, chat, 86_400)
            office.api.set_background(user, chat)
            await office.robot.step()
            office.clock.move_to(office.clock.now() + timedelta(minutes=1))
            assert len(office.of_bot(chat)) == count
