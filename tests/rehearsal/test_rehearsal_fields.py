"""Every method's answer as Telegram documents it, field by field, and what goes in comes out."""

# ruff: noqa: F401, F811 - fixtures come by import, and tests name them as parameters

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from rehearsal_fields import Json, answer_of, faults, within
from rehearsal_office import BASIC, FILM, FORUM, NEW_GROUP, PAGE, PDF, VOICE, Office, office
from rehearsal_stage import GROUP, OFFICIAL, STRANGER, HandClock, api, call, clock

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.faults import Fate
from bot.rehearsal.params import Upload

HTML = '<b>👍 Hạn</b> 30/6, <a href="https://example.org/a">xem</a> /viec'
WORDS = "👍 Hạn 30/6, xem /viec"
MARKS = [
    {"type": "bold", "offset": 0, "length": 6},
    {"type": "text_link", "offset": 13, "length": 3, "url": "https://example.org/a"},
    {"type": "bot_command", "offset": 17, "length": 5},
]
CAPTION = {"caption": HTML, "parse_mode": "HTML"}
CAPTIONED = {"caption": WORDS, "caption_entities": MARKS}
BUTTONS = {
    "inline_keyboard": [
        [{"text": "Hoàn thành 👍", "callback_data": "d1"}, {"text": "Đang làm", "callback_data": "d2"}],
        [{"text": "Xem", "url": "https://example.org/a"}],
    ]
}
PUSHED = {"url": "http://127.0.0.1:1/", "allowed_updates": ["message"], "max_connections": 7}
COMMANDS = [{"command": "viec", "description": "Việc của tôi"}]


@dataclass(frozen=True, slots=True)
class Case:
    """One call: its parameters, the file it uploads, and what must stand in its answer."""

    method: str
    what: str
    given: Callable[[Office], Json]
    came: Callable[[Office], Any]
    upload: Upload | None = None
    first: tuple[str, Json] | None = None  # a call before it


def _nothing(_: Office) -> Json:
    return {}


def _true(_: Office) -> bool:
    return True


def _to(chat: int, /, **more: Any) -> Callable[[Office], Json]:
    return lambda _: {"chat_id": chat, **more}


def _is(value: Any) -> Callable[[Office], Any]:
    return lambda _: value


def _id(kind: str) -> Callable[[Office], Json]:
    return lambda office: {"file_id": getattr(office, kind)}


def _pressed(office: Office) -> Json:
    office.api.press(OFFICIAL, OFFICIAL, office.sent, "Hoàn thành")
    return {}


def _known(kind: str) -> Callable[[Office], Json]:
    return lambda office: {
        "chat_id": FORUM,
        kind: getattr(office, kind),
        "reply_markup": BUTTONS,
        "message_thread_id": office.topic,
    }


def _shown(kind: str) -> Callable[[Office], Json]:
    file = _id(kind)
    return lambda office: {
        kind: [file(office)] if kind == "photo" else file(office),
        "reply_markup": BUTTONS,
        "message_thread_id": office.topic,
    }


CASES = [
    Case("getMe", "", _nothing, lambda office: {**office.api.bot, "can_join_groups": True}),
    Case("getUpdates", "none", _nothing, _is([])),
    Case(
        "getUpdates", "a press", _pressed, _is([{"callback_query": {"data": "d1", "from": {"id": OFFICIAL}}}])
    ),
    Case("setWebhook", "", _is({"url": "http://127.0.0.1:1/", "secret_token": "a"}), _true),
    Case("deleteWebhook", "", _nothing, _true),
    Case("getWebhookInfo", "polling", _nothing, _is({"url": "", "pending_update_count": 0})),
    Case(
        "getWebhookInfo",
        "pushing",
        _nothing,
        _is({**PUSHED, "pending_update_count": 0}),
        first=("setWebhook", PUSHED),
    ),
    Case("sendMessage", "plain", _to(OFFICIAL, text="a"), _is({"text": "a", "chat": {"id": OFFICIAL}})),
    Case(
        "sendMessage",
        "HTML",
        _to(OFFICIAL, text=HTML, parse_mode="HTML"),
        _is({"text": WORDS, "entities": MARKS}),
    ),
    Case(
        "sendMessage",
        "every tag",
        _to(
            OFFICIAL,
            parse_mode="HTML",
            text="<i>a</i><u>b</u><s>c</s><tg-spoiler>d</tg-spoiler><code>e</code>"
            '<pre><code class="language-py">f</code></pre><blockquote>g</blockquote>\n'
            "<blockquote expandable>h</blockquote>",
        ),
        lambda _: {
            "entities": [
                *(
                    {"type": kind, "offset": n, "length": 1}
                    for n, kind in enumerate(("italic", "underline", "strikethrough", "spoiler", "code"))
                ),
                {"type": "pre", "offset": 5, "length": 1, "language": "py"},
                {"type": "blockquote", "offset": 6, "length": 1},
                {"type": "expandable_blockquote", "offset": 8, "length": 1},
            ]
        },
    ),
    Case(
        "sendMessage",
        "entities",
        _to(OFFICIAL, text=f"  {WORDS}", entities=[{"type": "bold", "offset": 2, "length": 6}]),
        _is({"text": WORDS, "entities": [MARKS[0], MARKS[2]]}),
    ),
    Case(
        "sendMessage",
        "buttons",
        _to(OFFICIAL, text="a", reply_markup=BUTTONS),
        _is({"reply_markup": BUTTONS}),
    ),
    Case(
        "sendMessage",
        "an answer",
        lambda office: {"chat_id": OFFICIAL, "text": "a", "reply_parameters": {"message_id": office.theirs}},
        lambda office: {"reply_to_message": {"message_id": office.theirs, "text": "1 xong"}},
    ),
    Case(
        "sendMessage",
        "an answer to a part",
        lambda office: {
            "chat_id": OFFICIAL,
            "text": "a",
            "reply_parameters": {"message_id": office.theirs, "quote": "xong"},
        },
        lambda office: {
            "reply_to_message": {"message_id": office.theirs},
            "quote": {"text": "xong", "position": 2, "is_manual": True},
        },
    ),
    Case(
        "sendMessage",
        "no preview, not to be passed on",
        _to(OFFICIAL, text="a", link_preview_options={"is_disabled": True}, protect_content=True),
        _is({"link_preview_options": {"is_disabled": True}, "has_protected_content": True}),
    ),
    Case(
        "sendMessage",
        "in a topic",
        lambda office: {"chat_id": FORUM, "text": "a", "message_thread_id": office.topic},
        lambda office: {
            "message_thread_id": office.topic,
            "is_topic_message": True,
            "chat": {"id": FORUM, "is_forum": True},
        },
    ),
    Case(
        "sendMessage", "in a group", _to(GROUP, text="a"), _is({"chat": {"type": "supergroup", "id": GROUP}})
    ),
    *(
        Case(f"send{kind.title()}", f"uploaded to {chat}", _to(chat, **CAPTION), came, upload)
        for kind, upload, came in (
            (
                "document",
                PDF,
                _is(
                    {"document": {"file_name": PDF.name, "mime_type": PDF.mime, "file_size": 8}, **CAPTIONED}
                ),
            ),
            ("photo", PAGE, _is({"photo": [{"width": 640, "height": 360}], **CAPTIONED})),
            ("video", FILM, _is({"video": {"file_name": FILM.name, "mime_type": FILM.mime}, **CAPTIONED})),
            ("audio", VOICE, _is({"audio": {"file_name": VOICE.name, "mime_type": VOICE.mime}, **CAPTIONED})),
        )
        for chat in (OFFICIAL, BASIC)
    ),
    *(
        Case(
            f"send{kind.title()}",
            "by its id, with buttons, in a topic",
            _known(kind),
            _shown(kind),
        )
        for kind in ("document", "photo", "video", "audio")
    ),
    Case(
        "editMessageText",
        "",
        lambda office: {
            "chat_id": OFFICIAL,
            "message_id": office.sent,
            "text": HTML,
            "parse_mode": "HTML",
            "reply_markup": BUTTONS,
            "link_preview_options": {"is_disabled": True},
        },
        lambda office: {
            "message_id": office.sent,
            "text": WORDS,
            "entities": MARKS,
            "reply_markup": BUTTONS,
            "link_preview_options": {"is_disabled": True},
        },
    ),
    Case(
        "editMessageReplyMarkup",
        "",
        lambda office: {"chat_id": OFFICIAL, "message_id": office.sent, "reply_markup": BUTTONS},
        lambda office: {"message_id": office.sent, "text": "a", "reply_markup": BUTTONS},
    ),
    Case("deleteMessage", "", lambda office: {"chat_id": OFFICIAL, "message_id": office.sent}, _true),
    Case(
        "answerCallbackQuery", "", lambda office: {"callback_query_id": office.press, "text": "Đã ghi"}, _true
    ),
    Case("sendChatAction", "", _to(OFFICIAL, action="typing"), _true),
    *(
        Case(
            "getFile",
            kind,
            _id(kind),
            _id(kind),
        )
        for kind in ("document", "photo", "video", "audio")
    ),
    Case(
        "getChat",
        "private",
        _to(OFFICIAL),
        _is({"id": OFFICIAL, "type": "private", "first_name": "Chuyên viên"}),
    ),
    Case("getChat", "a group", _to(BASIC), _is({"type": "group", "permissions": {"can_send_photos": True}})),
    Case("getChat", "a forum", _to(FORUM), _is({"type": "supergroup", "is_forum": True})),
    Case("getChatMember", "a member", _to(GROUP, user_id=OFFICIAL), _is({"status": "member"})),
    Case("getChatMember", "somebody else", _to(OFFICIAL, user_id=STRANGER), _is({"status": "left"})),
    Case(
        "getChatMember",
        "the bot",
        lambda office: {"chat_id": GROUP, "user_id": office.api.bot["id"]},
        lambda office: {"status": "member", "user": office.api.bot},
    ),
    Case("leaveChat", "", _to(GROUP), _true),
    Case(
        "setMyCommands",
        "",
        _is({"commands": COMMANDS, "scope": {"type": "chat", "chat_id": OFFICIAL}}),
        _true,
    ),
    Case(
        "getMyCommands",
        "as they were set",
        _is({"language_code": "vi"}),
        _is(COMMANDS),
        first=("setMyCommands", {"commands": [{**COMMANDS[0], "command": "/viec"}], "language_code": "vi"}),
    ),
    Case("getMyCommands", "none", _nothing, _is([])),
    Case("deleteMyCommands", "", _nothing, _true),
]

# A call of each method that Telegram refuses; the others take anything.
TO_SOMEBODY, TO_NOBODY = {"chat_id": OFFICIAL}, {"chat_id": 4711}
OF_NOTHING, FOR_NOBODY = (
    {**TO_SOMEBODY, "message_id": 4711, "text": "a"},
    {"scope": {"type": "chat", **TO_NOBODY}},
)
REFUSED: Mapping[str, Json] = {
    "getUpdates": {},  # while a webhook is set
    "setWebhook": {"url": "ftp://example.org"},
    "sendMessage": TO_SOMEBODY,
    "sendDocument": TO_SOMEBODY,
    "sendPhoto": TO_SOMEBODY,
    "sendVideo": TO_SOMEBODY,
    "sendAudio": TO_SOMEBODY,
    "editMessageText": OF_NOTHING,
    "editMessageReplyMarkup": OF_NOTHING,
    "deleteMessage": OF_NOTHING,
    "answerCallbackQuery": {"callback_query_id": "4711"},
    "sendChatAction": {**TO_SOMEBODY, "action": "sleep"},
    "getFile": {"file_id": "4711"},
    "getChat": TO_NOBODY,
    "leaveChat": TO_NOBODY,
    "getChatMember": {"chat_id": GROUP, "user_id": 4711},
    "setMyCommands": FOR_NOBODY,
    "getMyCommands": FOR_NOBODY,
    "deleteMyCommands": FOR_NOBODY,
}
NEVER_REFUSED = {"getMe", "deleteWebhook", "getWebhookInfo"}
METHODS = sorted({case.method for case in CASES})


def assert_refused(answer: httpx.Response, code: int | None = None) -> Json:
    """An unsuccessful answer by https://core.telegram.org/bots/api#making-requests."""
    body: Json = answer.json()
    assert body.keys() - {"parameters"} == {"ok", "error_code", "description"}
    assert body["ok"] is False and body["error_code"] == answer.status_code == (code or answer.status_code)
    assert isinstance(body["description"], str) and 400 <= answer.status_code < 500
    assert body["description"].partition(":")[0] in {
        "Bad Request", "Unauthorized", "Forbidden", "Not Found", "Conflict", "Too Many Requests"
    }  # fmt: skip
    parameters = body.get("parameters", {"retry_after": 1})
    assert parameters and parameters.keys() <= {"retry_after", "migrate_to_chat_id"}
    assert all(type(value) is int for value in parameters.values())
    return body


def test_every_method_that_is_served_has_a_case(api: BotApi) -> None:
    served = set(api.methods)
    assert {method.lower() for method in METHODS} == served
    assert {method.lower() for method in REFUSED.keys() | NEVER_REFUSED} == served


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method} {case.what}".strip())
async def test_an_answer_is_as_documented_and_says_what_was_given(office: Office, case: Case) -> None:
    if case.first:
        await call(office.api, case.first[0], json=case.first[1])
    answer = await _called(office, case)
    assert answer.status_code == 200 and answer.json().keys() == {"ok", "result"}, answer.text
    result = answer.json()["result"]
    assert faults(answer_of(case.method), result) == []
    assert within(case.came(office), result), result


async def _called(office: Office, case: Case) -> httpx.Response:
    given = case.given(office)
    if not case.upload:
        return await call(office.api, case.method, json=given)
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    kind = case.method.removeprefix("send").lower()
    file = (case.upload.name, case.upload.data, case.upload.mime)
    return await call(office.api, case.method, data=form, files={kind: file})


@pytest.mark.parametrize("method", REFUSED)
async def test_a_refusal_has_its_code_and_its_reason(office: Office, method: str) -> None:
    if method == "getUpdates":
        await call(office.api, "setWebhook", json={"url": "http://127.0.0.1:1/"})
    assert "parameters" not in assert_refused(await call(office.api, method, json=REFUSED[method]))


@pytest.mark.parametrize("method", METHODS)
async def test_too_many_calls_are_told_when_to_try_again(office: Office, method: str) -> None:
    office.api.faults.retry_after_s = 7
    office.api.faults.queue.append(Fate.TOO_MANY)
    assert assert_refused(await call(office.api, method), 429)["parameters"] == {"retry_after": 7}


@pytest.mark.parametrize(
    "method", ["sendMessage", "sendDocument", "sendChatAction", "editMessageText", "leaveChat"]
)
async def test_a_group_that_moved_says_where_to(office: Office, method: str) -> None:
    office.api.migrate(BASIC, NEW_GROUP)
    given = {"chat_id": BASIC, "text": "a", "document": office.document, "message_id": 1, "action": "typing"}
    answer = assert_refused(await call(office.api, method, json=given), 400)
    assert answer["parameters"] == {"migrate_to_chat_id": NEW_GROUP}


async def test_what_is_not_there_or_not_allowed_is_said_alike(office: Office) -> None:
    assert_refused(await call(office.api, "sendNothing"), 404)
    async with httpx.AsyncClient(verify=False) as client:
        assert_refused(await client.post(f"{office.api.base_url}1:a/getMe"), 401)
        assert_refused(await client.get(f"{office.api.file_url}{office.api.token}/nothing"), 404)


@pytest.mark.parametrize("method", ["getChat", "getChatMember", "sendMessage", "leaveChat"])
async def test_a_group_that_threw_the_bot_out_tells_it_nothing(office: Office, method: str) -> None:
    office.api.kick_bot(GROUP)
    answer = await call(office.api, method, json={"chat_id": GROUP, "user_id": OFFICIAL, "text": "a"})
    assert assert_refused(answer, 403)["description"] == "Forbidden: bot was kicked from the supergroup chat"
