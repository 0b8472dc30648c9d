"""A plan to begin with: a commented file to be filled in, its units, and the schemas beside it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.model.say import Mistake, say
from bot.planfile.alone import units_files
from bot.planfile.catalog import load
from bot.planfile.fields import SHAPES, Field, Kind
from bot.planfile.files import UNITS_FILE, label, read_files, write_all
from bot.planfile.schema import schema_text
from bot.planfile.values import Wrong, read_value
from bot.planfile.yamlnodes import TextNode, read_nodes
from bot.texts import Texts

SCHEMAS = ".schema"  # hidden, so that no one takes it for a plan


def begin_plan(folder: Path, plan: str, today: date, texts: Texts) -> list[Path]:
    """Writes what is not there yet, all or nothing; Mistake for an id or file in use, or a folder that takes
    nothing."""
    try:
        read_value(Field(key="plan", kind=Kind.ID), plan)
    except Wrong as wrong:
        raise Mistake(wrong.say) from None
    with _not_written(folder):
        return write(_new(folder, plan, today, texts))


def _new(folder: Path, plan: str, today: date, texts: Texts) -> dict[Path, bytes]:
    """What is not there yet."""
    file, units = folder / f"{plan}.yaml", units_files(folder)
    if file.exists() or plan in _ids(folder):
        raise Mistake(say("plan.exists", file=label(file)))
    new = {} if (folder / SCHEMAS).exists() else schemas(folder / SCHEMAS, texts)
    owner = "van-phong"
    if units:
        owner = next(iter(load(units).catalog.units), owner)
    else:
        new[folder / UNITS_FILE] = _written(texts.plain("plan.starter_units"))
    new[file] = _written(texts.plain("plan.starter", plan=plan, owner=owner, today=today))
    return new


def _ids(folder: Path) -> set[str]:
    """Of every plan in the folder, also one that is not filled in yet."""
    trees = (read_nodes(file.name, file.data)[0] for file in read_files([folder]) if file.problem is None)
    entries = (tree.entries.get("plan") for tree in trees if tree)
    return {each.node.text for each in entries if each and isinstance(each.node, TextNode)}


def schemas(folder: Path, texts: Texts) -> dict[Path, bytes]:
    """The schema of every sort of file."""
    return {folder / f"{name}.schema.json": schema_text(name, texts).encode() for name in SHAPES}


def write(contents: Mapping[Path, bytes]) -> list[Path]:
    """The files written; a Mistake where the place doesn't take them."""
    with _not_written(next(iter(contents))):
        write_all(contents)
    return list(contents)


@contextmanager
def _not_written(place: Path) -> Iterator[None]:
    """What a place refuses, told with the path that it was refused at."""
    try:
        yield
    except OSError as error:
        file, why = label(Path(error.filename or place)), error.strerror or type(error).__name__
        raise Mistake(say("plan.not_written", file=file, folder="", reason=why)) from None


def _written(text: str) -> bytes:
    return f"{text}\n".encode()
