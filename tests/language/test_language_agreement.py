"""How far two people label alike: the share of equal labels, kappa, and what is left to settle."""

from pathlib import Path

import pytest

from bot.language.examples.agreement import kappa, main


def labels(folder: Path, first: str, second: str) -> str:
    (folder / "a.csv").write_text("text,state,alt,percent,until\n" + first, "utf-8")
    (folder / "a.second.csv").write_text("text,state\n" + second, "utf-8")
    return str(folder / "a.csv")


def test_labels_are_compared_by_their_text_in_any_order(tmp_path: Path) -> None:
    file = labels(tmp_path, "xong,done,,,\nchờ ký,in_progress,,,\n", "chờ ký,blocked\nxong,done\n")
    told = list(main([file]))
    assert told[0].startswith("a: 2 replies, 50.0 % alike")
    assert told[-1] == "a\tin_progress | blocked\tchờ ký"


def test_kappa_takes_out_what_agrees_by_chance() -> None:
    alike = [("a", "done", "done"), ("b", "none", "none")]
    assert kappa(alike) == 1
    crossed = [("a", "done", "done"), ("b", "none", "none"), ("c", "done", "none"), ("d", "none", "done")]
    assert kappa(crossed) == pytest.approx(0)


def test_a_reply_without_a_second_label_is_named(tmp_path: Path) -> None:
    file = labels(tmp_path, "xong,done,,,\n", "khác,none\n")
    with pytest.raises(SystemExit, match="no second label of 'xong'"):
        list(main([file]))
