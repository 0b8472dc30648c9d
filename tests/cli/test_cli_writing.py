"""Commands that write files where nothing can be written: one line says so, and nothing is left half done."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.planfile.files import write_all

PLANS = Path(__file__).parents[2] / "plans"
PLAN = "hai-phong-07-kh-tu"
TAKEN = "taken"  # a file where a folder is wanted: refused to root as well


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/dunghan.sqlite3")
    Path(TAKEN).write_text("a file")
    return tmp_path


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def files(folder: Path) -> Mapping[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WRITES = [
    ("export", "--plan", PLAN, "--format", "xlsx", "--out"),
    ("export", "--plan", PLAN, "--format", "json", "--out"),
    ("calendar", "--unit", "ubnd-tp", "--out"),
    ("record", "--template"),
    ("backup",),
]


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        *((arguments, folder) for arguments in WRITES for folder in (TAKEN, "nowhere")),
        (("schema", "--out"), TAKEN),  # which makes a folder that isn't there
    ],
)
def test_what_cant_be_written_is_told_in_one_line(
    here: Path, arguments: tuple[str, ...], folder: str
) -> None:
    ran("migrate")
    before = files(here)
    result = ran(*arguments, f"{folder}/x.xlsx")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert folder in result.output
    assert "không ghi được" in result.output or "Không có thư mục" in result.output
    assert files(here) == before


@pytest.mark.parametrize("folder", [f"{TAKEN}/plans", TAKEN])
def test_a_new_plan_where_nothing_can_be_written_is_told_in_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("DUNGHAN_PLANS", folder)
    before = files(here)
    result = ran("new-plan", "ke-hoach-1")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert "không ghi được" in result.output
    assert "không đọc được" not in result.output
    assert files(here) == before


@pytest.fixture
def powerless(here: Path) -> Iterator[None]:
    """In the working folder of somebody else, which may be read: nobody is root."""
    here.chmod(0o755)
    (here / "closed").mkdir(mode=0o700)
    (here / "plans").mkdir(mode=0o755)
    if os.geteuid() != 0:
        here.chmod(0o555)
        (here / "plans").chmod(0o555)
        (here / "closed").chmod(0)
        yield
        here.chmod(0o755)
        return
    ran("new-plan", "--config", "none.yaml", "x")  # what is imported late is there then
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.usefixtures("powerless")
@pytest.mark.parametrize("folder", ["plans", "new", "closed", "closed/plans"])
def test_a_new_plan_in_a_folder_of_somebody_else_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("DUNGHAN_PLANS", folder)
    result = ran("new-plan", "ke-hoach-1")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert "không ghi được (Permission denied)" in result.output


def test_of_a_new_plan_nothing_is_left_where_its_last_file_cant_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNGHAN_PLANS", "plans")
    Path("plans/.ke-hoach-1.yaml.new").mkdir(parents=True)  # as root nothing else refuses a file
    result = ran("new-plan", "ke-hoach-1")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert [path.name for path in Path("plans").iterdir()] == [".ke-hoach-1.yaml.new"]


def test_new_files_are_written_all_or_none(here: Path) -> None:
    before = files(here)
    (here / "folder").mkdir()
    with pytest.raises(OSError):
        write_all({here / "made" / "new": b"1", here / "folder": b"2"})
    assert files(here) == before
    assert not (here / "made").exists()


def test_a_file_takes_the_place_of_the_former_one_and_of_what_a_link_names(here: Path) -> None:
    (here / "x.json").write_bytes(b"before")
    (here / "link").symlink_to("x.json")
    write_all({here / "link": b"after"})
    assert (here / "x.json").read_bytes() == b"after"
    assert (here / "link").is_symlink()


def test_what_is_no_file_is_written_to_as_it_is(here: Path) -> None:
    assert ran("export", "--plan", PLAN, "--format", "json", "--out", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()
