"""An invite opens once, in time, and leaves no readable code behind; facts are single values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.people import Invite, InviteFault, Role
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
END = NOW + timedelta(days=7)
CODE = "q8Zr_4vT-hbW1"
PERSON = 41
INVITE = Invite(role=Role.OFFICIAL, unit="so-xd", plan=None, post="Trưởng phòng", expires_at=END)


def invited(store: Store) -> None:
    with store.transaction() as tx:
        tx.invites.add(CODE, INVITE, NOW)


def test_a_code_gives_back_what_was_invited(store: Store, witness: Store) -> None:
    invited(store)
    with witness.transaction() as tx:
        assert tx.invites.use(CODE, NOW, PERSON) == INVITE


def test_a_code_works_once_even_for_the_same_person(store: Store, witness: Store) -> None:
    invited(store)
    with store.transaction() as tx:
        tx.invites.use(CODE, NOW, PERSON)
    with witness.transaction() as tx:
        assert tx.invites.use(CODE, NOW, PERSON) is InviteFault.USED
        assert tx.invites.use(CODE, END, PERSON + 1) is InviteFault.USED


def test_looking_a_code_up_does_not_use_it(store: Store, witness: Store) -> None:
    invited(store)
    with store.transaction() as tx:
        assert tx.invites.find(CODE, NOW) == INVITE
        assert tx.invites.find(CODE, END) is InviteFault.EXPIRED
        assert tx.invites.find(CODE + "x", NOW) is InviteFault.UNKNOWN
        assert tx.invites.use(CODE, NOW, PERSON) == INVITE
    with witness.transaction() as tx:
        assert tx.invites.find(CODE, NOW) is InviteFault.USED


def test_a_code_ends_at_its_moment(store: Store) -> None:
    invited(store)
    with store.transaction() as tx:
        assert tx.invites.use(CODE, END, PERSON) is InviteFault.EXPIRED
        assert tx.invites.use(CODE, END - timedelta(seconds=1), PERSON) == INVITE


def test_open_codes_of_a_maker_are_taken_back_by_their_sort(store: Store, witness: Store) -> None:
    deputys = replace(INVITE, valid_from=NOW.date(), valid_to=END.date(), made_by=1)
    codes = {
        "deputy's": deputys,
        "used": deputys,
        "another's": replace(deputys, made_by=2),
        "successor's": replace(INVITE, replaces=1, made_by=1),
    }
    with store.transaction() as tx:
        for code, invite in codes.items():
            tx.invites.add(code, invite, NOW)
        tx.invites.use("used", NOW, PERSON)
        assert tx.invites.take_back([1], NOW, deputies=True) == 1
        assert tx.invites.take_back([1], NOW, deputies=True) == 0
    with witness.transaction() as tx:
        found = {code: tx.invites.find(code, NOW) for code in codes}
        assert found == codes | {"deputy's": InviteFault.TAKEN_BACK, "used": InviteFault.USED}
        assert tx.invites.take_back([1], NOW, deputies=False) == 1
        assert tx.invites.use("successor's", NOW, PERSON) is InviteFault.TAKEN_BACK


def test_what_nobody_has_used_is_listed_expired_or_not_and_one_is_ended_by_its_key(
    store: Store, witness: Store
) -> None:
    with store.transaction() as tx:
        link = tx.links.add(Role.OFFICIAL, 41, 41, "Cán bộ", "so-xd", None, None, NOW)
        codes = {
            "operator's": INVITE,
            "expired": replace(INVITE, expires_at=NOW),
            "used": INVITE,
            "a former holder's": replace(INVITE, made_by=link.id),
        }
        for n, (code, invite) in enumerate(codes.items()):
            tx.invites.add(code, invite, NOW + timedelta(seconds=n))
        tx.invites.use("used", NOW, PERSON)
        assert [each.invite.made_by for each in tx.invites.unused(NOW)] == [None, None, link.id]
        tx.links.end(link.id, NOW)
    with witness.transaction() as tx:
        found = tx.invites.unused(NOW)
        assert [each.invite for each in found] == [codes["operator's"], codes["expired"]]
        assert not any(code in each.key for each in found for code in codes)
        assert [tx.invites.end(found[0].key, NOW) for _ in range(2)] == [True, False]
        assert tx.invites.use("operator's", NOW, PERSON) is InviteFault.TAKEN_BACK
        assert len(tx.invites.unused(NOW)) == 1


def test_a_code_nobody_gave_out_is_unknown(store: Store) -> None:
    invited(store)
    with store.transaction() as tx:
        assert tx.invites.use(CODE.lower(), NOW, PERSON) is InviteFault.UNKNOWN
        assert tx.invites.use("\ud83d", NOW, PERSON) is InviteFault.UNKNOWN


def test_the_code_itself_is_not_in_the_database(tmp_path: Path) -> None:
    file = tmp_path / "dunghan.db"
    store = Store.open(f"sqlite:///{file}")
    invited(store)
    store.close()
    assert b"so-xd" in file.read_bytes()
    assert CODE.encode() not in file.read_bytes()


def test_failed_tries_are_counted_for_each_person_from_a_moment_on(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        for moment in (NOW - timedelta(hours=1), NOW, END):
            tx.invites.note_failure(PERSON, moment)
    with witness.transaction() as tx:
        assert tx.invites.failed_tries(PERSON, NOW) == 2
        assert tx.invites.failed_tries(PERSON + 1, NOW) == 0


def test_failed_tries_of_long_ago_are_forgotten(store: Store) -> None:
    with store.transaction() as tx:
        tx.invites.note_failure(PERSON, NOW)
        tx.invites.note_failure(PERSON, END)
        assert tx.invites.prune(END) == 1
        assert tx.invites.failed_tries(PERSON, NOW) == 1


def test_a_fact_is_what_was_last_set(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        assert tx.facts.get("username") is None
        tx.facts.set("username", "dunghan_bot")
        tx.facts.set("username", "dung_han_bot")
    with witness.transaction() as tx:
        assert tx.facts.get("username") == "dung_han_bot"
