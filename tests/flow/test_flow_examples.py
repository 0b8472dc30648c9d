"""What the bot asked about and what was pressed is kept, and written without names for whoever teaches it."""

import csv
from pathlib import Path

import pytest
from flow_office import KT, PLAN, PLANS, Office, Opened
from flow_rules import CODE
from typer.testing import CliRunner

from bot.cli import app
from bot.model.people import Role

UNSURE = "anh Tuấn bảo coi như xong, gọi 0912345678"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))


def dunghan(office: Office, *words: str) -> str:
    database = {"DATABASE_URL": office.robot.settings.database_url}
    ran = CliRunner().invoke(app, ["export", "--format", "examples", *words], env=database)
    assert ran.exit_code == 0, ran.output
    return ran.output


def rows(office: Office, *words: str) -> list[dict[str, str]]:
    dunghan(office, "--out", "x.csv", *words)
    file = Path("x.csv")
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as table:
        found = list(csv.DictReader(table))
    file.unlink()
    return found


async def asks(office: Office, text: str = UNSURE) -> None:
    """An official says something the bot has to ask about."""
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.says(KT, f"/viec {CODE}")
    await office.says(KT, text)


async def test_an_unsure_reply_and_the_button_pressed_are_a_row_without_names(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        offered = office.labels(KT)
        assert rows(office) == []  # nobody has said yet what it means
        await office.presses(KT, next(label for label in offered if "Hoàn thành" in label))
        (row,) = rows(office, "--plan", PLAN)
        assert row == {
            "text": "anh X bảo coi như xong, gọi 0000000000",
            "state": "done",
            "alt": "",
            "percent": "",
            "until": "",
            "guess": "in_progress",
            "sure": "no",
            "offered": "in_progress done blocked",
            "asked_at": "2025-12-01T08:00+07:00",
        }


async def test_the_note_button_says_that_it_meant_no_state(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.presses(KT, office.labels(KT)[-1])
        assert [row["state"] for row in rows(office)] == ["none"]


async def test_words_typed_as_the_answer_tell_it_too(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.says(KT, "đang làm 90%")
        (row,) = rows(office)
        assert (row["state"], row["percent"]) == ("in_progress", "90")


async def test_thanks_and_words_on_another_task_are_no_answer(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.says(KT, "cảm ơn bot")
        await office.says(KT, "III.1-1 đang làm 20%")
        assert rows(office) == []


async def test_what_was_taken_back_teaches_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.presses(KT, next(label for label in office.labels(KT) if "Hoàn thành" in label))
        await office.says(KT, "hoàn tác")
        assert rows(office) == []


async def test_a_sure_reply_is_no_row_and_no_file_is_written(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office, "đã xong")
        assert "không ghi tệp" in dunghan(office)
        assert list(Path().glob("*.csv")) == []


async def test_the_command_says_what_is_in_the_file_and_whose_word_sends_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.presses(KT, next(label for label in office.labels(KT) if "Hoàn thành" in label))
        told = dunghan(office)
        file = next(Path().glob("vi-du-tra-loi-*.csv"))
        assert told.startswith(f"Đã xuất {file}: 1 câu trả lời")
        assert "đọc lại cả tệp" in told and "Chỉ gửi đi khi thư ký" in told


async def test_a_file_that_is_there_is_never_written_over(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await asks(office)
        await office.presses(KT, next(label for label in office.labels(KT) if "Hoàn thành" in label))
        dunghan(office, "--out", "x.csv")
        assert "Đã xuất" in dunghan(office, "--out", "x.csv")  # the same again
        Path("x.csv").write_text("của tôi", "utf-8")
        database = {"DATABASE_URL": office.robot.settings.database_url}
        words = ["export", "--format", "examples", "--out", "x.csv"]
        ran = CliRunner().invoke(app, words, env=database)
        assert (ran.exit_code, Path("x.csv").read_text("utf-8")) == (2, "của tôi")
        assert "không ghi đè" in ran.output
