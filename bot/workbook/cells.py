"""Single values between a plan's words and a cell's: choices and units by their names, lists in one cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from bot.documents.grid import key
from bot.documents.serials import serial_day
from bot.model.plan import Unit
from bot.planfile.fields import Field, Kind
from bot.planfile.units import names_of
from bot.planfile.values import Wrong, read_value, slug
from bot.texts import LANGUAGES, Texts, texts_in

Value = str | int | float | date | None
DEADLINE = "deadline"
NOTHING = "nothing"  # a list that is given, and empty
DIGITS = 15  # of a figure that Excel keeps
THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?")
COMMA = re.compile(r"-?\d{1,15},\d{1,6}")


@dataclass(frozen=True, slots=True)
class Names:
    """What the units are called: a short name where it means one unit alone, else the id."""

    units: Sequence[Unit]
    ids: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Sequence[Unit], beside: Sequence[Unit] = ()) -> "Names":
        return cls(units, names_of(beside) | names_of(units))

    def shown(self, id: str) -> str:
        short = next((unit.short for unit in self.units if unit.id == id), id)
        clear = self.ids.get(slug(short)) == id and not re.search(r"[;\n]", short)
        return short if clear else id

    def meant(self, text: str) -> str:
        return self.ids.get(slug(text), text)


# ---- to a cell ----


def shown(field: Field, texts: Sequence[str], names: Names, words: Texts) -> Value:
    """The value of a cell for the texts of a field, one or a list of them."""
    if not field.many:
        return _one(field, texts[0], names, words)
    if not texts:
        return words.plain(f"sheet.choice_{NOTHING}")
    listed = [str(_one(field, text, names, words)) for text in texts]
    return ("\n" if field.kind is Kind.TEXT else "; ").join(listed)


def _one(field: Field, text: str, names: Names, words: Texts) -> Value:
    match field.kind:
        case Kind.DATE:
            day: date = read_value(field, text)
            return day
        case Kind.WHOLE:
            return text if field.many else int(text)
        case Kind.NUMBER:
            exact = text == f"{float(text):.{DIGITS}g}"
            return float(text) if exact else text
        case Kind.UNIT:
            return names.shown(text)
        case Kind.CHOICE | Kind.YES_NO:
            return label(read_value(field, text), words)
    return text


def label(value: str | bool, words: Texts) -> str:
    """A choice in the language's words; a degree of secrecy is a word of the law itself."""
    return _labels(words.language).get(str(value).lower(), str(value))


def choices(field: Field, words: Texts) -> list[str]:
    """What to choose from, as the cell says it; empty where anything may be written."""
    if field.kind is Kind.YES_NO:
        return [label(value, words) for value in (True, False)]
    return [label(value, words) for value in field.choices]


@cache
def _labels(language: str) -> Mapping[str, str]:
    """Every choice and its label."""
    fixed = "true false inclusive exclusive none secretary optional required higher lower vi en nothing"
    days = "monday tuesday wednesday thursday friday saturday sunday"
    lists = "overdue missed due_soon blocked extensions silent unlinked lost finished targets apart"
    named = f"{fixed} {days} {lists}".split()
    return {each: texts_in(language).plain(f"sheet.choice_{each}") for each in named}


# ---- from a cell ----


def read(field: Field, text: str, names: Names) -> list[str]:
    """The texts a cell stands for, as a plan file has them; what is none is left for the reader to refuse."""
    if not field.many:
        return [_meant(field, text, names)]
    parts = [part.strip() for part in _parted(field, text, names) if part.strip()]
    if len(parts) == 1 and key(parts[0]) in _words((NOTHING,)):
        return []
    return [_meant(field, part, names) for part in parts]


def _parted(field: Field, text: str, names: Names) -> list[str]:
    if field.kind is Kind.TEXT:  # a name may hold any sign
        return re.split(r"\n" if "\n" in text else r";", text)
    parts = re.split(r"[;\n]", text)
    if field.kind is not Kind.UNIT:
        return [each for part in parts for each in part.split(",")]
    return [each for part in parts for each in _by_comma(part, names)]


def _by_comma(text: str, names: Names) -> list[str]:
    """Units between commas, some of which may belong to the name of one; the whole where one is unknown."""
    parts, found = text.split(","), list[str]()
    while parts:
        many = next((n for n in range(len(parts), 0, -1) if slug(",".join(parts[:n])) in names.ids), 0)
        if not many:
            return [text]
        found.append(",".join(parts[:many]))
        parts = parts[many:]
    return found


def _meant(field: Field, text: str, names: Names) -> str:
    plain = " ".join(text.split())
    match field.kind:
        case Kind.UNIT:
            return names.meant(plain)
        case Kind.CHOICE | Kind.YES_NO:
            keys = ("true", "false") if field.kind is Kind.YES_NO else field.choices
            return _words(keys).get(key(plain), plain)
        case Kind.DATE:
            return _iso(field, serial_day(plain) or plain)
        case Kind.TEXT if field.key == DEADLINE:
            return serial_day(plain) or plain
        case Kind.NUMBER if THOUSANDS.fullmatch(plain):
            return plain.replace(".", "").replace(",", ".")
        case Kind.NUMBER if COMMA.fullmatch(plain):
            return plain.replace(",", ".")
        case Kind.DAYS if plain.isdigit():
            return f"{plain} ngày"
    return plain


def _iso(field: Field, text: str) -> str:
    """A day as plan files have it; what is none is left as it is."""
    try:
        return str(read_value(field, text))
    except Wrong:
        return text


@cache
def _words(choices: tuple[str, ...]) -> Mapping[str, str]:
    """What these choices are called in any language."""
    labels = [_labels(each) for each in LANGUAGES]
    return {key(known.get(each, each)): each for known in labels for each in choices} | {
        key(each): each for each in choices
    }
