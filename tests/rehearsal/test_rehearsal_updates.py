"""Editing, presses and the queue of updates of the rehearsed Bot API."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

import asyncio

import pytest
from rehearsal_stage import OFFICIAL, HandClock, api, bot, call, clock, eventually, keyboard, refused
from telegram import Bot
from telegram.error import BadRequest

from bot.rehearsal.botapi import BotApi

# Editing


async def test_an_edit_shows_and_says_when(api: BotApi, bot: Bot, clock: HandClock) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có"))
    clock.wait(60)
    await bot.edit_message_text("b", OFFICIAL, sent.message_id)
    shown = api.messages(OFFICIAL)[-1]
    assert (shown["text"], shown["edit_date"]) == ("b", int(clock.now().timestamp()))
    assert "reply_markup" not in shown


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có"))
    same = bot.edit_message_text(
        "<b></b>a ", OFFICIAL, sent.message_id, parse_mode="HTML", reply_markup=keyboard("Có")
    )
    assert (await refused(same, BadRequest)).startswith(
        "Message is not modified: specified new message content"
    )
    same = bot.edit_message_reply_markup(OFFICIAL, sent.message_id, reply_markup=keyboard("Có"))
    assert (await refused(same, BadRequest)).startswith("Message is not modified")


async def test_only_an_own_message_that_is_there_can_be_edited(api: BotApi, bot: Bot) -> None:
    assert await refused(bot.edit_message_text("b", OFFICIAL, 99), BadRequest) == "Message to edit not found"
    theirs = api.say(OFFICIAL, OFFICIAL, "a")
    assert (
        await refused(bot.edit_message_text("b", OFFICIAL, theirs), BadRequest) == "Message can't be edited"
    )


async def test_a_deleted_message_is_gone(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a")
    await bot.delete_message(OFFICIAL, sent.message_id)
    assert sent.message_id not in [message["message_id"] for message in api.messages(OFFICIAL)]
    words = await refused(bot.delete_message(OFFICIAL, sent.message_id), BadRequest)
    assert words == "Message to delete not found"


async def test_a_message_older_than_48_hours_stays(bot: Bot, clock: HandClock) -> None:
    sent = await bot.send_message(OFFICIAL, "a")
    clock.wait(48 * 3600 + 1)
    assert (
        await refused(bot.delete_message(OFFICIAL, sent.message_id), BadRequest) == "Message can't be deleted"
    )


# Presses


async def test_a_press_reaches_the_bot_and_its_answer_the_person(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Hoàn thành", "Đang làm", data="d1"))
    press = api.press(OFFICIAL, OFFICIAL, sent.message_id, "Đang")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None and update.callback_query.data == "d1"
    await bot.answer_callback_query(press, "Đã ghi")
    assert api.answers[press]["text"] == "Đã ghi"


@pytest.mark.parametrize("wait", [150, 151])
async def test_a_press_can_be_answered_for_150_seconds(
    api: BotApi, bot: Bot, clock: HandClock, wait: int
) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có"))
    press = api.press(OFFICIAL, OFFICIAL, sent.message_id, "Có")
    clock.wait(wait)
    if wait <= 150:
        assert await bot.answer_callback_query(press)
    else:
        words = await refused(bot.answer_callback_query(press), BadRequest)
        assert words == "Query is too old and response timeout expired or query id is invalid"


async def test_an_unknown_press_can_not_be_answered(bot: Bot) -> None:
    assert (await refused(bot.answer_callback_query("1"), BadRequest)).startswith("Query is too old")


# Updates by polling


async def test_updates_come_numbered_by_one_until_a_higher_offset_is_asked_for(api: BotApi, bot: Bot) -> None:
    for text in ("a", "b", "c"):
        api.say(OFFICIAL, OFFICIAL, text)
    first = [update.update_id for update in await bot.get_updates(limit=2)]
    assert first == [7001, 7002]
    assert [update.update_id for update in await bot.get_updates()] == [7001, 7002, 7003]
    assert [update.update_id for update in await bot.get_updates(offset=7003)] == [7003]
    assert [update["update_id"] for update in api.pending_updates] == [7003]


async def test_a_negative_offset_keeps_only_the_last(api: BotApi, bot: Bot) -> None:
    for text in ("a", "b", "c"):
        api.say(OFFICIAL, OFFICIAL, text)
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == [7003]
    assert [update.update_id for update in await bot.get_updates()] == [7003]


async def test_a_long_poll_wakes_with_the_update(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await eventually(lambda: api.updates.polled)
    api.say(OFFICIAL, OFFICIAL, "dậy")
    (update,) = await asyncio.wait_for(poll, 20)
    assert update.message is not None and update.message.text == "dậy"


async def test_a_second_poll_ends_the_first_with_a_conflict(api: BotApi, bot: Bot) -> None:
    older = asyncio.create_task(call(api, "getUpdates", json={"timeout": 30}))
    await eventually(lambda: api.updates.polled)
    newer = asyncio.create_task(bot.get_updates(timeout=30))
    words = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert (await older).json() == {"ok": False, "error_code": 409, "description": f"Conflict: {words}"}
    api.say(OFFICIAL, OFFICIAL, "a")
    assert len(await newer) == 1


async def test_only_the_allowed_kinds_are_queued_from_then_on(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    api.say(OFFICIAL, OFFICIAL, "a")
    assert api.pending_updates == []
    await bot.get_updates(allowed_updates=[])
    api.say(OFFICIAL, OFFICIAL, "b")
    assert len(api.pending_updates) == 1


async def test_a_message_waits_a_day_for_the_bot_and_a_press_150_seconds(
    api: BotApi, bot: Bot, clock: HandClock
) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có"))
    api.press(OFFICIAL, OFFICIAL, sent.message_id, "Có")
    api.say(OFFICIAL, OFFICIAL, "b")
    clock.wait(151)
    assert [update.message is not None for update in await bot.get_updates()] == [True]
    clock.wait(24 * 3600)
    assert await bot.get_updates() == ()
