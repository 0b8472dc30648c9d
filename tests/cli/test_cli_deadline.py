"""`dunghan deadline` explains one phrase, or reads one a line and prints one JSON object a line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a configuration, so that the command speaks Vietnamese."""
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str, given: str | bytes | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["deadline", *arguments], input=given, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def rows(text: str | bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran(given=text).splitlines()]


def test_a_phrase_is_explained() -> None:
    assert ran("Trong Quý II/2026") == (
        "Hiểu là: thời hạn theo quý\nNgày đến hạn: 30/6/2026\nKỳ: 1/4/2026 – 30/6/2026\n"
        "Lý do: Trong Quý II/2026 → 30/6/2026: hết quý II/2026\n"
    )


def test_a_phrase_that_cannot_be_read_is_a_mistake_answered_with_the_nearest_form() -> None:
    told = "“tháng 13/2026”: không có tháng 13; hãy viết như “tháng 12/2026”\n"
    assert ran("tháng 13/2026", code=2) == told


@pytest.mark.parametrize("text", ["xyz", "31/2/2026", "Quý IV"])
def test_as_json_it_is_a_mistake_too(text: str) -> None:
    assert json.loads(ran(text, "--json", code=2))["kind"] == "unreadable"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Trong 02 tháng",
            "“Trong 02 tháng” chưa nói tính từ ngày nào; hãy viết như “Trong 02 tháng kể từ ngày ban hành”\n",
        ),
        (
            "Tuần 2 tháng 3/2026",
            "“Tuần 2 tháng 3/2026”: thời hạn không tính theo tuần; "
            "hãy viết ngày cuối, như “trước ngày 14/3/2026”\n",
        ),
    ],
)
def test_what_is_shown_instead_is_what_was_most_likely_meant(text: str, said: str) -> None:
    assert ran(text, code=2) == said


def test_a_day_counts_from_the_issue_that_is_told() -> None:
    said = ran("Trong vòng 30 ngày kể từ ngày ban hành", "--issued", "25/12/2025")
    assert "Ngày đến hạn: 24/1/2026\n" in said


def test_json_has_exactly_these_fields() -> None:
    assert json.loads(ran("Quý II/2026", "--json")) == {
        "kind": "quarter",
        "due": "2026-06-30",
        "period": {"start": "2026-04-01", "end": "2026-06-30"},
        "every": None,
        "reason": "Quý II/2026 → 30/6/2026: hết quý II/2026",
    }


def test_standard_input_gives_one_object_a_line_in_order() -> None:
    found = rows("Thời gian hoàn thành: Trong Quý I/2026..\r\n\nhằng tháng\nquý 5/2026")
    assert [(row["kind"], row["due"], row["every"]) for row in found] == [
        ("quarter", "2026-03-31", None),
        ("none", None, None),
        ("recurring", None, "month"),
        ("unreadable", None, None),
    ]


def test_bytes_that_are_no_text_are_one_unreadable_line() -> None:
    assert [row["kind"] for row in rows(b"\xff\xfe\nnothing\n")] == ["unreadable", "unreadable"]


def test_a_phrase_without_a_year_takes_it_from_the_date_of_issue() -> None:
    assert json.loads(ran("Quý III", "--issued", "25/7/2025", "--json"))["due"] == "2025-09-30"
