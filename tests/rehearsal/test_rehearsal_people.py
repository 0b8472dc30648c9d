"""What people do on the rehearsed Telegram, and what the bot gets to see of it."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

from typing import Any

import pytest
from rehearsal_stage import GROUP, OFFICIAL, STRANGER, api, clock

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.markup import NoSuchButtonError, find_button
from bot.rehearsal.params import Upload


def seen(api: BotApi) -> list[str]:
    """The texts of the pending messages."""
    return [update["message"].get("text", "") for update in api.pending_updates if "message" in update]


def test_a_link_to_the_bot_says_start_with_its_payload(api: BotApi) -> None:
    api.press_start(STRANGER, "moi-abc")
    (update,) = api.pending_updates
    assert (update["message"]["text"], update["message"]["chat"]["type"]) == ("/start moi-abc", "private")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_adding_the_bot_to_a_group_tells_it_who_did_and_the_code(api: BotApi) -> None:
    api.add_to_group(OFFICIAL, GROUP, "ma")
    standing, joined, start = api.pending_updates
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["message"]["new_chat_members"][0]["username"] == "dunghan_rehearsal_bot"
    assert (start["message"]["text"], start["message"]["from"]["id"]) == ("/start ma", OFFICIAL)


def test_the_group_code_may_be_addressed_to_the_bot(api: BotApi) -> None:
    api.add_to_group(OFFICIAL, GROUP, "ma", addressed=True)
    assert seen(api)[-1] == "/start@dunghan_rehearsal_bot ma"


def test_message_numbers_grow_by_one_across_everybody(api: BotApi) -> None:
    first = api.say(OFFICIAL, GROUP, "a")
    assert api.say(STRANGER, GROUP, "b") == first + 1


async def test_in_a_group_the_bot_sees_commands_and_answers_to_it_alone(api: BotApi) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    group = api.chats.chat(GROUP)
    asked = api.chats.post(group, api.bot, text="Đồng chí báo cáo?")["message_id"]
    other = api.say(STRANGER, GROUP, "chuyện riêng")
    api.updates.forget_all()
    api.say(OFFICIAL, GROUP, "xong rồi", reply_to=asked)
    api.say(OFFICIAL, GROUP, "không phải cho bot", reply_to=other)
    api.say(OFFICIAL, GROUP, "/tasks")
    api.say(OFFICIAL, GROUP, "/tasks@bot_khac")
    assert seen(api) == ["xong rồi", "/tasks"]


def test_a_bot_outside_sees_nothing_of_a_group(api: BotApi) -> None:
    api.say(OFFICIAL, GROUP, "/tasks")
    assert api.pending_updates == []


def test_an_answer_carries_the_message_it_answers(api: BotApi) -> None:
    first = api.say(OFFICIAL, OFFICIAL, "a")
    second = api.say(OFFICIAL, OFFICIAL, "b", reply_to=first)
    api.say(OFFICIAL, OFFICIAL, "c", reply_to=second)
    answered = api.pending_updates[-1]["message"]["reply_to_message"]
    assert (answered["text"], answered["message_id"]) == ("b", second)
    assert "reply_to_message" not in answered


def test_a_file_can_be_an_answer(api: BotApi) -> None:
    first = api.say(OFFICIAL, OFFICIAL, "a")
    upload = Upload("bien-ban.pdf", b"%PDF", "application/pdf")
    api.send_file(OFFICIAL, OFFICIAL, upload, caption="biên bản", reply_to=first)
    message = api.pending_updates[-1]["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("bien-ban.pdf", "biên bản")
    assert message["reply_to_message"]["message_id"] == first


def test_stopping_and_restarting_the_bot_is_told(api: BotApi) -> None:
    api.block(OFFICIAL)
    api.press_start(OFFICIAL)
    told = [update["my_chat_member"] for update in api.pending_updates if "my_chat_member" in update]
    assert [one["new_chat_member"]["status"] for one in told] == ["kicked", "member"]


def test_who_stopped_the_bot_can_not_write_to_it(api: BotApi) -> None:
    api.block(OFFICIAL)
    with pytest.raises(ValueError, match="press_start first"):
        api.say(OFFICIAL, OFFICIAL, "a")


def test_being_thrown_out_is_told(api: BotApi) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    api.kick_bot(GROUP, by=STRANGER)
    change = api.pending_updates[-1]["my_chat_member"]
    assert (change["from"]["id"], change["new_chat_member"]["status"]) == (STRANGER, "kicked")


def test_a_migration_is_told_in_both_chats(api: BotApi) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    api.migrate(GROUP, -100456)
    old, new = (update["message"] for update in api.pending_updates[-2:])
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (GROUP, -100456)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (-100456, GROUP)


@pytest.mark.parametrize(("label", "data"), [("Hoàn thành", "1"), ("Đang", "3"), ("Hoàn thành m", "2")])
def test_a_button_is_found_by_its_label_or_the_start_of_it(label: str, data: str) -> None:
    assert find_button(_markup(), label)["callback_data"] == data


def test_a_label_that_no_button_or_two_begin_with_is_an_error_that_shows_them() -> None:
    for label in ("Vướng", "Hoàn"):
        with pytest.raises(NoSuchButtonError, match="'Hoàn thành', 'Hoàn thành một phần', 'Đang làm'"):
            find_button(_markup(), label)


def test_a_watcher_sees_every_message_as_it_happens(api: BotApi) -> None:
    seen: list[tuple[str, Any]] = []
    api.watch(lambda what, message: seen.append((what, message["text"])))
    api.say(OFFICIAL, OFFICIAL, "a")
    assert seen == [("new", "a")]


def _markup() -> dict[str, Any]:
    labels = {"Hoàn thành": "1", "Hoàn thành một phần": "2", "Đang làm": "3"}
    return {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in labels.items()]}
