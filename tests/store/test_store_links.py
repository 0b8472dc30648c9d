"""Links bind a chat to a role; an ended one is never seen again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.model.people import Link, Role
from bot.store.store import Store, Transaction

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
PERSON = 41
GROUP = -100


def official(tx: Transaction, unit: str = "so-xd", user: int = PERSON, **changes: Any) -> Link:
    name, post = changes.get("name", "Trưởng phòng Kinh tế"), changes.get("post", "Trưởng phòng")
    return tx.links.add(Role.OFFICIAL, user, user, name, unit, None, post, NOW)


def group(tx: Transaction, plan: str = "hp-07") -> Link:
    return tx.links.add(Role.GROUP, GROUP, None, "Ban Chỉ đạo", None, plan, None, NOW)


def test_a_link_is_kept_whole(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        link = official(tx)
    assert link == Link(
        id=1,
        role=Role.OFFICIAL,
        chat_id=PERSON,
        user_id=PERSON,
        name="Trưởng phòng Kinh tế",
        unit="so-xd",
        plan=None,
        post="Trưởng phòng",
        linked_at=NOW,
    )
    with witness.transaction() as tx:
        assert tx.links.get(1) == link


def test_the_same_link_again_is_the_one_in_force(store: Store) -> None:
    with store.transaction() as tx:
        assert official(tx, name="Phó phòng") == official(tx)
        assert group(tx) == group(tx)
        assert len(tx.links.all()) == 2


def test_another_person_unit_or_plan_is_another_link(store: Store) -> None:
    with store.transaction() as tx:
        links = [official(tx), official(tx, user=42), official(tx, "so-tc"), group(tx), group(tx, "hp-08")]
        assert tx.links.all() == links
        assert tx.links.of_user(PERSON) == [links[0], links[2]]
        assert tx.links.of_chat(GROUP) == links[3:]


def test_links_can_be_asked_for_by_role_unit_and_plan(store: Store) -> None:
    with store.transaction() as tx:
        one, two, three = official(tx), official(tx, "so-tc"), group(tx)
        assert tx.links.all(role=Role.OFFICIAL) == [one, two]
        assert tx.links.all(unit="so-tc") == [two]
        assert tx.links.all(role=Role.GROUP, plan="hp-07") == [three]
        assert tx.links.all(role=Role.GROUP, unit="so-tc") == []


def test_an_ended_link_is_seen_nowhere(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        tx.links.end(official(tx).id, NOW)
    with witness.transaction() as tx:
        links = tx.links
        assert (links.get(1), links.of_user(PERSON), links.of_chat(PERSON), links.all()) == (None, [], [], [])


def test_a_link_ended_can_be_made_anew(store: Store) -> None:
    with store.transaction() as tx:
        first = official(tx)
        tx.links.end(first.id, NOW)
        assert official(tx).id == first.id + 1


def test_planned_through_moves_forward_only(store: Store) -> None:
    with store.transaction() as tx:
        one, two = official(tx), official(tx, user=42)
        tx.links.planned_through([one.id], date(2026, 3, 2))
        tx.links.planned_through([one.id], date(2026, 3, 1))
        assert [link.planned_through for link in tx.links.all()] == [date(2026, 3, 2), None]
        tx.links.planned_through([one.id, two.id], date(2026, 3, 3))
        assert {link.planned_through for link in tx.links.all()} == {date(2026, 3, 3)}


def test_days_told_beyond_a_day_are_forgotten(store: Store) -> None:
    with store.transaction() as tx:
        near, far = official(tx), official(tx, user=42)
        tx.links.planned_through([near.id], date(2026, 3, 2))
        tx.links.planned_through([far.id], date(2030, 3, 2))
        assert tx.links.forget_beyond(date(2026, 3, 2)) == 1
        assert [link.planned_through for link in tx.links.all()] == [date(2026, 3, 2), None]


def test_a_chat_lost_is_news_once_and_keeps_its_first_moment(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        official(tx)
        assert tx.links.unreachable(PERSON, NOW)
        assert not tx.links.unreachable(PERSON, LATER)
    with witness.transaction() as tx:
        assert [link.unreachable_since for link in tx.links.all()] == [NOW]


def test_a_chat_found_again_is_news_once(store: Store) -> None:
    with store.transaction() as tx:
        official(tx)
        assert not tx.links.reachable(PERSON)
        tx.links.unreachable(PERSON, NOW)
        assert tx.links.reachable(PERSON)
        assert [link.unreachable_since for link in tx.links.all()] == [None]


def test_a_topic_may_be_lost_and_found_alone(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        for thread in (None, 77, 78):
            tx.links.add(Role.GROUP, GROUP, None, "N", f"u{thread}", None, None, NOW, thread_id=thread)
        assert tx.links.unreachable(GROUP, NOW, {77, None})
        assert tx.links.reachable(GROUP, {None})
        assert not tx.links.reachable(GROUP, {78})
    with witness.transaction() as tx:
        assert {x.thread_id: x.unreachable_since for x in tx.links.all()} == {None: None, 77: NOW, 78: None}


def test_what_was_not_told_after_all_counts_no_longer(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        lost, other = official(tx), official(tx, user=42)
        tx.links.planned_through([lost.id, other.id], date(2026, 3, 2))
        tx.links.untold([lost.id], date(2026, 3, 1))
    with witness.transaction() as tx:
        assert [x.planned_through for x in tx.links.all()] == [date(2026, 3, 1), date(2026, 3, 2)]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_can_be_linked(store: Store, witness: Store, role: Role) -> None:
    with store.transaction() as tx:
        tx.links.add(role, PERSON, PERSON, "Thư ký", None, "hp-07", None, NOW)
    with witness.transaction() as tx:
        assert [link.role for link in tx.links.all(role=role)] == [role]


def test_a_group_linked_under_its_new_id_already_keeps_that_link(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        group(tx)
        new = tx.links.add(Role.GROUP, -1009, None, "Ban Chỉ đạo", None, "hp-07", None, LATER)
        tx.outbox.move_chat(GROUP, -1009)
    with witness.transaction() as tx:
        assert tx.links.all() == [new]


def test_it_is_known_since_when_anybody_is_linked_who_is_linked_still(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.links.first_linked() is None
        link = official(tx)
        assert tx.links.first_linked() == NOW
        tx.links.end(link.id, LATER)
        assert tx.links.first_linked() is None
