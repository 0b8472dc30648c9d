"""What a Vietnamese reply means: the one verdict of the rules and of the trained reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.language.folding import fold
from bot.language.meaning import Meaning
from bot.language.phrases import Rules, rules
from bot.language.ruled import Reading, Reply
from bot.language.trained import Opinion, reasons
from bot.language.words import Token, retold
from bot.model.say import Say, say

__all__ = ["Meaning", "Reading", "understand", "vetoes"]

# How sure the trained reader has to be: beside the rules where they are sure of the same, and alone.
# `examples/folds.py` prints what other thresholds would bring.
NEVER = 2.0
BESIDE = dict.fromkeys(Meaning, 0.9) | {Meaning.EXTENSION: 0.3}
ALONE = dict.fromkeys(Meaning, 0.95) | {
    Meaning.DONE: 0.965,
    Meaning.IN_PROGRESS: 0.97,
    Meaning.NONE: NEVER,
}
FIRM = 0.98  # against a hint
FEW = 4  # words: in fewer nothing beside them tells what they are said of
OFFERED = 3  # buttons
TELLING = 2  # words
# Of the vetoes: what denies nothing, a part of a whole, and what leaves it open whether it is done.
FREE, SHARE, DOUBT, HINT, EARLIER = "FREE", "SHARE", "DOUBT", "HINT", "EARLIER"
LONG_AGO = ("nam ", "quy ", "6 thang", "sau thang")  # how a year, a quarter or half a year gone by begins
DENYING = {SHARE, "CONDITION", "NEGATION", "NOTOURS"}  # the rest leave "done" the first button


def understand(
    dated: Sequence[Token],
    ruled: Reading,
    heard: Opinion,
    found: Mapping[str, str],
    alone: Mapping[Meaning, float] = ALONE,
) -> Reading:
    """The likeliest meaning; of a few plain words, of bare figures and of "not ours" the rules know more.

    `found` are the `vetoes`.
    """
    spoken = _spoken(dated)
    if not spoken or _theirs(ruled, heard, spoken):
        return ruled
    reply = Reply(tuple(dated), ())
    state, against = _state(ruled, heard, found)
    least = _enough(ruled, state, spoken, alone)
    sure = heard.likely.get(state, 0) >= least and _figured(reply, state) and not against
    likely = [each for each in dict.fromkeys((state, *heard.likely)) if each is not Meaning.NONE]
    others = () if sure else tuple(likely[:OFFERED])
    why = ruled.reason.values if ruled.state is state else {"words": "", "doubts": ""}
    return replace(
        ruled,
        state=state,
        percent=ruled.percent if ruled.state is state else reply.percent_of(state),
        until=reply.until if Meaning.EXTENSION in (state, *others) else None,
        sure=sure,
        reason=_reason(state, why["words"] or _loudest(dated, heard), why["doubts"] or against, sure=sure),
        others=others,
        blocked=ruled.blocked and state is Meaning.EXTENSION,
    )


def vetoes(dated: Sequence[Token]) -> Mapping[str, str]:
    """What speaks against recording a "done" at once, by its name, with the words that say so."""
    said = retold(dated, _against())
    names = dict(_against()).keys() - {FREE}
    found = [(token.word, token.typed) for token in said if token.word in names]
    part = [(SHARE, token.typed) for token in dated if _part(token.word)]
    return dict([*found, *part, *((EARLIER, token.typed) for token in dated if _long_ago(token))])


@cache
def _against() -> Rules:
    return rules("not_ours", "vetoes")


def _part(word: str) -> bool:
    """Less than the whole: "22/28", where it is no day."""
    done, stroke, whole = word.partition("/")
    return bool(stroke) and done.isdecimal() and whole.isdecimal() and int(done) < int(whole)


def _long_ago(token: Token) -> bool:
    return token.word == "PAST" and fold(token.typed.casefold()).startswith(LONG_AGO)


def _spoken(dated: Iterable[Token]) -> int:
    return sum(token.word[0].isalpha() and not token.word.isupper() for token in dated)


def _theirs(ruled: Reading, heard: Opinion, spoken: int) -> bool:
    """Whether the rules alone tell what is meant."""
    if ruled.state is Meaning.NOT_OURS:
        return ruled.sure or heard.first is Meaning.NONE
    return spoken < FEW and (ruled.sure or ruled.state is Meaning.QUESTION)


def _state(ruled: Reading, heard: Opinion, found: Mapping[str, str]) -> tuple[Meaning, str]:
    """The likeliest, or the next one where something denies a "done"; and the words against it."""
    first, second, *_ = heard.likely
    if first is Meaning.QUESTION and first in ruled.others and second is ruled.state is not Meaning.DONE:
        return second, ""  # what is told comes before what is asked
    if first is not Meaning.DONE:
        return first, found.get(DOUBT, "") if second is Meaning.DONE else ""
    against = [words for name, words in found.items() if name != HINT or heard.sureness < FIRM]
    return second if found.keys() & DENYING else first, ", ".join(against)


def _enough(ruled: Reading, state: Meaning, spoken: int, alone: Mapping[Meaning, float]) -> float:
    """How sure the trained reader has to be for the reading to be sure."""
    if ruled.sure and ruled.state is state:
        return BESIDE[state]
    return alone[state] if spoken >= FEW else NEVER


def _figured(reply: Reply, state: Meaning) -> bool:
    """The figures and days leave no doubt: one at most, none guessed, none gone by that is asked for."""
    unsure = {"ABOUT", "PCTX"} | ({"PAST", "ROUGH"} if state is Meaning.EXTENSION else set())
    return reply.clear and not any(token.word in unsure for token in reply.dated)


def _loudest(dated: Sequence[Token], heard: Opinion) -> str:
    return ", ".join(reasons(dated, heard)[:TELLING])


def _reason(state: Meaning, words: str, doubts: str, *, sure: bool) -> Say:
    return say(f"understand.{state}", words=words, doubts="" if sure else doubts, sure=sure)
