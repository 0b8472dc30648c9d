"""The buttons: the right each takes, its place on a card, and what it carries in Telegram's 64 bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, NoReturn, Self, TypeVar

from bot.access.rights import Right
from bot.language.stretches import YEARS
from bot.model.deadline import TaskRef
from bot.model.plan import Catalog, Task
from bot.model.progress import State
from bot.model.target import TargetRef

T = TypeVar("T")

MOST_NUMBER = 2**31 - 1
MOST_BYTES = 64  # core.telegram.org/bots/api#inlinekeyboardbutton, callback_data


class Action(StrEnum):
    """What pressing a button asks for: its code, the right it takes, the state of a task that it tells.

    `owners`: it is not a supporting unit's to press. What its data holds stands behind each.
    """

    right: Right
    tells: State | None
    owners: bool

    def __new__(
        cls, code: str, right: Right = Right.REPORT, tells: State | None = None, owners: bool = False
    ) -> Self:
        action = str.__new__(cls, code)
        action._value_ = code
        action.right, action.tells, action.owners = right, tells, owners
        return action

    OPEN = "o", Right.SEE  # task
    DONE = "d", Right.REPORT, State.DONE  # task
    WORKING = "p", Right.REPORT, State.IN_PROGRESS  # task, percent
    BLOCKED = "b", Right.REPORT, State.BLOCKED  # task
    EXTEND = "e", Right.REPORT, None, True  # task
    UNTIL = "x", Right.REPORT, None, True  # task, ISO date
    DETAIL = "i", Right.SEE  # task
    UNDO = "u"  # report id
    MEANS = "m"  # report id, meaning, percent or day or -
    NOTE = "n"  # report id: keep as a note
    TASK = "t"  # outbox id of the question, task
    MORE_TASKS = "tp"  # outbox id of the question, page
    PERIOD = "of", Right.REPORT, None, True  # outbox id of the question, ISO last day of the period
    PAGE = "l", Right.SEE  # page
    WAIVE = "wv", Right.WAIVE  # task, the period's ISO last day or - for all owed; the task alone to choose
    DECIDE = "c", Right.DECIDE  # report id, verdict, - to decide without words
    WAITING = "wait", Right.DECIDE  # the list of what waits for a decision; page, of the list it stands under
    ASK = "qa", Right.ASK  # task: the question its card was to answer
    REPLY = "qr", Right.ANSWER  # report id
    KEEP_OWNER = "ok", Right.TRANSFER  # report id
    UNITS = "ou", Right.TRANSFER  # report id, page
    UNIT = "on", Right.TRANSFER  # report id, unit
    TRANSFER = "ot", Right.TRANSFER  # report id, unit
    DIRECT = "dd", Right.DIRECT  # task
    DIRECT_ALL = "da", Right.DIRECT  # what the list shows as overdue
    DIRECT_PLAIN = "dp", Right.DIRECT  # without words
    SEEN = "ds", Right.SEEN  # report id of the first directive that the message tells
    EVIDENCE = "ev", Right.SEE  # task, report id or -, how many are opened already
    SNOOZE = "z", Right.SNOOZE  # task, days
    SNOOZE_ALL = "w", Right.SNOOZE  # ISO date
    INVITE = "iv", Right.INVITE  # page of the units
    INVITE_UNIT = "iu", Right.INVITE  # unit
    INVITE_AS = "ia", Right.INVITE  # unit, plan or - (whichever), role, post or - (without one)
    INVITES = "il", Right.INVITE  # page of the invitations that wait
    TAKE_BACK = "ik", Right.INVITE  # invitation
    INVITE_CARDS = "ic", Right.INVITE
    PLAN_SHEET = "ps", Right.WRITE_PLAN  # plan or - (an empty one)
    PLAN_APPLY = "pa", Right.WRITE_PLAN  # plan file id
    PLAN_LATER = "pl", Right.WRITE_PLAN  # plan file id
    PLAN_PREVIEW = "pv", Right.WRITE_PLAN  # plan file id
    PLAN_UNDO = "pu", Right.WRITE_PLAN  # plan file id
    HAND_OVER = "h", Right.HAND_OVER  # link id
    UNLINK = "k", Right.UNLINK  # link id, 1 when sure
    LEAVE = "q", Right.LEAVE
    FIGURES = "g", Right.SEE_PROGRESS  # plan, grouping, group or -, page
    FILE = "f", Right.SEE_PROGRESS  # plan, format
    CALENDAR = "y", Right.SEE_CALENDAR
    TARGETS = "a", Right.SEE_TARGETS  # plan, page
    TARGET = "j", Right.SEE_TARGETS  # target
    VALUE = "v", Right.REPORT_TARGET  # value id: take it back


class OnCard(NamedTuple):
    """A button's place on a task's card, called `button.<action>` in the texts."""

    action: Action
    percent: int | None = None


CARD: tuple[tuple[OnCard, ...], ...] = (
    (OnCard(Action.DONE),),
    (OnCard(Action.WORKING, 25), OnCard(Action.WORKING, 50)),
    (OnCard(Action.WORKING, 75), OnCard(Action.WORKING, 90)),
    (OnCard(Action.BLOCKED), OnCard(Action.EXTEND)),
    (OnCard(Action.DETAIL),),
)


class Forged(Exception):
    """A button's data says nothing to us: somebody made it, or another version did."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data, read; where it lacks what is asked of it, it is Forged."""

    action: Action
    args: tuple[str, ...]

    def arg(self, place: int) -> str:
        return self.args[place] if place < len(self.args) else _forged(self.args)

    def exactly(self, count: int) -> tuple[str, ...]:
        return self.args if len(self.args) == count else _forged(self.args)


def data(action: Action, *args: object) -> str:
    """The data of a button; raises ValueError beyond Telegram's 64 bytes."""
    text = ":".join([action.value, *(str(a) for a in args)])
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"button data over {MOST_BYTES} bytes: {text}")
    return text


def read(text: str) -> Press | None:
    """The press behind the data, or None for data this bot never made (anyone can forge it)."""
    action, *args = text.split(":")
    return Press(Action(action), tuple(args)) if action in set(Action) else None


def whole(text: str, least: int = -MOST_NUMBER, most: int = MOST_NUMBER) -> int:
    """A number in a button's data; none, and one that no database could hold, is Forged."""
    number = one_of(int, text)
    return number if least <= number <= most else _forged(text)


def day(text: str) -> date:
    """A day in a button's data; none, and one that nothing of ours can be due on, is Forged."""
    found = one_of(date.fromisoformat, text)
    return found if found.year in YEARS else _forged(text)


def one_of(read: Callable[[str], T], text: str) -> T:
    """A word in a button's data as what it stands for; one that stands for nothing is Forged."""
    try:
        return read(text)
    except ValueError:
        _forged(text)


def _forged(what: object) -> NoReturn:
    raise Forged(what)


def task_key(ref: TaskRef) -> str:
    """A short name for a task: ids of plans and codes have no limit, a button's data has."""
    return short(str(ref))


def target_key(ref: TargetRef) -> str:
    """A short name for a target, as `task_key` is one for a task."""
    return short(str(ref))


def short(text: str) -> str:
    """A name of twelve letters and digits for anything that may be longer."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def task_of(catalog: Catalog, key: str) -> Task | None:
    return catalog.keyed(task_key).get(key)
