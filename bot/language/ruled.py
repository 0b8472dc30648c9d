"""What the rules make of a reply: a state, how far, until when, and whether that is beyond doubt."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from unicodedata import category

from bot.language.days import NAMED, find
from bot.language.folding import fold
from bot.language.meaning import (
    ASKS,
    DONE,
    FINISHED,
    GOING,
    IDLE_TALK,
    MORE,
    OTHERS,
    PLAIN_CUES,
    RULINGS,
    UNFINISHED,
    Meaning,
    Ruling,
)
from bot.language.phrases import rules
from bot.language.stretches import Impossible, Standpoint
from bot.language.tenses import UNTOLD
from bot.language.words import Token, retold
from bot.model.say import Say, say

AMOUNTS = frozenset({"PCT", "ABOUT", "ALL", "ZERO"})
DAYS = frozenset({"DAY", "TODAY", "PAST", "SPAN", "ROUGH"})
TOWARDS = frozenset({"sang", "den", "toi", "qua", "het", "ve", "vao", "truoc", "till", "until", "to"})
BETWEEN = frozenset({",", "tuc", "la", "ngay", "mung"})  # two names of one day
MOST_WORDS = 120
# The files of phrases that make cues, in their order: what "delivered" swallows between a verb and its
# end may hold no word that tells against it.
CUES = (
    "not_ours",
    "filler",
    "done",
    "extension",
    "blocked",
    "progress",
    "hidden",
    "weak",
    "delivered",
    "rest",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How a reply was understood.

    `percent` is 0-100. `until` is the last day asked for, where an extension is (or may be) asked.
    `sure` readings may be recorded at once; the others are chosen from `others`, at most three, the
    likeliest (`state`) first, none where nothing was understood. `thanks`: a thank-you was said;
    `blocked`: more time is asked because something stands in the way.
    """

    state: Meaning
    percent: int | None = None
    until: date | None = None
    sure: bool
    reason: Say
    others: tuple[Meaning, ...] = ()
    thanks: bool = False
    blocked: bool = False

    @property
    def idle(self) -> bool:
        """Thanks, an "ok" or "lát em báo" and nothing else."""
        return self.sure and self.state is Meaning.NONE


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with its amounts and days found (`dated`) and then its cues (`tokens`)."""

    dated: tuple[Token, ...]
    tokens: tuple[Token, ...]

    @property
    def cues(self) -> frozenset[str]:
        """What the reply tells; a day only guessed or gone by counts wherever it stands."""
        told = {token.word for token in self.tokens}
        # "xong, xin lỗi vì chậm" is done late, not late.
        late = {"LATE"} if "DID" in told else set()
        return frozenset(told - late | {t.word for t in self.dated} & {"ROUGH", "PAST"})

    def percent_of(self, state: Meaning) -> int | None:
        """The percent said, where it can be one of that state."""
        percent = self._percents[-1] if self._percents else None
        told = state not in (ASKS, OTHERS, Meaning.NONE) and (percent == 100) == (state is DONE)
        return percent if told else None

    @property
    def _percents(self) -> list[int]:
        return [t.value for t in self.dated if t.word in AMOUNTS and t.value is not None]

    @property
    def until(self) -> date | None:
        """The day that follows "sang", "đến" or the like, and no span before one; else the last one named."""
        asked = aimed(self.dated)
        named = [token for token in self.dated if token.word in DAYS and token.value]
        found = [token for token in asked if token.word == "DAY"][-1:] or asked[-1:] or named
        return max((token.value for token in found), default=None)

    @property
    def clear(self) -> bool:
        """One figure at most."""
        return len(set(self._percents)) < 2

    def words(self, cues: Set[str]) -> str:
        """The words that made these cues, as they were typed."""
        found = dict.fromkeys(t.typed for t in self.tokens if t.word in cues and t.typed.strip())
        return ", ".join(found)[:MOST_WORDS]


def aimed(dated: Sequence[Token]) -> list[Token]:
    """The days behind "sang", "đến" or the like."""
    days = pairwise(_told_once(dated))
    return [day for before, day in days if day.word in DAYS and day.value and fold(before.word) in TOWARDS]


def _told_once(dated: Sequence[Token]) -> list[Token]:
    """Two names of one day, side by side, are told by the second: "thứ Hai, 6/7"."""
    told: list[Token] = []
    for token in dated:
        if token.word == "DAY" and told and told[-1].word == "DAY":
            told[-1] = token
        elif not (fold(token.word) in BETWEEN and told and told[-1].word == "DAY"):
            told.append(token)
    return told


def named(told: Sequence[Token]) -> list[str]:
    """The names of the cues that fired, in their order."""
    names = (token.word for token in told if token.word.isupper())
    return list(dict.fromkeys(name for name in names if name != "FILL"))


def day_named(dated: Sequence[Token]) -> date | None:
    """The last day named; the one after "sang", "đến" or the like first."""
    return Reply(tuple(dated), ()).until


def day_refused(amounts: Sequence[Token], on: date) -> Say | None:
    """Why a day that a reply names can't be one: no calendar has it, or only the lunar one."""
    found = find(amounts, Standpoint(on), UNTOLD)
    return next((t.value.say for t in found if t.word == NAMED and isinstance(t.value, Impossible)), None)


def read(dated: Sequence[Token], told: Sequence[Token]) -> Reading:
    """Read a reply, its amounts and days found, and its cues: any, raises for none."""
    reply = Reply(tuple(dated), tuple(told))
    beside = _told(reply)
    if beside:
        reading = _ruled(beside, reply)
        return _unsure(reading, [reading.state, ASKS])
    rule = _first(RULINGS, reply.cues)
    if rule is None and reply.cues & (FINISHED | {"DATED"}):
        return _finished(reply)
    return _ruled(rule, reply) if rule else _nothing(reply)


def cued(dated: Sequence[Token]) -> list[Token]:
    """The reply with every phrase that matters as a token named for what it tells; a flower tells nothing."""
    return [
        Token("FILL", token.typed) if len(token.word) == 1 and category(token.word) == "So" else token
        for token in retold(dated, rules(*CUES))
    ]


def _unsure(reading: Reading, likely: Iterable[Meaning]) -> Reading:
    others = tuple(dict.fromkeys(m for m in likely if m is not Meaning.NONE))[:3]
    why = reading.reason
    return replace(reading, sure=False, others=others, reason=Say(why.key, {**why.values, "sure": False}))


def _first(rules: Sequence[Ruling], cues: Set[str]) -> Ruling | None:
    return next((rule for rule in rules if cues & set(rule.cues.split())), None)


def _told(reply: Reply) -> Ruling | None:
    """The rule of what is told, when one clause tells something and another asks."""
    if not reply.cues & {"ASK", "?"} or "EXT" in reply.cues:
        return None
    clauses: list[set[str]] = [set()]
    for token in reply.tokens:
        clauses[-1].add(token.word)
        if token.word in (",", "?"):
            clauses.append(set())
    told: set[str] = set().union(*(clause for clause in clauses if not clause & {"ASK", "?"}))
    return _first([rule for rule in RULINGS if rule.told], told)


def _ruled(rule: Ruling, reply: Reply) -> Reading:
    doubts = reply.cues & set(rule.doubts.split())
    sure = not doubts and reply.clear
    return _reading(rule.likely, reply, set(rule.cues.split()), doubts, sure=sure)


def _finished(reply: Reply) -> Reading:
    """A completion is said: done, unless anything at all stands against it; sure in plain words alone."""
    against = reply.cues & UNFINISHED
    if against:
        likely = (GOING, DONE, MORE) if reply.until else (GOING, DONE)
        return _reading(likely, reply, FINISHED, against, sure=False)
    plain = reply.cues <= PLAIN_CUES - {"TODAY"} and reply.cues != {"TICK", ","}
    return _reading((DONE, GOING), reply, FINISHED, against, sure=plain)


def _nothing(reply: Reply) -> Reading:
    said = [token for token in reply.tokens if token.word != ","]
    if len(said) == 1 and said[0].word.isdecimal() and int(said[0].word) <= 100:
        return _bare(int(said[0].word), reply)
    idle = IDLE_TALK & reply.cues
    sure = bool(idle) and reply.cues <= IDLE_TALK | {"FILL", ",", "PAST", "TODAY"}
    return _reading((Meaning.NONE,), reply, IDLE_TALK, frozenset(), sure=sure)


def _bare(percent: int, reply: Reply) -> Reading:
    """A figure alone may be a percentage."""
    likely = (DONE, GOING) if percent == 100 else (GOING, DONE)
    return replace(_reading(likely, reply, set(), set(), sure=False), percent=percent)


def _reading(
    likely: tuple[Meaning, ...], reply: Reply, by: Set[str], doubts: Set[str], *, sure: bool
) -> Reading:
    state = likely[0]
    if reply.cues & {"XONG", "DID", "ALL"} and DONE not in likely:
        likely = (state, DONE, *likely[1:2])
    others = () if sure or state is Meaning.NONE else likely
    return Reading(
        state=state,
        percent=reply.percent_of(state),
        until=reply.until if MORE in (state, *others) else None,
        sure=sure,
        reason=say(f"understand.{state}", words=reply.words(by), doubts=reply.words(doubts), sure=sure),
        others=others,
        thanks="THANKS" in reply.cues,
        blocked=state is MORE and "BLOCK" in reply.cues,
    )
