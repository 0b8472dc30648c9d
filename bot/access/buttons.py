"""The buttons: the right each takes, its place on a card, and what it carries in Telegram's 64 bytes."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, Self

from bot.access.rights import Deed
from bot.model.deadline import TaskRef
from bot.model.plan import Catalog, Task
from bot.model.progress import State
from bot.model.target import TargetRef

MOST_NUMBER = 2**31 - 1
MOST_BYTES = 64  # core.telegram.org/bots/api#inlinekeyboardbutton, callback_data


class Action(StrEnum):
    """What pressing a button asks for: its code, the right it takes, the state of a task that it tells.

    `owners`: it is not a supporting unit's to press. What its data holds stands behind each.
    """

    deed: Deed
    tells: State | None
    owners: bool

    def __new__(
        cls, code: str, deed: Deed = Deed.REPORT, tells: State | None = None, owners: bool = False
    ) -> Self:
        action = str.__new__(cls, code)
        action._value_ = code
        action.deed, action.tells, action.owners = deed, tells, owners
        return action

    OPEN = "o", Deed.SEE  # task
    DONE = "d", Deed.REPORT, State.DONE  # task
    WORKING = "p", Deed.REPORT, State.IN_PROGRESS  # task, percent
    BLOCKED = "b", Deed.REPORT, State.BLOCKED  # task
    EXTEND = "e", Deed.REPORT, None, True  # task
    UNTIL = "x", Deed.REPORT, None, True  # task, ISO date
    DETAIL = "i", Deed.SEE  # task
    UNDO = "u"  # report id
    MEANS = "m"  # report id, meaning, percent or day or -
    NOTE = "n"  # report id: keep as a note
    TASK = "t"  # outbox id of the question, task
    PAGE = "l", Deed.SEE  # page
    DECIDE = "c", Deed.DECIDE  # report id, verdict, - to decide without words
    SNOOZE = "z", Deed.SNOOZE  # task, days
    SNOOZE_ALL = "w", Deed.SNOOZE  # ISO date
    HAND_OVER = "h", Deed.HAND_OVER  # link id
    UNLINK = "k", Deed.UNLINK  # link id, 1 when sure
    LEAVE = "q", Deed.LEAVE
    FIGURES = "g", Deed.SEE_PROGRESS  # plan, grouping, group or -, page
    FILE = "f", Deed.SEE_PROGRESS  # plan, format
    CALENDAR = "y", Deed.SEE
    TARGETS = "a", Deed.SEE_TARGETS  # plan, page
    TARGET = "j", Deed.SEE_TARGETS  # target
    VALUE = "v", Deed.REPORT_TARGET  # value id: take it back


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


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data, read."""

    action: Action
    args: tuple[str, ...]


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


def whole(text: str) -> int:
    """A number in a button's data; ValueError for none, and for one that no database could hold."""
    number = int(text)
    if abs(number) > MOST_NUMBER:
        raise ValueError(text)
    return number


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
    return next((t for t in catalog.tasks() if key in map(task_key, t.refs)), None)
