"""A rehearsal's own copy: the real plans, database and evidence stay byte for byte as they were."""

import asyncio
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rehearsal_page import FIRST, OFFICIAL, OTHER, SECRETARY, Opened, open_page, settings
from test_page_people import picture
from test_page_script import replayed, saved, shown

from bot.clock import SystemClock
from bot.model.message import OutboxKind
from bot.model.people import Role
from bot.rehearsal.script import moment
from bot.settings import Settings
from bot.store import files
from bot.store.store import Store
from bot.telegram.invitations import make_invite

__all__ = ["open_page", "settings"]

LIVE_OFFICIAL, LIVE_SECRETARY, LIVE_GROUP = 700001, 700002, -100700003
PLAN = "hai-phong-07-kh-tu"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def _live(settings: Settings) -> None:
    """A committee's progress: two people and a group linked, a report kept."""
    now = moment("2026-01-02 08:00", settings.zone)
    with closing(Store.open(settings.database_url)) as store:
        with store.transaction() as tx:
            name, unit = "Trưởng phòng", "ubnd-tp"
            tx.links.add(Role.OFFICIAL, LIVE_OFFICIAL, LIVE_OFFICIAL, name, unit, None, "Trưởng phòng", now)
            tx.links.add(Role.SECRETARY, LIVE_SECRETARY, LIVE_SECRETARY, "Thư ký", None, PLAN, None, now)
            tx.links.add(Role.GROUP, LIVE_GROUP, None, "Nhóm", None, PLAN, None, now)
        files.keep(files.folder_of(store), b"evidence")
        make_invite(store, "bot", Role.LEADER, now, plan=PLAN)


async def test_a_plan_sent_in_the_chat_is_applied_to_the_copy_alone(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    before = bytes_of(tmp_path)
    plan = (settings.plans / f"{PLAN}.yaml").read_bytes()
    old = "Kế hoạch chống hàng giả, hàng lậu và vi phạm bản quyền"
    assert old.encode() in plan
    changed = plan.replace(old.encode(), "Kế hoạch đã đổi tên trong diễn tập".encode())
    async with open_page() as browser:
        await browser.send(SECRETARY, (f"{PLAN}.yaml", changed, "application/yaml"), caption="/kehoach")
        async with browser.events(after=browser.session.feed.seq) as events:
            await browser.press(SECRETARY, "Áp dụng")
            assert await events.until("people")
        await browser.say(OFFICIAL, "/viec III.2.1-9")
        assert "Kế hoạch đã đổi tên trong diễn tập" in (await browser.texts(OFFICIAL))[-1]
    assert bytes_of(tmp_path) == before


async def test_a_document_sent_as_a_plan_is_read_by_the_process_for_it(open_page: Opened) -> None:
    text = "1. Ủy ban nhân dân thành phố rà soát danh sách, hoàn thành trước ngày 30/9/2026.\n".encode()
    async with open_page() as browser:
        await browser.send(SECRETARY, ("van-ban.txt", text, "text/plain"), caption="/kehoach")
        sheet = next(m for m in reversed(await browser.messages(SECRETARY)) if "document" in m)
    assert sheet["from"]["is_bot"]
    assert sheet["document"]["file_name"].startswith("BAN-DIEN-TAP-")
    assert sheet["document"]["file_name"].endswith(".xlsx")


async def test_all_that_is_done_leaves_the_real_folder_as_it_was(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    await _live(settings)
    before = bytes_of(tmp_path)
    async with open_page() as browser:
        scratch = browser.session.stage.robot.settings
        assert tmp_path not in scratch.plans.parents
        assert str(tmp_path) not in scratch.database_url
        await browser.move("event")
        await browser.say(OFFICIAL, "1 xong")
        await browser.send(OTHER, ("a.png", picture(), "image/png"), photo=True, caption="1 xong")
        await browser.move("date", date="2026-01-12")
        assert {
            link.chat_id for link in await browser.session.store.read(lambda tx: tx.links.all())
        }.isdisjoint({LIVE_OFFICIAL, LIVE_GROUP})
    assert bytes_of(tmp_path) == before
    assert not scratch.plans.exists()


async def test_a_copy_begins_with_the_live_progress_and_its_people(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    await _live(settings)
    before = bytes_of(tmp_path)
    async with open_page(FIRST, copy=True) as browser:
        state = await browser.get("state")
        assert state["copy"]
        assert [(each["id"], each["name"], each["role"]) for each in state["people"]] == [
            (LIVE_OFFICIAL, "Trưởng phòng, UBND thành phố", "official"),
            (LIVE_SECRETARY, "Thư ký theo dõi 07-KH/TU", "secretary"),
        ]
        await browser.move("event")
        assert "Việc cần báo cáo – 5/1/2026" in (await browser.texts(LIVE_OFFICIAL))[-1]
        assert "07-KH/TU: đã hoàn thành" in "".join(await browser.texts(LIVE_GROUP))
        await browser.say(LIVE_OFFICIAL, "1 xong")
        sent = await browser.session.store.read(
            lambda tx: tx.outbox.newest(LIVE_OFFICIAL, list(OutboxKind), 9)
        )
        assert sent
    assert bytes_of(tmp_path) == before


async def test_a_script_saved_from_a_copy_gives_the_same_messages_on_a_copy_again(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    await _live(settings)
    async with open_page(FIRST, copy=True) as browser:
        await browser.move("event")
        await browser.press(LIVE_OFFICIAL, "1")
        await browser.press(LIVE_OFFICIAL, "Đang làm 50%")
        await browser.say(LIVE_SECRETARY, "/tiendo", chat=LIVE_GROUP)
        await browser.move("date", date="2026-01-12")
        seen, file = await shown(browser), await saved(browser, tmp_path)
    again = await replayed(settings, file, copy=True)
    assert again == seen


async def test_a_copy_of_today_goes_on_from_now_so_that_nothing_reported_lies_ahead(
    open_page: Opened, settings: Settings
) -> None:
    await _live(settings)
    began = SystemClock(settings.zone).now()
    async with open_page(began.date(), copy=True) as browser:
        clock = (await browser.get("state"))["clock"]
    assert datetime.fromisoformat(clock["now"]) >= began


async def test_a_copy_is_made_while_the_bot_runs(
    open_page: Opened, settings: Settings, tmp_path: Path
) -> None:
    await _live(settings)
    with closing(Store.open(settings.database_url)) as running, running.transaction() as tx:
        tx.facts.set("busy", "yes")
        async with asyncio.timeout(60), open_page(copy=True) as browser:
            assert (await browser.get("state"))["copy"]
