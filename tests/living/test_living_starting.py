"""A start with broken plans goes on with what was last in force, and is refused where nothing was."""

from contextlib import closing
from pathlib import Path

import pytest

from bot.living.plans import starting_catalog
from bot.model.plan import Catalog, Unit
from bot.model.say import Mistake
from bot.planfile.catalog import load
from bot.settings import Settings
from bot.store.plans_in_force import InForce, put_in_force
from bot.store.store import Store

UNITS = "units: [{id: ubnd, name: Ủy ban nhân dân, short: UBND}]\n"
LAST = Catalog(units={"ca": Unit(id="ca", name="Công an", short="CA")})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "units.yaml").write_text(UNITS)
    return Settings(plans=tmp_path, database_url=f"sqlite:///{tmp_path}/start.sqlite3")


def start(settings: Settings) -> Catalog:
    with closing(Store.open(settings.database_url)) as store:
        return starting_catalog(store, load([settings.plans]))


def keep(settings: Settings) -> None:
    with closing(Store.open(settings.database_url)) as store, store.transaction() as tx:
        put_in_force(tx.facts, InForce(digest="ab", turn=1, catalog=LAST))


def test_plans_without_a_mistake_are_what_a_start_takes(settings: Settings) -> None:
    keep(settings)
    assert list(start(settings).units) == ["ubnd"]


def test_with_a_mistake_those_last_in_force_are_taken(settings: Settings) -> None:
    keep(settings)
    (settings.plans / "units.yaml").write_text("units: [")
    assert start(settings) == LAST


def test_a_folder_without_any_file_waits_for_the_first_plan(settings: Settings) -> None:
    (settings.plans / "units.yaml").unlink()
    assert start(settings) == Catalog()
    keep(settings)
    assert start(settings) == LAST


def test_where_none_were_ever_in_force_the_mistakes_are_named(settings: Settings) -> None:
    (settings.plans / "units.yaml").write_text("units: [")
    loaded = load([settings.plans])
    with pytest.raises(Mistake) as caught:
        start(settings)
    assert caught.value.what == loaded.problems
