"""A plan's targets for the papers: how far each is by its line, and every figure there was."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from bot.model.history import History
from bot.model.plan import Catalog, Plan
from bot.model.target import TargetValue
from bot.papers.printable import printable
from bot.papers.rows import TargetRow, ValueRow
from bot.papers.target_strips import Strip
from bot.schedule.targets import Reading, readings


def target_rows(plan: Plan, catalog: Catalog, log: Sequence[TargetValue], today: date) -> Iterator[TargetRow]:
    """One row a target, in the plan's order, from the log as it was known on `today`."""
    for reading in readings(plan.targets, log, today):
        yield _row(reading, catalog.short(plan.reporter(reading.target)))


def _row(reading: Reading, owner: str) -> TargetRow:
    target, latest, start = reading.target, reading.latest, reading.start
    return TargetRow(
        id=target.id,
        title=target.title,
        horizon=target.horizon,
        unit=target.unit,
        low=target.low,
        high=target.high,
        better=target.better,
        owner=owner,
        value=latest.value if latest else None,
        on=latest.on if latest else None,
        source=printable(latest.note) if latest else "",
        change=reading.change,
        line=reading.line,
        gap=reading.gap,
        verdict=reading.verdict,
        start=start.value if start else None,
        started=start.on if start else None,
        given=reading.given,
    )


def strips(rows: Sequence[TargetRow]) -> Iterator[Strip]:
    """What the picture shows: the targets that have a value."""
    for row in rows:
        if row.value is not None and row.on is not None and row.start is not None:
            yield Strip(
                title=row.title,
                unit=row.unit,
                horizon=row.horizon,
                value=row.value,
                on=row.on,
                start=row.start,
                goal=row.goal,
                low=row.low,
                high=row.high,
                line=row.line,
                gap=row.gap,
                verdict=row.verdict,
            )


def value_rows(plan: Plan, catalog: Catalog, log: Sequence[TargetValue], zone: tzinfo) -> Iterator[ValueRow]:
    """One row a figure of the plan's targets, in the order of keeping; what was taken back says so."""
    taken_back = History(log).undone
    for value in log:
        target = plan.target(value.target.target)
        if target is not None and value.undoes is None:
            yield ValueRow(
                id=value.id,
                target=target.id,
                title=target.title,
                horizon=target.horizon,
                unit=target.unit,
                value=value.value,
                on=value.on,
                at=value.at.astimezone(zone),
                source=printable(value.note),
                by=printable(value.user_name),
                who=catalog.short(value.unit) if value.unit else "",
                undone=value.id in taken_back,
            )
