"""The command that reads a signed document into the draft of a plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, print_json, sound, speaking
from bot.cli.sheets import XLSX, draft_sheet, tell_taken
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.importer.apart import read_document
from bot.importer.draft import Doubt, Draft, DraftTarget, DraftTask
from bot.importer.onto import Compared, compared
from bot.importer.writing import Writing, files_of
from bot.model.plan import Plan, Unit
from bot.model.say import Mistake, say
from bot.planfile.alone import units_files
from bot.planfile.catalog import load, load_part
from bot.planfile.files import EXTENSION, UNITS_FILE, WORKBOOKS, label, read_file
from bot.planfile.writing.placing import place
from bot.settings import Settings
from bot.texts import Texts
from bot.workbook.files import files_of as form_files
from bot.workbook.finding import headings
from bot.workbook.taking import Taken, as_draft, taken

WORST = 12  # doubtful items told by name


def import_(
    file: Annotated[Path, typer.Argument(help="argument_document")],
    onto: Annotated[Path | None, typer.Option("--onto", help="option_onto")] = None,
    units: Annotated[Path | None, typer.Option("--units", help="option_units_file")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="option_import_out")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Read a document into the draft of a plan, and say what is doubtful in it."""
    with speaking(config) as (settings, texts):
        _writable(out)
        plan = _plan(onto, settings) if onto else None
        known = _units(units, onto, settings)
        form = headings() if file.suffix.lower() in WORKBOOKS else frozenset()
        answer = read_document(file, known, form=form)
        if answer.grid:
            context = _context(units, onto, settings)
            read = taken(label(file), answer.grid, known, context, texts)
            _filled(file, read, Path(plan.file) if plan else None, out, as_json, texts)
            return
        draft = answer.draft
        assert draft
        against = compared(draft, plan) if plan else None
        if out:
            _write(out, draft, _writing(out, file, known, settings, texts, plan, against))
        if as_json:
            print_json(as_json_of(draft, texts))
            return
        _tell(draft, against, texts)
        if out:
            tell(texts.plain("papers.made", file=label(out)))


def _writable(out: Path | None) -> None:
    """What can't be written is said before anything is read."""
    if out is None:
        return
    if out.suffix not in (EXTENSION, XLSX) or out.name == UNITS_FILE:
        raise Mistake(say("importer.out_kind", file=label(out)))
    if out.exists():
        raise Mistake(say("importer.exists", file=label(out)))


def _plan(onto: Path, settings: Settings) -> Plan:
    plans = sound(load_part([onto], [onto.parent, settings.plans])).plans
    if len(plans) != 1:
        raise Mistake(say("importer.onto_one", file=label(onto), count=len(plans)))
    return next(iter(plans.values()))


def _units(units: Path | None, onto: Path | None, settings: Settings) -> tuple[Unit, ...]:
    """Those of the file named, else of the plan's folder, else of the folder of plans; none is no mistake."""
    if units:
        return tuple(sound(load([units])).units.values())
    for folder in (onto.parent if onto else None, settings.plans):
        if folder and (found := units_files(folder)):
            return tuple(load(found).catalog.units.values())
    return ()


def _context(units: Path | None, onto: Path | None, settings: Settings) -> list[Path]:
    """Where the units and tasks stand that a filled workbook may name."""
    return [path for path in (units, onto.parent if onto else settings.plans) if path and path.exists()]


def _filled(
    file: Path, read: Taken, onto: Path | None, out: Path | None, as_json: bool, texts: Texts
) -> None:
    """A workbook of ours, without a mistake."""
    if out and out.suffix == XLSX:
        raise Mistake(say("sheet.out_yaml", file=label(out)))
    old = read_file(onto).data.decode("utf-8-sig") if onto else None
    files = form_files(read, label(Path(file.name)), old, _beside(out) if out else (), texts)
    if out:
        _place(out, files.plan, files.units)
    if as_json:
        print_json(as_json_of(as_draft(read), texts))
        return
    tell_taken(read, files, texts)
    if out:
        tell(texts.plain("papers.made", file=label(out)))


def _place(out: Path, plan: str, units: str | None) -> None:
    """A plan with the units that it needs beside it."""
    beside = [(out.with_name(f"{out.stem}.units{EXTENSION}"), units.encode())] if units else []
    place([*beside, (out, plan.encode())])


def _beside(out: Path) -> Mapping[str, Unit]:
    """The units that stand beside a file to write."""
    there = out.parent.is_dir() and any(out.parent.glob(f"*{EXTENSION}"))
    return load([out.parent]).catalog.units if there else {}


def _writing(
    out: Path,
    file: Path,
    known: Sequence[Unit],
    settings: Settings,
    texts: Texts,
    plan: Plan | None,
    against: Compared | None,
) -> Writing:
    beside = _beside(out)
    return Writing(
        name=out.stem,
        document=label(Path(file.name)),
        known=tuple({unit.id: unit for unit in (*beside.values(), *known)}.values()),
        beside=frozenset(beside),
        texts=texts,
        today=SystemClock(settings.zone).now().date(),
        onto=plan,
        compared=against,
    )


def _write(out: Path, draft: Draft, writing: Writing) -> None:
    if out.suffix == XLSX:
        place([(out, draft_sheet(draft, writing))])
        return
    files = files_of(draft, writing)
    _place(out, files.plan, files.units)


def as_json_of(draft: Draft, texts: Texts) -> dict[str, Any]:
    """The draft as other programs take it."""
    plan = draft.plan
    return {
        "plan": {
            "number": plan.number,
            "issuer": plan.issuer,
            "issued": plan.issued.isoformat() if plan.issued else None,
            "title": plan.title,
        },
        "tasks": [_task(task, texts) for task in draft.tasks],
        "targets": [_target(target, texts) for target in draft.targets],
        "units_proposed": [
            {"id": unit.id, "name": unit.name, "short": unit.short, "tasks": unit.tasks}
            for unit in draft.units_proposed
        ],
    }


def _task(task: DraftTask, texts: Texts) -> dict[str, Any]:
    return {
        "section": task.section,
        "item": task.item,
        "text": task.text,
        "title": task.title,
        "deadline": task.deadline,
        "kind": task.kind.value,
        "due": task.due.isoformat() if task.due else None,
        "inherited": task.inherited,
        "owner": list(task.owner),
        "support": list(task.support),
        "unit": task.unit,
        "deliverable": task.deliverable,
        "page": task.page,
        "line": task.line,
        "confidence": task.confidence,
        "doubts": _doubts(task.doubts, texts),
    }


def _target(target: DraftTarget, texts: Texts) -> dict[str, Any]:
    low, high = float(target.value), float(target.high) if target.high else None
    return {
        "title": target.title,
        "text": target.text,
        "value": low if high is None else None,
        "range": [low, high] if high is not None else None,
        "unit": target.unit,
        "horizon": target.horizon,
        "page": target.page,
        "line": target.line,
        "doubts": _doubts(target.doubts, texts),
    }


def _doubts(doubts: Sequence[Doubt], texts: Texts) -> list[str]:
    return [texts.plain(f"importer.doubt_{doubt.key}", **doubt.values) for doubt in doubts]


def _tell(draft: Draft, against: Compared | None, texts: Texts) -> None:
    """The head, the counts, what is most doubtful, and what differs from the plan it is laid onto."""
    plan = draft.plan
    dated = sum(task.due is not None for task in draft.tasks)
    owned = sum(bool(task.owner) for task in draft.tasks)
    worst = sorted((task for task in draft.tasks if task.doubts), key=lambda task: task.confidence)
    tell(
        texts.plain(
            "importer.found",
            plan=plan,
            tasks=len(draft.tasks),
            dated=dated,
            owned=owned,
            targets=len(draft.targets),
        )
    )
    for doubt in (*plan.doubts, *draft.doubts):
        tell(f"  {texts.plain(f'importer.doubt_{doubt.key}', **doubt.values)}")
    for task in worst[:WORST]:
        tell(
            texts.plain(
                "importer.doubtful",
                task=task,
                sure=round(100 * task.confidence),
                why=_doubts(task.doubts, texts),
            )
        )
    if len(worst) > WORST:
        tell(texts.plain("importer.more_doubtful", count=len(worst) - WORST))
    if draft.units_proposed:
        tell(texts.plain("importer.units_proposed", names=[unit.name for unit in draft.units_proposed]))
    if against:
        tell(
            texts.plain(
                "importer.compared", same=len(against.same), new=len(against.new), gone=len(against.gone)
            )
        )
        for task in against.new:
            tell(texts.plain("importer.new_task", task=task))
        for old in against.gone:
            tell(texts.plain("importer.gone_task", task=old))
        for task, old in against.moved:
            tell(texts.plain("importer.moved_task", task=task, old=old))
