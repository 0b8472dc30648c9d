"""Evidence is kept once, placed when its task is known, and fetched when it is due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.model.deadline import TaskRef
from bot.model.evidence import LARGEST, Attachment, EvidenceKind, EvidenceState, NewEvidence
from bot.model.message import NewDelivery, OutboxKind, Priority
from bot.model.progress import NewReport, ReportKind, Share
from bot.model.subjects import Card, Tasks
from bot.store.store import Store, Transaction

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
FIRE = TaskRef("hp-07", "III.2.1-8")
LAND = TaskRef("hp-07", "III.3.2-3")
FILE = Attachment(kind=EvidenceKind.DOCUMENT, name="qđ 12.pdf", file_id="f1", unique_id="u1", size=2048)


def report(tx: Transaction, key: str = "u1/0", **more: Any) -> int:
    new = NewReport(
        key=key, task=FIRE, kind=ReportKind.EVIDENCE, at=NOW, user_id=41, user_name="…", unit="so-xd", **more
    )
    kept = tx.reports.add(new)
    assert kept
    return kept.id


def piece(key: str, what: Attachment = FILE, **more: Any) -> NewEvidence:
    usual: dict[str, Any] = {"batch": "b1", "at": NOW, "user_id": 41, "user_name": "Trưởng phòng"}
    return NewEvidence(key=key, what=what, **(usual | more))


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as open_:
        yield open_


def test_a_piece_is_kept_whole_and_once(tx: Transaction) -> None:
    new = piece("p1", task=FIRE, report_id=report(tx))
    assert (tx.evidence.add(new), tx.evidence.add(new)) == (True, False)
    (kept,) = tx.evidence.of([FIRE])
    assert {name: getattr(kept, name) for name in NewEvidence.__slots__} == {
        name: getattr(new, name) for name in NewEvidence.__slots__
    }
    assert (kept.state, kept.sha256) == (EvidenceState.WAITING, None)


def test_what_was_sent_together_is_placed_together_and_once(tx: Transaction) -> None:
    for key in ("p1", "p2"):
        tx.evidence.add(piece(key))
    tx.evidence.add(piece("p3", batch="b2"))
    first = report(tx)
    assert (tx.evidence.place("b1", FIRE, first), tx.evidence.place("b1", LAND, first)) == (2, 0)
    assert [e.key for e in tx.evidence.of([FIRE])] == ["p1", "p2"]
    assert [e.key for e in tx.evidence.of([FIRE]) if e.report_id == first] == ["p1", "p2"]


def test_a_file_is_fetched_once_its_task_is_known(tx: Transaction) -> None:
    tx.evidence.add(piece("p1"))
    assert (tx.evidence.to_fetch(LATER, 10), tx.evidence.next_due()) == ([], None)
    tx.evidence.place("b1", FIRE, report(tx))
    assert [e.key for e in tx.evidence.to_fetch(NOW, 10)] == ["p1"]


def test_a_file_put_off_waits_for_its_moment(tx: Transaction) -> None:
    tx.evidence.add(piece("p1", task=FIRE))
    tx.evidence.retry(1, LATER, "NetworkError")
    assert (tx.evidence.to_fetch(NOW, 10), tx.evidence.next_due()) == ([], LATER)
    assert tx.evidence.to_fetch(LATER, 10)[0].attempts == 1


@pytest.mark.parametrize("state", [EvidenceState.TOO_LARGE, EvidenceState.LOST])
def test_what_is_kept_or_never_to_be_had_is_fetched_no_more(tx: Transaction, state: EvidenceState) -> None:
    for key in ("p1", "p2"):
        tx.evidence.add(piece(key, task=FIRE))
    tx.evidence.kept(1, "ab" * 32, 2048)
    tx.evidence.never(2, state, "gone")
    assert tx.evidence.next_due() is None
    assert [(e.state, e.sha256) for e in tx.evidence.of([FIRE])] == [
        (EvidenceState.KEPT, "ab" * 32),
        (state, None),
    ]


def test_a_link_and_a_file_too_large_are_never_fetched(tx: Transaction) -> None:
    link = Attachment(kind=EvidenceKind.LINK, name="https://haiphong.gov.vn/12")
    large = Attachment(kind=EvidenceKind.VIDEO, name="phim.mp4", file_id="f2", size=LARGEST + 1)
    for key, what in (("p1", link), ("p2", large)):
        tx.evidence.add(piece(key, what, task=FIRE))
    assert [e.state for e in tx.evidence.of([FIRE])] == [EvidenceState.KEPT, EvidenceState.TOO_LARGE]
    assert tx.evidence.next_due() is None


def test_a_report_keeps_what_it_decides_and_whose_part_it_is(tx: Transaction) -> None:
    first = report(tx)
    second = tx.reports.get(report(tx, "u2/0", decides=first, part=Share.SUPPORT))
    assert second and (second.decides, second.part) == (first, Share.SUPPORT)


def test_the_messages_that_show_a_task_are_found_newest_first(tx: Transaction) -> None:
    other = TaskRef("hp-07", "III.1-1")
    shown = (Card(tasks=(FIRE, other)), Card(tasks=(LAND, other)), Tasks(user=1, tasks=(FIRE, other)))
    for n, subject in enumerate(shown * 2):
        tx.outbox.add(NewDelivery(key=str(n), chat_id=n, priority=Priority.ANSWER, subject=subject), NOW)
        tx.outbox.claim(n + 1, NOW, subject)
        tx.outbox.sent(n + 1, 100 + n, NOW + timedelta(minutes=n))
    assert [row.chat_id for row in tx.outbox.showing([OutboxKind.CARD], FIRE, NOW)] == [3, 0]
    assert [
        row.chat_id for row in tx.outbox.showing([OutboxKind.CARD], FIRE, NOW + timedelta(minutes=1))
    ] == [3]
