"""What the rehearsed Telegram refuses, in which words and where: by topic, sort or method, or for a while."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

from datetime import timedelta

import pytest
from rehearsal_stage import GROUP, OFFICIAL, HandClock, api, bot, call, clock, keyboard
from telegram import Bot
from telegram.error import RetryAfter

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.pace import Limits

TOPIC, OTHER_TOPIC, OTHER_GROUP = 77, 78, -100900


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


@pytest.fixture
def forum(api: BotApi) -> BotApi:
    """The bot sits in a group with two topics."""
    api.add_topic(GROUP, TOPIC)
    api.add_topic(GROUP, OTHER_TOPIC)
    api.add_to_group(OFFICIAL, GROUP)
    api.updates.forget_all()
    return api


async def answer(api: BotApi, method: str, chat: int, **params: object) -> tuple[int, str]:
    """Telegram's code and words for a call; 200 and nothing when it was done."""
    files = {kind: data for kind in ("photo", "document") if (data := params.pop(kind, None))}
    response = await call(api, method, data={"chat_id": chat, **params}, files=files or None)
    return response.status_code, response.json().get("description", "")


async def text(api: BotApi, chat: int = GROUP, **params: object) -> tuple[int, str]:
    return await answer(api, "sendMessage", chat, text="a", **params)


DONE = (200, "")


# Topics


async def test_a_topic_that_never_was_or_is_forgotten_is_not_found(forum: BotApi) -> None:
    forum.delete_topic(GROUP, TOPIC, forgotten=True)
    expected = (400, "Bad Request: message thread not found")
    assert await text(forum, message_thread_id=TOPIC) == expected
    assert await text(forum, message_thread_id=4711) == expected


async def test_a_deleted_topic_refuses_alone(forum: BotApi) -> None:
    forum.delete_topic(GROUP, TOPIC)
    assert await text(forum, message_thread_id=TOPIC) == (400, "Bad Request: TOPIC_DELETED")
    assert await text(forum, message_thread_id=OTHER_TOPIC) == DONE
    assert await text(forum) == DONE


async def test_a_closed_topic_refuses_until_it_is_reopened(forum: BotApi) -> None:
    forum.close_topic(OFFICIAL, GROUP, TOPIC)
    assert await text(forum, message_thread_id=TOPIC) == (400, "Bad Request: TOPIC_CLOSED")
    assert await text(forum, message_thread_id=OTHER_TOPIC) == DONE
    forum.reopen_topic(OFFICIAL, GROUP, TOPIC)
    assert await text(forum, message_thread_id=TOPIC) == DONE


# Rights


@pytest.mark.parametrize(
    ("right", "things", "shut"),
    [
        ("can_send_messages", "text messages", "sendMessage"),
        ("can_send_photos", "photos", "sendPhoto"),
        ("can_send_documents", "documents", "sendDocument"),
    ],
)
async def test_a_right_withheld_is_one_sort_of_message(
    forum: BotApi, bot: Bot, right: str, things: str, shut: str
) -> None:
    forum.set_permissions(GROUP, **{right: False})
    answers = {
        "sendMessage": await text(forum),
        "sendPhoto": await answer(forum, "sendPhoto", GROUP, photo=png(640, 360)),
        "sendDocument": await answer(forum, "sendDocument", GROUP, document=b"%PDF"),
    }
    assert answers.pop(shut) == (400, f"Bad Request: not enough rights to send {things} to the chat")
    assert set(answers.values()) == {DONE}
    permissions = (await bot.get_chat(GROUP)).permissions
    assert permissions is not None and permissions.to_dict()[right] is False
    forum.set_permissions(GROUP, **{right: True})
    assert await text(forum) == DONE


def test_a_right_nobody_knows_is_a_mistake_of_the_script(forum: BotApi) -> None:
    with pytest.raises(ValueError, match="can_sing"):
        forum.set_permissions(GROUP, can_sing=False)


# Any words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Bad Request: CHAT_WRITE_FORBIDDEN", 400),
        ("Bad Request: CHAT_RESTRICTED", 400),
        ("Bad Request: have no rights to send a message", 400),
        ("Bad Request: PEER_ID_INVALID", 400),
        ("Bad Request: chat not found", 400),
        ("Bad Request: SOMETHING_NEW", 400),
        ("Forbidden: bot was kicked from the supergroup chat", 403),
        ("Forbidden: bot has met something new", 403),
    ],
)
async def test_a_chat_refuses_in_any_words_until_it_is_allowed_again(
    forum: BotApi, words: str, code: int
) -> None:
    forum.refuse(GROUP, words)
    assert await text(forum) == (code, words)
    assert await answer(forum, "sendDocument", GROUP, document=b"%PDF") == (code, words)
    assert (forum.calls[-1].ok, forum.calls[-1].error) == (False, words)
    assert await text(forum, OFFICIAL) == DONE
    forum.allow(GROUP)
    assert await text(forum) == DONE


async def test_a_refusal_may_meet_one_topic_or_only_what_goes_to_none(forum: BotApi) -> None:
    forum.refuse(GROUP, "Bad Request: A", thread=TOPIC)
    forum.refuse(GROUP, "Bad Request: B", thread=0)
    assert await text(forum, message_thread_id=TOPIC) == (400, "Bad Request: A")
    assert await text(forum) == (400, "Bad Request: B")
    assert await text(forum, message_thread_id=OTHER_TOPIC) == DONE
    forum.allow(GROUP, TOPIC)
    assert await text(forum, message_thread_id=TOPIC) == DONE
    assert await text(forum) == (400, "Bad Request: B")


async def test_a_refusal_may_meet_one_method_only(forum: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(GROUP, "a")
    forum.refuse(GROUP, "Bad Request: message can't be edited", method="editMessageText")
    edit = await answer(forum, "editMessageText", GROUP, message_id=sent.message_id, text="b")
    assert edit == (400, "Bad Request: message can't be edited")
    assert await text(forum) == DONE


async def test_a_refusal_may_be_everywhere(forum: BotApi) -> None:
    forum.refuse(None, "Bad Request: SOMETHING_NEW")
    assert await text(forum) == await text(forum, OFFICIAL) == (400, "Bad Request: SOMETHING_NEW")
    forum.allow(None)
    assert await text(forum) == DONE


async def test_a_refusal_carries_its_parameters(forum: BotApi) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    forum.refuse(GROUP, words, migrate_to_chat_id=-100456)
    refused = await call(forum, "sendMessage", data={"chat_id": GROUP, "text": "a"})
    assert refused.json() == {
        "ok": False,
        "error_code": 400,
        "description": words,
        "parameters": {"migrate_to_chat_id": -100456},
    }


# Waits


async def test_a_slow_group_takes_one_message_in_its_time_and_shuts_nobody_else_out(
    forum: BotApi, bot: Bot, clock: HandClock
) -> None:
    forum.pace.slow_mode[GROUP] = 900
    assert await text(forum) == DONE
    clock.wait(1)
    assert await answer(forum, "sendPhoto", GROUP, photo=png(640, 360)) == (
        429,
        "Too Many Requests: retry after 899",
    )
    assert await text(forum, OFFICIAL) == DONE
    assert (await bot.get_chat(GROUP)).slow_mode_delay == timedelta(seconds=900)
    clock.wait(899)
    assert await text(forum) == DONE
    assert forum.breaches == []


async def test_a_flooded_chat_waits_alone_and_a_flooded_bot_everywhere(
    forum: BotApi, bot: Bot, clock: HandClock
) -> None:
    forum.pace.limits = Limits.OFF
    forum.pace.flood(GROUP, 40)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(GROUP, "a")
    assert caught.value.retry_after == timedelta(seconds=40)
    assert await text(forum, OFFICIAL) == DONE
    forum.pace.flood(None, 7)
    assert await text(forum, OFFICIAL) == (429, "Too Many Requests: retry after 7")
    clock.wait(7)
    assert await text(forum, OFFICIAL) == DONE
    assert await text(forum) == (429, "Too Many Requests: retry after 33")


# Pictures


@pytest.mark.parametrize(("width", "height"), [(9000, 1001), (2100, 100)])
async def test_a_picture_too_large_or_too_long_is_no_photo_but_a_document(
    api: BotApi, width: int, height: int
) -> None:
    picture = png(width, height)
    refused = await answer(api, "sendPhoto", OFFICIAL, photo=picture)
    assert refused == (400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    assert await answer(api, "sendDocument", OFFICIAL, document=picture) == DONE


async def test_an_id_sends_a_file_again_as_what_it_came_and_as_nothing_else(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_photo(OFFICIAL, png(640, 360))
    video = await bot.send_video(OFFICIAL, b"moving", filename="a.mp4")
    assert video.video is not None
    assert (await bot.send_photo(OFFICIAL, sent.photo[0].file_id)).photo[0].width == 640
    assert (await bot.send_video(OFFICIAL, video.video.file_id)).video is not None
    assert (await bot.send_audio(OFFICIAL, b"spoken")).audio is not None
    response = await call(api, "sendDocument", data={"chat_id": OFFICIAL, "document": sent.photo[0].file_id})
    assert response.json()["description"] == "Bad Request: can't use file of type Photo as Document"
