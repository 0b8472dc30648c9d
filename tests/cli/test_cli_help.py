"""The command line's help: every command's, in the configured language, at once and within the terminal."""

from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.commands import COMMANDS
from bot.cli.terminal import cells
from bot.texts import LANGUAGES, texts_in

GROUPS = ("", "invite")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dunghan(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def told(language: str, words: str) -> str:
    return texts_in(language).plain(f"usage.{words.replace(' ', '_').replace('-', '_') or 'dunghan'}")


def unwrapped(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [*COMMANDS, *GROUPS])
def test_every_command_explains_itself_in_the_configured_language(words: str, language: str) -> None:
    Path("config.yaml").write_text(f"language: {language}\n")
    page = dunghan(*words.split(), "-h")
    assert page.exit_code == 0, page.output
    assert told(language, words) in unwrapped(page.output)
    assert page.output == dunghan(*words.split(), "--help").output


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_lists_its_commands(group: str) -> None:
    page = unwrapped(dunghan(*group.split(), "-h").output)
    below = [words for words in COMMANDS if words.startswith(f"{group} ".lstrip()) and words != group]
    assert all(told("vi", words) in page for words in below if len(words.split()) == len(group.split()) + 1)


@pytest.mark.parametrize("option", [("--config", "en.yaml"), ("--config=en.yaml",)], ids=" ".join)
def test_the_language_is_that_of_the_file_named_after_the_command(option: tuple[str, ...]) -> None:
    Path("en.yaml").write_text("language: en\n")
    assert told("en", "check") in unwrapped(dunghan("check", *option, "-h").output)


@pytest.mark.parametrize("written", ["language: [", "language: [vi]", "- a", "language: fr", ""])
def test_a_broken_configuration_leaves_the_help_in_vietnamese(written: str) -> None:
    Path("config.yaml").write_text(written)
    assert told("vi", "check") in unwrapped(dunghan("check", "-h").output)


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("words", [*COMMANDS, *GROUPS])
def test_help_is_no_wider_than_the_terminal(
    words: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = dunghan(*words.split(), "-h").output.splitlines()
    assert [line for line in lines if cells(line) > columns] == []


def test_the_version_is_that_of_the_package() -> None:
    assert dunghan("--version").output.strip() == version("dunghan")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bogus", "dunghan: không có lệnh “bogus”; các lệnh: check,"),
        ("agenda", "dunghan agenda: thiếu --on; gõ “dunghan agenda -h”"),
        ("agenda --on", "--on cần đúng một giá trị đi kèm"),
        ("agenda --bogus x", "dunghan agenda: không có tùy chọn --bogus"),
        ("invite bogus", "dunghan invite: không có lệnh “bogus”; các lệnh: official,"),
        ("invite official", "dunghan invite official: thiếu --unit"),
        ("run --only x", "giá trị của --only chưa đúng, phải là một trong: all, web, worker"),
        ("outbox --limit x", "giá trị của --limit chưa đúng"),
        ("status a b", "có phần thừa sau lệnh"),
        ("check --review=3", "--review cần đúng một giá trị đi kèm, hoặc không nhận giá trị nào"),
    ],
)
def test_a_wrong_command_line_is_told_in_one_line(
    words: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, words.split(), prog_name="dunghan")
    assert (done.exit_code, told in " ".join(done.output.split())) == (2, True), done.output
    assert "Error" not in done.output


def test_a_wrong_command_line_is_told_in_the_configured_language(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("language: en\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["agenda", "--config", str(config), "--zz"], prog_name="dunghan")
    assert "dunghan agenda: there is no option --zz" in " ".join(done.output.split())
