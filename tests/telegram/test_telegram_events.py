"""What an update says of whose words it brings, and what they answer."""

from typing import Any

import pytest
from telegram import Update

from bot.model.message import QUOTED, Event
from bot.telegram.events import event_of

TOPIC = 77
KT = {"id": 1001, "is_bot": False, "first_name": "Trưởng phòng"}
GROUP = {"id": -2001, "type": "supergroup", "title": "Ban Chỉ đạo"}


def message(id: int, **more: Any) -> dict[str, Any]:
    return {"message_id": id, "date": 1764550800, "chat": GROUP, "from": KT, "text": "xong"} | more


def event(**more: Any) -> Event:
    update = Update.de_json({"update_id": 1, "message": message(90, **more)})
    found = event_of(update, "1:1")
    assert found is not None
    return found


def test_what_answers_nothing_in_a_topic_is_no_answer_to_its_first_message() -> None:
    first = message(TOPIC, text="", forum_topic_created={"name": "181", "icon_color": 1})
    heard = event(message_thread_id=TOPIC, is_topic_message=True, reply_to_message=first)
    assert (heard.thread_id, heard.reply_to) == (TOPIC, None)


def test_an_answer_in_a_topic_is_one() -> None:
    heard = event(message_thread_id=TOPIC, is_topic_message=True, reply_to_message=message(80))
    assert (heard.thread_id, heard.reply_to) == (TOPIC, 80)


def test_a_chain_of_answers_without_topics_answers_its_first_message() -> None:
    heard = event(message_thread_id=80, reply_to_message=message(80))
    assert (heard.thread_id, heard.reply_to) == (None, 80)


def test_a_quotation_comes_with_what_stands_above_it() -> None:
    quoted = {"text": "Tập huấn", "position": 10, "is_manual": True}
    heard = event(reply_to_message=message(80, text="📌 1. A\n2. Tập huấn"), quote=quoted)
    assert heard.quoted == f"📌 1. A\n2.{QUOTED}Tập huấn"


def test_a_quotation_from_another_chat_names_nothing_here() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Anh Tú", "date": 1764550000}
    heard = event(external_reply={"origin": origin}, quote={"text": "2. A", "position": 0})
    assert (heard.quoted, heard.borrowed) == ("", True)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("", "Văn An", "Văn An"),
        ("", "", "7"),
        (" ", None, "7"),
        ("\u3164", "\u200d", "7"),
        ("An\nBình", None, "An Bình"),
        ("An", "Văn", "An Văn"),
        ("\u202e", "\u200f", "7"),
        ("\ufe0f", None, "7"),
        ("\u0301\u034f", "\u17b4", "7"),
        ("\u00ad", "\U000e0100", "7"),
        ("\u202eAn", "Văn\u2066", "An Văn"),
        ("أحمد", None, "أحمد"),
        ("👨\u200d👩\u200d👧", None, "👨\u200d👩\u200d👧"),
        ("A" * 5000, None, "A" * 254 + "…"),
    ],
)
def test_a_name_is_what_can_be_seen_of_it(first: str, last: str | None, name: str) -> None:
    sender = {"id": 7, "is_bot": False, "first_name": first, "last_name": last}
    assert event(**{"from": sender}).user_name == name


@pytest.mark.parametrize(
    ("title", "shown"), [("Ban\nChỉ đạo", "Ban Chỉ đạo"), ("\u202eBan", "Ban"), ("\u3164", "-2001")]
)
def test_a_title_is_what_can_be_seen_of_it(title: str, shown: str) -> None:
    assert event(chat=GROUP | {"title": title}).chat_title == shown


def test_an_unseen_topic_leaves_the_title_of_its_group() -> None:
    first = message(TOPIC, text="", forum_topic_created={"name": "\u200e", "icon_color": 1})
    heard = event(message_thread_id=TOPIC, is_topic_message=True, reply_to_message=first)
    assert heard.chat_title == "Ban Chỉ đạo"
