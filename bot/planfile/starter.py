"""A plan to begin with: a commented file that checks clean, its units, and the schemas beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.model.say import Mistake, Problem, say
from bot.planfile.catalog import load
from bot.planfile.fields import SHAPES, Field, Kind
from bot.planfile.files import UNITS_FILE, label
from bot.planfile.schema import schema_text
from bot.planfile.values import Wrong, read_value
from bot.texts import Texts

SCHEMAS = ".schema"  # hidden, so that no one takes it for a plan


def begin_plan(folder: Path, plan: str, today: date, texts: Texts) -> Iterator[Path]:
    """Writes what is not there yet, and yields each file written; an id or file in use is a Mistake."""
    try:
        read_value(Field(key="plan", kind=Kind.ID), plan)
    except Wrong as wrong:
        raise Mistake(wrong.say) from None
    file, units = folder / f"{plan}.yaml", folder / UNITS_FILE
    catalog = load([folder]).catalog if folder.exists() else None
    if file.exists() or (catalog and plan in catalog.plans):
        raise Mistake(say("plan.exists", file=label(file)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / SCHEMAS).exists():
            yield from write_schemas(folder / SCHEMAS, texts)
        if not units.exists():
            units.write_text(texts.plain("plan.starter_units") + "\n", encoding="utf-8")
            yield units
        owner = next(iter(load([units]).catalog.units), "van-phong")
        file.write_text(
            texts.plain("plan.starter", plan=plan, owner=owner, today=today) + "\n", encoding="utf-8"
        )
        yield file
    except OSError as error:
        raise Mistake(
            Problem(label(file), 1, say("problems.unreadable", reason=error.strerror or ""))
        ) from None


def write_schemas(folder: Path, texts: Texts) -> Iterator[Path]:
    """Writes the schema of every sort of file, and yields each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        file = folder / f"{name}.schema.json"
        file.write_text(schema_text(name, texts), encoding="utf-8")
        yield file
