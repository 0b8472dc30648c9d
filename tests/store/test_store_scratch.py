"""A copy of a live database to try things on: whole, apart, and gone at the end."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from store_samples import samples

from bot.model.say import Mistake
from bot.store import files
from bot.store.copies.scratch import copied, twin
from bot.store.databases import sqlite
from bot.store.store import Store
from bot.store.tables import metadata


def rows_of(store: Store) -> dict[str, list[Any]]:
    with store.begin(read_only=True) as connection:
        tables = metadata.sorted_tables
        return {t.name: list(connection.execute(select(t).order_by(*t.primary_key))) for t in tables}


def fill(store: Store) -> None:
    with store.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(insert(table), samples(table))


def test_a_copy_has_every_row_of_either_backend(store: Store, url: str) -> None:
    fill(store)
    with copied(url) as copy:
        assert rows_of(copy) == rows_of(store)


def test_a_copy_brings_the_evidence(
    store: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sha256 = files.keep(files.folder_of(store), b"evidence")
    kept = {"sha256": sha256, "state": "kept", "report_id": None}
    held = samples(metadata.tables["evidence"])[0] | kept
    with store.begin() as connection:
        connection.execute(insert(metadata.tables["evidence"]), held)
    with copied(url) as copy:
        assert (files.folder_of(copy) / sha256).read_bytes() == b"evidence"


def test_what_is_done_to_a_copy_is_not_done_to_the_live_one(store: Store, url: str) -> None:
    with copied(url) as copy, copy.transaction() as tx:
        tx.facts.set("said", "in the copy")
        place = sqlite.path_of(copy.address)
    with store.transaction(read_only=True) as tx:
        assert tx.facts.get("said") is None
    assert not place.parent.exists()


def test_a_twin_stands_still_while_the_first_one_goes_on(tmp_path: Path) -> None:
    with Store.scratch() as store:
        with store.transaction() as tx:
            tx.facts.set("said", "before")
        with twin(store) as copy:
            with store.transaction() as tx:
                tx.facts.set("said", "after")
            with copy.transaction() as tx:
                assert tx.facts.get("said") == "before"


def test_where_there_is_no_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(Mistake), copied(f"sqlite:///{tmp_path}/none.sqlite3"):
        pass
