"""A command loads the libraries it needs and no others: each costs every user of it a moment, every time."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from forked import Forks, forking

from bot.store.facts import BOT_NAME
from bot.store.store import Store

PLANS = Path(__file__).parents[2] / "plans"
TEXTS = {"jinja2", "yaml"}
STORE = TEXTS | {"sqlalchemy"}
WORLD = STORE | {"holidays"}
BOT = WORLD | {"apscheduler", "filelock", "httpx", "telegram", "watchfiles"}
EXPECTED = {
    ("--version",): TEXTS,
    ("--help",): TEXTS,
    ("invite", "-h"): TEXTS,
    ("check", str(PLANS)): TEXTS,
    ("deadline", "Quý II/2026"): TEXTS,
    ("understand", "xong"): TEXTS,
    ("roles",): TEXTS,
    ("service", "systemd"): TEXTS,
    ("import", "van-ban.txt"): TEXTS,
    ("sheet", "--empty", "--out", "mau.xlsx"): TEXTS | {"xlsxwriter"},
    ("diff", str(PLANS), str(PLANS)): TEXTS | {"holidays"},
    ("agenda", "--on", "2025-12-01"): WORLD,
    ("status",): WORLD,
    ("links",): STORE,
    ("outbox",): STORE,
    ("backup", "copy.sqlite3"): STORE | {"filelock"},
    ("export", "--plan", "hai-phong-07-kh-tu", "--format", "json"): WORLD,
    ("export", "--plan", "hai-phong-07-kh-tu", "--format", "xlsx"): WORLD | {"xlsxwriter"},
    ("calendar", "--unit", "ubnd-tp"): WORLD | {"icalendar"},
    ("record", "--template", "sheet.csv"): WORLD,
    ("invite", "leader", "--plan", "hai-phong-07-kh-tu"): STORE | {"httpx", "telegram"},
    ("doctor",): WORLD | {"filelock", "httpx", "telegram"},
    ("invite", "cards", "--plan", "hai-phong-07-kh-tu"): WORLD
    | {"docx", "httpx", "lxml", "segno", "telegram"},
    ("preview", "--from", "2025-12-01", "--to", "2025-12-01"): WORLD,
    ("run", "-h"): BOT,
    ("rehearse", "-h"): BOT | {"starlette", "uvicorn"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database at this version; Telegram is out of reach, and the bot's name known."""
    folder = tmp_path_factory.mktemp("office")
    store = Store.open(f"sqlite:///{folder}/data.sqlite3")
    with store.transaction() as tx:
        tx.facts.set(BOT_NAME, "dung_han_bot")
    store.close()
    (folder / "config.yaml").write_text(
        f"telegram: {{token: '1:token', base_url: 'http://127.0.0.1:9/bot'}}\n"
        f"plans: {PLANS}\ndatabase_url: sqlite:///data.sqlite3\n"
    )
    (folder / "van-ban.txt").write_text("1. Sở Y tế rà soát danh sách, hoàn thành trước ngày 30/9/2026.\n")
    return folder


@pytest.fixture(scope="module")
def commands() -> Iterator[Forks]:
    """What commands are forked from: it has loaded what all of them load, and nothing for another test."""
    with forking() as server:
        yield server


@pytest.mark.parametrize("words", EXPECTED, ids=" ".join)
def test_a_command_loads_what_it_needs_and_no_more(
    words: tuple[str, ...], office: Path, commands: Forks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    done = commands.run("cli_loaded:main", b"", 60, words=words, environment=os.environ)
    out_of_reach = words == ("doctor",)  # which says so by its exit code
    assert done.returncode == out_of_reach, done.stderr
    assert set(done.stdout.decode().rpartition("loaded:")[2].split()) == EXPECTED[words]
