"""Every sentence a person reads, in every language there is a folder of, and how values are written in it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from bot.model.say import Problem, Say
from bot.model.target import plain

DEFAULT = "vi"
DEFAULT_FILE = Path("config.yaml")
LANGUAGES = tuple(
    sorted(
        (each.name for each in files(__name__).iterdir() if (each / "format.yaml").is_file()),
        key=lambda name: (name != DEFAULT, name),
    )
)
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RANKS = ("hạng", "thứ hạng", "rank")  # units that stand before their figure


def day(value: date) -> str:
    """A date as Vietnamese offices write it: 30/6/2026."""
    return f"{value.day}/{value.month}/{value.year}"


def quarter(value: date) -> str:
    """The quarter of a date as a short name: Q2/2026."""
    return f"Q{(value.month + 2) // 3}/{value.year}"


@cache
def wording(language: str) -> Mapping[str, str]:
    """All texts of one language: key `area.name` -> jinja template, from `texts/<language>/<area>.yaml`."""
    areas = sorted(file.name for file in (files(__name__) / language).iterdir())
    named = (area.removesuffix(".yaml") for area in areas if area.endswith(".yaml"))
    return {key: text for area in named for key, text in _area(language, area).items()}


@cache
def _area(language: str, area: str) -> Mapping[str, str]:
    """Read when the first of its texts is wanted: a command says little of what there is."""
    file = files(__name__) / language / f"{area}.yaml"
    entries = yaml.load(file.read_bytes(), Loader=LOADER) or {}
    return {f"{area}.{name}": str(text).rstrip("\n") for name, text in entries.items()}


def texts_of(language: str, area: str) -> Mapping[str, str]:
    """All texts of one area as they stand in their file: key `area.name` -> template."""
    return _area(language, area)


def template(language: str, key: str) -> str:
    """One text as it stands in its file."""
    return _area(language, key.partition(".")[0])[key]


def has_text(language: str, key: str) -> bool:
    """Whether there is a text of that key."""
    return key in _area(language, key.partition(".")[0])


@dataclass(frozen=True)
class Texts:
    """The texts of one language, as Telegram HTML (`html`) or for a terminal (`plain`)."""

    language: str = DEFAULT

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"language must be one of {LANGUAGES}, not {self.language!r}")

    def html(self, what: Say | str, /, **values: Any) -> str:
        """The text as Telegram HTML, every value escaped."""
        return self._render(environment(self, autoescape=True), what, values)

    def plain(self, what: Say | str, /, **values: Any) -> str:
        """The text as it is, for a terminal or a button's label."""
        # A terminal is no HTML: escaping there would print &lt; where the file says <.
        return self._render(environment(self, autoescape=False), what, values)

    def _render(self, environment: Environment, what: Say | str, values: Mapping[str, Any]) -> str:
        said = what if isinstance(what, Say) else Say(what, values)
        text = template(self.language, said.key)
        # More than half of the texts have no place for a value, and compiling one takes a millisecond.
        return str(_compiled(environment, text).render(said.values)) if "{" in text else text

    def problem(self, problem: Problem) -> str:
        """One line: file, line, what was expected and found, what to do."""
        return f"{problem.file}:{problem.line}: {self.plain(problem.say)}"

    def quarter(self, value: date) -> str:
        """The quarter of a date within a sentence: quý II/2026 in Vietnamese, Q2/2026 in English."""
        return self.plain("format.quarter", number=(value.month + 2) // 3, year=value.year)

    def number(self, value: Decimal | int | float) -> str:
        """A figure in the language's own way: 87.000 and 14,5 in Vietnamese, 87,000 and 14.5 in English."""
        text = f"{plain(value) if isinstance(value, Decimal) else value:,}"
        return text.translate(str.maketrans(",.", template(self.language, "format.separators")))

    def measure(self, value: Decimal, unit: str) -> str:
        """A figure with its unit: 41.200 doanh nghiệp, 14,5%/năm, hạng 3."""
        if unit.casefold() in RANKS:
            return f"{unit} {self.number(value)}"
        return self.number(value) + ("" if unit.startswith("%") else " ") + unit


@cache
def environment(texts: Texts, *, autoescape: bool) -> Environment:
    """What renders the texts of a language: one for all who speak it, since each compiles anew."""
    made = Environment(autoescape=autoescape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    own = {"quarter": texts.quarter, "number": texts.number, "measure": texts.measure}
    made.filters |= {"day": day, **own}

    def nested(what: Say | str, /, **values: Any) -> str:
        return Markup(texts.html(what, **values)) if autoescape else texts.plain(what, **values)

    made.globals.update(say=nested, languages=LANGUAGES)
    return made


def texts_in(language: str) -> Texts:
    """The texts of that language."""
    return Texts(language)


@cache
def _compiled(environment: Environment, template: str) -> Any:
    made = environment.from_string(template)
    # Each rendering copies them, and out of the chain that they stand in that is a third of a small one.
    made.globals = {**made.globals}
    return made


def moment(value: datetime) -> str:
    """A moment with its time: 07:30 30/6/2026."""
    return f"{value:%H:%M} {day(value.date())}"


def language_of(config: Path | None) -> str:
    """The configuration's, read lightly, whatever else the file holds: Vietnamese unless it names another."""
    said: Any = None
    with suppress(OSError, yaml.YAMLError, TypeError, LookupError):
        said = yaml.load((config or DEFAULT_FILE).read_bytes(), Loader=LOADER)["language"]
    return said if said in LANGUAGES else LANGUAGES[0]
