"""Whatever people do on the rehearsed Telegram, the bot gets an update as Telegram documents it."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
import telegram
from rehearsal_fields import Json, faults, within
from rehearsal_office import BASIC, CHANNEL, FORUM, NEW_GROUP, PAGE, PDF, Office, office
from rehearsal_stage import GROUP, OFFICIAL, STRANGER, api, clock

from bot.rehearsal.people import People

NEWCOMER = 44
WORDS = "👍 @dunghan_rehearsal_bot /viec https://example.org/a"
MARKS = [
    {"type": "mention", "offset": 3, "length": 22},
    {"type": "bot_command", "offset": 26, "length": 5},
    {"type": "url", "offset": 32, "length": 21},
]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, the kind of its last update, and what must stand in it."""

    name: str
    what: str
    do: Callable[[Office], object]
    kind: str
    came: Json


def _started_again(office: Office) -> None:
    office.api.block(OFFICIAL)
    office.api.press_start(OFFICIAL)


def _let_in_again(office: Office) -> None:
    office.api.kick_bot(BASIC)
    office.api.add_to_group(OFFICIAL, BASIC, "abc", addressed=True)


def _newcomer(office: Office) -> None:
    office.api.add_person(NEWCOMER, "Người mới", "nguoi_moi")
    office.api.join(NEWCOMER, GROUP)


def _forwards(of: int | str) -> Callable[[Office], object]:
    return lambda office: office.api.forward(OFFICIAL, OFFICIAL, WORDS, of=of, upload=PDF)


def _reopened(office: Office) -> None:
    office.api.close_topic(OFFICIAL, FORUM, office.topic)
    office.api.reopen_topic(OFFICIAL, FORUM, office.topic)


PERSON = {"id": OFFICIAL, "is_bot": False, "first_name": "Chuyên viên"}
TEXT = {"text": WORDS, "entities": MARKS, "from": PERSON}
CAPTION = {"caption": WORDS, "caption_entities": MARKS}
DOCUMENT = {"file_name": PDF.name, "mime_type": PDF.mime, "file_size": len(PDF.data)}

DEEDS = [
    Deed(
        "press_start",
        "with a code",
        lambda o: o.api.press_start(OFFICIAL, "abc"),
        "message",
        {"text": "/start abc", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    ),
    Deed(
        "press_start",
        "after a stop",
        _started_again,
        "message",
        {"text": "/start"},
    ),
    Deed(
        "add_to_group",
        "after it was thrown out",
        _let_in_again,
        "message",
        {"text": "/start@dunghan_rehearsal_bot abc", "chat": {"id": BASIC, "type": "group"}},
    ),
    Deed("say", "alone", lambda o: o.api.say(OFFICIAL, OFFICIAL, WORDS), "message", TEXT),
    Deed(
        "say",
        "in answer to a part",
        lambda o: o.api.say(OFFICIAL, OFFICIAL, WORDS, reply_to=o.theirs, quote="xong"),
        "message",
        {**TEXT, "reply_to_message": {"text": "1 xong"}, "quote": {"text": "xong", "position": 2}},
    ),
    Deed(
        "say",
        "in a topic",
        lambda o: o.api.say(OFFICIAL, FORUM, WORDS, thread=o.topic),
        "message",
        {**TEXT, "is_topic_message": True, "chat": {"id": FORUM, "is_forum": True}},
    ),
    Deed(
        "say_as",
        "the group",
        lambda o: o.api.say_as(GROUP, GROUP, WORDS),
        "message",
        {"text": WORDS, "sender_chat": {"id": GROUP}, "from": {"username": "GroupAnonymousBot"}},
    ),
    Deed(
        "say_as",
        "another chat",
        lambda o: o.api.say_as(CHANNEL, GROUP, WORDS),
        "message",
        {"text": WORDS, "sender_chat": {"id": CHANNEL, "type": "channel"}},
    ),
    Deed(
        "post_in_channel",
        "",
        lambda o: o.api.post_in_channel(CHANNEL, WORDS),
        "message",
        {"text": WORDS, "is_automatic_forward": True, "forward_origin": {"type": "channel"}},
    ),
    *(
        Deed(
            "forward",
            f"of {kind}",
            _forwards(of),
            "message",
            {"document": DOCUMENT, **CAPTION, "forward_origin": {"type": kind}},
        )
        for kind, of in (
            ("user", STRANGER),
            ("hidden_user", "Ẩn danh"),
            ("chat", GROUP),
            ("channel", CHANNEL),
        )
    ),
    Deed(
        "forward", "words", lambda o: o.api.forward(OFFICIAL, OFFICIAL, WORDS, of=STRANGER), "message", TEXT
    ),
    Deed(
        "answer_elsewhere",
        "of a person",
        lambda o: o.api.answer_elsewhere(OFFICIAL, OFFICIAL, WORDS, of=STRANGER, quote="xong"),
        "message",
        {**TEXT, "external_reply": {"origin": {"type": "user"}}, "quote": {"text": "xong", "position": 0}},
    ),
    Deed(
        "answer_elsewhere",
        "in a channel",
        lambda o: o.api.answer_elsewhere(OFFICIAL, OFFICIAL, WORDS, of=CHANNEL, there=CHANNEL),
        "message",
        {"external_reply": {"chat": {"id": CHANNEL}, "message_id": 1}},
    ),
    Deed(
        "send_file",
        "a document",
        lambda o: o.api.send_file(OFFICIAL, OFFICIAL, PDF, caption=WORDS, reply_to=o.sent),
        "message",
        {"document": DOCUMENT, **CAPTION, "reply_to_message": {"message_id": 2}},
    ),
    Deed(
        "send_file",
        "a photo of an album",
        lambda o: o.api.send_file(OFFICIAL, OFFICIAL, PAGE, photo=True, album="7"),
        "message",
        {"photo": [{"width": 640, "height": 360}], "media_group_id": "7"},
    ),
    Deed(
        "send_location",
        "",
        lambda o: o.api.send_location(OFFICIAL, OFFICIAL, 20.86, 106.0),
        "message",
        {"location": {"latitude": 20.86, "longitude": 106.0}},
    ),
    Deed(
        "move",
        "",
        lambda o: o.api.move(OFFICIAL, OFFICIAL, o.place, 21.0, 106.0),
        "edited_message",
        {"location": {"latitude": 21.0, "live_period": 900}, "edit_date": 1767598200},
    ),
    Deed("edit", "words", lambda o: o.api.edit(OFFICIAL, OFFICIAL, o.theirs, WORDS), "edited_message", TEXT),
    Deed(
        "edit",
        "a document",
        lambda o: o.api.edit(OFFICIAL, OFFICIAL, o.api.send_file(OFFICIAL, OFFICIAL, PAGE), WORDS, PDF),
        "edited_message",
        {"document": DOCUMENT, **CAPTION},
    ),
    Deed(
        "touch", "", lambda o: o.api.touch(OFFICIAL, OFFICIAL, o.theirs), "edited_message", {"text": "1 xong"}
    ),
    Deed(
        "press",
        "",
        lambda o: o.api.press(OFFICIAL, OFFICIAL, o.sent, "Hoàn"),
        "callback_query",
        {"from": PERSON, "data": "d1", "message": {"message_id": 2, "text": "a"}},
    ),
    Deed(
        "block",
        "",
        lambda o: o.api.block(OFFICIAL),
        "my_chat_member",
        {"chat": {"type": "private"}, "from": PERSON, "new_chat_member": {"status": "kicked"}},
    ),
    Deed(
        "create_topic",
        "",
        lambda o: o.api.create_topic(OFFICIAL, FORUM, "Mới"),
        "message",
        {"forum_topic_created": {"name": "Mới"}, "is_topic_message": True},
    ),
    Deed(
        "close_topic",
        "",
        lambda o: o.api.close_topic(OFFICIAL, FORUM, o.topic),
        "message",
        {"forum_topic_closed": {}, "is_topic_message": True},
    ),
    Deed("reopen_topic", "", _reopened, "message", {"forum_topic_reopened": {}, "is_topic_message": True}),
    Deed(
        "pin",
        "an answer",
        lambda o: o.api.pin(OFFICIAL, GROUP, o.answer),
        "message",
        {"pinned_message": {"text": "1 xong rồi"}},
    ),
    Deed(
        "set_auto_delete",
        "",
        lambda o: o.api.set_auto_delete(OFFICIAL, OFFICIAL, 86_400),
        "message",
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    ),
    Deed(
        "set_background",
        "",
        lambda o: o.api.set_background(OFFICIAL, OFFICIAL),
        "message",
        {"chat_background_set": {"type": {"type": "chat_theme"}}},
    ),
    Deed("join", "", _newcomer, "message", {"new_chat_members": [{"id": NEWCOMER, "username": "nguoi_moi"}]}),
    Deed(
        "kick_bot",
        "",
        lambda o: o.api.kick_bot(GROUP),
        "my_chat_member",
        {"old_chat_member": {"status": "member"}, "new_chat_member": {"status": "kicked"}},
    ),
    Deed(
        "migrate",
        "",
        lambda o: o.api.migrate(BASIC, NEW_GROUP),
        "message",
        {"chat": {"id": NEW_GROUP, "type": "supergroup"}, "migrate_from_chat_id": BASIC},
    ),
]

# Of these Telegram tells the bot nothing, or they are no deeds.
UNTOLD = {
    *("add_person", "add_group", "add_channel", "add_topic", "delete_topic", "deactivate", "rename_bot"),
    *("set_permissions", "refuse", "allow", "messages", "watch"),
}


def test_every_deed_is_here() -> None:
    deeds = {name for name in dir(People) if name[0] != "_" and callable(getattr(People, name))}
    assert {deed.name for deed in DEEDS} | UNTOLD == deeds
    assert not {deed.name for deed in DEEDS} & UNTOLD


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.name} {deed.what}".strip())
def test_a_deed_is_told_as_documented(office: Office, deed: Deed) -> None:
    deed.do(office)
    updates = office.api.pending_updates
    assert [fault for update in updates for fault in faults(telegram.Update, update)] == []
    assert updates[-1].keys() == {"update_id", deed.kind}
    assert within(deed.came, updates[-1][deed.kind]), updates[-1]
    kept = [message for chat in office.api.chats.all for message in office.api.messages(chat.id)]
    assert [fault for message in kept for fault in faults(telegram.Message, message)] == []


# What the comparison sees


MARK = {"type": "bold", "offset": 0, "length": 2}
MESSAGE: Json = {
    "message_id": 1,
    "date": 1767598200,
    "chat": {"id": OFFICIAL, "type": "private", "first_name": "Chuyên viên"},
    "text": "👍 a",
    "entities": [MARK],
}


def _put(where: str, value: Any) -> Json:
    broken = deepcopy(MESSAGE)
    *path, name = where.split(".")
    inside: Any = broken
    for step in path:
        inside = inside[int(step) if step.isdigit() else step]
    if value is None:
        del inside[name]
    else:
        inside[name] = value
    return broken


def test_a_documented_message_has_no_fault() -> None:
    assert faults(telegram.Message, MESSAGE) == []


@pytest.mark.parametrize(
    "where, value, fault",
    [
        ("width", 1, ": the library's Message doesn't know width"),
        ("chat.colour", 1, ".chat: the library's Chat doesn't know colour"),
        ("chat.first_name", None, ".chat: a private chat without first_name"),
        ("date", None, ": 'date'"),
        (
            "contact",
            {"first_name": "a"},
            ": Contact.__init__() missing 1 required positional argument: 'phone_number'",
        ),
        ("message_id", "1", ".message_id: '1' where <class 'int'> is documented"),
        ("message_id", True, ".message_id: True where <class 'int'> is documented"),
        ("caption", 1, ".caption: 1 where <class 'str'> is documented"),
        (
            "from",
            {"id": 1, "first_name": "a", "is_bot": 0},
            ".from.is_bot: 0 where <class 'bool'> is documented",
        ),
        ("entities.0.length", 5, f".entities: {MARK | {'length': 5}} is not in the text"),
        ("entities.0.type", "loud", ".entities: no such type: loud"),
        ("reply_to_message", {**MESSAGE, "reply_to_message": MESSAGE}, ".reply_to_message: goes deeper"),
    ],
)
def test_a_fault_is_named_with_its_place(where: str, value: Any, fault: str) -> None:
    assert faults(telegram.Message, _put(where, value)) == [f"result{fault}"]


def test_what_the_library_itself_does_not_miss_is_missed(office: Office) -> None:
    office.api.block(OFFICIAL)
    changed = office.api.pending_updates[0]["my_chat_member"]
    del changed["date"]
    assert faults(telegram.ChatMemberUpdated, changed) == ["result: date is missing"]
