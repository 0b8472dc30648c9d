"""Commands for whoever writes a plan or a reply: check it, say how it is read, begin a plan, complete it."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import EXIT_MISTAKE, AsJson, Config, day_of, known, print_json, sound, speaking
from bot.cli.terminal import plain, tell
from bot.clock import SystemClock
from bot.language.meaning import Meaning
from bot.language.ruled import named
from bot.language.said import Said
from bot.language.trained import reasons
from bot.language.understand import TELLING
from bot.model.deadline import Deadline, DeadlineKind
from bot.model.digest import DigestWishes
from bot.planfile.catalog import load_part
from bot.planfile.census import census_line
from bot.planfile.deadline import read_deadline
from bot.planfile.fields import SHAPES
from bot.planfile.files import label
from bot.planfile.review import Clarity, Degree, PlanReview, doubts, review
from bot.planfile.schema import schema_text
from bot.planfile.starter import begin_plan, schemas, write
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
            for doubt in doubts(plan):
                tell(texts.plain("check.doubtful", file=doubt.file, line=doubt.line, doubt=doubt.say))
            if reviewed:
                tell(_review_text(review(plan, loaded.catalog), texts))
        sound(loaded)


def _review_text(found: PlanReview, texts: Texts) -> str:
    marks = {Degree.STATED: "●", Degree.INHERITED: "○", Degree.MISSING: "–"}
    rows = [(clarity, [found.count(clarity, degree) for degree in Degree]) for clarity in Clarity]
    tasks = [(task, " ".join(marks[task.degrees[clarity]] for clarity in Clarity)) for task in found.tasks]
    legend = texts.plain("review.legend")
    return texts.plain("review.plan", plan=found, rows=rows, tasks=tasks, legend=legend)


def deadline(
    text: Annotated[str | None, typer.Argument(help="argument_deadline")] = None,
    issued: Annotated[str | None, typer.Option(help="option_issued")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Say how a deadline is read; without one, read standard input and print one JSON object a line."""
    with speaking(config) as (_, texts):
        on = day_of("--issued", issued) if issued is not None else None
        for line in _typed(text):
            read = read_deadline(line, issued=on)
            unread = read.kind is DeadlineKind.UNREADABLE
            if as_json or text is None:
                print_json(_as_json(read, texts))
            else:
                tell(texts.plain("plan.deadline", read=read).rstrip(), err=unread)
            if unread and text is not None:  # of many lines each says so itself
                raise typer.Exit(EXIT_MISTAKE)


def understand(
    text: Annotated[str | None, typer.Argument(help="argument_reply")] = None,
    on: Annotated[str | None, typer.Option("--on", help="option_typed_on")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Explain how a reply is understood; without one, read a reply a line and print JSON a line."""
    with speaking(config) as (settings, texts):
        day = day_of("--on", on) if on is not None else SystemClock(settings.zone).now().date()
        for line in _typed(text):
            said = Said(line, day)
            if as_json or text is None:
                pieces = [{"task": part.label} | _read_as(part, texts) for part in said.parts if part.label]
                print_json(_read_as(said, texts) | ({"pieces": pieces} if pieces else {}))
                continue
            for part in said.parts:
                if part.label:
                    tell(texts.plain("understand.piece", label=part.label, text=part.text))
                tell(texts.plain("understand.reading", **_told(part, texts)))
                for key, value in _opinions(part).items():
                    if value:
                        tell(texts.plain(f"understand.{key}", **{key: value}))


def _told(said: Said, texts: Texts) -> dict[str, Any]:
    read = said.reading
    told = {"state": read.state.value, "percent": read.percent, "date": read.until, "sure": read.sure}
    return told | {"reason": texts.plain(read.reason)}


def _read_as(said: Said, texts: Texts) -> dict[str, Any]:
    return _told(said, texts) | {"date": _iso(said.reading.until)} | _opinions(said)


def _opinions(said: Said) -> dict[str, Any]:
    """What the rules and the trained reader think each, which rules fired, and what forbids a "done"."""
    likely = {state.value: round(100 * share) for state, share in said.heard.likely.items()}
    read = said.reading
    may_be_done = Meaning.DONE in (read.state, *read.others)
    return {
        "rules": {"state": said.ruled.state.value, "sure": said.ruled.sure, "cues": named(said.cued)},
        "trained": {
            "likely": {state: percent for state, percent in likely.items() if percent},
            "words": reasons(said.dated, said.heard)[:TELLING],
        },
        "vetoes": said.against if may_be_done else {},
    }


def _typed(text: str | None) -> Iterator[str]:
    """What the command line holds, less the stray bytes that could not be printed again; else every line of
    standard input, where bytes that are no UTF-8 are read as a mark that says so."""
    if text is not None:
        yield text.encode("utf-8", "replace").decode()
        return
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8-sig", "replace").rstrip("\r\n")


def _as_json(read: Deadline, texts: Texts) -> dict[str, Any]:
    """The reading as other programs take it; dates are ISO, absent ones null."""
    period = read.period
    return {
        "kind": read.kind.value,
        "due": _iso(read.due),
        "period": {"start": _iso(period.start), "end": _iso(period.end)} if period else None,
        "every": read.every.value if read.every else None,
        "reason": texts.plain(read.reason),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def schema(
    name: Annotated[str, typer.Argument(help="argument_schema")] = "plan",
    out: Annotated[Path | None, typer.Option("--out", help="option_schema_out")] = None,
    config: Config = None,
) -> None:
    """Print the JSON Schema by which an editor completes and checks a file."""
    with speaking(config) as (_, texts):
        known(name, SHAPES, "plan.unknown_schema")
        if out is None:
            typer.echo(plain(schema_text(name, texts)), nl=False)
            return
        for file in write(schemas(out, texts)):
            tell(texts.plain("schema.written", file=label(file)))


def new_plan(
    plan: Annotated[str, typer.Argument(metavar="ID", help="argument_new_plan")],
    config: Config = None,
) -> None:
    """Write a commented plan file to begin with, and the schema an editor completes it by."""
    with speaking(config) as (settings, texts):
        for file in begin_plan(settings.plans, plan, SystemClock(settings.zone).now().date(), texts):
            tell(texts.plain("schema.written", file=label(file)))
