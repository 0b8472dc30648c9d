"""Plan files sent in the chat: read in their turn, with what was made of them kept whole."""

from dataclasses import replace
from datetime import datetime, timedelta

from store_samples import NOW

from bot.model.plan_file import NewPlanFile, PlanFileState, Reading, Rewritten
from bot.store.store import Store, Transaction

FILE = NewPlanFile(key="in:1:0", user_id=1, at=NOW, name="kh.docx", file_id="f", asked=True)
READY = Reading(
    key="drafting.ready",
    head="15/KH-UBND",
    lines=("một", "hai"),
    plan="kh-15",
    sheet=b"\0PK",
    sheet_name="bang.xlsx",
    files=(Rewritten("kh-15.yaml", "plan: kh-15\n", None),),
)


def next_key(tx: Transaction, *, now: datetime = NOW) -> str | None:
    found = tx.plan_files.next(now)
    return found.key if found else None


async def test_a_file_waits_once_until_it_is_read(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.plan_files.add(FILE)
        assert not tx.plan_files.add(FILE)
        tx.plan_files.add(replace(FILE, key="in:2:0"))
        assert next_key(tx) == "in:1:0"
        tx.plan_files.read(1, Reading(key="drafting.same"))
        assert next_key(tx) == "in:2:0"


async def test_one_that_failed_waits_for_its_moment(store: Store) -> None:
    with store.transaction() as tx:
        tx.plan_files.add(FILE)
        tx.plan_files.retry(1, NOW + timedelta(minutes=1))
        assert next_key(tx) is None
        assert tx.plan_files.next_due() == NOW + timedelta(minutes=1)
        assert next_key(tx, now=NOW + timedelta(minutes=1)) == "in:1:0"


async def test_what_was_made_of_it_is_read_back_whole(store: Store) -> None:
    with store.transaction() as tx:
        tx.plan_files.add(FILE)
        tx.plan_files.read(1, READY)
        found = tx.plan_files.get(1)
        assert found and (found.reading, found.state) == (READY, PlanFileState.READY)
        tx.plan_files.applied(1, NOW)
        found = tx.plan_files.get(1)
        assert found and found.undoable(NOW + timedelta(hours=24))
        assert not found.undoable(NOW + timedelta(hours=25))
