"""One thing that `dunghan doctor` looked at: how it is, in words, and the next step where it is not well."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.model.say import Say, say


class State(StrEnum):
    """How something is; what is only lacking is nobody's mistake."""

    WELL = "well"
    LACKING = "lacking"
    OUTAGE = "outage"
    MISTAKE = "mistake"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What was found of one thing, and the next step where it is not well."""

    what: str
    state: State
    says: Say
    next: Say | None = None


def found(what: str, state: State, how: str, /, **values: Any) -> Finding:
    """What `doctor.<what>_<how>` says; where it is not well, `doctor.<what>_<how>_next` is the next step."""
    said = f"doctor.{what}_{how}"
    next_ = None if state is State.WELL else say(f"{said}_next", **values)
    return Finding(what=what, state=state, says=say(said, **values), next=next_)
