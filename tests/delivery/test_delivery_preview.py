"""The preview says what the passes would send, as they would say it, and why; what is done is left out."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from delivery_office import at, open_store, task, world

from bot.delivery.preview import Preview, keep_reports, keep_values, preview
from bot.messages.view import View
from bot.model.agenda import Times
from bot.model.message import OutboxKind
from bot.model.people import Role
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, State
from bot.model.published import Published
from bot.model.subjects import Digest
from bot.model.target import TargetRef, TargetValue
from bot.texts import Texts


def previewed(
    folder: Path,
    tasks: Iterable[Task],
    first: str,
    last: str,
    *,
    unit: str | None = None,
    reports: Iterable[Report] = (),
    said: Iterable[Digest] = (),
) -> list[Preview]:
    with closing(open_store(folder)) as store, store.transaction() as tx:
        keep_reports(tx, reports)
        days = date.fromisoformat(first), date.fromisoformat(last)
        return list(preview(world(*tasks), Times(), tx, *days, unit, said))


def agendas(found: Iterable[Preview]) -> list[Preview]:
    return [each for each in found if each.kind is OutboxKind.AGENDA]


def why(found: Preview, language: str) -> list[str]:
    return [Texts(language).plain(what) for what in found.why]


def done(code: str, on: str) -> Report:
    return Report(
        id=7,
        key="x",
        task=task(code, date(2026, 3, 31)).ref,
        kind=ReportKind.PROGRESS,
        at=at(on),
        user_id=1,
        user_name="x",
        unit="so-tai-chinh",
        state=State.DONE,
    )


A = task("A", date(2026, 3, 31))


def test_each_reminder_comes_on_its_day_with_its_reason(tmp_path: Path) -> None:
    found = agendas(previewed(tmp_path, [A], "2026-03-17", "2026-04-14"))
    days = [str(each.at.date()) for each in found]
    before = ["2026-03-17", "2026-03-24", "2026-03-27", "2026-03-30", "2026-03-31"]
    assert days == [*before, "2026-04-01", "2026-04-03", "2026-04-13"]
    assert [why(each, "vi") for each in found[3:6]] == [
        ["A – còn 1 ngày đến 31/3/2026"],
        ["A – 31/3/2026 là ngày đến hạn"],
        ["A – quá hạn 31/3/2026 đã 1 ngày"],
    ]
    assert [why(each, "en") for each in (*found[3:6], found[-1])] == [
        ["A – 1 day before 31/3/2026"],
        ["A – 31/3/2026 is the due date"],
        ["A – due 31/3/2026, 1 day overdue"],
        ["A – due 31/3/2026, 13 days overdue"],
    ]


def test_the_opening_of_a_quarter_is_a_reason(tmp_path: Path) -> None:
    (found,) = agendas(previewed(tmp_path, [A], "2026-01-01", "2026-01-05"))
    assert why(found, "vi") == ["A – đầu kỳ, việc đến hạn 31/3/2026"]
    assert why(found, "en") == ["A – opening of the quarter in which it is due, 31/3/2026"]


def test_a_due_date_on_a_day_off_says_which_day_counts(tmp_path: Path) -> None:
    (found,) = agendas(previewed(tmp_path, [task("A", date(2026, 5, 31))], "2026-05-29", "2026-05-29"))
    assert why(found, "vi") == ["A – 29/5/2026 là ngày làm việc cuối trước hạn 31/5/2026"]


def test_the_message_is_the_one_that_would_be_sent(tmp_path: Path) -> None:
    (found,) = agendas(previewed(tmp_path, [A], "2026-03-31", "2026-03-31"))
    assert "Nhiệm vụ A" in found.message.html
    assert [button.label for row in found.message.buttons for button in row] == ["1"]
    assert (found.to.role, found.to.unit) == (Role.OFFICIAL, "so-tai-chinh")


def test_an_escalation_names_the_tasks_that_nobody_spoke_of(tmp_path: Path) -> None:
    found = previewed(tmp_path, [A], "2026-04-01", "2026-04-30")
    heads = [each for each in found if each.kind is OutboxKind.ESCALATION and each.to.role is Role.HEAD]
    days = (heads[0].at.date() - date(2026, 3, 31)).days
    assert why(heads[0], "vi") == [f"A – quá hạn 31/3/2026 đã {days} ngày, đơn vị chưa báo cáo"]
    assert why(heads[0], "en") == [f"A – due 31/3/2026, {days} days overdue, and its unit has not reported"]


def test_the_group_gets_its_digest_on_monday(tmp_path: Path) -> None:
    found = previewed(tmp_path, [A], "2026-03-16", "2026-03-22")
    digests = [each for each in found if each.kind is OutboxKind.DIGEST]
    assert [(each.to.role, str(each.at.date())) for each in digests] == [(Role.GROUP, "2026-03-16")]
    assert why(digests[0], "vi") == ["bản tin tuần của kế hoạch"]


def test_monday_s_digest_is_not_told_again_on_tuesday(tmp_path: Path) -> None:
    found = previewed(tmp_path, [A], "2026-03-17", "2026-03-22")
    assert [each for each in found if each.kind is OutboxKind.DIGEST] == []


def test_a_digest_is_compared_with_the_one_before_it_and_the_first_with_the_last_that_was_sent(
    tmp_path: Path,
) -> None:
    said = Published(
        at("2026-03-09 07:30"), {"open_in_term": ("A",)}, done=(), dates={"A": date(2026, 3, 31)}
    )
    sent = Digest(plan=A.plan, week=date(2026, 3, 9), figures=said)
    reports = [done("A", "2026-03-12 09:00")]
    found = previewed(tmp_path, [A], "2026-03-16", "2026-03-24", reports=reports, said=[sent])
    first, second = (each.message.html for each in found if each.kind is OutboxKind.DIGEST)
    assert "tuần qua thêm 1" in first and "so với bản tin 9/3/2026" in first
    assert "không thay đổi so với bản tin 16/3/2026" in second


def test_what_is_reported_done_is_not_reminded_of(tmp_path: Path) -> None:
    reports = [done("A", "2026-03-20 09:00")]
    assert agendas(previewed(tmp_path, [A], "2026-03-24", "2026-03-31", reports=reports)) == []


def test_one_unit_alone_gets_no_digest(tmp_path: Path) -> None:
    found = previewed(tmp_path, [A], "2026-03-16", "2026-03-17", unit="so-tai-chinh")
    assert {each.kind for each in found} == {OutboxKind.AGENDA}


def test_an_undo_still_takes_back_what_it_took_back(tmp_path: Path) -> None:
    first = done("A", "2026-03-20 09:00")
    values = {"key": "y", "task": first.task, "at": first.at, "user_id": 1, "user_name": "x", "unit": None}
    undo = Report(id=9, kind=ReportKind.UNDO, undoes=first.id, **values)  # type: ignore[arg-type]  # a plain dict
    assert len(agendas(previewed(tmp_path, [A], "2026-03-31", "2026-03-31", reports=[first, undo]))) == 1


def test_a_decision_copied_into_a_scratch_database_is_about_the_copied_report(tmp_path: Path) -> None:
    waits = replace(done("A", "2026-03-02 08:00"), state=State.AWAITING_APPROVAL)
    approved = replace(waits, id=9, key="y", kind=ReportKind.APPROVE, state=None, decides=7)
    with closing(open_store(tmp_path)) as store, store.transaction() as tx:
        keep_reports(tx, [waits, approved])
        assert View(world(A), tx, at("2026-03-03 08:00")).standing(A).state is State.DONE


def test_figures_of_targets_are_known_to_the_preview_but_for_those_taken_back(tmp_path: Path) -> None:
    first = TargetValue(
        id=1,
        key="a",
        target=TargetRef("hp-07", "dn"),
        value=Decimal(41200),
        on=date(2026, 6, 30),
        at=at("2026-07-01 08:00"),
        user_id=1,
        user_name="Chánh Văn phòng",
        unit=None,
    )
    second = replace(first, id=2, key="b")
    with closing(open_store(tmp_path)) as store, store.transaction() as tx:
        keep_values(tx, [first, second, replace(first, id=3, key="c", undoes=1)])
        assert [value.key for value in tx.target_values.of("hp-07")] == ["b"]
