"""A plan's targets and their log as the rows of a paper."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from bot.digest.targets import reading_values
from bot.model.history import History
from bot.model.plan import Catalog, Plan
from bot.model.target import TargetValue
from bot.papers.rows import TargetRow, ValueRow, printable
from bot.schedule.targets import readings


def target_rows(plan: Plan, catalog: Catalog, log: Sequence[TargetValue], today: date) -> Iterator[TargetRow]:
    """One row a target, in the plan's order, from the log as it was known on `today`."""
    for reading in readings(plan.targets, log, today):
        target, latest = reading.target, reading.latest
        yield TargetRow(
            id=target.id,
            title=target.title,
            better=target.better,
            owner=catalog.short(plan.reporter(target)),
            source=printable(latest.note) if latest else "",
            **reading_values(reading),
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
