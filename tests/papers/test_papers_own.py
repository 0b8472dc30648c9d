"""An export takes the place of an earlier one, and of nothing else."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.papers.own import is_own

PLANS = Path(__file__).parents[2] / "plans"
PLAN = "hai-phong-07-kh-tu"
EXPORTS = {
    **{form: ("export", "--plan", PLAN, "--format", form) for form in ("xlsx", "docx", "html", "json")},
    "ics": ("calendar", "--unit", "ubnd-tp"),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/dunghan.sqlite3")


def dunghan(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.mark.parametrize("form", EXPORTS)
def test_an_export_made_again_takes_the_place_of_the_former(form: str) -> None:
    for _ in range(2):
        made = dunghan(*EXPORTS[form], "--out", f"x.{form}")
        assert made.exit_code == 0, made.output
    assert is_own(Path(f"x.{form}").read_bytes())


@pytest.mark.parametrize("form", EXPORTS)
def test_a_file_of_somebody_else_stays(form: str) -> None:
    file = Path(f"x.{form}")
    file.write_text("của người khác")
    made = dunghan(*EXPORTS[form], "--out", str(file))
    assert (made.exit_code, file.read_text()) == (2, "của người khác")
    assert (
        made.stderr
        == f"{file}: đã có tệp này, có thể đã sửa tay, nên không ghi đè; chọn tên khác bằng --out\n"
    )


def test_a_template_that_somebody_has_filled_in_stays() -> None:
    dunghan("record", "--template", "kq.csv")
    with Path("kq.csv").open("a") as file:
        file.write("x")
    assert dunghan("record", "--template", "kq.csv").exit_code == 2
    assert Path("kq.csv").read_text().endswith("x")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04damaged", b"[1, 2]", b"{" * 100_000, b'{"plan": "x"}'])
def test_what_is_no_export_is_known(data: bytes) -> None:
    assert not is_own(data)
