"""The command that checks plans."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import Config, complain, speaking
from bot.cli.terminal import tell
from bot.model.digest import DigestWishes
from bot.planfile.catalog import load_part
from bot.planfile.census import census_line
from bot.planfile.review import Clarity, Degree, PlanReview, review
from bot.texts import Texts


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="argument_paths")] = None,
    reviewed: Annotated[bool, typer.Option("--review", help="option_review")] = False,
    config: Config = None,
) -> None:
    """Read the plans, name every mistake with its file and line, count what is there."""
    with speaking(config) as (settings, texts):
        paths = paths or [settings.plans]
        loaded = load_part(paths, [path.parent for path in paths if path.is_file()])
        for plan in loaded.catalog.plans.values():
            tell(texts.plain(census_line(plan)))
            if secret := [task.code for task in plan.tasks if task.classification]:
                tell(texts.plain("check.secret", plan=plan.id, codes=secret))
            if plan.digest != DigestWishes():
                rules = settings.digest_rules.under(plan.digest)
                tell(texts.plain("check.digest", plan=plan.id, rules=rules, at=f"{rules.at:%H:%M}"))
            if numbers := Counter(task.assigned.number for task in plan.tasks if task.assigned):
                tell(texts.plain("check.assigned", plan=plan.id, numbers=numbers))
            if reviewed:
                tell(_review_text(review(plan, loaded.catalog), texts))
        complain(texts, *loaded.problems)


def _review_text(found: PlanReview, texts: Texts) -> str:
    marks = {Degree.STATED: "●", Degree.INHERITED: "○", Degree.MISSING: "–"}
    rows = [(clarity, [found.count(clarity, degree) for degree in Degree]) for clarity in Clarity]
    tasks = [(task, " ".join(marks[task.degrees[clarity]] for clarity in Clarity)) for task in found.tasks]
    legend = texts.plain("review.legend")
    return texts.plain("review.plan", plan=found, rows=rows, tasks=tasks, legend=legend)
