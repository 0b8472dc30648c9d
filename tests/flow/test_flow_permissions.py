"""Who may do what where: the whole table walked at the dispatcher, and what people try to get around it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, PLAN, SECRETARY, STRANGER, ZONE, Opened, catalog_read
from flow_rules import CODE, KEY, PRESSES, forge
from migrated import new_store

from bot.access import buttons
from bot.access.buttons import Action
from bot.access.codes import new_code
from bot.access.commands import COMMANDS
from bot.access.rights import RIGHTS, Right, Where
from bot.conversation.dispatch import Dispatcher
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import World
from bot.model.deadline import TaskRef
from bot.model.message import Event, EventKind, Subject
from bot.model.people import Invite, Role
from bot.model.subjects import FigureAsked, Notice, Request
from bot.schedule.calendar import WorkingDays
from bot.store.store import Store, Transaction
from bot.texts import DEFAULT, texts_in

NOW = datetime(2025, 12, 1, 8, tzinfo=ZONE)
UNLINKED_GROUP = -2002
HEAD = 1006
USERS = {
    Role.OFFICIAL: KT,
    Role.HEAD: HEAD,
    Role.SECRETARY: SECRETARY,
    Role.LEADER: LEADER,
    Role.GROUP: STRANGER,  # nobody of ours, speaking in a linked group
    None: STRANGER,
}
PLACES = {Where.PRIVATE: None, Where.GROUP: GROUP, Where.UNLINKED: UNLINKED_GROUP}

# A group is nowhere but in itself.
PAIRS = [(who, place) for who in USERS for place in Where if who is not Role.GROUP or place is Where.GROUP]

# The specification, written down once more by hand: who may, and where.
EVERYBODY = "official head secretary leader group"
MAY = {
    Right.SEE: ("official head secretary leader", "private group"),
    Right.REPORT: ("official head secretary", "private group"),
    Right.ASSIST: ("official head", "private group"),
    Right.DECIDE: ("secretary", "private group"),
    Right.WAIVE: ("secretary", "private group"),
    Right.ASK: ("official head", "private group"),
    Right.ANSWER: ("secretary", "private group"),
    Right.DISPUTE: ("official head", "private group"),
    Right.TRANSFER: ("secretary", "private group"),
    Right.DIRECT: ("head secretary leader", "private group"),
    Right.SEEN: ("official head", "private group"),
    Right.SNOOZE: ("official", "private group"),
    Right.SEE_PROGRESS: ("secretary leader group", "private group"),
    Right.SEE_TARGETS: (EVERYBODY, "private group"),
    Right.SEE_CALENDAR: ("official head", "private group"),
    Right.REPORT_TARGET: ("official head secretary", "private group"),
    Right.SEE_READINESS: ("secretary", "private"),
    Right.WRITE_PLAN: ("secretary", "private"),
    Right.INVITE: ("secretary", "private"),
    Right.HAND_OVER: ("official head secretary leader", "private"),
    Right.DEPUTISE: ("official head secretary leader", "private"),
    Right.UNLINK: ("secretary", "private group"),
    Right.LEAVE: ("official head secretary leader", "private"),
    Right.HELP: (EVERYBODY, "private group"),
    Right.LINK: (EVERYBODY + " stranger", "private group unlinked"),
}
WORDS = {
    "update": f"{CODE} đang làm 60%",
    "direct": f"{CODE} khẩn trương",
    "approve": CODE,
    "return": f"{CODE} thiếu",
    "extension": CODE,
    "waive": CODE,
}
REFUSALS = {
    "link.stranger",
    "link.group_how",
    "link.stranger_in_group",
    "role.private_only",
    "role.not_for_you",
    "toast.stranger",
}


class Undone(Exception):
    """Ends a transaction so that the next attempt finds everything as it was."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = new_store(tmp_path_factory.mktemp("table") / "table.sqlite3")
    with opened.transaction() as tx:
        for role in (Role.OFFICIAL, Role.HEAD):
            tx.links.add(role, USERS[role], USERS[role], role.value, "ubnd-tp", None, None, NOW)
        for role in (Role.SECRETARY, Role.LEADER):
            tx.links.add(role, USERS[role], USERS[role], role.value, None, PLAN, None, NOW)
        tx.links.add(Role.GROUP, GROUP, None, "Nhóm", None, PLAN, None, NOW)
    yield opened
    opened.close()


def refused(store: Store, who: Role | None, place: Where, kind: EventKind, text: str) -> bool:
    """Whether the dispatcher says no; whatever it did is undone."""
    said: set[str] = set()
    chat = PLACES[place] or USERS[who]
    event = Event(
        kind=kind,
        key="1",
        chat_id=chat,
        private=place is Where.PRIVATE,
        user_id=USERS[who],
        user_name="Ai đó",
        text=text,
        message_id=5,
    )
    with suppress(Undone), store.transaction() as tx:
        outcome = Dispatcher(catalog_read, ZONE).handle(event, tx, NOW)
        told = (row.subject for row in tx.outbox.ledger())
        said |= {each.key for each in told if isinstance(each, (Notice, FigureAsked))}
        said |= {outcome.toast.key} if outcome.toast else set()
        if said & REFUSALS:
            _require_nothing_done(tx)
        raise Undone
    return bool(said & REFUSALS)


def _require_nothing_done(tx: Transaction) -> None:
    assert tx.reports.of() == [] and tx.target_values.of() == []
    assert len(tx.links.all()) == 5
    assert tx.snoozes.all() == []


def may(who: Role | None, right: Right, place: Where) -> bool:
    people, places = (words.split() for words in MAY[right])
    names = {who.value if who else "stranger"}
    if place is Where.GROUP:
        names.add("group")  # what the group itself may, everybody in it may ask for
    return place in places and bool(names & set(people))


def test_the_table_is_the_one_written_here() -> None:
    stated = {right: (set(people.split()), set(places.split())) for right, (people, places) in MAY.items()}
    everybody = {*Role, "stranger"}
    found = {
        right: (everybody if grant.anyone else set(grant.reach), set(grant.where))
        for right, grant in RIGHTS.items()
    }
    assert found == stated
    assert set(RIGHTS) == set(Right)


def test_every_button_is_tried() -> None:
    assert set(PRESSES) == set(Action)


@pytest.mark.parametrize(("who", "place"), PAIRS)
def test_every_command_asks_the_table(store: Store, who: Role | None, place: Where) -> None:
    for command in COMMANDS:
        for word in command.words:
            text = f"/{word} {WORDS.get(command.name, '')}".strip()
            allowed = may(who, command.right, place)
            if command.right is Right.LINK:
                text = f"/{word} wrong-code"
            assert refused(store, who, place, EventKind.TEXT, text) is not allowed, text


@pytest.mark.parametrize(("who", "place"), PAIRS)
def test_every_button_asks_the_table(store: Store, who: Role | None, place: Where) -> None:
    for action, args in PRESSES.items():
        data = buttons.data(action, *args)
        allowed = may(who, action.right, place)
        assert refused(store, who, place, EventKind.PRESS, data) is not allowed, action


# What people try


FORGED = (
    "", ":", "d", "d:", f"d:{KEY}x", "d:" + "0" * 12, f"p:{KEY}", f"p:{KEY}:101", f"p:{KEY}:-1",
    f"p:{KEY}:abc", f"x:{KEY}:2026-02-30", f"x:{KEY}:9999-12-31", "u:1", "u:x", "u:99999999999999999999",
    "m:1:done:-", "t:1:" + KEY, "l:-5", "l:99", "l:x", f"z:{KEY}:0", f"z:{KEY}:999", f"z:{KEY}:x",
    "w:", "w:x", "w:2026-02-30", "w:9999-12-31",
    "h:1", "h:2", "h:x", "k:1:1", "q:now", "a:1:approve", "\u202e", "🙂" * 16,
)  # fmt: skip


async def test_forged_data_changes_nothing_and_stops_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        for data in FORGED:
            forge(office, PCCC, data)
        await office.robot.step()
        assert office.reports() == []
        with office.store.transaction(read_only=True) as tx:
            assert [x.user_id for x in tx.links.all()] == [KT]  # "q:now": leaving is anybody's own right
            assert tx.snoozes.all() == []
            assert tx.inbox.backlog(office.robot.pulse.bot_id)[0] == 0
            assert tx.inbox.failed() == []


async def test_another_units_task_can_be_neither_seen_nor_touched(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        said = len(office.of_bot(PCCC))
        for data in (f"o:{KEY}", f"i:{KEY}", f"d:{KEY}", f"p:{KEY}:50", f"b:{KEY}", f"e:{KEY}", f"z:{KEY}:3"):
            forge(office, PCCC, data)
        await office.robot.step()
        assert len(office.of_bot(PCCC)) == said
        toasts = {answer["text"] for answer in office.api.answers.values()}
        assert toasts <= {"Việc này không thuộc phạm vi của anh/chị."}
        await office.says(PCCC, f"/viec {CODE}")
        assert "Không thấy việc mã" in office.last(PCCC)["text"]


async def test_a_card_of_a_task_that_is_no_more_says_so(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        forge(office, KT, f"d:{buttons.task_key(TaskRef(PLAN, 'III.9-9'))}")
        await office.robot.step()
        assert office.reports() == []


async def test_a_used_and_an_expired_code_open_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        code = office.code(Role.OFFICIAL, unit="ubnd-tp")
        for user in (KT, STRANGER):
            office.api.press_start(user, code)
            await office.robot.step()
        assert "đã được dùng" in office.last(STRANGER)["text"]
        old = office.code(Role.OFFICIAL, unit="ubnd-tp")
        office.clock.move_to(office.clock.now() + timedelta(days=7, seconds=1))
        office.api.press_start(STRANGER, old)
        await office.robot.step()
        assert "đã hết hạn" in office.last(STRANGER)["text"]


async def test_guessing_codes_ends_after_five_tries_an_hour(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for _ in range(5):
            office.api.press_start(STRANGER, new_code())
            await office.robot.step()
        right = office.code(Role.OFFICIAL, unit="ubnd-tp")
        office.api.press_start(STRANGER, right)
        await office.robot.step()
        assert "quá 5 lần" in office.last(STRANGER)["text"]
        office.clock.move_to(office.clock.now() + timedelta(hours=1, seconds=1))
        office.api.press_start(STRANGER, right)
        await office.robot.step()
        assert any("Đã liên kết" in text for text in office.texts(STRANGER))


def test_a_code_is_of_the_length_telegram_takes_and_none_is_like_another() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(32 <= len(code) <= 64 for code in codes)


async def test_the_help_names_what_the_speaker_may_use_and_nothing_else(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        await office.says(KT, "/trogiup")
        await office.says(LEADER, "/help")
        assert "/capnhat" in office.last(KT)["text"]
        assert "/huylienket" not in office.last(KT)["text"]
        assert "/tiendo" in office.last(LEADER)["text"]
        assert "/capnhat" not in office.last(LEADER)["text"]


# What the help tells to write, and to whom.
HINTS = {
    "1 xong, 2 đang làm 60%": "official head secretary",
    "xin lùi đến": "official head secretary",
    "nhắc lại sau 3 ngày": "official",
    "hoàn tác": "official head secretary",
    "/chitieu 2 41.200": "official head secretary",
    "trả lại vì": "secretary",
    "việc nào đang trễ?": "secretary leader",
    "bao giờ hết hạn?": "official head secretary leader",
    "yêu cầu làm gấp": "head secretary leader",
    "/lich": "official head",
    "/baocao": "secretary leader",
    "/mien": "secretary",
}


@pytest.mark.parametrize("who", [Role.OFFICIAL, Role.HEAD, Role.SECRETARY, Role.LEADER])
async def test_the_help_promises_each_role_what_the_table_allows(open_office: Opened, who: Role) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, who, unit="ubnd-tp" if who in (Role.OFFICIAL, Role.HEAD) else None)
        await office.says(KT, "/trogiup")
        told = office.last(KT)["text"]
        assert {words for words in HINTS if words in told} == {
            words for words, roles in HINTS.items() if who.value in roles.split()
        }
        assert told.startswith("Cách dùng\n• ")


async def test_a_head_who_wants_to_be_reminded_later_hears_that_nobody_reminds_a_head(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.HEAD, unit="ubnd-tp")
        await office.says(KT, f"/viec {CODE}")
        await office.says(KT, "nhắc lại sau 3 ngày")
        assert office.last(KT)["text"].startswith(f"Bot chỉ nhắc cán bộ theo dõi việc {CODE};")


async def test_a_deputys_right_ends_with_the_last_day(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        day = NOW.date()
        invite = Invite(
            role=Role.SECRETARY,
            unit=None,
            plan=PLAN,
            post=None,
            expires_at=NOW + timedelta(days=7),
            valid_from=day,
            valid_to=day,
        )
        code = new_code()
        with office.store.transaction() as tx:
            tx.invites.add(code, invite, NOW)
        office.api.press_start(PCCC, code)
        await office.robot.step()
        await office.says(PCCC, "/tiendo")
        assert "07-KH/TU" in office.last(PCCC)["text"]
        await office.at("2025-12-02 00:00")
        await office.says(PCCC, "/tiendo")
        assert "đường dẫn mời" in office.last(PCCC)["text"]


# In a group: what it may be shown is written down once more by hand

SPEAKERS = [who for who in USERS if who is not Role.GROUP]
KINDS = {"plan": (None, PLAN), "unit": ("ubnd-tp", None), "other unit": ("ubnd-xa-ke-sat", None)}
# The groups in which the answer is shown; in the others whoever asked is told alone.
SHOWN = {
    "tasks": "plan unit",
    "find": "plan unit",
    "update": "plan unit",
    "direct": "plan unit",
    "progress": "plan",
    "targets": "plan",
    "papers": "plan",
    "chart": "plan",
    "calendar": "unit",
    "approve": "",
    "return": "",
    "extension": "",
    "waive": "plan unit",
}
# Said of one task, of a plan or of what waits: each with the command whose row of the table it follows.
ASKS = (
    ("tasks", ""), ("tasks", CODE), ("find", "ngân sách"), ("update", f"{CODE} đang làm 60%"),
    ("update", CODE), ("direct", f"{CODE} khẩn trương"), ("progress", ""), ("progress", "đơn vị"),
    ("targets", ""), ("targets", "1"), ("papers", "word"), ("chart", ""), ("calendar", ""),
    ("approve", ""), ("return", ""), ("extension", ""), ("waive", "III.1-1 kỳ này"),
)  # fmt: skip
ANSWERED_ALONE = "group.in_private"


def told_in_group(
    store: Store, kind: str, who: Role | None, event: EventKind, text: str
) -> tuple[list[Subject], list[Subject], set[str]]:
    """What the group was told and what the speaker alone, as it is read there, and the sentences in the
    group; whatever was done is undone."""
    world = World(
        catalog=catalog_read(),
        days=WorkingDays(off=frozenset(), work=frozenset()),
        texts=texts_in(DEFAULT),
        zone=ZONE,
    )
    said = Event(
        kind=event,
        key="1",
        chat_id=GROUP,
        private=False,
        user_id=USERS[who],
        user_name="Ai đó",
        text=text,
        message_id=5,
    )
    unit, plan = KINDS[kind]
    here, alone, sentences = list[Subject](), list[Subject](), set[str]()
    with suppress(Undone), store.transaction() as tx:
        for link in tx.links.of_chat(GROUP):
            tx.links.end(link.id, NOW)
        tx.links.add(Role.GROUP, GROUP, None, "Nhóm", unit, plan, None, NOW)
        outcome = Dispatcher(catalog_read, ZONE).handle(said, tx, NOW)
        sentences |= {outcome.toast.key} if outcome.toast else set()
        for row in reversed(tx.outbox.ledger()):
            made = render(world, row, tx, NOW)
            assert isinstance(made, Rendered), row
            if isinstance(row.subject, Notice) and not row.subject.tasks:
                assert row.chat_id == GROUP
                sentences.add(row.subject.key)
            else:
                {GROUP: here, USERS[who]: alone}.get(row.chat_id, []).append(made.subject)
        raise Undone
    return here, alone, sentences


def within(kind: str, subject: Subject) -> bool:
    """Whether all that a message names is the group's to see."""
    unit, plan = KINDS[kind]
    tasks = [catalog_read().task(ref) for ref in subject.tasks]
    of_plan = getattr(subject, "plan", plan)
    return of_plan == plan and all(t and (t.plan == plan or unit in (t.owner, *t.support)) for t in tasks)


def test_every_command_that_tells_something_has_its_row() -> None:
    silent = {"start", "undo", "ready", "plan", "invite", "handover", "deputy", "unlink", "leave", "help"}
    assert {*SHOWN, *silent} == {command.name for command in COMMANDS}
    assert {name for name, _ in ASKS} == set(SHOWN)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", SPEAKERS)
def test_a_group_is_shown_what_it_may_see_and_the_speaker_alone_the_rest(
    store: Store, who: Role | None, kind: str
) -> None:
    for command in COMMANDS:
        for name, words in ASKS:
            if name != command.name:
                continue
            asked = f"/{command.word('vi')} {words}".strip()
            here, alone, sentences = told_in_group(store, kind, who, EventKind.TEXT, asked)
            assert all(within(kind, subject) for subject in here), (asked, here)
            assert (ANSWERED_ALONE in sentences) is bool(alone), asked
            if kind not in SHOWN[name].split():
                assert here == [], asked
            elif may(who, command.right, Where.GROUP) and not alone and not sentences:
                assert here, asked


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", SPEAKERS)
def test_a_button_shows_a_group_no_more_than_a_command(store: Store, who: Role | None, kind: str) -> None:
    for action, args in PRESSES.items():
        data = buttons.data(action, *args)
        here, alone, sentences = told_in_group(store, kind, who, EventKind.PRESS, data)
        assert all(within(kind, subject) for subject in here), (action, here)
        # What is put before a secretary is no answer, even where it is the one who pressed.
        answers = [subject for subject in alone if not isinstance(subject, Request)]
        assert (ANSWERED_ALONE in sentences) is bool(answers), action


async def test_what_a_group_may_not_see_is_answered_in_private_with_a_line_in_the_group(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, unit="ubnd-tp"))
        await office.robot.step()
        await office.says(SECRETARY, "/tiendo", chat=GROUP)
        assert "đã trả lời riêng" in office.last(GROUP)["text"]
        assert "07-KH/TU" in office.last(SECRETARY)["text"]
        assert not any("07-KH/TU" in text for text in office.texts(GROUP)[-1:])
        await office.says(SECRETARY, "/viec", chat=GROUP)
        shared, line = office.texts(GROUP)[-2:]
        assert "Việc đang mở: 56" in shared  # those of the group's unit
        assert "đã trả lời riêng" in line
        assert "Việc đang mở: 65" in office.last(SECRETARY)["text"]


async def test_whose_private_chat_is_shut_is_told_how_to_open_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, unit="ubnd-tp"))
        office.api.block(SECRETARY)
        await office.robot.step()
        await office.says(SECRETARY, "/tiendo", chat=GROUP)
        assert f"@{office.api.bot['username']}, bấm Bắt đầu" in office.last(GROUP)["text"]
