"""A changed configuration comes into force between two passes, as far as it can; a broken one does not."""

import logging
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.living.config import Follower
from bot.rehearsal.virtual import VirtualClock
from bot.settings import Settings, read_settings

NOW = datetime(2025, 12, 26, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SWAP = "calendar: {off: [2026-01-02], work: [2026-01-10]}\n"
FIRST = "agenda_time: 07:30\n"


class Office:
    """A configuration file and who follows it."""

    def __init__(self, file: Path | None) -> None:
        self.settings = read_settings(file)
        self.adopted = 0
        self.follower = Follower(file, self.settings, VirtualClock(NOW), self._adopt)

    def _adopt(self, settings: Settings) -> None:
        self.settings = settings
        self.adopted += 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "office.yaml"
    made.write_text(FIRST)
    return made


@pytest.fixture
def office(file: Path, caplog: pytest.LogCaptureFixture) -> Office:
    caplog.set_level(logging.INFO)
    opened = Office(file)
    opened.follower.look()
    return opened


def test_a_file_as_it_was_changes_nothing(office: Office, file: Path) -> None:
    file.write_text(f"# a word\n{FIRST}")
    office.follower.look()
    assert office.adopted == 0


def test_a_swap_of_working_days_is_in_force(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(SWAP + FIRST)
    office.follower.look()
    office.follower.look()
    assert (office.settings.calendar.off, office.adopted) == (frozenset({date(2026, 1, 2)}), 1)
    assert caplog.messages == ["action=config in_force=calendar"]


def test_the_hours_of_agendas_and_digests_are_in_force(office: Office, file: Path) -> None:
    file.write_text("agenda_time: 08:15\ndigest: {day: tuesday, time: 09:00}\n")
    office.follower.look()
    assert office.settings.times.agenda == time(8, 15)
    assert (office.settings.digest_rules.weekday, office.settings.digest_rules.at) == (1, time(9))


def test_what_needs_a_restart_is_named_in_the_log_and_left(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(f"{SWAP}{FIRST}language: en\nport: 8080\n")
    office.follower.look()
    assert (office.settings.language, office.settings.port) == ("vi", None)
    assert "action=config waits_for_restart=language,port" in caplog.messages
    assert office.settings.calendar.off


def test_a_broken_file_leaves_the_last_good_one_in_force(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(f"{FIRST}calendar: {{off: [2026-02-30]}}\ntelegram: {{token: abc}}\n")
    office.follower.look()
    assert office.adopted == 0
    assert caplog.messages == [
        "action=config kept=last_good problems=1",
        f"action=config file={file} line=2 key=settings.bad_value",
    ]
    file.write_text(SWAP)
    office.follower.look()
    assert office.settings.calendar.off


def test_a_file_that_is_gone_leaves_the_last_good_one_in_force(
    office: Office, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(SWAP)
    office.follower.look()
    file.unlink()
    office.follower.look()
    assert office.settings.calendar.off
    assert caplog.messages[-1].endswith("line=1 key=settings.no_such_file")


def test_a_file_written_after_the_start_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office = Office(None)
    office.follower.look()
    Path("config.yaml").write_text(SWAP)
    office.follower.look()
    assert office.settings.calendar.off
