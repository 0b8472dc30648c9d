"""`dunghan understand` explains one reply, or reads one a line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.language.phrases import rules
from bot.language.understand import FREE
from bot.texts import LANGUAGES, Texts


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, typed: bytes = b"") -> str:
    result = CliRunner().invoke(app, ["understand", *arguments], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_reading_is_explained_in_a_sentence() -> None:
    assert run("xong rồi").startswith("Hiểu là đã hoàn thành, theo “xong rồi”.")


def test_of_several_tasks_each_piece_is_told_with_its_number_as_the_chat_takes_it() -> None:
    first, done, _, _, _, second, going, state, *_ = run("1 xong, 2 đang làm 60%").splitlines()
    assert (first, second) == ("Việc 1: “xong”", "Việc 2: “đang làm 60%”")
    assert done.startswith("Hiểu là đã hoàn thành") and going.startswith("Hiểu là đang thực hiện")
    assert "60%" in state


def test_one_label_and_all_tasks_are_told_too() -> None:
    assert run("II-3 vướng vốn").startswith("Việc II-3: “vướng vốn”\n")
    assert run("cả hai việc xong").startswith("Tất cả 2 việc: “xong”\n")


def test_as_json_the_pieces_stand_beside_the_whole() -> None:
    read = json.loads(run("1 xong, 2 đang làm 60%", "--json"))
    assert [(x["task"], x["state"], x["percent"]) for x in read["pieces"]] == [
        ("1", "done", None),
        ("2", "in_progress", 60),
    ]


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("nộp ở đâu ạ?", "chuyển câu hỏi, không ghi tiến độ"),
        ("việc này không phải của phòng em", "không ghi tiến độ"),
        ("cảm ơn anh", "không ghi tiến độ"),
        ("xin lùi đến 30/6/2027 vì chờ vốn", "trình thư ký"),
        ("xong rồi", "ghi ngay"),
        ("chắc là xong", "hỏi lại trước khi ghi"),
    ],
)
def test_what_follows_is_said_and_only_a_state_is_recorded(text: str, follows: str) -> None:
    assert follows in run(text)
    assert ("ghi ngay" in run(text)) == (follows == "ghi ngay")


def test_as_json_it_has_these_keys() -> None:
    read = json.loads(run("đang làm 60%", "--json"))
    assert read.pop("reason") and read.pop("trained")["likely"]["in_progress"] > 90
    assert read.pop("rules") == {"state": "in_progress", "sure": True, "cues": ["GOING", "PCT"]}
    assert read == {"state": "in_progress", "percent": 60, "date": None, "sure": True, "vetoes": {}}


def test_both_opinions_are_told_and_what_forbids_a_done() -> None:
    told = run("dự thảo quy chế làm xong rồi, gửi anh xem")
    assert "Các quy tắc: " in told and "Học từ các trả lời mẫu: " in told
    assert "Không tự ghi “hoàn thành” vì có: dự thảo, một bước hoặc một phần (“dự thảo”)" in told
    assert "Không tự ghi" not in run("em chưa làm gì cả")


def test_a_day_is_read_from_the_day_it_was_typed_on() -> None:
    read = json.loads(run("xin lùi sang quý 3", "--on", "2026-05-02", "--json"))
    assert (read["state"], read["date"], read["sure"]) == ("extension", "2026-09-30", True)


def test_without_a_reply_each_line_read_is_a_line_of_json() -> None:
    rows = [
        json.loads(line)
        for line in run("--on", "1/12/2025", typed="xong\n\nvướng vốn\n".encode()).splitlines()
    ]
    assert [row["state"] for row in rows] == ["done", "none", "blocked"]


def test_bytes_that_are_no_text_are_a_reply_like_any_other() -> None:
    (row,) = run(typed=b"\xff\xfe xong\x00\n").splitlines()
    assert json.loads(row)["sure"] in (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_veto_has_words(language: str) -> None:
    names = {name for name, _ in rules("not_ours", "vetoes")} - {FREE}
    told = Texts(language).plain("understand.vetoes", vetoes=dict.fromkeys(names, "…"))
    assert told.count("…") == len(names) > 10
