"""What `dunghan service` prints keeps a bot running: read as systemd reads it, and run as it says."""

import asyncio
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path

import needed
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.rehearsal.botapi import BotApi

SOURCE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copytree(SOURCE / "plans", "plans")
    Path("config.yaml").write_text("database_url: sqlite:///data/x.sqlite3\nplans: plans\n")
    return tmp_path


def unit() -> ConfigParser:
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as configparser's own page says
    read.read_string(CliRunner().invoke(app, ["service", "systemd"]).stdout)
    return read


def test_the_unit_names_this_program_folder_and_account(folder: Path) -> None:
    service, program = unit()["Service"], Path(sys.executable).with_name("dunghan")
    assert service["ExecStart"] == f"{program} run --config {folder}/config.yaml"
    assert (service["WorkingDirectory"], service["EnvironmentFile"]) == (f"{folder}", f"-{folder}/.env")
    assert service["ReadWritePaths"] == f"{folder}"


async def test_what_the_unit_starts_runs_and_ends_as_systemd_ends_it(folder: Path) -> None:
    service = unit()["Service"]
    async with BotApi(now=lambda: datetime.now(UTC)) as api:
        # The module stands for the script that an installation puts beside this Python.
        words = [sys.executable, "-m", "bot", *shlex.split(service["ExecStart"])[1:]]
        bot = await asyncio.create_subprocess_exec(
            *words,
            cwd=service["WorkingDirectory"],
            env={
                "DUNGHAN_TOKEN": api.token,
                "DUNGHAN_BASE_URL": api.base_url,
                "PYTHONPATH": str(SOURCE),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert bot.stdout is not None
        said = ""
        while "đang chạy" not in said:
            said = (await asyncio.wait_for(bot.stdout.readline(), 60)).decode()
            assert said
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), float(service["TimeoutStopSec"])) == 0


def test_the_unit_names_what_this_shell_gives_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/dunghan")
    monkeypatch.delenv("DUNGHAN_TOKEN", raising=False)
    text = CliRunner().invoke(app, ["service", "systemd"]).stdout
    assert "DUNGHAN_TOKEN, DATABASE_URL " in text
    assert "postgresql://" not in text


def test_a_line_of_the_unit_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    before = CliRunner().invoke(app, ["service", "systemd"]).stdout
    monkeypatch.setenv("COLUMNS", "40")
    assert CliRunner().invoke(app, ["service", "systemd"]).stdout == before


def test_a_path_means_itself_to_systemd(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = folder / 'kế hoạch 100% "mới" $1'
    odd.mkdir()
    monkeypatch.chdir(odd)
    Path("config.yaml").write_text("database_url: sqlite:///../data/x.sqlite3\nplans: ../plans\n")
    service = unit()["Service"]
    line = str(odd).replace("%", "%%")
    word = '"' + line.replace('"', '\\"')
    assert (service["WorkingDirectory"], service["EnvironmentFile"]) == (line, f"-{line}/.env")
    assert service["ExecStart"].endswith(f' --config {word.replace("$", "$$")}/config.yaml"')
    places = CliRunner().invoke(app, ["service", "systemd"]).stdout
    for place in (f'{word}"', f"{folder}/data", f"{folder}/plans"):
        assert f"\nReadWritePaths={place}\n" in places
    verify(folder)


def test_systemd_takes_the_unit(folder: Path) -> None:
    verify(folder)


def verify(folder: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        needed.left_out("no systemd-analyze, which reads the unit as systemd does: install Debian's systemd")
    file = folder / "dunghan.service"
    text = CliRunner().invoke(app, ["service", "systemd"]).stdout
    program = str(Path(sys.executable).with_name("dunghan"))
    file.write_text(text.replace(program, sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, timeout=60)
    assert "dunghan.service" not in done.stderr, done.stderr


def test_the_container_is_built_from_what_the_source_holds_and_looks_at_its_own_health() -> None:
    lines = CliRunner().invoke(app, ["service", "container"]).stdout.splitlines()
    words = dict(line.partition(" ")[::2] for line in lines if line and not line.startswith("#"))
    assert (words["CMD"], words["STOPSIGNAL"]) == ('["dunghan", "run"]', "SIGTERM")
    assert "PORT=8080" in words["ENV"] and ":8080/healthz" in words["HEALTHCHECK"]
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    assert all((SOURCE / name).exists() for name in copied)


def test_no_token_and_no_data_gets_into_the_image() -> None:
    lines = CliRunner().invoke(app, ["service", "container"]).stdout.splitlines()
    copied = {word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]}
    built = tomllib.loads((SOURCE / "pyproject.toml").read_text())
    needed_by_it = {built["project"]["readme"], *built["project"]["license-files"]}
    needed_by_it |= {*built["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    assert copied == {"pyproject.toml", "constraints.txt"} | needed_by_it
