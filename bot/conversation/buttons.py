"""What an inline button carries: an action and its arguments in Telegram's 64 bytes."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from bot.model.deadline import TaskRef
from bot.model.plan import Catalog, Task
from bot.model.target import TargetRef

MOST_NUMBER = 2**31 - 1
MOST_BYTES = 64  # core.telegram.org/bots/api#inlinekeyboardbutton, callback_data


class Action(StrEnum):
    """What pressing a button asks for; the arguments stand behind each."""

    OPEN = "o"  # task
    DONE = "d"  # task
    WORKING = "p"  # task, percent
    BLOCKED = "b"  # task
    EXTEND = "e"  # task
    UNTIL = "x"  # task, ISO date
    DETAIL = "i"  # task
    UNDO = "u"  # report id
    MEANS = "m"  # report id, meaning, percent or day or -
    NOTE = "n"  # report id: keep as a note
    TASK = "t"  # outbox id of the question, task
    PAGE = "l"  # page
    DECIDE = "c"  # report id, verdict, - to decide without words
    SNOOZE = "z"  # task, days
    SNOOZE_ALL = "w"  # ISO date
    HAND_OVER = "h"  # link id
    UNLINK = "k"  # link id, 1 when sure
    LEAVE = "q"
    FIGURES = "g"  # plan, grouping, group or -, page
    FILE = "f"  # plan, format
    CALENDAR = "y"
    TARGETS = "a"  # plan, page
    TARGET = "j"  # target
    VALUE = "v"  # value id: take it back


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
