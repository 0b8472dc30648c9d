"""The report as one HTML page that needs nothing else: for a phone, a dark screen or A4 paper."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.digest.parts import CELLS
from bot.papers.figures import SOON, PlanFigures
from bot.papers.period_tables import period_tables
from bot.papers.rows import Group
from bot.papers.words import (
    cause,
    compared,
    deadline,
    quoted,
    reached,
    scope,
    standing,
    started,
    state_name,
    told,
)
from bot.texts import Texts, day, moment


def page(figures: PlanFigures, texts: Texts) -> bytes:
    """The page as UTF-8, every value escaped; it asks the network for nothing and runs no script."""

    def say(name: str, /, **values: Any) -> Markup:
        return Markup(texts.html(f"papers.{name}", **values))

    made = _template().render(
        figures=figures,
        say=say,
        language=texts.language,
        scope=scope(figures, texts),
        periods=list(period_tables(figures.tasks, texts)),
        cells=CELLS,
        soon=SOON.days,
        longest=_longest(figures.units),
        longest_section=_longest(figures.sections),
        deadline=lambda row: deadline(row.deadline, row.follows, texts),
        **{
            word.__name__: partial(word, texts=texts)
            for word in (state_name, told, quoted, standing, cause, reached, compared, started)
        },
    )
    return made.encode()


def _longest(groups: Iterable[Group]) -> int:
    return max((group.cells.total for group in groups), default=0) or 1


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.papers", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "moment": moment}
    return environment.get_template("page.html")
