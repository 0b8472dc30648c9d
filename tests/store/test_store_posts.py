"""Deputies, topics, snoozes and escalations are kept whole, and follow a group to its new id."""

from datetime import UTC, date, datetime

from bot.model.deadline import TaskRef
from bot.model.people import Escalation, Invite, InviteFault, Role, Snooze, Step
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
START, END = date(2026, 7, 1), date(2026, 7, 5)
TASK = TaskRef("hp-07", "III.1-1")
GROUP, SUPERGROUP = -100, -200


def snooze(chat: int, until: date) -> Snooze:
    return Snooze(task=TASK, chat_id=chat, user_name="Trưởng phòng", asked_on=NOW.date(), until=until)


def step(which: Step = Step.UNIT_HEAD, due: date = START) -> Escalation:
    return Escalation(task=TASK, due=due, step=which, at=NOW, told="Giám đốc")


def test_a_deputys_days_and_a_topic_are_kept(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        post = ("so-xd", None, "Trưởng phòng", NOW)
        deputy = tx.links.add(Role.OFFICIAL, 41, 41, "Phó phòng", *post, valid_from=START, valid_to=END)
        topic = tx.links.add(Role.GROUP, GROUP, None, "Nhóm", "so-xd", None, None, NOW, thread_id=7)
    with witness.transaction() as tx:
        assert tx.links.all() == [deputy, topic]
        assert (deputy.valid_from, deputy.valid_to, topic.thread_id) == (START, END, 7)


def test_one_person_may_hold_two_posts_of_a_unit(store: Store) -> None:
    with store.transaction() as tx:
        for post in ("Phó phòng", "Trưởng phòng", "Trưởng phòng"):
            tx.links.add(Role.OFFICIAL, 41, 41, "Cán bộ", "so-xd", None, post, NOW)
        assert [x.post for x in tx.links.of_user(41)] == ["Phó phòng", "Trưởng phòng"]


def test_an_invitation_says_what_it_replaces_and_for_how_long(store: Store) -> None:
    made = Invite(
        role=Role.OFFICIAL,
        unit="so-xd",
        plan=None,
        post="Trưởng phòng",
        expires_at=NOW.replace(day=9),
        replaces=3,
        valid_from=START,
        valid_to=END,
    )
    with store.transaction() as tx:
        tx.invites.add("code", made, NOW)
        assert tx.invites.use("code", NOW, 41) == made


def test_of_two_snoozes_of_a_task_the_newer_counts(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        for chat, until in ((1, END), (1, START), (2, END)):
            tx.snoozes.add(snooze(chat, until))
    with witness.transaction() as tx:
        assert tx.snoozes.all() == [snooze(1, START), snooze(2, END)]
        assert tx.snoozes.all(2) == [snooze(2, END)]


def test_a_snooze_follows_its_group(store: Store) -> None:
    with store.transaction() as tx:
        tx.snoozes.add(snooze(GROUP, END))
        tx.outbox.move_chat(GROUP, SUPERGROUP)
        assert tx.snoozes.all(SUPERGROUP) == [snooze(SUPERGROUP, END)]


def test_a_step_is_taken_once_for_a_due_date(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        assert tx.escalations.add(step())
        assert not tx.escalations.add(step())
        assert tx.escalations.add(step(Step.LEADER))
        assert tx.escalations.add(step(due=END))
    with witness.transaction() as tx:
        assert tx.escalations.of([TASK]) == [step(), step(Step.LEADER), step(due=END)]
        assert tx.escalations.of([TaskRef("hp-07", "III.1-2")]) == []


def test_what_hangs_on_a_link_ends_with_it(store: Store, witness: Store) -> None:
    with store.transaction() as tx:
        post = ("so-xd", None, "Trưởng phòng", NOW)
        holder = tx.links.add(Role.OFFICIAL, 40, 40, "Trưởng phòng", *post)
        deputy = tx.links.add(
            Role.OFFICIAL, 41, 41, "Phó phòng", *post, valid_from=START, valid_to=END, made_by=holder.id
        )
        made = Invite(
            role=Role.OFFICIAL,
            unit="so-xd",
            plan=None,
            post="Trưởng phòng",
            expires_at=NOW.replace(day=9),
            made_by=holder.id,
        )
        tx.invites.add("code", made, NOW)
        assert tx.invites.find("code", NOW) == made
        assert tx.links.end(holder.id, NOW) == [deputy]
    with witness.transaction() as tx:
        assert tx.links.all() == []
        assert tx.invites.find("code", NOW) is InviteFault.VOID
        assert tx.invites.use("code", NOW, 42) is InviteFault.VOID


def test_a_code_that_a_deputy_made_ends_with_the_deputys_days(store: Store) -> None:
    with store.transaction() as tx:
        post, day = (None, "hp-07", None, NOW), NOW.date()
        deputy = tx.links.add(Role.SECRETARY, 41, 41, "Phó Văn phòng", *post, valid_from=day, valid_to=day)
        end = NOW.replace(day=9)
        made = Invite(
            role=Role.OFFICIAL, unit="so-xd", plan=None, post=None, expires_at=end, made_by=deputy.id
        )
        tx.invites.add("code", made, NOW)
        assert tx.invites.find("code", NOW) == made
        assert tx.invites.find("code", NOW.replace(day=3)) is InviteFault.VOID
