"""Reports are kept once each, whole, in the order they came."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.model.deadline import TaskRef
from bot.model.progress import NewReport, Report, ReportKind, State
from bot.store.reports import Reports, Signs
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
FIRE = TaskRef("hp-07", "III.2.1-8")
LAND = TaskRef("hp-07", "III.3.2-3")


def answer(key: str, **changes: Any) -> NewReport:
    usual: dict[str, Any] = {
        "task": FIRE,
        "kind": ReportKind.PROGRESS,
        "at": NOW,
        "user_id": 41,
        "user_name": "Trưởng phòng Kinh tế",
        "unit": "so-xd",
        "state": State.IN_PROGRESS,
        "percent": 60,
        "note": "đang làm 60%, chờ thẩm định",
    }
    return NewReport(key=key, **(usual | changes))


def test_a_report_is_kept_whole(store: Store, witness: Store) -> None:
    new = answer("u1/0", kind=ReportKind.EXTENSION, asked_until=date(2026, 6, 30), state=None, percent=None)
    with store.transaction() as tx:
        kept = tx.reports.add(new)
    with witness.transaction() as tx:
        assert tx.reports.get(1) == kept
    assert kept == Report(id=1, **{name: getattr(new, name) for name in NewReport.__slots__})


def test_the_same_key_again_is_no_second_report(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        first = tx.reports.add(answer("u1/0"))
        assert tx.reports.add(answer("u1/0", note="again")) is None
        assert tx.reports.by_key("u1/0") == first
        assert tx.reports.by_key("u1/1") is None
    with witness.transaction() as tx:
        assert tx.reports.of() == [first]


def test_reports_come_in_the_order_of_keeping(store: Store) -> None:
    with store.transaction() as tx:
        for key, at in (("z", LATER), ("a", NOW)):
            tx.reports.add(answer(key, at=at))
        assert [report.key for report in tx.reports.of()] == ["z", "a"]


def test_reports_can_be_asked_for_by_task(store: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("a"))
        tx.reports.add(answer("b", task=LAND))
        tx.reports.add(answer("c", task=TaskRef("other", FIRE.code)))
        assert [report.key for report in tx.reports.of([FIRE])] == ["a"]
        assert [report.key for report in tx.reports.of({FIRE, LAND})] == ["a", "b"]
        assert tx.reports.of([]) == []


def test_reports_can_be_asked_for_up_to_a_moment_itself_included(store: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("a", at=NOW))
        tx.reports.add(answer("b", at=LATER))
        assert [report.key for report in tx.reports.of(until=NOW)] == ["a"]
        assert [report.key for report in tx.reports.of([FIRE], until=LATER)] == ["a", "b"]


def test_an_undo_stands_beside_what_it_takes_back(store: Store) -> None:
    with store.transaction() as tx:
        first = tx.reports.add(answer("a"))
        assert first is not None
        undo = tx.reports.add(answer("b", kind=ReportKind.UNDO, undoes=first.id))
        assert undo is not None and undo.undoes == first.id
        assert tx.reports.of([FIRE]) == [first, undo]


def test_nothing_can_change_or_remove_a_report() -> None:
    assert {name for name in dir(Reports) if not name.startswith("_")} == {
        "add",
        "of",
        "granted",
        "newest",
        "newest_of",
        "undone",
        "get",
        "by_key",
        # Which of them standings rest on is noted beside the log.
        "bearing",
        "unweeded",
        "weed",
    }


def test_characters_no_database_can_hold_are_left_out(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("a", note="đã\x00 xong \ud83d", user_name="Trưởng\x00 phòng"))
    with witness.transaction() as tx:
        (report,) = tx.reports.of()
    assert (report.note, report.user_name) == ("đã xong ?", "Trưởng phòng")


# ---- which of them still matter ----

WHOLE: Signs = {(FIRE,): "by rules"}
OTHER: Signs = {(FIRE,): "by other rules"}


def weeded(store: Store) -> list[Report]:
    """Three reports, of which the first was left out, the second weeded and the third came later."""
    with store.transaction() as tx:
        for key, at in (("u1:1", NOW), ("u2:1", NOW), ("u3:1", LATER)):
            tx.reports.add(answer(f"in:{key}", at=at, kept_at=at))
        all_ = tx.reports.of([FIRE])
        tx.reports.weed(all_[1:], "by rules", LATER, [FIRE])
    return all_


def test_what_nothing_rests_on_is_not_read_and_stays_in_the_log(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        assert tx.reports.bearing(WHOLE) == all_[1:]
        assert tx.reports.of([FIRE]) == all_
        elsewhere: Signs = {(LAND,): "by rules"}
        assert tx.reports.bearing(elsewhere) == []


def test_what_was_weeded_by_other_rules_is_read_whole(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        assert tx.reports.bearing(OTHER) == all_
        assert tx.reports.bearing(WHOLE, since=NOW) == all_
        assert tx.reports.bearing(WHOLE, since=LATER) == all_[1:]


def test_a_task_rests_on_its_whole_log_again_when_something_old_is_taken_back(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        undo = tx.reports.add(answer("in:u4:1", kind=ReportKind.UNDO, undoes=all_[1].id))
        assert tx.reports.bearing(WHOLE) == [*all_, undo]


def test_and_when_something_that_was_left_out_is_decided_on(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        seen = tx.reports.add(answer("in:u4:1", kind=ReportKind.SEEN, decides=all_[0].id))
        assert tx.reports.bearing(WHOLE) == [*all_, seen]


def test_what_came_while_a_task_was_weeded_is_read(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        came = tx.reports.add(answer("in:u4:1", kept_at=LATER))
        tx.reports.weed(all_[1:], "by rules", LATER, [FIRE])  # by who had read the log before
        assert tx.reports.bearing(WHOLE) == [*all_[1:], came]


def test_of_two_tasks_that_had_one_code_both_are_read_whole(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        assert tx.reports.bearing({(LAND, FIRE): "together", (FIRE,): "by rules"}) == all_
        assert tx.reports.bearing({(FIRE,): "by rules", (LAND, FIRE): "by rules"}) == all_


def test_more_tasks_than_a_statement_can_name_are_read_whole(store: Store) -> None:
    all_ = weeded(store)
    many = [TaskRef("p", str(number)) for number in range(20_000)]
    with store.transaction() as tx:
        assert tx.reports.of([*many, FIRE]) == all_


def test_what_is_taken_back_at_once_brings_nothing_back(store: Store) -> None:
    all_ = weeded(store)
    with store.transaction() as tx:
        undo = tx.reports.add(answer("in:u4:1", kind=ReportKind.UNDO, undoes=all_[2].id))
        assert tx.reports.bearing(WHOLE) == [*all_[1:], undo]


def test_an_earlier_code_of_the_task_is_read_whole_with_it(store: Store) -> None:
    both: Signs = {(FIRE, LAND): "together"}
    with store.transaction() as tx:
        for number, task in enumerate((LAND, LAND, FIRE), 1):
            tx.reports.add(answer(f"in:{number}:1", task=task, kept_at=NOW))
        all_ = tx.reports.of([FIRE, LAND])
        tx.reports.weed(all_[1:], "together", LATER, [FIRE, LAND])
        assert tx.reports.bearing(both) == all_[1:]
        undo = tx.reports.add(answer("in:9:1", kind=ReportKind.UNDO, undoes=all_[2].id))
        assert tx.reports.bearing(both) == [*all_, undo]


def test_what_is_old_and_not_weeded_is_found(store: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("in:1:1", kept_at=NOW))
        tx.reports.add(answer("in:2:1", task=LAND, kept_at=LATER))
        assert tx.reports.unweeded(LATER, 10) == [FIRE]
        tx.reports.weed(tx.reports.of([FIRE]), "by rules", LATER, [FIRE])
        assert tx.reports.unweeded(LATER, 10) == []


def test_the_last_of_a_task_are_told_by_when_they_were_said(store: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("in:1:1", at=LATER))
        for number in (2, 3):
            tx.reports.add(answer(f"in:{number}:1", task=LAND))
        found = tx.reports.newest_of([FIRE, LAND], 2)
        assert [report.id for report in found] == [3, 1]
        assert tx.reports.newest_of([FIRE], 0) == []


def test_it_is_known_what_was_taken_back(store: Store) -> None:
    with store.transaction() as tx:
        first = tx.reports.add(answer("in:1:1"))
        second = tx.reports.add(answer("in:2:1"))
        assert first and second
        tx.reports.add(answer("in:3:1", kind=ReportKind.UNDO, undoes=first.id))
        assert tx.reports.undone([first.id, second.id]) == {first.id}
