"""A rehearsed Telegram with something of everything: chats of each kind, a topic, files, a pressed button."""

from dataclasses import dataclass

import pytest
from rehearsal_stage import GROUP, OFFICIAL, STRANGER

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.params import Params, Upload

BASIC, NEW_GROUP, CHANNEL, FORUM = -7, -100456, -100700, -100800
PDF = Upload("Báo cáo 👍.pdf", b"%PDF-1.7", "application/pdf")
PAGE = Upload(
    "trang.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes([0, 0, 2, 128, 0, 0, 1, 104]), "image/png"
)
FILM = Upload("lễ.mp4", b"\0\0\0\x18ftypmp42", "video/mp4")
VOICE = Upload("họp.mp3", b"ID3", "audio/mpeg")


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """The server, and the numbers of what is there."""

    api: BotApi
    sent: int  # the bot's message to the official, with buttons
    theirs: int  # the official's answer to it
    answer: int  # an answer in the group
    topic: int
    place: int  # a live location
    press: str
    document: str  # ids of files
    photo: str
    video: str
    audio: str


@pytest.fixture
def office(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns of its present reading of durations
    return _furnished(api)


def _furnished(api: BotApi) -> Office:
    """The bot is in every group and hears everything; nothing is pending."""
    for group, kind in ((BASIC, "group"), (FORUM, "supergroup")):
        api.add_group(group, f"Tổ {group}", members=[OFFICIAL, STRANGER], kind=kind)
    for group in (GROUP, BASIC, FORUM):
        api.add_to_group(OFFICIAL, group)
    api.add_channel(CHANNEL, "Công báo", discussion=GROUP)
    api.privacy = False
    buttons = [[{"text": "Hoàn thành", "callback_data": "d1"}]]
    sent = api.chats.post(
        api.chats.chat(OFFICIAL), api.bot, text="a", reply_markup={"inline_keyboard": buttons}
    )
    said = api.say(STRANGER, GROUP, "1 xong chưa?")
    office = Office(
        api=api,
        sent=sent["message_id"],
        theirs=api.say(OFFICIAL, OFFICIAL, "1 xong", reply_to=sent["message_id"]),
        answer=api.say(OFFICIAL, GROUP, "1 xong rồi", reply_to=said),
        topic=api.create_topic(OFFICIAL, FORUM, "Văn bản"),
        place=api.send_location(OFFICIAL, OFFICIAL, 20.86, 106.68, live_s=900),
        press=api.press(OFFICIAL, OFFICIAL, sent["message_id"], "Hoàn thành"),
        document=api.files.sent(Params({}, {"document": PDF}), "document").id,
        photo=api.files.sent(Params({}, {"photo": PAGE}), "photo").id,
        video=api.files.sent(Params({}, {"video": FILM}), "video").id,
        audio=api.files.sent(Params({}, {"audio": VOICE}), "audio").id,
    )
    api.updates.forget_all()
    return office
