"""The page's time: jumps, play and pause; what is said to come is what comes."""

import asyncio
import time
from datetime import date
from pathlib import Path

import pytest
from patience import of_work
from rehearsal_page import GROUP, OFFICIAL, SECRETARY, Opened, open_page, settings

__all__ = ["open_page", "settings"]

ACTORS = """
actors:
  - {id: ubnd, name: Trưởng phòng, role: official, unit: ubnd-tp}
  - {id: thu-ky, name: Thư ký, role: secretary}
"""


async def test_the_next_event_is_the_moment_at_which_something_is_sent(open_page: Opened) -> None:
    async with open_page() as browser:
        clock = await browser.move("event")
        assert clock["now"].startswith("2026-01-05T07:30:0")
        assert "Việc cần báo cáo – 5/1/2026" in (await browser.texts(OFFICIAL))[-1]
        clock = await browser.move("event")
        assert clock["now"] > "2026-01-06"


async def test_a_jump_to_a_day_arrives_when_its_reminders_are_there(open_page: Opened) -> None:
    async with open_page() as browser:
        assert (await browser.move("day"))["now"] == "2026-01-06T08:00:00+07:00"
        assert (await browser.move("monday"))["now"] == "2026-01-12T08:00:00+07:00"
        assert (await browser.move("date", date="2026-01-20"))["now"] == "2026-01-20T08:00:00+07:00"
        assert any("Số liệu đến 12/1/2026" in text for text in await browser.texts(GROUP))


async def test_time_goes_forward_only(open_page: Opened) -> None:
    async with open_page() as browser:
        said = await browser.error("time", to="date", date="2026-01-04")
        assert said == "Thời gian chỉ đi tới: đang là 5/1/2026, không về 4/1/2026 được"
        assert (await browser.refused("time", to="sunday")).status_code == 400


async def test_a_jump_is_answered_at_once_and_told_until_it_has_ended(open_page: Opened) -> None:
    async with open_page() as browser:
        seq = (await browser.get("state"))["seq"]
        begun = await browser.post("time", to="date", date="2026-02-16")
        assert begun["clock"]["busy"]
        assert "bấm Tạm dừng trước" in await browser.error("time", to="day")
        assert (await browser.get("state"))["clock"]["busy"]
        ended = await browser.rest()
        assert not ended["busy"] and ended["now"].startswith("2026-02-16")
        moments = list[str]()
        async with browser.events(after=seq) as events:
            while not moments or moments[-1] < ended["now"]:
                moments.append((await events.until("clock"))["clock"]["now"])
        assert moments == sorted(moments)


async def test_a_jump_ends_at_the_next_tick_after_a_pause(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.post("time", to="date", date="2026-12-31")
        await browser.post("time", to="pause")
        assert (await browser.rest())["now"] < "2026-02"


async def test_play_goes_on_until_it_is_paused_and_people_act_meanwhile(open_page: Opened) -> None:
    async with open_page() as browser:
        assert (await browser.post("time", to="play"))["clock"]["playing"]
        await browser.say(OFFICIAL, "/viec")
        async with asyncio.timeout(60), browser.events(after=0) as events:
            while (await events.until("clock"))["clock"]["now"] < "2026-01-05T18":
                pass
        await browser.post("time", to="pause")
        clock = await browser.rest()
    assert not clock["playing"] and clock["now"] >= "2026-01-05T18"


@pytest.mark.long
async def test_a_quarter_of_both_plans_plays_in_less_than_ten_seconds_of_work(open_page: Opened) -> None:
    async with open_page(date(2026, 1, 1)) as browser:
        began = time.process_time()
        await browser.move("date", date="2026-04-01")
        taken = time.process_time() - began
        assert taken < of_work(10)
        assert len(await browser.messages(GROUP, limit=200)) > 20


async def test_what_is_said_to_come_is_what_comes(open_page: Opened) -> None:
    async with open_page() as browser:
        items = (await browser.get("ahead", until="2026-01-12"))["items"]
        told = {
            chat: [each["text"].splitlines()[0] for each in items if each["chat"] == chat]
            for chat in (OFFICIAL, SECRETARY)
        }
        first = items[0]
        assert (first["at"], first["to"], first["kind"], first["label"]) == (
            "2026-01-05T07:30:00+07:00",
            "Đầu mối UBND thành phố",
            "agenda",
            "Nhắc việc",
        )
        assert first["why"][0] == "III.2.1-9 – quá hạn 30/9/2025 đã 97 ngày"
        counts = {chat: len(await browser.messages(chat, limit=200)) for chat in told}
        await browser.move("date", date="2026-01-12")
        for chat, expected in told.items():
            came = (await browser.texts(chat))[counts[chat] :]
            assert [text.splitlines()[0] for text in came] == expected
        assert (await browser.get("ahead", until="2026-01-12"))["items"] == []


async def test_a_look_ahead_waits_until_a_jump_has_ended_and_is_of_what_comes_then(open_page: Opened) -> None:
    async with open_page() as browser:
        await browser.post("time", to="date", date="2026-02-16")
        meanwhile = await browser.get("strip", of="2026-02-16")
        assert not any(day["sends"] for day in meanwhile["days"] if day["day"] > "2026-02-16")
        items = (await browser.get("ahead", until="2026-02-23"))["items"]
        clock = (await browser.get("state"))["clock"]
        assert not clock["busy"]
        assert items[0]["at"] > clock["now"]


async def test_the_strip_without_what_is_to_come_has_what_is_due(open_page: Opened) -> None:
    async with open_page() as browser:
        bare, whole = [await browser.get("strip", of="2026-01-05", ahead=ahead) for ahead in ("no", "yes")]
    assert [day["due"] for day in bare["days"]] == [day["due"] for day in whole["days"]]
    assert any(day["sends"] for day in whole["days"])
    assert not any(day["sends"] for day in bare["days"])


async def test_a_later_day_is_looked_at_from_where_the_look_ended(open_page: Opened) -> None:
    async with open_page() as browser:
        near = (await browser.get("ahead", until="2026-01-12"))["items"]
        far = (await browser.get("ahead", until="2026-01-26"))["items"]
        again = (await browser.get("ahead", until="2026-01-12"))["items"]
        await browser.say(OFFICIAL, "/viec")
        anew = (await browser.get("ahead", until="2026-01-26"))["items"]
    assert (near, len(far) > len(near)) == (far[: len(near)], True)
    assert (again, anew) == (near, far)


async def test_somebody_who_presses_does_not_wait_for_a_look_ahead(open_page: Opened) -> None:
    async with open_page() as browser:
        looking = asyncio.create_task(browser.get("ahead", until="2026-12-31"))
        for _ in range(3):
            await browser.say(OFFICIAL, "/viec")
        assert not looking.done()
        looking.cancel()


async def test_a_look_ahead_ends_with_the_page(open_page: Opened) -> None:
    async with open_page() as browser:
        looking = asyncio.create_task(browser.client.get("api/ahead", params={"until": "2026-12-31"}))
        await browser.say(OFFICIAL, "/viec")
        await browser.session.ahead.end()
        assert all(item["at"] < "2026-12" for item in (await looking).json()["items"])
        assert (await browser.get("ahead", until="2026-01-12"))["items"] == []


async def test_looking_ahead_changes_nothing(open_page: Opened) -> None:
    async with open_page() as browser:
        before = await browser.get("state")
        await browser.get("ahead", until="2026-03-31")
        await browser.get("strip", of="2026-01-05")
        assert await browser.get("state") == before


async def test_the_strip_marks_the_days_of_a_quarter(open_page: Opened) -> None:
    async with open_page() as browser:
        ahead = await browser.get("strip", of="2026-02-10")
        await browser.move("date", date="2026-02-02")
        behind = await browser.get("strip", of="2026-02-10")
    assert (ahead["first"], ahead["last"], ahead["title"]) == ("2026-01-01", "2026-03-31", "Quý I/2026")
    days = {each["day"]: each for each in ahead["days"]}
    assert len(days) == 90
    assert (days["2026-01-01"]["off"], days["2026-01-02"]["off"]) == ("Tết Dương lịch", "Ngày nghỉ hoán đổi")
    assert (days["2026-01-04"]["off"], days["2026-01-05"]["off"]) == ("Chủ nhật", None)
    assert days["2026-01-04"]["past"] and not days["2026-01-05"]["past"]
    assert {"kind": "agenda", "label": "Nhắc việc", "count": 2} in days["2026-01-05"]["sends"]
    assert days["2026-03-31"]["due"] > 10
    assert [each["sends"] for each in behind["days"]] == [each["sends"] for each in ahead["days"]]


async def test_a_script_s_acts_are_played_when_their_time_comes(open_page: Opened, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    acts = "acts:\n  - {at: 2026-01-06 09:00, who: ubnd, say: /viec}\n"
    script.write_text(ACTORS + acts, encoding="utf-8")
    async with open_page(script=script) as browser:
        await browser.move("day")
        assert "/viec" not in await browser.texts(OFFICIAL)
        await browser.move("day")
        assert "/viec" in await browser.texts(OFFICIAL)


async def test_an_act_that_fails_stops_time_and_is_told(open_page: Opened, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    acts = "acts:\n  - {at: 2026-01-06 09:00, who: ubnd, press: Không có}\n"
    script.write_text(ACTORS + acts, encoding="utf-8")
    async with open_page(script=script) as browser:
        async with browser.events(after=0) as events:
            await browser.post("time", to="date", date="2026-02-02")
            trouble = await events.until("trouble")
        assert trouble["text"].startswith(f"{script}:6: press: ")
        assert (await browser.rest())["now"].startswith("2026-01-06T09:00")
