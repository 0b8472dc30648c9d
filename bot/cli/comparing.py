"""The command that compares two versions of a plan."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, day_of, sound, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.messages.changelines import headline, reminders_line, task_line, total_line
from bot.model.plan import Catalog
from bot.planfile.catalog import load_part
from bot.planfile.files import UNITS_FILE
from bot.schedule.calendar import working_days
from bot.schedule.changes import compare


def diff(
    old: Annotated[Path, typer.Argument(help="argument_old")],
    new: Annotated[Path, typer.Argument(help="argument_new")],
    on: Annotated[str | None, typer.Option("--on", help="option_diff_on")] = None,
    config: Config = None,
) -> None:
    """What a new version of a plan changes: tasks, dates, owners, and the reminders to come."""
    with speaking(config) as (settings, texts):
        since = day_of("--on", on) if on is not None else SystemClock(settings.zone).now().date()
        before, after = version(old, settings.plans), version(new, settings.plans)
        changes = compare(before, after, since, working_days(**dict(settings.calendar)))
        if not changes:
            tell(texts.plain("diff.none"))
            return
        for change in changes:
            tell(texts.plain(headline(change)))
            for task in change.tasks:
                tell(f"  {texts.plain(task_line(task, before, after))}")
                if reminders := reminders_line(task):
                    tell(f"      {texts.plain(reminders)}")
        tell(texts.plain(total_line(changes)))


def version(path: Path, plans: Path) -> Catalog:
    """The plans of one file or folder; the units and plans it names may stand in the folder of plans."""
    beside = [] if path.is_dir() else [file for file in [path.parent / UNITS_FILE] if file.exists()]
    return sound(load_part([path], [*beside, plans]))
