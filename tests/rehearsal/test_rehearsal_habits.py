"""Telegram's habits as the bot meets them over HTTP: touched, late, forwarded, quoted, renamed, unspoken."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

from typing import Any

import pytest
from rehearsal_stage import GROUP, OFFICIAL, STRANGER, HandClock, api, bot, clock, keyboard
from telegram import Bot

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.params import Upload

CHANNEL, ELSEWHERE, NEW_GROUP = -100700, -100800, -100456
PDF = Upload("bien-ban.pdf", b"%PDF", "application/pdf")
PAGE = Upload("trang.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes([0, 0, 0, 9] * 2), "image/png")


async def heard(bot: Bot) -> list[dict[str, Any]]:
    """What the bot's library read of each new update, less its number."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [{k: v for k, v in update.to_dict().items() if k != "update_id"} for update in updates]


async def the_message(bot: Bot) -> dict[str, Any]:
    (update,) = await heard(bot)
    return dict(update["message"])


@pytest.fixture
def group(api: BotApi) -> BotApi:
    """The bot sits in the group and hears everything."""
    api.add_to_group(OFFICIAL, GROUP)
    api.privacy = False
    api.updates.forget_all()
    return api


# Edited and touched


async def test_an_edit_comes_as_the_same_message_with_its_first_date(
    api: BotApi, bot: Bot, clock: HandClock
) -> None:
    said = api.say(OFFICIAL, OFFICIAL, "1 đang làm 40%")
    first = await the_message(bot)
    clock.wait(60)
    api.edit(OFFICIAL, OFFICIAL, said, "2 đang làm 40%")
    (update,) = await heard(bot)
    assert update == {"edited_message": first | {"text": "2 đang làm 40%", "edit_date": first["date"] + 60}}


async def test_a_reaction_comes_as_an_edit_in_which_only_the_edit_date_is_new(
    api: BotApi, bot: Bot, clock: HandClock
) -> None:
    said = api.say(OFFICIAL, OFFICIAL, "1 đang làm 40%")
    first = await the_message(bot)
    clock.wait(86_400)
    api.touch(OFFICIAL, OFFICIAL, said)
    (update,) = await heard(bot)
    assert update == {"edited_message": first | {"edit_date": first["date"] + 86_400}}


async def test_a_reaction_to_the_bots_own_message_is_not_told(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a")
    api.touch(OFFICIAL, OFFICIAL, sent.message_id)
    assert await heard(bot) == []


async def test_an_edited_caption_keeps_its_file_unless_another_is_put_in(api: BotApi, bot: Bot) -> None:
    said = api.send_file(OFFICIAL, OFFICIAL, PDF, caption="1 xong")
    first = await the_message(bot)
    api.edit(OFFICIAL, OFFICIAL, said, "2 xong")
    api.edit(OFFICIAL, OFFICIAL, said, "2 xong", Upload("khac.pdf", b"%PDF-2", "application/pdf"))
    words, file = (update["edited_message"] for update in await heard(bot))
    assert (words["caption"], words["document"]) == ("2 xong", first["document"])
    assert (file["caption"], file["document"]["file_name"]) == ("2 xong", "khac.pdf")


async def test_an_edit_may_not_change_somebody_elses_words(group: BotApi) -> None:
    said = group.say(OFFICIAL, GROUP, "a")
    with pytest.raises(ValueError, match="is not Người lạ's"):
        group.edit(STRANGER, GROUP, said, "b")


async def test_a_live_location_moves_by_edits(api: BotApi, bot: Bot, clock: HandClock) -> None:
    shown = api.send_location(OFFICIAL, OFFICIAL, 20.86, 106.68, live_s=900)
    for step in range(1, 6):
        clock.wait(10)
        api.move(OFFICIAL, OFFICIAL, shown, 20.86 + step, 106.68)
    first, *moves = await heard(bot)
    assert first["message"]["location"] == {"latitude": 20.86, "longitude": 106.68, "live_period": 900}
    assert [move["edited_message"]["location"]["latitude"] for move in moves] == [
        20.86 + step for step in range(1, 6)
    ]
    assert moves[-1]["edited_message"]["edit_date"] == first["message"]["date"] + 50


async def test_in_a_group_an_edit_is_heard_where_its_message_is(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    private, command = api.say(OFFICIAL, GROUP, "chuyện riêng"), api.say(OFFICIAL, GROUP, "/viec")
    api.updates.forget_all()
    api.edit(OFFICIAL, GROUP, private, "chuyện khác")
    api.touch(STRANGER, GROUP, command)
    (update,) = await heard(bot)
    assert update["edited_message"]["text"] == "/viec"


# When


async def test_a_message_heard_late_has_the_moment_it_was_said(
    api: BotApi, bot: Bot, clock: HandClock
) -> None:
    said_at = clock.now()
    api.say(OFFICIAL, OFFICIAL, "1 xong")
    clock.wait(23 * 3600)
    assert (await the_message(bot))["date"] == int(said_at.timestamp())


async def test_a_press_has_no_moment_of_its_own(api: BotApi, bot: Bot, clock: HandClock) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Xong"))
    clock.wait(3600)
    api.press(OFFICIAL, OFFICIAL, sent.message_id, "Xong")
    (update,) = await heard(bot)
    press = update["callback_query"]
    assert "date" not in press
    assert press["message"]["date"] == int(sent.date.timestamp())


async def test_two_taps_at_once_are_two_presses(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Xong"))
    first, second = (api.press(OFFICIAL, OFFICIAL, sent.message_id, "Xong") for _ in range(2))
    presses = [update["callback_query"] for update in await heard(bot)]
    assert [(press["id"], press["data"]) for press in presses] == [(first, "x"), (second, "x")]
    assert first != second


async def test_the_same_words_twice_are_two_messages_of_one_moment(api: BotApi, bot: Bot) -> None:
    for _ in range(2):
        api.say(OFFICIAL, OFFICIAL, "1 xong")
    one, other = (update["message"] for update in await heard(bot))
    assert one | {"message_id": other["message_id"]} == other
    assert one["message_id"] + 1 == other["message_id"]


# Whose words


@pytest.mark.parametrize(
    ("of", "origin"),
    [
        (STRANGER, {"type": "user", "sender_user": {"id": STRANGER, "first_name": "Người lạ"}}),
        ("Anh Tú", {"type": "hidden_user", "sender_user_name": "Anh Tú"}),
        (GROUP, {"type": "chat", "sender_chat": {"id": GROUP, "title": "Ban Chỉ đạo"}}),
        (CHANNEL, {"type": "channel", "chat": {"id": CHANNEL, "title": "Tin"}, "message_id": 1}),
    ],
)
async def test_a_forward_says_whose_words_it_brings_and_when_they_were_said(
    api: BotApi, bot: Bot, clock: HandClock, of: int | str, origin: dict[str, Any]
) -> None:
    api.add_channel(CHANNEL, "Tin")
    said = clock.now()
    clock.wait(3600)
    api.forward(OFFICIAL, OFFICIAL, "1 xong rồi anh ạ", of=of, said=said)
    message = await the_message(bot)
    assert (message["from"]["id"], message["text"]) == (OFFICIAL, "1 xong rồi anh ạ")
    assert message["date"] == int(clock.now().timestamp())
    assert holds(message["forward_origin"], origin | {"date": int(said.timestamp())})


async def test_a_forwarded_command_is_still_marked_as_one(api: BotApi, bot: Bot) -> None:
    api.forward(OFFICIAL, OFFICIAL, "/capnhat 1 xong", of=STRANGER)
    assert (await the_message(bot))["entities"][0]["type"] == "bot_command"


async def test_a_file_can_be_forwarded(api: BotApi, bot: Bot) -> None:
    api.forward(OFFICIAL, OFFICIAL, "biên bản", of="Anh Tú", upload=PDF)
    api.forward(OFFICIAL, OFFICIAL, of="Anh Tú", upload=PAGE, photo=True)
    document, photo = (update["message"] for update in await heard(bot))
    assert (document["document"]["file_name"], document["caption"]) == ("bien-ban.pdf", "biên bản")
    assert "photo" in photo and "forward_origin" in photo


async def test_a_quote_is_a_part_of_the_message_answered(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "📌 1. Ban hành\n2. Tập huấn")
    api.say(OFFICIAL, OFFICIAL, "xong", sent.message_id, quote="2. Tập huấn")
    message = await the_message(bot)
    assert message["quote"] == {"text": "2. Tập huấn", "position": 15, "is_manual": True}
    assert message["reply_to_message"]["message_id"] == sent.message_id
    with pytest.raises(ValueError, match="doesn't say"):
        api.say(OFFICIAL, OFFICIAL, "xong", sent.message_id, quote="3.")


async def test_an_answer_to_another_chat_names_the_origin_and_no_message_here(api: BotApi, bot: Bot) -> None:
    api.add_group(ELSEWHERE, "Nhóm khác", members=[OFFICIAL])
    api.answer_elsewhere(OFFICIAL, OFFICIAL, "xong", of=STRANGER, there=ELSEWHERE, quote="2. Tập huấn")
    message = await the_message(bot)
    assert "reply_to_message" not in message
    assert holds(message["external_reply"], {"chat": {"id": ELSEWHERE}, "message_id": 1})
    assert message["external_reply"]["origin"]["sender_user"]["id"] == STRANGER
    assert message["quote"]["text"] == "2. Tập huấn"


async def test_an_answer_to_the_newest_private_message_may_come_without_it(api: BotApi, bot: Bot) -> None:
    api.answers_to_newest_show = False
    older = await bot.send_message(OFFICIAL, "danh sách")
    newest = await bot.send_message(OFFICIAL, "đến ngày nào?")
    api.say(OFFICIAL, OFFICIAL, "30/6", newest.message_id)
    api.say(OFFICIAL, OFFICIAL, "1 xong", older.message_id)
    bare, answer = (update["message"] for update in await heard(bot))
    assert "reply_to_message" not in bare
    assert answer["reply_to_message"]["message_id"] == older.message_id


async def test_an_anonymous_admin_speaks_as_the_group(group: BotApi, bot: Bot) -> None:
    group.say_as(GROUP, GROUP, "1 xong")
    message = await the_message(bot)
    assert message["from"] == {
        "id": 1087968824,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    assert message["sender_chat"]["id"] == GROUP


async def test_a_person_can_speak_as_a_channel(group: BotApi, bot: Bot) -> None:
    group.add_channel(CHANNEL, "Tin")
    group.say_as(CHANNEL, GROUP, "1 xong")
    message = await the_message(bot)
    assert (message["from"]["username"], message["sender_chat"]["type"]) == ("Channel_Bot", "channel")


async def test_a_channels_post_is_copied_to_its_discussion_and_answered_in_a_chain(
    group: BotApi, bot: Bot
) -> None:
    group.add_channel(CHANNEL, "Tin", discussion=GROUP)
    copy = group.post_in_channel(CHANNEL, "Thông báo")
    group.say(OFFICIAL, GROUP, "đã rõ", copy)
    post, comment = (update["message"] for update in await heard(bot))
    assert (post["from"]["id"], post["sender_chat"]["id"]) == (777000, CHANNEL)
    assert post["is_automatic_forward"] and post["forward_origin"]["type"] == "channel"
    assert comment["message_thread_id"] == copy
    assert "is_topic_message" not in comment


async def test_a_first_name_can_be_empty_but_never_missing(api: BotApi, bot: Bot) -> None:
    api.add_person(99, "")
    api.press_start(99)
    message = await the_message(bot)
    assert (message["from"]["first_name"], message["chat"]["first_name"]) == ("", "")


# Topics


async def test_in_a_topic_what_answers_nothing_answers_the_message_that_began_it(
    group: BotApi, bot: Bot
) -> None:
    thread = group.create_topic(OFFICIAL, GROUP, "Kế hoạch 181")
    group.say(OFFICIAL, GROUP, "1 xong", thread=thread)
    created, said = (update["message"] for update in await heard(bot))
    assert created["message_id"] == created["message_thread_id"] == thread
    assert (created["forum_topic_created"]["name"], created["chat"]["is_forum"]) == ("Kế hoạch 181", True)
    assert (said["message_thread_id"], said["is_topic_message"]) == (thread, True)
    assert said["reply_to_message"]["message_id"] == thread


async def test_an_answer_in_a_topic_stays_in_it(group: BotApi, bot: Bot) -> None:
    group.add_topic(GROUP, 77)
    asked = await bot.send_message(GROUP, "hạn nào?", message_thread_id=77)
    group.say(OFFICIAL, GROUP, "30/6", asked.message_id)
    said = await the_message(bot)
    assert (said["message_thread_id"], said["is_topic_message"]) == (77, True)
    assert said["reply_to_message"]["message_id"] == asked.message_id


# Nobody said anything


async def test_what_happens_in_a_chat_comes_as_messages_without_words(group: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(OFFICIAL, "a")
    group.add_person(99, "Người mới")
    thread = group.create_topic(OFFICIAL, GROUP, "Chủ đề")
    await heard(bot)
    group.pin(OFFICIAL, OFFICIAL, sent.message_id)
    group.set_auto_delete(OFFICIAL, OFFICIAL, 86_400)
    group.set_background(OFFICIAL, OFFICIAL)
    group.close_topic(OFFICIAL, GROUP, thread)
    group.reopen_topic(OFFICIAL, GROUP, thread)
    group.join(99, GROUP)
    messages = [update["message"] for update in await heard(bot)]
    fields = (
        "pinned_message",
        "message_auto_delete_timer_changed",
        "chat_background_set",
        "forum_topic_closed",
        "forum_topic_reopened",
        "new_chat_members",
    )
    assert [next(field for field in fields if field in message) for message in messages] == list(fields)
    assert not any("text" in message for message in messages)
    assert messages[0]["pinned_message"]["message_id"] == sent.message_id
    assert messages[1]["message_auto_delete_timer_changed"] == {"message_auto_delete_time": 86_400}
    assert [message["message_thread_id"] for message in messages[3:5]] == [thread, thread]
    assert [member["id"] for member in messages[5]["new_chat_members"]] == [99]


async def test_a_group_without_the_bot_tells_it_nothing(api: BotApi, bot: Bot) -> None:
    said = api.say(OFFICIAL, GROUP, "a")
    api.pin(OFFICIAL, GROUP, said)
    assert await heard(bot) == []


async def test_a_group_becomes_a_supergroup_by_two_messages(group: BotApi, bot: Bot) -> None:
    group.migrate(GROUP, NEW_GROUP)
    old, new = (update["message"] for update in await heard(bot))
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (GROUP, NEW_GROUP)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (NEW_GROUP, GROUP)


# The bot's standing and name


async def test_being_thrown_out_and_let_in_again_is_told_with_the_standing_before(
    group: BotApi, bot: Bot
) -> None:
    group.kick_bot(GROUP)
    group.say(OFFICIAL, GROUP, "/viec")
    group.add_to_group(OFFICIAL, GROUP)
    changes = [update["my_chat_member"] for update in await heard(bot) if "my_chat_member" in update]
    assert [
        (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes
    ] == [("member", "kicked"), ("kicked", "member")]


async def test_a_renamed_bot_is_called_by_its_new_name_alone(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    api.updates.forget_all()
    api.rename_bot("newname")
    assert (await bot.get_me()).username == "newname"
    api.say(OFFICIAL, GROUP, "/viec@newname")
    api.say(OFFICIAL, GROUP, "/viec@dunghan_rehearsal_bot")
    assert (await the_message(bot))["text"] == "/viec@newname"


async def test_other_bots_commands_are_heard_when_they_name_nobody_or_answer_the_bot(
    api: BotApi, bot: Bot
) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    api.updates.forget_all()
    sent = await bot.send_message(GROUP, "a")
    api.say(OFFICIAL, GROUP, "/ban @ai_do")
    api.say(OFFICIAL, GROUP, "/thoitiet@other_bot")
    api.say(OFFICIAL, GROUP, "/thoitiet@other_bot", sent.message_id)
    assert [update["message"]["text"] for update in await heard(bot)] == [
        "/ban @ai_do",
        "/thoitiet@other_bot",
    ]


def holds(whole: Any, part: Any) -> bool:
    """Whether everything in `part`, at any depth, stands in `whole`."""
    if not isinstance(part, dict):
        return bool(whole == part)
    return all(key in whole and holds(whole[key], value) for key, value in part.items())
