"""A plan as an Excel workbook: the command that writes it, and what `import` does with one filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, sound, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.importer.draft import Draft
from bot.importer.words.wording import clean
from bot.importer.writing import Writing
from bot.model.plan import Plan, Unit
from bot.model.say import Mistake, say
from bot.planfile.catalog import load, load_part
from bot.planfile.files import EXTENSION, UNITS_FILE, label, read_file
from bot.planfile.writing.matching import Changes, as_before, changes
from bot.planfile.writing.patching import patched
from bot.planfile.writing.placing import place
from bot.planfile.writing.text import file_text
from bot.planfile.yamlnodes import MapNode, read_nodes
from bot.settings import Settings
from bot.texts import Texts
from bot.workbook.drafted import book_of_draft
from bot.workbook.filling import Book, book_of
from bot.workbook.taking import Taken, stale, units_tree

XLSX = ".xlsx"
MOST_TOLD = 12  # days that don't count, told by name
Files = list[tuple[Path, bytes]]


def sheet(
    plan: Annotated[Path | None, typer.Argument(help="argument_sheet")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="option_empty")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="option_sheet_out")] = None,
    config: Config = None,
) -> None:
    """Write a plan as an Excel workbook that `import` reads back, or an empty one."""
    with speaking(config) as (settings, texts):
        if (plan is None) is not empty:
            raise Mistake(say("sheet.both" if empty else "sheet.which"))
        file = out or Path((plan.stem if plan else texts.plain("sheet.empty_file")) + XLSX)
        if file.suffix.lower() != XLSX:
            raise Mistake(say("sheet.out_kind", file=label(file)))
        tree, read, units = _source(plan, settings) if plan else _blank(settings)
        place([(file, workbook_of(tree, read, units, texts, settings))])
        if read is None:
            tell(texts.plain("sheet.made_empty", file=label(file)))
            return
        tell(texts.plain("sheet.made", file=label(file), tasks=len(read.tasks)))
        if secret := [task.code for task in read.tasks if task.classification]:
            tell(texts.plain("check.secret", plan=read.id, codes=secret))


def workbook_of(
    tree: MapNode, plan: Plan | None, units: tuple[Unit, ...], texts: Texts, settings: Settings
) -> bytes:
    return _written(book_of(tree, plan, units, texts), texts, SystemClock(settings.zone).now().date())


def draft_sheet(draft: Draft, writing: Writing) -> bytes:
    """A document's draft as a workbook, its doubtful cells in colour."""
    return _written(book_of_draft(draft, writing), writing.texts, writing.today)


def _written(book: Book, texts: Texts, today: date) -> bytes:
    from bot.workbook.writing import written  # only where Excel is written

    return written(book, texts, today)


def _source(file: Path, settings: Settings) -> tuple[MapNode, Plan, tuple[Unit, ...]]:
    """A plan file without a mistake, with the units there are."""
    catalog = sound(load_part([file], [file.parent, settings.plans]))
    if len(catalog.plans) != 1:
        raise Mistake(say("sheet.one_plan", file=label(file), count=len(catalog.plans)))
    tree, _ = read_nodes(label(file), read_file(file).data)
    assert tree
    return tree, next(iter(catalog.plans.values())), tuple(catalog.units.values())


def _blank(settings: Settings) -> tuple[MapNode, None, tuple[Unit, ...]]:
    """Nothing but the units of the folder of plans, to choose from."""
    units = settings.plans / UNITS_FILE
    return MapNode(1, {}), None, tuple(load([units]).catalog.units.values()) if units.exists() else ()


# ---- read back, by `import` ----


@dataclass(frozen=True, slots=True)
class Onto:
    """The plan file that a workbook is laid onto."""

    text: str
    tree: MapNode

    @classmethod
    def of(cls, file: Path) -> "Onto":
        """Of a file without a mistake."""
        data = read_file(file).data
        tree, _ = read_nodes(label(file), data)
        assert tree
        return cls(data.decode("utf-8-sig"), tree)

    def changes(self, taken: Taken) -> Changes:
        return changes(self.tree, as_before(self.tree, taken.tree))

    def changed(self, taken: Taken) -> str:
        """Its text so that it says what the workbook does; what did not change keeps its remarks."""
        return patched(self.text, as_before(self.tree, taken.tree))


def sheet_files(
    out: Path, document: str, taken: Taken, onto: Onto | None, beside: Mapping[str, Unit], texts: Texts
) -> Files:
    """The plan file, and the units that stand nowhere beside it."""
    named = texts.plain("sheet.file_head", document=clean(document), tasks=len(taken.plan.tasks))
    text = onto.changed(taken) if onto else f"# {named}\n{file_text(taken.tree)}"
    files = [(out, text.encode())]
    new = [unit for unit in taken.units if unit.id not in beside]
    if new:
        head = f"# {texts.plain('importer.file_units')}\n"
        units = f"{head}{file_text(units_tree(new))}".encode()
        files.insert(0, (out.with_name(f"{out.stem}.units{EXTENSION}"), units))
    return files


def tell_taken(taken: Taken, onto: Onto | None, texts: Texts) -> None:
    """What was read, and what of the workbook does not count."""
    plan = taken.plan
    tell(texts.plain("sheet.read", tasks=len(plan.tasks), targets=len(plan.targets)))
    for one in (*taken.unread, *islice(stale(taken, texts), MOST_TOLD)):
        tell(f"  {texts.plain(one)}")
    if onto:
        tell(texts.plain("sheet.changes", changes=onto.changes(taken)).rstrip())
