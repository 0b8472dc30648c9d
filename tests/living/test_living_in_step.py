"""Processes with a folder each: the version in force is the database's, written out where one leads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from migrated import new_store
from postgres_server import Server
from test_living_plans import NOW, PLAN, UNITS, ZONE

from bot.living.in_step import MARK
from bot.living.plans import Watcher
from bot.messages.classified import guarded
from bot.messages.view import World
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.plan_text import PlanText
from bot.planfile.catalog import load
from bot.planfile.writing.replacing import NotReplaced
from bot.rehearsal.virtual import VirtualClock
from bot.schedule.calendar import WorkingDays
from bot.store.plan_texts import PlanTexts
from bot.store.store import Store
from bot.texts import Texts

LATER = PLAN.replace("Quý IV/2025", "Quý II/2026")


class Machine:
    """A process with a folder of its own, on the database of all."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.plans, self.leads, self.store = folder, False, store
        folder.mkdir()
        self.write(units=UNITS, a=PLAN)
        self.starts()

    def starts(self) -> None:
        self.world = self._world(load([self.plans]).catalog)
        clock = VirtualClock(NOW)
        self.watcher = Watcher(
            self.plans,
            self.world.catalog,
            self.store,
            clock,
            lambda: self.world,
            self._adopt,
            lambda: None,
            leads=lambda: self.leads,
        )

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.plans / f"{name}.yaml").write_text(text, encoding="utf-8")

    def says(self, name: str = "a") -> str:
        return (self.plans / f"{name}.yaml").read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.plans.glob("*.yaml")}

    def former(self) -> list[str]:
        return [file.read_text(encoding="utf-8") for file in self.plans.glob(".former/*")]

    @property
    def due(self) -> str:
        return str(self.world.catalog.plans["a"].tasks[0].deadline.due)

    def _world(self, catalog: Catalog) -> World:
        return World(catalog=guarded(catalog), days=WorkingDays(), texts=Texts("vi"), zone=ZONE)

    def _adopt(self, catalog: Catalog) -> None:
        self.world = self._world(catalog)

    async def takes_the_lead(self, *others: "Machine") -> None:
        for other in others:
            other.leads = False
        self.leads = True
        await self.watcher.look()


@contextmanager
def machines(store: Store, folder: Path) -> Iterator[tuple[Machine, Machine]]:
    with store.transaction() as tx:
        tx.links.add(Role.SECRETARY, 1, 1, "Thư ký", None, "a", None, NOW)
    try:
        yield Machine(folder / "one", store), Machine(folder / "other", store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def database(postgres: Server) -> str:
    postgres.sql("CREATE DATABASE living")
    Store.open(postgres.url("living")).close()
    return "living"


@pytest.fixture
def both(postgres: Server, database: str, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    with machines(Store.open(postgres.empty(database)), tmp_path) as both:
        yield both


Both = tuple[Machine, Machine]


async def test_what_the_leading_process_puts_in_force_is_in_force_in_all(both: Both) -> None:
    one, other = both
    await one.takes_the_lead()
    one.write(a=LATER)
    for each in both:
        await each.watcher.look()
    assert (one.due, other.due) == ("2026-06-30", "2026-06-30")
    assert other.says() == PLAN


async def test_a_look_at_files_that_are_as_they_were_reads_no_texts(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = both
    known, asked = PlanTexts.in_force, []

    def in_force(texts: PlanTexts) -> Mapping[str, PlanText]:
        asked.append(texts)
        return known(texts)

    await one.takes_the_lead()
    monkeypatch.setattr(PlanTexts, "in_force", in_force)
    await one.watcher.look()
    assert asked == []
    one.write(a=LATER)
    await one.watcher.look()
    assert len(asked) == 1


async def test_whoever_leads_next_has_the_files_written_out_and_its_old_copies_kept(both: Both) -> None:
    one, other = both
    await one.takes_the_lead()
    one.write(a=LATER, b=PLAN.replace("plan: a", "plan: b"))
    await one.watcher.look()
    await other.takes_the_lead(one)
    assert other.files() == one.files()
    assert other.former() == [PLAN]
    assert other.due == "2026-06-30"


async def test_a_file_taken_out_of_force_is_taken_out_of_the_folder(both: Both) -> None:
    one, other = both
    other.write(b=PLAN.replace("plan: a", "plan: b"))
    await other.takes_the_lead()
    (other.plans / "b.yaml").unlink()
    await other.watcher.look()
    one.write(b=PLAN.replace("plan: a", "plan: b"))
    await one.takes_the_lead(other)
    assert set(one.files()) == {"units.yaml", "a.yaml"}
    assert set(one.world.catalog.plans) == {"a"}


async def test_what_a_process_wrote_into_the_database_before_it_died_is_written_out_by_the_next(
    both: Both,
) -> None:
    one, other = both
    await one.takes_the_lead()
    with one.store.transaction() as tx:  # as [Áp dụng] does, in the transaction of its answer
        tx.plan_texts.put([PlanText.of("a.yaml", LATER)], NOW)
    await other.takes_the_lead(one)
    assert (other.says(), other.due) == (LATER, "2026-06-30")
    with one.store.transaction() as tx:
        told = [row.subject for row in tx.outbox.due(NOW, 100)]
    assert [getattr(each, "key", "") for each in told] == ["living.changed"]


async def test_a_hand_edit_where_a_process_leads_counts(both: Both) -> None:
    one, other = both
    await one.takes_the_lead()
    one.write(a=LATER)
    await one.watcher.look()
    one.write(a=PLAN)  # back to what it was: an edit like any
    for each in both:
        await each.watcher.look()
    assert (one.due, other.due, one.says()) == ("2025-12-31", "2025-12-31", PLAN)


async def test_a_hand_edit_made_while_nothing_ran_counts_where_the_folder_was_in_step(both: Both) -> None:
    one, _ = both
    await one.takes_the_lead()
    one.write(a=LATER)
    await one.watcher.look()
    one.write(a=PLAN)
    one.starts()
    await one.watcher.look()
    assert (one.due, one.says()) == ("2025-12-31", PLAN)


async def test_a_text_that_never_was_in_force_is_an_edit_in_any_folder(both: Both) -> None:
    """Such as a plan that comes with a new release to a machine that keeps no disk."""
    one, other = both
    await one.takes_the_lead()
    one.write(a=LATER)
    await one.watcher.look()
    other.write(a=PLAN.replace("Quý IV/2025", "Quý III/2026"))
    await other.takes_the_lead(one)
    assert other.due == "2026-09-30"


async def test_a_hand_edit_where_no_process_leads_waits(both: Both) -> None:
    one, other = both
    await one.takes_the_lead()
    other.write(a=LATER)
    for each in both:
        await each.watcher.look()
    assert (one.due, other.due) == ("2025-12-31", "2025-12-31")


async def test_a_folder_that_takes_no_file_leaves_in_force_what_the_database_says(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = both
    await one.takes_the_lead()
    one.write(a=LATER)
    for each in both:
        await each.watcher.look()
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError))
        with pytest.raises(NotReplaced):
            await other.takes_the_lead(one)
    assert (other.due, other.says()) == ("2026-06-30", PLAN)
    await other.watcher.look()
    assert (other.due, other.says()) == ("2026-06-30", LATER)


SECRET = PLAN.replace("title: Việc hai", "classification: mật, title: Chuyện kín").replace(
    "plan: a", "plan: b"
)


async def test_a_file_with_secrets_is_not_in_the_database_and_is_asked_for(both: Both) -> None:
    one, other = both
    one.write(b=SECRET)
    await one.takes_the_lead()
    with one.store.transaction() as tx:
        assert tx.plan_texts.in_force()["b.yaml"].text is None
    await other.watcher.look()
    await other.takes_the_lead(one)
    assert set(other.world.catalog.plans) == {"a", "b"}  # as the database says
    other.write(b=SECRET)
    await other.watcher.look()
    assert (other.plans / MARK).exists()


async def test_on_one_machine_the_folder_says_what_is_in_force(tmp_path: Path) -> None:
    with machines(new_store(tmp_path / "one.sqlite3"), tmp_path) as (one, other):
        await one.takes_the_lead()
        one.write(a=LATER)
        await one.watcher.look()
        await other.takes_the_lead(one)
        assert (other.says(), other.due, other.former()) == (PLAN, "2025-12-31", [])
