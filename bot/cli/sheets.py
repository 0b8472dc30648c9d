"""A plan as an Excel workbook: the command that writes it, and what `import` does with one filled in."""

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, sound, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.importer.draft import Draft
from bot.importer.writing import Writing
from bot.model.plan import Plan, Unit
from bot.model.say import Mistake, say
from bot.planfile.alone import units_files
from bot.planfile.catalog import load, load_part
from bot.planfile.files import label, read_file
from bot.planfile.writing.placing import place
from bot.planfile.yamlnodes import MapNode, read_nodes
from bot.settings import Settings
from bot.texts import Texts
from bot.workbook.drafted import book_of_draft
from bot.workbook.files import Files
from bot.workbook.filling import Book, book_of
from bot.workbook.taking import Taken, stale

XLSX = ".xlsx"
MOST_TOLD = 12  # days that don't count, told by name


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
    (plan,) = catalog.plans.values()
    tree, _ = read_nodes(plan.file, read_file(Path(plan.file)).data)  # a folder may hold the one plan
    assert tree
    return tree, plan, tuple(catalog.units.values())


def _blank(settings: Settings) -> tuple[MapNode, None, tuple[Unit, ...]]:
    """Nothing but the units of the folder of plans, to choose from."""
    units = units_files(settings.plans)
    return MapNode(1, {}), None, tuple(load(units).catalog.units.values()) if units else ()


# ---- read back, by `import` ----


def tell_taken(taken: Taken, files: Files, texts: Texts) -> None:
    """What was read, what of the workbook does not count, and what it changes in the plan there is."""
    plan = taken.plan
    tell(texts.plain("sheet.read", tasks=len(plan.tasks), targets=len(plan.targets)))
    for one in (*taken.form.unread, *islice(stale(taken, texts), MOST_TOLD)):
        tell(f"  {texts.plain(one)}")
    if files.changes:
        tell(texts.plain("sheet.changes", changes=files.changes).rstrip())
    if not files.kept:
        tell(texts.plain("sheet.laid_anew"))
