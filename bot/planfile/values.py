"""One value from its text: each kind of the field table, typed here and nowhere else."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.language.days import named
from bot.language.folding import fold
from bot.language.stretches import Standpoint
from bot.model.deadline import TaskRef
from bot.model.say import Say, say
from bot.planfile.fields import Field, Kind
from bot.planfile.problems import nearest, shown

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# Written out, not \w: editors read the same patterns from the schema, and theirs knows ASCII only.
LATIN = "0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
# A bare number as a code could not be told from a place in a list ("1 xong").
CODE = re.compile(rf"(?![0-9]+$)[{LATIN}][{LATIN}_.-]{{0,39}}")
# Nor "A" ("anh") or "DA" from a word beside it, "1-3" from three places, "T6" from June, "A-1." from the end
# of a sentence.
SAYABLE = re.compile(r"(?=.*[0-9])(?![0-9]+-[0-9]+$)(?![tT](?:0?[1-9]|1[0-2])$).*[^\W_]")
TASK = re.compile(rf"([a-z0-9][a-z0-9-]{{0,63}})/([{LATIN}_.-]{{1,40}})")
ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})")
LOCAL_DAY = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})")
TIME = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3])(?::|h)(?P<minute>[0-5][0-9])")
WHOLE = re.compile(r"-?[0-9]{1,9}")
# Exactly three digits after the dot would be "87.000", a Vietnamese 87 thousand.
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.(?![0-9]{3}$)[0-9]{1,6})?")
YES_NO = re.compile("true|false")
DAYS = re.compile(r"([0-9]{1,9}) ?(?:days?|ngày)")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # controls, and halves of a letter
YEARS = range(2000, 2101)
Reader = Callable[[Field, str], Any]


class Wrong(Exception):
    """A text that is no value of its field; `say` tells what was expected and found."""

    def __init__(self, what: str, **values: Any) -> None:
        super().__init__(what)
        self.say: Say = say(f"problems.{what}", **values)


def read_value(field: Field, text: str) -> Any:
    """The value a text stands for: str, date, time, int, Decimal, bool or TaskRef; raises Wrong."""
    return READERS[field.kind](field, squeezed(text))


def squeezed(text: str) -> str:
    """With single spaces, and none at its ends."""
    return " ".join(text.split())


@lru_cache(maxsize=10_000)  # plans number their tasks alike
def sayable(code: str) -> bool:
    """Whether a sentence can carry the code: nothing else that people write there reads as it does."""
    return bool(SAYABLE.fullmatch(code)) and named(code, Standpoint(None), whole=True) is None


def slug(text: str) -> str:
    """The id a name would get: "Sở Xây dựng" -> "so-xay-dung"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text.lower())).strip("-")


def _text(field: Field, text: str) -> str:
    if not text.isprintable() and (unseen := UNSEEN.search(text)):
        raise Wrong("unseen", name=field.key, letter=shown(unseen[0]), found=shown(text))
    if len(text) > field.most:
        raise Wrong("too_long", name=field.key, most=field.most, length=len(text), found=shown(text))
    return text


def _id(field: Field, text: str) -> str:
    if not ID.fullmatch(text):
        raise Wrong("not_id", name=field.key, found=shown(text), nearest=slug(text)[:64] or "ke-hoach-1")
    return text


def _date(field: Field, text: str) -> date:
    match = ISO_DAY.fullmatch(text) or LOCAL_DAY.fullmatch(text)
    if not match or int(match["y"]) not in YEARS:
        raise Wrong("not_date", name=field.key, found=shown(text))
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        raise Wrong("no_such_day", name=field.key, found=shown(text)) from None


def _like(pattern: re.Pattern[str], make: Callable[[re.Match[str]], Any]) -> Reader:
    """A reader of what a pattern matches as a whole; a text of another form is "not_" its kind."""

    def read(field: Field, text: str) -> Any:
        match = pattern.fullmatch(text)
        if not match:
            raise Wrong(f"not_{field.kind}", name=field.key, found=shown(text))
        return make(match)

    return read


def _within(read: Reader) -> Reader:
    """The same, a number within the bounds of its field."""

    def bounded(field: Field, text: str) -> int:
        number: int = read(field, text)
        if not field.least <= number <= field.most:
            raise Wrong("out_of_range", name=field.key, least=field.least, most=field.most, found=number)
        return number

    return bounded


def _choice(field: Field, text: str) -> str:
    if text.lower() not in field.choices:
        near = nearest(text.lower(), field.choices)
        raise Wrong("not_choice", name=field.key, choices=field.choices, found=shown(text), nearest=near)
    return text.lower()


READERS: dict[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.ID: _id,
    Kind.CODE: _like(CODE, lambda match: match[0]),
    Kind.UNIT: _text,
    Kind.TASK: _like(TASK, lambda match: TaskRef(*match.groups())),
    Kind.DATE: _date,
    Kind.TIME: _like(TIME, lambda match: time(int(match["hour"]), int(match["minute"]))),
    Kind.WHOLE: _within(_like(WHOLE, lambda match: int(match[0]))),
    Kind.NUMBER: _like(NUMBER, lambda match: Decimal(match[0])),
    Kind.YES_NO: _like(YES_NO, lambda match: match[0] == "true"),
    Kind.CHOICE: _choice,
    Kind.DAYS: _within(_like(DAYS, lambda match: int(match[1]))),
}
