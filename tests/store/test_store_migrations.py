"""Every migration, from every version there was, keeps what is there and ends at the tables as stated."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, insert, inspect, select, text
from sqlalchemy.schema import CreateIndex
from store_samples import NOW, ROWS, samples

from bot.store import migrations
from bot.store.databases import engine
from bot.store.store import Store
from bot.store.tables import PARTIAL, metadata


@pytest.fixture
def database(bare_url: str) -> Iterator[Engine]:
    opened = engine.connect(engine.parse(bare_url))
    yield opened
    opened.dispose()


@contextmanager
def blind_to_expressions() -> Iterator[None]:
    """SQLite shows no index on expressions to who asks for a table's indexes; each test looks for itself."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*expression-based index")
        yield


def tables(connection: Connection) -> list[Table]:
    found = MetaData()
    with blind_to_expressions():
        found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Rows in every table of the version that is there."""
    for table in tables(connection):
        connection.execute(insert(table), samples(table))
    return content(connection)


def content(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [
            dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))
        ]
        for table in tables(connection)
    }


def require_as_stated(connection: Connection) -> None:
    with blind_to_expressions():
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    if connection.dialect.name == "sqlite":
        for index in PARTIAL:
            asked = text(f"SELECT sql FROM sqlite_master WHERE name = '{index.name}'")
            assert connection.scalar(asked) == str(CreateIndex(index).compile(connection))


@pytest.mark.parametrize("version", migrations.revisions())
def test_an_upgrade_keeps_every_value_and_builds_the_tables_as_stated(database: Engine, version: str) -> None:
    with engine.begin(database) as connection:
        migrations.upgrade(connection, version)
        before = fill(connection)
    with engine.begin(database) as connection:
        migrations.upgrade(connection)
        after = content(connection)
        require_as_stated(connection)
    assert before and all(len(rows) == ROWS for rows in before.values())
    for name, rows in before.items():
        assert [{key: row[key] for key in rows[0]} for row in after[name]] == rows


def shape(connection: Connection) -> dict[str, Any]:
    """Columns with type and default, keys and indexes of every table, as the database tells them: of keys to
    other tables not the names, which SQLite keeps of none that was added later."""
    found = inspect(connection)

    def of(table: str) -> Iterator[Any]:
        yield {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(table)}
        yield found.get_pk_constraint(table)
        yield {(*k["constrained_columns"], k["referred_table"]) for k in found.get_foreign_keys(table)}
        yield {(k["name"], *k["column_names"]) for k in found.get_unique_constraints(table)}
        yield {(k["name"], bool(k["unique"]), *k["column_names"]) for k in found.get_indexes(table)}

    with blind_to_expressions():
        return {table: [*of(table)] for table in found.get_table_names()}


def test_what_is_made_at_once_is_what_all_steps_make(database: Engine) -> None:
    with engine.begin(database) as connection:
        migrations.upgrade(connection, migrations.revisions()[0])
        migrations.upgrade(connection)
        stepped = shape(connection)
        metadata.drop_all(connection)
        migrations.VERSION.drop(connection)
        migrations.upgrade(connection)
        assert shape(connection) == stepped
        assert migrations.revision(connection) == migrations.revisions()[-1]


def test_of_links_made_twice_the_first_stays_in_force(database: Engine, bare_url: str) -> None:
    with engine.begin(database) as connection:
        migrations.upgrade(connection, "0001")
        (links,) = (table for table in tables(connection) if table.name == "links")
        row = {"role": "leader", "name": "Lãnh đạo", "plan": "hp-07", "linked_at": NOW}
        for user, chat in ((41, 41), (41, 41), (42, 42), (None, -100), (None, -100)):
            connection.execute(insert(links).values(user_id=user, chat_id=chat, **row))
    store = Store.open(bare_url)
    with store.transaction(read_only=True) as tx:
        assert [link.id for link in tx.links.all()] == [1, 3, 4]
    store.close()


def test_a_failed_upgrade_leaves_the_former_version(database: Engine) -> None:
    with engine.begin(database) as connection:
        migrations.upgrade(connection, "0001")
        connection.execute(text("CREATE INDEX ix_links_in_force ON facts (value)"))
    with pytest.raises(Exception, match="already exists"), engine.begin(database) as connection:
        migrations.upgrade(connection)
    with engine.begin(database) as connection:
        assert migrations.revision(connection) == "0001"


def test_the_names_of_the_steps_number_their_revisions_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert migrations.revisions() == tuple(step.revision for step in walked)[::-1]


def test_a_deputy_of_before_ends_with_the_first_holder_of_the_post(database: Engine, bare_url: str) -> None:
    with engine.begin(database) as connection:
        migrations.upgrade(connection, "0005")
        found = {table.name: table for table in tables(connection)}
        post = {"role": "official", "unit": "so-xd", "post": "Trưởng phòng"}
        until = NOW.date()
        for user, more in (
            (41, {}),
            (42, {}),
            (43, {"valid_to": until}),
            (44, {"valid_to": until, "unit": "x"}),
        ):
            row = {"chat_id": user, "user_id": user, "name": "A", "linked_at": NOW, **post, **more}
            connection.execute(insert(found["links"]).values(**row))
        invite = {"code_hash": "h", "made_at": NOW, "expires_at": NOW, "valid_to": until, **post}
        connection.execute(insert(found["invites"]).values(**invite))
        migrations.upgrade(connection)
        assert connection.scalar(text("SELECT made_by FROM invites")) == 1
    store = Store.open(bare_url)
    with store.transaction(read_only=True) as tx:
        assert [link.made_by for link in tx.links.all()] == [None, None, 1, None]
    store.close()
