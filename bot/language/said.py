"""What somebody said: cut, tokenised, dated and read when first asked for, and each of it only once."""

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cached_property

from bot.language import ruled, trained
from bot.language.amounts import find_amounts
from bot.language.folding import fold
from bot.language.meaning import Meaning
from bot.language.phrases import rules
from bot.language.phrases import words as listed
from bot.language.pieces import Piece, parts
from bot.language.ruled import Reading, aimed, day_named, day_refused
from bot.language.tenses import find_days
from bot.language.turns import Named, turns_named
from bot.language.understand import understand, vetoes
from bot.language.words import COMMA, Token, retold, tokens
from bot.model.say import Say

USUAL = 3  # days
BECAUSE = re.compile(r"(?<!don )\b(?:vi|do|boi|ly do|because|since|due to)\b(?! sao)\W+\w")
CLAUSE = re.compile(r"[,;\n]|\b(?:vì|do|bởi|because|due to)\b", re.IGNORECASE)
A_REASON = 2  # words: one alone is a slip of typing or a title
DATED = frozenset({"DAY", "SPAN", "ROUGH"})
ASKS = frozenset({"nhac", "remind", "snooze"})  # "xin hoãn 3 ngày" asks for more time
SAMPLE = "việc 1 vướng mặt bằng nên chưa xong, mới được 60%, xin lùi đến 30/6/2026"  # something of all
AGAIN = frozenset({"lai", "sau", "again", "later", "snooze"})


class Said:
    """Words typed on the day `on`; `label`: the number or code of their task, in a message about several.

    `codes` are those of all tasks, `plans` the names of their plans: where one stands it is nothing else.
    """

    def __init__(
        self,
        text: str,
        on: date,
        label: str | None = None,
        codes: Set[str] = frozenset(),
        plans: Set[str] = frozenset(),
    ) -> None:
        self.text = text
        self.on = on
        self.label = label
        self.codes = codes
        self.plans = plans

    @cached_property
    def plain(self) -> str:
        """The words without case and marks."""
        return fold(self.text.casefold()).strip()

    @cached_property
    def parts(self) -> tuple["Said", ...]:
        """What is said of each task: cut at the labels that name them, or the whole."""
        whole = Piece(self.label, self.text)
        cut = parts(self.text, frozenset(self.codes), frozenset(self.plans))
        if len(cut) == 1 and cut[0].text == self.text:
            self.label = cut[0].label  # all of it, of all
            return (self,)
        return tuple(self if part == whole else Said(part.text, self.on, part.label) for part in cut)

    @cached_property
    def turns(self) -> tuple[Named, ...]:
        """The periods of a duty that are named, each with what is said of it."""
        return turns_named(self.text, self.on)

    @property
    def labelled(self) -> bool:
        """Whether a task is named."""
        return any(part.label for part in self.parts)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        return tokens(self.text)

    @cached_property
    def amounts(self) -> Sequence[Token]:
        """The tokens with their amounts found."""
        return find_amounts(self.tokens)

    @cached_property
    def dated(self) -> Sequence[Token]:
        """The tokens with their amounts and days found."""
        return find_days(self.amounts, self.on)

    @cached_property
    def cued(self) -> Sequence[Token]:
        """The dated ones with the cues of the rules found."""
        return ruled.cued(self.dated)

    @cached_property
    def ruled(self) -> Reading:
        """What the rules make of a reply."""
        return ruled.read(self.dated, self.cued)

    @cached_property
    def against(self) -> Mapping[str, str]:
        """What speaks against recording a "done" at once: the names of the vetoes with their words."""
        return vetoes(self.dated)

    @cached_property
    def heard(self) -> trained.Opinion:
        """What the trained reader makes of it."""
        return trained.read(self.dated, self.cued, self.against)

    @cached_property
    def reading(self) -> Reading:
        """What a reply means."""
        return understand(self.dated, self.ruled, self.heard, self.against)

    @cached_property
    def until(self) -> date | None:
        """The last day named; the one after "sang", "đến" or the like first."""
        return day_named(self.dated)

    def until_beyond(self, due: date) -> date | None:
        """The day asked for of what is due then, from which "thêm 10 ngày" counts; "10 ngày nữa" doesn't.

        The day it is due on is none where it is only named: "không kịp 30/6, xin gia hạn".
        """
        told = {token.word for token in retold(self.dated, rules("adding"))}
        adds = "ADDS" in told and "FROMNOW" not in told
        until = Said(self.text, max(due, self.on)).until if adds else self.until
        return until if until != due or aimed(self.dated) else None

    @cached_property
    def impossible(self) -> Say | None:
        """Why a day named can't be one."""
        return day_refused(self.amounts, self.on)

    @cached_property
    def urges(self) -> bool:
        """Whether it presses for the work, as those do who may: "yêu cầu làm ngay"."""
        return any(token.word == "URGES" for token in retold(self.tokens, rules("urging")))

    @cached_property
    def reason(self) -> bool:
        """Whether a request for more time tells why: something stands in the way, or more is said than that
        and until when."""
        told = [token for token in self.dated if token.word not in DATED]
        others = [word for word in map(_bare, told) if word.isalpha() and word not in listed("REQUESTING")]
        return self.reading.blocked or bool(BECAUSE.search(self.plain)) or len(others) >= A_REASON

    @cached_property
    def obstacle(self) -> str:
        """What stands in the way, beside all else that is said: "chờ kinh phí"; empty where it can't be cut
        out."""
        clauses = (clause.strip() for clause in CLAUSE.split(unicodedata.normalize("NFC", self.text)))
        stuck = (c for c in clauses if c and Said(c, self.on).reading.state is Meaning.BLOCKED)
        return next(stuck, "")

    @cached_property
    def later(self) -> date | None:
        """The day to be reminded again on, where that is all that is said: "nhắc lại sau 3 ngày"."""
        if not _asks(self.tokens):
            return None
        # In "nhắc lại 30/6 việc này" an amount would swallow the day.
        bare = self.amounts == self.tokens
        return _wished(self.dated if bare else find_days(self.tokens, self.on), self.on)


class OfTurn(Said):
    """Words about one period: kept whole, and read without its name, which is no day to do something by."""

    def __init__(self, whole: Said, named: Named) -> None:
        super().__init__(whole.text, whole.on, whole.label)
        self.rest = named.rest

    @cached_property
    def tokens(self) -> Sequence[Token]:
        return tokens(self.rest)


class Borrowed(Said):
    """Somebody else's words, passed on: of no task and no state until who passed them on says so."""

    @cached_property
    def parts(self) -> tuple[Said, ...]:
        return (self,)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        return ()


def _asks(reply: Sequence[Token]) -> bool:
    """Whether a reminder is spoken of at all."""
    return not ASKS.isdisjoint(_words(reply))


def _wished(dated: Sequence[Token], today: date) -> date | None:
    """The day somebody wants to be reminded again on, None for any other words."""
    words = _words(dated)
    if not words & ASKS or words - listed("REMINDING"):
        return None
    days = [token.value for token in dated if token.word in DATED]
    if not days:
        return today + timedelta(days=USUAL) if words & AGAIN else None
    return days[0] if len(days) == 1 and days[0] and days[0] > today else None


def _words(reply: Sequence[Token]) -> set[str]:
    return {_bare(token) for token in reply if token.word not in DATED | {COMMA}}


def _bare(token: Token) -> str:
    return fold(token.word.rstrip("'"))
