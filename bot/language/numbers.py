"""Numbers: the one table of their words, and figures as offices write them: 41.200 is forty-one thousand."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.folding import accepted, fold
from bot.model.target import plain

WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
         "mười": 10, "i": 1, "ii": 2, "iii": 3, "iv": 4}  # fmt: skip
NUMBER = "(?:[0-9]{1,9}|" + "|".join(map(accepted, WORDS)) + ")"
# Within larger numbers, and Roman ones that no year has a quarter of.
_VALUES = {fold(word): value for word, value in WORDS.items()} | {
    "mot": 1, "lam": 5, "nham": 5, "v": 5, "vi": 6, "vii": 7, "viii": 8,
}  # fmt: skip
SCALES = {
    "nghin": 10**3, "ngan": 10**3, "k": 10**3, "thousand": 10**3,
    "trieu": 10**6, "tr": 10**6, "million": 10**6,
    "ty": 10**9, "ti": 10**9, "billion": 10**9,
}  # fmt: skip

MOST_WHOLE, MOST_DECIMALS = 15, 6  # digits, as in a plan file
WRITTEN = re.compile(
    r"(?P<sign>[-−])?"
    r"(?P<digits>[0-9]{1,3}(?:(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)*)"
    r"(?:\s+(?P<mark>(?i:phẩy|phay|chấm|cham))\s+(?P<part>[0-9]+))?"
)
MARKS = {"phay": ",", "cham": "."}
PARTING = str.maketrans("", "", " '’")
# More of it that is no figure: a fraction or a date, a range, a number broken off.
DATE = r"[0-9]{1,2}(?:/|[.-][0-9]{1,2}[.-][0-9])|[0-9]{4}-"
GOES_ON = re.compile(rf"[0-9/]|['’][0-9]|[.,][0-9]|\s?[-–—−]\s?(?!{DATE})[0-9]")


def number(word: str) -> int:
    """A whole number in digits, in Roman ones or in a word."""
    return int(word) if word.isdigit() else _VALUES[fold(word).rstrip("'")]


def is_number(word: str) -> bool:
    return word.isdecimal() or fold(word).rstrip("'") in _VALUES


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure read: its value, how it was typed, and where it ends in the text.

    `other` is what the same signs would be by English rules, where there is such a reading: 41,200 is 41,2
    to a Vietnamese office and forty-one thousand to an English one.
    """

    value: Decimal
    other: Decimal | None
    typed: str
    end: int


def numeral(text: str) -> Numeral | None:
    """The figure that `text` begins with, or None.

    A comma is the decimal mark and a dot, a blank or an apostrophe parts thousands (Vietnamese rules); what
    these rules can't have meant is read by the only rules left: 41.2, 0.125 and 1,234.5 are English,
    1,234,567 too. A mark may be said: "14 phẩy 5".
    """
    match = WRITTEN.match(text)
    if match is None or GOES_ON.match(text, match.end()):
        return None
    said = MARKS[fold(match["mark"].casefold())] + match["part"] if match["mark"] else ""
    readings = _readings(match["digits"].translate(PARTING) + said)
    if not readings or not all(map(_fits, readings)):
        return None
    value, *others = (plain(-each if match["sign"] else each) for each in readings)
    return Numeral(value, others[0] if others else None, match[0], match.end())


def _readings(written: str) -> list[Decimal]:
    """What the digits and marks can mean, the Vietnamese reading first; empty for a nonsense."""
    mark = max(".,", key=written.rfind)
    if mark not in written:
        return [Decimal(written)]
    parting = "," if mark == "." else "."
    whole, _, part = written.rpartition(mark)
    if parting in written:
        return [Decimal(f"{whole.replace(parting, '')}.{part}")] if _grouped(whole, parting) else []
    joined = [Decimal(written.replace(mark, ""))] if _grouped(written, mark) else []
    if written.count(mark) > 1:
        return joined
    decimal = [Decimal(f"{whole}.{part}")]
    return joined + decimal if mark == "." else decimal + joined


def _grouped(written: str, mark: str) -> bool:
    """Whether the mark parts thousands: 41.200 and 1.234.567, not 0.200 nor 41.2."""
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+", written) is not None


def _fits(value: Decimal) -> bool:
    digits, exponent = value.as_tuple().digits, int(value.as_tuple().exponent)
    return len(digits) + exponent <= MOST_WHOLE and -exponent <= MOST_DECIMALS
