"""What every command shares: options, settings and texts, and how mistakes and outages end."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.terminal import every_letter, tell
from bot.language.days import named
from bot.language.stretches import Standpoint, Stretch
from bot.model.plan import Catalog
from bot.model.say import Mistake, Problem, say
from bot.planfile.catalog import Loaded, load
from bot.planfile.starter import write
from bot.settings import Settings, read_settings
from bot.store.databases.errors import Reason, StoreError
from bot.texts import Texts

EXIT_OUTAGE = 1
EXIT_MISTAKE = 2

Config = Annotated[Path | None, typer.Option("--config", help="option_config")]
AsJson = Annotated[bool, typer.Option("--json", help="option_json")]
PlanId = Annotated[str, typer.Option("--plan", help="option_plan")]
UnitId = Annotated[str, typer.Option("--unit", help="option_unit")]
OnlyUnit = Annotated[str | None, typer.Option("--unit", help="option_only_unit")]


@contextmanager
def speaking(config: Path | None) -> Iterator[tuple[Settings, Texts]]:
    """Settings and texts for a command; its failures become one line each and an exit code."""
    texts = Texts()
    try:
        settings = read_settings(config)
        texts = Texts(settings.language)
        yield settings, texts
    except Mistake as mistake:
        for one in mistake.what:
            tell(texts.problem(one) if isinstance(one, Problem) else texts.plain(one), err=True)
        raise typer.Exit(EXIT_MISTAKE) from None
    except StoreError as error:
        tell(texts.plain(f"store.{error.reason.value}", detail=error.detail), err=True)
        mistaken = error.reason is Reason.ADDRESS
        raise typer.Exit(EXIT_MISTAKE if mistaken else EXIT_OUTAGE) from None
    except OSError as error:
        if error.filename is None:  # of no file that somebody named
            raise
        tell(texts.plain("cli.file_refused", file=error.filename, reason=error.strerror or ""), err=True)
        raise typer.Exit(EXIT_MISTAKE) from None


def catalog_of(
    settings: Settings, *, unit: str | None = None, plan: str | None = None, bare: bool = False
) -> Catalog:
    """The plans in force, with this unit and plan; a mistake is named before anything is done with them.

    `bare`: there need be no plan yet.
    """
    loaded = load([settings.plans])
    catalog = loaded.catalog if bare and loaded.bare else sound(loaded)
    known(unit, catalog.units, "cli.unknown_unit")
    known(plan, catalog.plans, "cli.unknown_plan")
    return catalog


def sound(loaded: Loaded) -> Catalog:
    if loaded.problems:
        raise Mistake(*loaded.problems)
    return loaded.catalog


def known(id: str | None, ids: Any, key: str) -> None:
    if id is not None and id not in ids:
        raise Mistake(say(key, id=id, known=", ".join(ids)))


def day_of(option: str, text: str, *, first: bool = False) -> date:
    """The day that an option names, with its year: the last of a month or quarter, or its `first`."""
    found = named(text, Standpoint(None), whole=True)
    if isinstance(found, Stretch) and not found.but:
        return found.start if first else found.end
    raise Mistake(say("cli.bad_day", option=option, found=text))


def past_day(option: str, text: str, today: date) -> date:
    """The day that an option names, which has come."""
    day = day_of(option, text)
    if day > today:
        raise Mistake(say("papers.day_ahead", option=option, on=day, today=today))
    return day


def write_file(file: Path, data: bytes, own: Callable[[bytes], bool] = lambda _: False) -> Path:
    """In a folder that is there: a name mistyped makes none. Never over what somebody may have written: only
    over the same, nothing, or what is `own` to the command."""
    require_free(file, lambda there: there in (data, b"") or own(there))
    if not file.parent.is_dir():
        raise Mistake(say("plan.not_written", file=file, folder=file.parent, reason=""))
    write({file: data})
    return file


def require_free(file: Path, replaced: Callable[[bytes], bool] = lambda _: False) -> None:
    """A Mistake where a file is there whose content may not be `replaced`; a device takes what is written."""
    try:
        if file.is_dir() or (file.is_file() and not replaced(file.read_bytes())):
            raise Mistake(say("papers.there", file=file))
    except OSError as error:
        raise Mistake(say("plan.not_written", file=file, folder="", reason=error.strerror or "")) from None


def print_json(what: Any) -> None:
    """Rows over several lines, a single object on one."""
    encode = json.JSONEncoder(ensure_ascii=not every_letter()).encode
    typer.echo(_over_lines(what, encode, "\n") if isinstance(what, list) else encode(what))


def _over_lines(what: Any, encode: Callable[[Any], str], margin: str) -> str:
    """As `json.dumps` has it with an indent of two, which it makes letter by letter in Python."""
    inner = margin + "  "
    if what and isinstance(what, dict):
        told = [f"{encode(key)}: {_over_lines(value, encode, inner)}" for key, value in what.items()]
        return f"{{{inner}{f',{inner}'.join(told)}{margin}}}"
    if what and isinstance(what, (list, tuple)):
        return f"[{inner}{f',{inner}'.join(_over_lines(each, encode, inner) for each in what)}{margin}]"
    return encode(what)
