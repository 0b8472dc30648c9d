"""The outbox plans a message once, hands it out by urgency, and says what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from store_samples import AGENDA

from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, NewDelivery, OutboxKind, Priority
from bot.model.people import Role
from bot.model.subjects import Agenda, Card, Digest, Unreadable, WhichTask
from bot.store.store import Store, Transaction
from bot.store.tables import outbox

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CHAT, USER = 5001, 7
CARD = Card(tasks=(TaskRef("p", "III.2.1-8"),))
SENT = replace(AGENDA, tasks=CARD.tasks)
DIGEST = Digest(plan="p", week=date(2026, 3, 2))


def delivery(key: str, **changes: Any) -> NewDelivery:
    usual: dict[str, Any] = {"subject": AGENDA, "chat_id": CHAT, "priority": Priority.AGENDA}
    return NewDelivery(key=key, **(usual | changes))


def plan(store: Store, *rows: NewDelivery, now: datetime = NOW) -> None:
    with store.transaction() as tx:
        for row in rows:
            assert tx.outbox.add(row, now)


def due(store: Store, now: datetime = NOW) -> list[str]:
    with store.transaction(read_only=True) as tx:
        return [row.key for row in tx.outbox.due(now, 100)]


def only(store: Store) -> Delivery:
    with store.transaction(read_only=True) as tx:
        (row,) = tx.outbox.ledger()
    return row


def send(tx: Transaction, id: int, message_id: int | None, at: datetime = NOW) -> None:
    row = tx.outbox.get(id)
    assert row and tx.outbox.claim(id, at, row.subject)
    tx.outbox.sent(id, message_id, at)


def shown(tx: Transaction, message_id: int) -> str | None:
    found = tx.outbox.message(CHAT, message_id)
    return found.key if found else None


def test_a_row_keeps_all_it_was_given(store: Store, witness: Store) -> None:
    subject = Agenda(on=date(2026, 3, 2), since={"đơn-vị": date(2026, 3, 1), "so-xd": None})
    new = delivery("a", subject=subject, edits=8, thread_id=4)
    plan(store, new)
    assert only(witness) == Delivery(
        id=1,
        key="a",
        chat_id=CHAT,
        priority=Priority.AGENDA,
        subject=subject,
        edits=8,
        thread_id=4,
        state=DeliveryState.PENDING,
        created_at=NOW,
        due_at=NOW,
    )


def test_the_same_key_again_is_ignored(store: Store, witness: Store) -> None:
    plan(store, delivery("a"))
    with store.transaction() as tx:
        assert not tx.outbox.add(delivery("a", chat_id=6), LATER)
        assert tx.outbox.has("a")
        assert not tx.outbox.has("b")
    assert only(witness).chat_id == CHAT


def test_the_more_urgent_goes_first_then_the_earlier_planned(store: Store) -> None:
    digest = delivery("digest", priority=Priority.DIGEST)
    answers = [delivery(key, priority=Priority.ANSWER) for key in ("z", "y")]
    plan(store, digest, delivery("agenda"), *answers)
    assert due(store) == ["z", "y", "agenda", "digest"]


def test_a_subject_that_nobody_can_read_holds_up_no_other_row(store: Store, witness: Store) -> None:
    plan(store, delivery("a"), delivery("b"))
    with store.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.key == "a").values(subject={"v": 99, "ask": "?"}))
    with witness.transaction(read_only=True) as tx:
        rows = tx.outbox.due(NOW, 100)
    assert [(row.kind, row.subject) for row in rows] == [
        (OutboxKind.AGENDA, Unreadable(was=OutboxKind.AGENDA)),
        (OutboxKind.AGENDA, AGENDA),
    ]


def test_a_row_waits_for_its_moment(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.add(delivery("a"), NOW, due_at=LATER)
        assert tx.outbox.next_due() == LATER
    assert due(store) == []
    assert due(store, LATER) == ["a"]


def test_chats_that_must_rest_can_be_left_out(store: Store) -> None:
    plan(store, delivery("a"), delivery("b", chat_id=6))
    with store.transaction() as tx:
        assert [row.key for row in tx.outbox.due(NOW, 9, skip_chats={CHAT})] == ["b"]


def test_a_claimed_row_is_sending_what_was_rendered(store: Store, witness: Store) -> None:
    plan(store, delivery("a"))
    with store.transaction() as tx:
        assert tx.outbox.claim(1, NOW, SENT)
        assert not tx.outbox.claim(1, NOW, AGENDA)
    row = only(witness)
    assert (row.state, row.attempts, row.subject) == (DeliveryState.SENDING, 1, SENT)
    assert due(witness, LATER) == []


def test_a_sent_row_knows_its_message_and_moment(store: Store, witness: Store) -> None:
    plan(store, delivery("a"))
    with store.transaction() as tx:
        send(tx, 1, 900)
    row = only(witness)
    assert (row.state, row.message_id, row.sent_at, row.error) == (DeliveryState.SENT, 900, NOW, None)
    assert due(witness, LATER) == []


@pytest.mark.parametrize("state", [DeliveryState.RETRYING, DeliveryState.UNCERTAIN])
def test_a_send_that_failed_for_now_comes_again(store: Store, state: DeliveryState) -> None:
    plan(store, delivery("a"))
    with store.transaction() as tx:
        tx.outbox.claim(1, NOW, AGENDA)
        change = tx.outbox.retry if state is DeliveryState.RETRYING else tx.outbox.uncertain
        change(1, LATER, "502")
    assert (only(store).state, only(store).error) == (state, "502")
    assert (due(store), due(store, LATER)) == ([], ["a"])


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda tx: tx.outbox.skip(1, "nothing open", NOW), DeliveryState.SKIPPED),
        (lambda tx: tx.outbox.unreachable(1, "blocked", NOW), DeliveryState.UNREACHABLE),
        (lambda tx: tx.outbox.refused(1, "too long", NOW), DeliveryState.REFUSED),
    ],
)
def test_an_ended_row_comes_no_more_and_says_why(
    store: Store, witness: Store, end: Callable[[Transaction], None], state: DeliveryState
) -> None:
    plan(store, delivery("a"))
    with store.transaction() as tx:
        end(tx)
    row = only(witness)
    assert (row.state, row.sent_at, bool(row.error)) == (state, None, True)
    assert due(witness, LATER) == []


def test_what_a_dead_process_was_sending_is_uncertain_and_due(store: Store, witness: Store) -> None:
    plan(store, delivery("a"), delivery("b"))
    with store.transaction() as tx:
        tx.outbox.claim(1, NOW, AGENDA)
    with store.transaction() as tx:
        assert tx.outbox.recover(LATER) == 1
        assert tx.outbox.recover(LATER) == 0
    with witness.transaction() as tx:
        states = {row.key: row.state for row in tx.outbox.due(LATER, 9)}
    assert states == {"a": DeliveryState.UNCERTAIN, "b": DeliveryState.PENDING}


@pytest.mark.parametrize(("ids", "back"), [(None, ["a", "b"]), ([1], ["a"]), ([3], []), ([], [])])
def test_what_was_not_delivered_can_be_tried_again(
    store: Store, ids: list[int] | None, back: list[str]
) -> None:
    plan(store, delivery("a"), delivery("b"), delivery("c"))
    with store.transaction() as tx:
        tx.outbox.unreachable(1, "blocked", NOW)
        tx.outbox.refused(2, "too long", NOW)
        send(tx, 3, 900)
        assert tx.outbox.requeue(ids, LATER) == len(back)
    assert due(store, LATER) == back


def test_a_message_is_known_by_its_newest_send_or_edit(store: Store) -> None:
    edits = [delivery(key, edits=900) for key in ("edit", "unsent")]
    plan(store, delivery("card", subject=CARD), *edits, delivery("other", chat_id=6))
    with store.transaction() as tx:
        send(tx, 1, 900)
        assert shown(tx, 900) == "card"
        send(tx, 2, None, LATER)
        send(tx, 4, 900, LATER)
        assert shown(tx, 900) == "edit"
        assert shown(tx, 901) is None


def test_a_row_is_found_by_its_id(store: Store) -> None:
    plan(store, delivery("a"), delivery("b"))
    with store.transaction() as tx:
        found = tx.outbox.get(2)
        assert found is not None and found.key == "b"
        assert tx.outbox.get(3) is None


def test_a_chat_has_had_a_digest_unless_it_never_arrived(store: Store) -> None:
    plan(store, delivery("d", subject=DIGEST))
    with store.transaction() as tx:
        row = only(store)
        assert tx.outbox.digested(row.chat_id, "p", DIGEST.week)
        assert not tx.outbox.digested(row.chat_id, "q", DIGEST.week)
        assert not tx.outbox.digested(row.chat_id, "p", date(2026, 3, 9))
        tx.outbox.unreachable(row.id, "gone", NOW)
        assert not tx.outbox.digested(row.chat_id, "p", DIGEST.week)


def test_a_chat_let_in_again_gets_what_it_missed_of_the_day_and_the_week(store: Store) -> None:
    today = NOW.date()  # a Monday
    told = Agenda(on=today, since={})
    plan(
        store,
        delivery("today", subject=told),
        delivery("yesterday", subject=replace(told, on=today - timedelta(days=1))),
        delivery("week", subject=replace(DIGEST, week=today)),
        delivery("last week", subject=replace(DIGEST, week=today - timedelta(days=7))),
        delivery("asked", subject=CARD),
        delivery("else", subject=told, chat_id=6),
    )
    with store.transaction() as tx:
        for row in tx.outbox.ledger():
            tx.outbox.unreachable(row.id, "gone", NOW)
        assert tx.outbox.put_back(CHAT, today, LATER) == 2
    assert due(store, LATER) == ["today", "week"]


def test_what_is_under_way_to_a_chat_let_in_again_goes_again_unless_it_was_sent(store: Store) -> None:
    plan(store, delivery("a"), delivery("else", chat_id=6))
    with store.transaction() as tx:
        for id in (1, 2):
            tx.outbox.claim(id, NOW, AGENDA)
        assert tx.outbox.under_way(1, CHAT)
        assert not tx.outbox.under_way(1, 6)
        assert tx.outbox.put_back(CHAT, NOW.date(), LATER) == 0
        assert not tx.outbox.under_way(1, CHAT)
        assert tx.outbox.under_way(2, 6)
        assert {row.key: row.state.value for row in tx.outbox.ledger()} == {
            "a": "uncertain",
            "else": "sending",
        }
    assert due(store, LATER) == ["a"]


def test_what_waits_for_a_chat_is_held(store: Store) -> None:
    plan(store, delivery("sent"), delivery("held"), delivery("later"), delivery("else", chat_id=6))
    with store.transaction() as tx:
        send(tx, 1, 900)
        tx.outbox.retry(3, LATER + timedelta(days=1), "502")
        tx.outbox.hold(CHAT, LATER)
        assert [row.due_at for row in reversed(tx.outbox.ledger())][1:3] == [LATER, LATER + timedelta(days=1)]
    assert due(store) == ["else"]


def test_what_a_chat_still_waits_for_is_found_by_kind(store: Store) -> None:
    digest = delivery("digest", subject=DIGEST)
    plan(store, delivery("sent"), delivery("b"), delivery("a"), digest, delivery("else", chat_id=6))
    with store.transaction() as tx:
        send(tx, 1, 900)
        tx.outbox.retry(2, LATER, "502")
        assert [row.key for row in tx.outbox.unsent(CHAT, OutboxKind.AGENDA)] == ["b", "a"]


def test_the_latest_message_is_the_one_sent_last(store: Store) -> None:
    plan(store, delivery("late"), delivery("early"), delivery("card", subject=CARD))
    kinds = [OutboxKind.AGENDA, OutboxKind.TASKS]
    with store.transaction() as tx:
        assert tx.outbox.latest(CHAT, kinds, USER) is None
        send(tx, 2, 900)
        send(tx, 1, 901, LATER)
        send(tx, 3, 902, LATER)
        latest = tx.outbox.latest(CHAT, kinds, USER)
    assert latest is not None and latest.key == "late"


def latest(tx: Transaction) -> str | None:
    found = tx.outbox.latest(CHAT, [OutboxKind.AGENDA], USER)
    return found.key if found else None


def test_a_clock_set_back_does_not_make_an_older_message_the_latest(store: Store) -> None:
    plan(store, delivery("late"), delivery("early"))
    with store.transaction() as tx:
        send(tx, 2, 900, LATER)
        send(tx, 1, 901, NOW)
        assert latest(tx) == "late"


def test_a_message_changed_is_newer_than_what_was_planned_before_the_change(store: Store) -> None:
    plan(store, delivery("first"), delivery("second"), delivery("turned", edits=900), delivery("third"))
    with store.transaction() as tx:
        send(tx, 1, 900, LATER)
        send(tx, 2, 901, LATER)
        send(tx, 3, 900, NOW)
        assert latest(tx) == "turned"
        send(tx, 4, 902, NOW)
        assert latest(tx) == "third"


def test_a_change_that_had_to_be_a_message_of_its_own_has_its_own_number(store: Store) -> None:
    plan(store, delivery("late"), delivery("changed", edits=900))
    with store.transaction() as tx:
        send(tx, 2, 901)
        send(tx, 1, 902)
        assert latest(tx) == "late"


def test_what_a_message_shows_is_its_last_change_whatever_the_clock_said(store: Store) -> None:
    plan(store, delivery("sent"), delivery("turned", edits=900), delivery("again", edits=900))
    with store.transaction() as tx:
        for id, at in enumerate((LATER, LATER, NOW), 1):
            send(tx, id, 900, at)
        assert shown(tx, 900) == "again"


def test_a_group_that_moves_takes_its_links_and_open_rows_along(store: Store, witness: Store) -> None:
    plan(
        store,
        delivery("sent"),
        delivery("reported", edits=900),
        delivery("lost"),
        delivery("else", chat_id=6),
    )
    with store.transaction() as tx:
        tx.links.add(Role.GROUP, CHAT, None, "Ban Chỉ đạo", None, "hp-07", None, NOW)
        send(tx, 1, 900)
        tx.outbox.claim(2, NOW, AGENDA)
        tx.outbox.unreachable(3, "kicked", NOW)
        tx.outbox.move_chat(CHAT, -1009)
    with witness.transaction() as tx:
        rows = {row.key: (row.chat_id, row.edits, row.state.value) for row in tx.outbox.ledger()}
        assert [link.chat_id for link in tx.links.all()] == [-1009]
    assert rows == {
        "sent": (CHAT, None, "sent"),
        "reported": (-1009, None, "pending"),
        "lost": (-1009, None, "unreachable"),
        "else": (6, None, "pending"),
    }


def test_the_ledger_shows_the_newest_rows_in_the_states_asked_for(store: Store) -> None:
    plan(store, delivery("a"), delivery("b"), delivery("c"))
    with store.transaction() as tx:
        tx.outbox.refused(1, "too long", NOW)
        tx.outbox.unreachable(3, "blocked", NOW)
        troubled = tx.outbox.ledger([DeliveryState.REFUSED, DeliveryState.UNREACHABLE], 9)
        assert [row.key for row in troubled] == ["c", "a"]
        assert [row.key for row in tx.outbox.ledger(limit=2)] == ["c", "b"]


def test_every_state_is_counted(store: Store) -> None:
    plan(store, delivery("a"), delivery("b"))
    with store.transaction() as tx:
        tx.outbox.refused(1, "too long", NOW)
        counts = tx.outbox.counts()
    assert set(counts) == set(DeliveryState)
    assert (counts[DeliveryState.REFUSED], counts[DeliveryState.PENDING]) == (1, 1)
    assert sum(counts.values()) == 2


def test_only_rows_ended_long_ago_are_pruned_and_ids_never_come_again(store: Store) -> None:
    plan(store, delivery("open"), delivery("fresh"), delivery("old"))
    with store.transaction() as tx:
        send(tx, 3, 900)
        send(tx, 2, 901, LATER)
        assert tx.outbox.prune(LATER) == 1
        tx.outbox.add(delivery("new"), LATER)
        assert {row.key: row.id for row in tx.outbox.ledger()} == {"open": 1, "fresh": 2, "new": 4}


def test_what_is_looked_up_however_old_is_never_pruned(store: Store) -> None:
    asked = replace(delivery("asked"), subject=WhichTask(text="xong", tasks=()))
    plan(store, delivery("old"), delivery("last"), asked, delivery("open"))
    with store.transaction() as tx:
        for id in (1, 2, 3):
            send(tx, id, 900 + id)
        assert tx.outbox.prune(LATER) == 1
        assert {row.key for row in tx.outbox.ledger()} == {"last", "asked", "open"}


def test_the_last_list_of_each_topic_stays(store: Store) -> None:
    rows = [replace(delivery(f"{thread}:{n}"), thread_id=thread) for thread in (7, None) for n in (1, 2)]
    plan(store, *rows)
    with store.transaction() as tx:
        for id in range(1, 5):
            send(tx, id, 900 + id)
        assert tx.outbox.prune(LATER) == 2
        assert {row.key for row in tx.outbox.ledger()} == {"7:2", "None:2"}


def test_so_many_are_pruned_at_once(store: Store) -> None:
    plan(store, *(delivery(str(n)) for n in range(6)))
    with store.transaction() as tx:
        for id in range(1, 7):
            send(tx, id, 900 + id)
        assert [tx.outbox.prune(LATER, most=3) for _ in range(3)] == [3, 2, 0]
