"""The morning agenda as a message: the most urgent in full and numbered, every other task by its code."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from delivery_office import at, open_store, task, world

from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.model import subjects
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.plan import Task
from bot.texts.limits import MESSAGE, length, tagless

CHAT = 7
UNIT = "so-tai-chinh"
TODAY = date(2026, 6, 22)  # a Monday
OLD = date(2026, 3, 31)
DAY = timedelta(days=1)


def agenda(folder: Path, tasks: Iterable[Task], since: date | None = TODAY - DAY) -> Rendered:
    """What the unit is told on `TODAY`."""
    now = at(f"{TODAY} 07:30")
    row = Delivery(
        id=1,
        key="k",
        chat_id=CHAT,
        priority=Priority.AGENDA,
        subject=subjects.Agenda(on=TODAY, since={UNIT: since}),
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now,
    )
    with closing(open_store(folder)) as store, store.transaction() as tx:
        tx.links.add(Role.OFFICIAL, CHAT, CHAT, "Cán bộ", UNIT, None, None, now)
        made = render(world(*tasks), row, tx, now)
    assert isinstance(made, Rendered)
    return made


def lines(made: Rendered) -> list[str]:
    return tagless(made.message.html).split("\n")


def subject(made: Rendered) -> subjects.Agenda:
    assert isinstance(made.subject, subjects.Agenda)
    return made.subject


def many(count: int, due: date, prefix: str = "II") -> list[Task]:
    return [task(f"{prefix}-{n}", due) for n in range(1, count + 1)]


def test_the_first_ten_are_numbered_and_the_others_named_by_code_a_line_a_date(tmp_path: Path) -> None:
    tasks = [*many(7, OLD), *many(5, date(2026, 4, 30), "IV"), task("I-1", TODAY)]
    made = agenda(tmp_path, tasks, since=None)
    assert [x for x in lines(made) if x[:2] in ("1.", "2.", "10")] == [
        "1. Nhiệm vụ I-1 (I-1)",
        "2. Nhiệm vụ II-1 (II-1)",
        "10. Nhiệm vụ IV-2 (IV-2)",
    ]
    assert lines(made)[-4:-1] == [
        "Còn 3 việc, báo cáo bằng mã, ví dụ: IV-3 đang làm 60%",
        "Hạn 30/4/2026, quá hạn 53 ngày: IV-3, IV-4, IV-5 (3 việc)",
        "",
    ]
    numbers = [button.label for row in made.message.buttons for button in row]
    assert numbers[:11] == [*map(str, range(1, 11)), "Xem tất cả (13)"]


def test_a_number_means_the_task_it_stands_before(tmp_path: Path) -> None:
    made = agenda(tmp_path, [*many(12, OLD), task("I-1", TODAY)], since=None)
    assert [ref.code for ref in subject(made).tasks] == ["I-1", *(f"II-{n}" for n in range(1, 10))]


def test_every_overdue_task_is_named_before_anybody_above_hears_of_it(tmp_path: Path) -> None:
    made = agenda(tmp_path, many(40, OLD), since=None)
    assert {ref.code for ref in subject(made).overdue} == {f"II-{n}" for n in range(1, 41)}
    assert all(f"II-{n}" in made.message.html for n in range(1, 41))


@pytest.mark.parametrize("letters", [100, 400])
def test_long_titles_leave_fewer_in_full_and_all_of_them_named(tmp_path: Path, letters: int) -> None:
    tasks = [replace(each, title="Đẩy mạnh " * (letters // 9)) for each in many(60, OLD)]
    made = agenda(tmp_path, tasks, since=None)
    assert length(made.message.html) <= MESSAGE
    assert "<b>1.</b>" in made.message.html
    assert all(f"II-{n}" in made.message.html for n in range(1, 61))
    assert 1 <= len(subject(made).tasks) <= 10


def test_what_even_the_codes_leave_no_room_for_is_counted(tmp_path: Path) -> None:
    made = agenda(tmp_path, many(400, OLD), since=None)
    assert "… và 250 việc nữa: gõ /viec." in lines(made)
    assert (len(subject(made).overdue), subject(made).total) == (150, 400)


def head(made: Rendered) -> list[str]:
    return lines(made)[1 : lines(made).index("")]


@pytest.mark.parametrize(
    ("tasks", "told"),
    [
        ([task("A", TODAY)], "1 việc đến hạn hôm nay"),
        (many(3, TODAY + 7 * DAY), "3 việc sắp đến hạn"),
        ([task("A", OLD)], "1 việc quá hạn"),
        (many(22, OLD), "22 việc, đều quá hạn"),
        (
            [task("A", TODAY), *many(2, OLD), task("B", TODAY + 7 * DAY)],
            "4 việc (1 đến hạn hôm nay, 2 quá hạn, 1 sắp đến hạn)",
        ),
        ([task("A", TODAY), task("B", TODAY + 7 * DAY)], "2 việc (1 đến hạn hôm nay, 1 sắp đến hạn)"),
    ],
)
def test_the_head_says_in_a_line_what_the_message_reminds_of(
    tmp_path: Path, tasks: list[Task], told: str
) -> None:
    assert head(agenda(tmp_path, tasks, since=None)) == [f"Sở Tài chính: {told}"]


def test_what_else_is_overdue_is_counted_beside_what_the_message_reminds_of(tmp_path: Path) -> None:
    told_on_friday = TODAY - 3 * DAY
    made = agenda(tmp_path, [task("A", TODAY), *many(5, told_on_friday - DAY)])
    assert head(made) == ["Sở Tài chính: tin này nhắc 1 việc đến hạn hôm nay", "Đang quá hạn: 5 việc"]
