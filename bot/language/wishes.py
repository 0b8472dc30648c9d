"""Plain words that ask for what a command gives: "tiến độ", "việc nào đang trễ?", "cho xem biểu đồ"."""

from dataclasses import dataclass

from bot.language.folding import fold
from bot.language.phrases import rules, words
from bot.language.words import ASKS, COMMA, pattern, tokens

LONGEST = 14  # words; whoever writes more tells something


@dataclass(frozen=True, slots=True)
class Wish:
    """The command that gives what is asked for, by its name, and what stands behind it."""

    command: str
    rest: str


def wish(text: str) -> Wish | None:
    """What a whole message asks for; None for any other words. A lone "?" asks for help."""
    said = [token for token in tokens(text) if token.word != COMMA]
    asked = [token.word for token in said if token.word != ASKS]
    if not asked:
        return Wish("help", "") if said else None
    if len(asked) > LONGEST:
        return None
    for bare in _bare(asked):
        for named, phrases in rules("wishes"):
            if pattern(phrases).fullmatch("".join(f"{word} " for word in bare)):
                command, _, rest = named.partition(" ")
                return Wish(command, rest)
    return None


def _bare(asked: list[str]) -> list[list[str]]:
    """The words as they are, then without politeness around them."""
    polite = words("POLITE")
    start = next((n for n, word in enumerate(asked) if _plain(word) not in polite), len(asked))
    end = next((n for n in range(len(asked), start, -1) if _plain(asked[n - 1]) not in polite), start)
    return [asked, asked[start:end]] if start < end < len(asked) or 0 < start < end else [asked]


def _plain(word: str) -> str:
    return fold(word.rstrip("'"))
