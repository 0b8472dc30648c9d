"""The commands for the database: one clear line each, 0 when it is done, 2 for a mistake, 1 for an outage."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.model.deadline import TaskRef
from bot.model.evidence import Attachment, EvidenceKind, NewEvidence
from bot.store import files
from bot.store.databases.lead import FileLead
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TASK = TaskRef("hp-07", "III.2.1-8")


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


@pytest.mark.parametrize(
    ("plans", "config", "told"),
    [
        (2, True, "; 2 plan files and the configuration in b.db.files."),
        (1, False, "; 1 plan file in b.db.files."),
        (0, True, "; the configuration in b.db.files."),
        (0, False, "checked)."),
    ],
)
def test_a_backup_tells_of_what_went_along_and_of_nothing_else(plans: int, config: bool, told: str) -> None:
    Path("plans").mkdir()
    for number in range(plans):
        Path(f"plans/{number}.yaml").write_text("plan: x")
    if not config:
        Path("config.yaml").unlink()
    done = dunghan("backup", "b.db")
    assert done.exit_code == 0
    vi = {"; 1 plan file in b.db.files.": "; 1 tệp kế hoạch ở b.db.files.", "checked).": "đã kiểm tra)."}
    assert done.stdout.endswith(f"{told if config else vi[told]}\n")


def test_a_restore_says_where_the_former_database_is() -> None:
    dunghan("backup", "b.db")
    done = dunghan("restore", "b.db")
    assert done.exit_code == 0
    assert Path(done.stdout.rstrip(".\n").rpartition("kept as ")[2]).exists()


def test_evidence_is_counted_in_words_and_what_is_gone_is_a_warning(store: Store) -> None:
    folder = files.folder_of(store)
    for number, data in enumerate((b"one", b"two")):
        what = Attachment(kind=EvidenceKind.PHOTO, name="ảnh.jpg", file_id=f"f{number}")
        key = f"p{number}"
        new = NewEvidence(
            key=key, batch=key, what=what, at=NOW, user_id=41, user_name="…", task=TaskRef("a", "b")
        )
        with store.transaction() as tx:
            tx.evidence.add(new)
            tx.evidence.kept(number + 1, files.keep(folder, data), 3)
    (folder / files.keep(folder, b"two")).unlink()
    store.close()
    made = dunghan("backup", "b.db")
    told = "checked), with 1 evidence file in evidence; the configuration in b.db.files.\n"
    assert (made.exit_code, made.stdout.endswith(told)) == (0, True)
    assert made.stderr == "Mind: the database names 1 evidence file no longer whole in the evidence folder.\n"
    back = dunghan("restore", "b.db")
    assert f"{folder} holds 1 evidence file, compared." in back.stdout
    assert back.stderr.startswith("Mind: 1 evidence file is not in the backup; the bot will fetch")


def test_a_mistake_is_one_line() -> None:
    assert complaint("restore", "none.db") == (2, "restore: there is no file none.db")
    assert complaint("restore", "config.yaml") == (2, "restore: config.yaml is no backup of Đúng Hạn.")
    code, line = complaint("move-to", "mysql://host/name")
    assert code == 2 and line.endswith("found an address of the kind “mysql”")


def test_a_damaged_backup_is_named_and_not_the_database_in_use() -> None:
    dunghan("backup", "b.db")
    whole = Path("b.db").read_bytes()
    Path("b.db").write_bytes(whole[: len(whole) // 2])
    code, line = complaint("restore", "b.db")
    assert code == 2 and line.startswith("restore: the backup b.db is damaged (")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_name_that_no_file_can_have_is_one_line(command: str) -> None:
    code, line = complaint(command, "x" * 300 + ".xlsx")
    assert code == 2 and "File name too long" in line


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


def test_a_folder_gets_a_backup_named_by_the_moment() -> None:
    done = dunghan("backup", "copies/")
    (made,) = Path("copies").glob("*.sqlite3")
    assert done.exit_code == 0
    assert re.fullmatch(r"dunghan-\d{4}-\d\d-\d\d-\d{6}\.sqlite3", made.name)
    assert done.stdout.startswith(f"The database is backed up in copies/{made.name} (")


def test_a_restore_elsewhere_says_that_a_configuration_came_along(monkeypatch: pytest.MonkeyPatch) -> None:
    dunghan("backup", "b.db")
    Path("config.yaml").rename("former.yaml")
    done = dunghan("restore", "b.db")
    assert done.exit_code == 0
    assert "Bản sao lưu có kèm cấu hình b.db.files/config.yaml" in done.stderr
