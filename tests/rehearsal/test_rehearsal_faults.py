"""Bad days: limits, lost connections, pushed updates that nobody takes."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta

import pytest
from rehearsal_stage import GROUP, OFFICIAL, HandClock, api, bot, clock, eventually
from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.faults import Fate, Faults
from bot.rehearsal.pace import Limits

Seen = tuple[str, str]


async def fill(bot: Bot, chat_id: int, count: int) -> None:
    for number in range(count):
        await bot.send_message(chat_id, str(number))


# Limits


async def test_a_group_takes_20_messages_a_minute(api: BotApi, bot: Bot, clock: HandClock) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    await fill(bot, GROUP, 20)
    clock.wait(45)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(GROUP, "a")
    assert caught.value.retry_after == timedelta(seconds=15)
    clock.wait(15)
    await bot.send_message(GROUP, "a")


async def test_a_private_chat_takes_a_short_burst_of_five(api: BotApi, bot: Bot, clock: HandClock) -> None:
    await fill(bot, OFFICIAL, 5)
    with pytest.raises(RetryAfter):
        await bot.send_message(OFFICIAL, "a")
    clock.wait(5)
    await fill(bot, OFFICIAL, 5)


async def test_strictly_a_private_chat_takes_one_a_second(api: BotApi, bot: Bot, clock: HandClock) -> None:
    api.pace.strict = True
    await bot.send_message(OFFICIAL, "a")
    with pytest.raises(RetryAfter):
        await bot.send_message(OFFICIAL, "b")
    clock.wait(1)
    await bot.send_message(OFFICIAL, "b")


async def test_all_chats_together_take_30_a_second(api: BotApi, bot: Bot, clock: HandClock) -> None:
    for user_id in range(100, 131):
        api.add_person(user_id, "Chuyên viên")
        api.press_start(user_id)
    for user_id in range(100, 130):
        await bot.send_message(user_id, "a")
    with pytest.raises(RetryAfter):
        await bot.send_message(130, "a")
    assert [(breach.scope, breach.chat_id) for breach in api.breaches] == [("bot", 130)]


async def test_limits_may_only_be_counted(api: BotApi, bot: Bot) -> None:
    api.pace.limits = Limits.COUNT
    await fill(bot, OFFICIAL, 7)
    assert len(api.breaches) == 2


async def test_limits_may_be_off(api: BotApi, bot: Bot) -> None:
    api.pace.limits = Limits.OFF
    await fill(bot, OFFICIAL, 7)
    assert api.breaches == []


# Faults


async def test_a_call_dropped_before_it_acts_leaves_nothing(api: BotApi, bot: Bot) -> None:
    api.faults.queue.append(Fate.DROP_BEFORE)
    with pytest.raises(NetworkError):
        await bot.send_message(OFFICIAL, "a")
    assert len(api.messages(OFFICIAL)) == 1
    assert (api.calls[-1].ok, api.calls[-1].error) == (False, "drop_before")


async def test_a_call_dropped_after_it_acted_was_done(api: BotApi, bot: Bot) -> None:
    api.faults.queue.append(Fate.DROP_AFTER)
    with pytest.raises(NetworkError):
        await bot.send_message(OFFICIAL, "a")
    assert api.messages(OFFICIAL)[-1]["text"] == "a"
    assert api.calls[-1].ok


async def test_a_bad_gateway_is_a_network_error(api: BotApi, bot: Bot) -> None:
    api.faults.bad_gateway = 1.0
    with pytest.raises(NetworkError, match="502"):
        await bot.send_message(OFFICIAL, "a")


async def test_too_many_names_the_seconds_to_wait(api: BotApi, bot: Bot) -> None:
    api.faults.too_many, api.faults.retry_after_s = 1.0, 7
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(OFFICIAL, "a")
    assert caught.value.retry_after == timedelta(seconds=7)


async def test_while_down_nothing_is_answered(api: BotApi, bot: Bot) -> None:
    api.faults.down = True
    with pytest.raises(NetworkError):
        await bot.get_me()
    api.faults.down = False
    await bot.get_me()


async def test_a_stopped_server_refuses_connections(api: BotApi, bot: Bot) -> None:
    await api.stop()
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.get_me()


async def test_a_delay_takes_real_time_but_not_past_the_stop(api: BotApi, bot: Bot) -> None:
    api.faults.delay_s = 60.0
    api.faults.queue.append(Fate.SERVED)
    asked = asyncio.create_task(bot.get_me())
    await eventually(lambda: not api.faults.queue)
    await asyncio.wait_for(api.stop(), 20)
    assert (await asked).id == bot.id


def test_the_same_seed_deals_the_same_fates_however_methods_interleave() -> None:
    one, other = (Faults(drop_before=0.3, too_many=0.3, seed=5) for _ in range(2))
    alone = [one.fate("sendMessage") for _ in range(50)]
    mixed = [(other.fate("getUpdates"), other.fate("sendMessage"))[1] for _ in range(50)]
    assert alone == mixed
    assert set(alone) == {Fate.SERVED, Fate.DROP_BEFORE, Fate.TOO_MANY}


def test_faults_may_concern_some_methods_only() -> None:
    faults = Faults(down=True, methods=["sendMessage"])
    assert (faults.fate("getUpdates"), faults.fate("sendmessage")) == (Fate.SERVED, Fate.DROP_BEFORE)


# Webhook


class Receiver:
    """An address that answers with these statuses in turn, then 200, and remembers what it was given."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.given: list[Seen] = []
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:-2])
        body = (await reader.readexactly(int(headers["content-length"]))).decode()
        status = self.statuses.pop(0) if self.statuses else 200
        self.given.append((headers.get("x-telegram-bot-api-secret-token", ""), body))
        writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with await asyncio.start_server(receiver.answer, "127.0.0.1", 0) as server:
        receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
        yield receiver


async def test_a_webhook_gets_updates_in_order_with_its_secret(
    api: BotApi, bot: Bot, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, secret_token="bi_mat")
    api.say(OFFICIAL, OFFICIAL, "a")
    api.say(OFFICIAL, OFFICIAL, "b")
    await eventually(lambda: not api.pending_updates)
    assert [(secret, '"update_id": 7001' in body) for secret, body in receiver.given] == [
        ("bi_mat", True),
        ("bi_mat", False),
    ]


async def test_an_update_is_pushed_until_it_is_taken(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    receiver.statuses = [500]
    await bot.set_webhook(receiver.url)
    api.say(OFFICIAL, OFFICIAL, "a")
    await eventually(lambda: not api.pending_updates)
    first, second = receiver.given
    assert first == second
    info = await bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (receiver.url, "Wrong response from the webhook: 500")


async def test_polling_and_a_webhook_exclude_each_other(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    poll: Awaitable[object] = asyncio.create_task(bot.get_updates(timeout=30))
    await eventually(lambda: api.updates.polled)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    await bot.get_updates()


async def test_a_webhook_stays_on_this_machine(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"127\.0\.0\.1 only"):
        await bot.set_webhook("https://example.vn/hook")
