"""Whatever letters and columns a terminal has, what a command says can be read there."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.terminal import cells, plainer, wrapped
from bot.model.people import Role
from bot.store.store import Store

PLANS = Path(__file__).parents[2] / "plans"
DAY = "2025-12-01"
COMMANDS = (
    ("check", "--review"),
    ("agenda", "--on", DAY),
    ("status",),
    ("roles",),
    ("links",),
    ("preview", "--from", DAY, "--to", DAY, "--unit", "ubnd-tp"),
    ("agenda", "--on", "hôm nay"),
    ("--help",),
)
NAME, NOW = "Nguyễn Thị Hồng Nhung", datetime(2025, 12, 1, tzinfo=UTC)
SAID = "Chủ trì: đơn vị “ĐÃ” – việc ✓ …"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database knows three people."""
    folder = tmp_path_factory.mktemp("office")
    store = Store.open(f"sqlite:///{folder}/data.sqlite3")
    with store.transaction() as tx:
        for person in range(1, 4):
            tx.links.add(
                Role.OFFICIAL, person, person, NAME, "ubnd-tp", None, f"Phó Chánh Văn phòng {person}", NOW
            )
    store.close()
    (folder / "config.yaml").write_text(f"plans: {PLANS}\ndatabase_url: sqlite:///data.sqlite3\n")
    return folder


@pytest.mark.parametrize(
    ("encoding", "read"),
    [
        ("utf-8", SAID),
        ("cp1258", "Chu\u0309 tri\u0300: đơn vi\u0323 “ĐA\u0303” – viê\u0323c x …"),
        ("cp1252", "Chu trì: don vi “DÃ” – viec x …"),
        ("ascii", 'Chu tri: don vi "DA" - viec x ...'),
    ],
)
def test_a_letter_the_terminal_lacks_becomes_the_nearest_it_has(encoding: str, read: str) -> None:
    assert SAID.encode(encoding, plainer(encoding)).decode(encoding) == read


def test_what_is_like_nothing_is_marked() -> None:
    assert "漢\udcff".encode("ascii", plainer("ascii")) == b"??"


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
@pytest.mark.parametrize("words", [("status",), ("agenda", "--on", "hôm nay")], ids=" ".join)
def test_a_page_is_in_the_terminal_s_own_letters(words: tuple[str, ...], encoding: str, office: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "bot", *words]
    done = subprocess.run(command, cwd=office, env=environment, capture_output=True)
    page = (done.stdout + done.stderr).decode(encoding)
    assert done.returncode == (2 if "hôm nay" in words else 0), page
    assert "UBND" in page or "--on" in page
    assert "\x1b" not in page and "Traceback" not in page


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_json_loses_no_letter(encoding: str, office: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "bot", "understand", "--json", "xong"]
    done = subprocess.run(command, cwd=office, env=environment, capture_output=True, check=True)
    assert "xong" in json.loads(done.stdout.decode(encoding))["reason"] or done.stdout.isascii()


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_is_wider_than_the_terminal(
    words: tuple[str, ...], columns: int, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    monkeypatch.setenv("COLUMNS", str(columns))
    page = CliRunner().invoke(app, words).output
    assert page.strip()
    assert [line for line in page.splitlines() if cells(line) > columns and "://" not in line] == []


def test_what_goes_to_another_program_is_not_broken(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    monkeypatch.delenv("COLUMNS", raising=False)
    page = CliRunner().invoke(app, ["status"]).output
    title = "Thống nhất nhận thức về vai trò kinh tế tư nhân, cổ vũ khởi nghiệp, ngăn chặn tin sai lệch"
    assert any(title in line for line in page.splitlines())


def test_a_link_stays_whole_and_a_long_word_does_not() -> None:
    link = "https://t.me/dung_han_bot?start=" + "a" * 40
    assert list(wrapped(f"mời: {link}", 20)) == ["mời:", link]
    assert list(wrapped("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_wrapped_line_keeps_its_margin_and_its_bar() -> None:
    assert list(wrapped("  một hai ba bốn", 14, "│ ")) == ["│   một hai ba", "│   bốn"]
