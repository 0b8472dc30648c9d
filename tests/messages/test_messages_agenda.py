"""The morning agenda as a message: the most urgent in full and numbered, every other task by its code."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from delivery_office import at, open_store, task, world

from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.model import subjects
from bot.model.deadline import Deadline, DeadlineKind, Every
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import NewReport, ReportKind, Share, State
from bot.model.say import say
from bot.texts import DEFAULT
from bot.texts.limits import MESSAGE, length, tagless

CHAT = 7
UNIT = "so-tai-chinh"
TODAY = date(2026, 6, 22)  # a Monday
OLD = date(2026, 3, 31)
DAY = timedelta(days=1)


def agenda(
    folder: Path,
    tasks: Iterable[Task],
    since: date | None = TODAY - DAY,
    reports: Iterable[NewReport] = (),
    language: str = DEFAULT,
) -> Rendered:
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
        for report in reports:
            tx.reports.add(report)
        made = render(world(*tasks).speaking(language), row, tx, now)
    assert isinstance(made, Rendered)
    return made


def report(of: Task, state: State | None, percent: int | None = None, **more: Any) -> NewReport:
    return NewReport(
        key=f"{of.code}/{state}",
        task=of.ref,
        kind=more.pop("kind", ReportKind.PROGRESS),
        at=at("2026-04-15 09:00"),
        user_id=CHAT,
        user_name="Cán bộ",
        unit=more.pop("unit", UNIT),
        state=state,
        percent=percent,
        **more,
    )


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
        "Còn 3 việc, báo cáo bằng mã, ví dụ: IV-3 xin lùi đến 6/7/2026",
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
    assert "… và 100 việc nữa: gõ /viec." in lines(made)
    assert (len(subject(made).overdue), subject(made).total) == (300, 400)
    assert length(made.message.html) <= MESSAGE


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


def test_a_result_reported_late_counts_as_overdue_until_it_is_confirmed(tmp_path: Path) -> None:
    tasks = [task("A", TODAY), *many(2, OLD)]
    waits = [report(tasks[1], State.AWAITING_APPROVAL)]
    made = agenda(tmp_path, tasks, reports=waits)
    assert head(made)[1] == "Đang quá hạn: 2 việc; trong đó 1 việc đã báo hoàn thành, chờ xác nhận"


def test_what_is_overdue_says_what_was_reported_last(tmp_path: Path) -> None:
    tasks = [task("A", OLD), task("B", OLD), task("C", TODAY + 7 * DAY)]
    said = [report(each, State.IN_PROGRESS, 75) for each in (tasks[0], tasks[2])]
    found = lines(agenda(tmp_path, tasks, since=None, reports=said))
    assert [line for line in found if line.startswith("Hạn")] == [
        "Hạn 31/3/2026, quá hạn 83 ngày; báo cáo gần nhất 15/4/2026: đang làm 75%",
        "Hạn 31/3/2026, quá hạn 83 ngày; chưa có báo cáo nào",
        "Hạn 29/6/2026, còn 7 ngày",
    ]


def test_of_a_supported_task_it_is_the_unit_s_own_report(tmp_path: Path) -> None:
    theirs = replace(task("A", OLD), owner="so-y-te", support=(UNIT,))
    owner = report(theirs, State.BLOCKED, unit="so-y-te")
    part = report(theirs, State.IN_PROGRESS, 40, part=Share.SUPPORT)
    made = agenda(tmp_path, [theirs], since=None, reports=[owner, part])
    assert "báo cáo gần nhất 15/4/2026: đang làm 40%" in made.message.html


@pytest.mark.parametrize(
    ("tasks", "example"),
    [
        ([task("A", TODAY)], "1 xong"),
        (many(2, TODAY), "1 xong, 2 đang làm 60%"),
        ([task("A", OLD)], "1 vướng kinh phí"),
        (many(2, OLD), "1 vướng kinh phí, 2 xin lùi đến 6/7/2026"),
        ([task("A", TODAY), task("B", OLD)], "1 xong, 2 xin lùi đến 6/7/2026"),
    ],
)
def test_the_example_is_made_for_the_tasks_that_are_shown(
    tmp_path: Path, tasks: list[Task], example: str
) -> None:
    assert lines(agenda(tmp_path, tasks, since=None))[-1].endswith(f"ví dụ: {example}")


@pytest.mark.parametrize(
    ("every", "month", "example"),
    [
        (Every.MONTH, 5, "1 xong tháng 5/2026"),
        (Every.QUARTER, 3, "1 xong quý I/2026"),
        (Every.YEAR, 12, "1 xong năm 2025"),
    ],
)
def test_of_a_period_that_is_owed_the_example_says_which(
    tmp_path: Path, every: Every, month: int, example: str
) -> None:
    start = date(2026 if month < 12 else 2025, month, 1)
    assert lines(agenda(tmp_path, [duty(every, start)], since=None))[-1].endswith(f"ví dụ: {example}")


def granted(of: Task, until: date) -> NewReport:
    return report(of, None, kind=ReportKind.GRANT, asked_until=until)


def due_lines(made: Rendered) -> list[str]:
    return [line for line in lines(made) if line.startswith(("Hạn", "Đã gia hạn"))]


def test_a_date_says_that_it_is_today_s_an_extended_one_or_past(tmp_path: Path) -> None:
    tasks = [task("A", TODAY), task("B", OLD), task("C", OLD), task("D", TODAY + 7 * DAY)]
    moved = [granted(tasks[1], TODAY - 3 * DAY), granted(tasks[2], TODAY + 7 * DAY)]
    assert due_lines(agenda(tmp_path, tasks, since=None, reports=moved)) == [
        "Hạn 22/6/2026, đến hạn hôm nay",
        "Đã gia hạn đến 19/6/2026 (hạn ban đầu 31/3/2026); quá hạn 3 ngày; chưa có báo cáo nào",
        "Đã gia hạn đến 29/6/2026 (hạn ban đầu 31/3/2026), còn 7 ngày",
        "Hạn 29/6/2026, còn 7 ngày",
    ]


def test_what_is_due_today_and_has_no_number_is_named_as_such(tmp_path: Path) -> None:
    made = agenda(tmp_path, [*many(12, TODAY), task("B", OLD)], since=None)
    assert "Đến hạn hôm nay: II-11, II-12 (2 việc)" in lines(made)


def duty(every: Every, recurring_from: date, written: str = "") -> Task:
    told = Deadline(written=written, kind=DeadlineKind.RECURRING, reason=say("deadline.day"), every=every)
    return replace(task("A", OLD), deadline=told, recurring_from=recurring_from)


def test_a_duty_s_date_says_of_which_period_and_not_in_which_words(tmp_path: Path) -> None:
    monthly = duty(Every.MONTH, TODAY, "Xây dựng kế hoạch hằng tháng")
    made = agenda(tmp_path, [monthly], since=None)
    assert due_lines(made) == ["Hạn báo cáo tháng 6/2026: 30/6/2026, còn 8 ngày"]


def test_a_period_that_was_told_of_but_not_delivered_is_not_called_unreported(tmp_path: Path) -> None:
    yearly = duty(Every.YEAR, date(2025, 12, 1))
    said = replace(report(yearly, State.IN_PROGRESS, 60), period=date(2025, 12, 31))
    made = agenda(tmp_path, [yearly], since=None, reports=[said])
    assert any(line.startswith("Chưa báo hoàn thành kỳ: năm 2025, quá hạn 173 ngày") for line in lines(made))


def test_a_period_that_is_owed_is_named_apart_from_tasks_of_its_date(tmp_path: Path) -> None:
    tasks = [*many(10, TODAY), duty(Every.MONTH, date(2026, 5, 1)), task("B", date(2026, 5, 31))]
    assert lines(agenda(tmp_path, tasks, since=None))[-5:-2] == [
        "Còn 2 việc, báo cáo bằng mã, ví dụ: B xin lùi đến 6/7/2026",
        "Hạn 31/5/2026, quá hạn 22 ngày: B",
        "Chưa báo cáo kỳ đến hạn 31/5/2026, quá hạn 22 ngày: A",
    ]


def later_buttons(made: Rendered) -> list[str]:
    labels = [button.label for row in made.message.buttons for button in row]
    return [label for label in labels if label.startswith("Nhắc lại")]


@pytest.mark.parametrize(
    ("tasks", "since", "told"),
    [
        (many(2, TODAY + 7 * DAY), None, ["Nhắc lại 2 việc vào ngày mai"]),
        ([task("A", OLD), task("B", TODAY + 7 * DAY)], None, ["Nhắc lại 1 việc chưa đến hạn vào ngày mai"]),
        (many(2, TODAY + DAY), None, []),  # spoken of tomorrow anyway
        (many(2, TODAY + 5 * DAY), TODAY - 20 * DAY, []),  # told late as it is
    ],
)
def test_a_reminder_may_be_put_off_where_a_day_s_rest_means_something(
    tmp_path: Path, tasks: list[Task], since: date | None, told: list[str]
) -> None:
    assert later_buttons(agenda(tmp_path, tasks, since)) == told


def test_in_english_it_is_as_short(tmp_path: Path) -> None:
    tasks = [task("A", TODAY), *many(11, OLD)]
    found = lines(agenda(tmp_path, tasks, since=None, language="en"))
    assert found[1] == "Sở Tài chính: 12 tasks (1 due today, 11 overdue)"
    assert found[-4:] == [
        "2 more, to be reported by code, for instance: II-10: extend to 6/7/2026",
        "Due 31/3/2026, 83 days overdue: II-10, II-11 (2 tasks)",
        "",
        "Press a number to open a task, or reply to this message, "
        "for instance: 1 done, 2: extend to 6/7/2026",
    ]
