"""The rehearsed Bot API, asked over HTTP: what is accepted, what is refused, how updates travel."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

import asyncio

import httpx
import pytest
from rehearsal_stage import (
    GROUP,
    OFFICIAL,
    STRANGER,
    HandClock,
    api,
    bot,
    call,
    clock,
    eventually,
    keyboard,
    refused,
)
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.rehearsal.botapi import BotApi

NEW_GROUP = -100456
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (360).to_bytes(4, "big")


# The server


async def test_the_bot_learns_its_name(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.can_read_all_group_messages) == (
        1000000000,
        "dunghan_rehearsal_bot",
        False,
    )


async def test_an_unknown_method_is_not_found(api: BotApi) -> None:
    answer = await call(api, "sendNothing")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")


async def test_a_wrong_token_is_unauthorized(api: BotApi) -> None:
    async with httpx.AsyncClient(verify=False) as client:
        answer = await client.get(f"{api.base_url}1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_parameters_come_by_query_form_multipart_or_json(api: BotApi) -> None:
    given = {"chat_id": str(OFFICIAL), "text": "Đúng hạn & đủ"}
    for carried in (
        {"params": given},
        {"data": given},
        {"json": given},
        {"data": given, "files": {"f": b"1"}},
    ):
        answer = await call(api, "sendMessage", **carried)
        assert answer.json()["result"]["text"] == "Đúng hạn & đủ"


async def test_method_names_have_no_case(api: BotApi) -> None:
    assert (await call(api, "GETME")).status_code == 200


async def test_text_that_is_not_utf8_is_refused(api: BotApi) -> None:
    form = await call(api, "sendMessage", params={"chat_id": OFFICIAL}, content=b"text=%ED%A0%80")
    json = await call(
        api, "sendMessage", content=b'{"text": "\\ud83d"}', headers={"Content-Type": "application/json"}
    )
    expected = "Bad Request: strings must be encoded in UTF-8"
    assert [form.json()["description"], json.json()["description"]] == [expected, expected]


async def test_every_call_is_written_down(api: BotApi, bot: Bot, clock: HandClock) -> None:
    api.calls.clear()
    await bot.send_message(OFFICIAL, "a")
    await refused(bot.send_message(999, "b"), BadRequest)
    first, second = api.calls
    assert (first.method, first.params["text"], first.at, first.ok) == ("sendMessage", "a", clock.now(), True)
    assert (second.ok, second.error) == (False, "Bad Request: chat not found")


async def test_stopping_ends_a_long_poll_and_starting_again_keeps_all(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await eventually(lambda: api.updates.polled)
    await api.stop()
    assert await poll == ()
    api.say(OFFICIAL, OFFICIAL, "còn đây")
    await api.start()
    (update,) = await bot.get_updates()
    assert update.message is not None and update.message.text == "còn đây"


async def test_a_script_can_wait_for_what_the_bot_does(api: BotApi, bot: Bot) -> None:
    sending = asyncio.create_task(bot.send_message(OFFICIAL, "a"))
    await api.until(lambda: api.messages(OFFICIAL)[-1]["text"] == "a", 60)
    await sending
    with pytest.raises(TimeoutError):
        await api.until(lambda: False, timeout_s=0.01)


# Sending


async def test_a_message_is_numbered_in_its_chat_and_dated_by_the_clock(api: BotApi, bot: Bot) -> None:
    last = api.say(OFFICIAL, OFFICIAL, "a")
    sent = await bot.send_message(OFFICIAL, "<b>Nhắc</b>", parse_mode="HTML")
    assert (sent.message_id, sent.date) == (last + 1, api.now())
    assert api.messages(OFFICIAL)[-1]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_4096_characters_fit_after_the_tags_are_read(bot: Bot) -> None:
    await bot.send_message(OFFICIAL, f"<b>{'ạ' * 4096}</b>", parse_mode="HTML")
    assert await refused(bot.send_message(OFFICIAL, "ạ" * 4097), BadRequest) == "Message is too long"
    assert await refused(bot.send_message(OFFICIAL, "📌" * 2049), BadRequest) == "Message is too long"


@pytest.mark.parametrize("text", ["", " \n", "<b></b>", "\u200b"])
async def test_a_text_nobody_can_see_is_refused(bot: Bot, text: str) -> None:
    assert (
        await refused(bot.send_message(OFFICIAL, text, parse_mode="HTML"), BadRequest)
        == "Message text is empty"
    )


async def test_html_that_does_not_parse_is_refused(bot: Bot) -> None:
    words = await refused(bot.send_message(OFFICIAL, "<x>", parse_mode="HTML"), BadRequest)
    assert words == 'Can\'t parse entities: unsupported start tag "x" at byte offset 0'


async def test_button_data_has_1_to_64_bytes(bot: Bot) -> None:
    await bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có", data="đ" * 32))
    for data in ("đ" * 33, ""):
        call = bot.send_message(OFFICIAL, "a", reply_markup=keyboard("Có", data=data))
        assert await refused(call, BadRequest) == "Button_data_invalid"


async def test_a_button_needs_a_text_and_something_to_do(bot: Bot) -> None:
    call = bot.send_message(OFFICIAL, "a", reply_markup=keyboard(""))
    assert await refused(call, BadRequest) == "Button_text_invalid"
    call = bot.send_message(OFFICIAL, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Có")]]))
    assert await refused(call, BadRequest) == "Text buttons are unallowed in the inline keyboard"


async def test_a_reply_carries_what_it_answers(api: BotApi, bot: Bot) -> None:
    asked = api.say(OFFICIAL, OFFICIAL, "hạn nào?")
    sent = await bot.send_message(OFFICIAL, "30/6", reply_parameters=ReplyParameters(asked))
    assert sent.reply_to_message is not None and sent.reply_to_message.text == "hạn nào?"


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot) -> None:
    call = bot.send_message(OFFICIAL, "a", reply_to_message_id=99)
    assert await refused(call, BadRequest) == "Message to be replied not found"
    lenient = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(OFFICIAL, "a", reply_parameters=lenient)).reply_to_message is None


async def test_a_document_comes_back_by_its_id(bot: Bot) -> None:
    sent = await bot.send_document(
        OFFICIAL, b"bi\r\n--eu", filename="biểu.xlsx", caption="<i>Biểu</i>", parse_mode="HTML"
    )
    assert sent.document is not None and sent.document.file_name == "biểu.xlsx"
    assert (sent.caption, sent.caption_entities[0].type) == ("Biểu", "italic")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"bi\r\n--eu"
    again = await bot.send_document(OFFICIAL, sent.document.file_id)
    assert again.document == sent.document


async def test_a_file_nobody_sent_is_refused(bot: Bot) -> None:
    words = await refused(bot.send_document(OFFICIAL, "file-999"), BadRequest)
    assert words == "Wrong file identifier/http url specified"
    assert await refused(bot.get_file("file-999"), BadRequest) == "Invalid file_id"


async def test_a_photo_must_be_a_picture(bot: Bot) -> None:
    sent = await bot.send_photo(OFFICIAL, PNG)
    assert (sent.photo[0].width, sent.photo[0].height) == (640, 360)
    assert await refused(bot.send_photo(OFFICIAL, b"text"), BadRequest) == "Image_process_failed"


async def test_a_caption_has_at_most_1024_characters(bot: Bot) -> None:
    await bot.send_photo(OFFICIAL, PNG, caption="a" * 1024)
    assert (
        await refused(bot.send_photo(OFFICIAL, PNG, caption="a" * 1025), BadRequest)
        == "Message caption is too long"
    )


# Who can be reached


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    assert await refused(bot.send_message(999, "a"), BadRequest) == "Chat not found"
    assert await refused(bot.send_message(GROUP, "a"), BadRequest) == "Chat not found"


async def test_nobody_is_written_to_before_they_press_start(api: BotApi, bot: Bot) -> None:
    words = await refused(bot.send_message(STRANGER, "a"), Forbidden)
    assert words == "Forbidden: bot can't initiate conversation with a user"
    api.press_start(STRANGER)
    await bot.send_message(STRANGER, "a")


async def test_who_blocked_the_bot_is_not_reached_until_they_start_it_again(api: BotApi, bot: Bot) -> None:
    api.block(OFFICIAL)
    assert (
        await refused(bot.send_message(OFFICIAL, "a"), Forbidden) == "Forbidden: bot was blocked by the user"
    )
    api.press_start(OFFICIAL)
    await bot.send_message(OFFICIAL, "a")


async def test_a_deleted_account_is_not_reached(api: BotApi, bot: Bot) -> None:
    api.deactivate(OFFICIAL)
    assert await refused(bot.send_message(OFFICIAL, "a"), Forbidden) == "Forbidden: user is deactivated"


async def test_a_group_that_threw_the_bot_out_is_not_reached(api: BotApi, bot: Bot) -> None:
    api.add_group(-7, "Tổ giúp việc", members=[OFFICIAL], kind="group")
    api.add_to_group(OFFICIAL, -7)
    api.kick_bot(-7)
    assert (
        await refused(bot.send_message(-7, "a"), Forbidden) == "Forbidden: bot was kicked from the group chat"
    )


async def test_a_group_the_bot_left_is_not_reached(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    await bot.leave_chat(GROUP)
    words = await refused(bot.send_message(GROUP, "a"), Forbidden)
    assert words == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_migrated_group_names_its_successor(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    api.migrate(GROUP, NEW_GROUP)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(GROUP, "a")
    assert caught.value.new_chat_id == NEW_GROUP
    await bot.send_message(NEW_GROUP, "a")


async def test_chats_and_members_can_be_looked_up(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    assert (await bot.get_chat(GROUP)).title == "Ban Chỉ đạo"
    assert (await bot.get_chat_member(GROUP, OFFICIAL)).status == "member"
    assert (await bot.get_chat_member(GROUP, bot.id)).status == "member"
    assert await bot.send_chat_action(GROUP, "typing")


async def test_the_command_list_is_kept_and_checked(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("tasks", "Việc của tôi")])
    assert [one.command for one in await bot.get_my_commands()] == ["tasks"]
    assert await refused(bot.set_my_commands([("Tasks!", "a")]), BadRequest) == "Bot_command_invalid"
    many = [(f"c{n}", "a") for n in range(101)]
    assert await refused(bot.set_my_commands(many), BadRequest) == "Bot_commands_too_much"


async def test_a_menu_has_a_scope_and_a_language(api: BotApi, bot: Bot) -> None:
    api.press_start(OFFICIAL)
    await bot.set_my_commands([("a", "a")])
    await bot.set_my_commands([("b", "b")], BotCommandScopeChat(OFFICIAL))
    await bot.set_my_commands([("c", "c")], BotCommandScopeChat(OFFICIAL), "en")
    assert api.menus.shown(OFFICIAL, OFFICIAL, "en") == ["c"]
    assert api.menus.shown(OFFICIAL, OFFICIAL, "vi") == ["b"]
    await bot.delete_my_commands(BotCommandScopeChat(OFFICIAL))
    assert api.menus.shown(OFFICIAL, OFFICIAL, "vi") == ["a"]


async def test_in_a_group_a_members_menu_goes_before_the_groups(api: BotApi, bot: Bot) -> None:
    api.add_to_group(OFFICIAL, GROUP)
    await bot.set_my_commands([("a", "a")], BotCommandScopeAllGroupChats())
    assert api.menus.shown(GROUP, OFFICIAL, "vi") == ["a"]
    await bot.set_my_commands([("b", "b")], BotCommandScopeChatMember(GROUP, OFFICIAL))
    assert api.menus.shown(GROUP, OFFICIAL, "vi") == ["b"]
    assert api.menus.shown(GROUP, OFFICIAL + 1, "vi") == ["a"]


async def test_a_menu_for_nobody_or_in_no_language_is_refused(bot: Bot) -> None:
    unknown = bot.set_my_commands([("a", "a")], BotCommandScopeChat(4711))
    assert await refused(unknown, BadRequest) == "Chat not found"
    regional = bot.set_my_commands([("a", "a")], language_code="zh-hans")
    assert await refused(regional, BadRequest) == "Invalid language code specified"
