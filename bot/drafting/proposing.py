"""What files would put in force: checked with the whole folder, told as a change with its first weeks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bot.delivery.preview import Preview, keep_reports, keep_values, preview
from bot.drafting.around import Around
from bot.messages.changelines import headline, task_line, total_line
from bot.messages.classified import problem_line
from bot.model.message import OutboxKind
from bot.model.people import Role
from bot.model.plan import Catalog, Plan
from bot.model.plan_file import Reading, Rewritten
from bot.planfile.catalog import load
from bot.planfile.files import EXTENSION
from bot.schedule.changes import compare
from bot.store.known_tasks import note_tasks
from bot.store.store import Store
from bot.texts import Texts
from bot.texts.limits import clip, tagless

WEEKS = timedelta(days=14)
LINES, LINE_MOST, NOTES = 10, 180, 3  # of a message, so that it holds them all
DAYS = 8  # of the preview that are told


def is_secret(plan: Plan) -> bool:
    return any(task.classification for task in plan.tasks)


def listed(key: str, lines: Sequence[str]) -> Reading:
    """As many of the sentences as a message holds."""
    return Reading(
        key=key, lines=tuple(clip(line, LINE_MOST) for line in lines[:LINES]), more=max(0, len(lines) - LINES)
    )


def proposal(plan: Plan, files: Sequence[Rewritten], around: Around, notes: Sequence[str]) -> Reading:
    """What she is asked to confirm, or why there is nothing to."""
    old, texts = around.loaded.catalog, around.texts
    was = old.plans.get(plan.id)
    if is_secret(plan) or (was and is_secret(was)):
        return Reading(key="drafting.secret")
    if all(file.text == file.before for file in files):
        return Reading(key="drafting.same", head=plan.number)
    new, wrong = _together(files, around)
    if wrong:
        return listed("drafting.wrong", wrong)
    reminders = _first_weeks(new, plan.id, around)
    told = [*_changes(old, new, plan.id, around), *_days(reminders, around)]
    return Reading(
        key="drafting.ready",
        head=f"{plan.number} – {clip(plan.title, LINE_MOST)}",
        lines=(*(clip(note, LINE_MOST) for note in notes[:NOTES]), *told),
        plan=plan.id,
        new=was is None,
        files=tuple(files),
        preview="\n".join(_first_messages(reminders, new, texts)),
    )


def _together(files: Sequence[Rewritten], around: Around) -> tuple[Catalog, Sequence[str]]:
    """The folder as it would be, and what is wrong with it."""
    with TemporaryDirectory(prefix="dunghan-") as folder:
        there = Path(folder)
        for file in around.folder.glob(f"*{EXTENSION}"):
            copyfile(file, there / file.name)
        for each in files:
            if each.text is not None:
                (there / each.name).write_bytes(each.text.encode())
        loaded = load([there])
        return loaded.catalog, [problem_line(each, around.texts) for each in loaded.problems]


def _changes(old: Catalog, new: Catalog, id: str, around: Around) -> Iterator[str]:
    """As `dunghan diff` tells it."""
    texts = around.texts
    found = [
        change for change in compare(old, new, around.now.date(), around.world.days) if change.plan.id == id
    ]
    if not found:
        yield texts.plain("drafting.settings_only")
    for change in found:
        yield texts.plain(headline(change))
        yield from (clip(texts.plain(task_line(task, old, new)), LINE_MOST) for task in change.tasks[:LINES])
        if len(change.tasks) > LINES:
            yield texts.plain("drafting.more", count=len(change.tasks) - LINES)
        yield texts.plain(total_line((change,)))


def _first_weeks(catalog: Catalog, id: str, around: Around) -> Sequence[Preview]:
    """The units' reminders of the next days, of this plan alone."""
    first, last = _stretch(around)
    world = replace(around.world, catalog=replace(catalog, plans={id: catalog.plans[id]}))
    with Store.scratch() as store, store.transaction() as tx:
        keep_reports(tx, around.reports)
        keep_values(tx, around.values)
        note_tasks(tx, world.turning, datetime.combine(first, time(), tzinfo=world.zone))
        found = preview(world, around.times, tx, first, last)
        return [x for x in found if x.kind is OutboxKind.AGENDA and x.to.role is Role.OFFICIAL]


def _stretch(around: Around) -> tuple[date, date]:
    first = around.now.date() + timedelta(days=1)
    return first, first + WEEKS - timedelta(days=1)


def _days(reminders: Sequence[Preview], around: Around) -> Iterator[str]:
    """How many units are reminded on which day."""
    first, last = _stretch(around)
    counts = sorted(Counter(each.at.date() for each in reminders).items())
    if not counts:
        yield around.texts.plain("drafting.quiet", first=first, last=last)
        return
    yield around.texts.plain("drafting.weeks", days=len(counts), total=len(reminders))
    days = (around.texts.plain("drafting.day", on=day, count=count) for day, count in counts[:DAYS])
    yield "; ".join(days) + (" …" if len(counts) > DAYS else "")


def _first_messages(reminders: Sequence[Preview], catalog: Catalog, texts: Texts) -> Iterator[str]:
    """Of each unit the first one, as it will be read."""
    firsts = {each.to.unit: each for each in reversed(reminders) if each.to.unit}
    for unit, each in sorted(firsts.items(), key=lambda pair: pair[1].at):
        yield texts.plain(
            "drafting.preview_head", unit=catalog.short(unit), on=each.at.date(), at=f"{each.at:%H:%M}"
        )
        yield f"{unescape(tagless(each.message.html))}\n"
