"""What the cues of a reply mean: the rules, the first that fits deciding, and what casts doubt on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.model.progress import State


class Meaning(StrEnum):
    """What a reply may tell."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    EXTENSION = "extension"
    QUESTION = "question"
    NOT_OURS = "not_ours"  # the task is another unit's
    NONE = "none"


STATES: Mapping[Meaning, State] = {
    Meaning.DONE: State.DONE,
    Meaning.IN_PROGRESS: State.IN_PROGRESS,
    Meaning.BLOCKED: State.BLOCKED,
    Meaning.NOT_STARTED: State.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """Any cue of `cues` means the first of `likely`; any of `doubts` makes that unsure.

    `told`: it stands even where another clause asks something.
    """

    cues: str
    likely: tuple[Meaning, ...]
    doubts: str
    told: bool = False


DONE, GOING, BLOCKED = Meaning.DONE, Meaning.IN_PROGRESS, Meaning.BLOCKED
IDLE, MORE, ASKS = Meaning.NOT_STARTED, Meaning.EXTENSION, Meaning.QUESTION
OTHERS = Meaning.NOT_OURS

FINISHED = frozenset({"XONG", "DID", "WHOLE", "ALL", "TICK"})
# All that may stand beside a completion said for sure; any other word makes it a question to the person.
PLAIN_CUES = frozenset({
    "XONG", "DID", "WHOLE", "ALL", "TICK", "OVER", "DATED", "FILL", "ACK", "THANKS", "FREE", "PAST", "TODAY",
    "NOW", "NAG", ",",
})  # fmt: skip
DOUBT = "HEDGE GUESS IF ASK ? PCTX FIGURE"
WEAK = f"NEG {DOUBT}"
SAID = "XONG DID WHOLE ALL TICK"

# The first rule with a cue in the reply decides: what forbids a task from being done stands above it.
RULINGS: tuple[Ruling, ...] = (
    Ruling("NOTOURS", (OTHERS, ASKS, BLOCKED), f"{WEAK} {SAID} EXT BLOCK GOING PCT ABOUT"),
    Ruling("EXT", (MORE, GOING, BLOCKED), f"{WEAK} {SAID} ROUGH PAST FREE OTHERS"),
    Ruling("ASK ?", (ASKS, GOING, MORE), f"EXT {SAID} OVER DATED GUESS BLOCK GOING NOTYET UNDONE NEG NAG PCT "
         "STALLED LATE"),
    Ruling("BLOCK", (BLOCKED, GOING, MORE), f"{DOUBT} {SAID} FREE NOTYET SOON MAYBE PART BUT PAST OFF",
         told=True),
    Ruling("NOTYET ZERO", (IDLE, GOING, BLOCKED), f"{WEAK} {SAID} GOING PCT ABOUT BUT MAYBE PART UNDONE",
         told=True),
    Ruling("PCT", (GOING, DONE), f"{DOUBT} DID ALL TICK SOON UNDONE LATER BLOCKED FREE", told=True),
    Ruling("WAITS", (GOING, BLOCKED), f"{WEAK} {SAID} LATE FAULT BLOCKED BUT LATER ROUGH"),
    Ruling("GOING FILED", (GOING, DONE, IDLE), f"{WEAK} {SAID} LATER DAY SPAN ROUGH CROSS", told=True),
    Ruling("DUE", (GOING, IDLE), f"{WEAK} {SAID} OVER MORE FAULT BUT LATE OTHERS"),
    Ruling("ELSE", (Meaning.NONE,), f"{WEAK} {SAID}"),
)  # fmt: skip
IDLE_TALK = frozenset({"ACK", "THANKS", "AWAY", "PROMISE"})
UNFINISHED = frozenset({
    "NEG", "HEDGE", "GUESS", "LEFT", "BUT", "BUTNOW", "MORE", "SOON", "CROSS", "FACE", "FAULT", "DRAFT",
    "OTHERS", "AWAY", "PROMISE", "FIGURE", "DAY", "SPAN", "ROUGH",
})  # fmt: skip
