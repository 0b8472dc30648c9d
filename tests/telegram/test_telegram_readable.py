"""What Telegram tells of a chat is nobody's word, and nothing in it that we never read can stop an update."""

from typing import Any

import pytest
from telegram import Message, Update

from bot.telegram.events import event_of
from bot.telegram.readable import READ, readable

KT = {"id": 1001, "is_bot": False, "first_name": "Trưởng phòng"}
GROUP = {"id": -2001, "type": "supergroup", "title": "Ban Chỉ đạo"}
TOMORROW = {"of": "a form that no library knows yet"}
NAMES = """
    boost_added channel_chat_created chat_background_set chat_owner_changed chat_owner_left chat_shared
    checklist_tasks_added checklist_tasks_done connected_website delete_chat_photo
    direct_message_price_changed
    forum_topic_closed forum_topic_edited forum_topic_reopened general_forum_topic_hidden
    general_forum_topic_unhidden gift gift_upgrade_sent giveaway giveaway_completed giveaway_created
    giveaway_winners group_chat_created left_chat_member message_auto_delete_timer_changed
    migrate_from_chat_id
    new_chat_members new_chat_photo new_chat_title paid_message_price_changed passport_data pinned_message
    proximity_alert_triggered refunded_payment successful_payment suggested_post_approval_failed
    suggested_post_approved suggested_post_declined suggested_post_paid suggested_post_refunded
    supergroup_chat_created unique_gift users_shared video_chat_ended video_chat_participants_invited
    video_chat_scheduled video_chat_started web_app_data write_access_allowed one_of_the_year_2031
"""
SERVICE = NAMES.split()


def message(**more: Any) -> dict[str, Any]:
    return {"message_id": 90, "date": 1764550800, "chat": GROUP, "from": KT} | more


def read(raw: dict[str, Any]) -> Update:
    return Update.de_json(readable({"update_id": 1, **raw}))


@pytest.mark.parametrize("name", SERVICE)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_service_message_is_nobodys_word_whatever_its_form(name: str, kind: str) -> None:
    assert event_of(read({kind: message(**{name: TOMORROW})}), "1:1") is None


@pytest.mark.parametrize("name", SERVICE)
def test_words_in_answer_to_one_are_read(name: str) -> None:
    answered = message(message_id=80, **{name: TOMORROW})
    event = event_of(read({"message": message(text="1 xong", reply_to_message=answered)}), "1:1")
    assert event is not None
    assert (event.text, event.reply_to) == ("1 xong", 80)


def test_a_press_on_a_message_that_tomorrow_adds_to_is_read() -> None:
    shown = message(text="…", one_of_the_year_2031=TOMORROW, gift=TOMORROW)
    press = {"id": "7", "from": KT, "chat_instance": "1", "data": "x", "message": shown}
    event = event_of(read({"callback_query": press}), "1:1")
    assert event is not None
    assert (event.text, event.message_id) == ("x", 90)


def test_who_speaks_without_any_name_is_heard() -> None:
    event = event_of(read({"message": message(**{"from": {"id": 7, "is_bot": False}}, text="xong")}), "1:1")
    assert event is not None
    assert event.user_name == "7"


def test_what_is_read_of_a_message_is_what_the_library_knows_of_it() -> None:
    parts = READ - {"from"}  # a word of Python's
    assert parts <= set(Message.__slots__) | {"message_id", "date", "chat"}
