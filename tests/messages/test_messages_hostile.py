"""No text from a person can break a message: whatever they write, Telegram's own rules take it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import delivery_office
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.access import buttons
from bot.access.buttons import Action
from bot.conversation.dispatch import Dispatcher
from bot.delivery.digests import digest_week
from bot.delivery.escalation import escalate
from bot.delivery.mornings import brief
from bot.delivery.passes import plan_day
from bot.messages.render import render
from bot.messages.rendered import Rendered, fitting
from bot.messages.view import World
from bot.model.agenda import Times
from bot.model.evidence import Attachment, EvidenceKind
from bot.model.message import Button, Event, EventKind, Message
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.rehearsal.entities import parse_html, trimmed, units
from bot.rehearsal.markup import inline_keyboard
from bot.store.store import Store, Transaction

NOW = delivery_office.at("2025-12-01 08:00")
LATER = NOW + timedelta(days=42)
TO_ACT = timedelta(days=2)  # before a head hears of what the official was told of
OFFICIAL, HEAD, SECRETARY, LEADER, GROUP = 1, 2, 3, 4, -5
WORDS = ("start", "viec", "tim", "tiendo", "chitieu", "bangiao", "uyquyen", "trogiup")
OTHERS_SAY = ("/tiendo", "/chitieu", "/viec", "/bangiao", "/huylienket", "/roi", "/viec III.1-1")
CODES = [f"III.1-{n}" for n in range(1, 13)]

BAD = [
    "<b>", "</b>", "<a href='x'>", "&", "&amp;", "&#x41;", "&lt;script&gt;", "<", ">", '"', "'", "\\",
    "\u202e", "\u200f", "\u2066", "\u200b", "\ufeff", "\ud800", "\udfff", "\x1b[2J", "\r\n", " ",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "🇻🇳", "e\u0301\u0323" * 9, "{{ 7 * 7 }}", "{% raw %}", "%s",
    "\0", "\t", "\u3000", "\u2028",
    "/viec", "@dunghan_bot", "https://vi.du/?a=1&b=<2>", "Ủy ban", "xong", "1 xong, 2 xong",
]  # fmt: skip
LONG = [one * 5_000 for one in ("A", "🙂", "<b>", "& ", "ộ ", "\n\n", "  ", "\u200b\u200b")]
hostile = st.one_of(
    st.lists(st.sampled_from(BAD), min_size=1, max_size=12).map("".join),
    st.sampled_from(BAD + LONG),
    st.text(st.characters(), max_size=60),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = delivery_office.open_store(tmp_path_factory.mktemp("hostile"))
    yield opened
    opened.close()


class Undone(Exception):
    """Every example starts from an empty database."""


def require_telegram_takes(message: Message) -> None:
    """What the Bot API would refuse, it refuses here: markup, length, Unicode, buttons."""
    text, entities = trimmed(*parse_html(message.html))
    text.encode()
    assert 1 <= units(text) <= 4096
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= units(text) for e in entities)
    rows = [[{"text": b.label, "callback_data": b.data} for b in row] for row in message.buttons]
    inline_keyboard({"inline_keyboard": rows})
    for button in (b for row in message.buttons for b in row):
        button.label.encode()
        assert button.data.encode()


def world(title: str) -> World:
    """Twelve tasks whose texts are as long as a plan may have them."""
    tasks = [delivery_office.task(code, date(2025, 12, 10)) for code in CODES]
    tasks = [replace(t, title=title[:100] or "–", deliverable=title[:500] or None) for t in tasks]
    made = delivery_office.world(*tasks)
    name, short = title[:500] or "–", title[:60] or "–"
    units_ = {id: replace(unit, name=name, short=short) for id, unit in made.catalog.units.items()}
    return replace(made, catalog=Catalog(units=units_, plans=made.catalog.plans))


def link_everybody(tx: Transaction, name: str) -> None:
    for user, role in ((OFFICIAL, Role.OFFICIAL), (HEAD, Role.HEAD)):
        tx.links.add(role, user, user, name, "so-tai-chinh", None, name, NOW)
    for user, role in ((SECRETARY, Role.SECRETARY), (LEADER, Role.LEADER)):
        tx.links.add(role, user, user, name, None, "p", name, NOW)
    tx.links.add(Role.GROUP, GROUP, None, name, None, "p", None, NOW)


def events(text: str, name: str) -> Iterator[Event]:
    """Everything one can say or press, said and pressed with that text in it."""
    key = buttons.task_key(delivery_office.task(CODES[0], NOW.date()).ref)
    said = [text, *(f"/{word} {text}" for word in WORDS)]
    said += [f"/capnhat {CODES[0]} {text}", f"{CODES[1]} vướng {text}"]
    said += ["; ".join(f"{n} xong {text}" for n in range(1, 13))]
    said += [f"/capnhat {CODES[2]} xin lùi đến 31/3/2026 vì chờ vốn {text}"]
    said += [f"/capnhat {CODES[3]} nhắc lại sau 3 ngày"]
    for n, words in enumerate(said):
        yield _event(n, EventKind.TEXT, words, name)
    file = Attachment(kind=EvidenceKind.DOCUMENT, file_id="f", unique_id="u", name=name)
    yield replace(_event(50, EventKind.OTHER, "", name), attachments=(file,))
    yield replace(_event(51, EventKind.TEXT, f"{CODES[4]} {text}", name), attachments=(file,))
    for n, action in enumerate((Action.OPEN, Action.DETAIL, Action.BLOCKED, Action.EXTEND, Action.SNOOZE)):
        yield _event(60 + n, EventKind.PRESS, buttons.data(action, key, 3), name)
    yield _event(66, EventKind.PRESS, buttons.data(Action.EVIDENCE, key, "-", 0), name)
    for n, user in enumerate((SECRETARY, LEADER, HEAD)):
        for m, words in enumerate((*OTHERS_SAY, text)):
            event = _event(70 + 10 * n + m, EventKind.TEXT, words, name)
            yield replace(event, user_id=user, chat_id=user)
    # After all that was decided: what waits for the secretary's morning.
    yield _event(200, EventKind.TEXT, f"/capnhat {CODES[3]} xin lùi đến 30/4/2026 vì chờ vốn", name)


def _event(n: int, kind: EventKind, text: str, name: str) -> Event:
    return Event(
        kind=kind,
        key=str(n),
        chat_id=OFFICIAL,
        private=True,
        user_id=OFFICIAL,
        user_name=name,
        text=text,
        message_id=n,
        chat_title=name,
    )


# An example is a whole day of an office: to shrink one would take minutes.
@settings(
    deadline=None,
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(text=hostile, name=hostile, title=hostile)
@example(text="²", name="Cán bộ", title="Việc")  # a digit to isdigit, and no number to int
def test_whatever_people_write_can_be_sent(store: Store, text: str, name: str, title: str) -> None:
    made = world(title)
    dispatcher = Dispatcher(lambda: made.catalog, made.zone)
    kinds = set()
    with suppress(Undone), store.transaction() as tx:
        link_everybody(tx, name)
        for event in events(text, name):
            dispatcher.handle(event, tx, NOW)
        for moment in (NOW, LATER, LATER + TO_ACT):
            for planned in (plan_day, digest_week, escalate, brief):
                planned(made, Times(), tx, moment)
            for row in tx.outbox.due(moment, 1000):
                rendered = render(made, row, tx, moment)
                if isinstance(rendered, Rendered):
                    require_telegram_takes(rendered.message)
                    kinds.add(row.kind.value)
                    tx.outbox.claim(row.id, moment, rendered.subject)
                    tx.outbox.sent(row.id, row.id, moment)
        raise Undone
    assert {"agenda", "tasks", "card", "receipt", "notice", "digest", "progress"} <= kinds
    assert {"escalation", "morning"} <= kinds


@settings(deadline=None)
@given(html=hostile, label=hostile)
def test_the_last_look_mends_what_no_renderer_foresaw(html: str, label: str) -> None:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    require_telegram_takes(fitting(Message(f"<b>{escaped}</b>", ((Button(label, "d:1"),),))))


def test_a_message_too_long_keeps_its_beginning() -> None:
    made = fitting(Message("<b>Đầu &amp; đuôi</b> " + "dài &lt;lắm&gt; " * 2000))
    text, marked = parse_html(made.html)
    assert text.startswith("Đầu & đuôi dài <lắm>")
    assert text.endswith("…")
    assert marked == []
