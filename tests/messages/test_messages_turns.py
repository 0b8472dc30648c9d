"""The turn an answer counts for has a name people use."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from delivery_office import at, open_store, task, world

from bot.messages.template_values import period_text
from bot.messages.view import View
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.progress import Report, ReportKind, State
from bot.model.say import say


@pytest.mark.parametrize(
    ("every", "months", "day", "name"),
    [
        (Every.MONTH, (), None, "tháng 10/2026"),
        (Every.QUARTER, (), None, "Quý IV/2026"),
        (Every.YEAR, (), None, "năm 2026"),
        (Every.QUARTER, (), 20, "kỳ đến 20/12/2026"),
        (Every.YEAR, (6, 12), None, "6 tháng cuối năm 2026"),
    ],
)
def test_a_turn_is_named_by_its_month_quarter_or_year_or_by_its_end(
    tmp_path: Path, every: Every, months: tuple[int, ...], day: int | None, name: str
) -> None:
    turning = Deadline(
        written="", kind=DeadlineKind.RECURRING, reason=say("x"), every=every, months=months, day=day
    )
    asked = replace(task("I-1", date(2026, 1, 1)), deadline=turning)
    said = Report(
        id=1, key="1", task=asked.ref, kind=ReportKind.PROGRESS, at=at("2026-10-02 08:00"), user_id=1,
        user_name="…", unit=None, state=State.DONE,
    )  # fmt: skip
    store = open_store(tmp_path)
    with store.transaction(read_only=True) as tx:
        view = View(world(asked), tx, said.at)
        assert period_text(view, asked, said) == name
        assert period_text(view, asked, replace(said, state=None, kind=ReportKind.NOTE)) == ""
    store.close()
