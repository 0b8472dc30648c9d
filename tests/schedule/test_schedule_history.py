"""A log as a whole: what counts of it, what was decided, and what it was earlier."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.progress import Report, ReportKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TASK = TaskRef("hp-07", "III.2.1-8")


def entry(id: int, kind: ReportKind, *, undoes: int | None = None, decides: int | None = None) -> Report:
    at = datetime(2026, 6, id, 9, tzinfo=ZONE)
    return Report(
        id=id, key=str(id), task=TASK, kind=kind, at=at, undoes=undoes, decides=decides,
        user_id=1, user_name="Trưởng phòng Kinh tế", unit="so-y-te",
    )  # fmt: skip


ASKED = entry(1, ReportKind.EXTENSION)
REFUSED = entry(2, ReportKind.REFUSE, decides=1)
TAKEN_BACK = entry(3, ReportKind.UNDO, undoes=2)
GRANTED = entry(4, ReportKind.GRANT, decides=1)


def test_what_was_taken_back_does_not_count_nor_does_the_taking_back() -> None:
    log = History([GRANTED, TAKEN_BACK, REFUSED, ASKED])
    assert list(log) == [ASKED, REFUSED, TAKEN_BACK, GRANTED]
    assert log.undone == {2}
    assert log.live == (ASKED, GRANTED)


def test_the_last_decision_that_stands_is_the_one_on_a_report() -> None:
    assert History([ASKED, REFUSED]).decision_on(ASKED) == REFUSED
    assert History([ASKED, REFUSED, TAKEN_BACK]).decision_on(ASKED) is None
    assert History([ASKED, REFUSED, TAKEN_BACK, GRANTED]).decision_on(ASKED) == GRANTED


def test_before_it_was_taken_back_an_entry_counted() -> None:
    log = History([ASKED, REFUSED, TAKEN_BACK])
    assert log.as_of(REFUSED.at).live == (ASKED, REFUSED)
