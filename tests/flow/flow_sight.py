"""What linked groups are shown: `python tests/flow/flow_sight.py` plays every command and counts.

Every command with the arguments that open its lists, cards, figures and posts, and every button, in every
kind of linked group, by everybody: what is then shown in the group is read as people read it, and compared
with what that group may see, stated here once more.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # what all tests share

from flow_office import PLAN, ZONE, catalog_read
from migrated import new_store

from bot.access import buttons
from bot.access.buttons import Action
from bot.access.commands import COMMANDS
from bot.conversation.dispatch import Dispatcher
from bot.language.folding import plain
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import World
from bot.model.deadline import TaskRef
from bot.model.evidence import Attachment, EvidenceKind
from bot.model.message import Event, EventKind, Subject
from bot.model.people import Role
from bot.model.plan import Catalog, Task
from bot.model.target import TargetRef
from bot.schedule.calendar import WorkingDays
from bot.store.store import Store, Transaction
from bot.texts import DEFAULT, texts_in

NOW = datetime(2025, 12, 1, 8, tzinfo=ZONE)
OTHER_PLAN = "ke-sat-68-nq-tw"
CODE, ASKED, OTHERS = "III.3.1-1", "III.3.1-2", "III.2-1"  # two of PLAN (its city's), one of the other plan
KEY = buttons.task_key(TaskRef(PLAN, CODE))
TOPIC, OTHER_TOPIC = 77, 78
CITY, COMMUNE, POLICE = "ubnd-tp", "ubnd-xa-ke-sat", "cong-an-tp"

# Everybody has a name and a post that stand nowhere else.
PEOPLE: dict[str, tuple[Role, str | None, str | None]] = {
    "Tên Một": (Role.OFFICIAL, CITY, None),
    "Tên Hai": (Role.HEAD, CITY, None),
    "Tên Ba": (Role.SECRETARY, None, PLAN),
    "Tên Bốn": (Role.LEADER, None, PLAN),
    "Tên Năm": (Role.OFFICIAL, POLICE, None),
    "Tên Sáu": (Role.OFFICIAL, COMMUNE, None),
    "Tên Bảy": (Role.SECRETARY, None, OTHER_PLAN),
}
STRANGER = "Người Lạ"
IDS = {name: 1001 + n for n, name in enumerate([*PEOPLE, STRANGER])}
OFFICIAL, SECRETARY, OTHER_SECRETARY = "Tên Một", "Tên Ba", "Tên Bảy"


def post(name: str) -> str:
    return f"Chức danh {name}"


@dataclass(frozen=True, slots=True)
class Place:
    """A linked group: what it, or each topic of it, is linked to, and the topic in which it is asked."""

    chat: int
    links: tuple[tuple[str | None, str | None, int | None], ...]  # unit, plan, topic
    thread: int | None = None

    @property
    def name(self) -> str:
        return f"Nhóm số {-self.chat}"

    @property
    def units(self) -> set[str | None]:
        return {unit for unit, _, topic in self.links if unit and topic == self.thread}

    @property
    def plans(self) -> set[str | None]:
        return {plan for _, plan, topic in self.links if plan and topic == self.thread}

    def sees(self, task: Task) -> bool:
        return task.plan in self.plans or not self.units.isdisjoint((task.owner, *task.support))


BOTH = ((None, PLAN, TOPIC), (COMMUNE, None, OTHER_TOPIC))
PLACES = {
    "plan": Place(-2001, ((None, PLAN, None),)),
    "other plan": Place(-2002, ((None, OTHER_PLAN, None),)),
    "unit": Place(-2003, ((CITY, None, None),)),
    "other unit": Place(-2004, ((COMMUNE, None, None),)),
    "unit that supports": Place(-2005, ((POLICE, None, None),)),
    "topic of a plan": Place(-2006, BOTH, TOPIC),
    "topic of a unit": Place(-2006, BOTH, OTHER_TOPIC),
}
FIGURES = (
    "?", "đơn vị", "mục", "số liệu", "quá hạn", "chờ xác nhận", "xin gia hạn", "im lặng", "chưa liên kết",
)  # fmt: skip
DAYS = ("30/11/2025", "quý IV/2025", "1/1/2020", "1/1/2030")
CODES = (CODE, ASKED, OTHERS, f"{OTHER_PLAN}/{OTHERS}", "III.9-9")
NUMBERS = ("1", "3", "5", "7", "8", "10", "14")  # of links: of people, then of groups
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "start": ("", "wrong-code"),
    "tasks": ("", *CODES),
    "find": ("", "ngân sách", "báo cáo", "doanh nghiệp", "zzz"),
    "update": (
        "", *CODES, *(f"{code} đang làm 60%" for code in CODES), f"{CODE} xin lùi đến 9/9/2040",
    ),
    "undo": ("",),
    "progress": ("", *FIGURES, *DAYS, *CODES, "gì đó"),
    "direct": ("", *CODES, *(f"{code} khẩn trương" for code in CODES), "công an", "ubnd thành phố làm gấp"),
    "targets": ("", "1", "99", "so-doanh-nghiep-2030", "2 38.500"),
    "papers": (
        "", "word", "excel", "html", "png", "minh chứng", "minh chứng quý IV/2025", "gì đó",
        *(f"word {day}" for day in DAYS),
    ),
    "chart": ("", *DAYS),
    "calendar": ("",),
    "approve": ("", *CODES, f"{CODE} đồng ý"),
    "return": ("", *CODES, *(f"{code} thiếu số liệu" for code in CODES)),
    "extension": (
        "", *CODES, *(f"{code} đồng ý" for code in CODES), f"{ASKED} không đồng ý, đã quá lâu",
        f"{ASKED} đến 1/1/2020", f"{ASKED} đến 1/1/2090 QĐ 12/QĐ-UBND", f"{ASKED} đến 31/3/2026, 12/QĐ-UBND",
    ),
    "waive": ("", *CODES, "III.1-2 kỳ này", "III.1-2 tháng 1"),
    "ready": ("",),
    "plan": ("",),
    "invite": (
        "", "công an", "công an thành phố cán bộ Đội trưởng", "lãnh đạo", "nhóm", "chờ", "hủy", "phiếu",
    ),
    "handover": ("", "1", "3", "công an", "hủy"),
    "deputy": ("", "1/12 5/12", "hủy"),
    "unlink": ("", *NUMBERS, "99", "tên", "công an", "chức danh", "zzz"),
    "leave": ("", "đồng ý"),
    "help": ("",),
}  # fmt: skip
PRESSES: dict[Action, tuple[tuple[object, ...], ...]] = {
    **dict.fromkeys(
        (Action.OPEN, Action.DETAIL, Action.DONE, Action.BLOCKED, Action.EXTEND),
        tuple((buttons.task_key(TaskRef(*ref)),) for ref in ((PLAN, CODE), (OTHER_PLAN, OTHERS))),
    ),
    Action.EVIDENCE: tuple(
        (buttons.task_key(TaskRef(*ref)), of, 0)
        for ref in ((PLAN, CODE), (PLAN, ASKED), (OTHER_PLAN, OTHERS))
        for of in ("-", 1)
    ),
    Action.WORKING: ((KEY, 50),),
    Action.UNTIL: ((KEY, "2026-01-31"), (KEY, "2026-12-31")),
    Action.SNOOZE: ((KEY, 3),),
    Action.SNOOZE_ALL: (("2025-12-02",),),
    Action.PAGE: ((0,), (1,)),
    Action.INVITE: ((0,), (1,)),
    Action.INVITE_UNIT: ((buttons.short(CITY),), (buttons.short(COMMUNE),)),
    Action.INVITE_AS: tuple(
        args
        for place in (CITY, PLAN)
        for args in ((buttons.short(place), "group"), (buttons.short(place), "head", "-"), ("-", "leader"))
    ),
    Action.INVITES: ((0,),),
    Action.TAKE_BACK: ((buttons.short("no invitation"),),),
    Action.INVITE_CARDS: ((),),
    Action.PLAN_SHEET: (("-",), (buttons.short(PLAN),)),
    **dict.fromkeys((Action.PLAN_APPLY, Action.PLAN_LATER, Action.PLAN_PREVIEW, Action.PLAN_UNDO), ((1,),)),
    Action.HAND_OVER: (("1",), ("3",)),
    Action.UNLINK: tuple((n, *sure) for n in NUMBERS[::2] for sure in ((), (1,))),
    Action.LEAVE: ((),),
    Action.FIGURES: tuple(
        (buttons.short(plan), by, what, 0)
        for plan in (PLAN, OTHER_PLAN)
        for by, what in (("u", "-"), ("s", "-"), ("f", "-"), ("f", "silent"))
    ),
    Action.FILE: tuple(
        (buttons.short(plan), form) for plan in (PLAN, OTHER_PLAN) for form in ("xlsx", "png")
    ),
    Action.CALENDAR: ((),),
    Action.WAITING: ((), (1,)),
    Action.PERIOD: ((1, "2026-01-31"), (2, "2026-01-31")),
    Action.WAIVE: ((KEY,), (KEY, "-")),
    Action.ASK: ((KEY,),),
    Action.REPLY: ((1,), (2,)),
    Action.KEEP_OWNER: ((1,), (2,)),
    Action.UNITS: ((1, 0), (2, 0)),
    Action.UNIT: ((1, buttons.short("cong-an-tp")),),
    Action.TRANSFER: ((1, buttons.short("cong-an-tp")),),
    Action.DIRECT: ((KEY,),),
    Action.DIRECT_ALL: ((),),
    Action.DIRECT_PLAIN: ((),),
    Action.SEEN: ((1,), (2,)),
    Action.TARGETS: ((buttons.short(PLAN), 0),),
    Action.TARGET: ((buttons.target_key(TargetRef(PLAN, "so-doanh-nghiep-2030")),),),
    Action.VALUE: ((1,),),
    Action.UNDO: ((1,), (2,)),
    Action.MEANS: ((1, "done", "-"),),
    Action.NOTE: ((1,), (2,)),
    Action.TASK: ((1, KEY),),
    Action.MORE_TASKS: ((1, 1),),
    Action.DECIDE: tuple(
        (id, verdict) for id in (1, 2) for verdict in ("approve", "return", "grant", "refuse", "ask")
    ),
}


def commands() -> Iterator[str]:
    """Each with all its arguments, and alone in every other language."""
    for command in COMMANDS:
        for words in ARGUMENTS[command.name]:
            yield f"/{command.word('vi')} {words}".strip()
        for word in set(command.words) - {command.word("vi")}:
            yield f"/{word}"


def presses() -> Iterator[str]:
    for action in Action:
        for args in PRESSES[action]:
            yield buttons.data(action, *args)


@cache
def catalog() -> Catalog:
    """The shipped plans; what is reported done waits for the secretary."""
    plans = {id: replace(plan, approval=True) for id, plan in catalog_read().plans.items()}
    return replace(catalog_read(), plans=plans)


@cache
def world() -> World:
    days = WorkingDays(off=frozenset(), work=frozenset())
    return World(catalog=catalog(), days=days, texts=texts_in(DEFAULT), zone=ZONE)


def event(place: Place, who: str, kind: EventKind, text: str, key: str = "9") -> Event:
    return Event(
        kind=kind,
        key=key,
        chat_id=place.chat,
        private=False,
        user_id=IDS[who],
        user_name=who,
        text=text,
        message_id=5,
        thread_id=place.thread,
    )


FILE = Attachment(kind=EvidenceKind.DOCUMENT, name="qd12.pdf", file_id="f", unique_id="u")


def peopled(store: Store) -> None:
    """Everybody is linked; of two tasks one waits to be confirmed, one for more time, each with a file."""
    with store.transaction() as tx:
        for name, (role, unit, plan) in PEOPLE.items():
            id = IDS[name]
            tx.links.add(role, id, id, name, unit, plan, post(name), NOW)
        places = {place.chat: place for place in PLACES.values()}
        for place in places.values():
            for unit, plan, topic in place.links:
                tx.links.add(Role.GROUP, place.chat, None, place.name, unit, plan, None, NOW, thread_id=topic)
        for key, words in (("1", f"{CODE} xong"), ("2", f"{ASKED} xin lùi đến 28/2/2026 vì cần làm kỹ hơn")):
            said = event(PLACES["unit"], OFFICIAL, EventKind.TEXT, words, key)
            said = replace(said, chat_id=IDS[OFFICIAL], private=True, thread_id=None, attachments=(FILE,))
            Dispatcher(catalog, ZONE).handle(said, tx, NOW)
        assert len(tx.reports.of()) == 2


# They say nothing but what was typed there, or how one types.
ECHOES = {"reply.no_code", "reply.update_how", "figures.how", "search.none", "target.unknown"}
WORD = re.compile(r"[\w.-]*\w")


class _Undone(Exception):
    """Ends a transaction, so that each is played on the same stage."""


def shown(store: Store, place: Place, who: str, kind: EventKind, text: str) -> list[tuple[Subject, str]]:
    """What the group is then shown: what each message is about, and all of its letters; whatever was
    done is undone."""
    found: list[tuple[Subject, str]] = []
    with suppress(_Undone), store.transaction() as tx:
        before = tx.outbox.ledger(limit=1)[0].id
        Dispatcher(catalog, ZONE).handle(event(place, who, kind, text), tx, NOW)
        found = list(_since(tx, before, place))
        raise _Undone
    return found


def _since(tx: Transaction, before: int, place: Place) -> Iterator[tuple[Subject, str]]:
    for row in reversed(tx.outbox.ledger(limit=100)):
        here = row.id > before and row.chat_id == place.chat and row.thread_id in (None, place.thread)
        made = render(world(), row, tx, NOW) if here else None
        if isinstance(made, Rendered):
            labels = " ".join(button.label for line in made.message.buttons for button in line)
            yield made.subject, f"{made.message.html}\n{labels}"


def forbidden(place: Place, who: str, of: Subject, text: str) -> list[str]:
    """What in a message the group has no right to."""
    tasks = [catalog().task(ref) for ref in of.tasks]
    found = [str(task.ref) for task in tasks if task and not place.sees(task)]
    plan = getattr(of, "plan", None)
    if plan is not None and plan not in place.plans:
        found.append(f"figures of {plan}")
    titles, codes, numbers = _hidden(place)
    read = plain(text)
    found += [title for title in titles if title in read]
    if getattr(of, "key", "") not in ECHOES:
        found += codes.intersection(WORD.findall(text))
    if not (tasks and all(task and place.sees(task) for task in tasks)):
        # A task's card says who reported, and the document its date is from.
        found += [number for number in numbers if number in text]
        found += [name for name in PEOPLE if name != who and name in text]
        found += [post(name) for name in PEOPLE if post(name) in text]
        found += [each.name for each in PLACES.values() if each.chat != place.chat and each.name in text]
    return found


@cache
def _hidden(place: Place) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Titles, codes and numbers of plans that nothing in the group's sight has: both plans carry out one
    resolution, and share some."""
    seen = [task for task in catalog().tasks() if place.sees(task)]
    basis = {followed.code for task in seen if (followed := catalog().followed(task))}  # whose date it has
    hidden = [task for task in catalog().tasks() if not place.sees(task)]
    known = {task.plan for task in seen} | place.plans

    def title(task: Task) -> str:
        return plain(task.title)[:40]

    return (
        frozenset(map(title, hidden)) - frozenset(map(title, seen)),
        frozenset(task.code for task in hidden) - basis - {task.code for task in seen},
        frozenset(plan.number for plan in catalog().plans.values() if plan.id not in known),
    )


@dataclass(frozen=True, slots=True)
class Played:
    """How many were played and answered in the group, and which showed what."""

    commands: int
    presses: int
    answered: int
    leaks: Sequence[tuple[str, str, str, list[str]]]


def play(store: Store, kind: str, who: str, turn: int = 0, turns: int = 1) -> Played:
    """All commands and buttons, by one speaker in one kind of group, or every so many of them."""
    place = PLACES[kind]
    counts, answered, leaks = {EventKind.TEXT: 0, EventKind.PRESS: 0}, 0, []
    for how, texts in ((EventKind.TEXT, commands()), (EventKind.PRESS, presses())):
        for text in islice(texts, turn, None, turns):
            counts[how] += 1
            told = shown(store, place, who, how, text)
            answered += bool(told)
            found = [each for of, words in told for each in forbidden(place, who, of, words)]
            if found:
                leaks.append((kind, who, text, found))
    return Played(counts[EventKind.TEXT], counts[EventKind.PRESS], answered, leaks)


def main() -> bool:
    """Whether something was shown that the group has no right to."""
    with tempfile.TemporaryDirectory() as folder, closing(new_store(Path(folder) / "sight.sqlite3")) as store:
        peopled(store)
        all_ = [play(store, kind, who) for kind in PLACES for who in IDS]
    for played in all_:
        for leak in played.leaks:
            sys.stdout.write(f"{leak}\n")
    sys.stdout.write(
        f"{sum(p.commands for p in all_)} commands and {sum(p.presses for p in all_)} presses "
        f"{sum(p.answered for p in all_)} answered in the linked group; "
        f"{sum(len(p.leaks) for p in all_)} showed what the group has no right to\n"
    )
    return any(played.leaks for played in all_)


if __name__ == "__main__":
    sys.exit(main())
