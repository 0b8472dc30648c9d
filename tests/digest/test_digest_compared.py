"""Two digests compared: what was published, task by task, and the tasks that joined, left or moved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from digest_samples import MONDAY, YEAR_END, by_ref, plan_of, published_of, standing, task

from bot.digest.compared import Move
from bot.digest.digest import digest_of
from bot.digest.parts import CELLS, Cells, Digest
from bot.model.deadline import DeadlineKind
from bot.model.plan import Task
from bot.model.progress import Standing, State

BEFORE = MONDAY - timedelta(days=14)
A, B, C = (task(code) for code in "ABC")
WAITS = task("B", None, kind=DeadlineKind.WAITS)


def done(of: Task) -> Standing:
    return standing(of, State.DONE, done_on=BEFORE)


def stopped(of: Task) -> Standing:
    return standing(of, State.CANCELLED)


def compared(
    then: Sequence[Standing], now: Sequence[Standing], old: Sequence[Task], new: Sequence[Task]
) -> Digest:
    said = published_of(plan_of(*old), then, BEFORE)
    return digest_of(plan_of(*new), by_ref(*now), said, MONDAY, reports=(), linked_units=None)


@pytest.mark.parametrize(
    ("then", "now", "old", "new", "move"),
    [
        pytest.param([], [], [A], [A, C], (Move.ADDED, "C"), id="added"),
        pytest.param([], [], [A, WAITS], [A, B], (Move.DATED, "B"), id="has its date"),
        pytest.param([stopped(B)], [], [A, B], [A, B], (Move.DATED, "B"), id="taken up again"),
        pytest.param([], [], [A, B], [A], (Move.GONE, "B"), id="taken out"),
        pytest.param([], [], [A, B], [A, WAITS], (Move.UNDATED, "B"), id="waits again"),
        pytest.param([], [stopped(B)], [A, B], [A, B], (Move.CANCELLED, "B"), id="cancelled"),
        pytest.param(
            [], [], [A, B], [A, task("B", date(2026, 1, 31))], (Move.REDATED, "B"), id="another date"
        ),
        pytest.param([done(B)], [standing(B)], [A, B], [A, B], (Move.REOPENED, "B"), id="open again"),
    ],
)
def test_what_joined_left_or_moved_is_named(
    then: Sequence[Standing],
    now: Sequence[Standing],
    old: Sequence[Task],
    new: Sequence[Task],
    move: tuple[Move, str],
) -> None:
    assert compared(then, now, old, new).moves == {move[0]: (move[1],)}


def test_what_only_changed_its_cell_is_no_move() -> None:
    found = compared([], [done(A)], [A, B], [A, B])
    assert (found.moves, found.change) == ({}, Cells(done_on_time=1, open_in_term=-1))


def test_the_change_is_against_what_was_said_whatever_the_plan_is_now() -> None:
    found = compared([], [], [A, WAITS], [A, B, C])
    assert found.change == Cells(open_in_term=2)
    assert (found.since, found.said) == (BEFORE, True)


def test_done_before_it_had_a_date_is_not_finished_once_more() -> None:
    found = compared([done(WAITS)], [done(B)], [A, WAITS], [A, B])
    assert (found.finished, found.moves) == ((), {Move.DATED: ("B",)})


def test_new_in_the_plan_and_done_already_is_finished_since() -> None:
    found = compared([], [done(C)], [A], [A, C])
    assert [item.code for item in found.finished] == ["C"]
    assert (found.finished_dated, found.moves) == (1, {Move.ADDED: ("C",)})


def test_finished_without_a_date_is_listed_and_counted_apart() -> None:
    free = task("B", None)
    found = compared([], [done(A), done(free)], [A, free], [A, free])
    assert ([item.code for item in found.finished], found.finished_dated) == (["A", "B"], 1)


def test_a_task_under_another_code_is_the_task_it_was() -> None:
    """One put in between: the codes behind it move on, and what each was is still known."""
    old = [A, B, C]
    between = [A, B, replace(C, was=("B",)), replace(task("D"), was=("C",))]
    found = compared([done(C)], [done(between[3])], old, between)
    assert (found.finished, found.moves) == ((), {Move.ADDED: ("B",)})
    again = published_of(plan_of(*between), [done(between[3])], BEFORE)
    assert again.codes(between) == {of.ref: of.code for of in between}


def test_a_digest_is_kept_with_every_code_in_its_cell() -> None:
    said = published_of(plan_of(A, B, C), [done(A), standing(B)], YEAR_END + timedelta(days=1))
    assert {cell: said.cells[cell] for cell in CELLS} == {
        "done_on_time": ("A",),
        "done_late": (),
        "open_in_term": (),
        "open_overdue": ("B", "C"),
    }
