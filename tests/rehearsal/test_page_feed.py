"""The page's feed: what happened, in order, gathered, and taken up again after a gap."""

import asyncio

from rehearsal_page import LEADER, OFFICIAL, Opened, open_page, settings

from bot.rehearsal.page.feed import KEPT

__all__ = ["open_page", "settings"]


async def test_a_message_comes_as_it_is_kept(open_page: Opened) -> None:
    async with open_page() as browser, browser.events(after=(await browser.get("state"))["seq"]) as events:
        assert events.answer.headers["content-type"].startswith("text/event-stream")
        await browser.say(OFFICIAL, "/viec")
        number, event, things = await events.next()
        new = [thing["message"] for thing in things if thing["what"] == "new"]
        while len(new) < 2:
            number, event, things = await events.next()
            new += [thing["message"] for thing in things if thing["what"] == "new"]
        assert event == "things"
        assert new == (await browser.messages(OFFICIAL))[-2:]
        assert number <= browser.session.feed.seq


async def test_who_was_away_gets_what_was_missed_once(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.say(OFFICIAL, "/viec")
        seq = (await browser.get("state"))["seq"]
        await browser.say(LEADER, "/tiendo")
        async with browser.events(last=seq) as events:
            number, _, things = await events.next()
        chats = {thing["message"]["chat"]["id"] for thing in things if thing["what"] == "new"}
        assert chats == {LEADER}
        await browser.say(OFFICIAL, "/viec")
        async with browser.events(last=number) as events:
            _, _, things = await events.next()
        assert {t["message"]["chat"]["id"] for t in things if t["what"] == "new"} == {OFFICIAL}


async def test_who_was_away_too_long_loads_the_page_again(open_page: Opened) -> None:
    async with open_page() as browser:
        for number in range(KEPT + 1):
            browser.session.feed.add("typing", chat=number)
        async with browser.events(last=1) as events:
            assert (await events.next())[:2] == (browser.session.feed.seq, "reload")
        async with browser.events(last=browser.session.feed.seq + 1) as events:
            assert (await events.next())[1] == "reload"


async def test_a_quarter_is_told_in_hundreds_of_events(open_page: Opened) -> None:
    async with open_page() as browser, browser.events(after=0) as events:
        await browser.post("time", to="date", date="2026-02-05")
        count, now = 0, ""
        while now < "2026-02-05":
            _, _, things = await events.next()
            count += 1
            now = max([now, *(thing["clock"]["now"] for thing in things if thing["what"] == "clock")])
        assert count < 150


async def test_everybody_who_listens_is_let_go_at_the_end(open_page: Opened) -> None:
    async with open_page() as browser, browser.events(after=browser.session.feed.seq) as events:
        await browser.session.end()
        async with asyncio.timeout(60):
            assert "".join([line async for line in events.answer.aiter_lines()]) == "retry: 1000"
