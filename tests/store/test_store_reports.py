"""Reports are kept once each, whole, in the order they came."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.model.deadline import TaskRef
from bot.model.progress import NewReport, Report, ReportKind, State
from bot.store.reports import Reports
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
        "newest",
        "get",
        "by_key",
    }


def test_characters_no_database_can_hold_are_left_out(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        tx.reports.add(answer("a", note="đã\x00 xong \ud83d", user_name="Trưởng\x00 phòng"))
    with witness.transaction() as tx:
        (report,) = tx.reports.of()
    assert (report.note, report.user_name) == ("đã xong ?", "Trưởng phòng")
