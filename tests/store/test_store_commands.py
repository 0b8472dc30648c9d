"""The commands for the database: one clear line each, 0 when it is done, 2 for a mistake, 1 for an outage."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.storing import app
from bot.store import Store
from bot.store.lead import FileLead


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own with a configuration in English and a database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    Path("config.yaml").write_text("language: en\n")
    Store.open(url).close()


def dunghan(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def complaint(*words: str) -> tuple[int, str]:
    done = dunghan(*words)
    assert done.stderr.count("\n") == 1
    return done.exit_code, done.stderr.rstrip("\n")


def test_a_backup_says_where_it_is() -> None:
    done = dunghan("backup", "b.db")
    assert (done.exit_code, Path("b.db").exists()) == (0, True)
    assert done.stdout.startswith("The database is backed up in b.db (")


def test_a_restore_says_where_the_former_database_is() -> None:
    dunghan("backup", "b.db")
    done = dunghan("restore", "b.db")
    assert done.exit_code == 0
    assert Path(done.stdout.rstrip(".\n").rpartition("kept as ")[2]).exists()


def test_a_mistake_is_one_line() -> None:
    assert complaint("restore", "none.db") == (2, "restore: there is no file none.db")
    assert complaint("restore", "config.yaml") == (2, "restore: config.yaml is no backup of Đúng Hạn.")
    code, line = complaint("move-to", "mysql://host/name")
    assert code == 2 and line.endswith("found an address of the kind “mysql”")


def test_a_running_bot_stands_in_the_way_of_a_restore(store: Store) -> None:
    dunghan("backup", "b.db")
    lead = FileLead(Path(str(store.address.database)))
    lead.try_take()
    code, line = complaint("restore", "b.db")
    lead.release()
    assert code == 2 and line.endswith("stop dunghan run and try again.")


def test_an_outage_is_one_line_too() -> None:
    code, line = complaint("move-to", "postgresql://nobody@127.0.0.1:1/none")
    assert code == 1 and line.startswith("The connection to the database was lost")


def test_the_same_is_said_in_vietnamese() -> None:
    Path("config.yaml").unlink()
    assert complaint("restore", "none.db") == (2, "restore: không có tệp none.db")
