"""Telegram's menu, over HTTP: everybody is shown what their links open to them, in their own language."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from flow_office import GROUP, KT, LEADER, PLAN, PLANS, SECRETARY, STRANGER, Office, Opened
from test_flow_own_faults import eventually
from typer.testing import CliRunner

from bot.cli import app as cli
from bot.model.message import NewDelivery, Priority
from bot.model.people import Role
from bot.model.subjects import Notice
from bot.rehearsal.faults import Faults
from bot.telegram import menus
from bot.telegram.invitations import make_invite

BEGIN = ["start", "trogiup"]


async def shown(office: Office, user: int, chat: int | None = None, language: str = "vi") -> list[str]:
    """The menu once the bot has had time for it."""
    while await office.robot.menus.work():
        pass
    return office.api.menus.shown(chat or user, user, language)


def published(office: Office) -> int:
    return sum(call.method in ("setMyCommands", "deleteMyCommands") for call in office.api.calls)


async def test_a_stranger_is_shown_how_to_begin(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        assert await shown(office, STRANGER) == BEGIN
        assert await shown(office, STRANGER, language="en") == ["start", "help"]


async def test_each_role_is_shown_its_own_commands(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        await office.links(SECRETARY, Role.SECRETARY)
        assert {"viec", "capnhat"} <= set(await shown(office, KT)) and "duyet" not in await shown(office, KT)
        assert "tiendo" in await shown(office, LEADER) and "capnhat" not in await shown(office, LEADER)
        assert {"duyet", "giahan", "huylienket"} <= set(await shown(office, SECRETARY))
        assert "start" not in await shown(office, KT)


async def test_who_has_telegram_in_english_is_shown_english_words(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        assert {"tasks", "update"} <= set(await shown(office, KT, language="en"))
        assert "viec" in await shown(office, KT, language="fr")  # any other language: the bot's own


async def test_a_linked_group_is_shown_what_is_open_to_the_group(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links_group()
        assert await shown(office, STRANGER, GROUP) == ["tiendo", "chitieu", "baocao", "bieudo", "trogiup"]
        assert await shown(office, SECRETARY, GROUP) == ["tiendo", "chitieu", "baocao", "bieudo", "trogiup"]


async def test_whoever_leaves_is_a_stranger_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        assert "tiendo" in await shown(office, LEADER)
        await office.says(LEADER, "/roi đồng ý")
        assert office.robot.menus.due.is_set()
        assert await shown(office, LEADER) == await shown(office, LEADER, language="fr") == BEGIN


@pytest.mark.parametrize("where", ["private", "group"])
async def test_a_link_ended_by_the_operator_ends_the_menu(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        chat = GROUP if where == "group" else LEADER
        await (office.links_group() if where == "group" else office.links(LEADER, Role.LEADER))
        assert "tiendo" in await shown(office, LEADER, chat)
        with office.store.transaction(read_only=True) as tx:
            (link,) = tx.links.of_chat(chat)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DATABASE_URL", office.robot.settings.database_url)
        monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
        assert CliRunner().invoke(cli, ["unlink", str(link.id)], catch_exceptions=False).exit_code == 0
        assert await shown(office, LEADER, chat) == BEGIN


async def test_what_a_command_ended_is_seen_within_a_minute(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No press or word in the running bot tells it that a link has ended elsewhere."""
    monkeypatch.setattr(menus, "LONGEST_WITHOUT_LOOK", 0.05)
    monkeypatch.setattr(menus, "FIRST_LOOK", 0.0)
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        running = asyncio.create_task(office.robot.menus.run(office.robot.guard))
        try:
            await eventually(lambda: "tiendo" in office.api.menus.shown(LEADER, LEADER, "vi"))
            with office.store.transaction() as tx:
                tx.links.end(tx.links.of_user(LEADER)[0].id, office.clock.now())
            await eventually(lambda: office.api.menus.shown(LEADER, LEADER, "vi") == BEGIN)
        finally:
            running.cancel()


async def test_a_deputys_menu_comes_and_goes_with_the_days(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        days = date(2025, 12, 3), date(2025, 12, 4)
        now = office.clock.now()
        made = make_invite(office.store, "bot", Role.LEADER, now, plan=PLAN, stands_in=days)
        office.api.press_start(LEADER, made.code)
        await office.robot.step()
        found = []
        for day in (2, 3, 4, 5):
            await office.at(f"2025-12-0{day} 08:00")
            found.append("tiendo" in await shown(office, LEADER))
        assert found == [False, True, True, False]


async def test_a_post_handed_over_takes_its_menu_along(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post="Chuyên viên")
        await office.says(KT, "/bangiao")
        await office.follows_link(STRANGER, office.last(KT)["text"])
        assert await shown(office, KT) == BEGIN
        assert "capnhat" in await shown(office, STRANGER)


async def test_what_has_not_changed_is_not_published_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await shown(office, KT)
        before = published(office)
        await office.links(LEADER, Role.LEADER)
        await shown(office, KT)
        assert published(office) == before + 2  # the leader's, in two languages


async def test_an_outage_holds_nothing_up_and_is_made_up_for(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.faults = Faults(methods=("setMyCommands",), bad_gateway=1.0)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        assert await shown(office, KT) == []
        assert "Đã liên kết" in office.texts(KT)[0]
        office.api.faults = Faults()
        assert "viec" in await shown(office, KT)


async def test_asked_to_wait_the_bot_waits(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.faults = Faults(methods=("setMyCommands",), too_many=1.0, retry_after_s=40)
        assert await shown(office, KT) == []
        office.api.faults = Faults()
        before = published(office)
        assert await shown(office, KT) == [] and published(office) == before
        await office.clock.sleep(41)
        assert await shown(office, KT) == BEGIN


async def test_a_chat_telegram_no_longer_knows_is_not_asked_for_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        with office.store.transaction() as tx:
            tx.links.add(Role.LEADER, 999, 999, "x", None, PLAN, None, office.clock.now())
        await shown(office, KT)
        before = published(office)
        await shown(office, KT)
        assert published(office) == before


async def test_many_chats_are_published_a_few_at_a_time(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        with office.store.transaction() as tx:
            for user in range(5000, 5025):
                office.api.add_person(user, f"Cán bộ {user}")
                tx.links.add(Role.OFFICIAL, user, user, "x", "ubnd-tp", None, None, office.clock.now())
        assert await office.robot.menus.work()
        assert published(office) == 20
        assert "viec" in await shown(office, 5024)


async def test_no_menu_is_touched_before_what_people_wait_for(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        waits = Notice(key="reply.courtesy", values={})
        new = NewDelivery(key="waits", chat_id=KT, priority=Priority.AGENDA, subject=waits)
        with office.store.transaction() as tx:
            tx.outbox.add(new, office.clock.now())
        assert await office.robot.menus.in_turn() and published(office) == 0  # more is left
        await office.clock.sleep(2)  # a chat is written to once a second
        await office.robot.step()
        office.api.say(KT, KT, "/viec")
        await office.robot.poller.poll(0)
        assert await office.robot.menus.in_turn() and published(office) == 0
        await office.robot.worker.work()
        await office.robot.sender.deliver()
        await office.robot.menus.in_turn()
        assert "viec" in office.api.menus.shown(KT, KT, "vi")
