"""Files of the folder of plans rewritten: all with what they were kept, or none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model.plan_file import Rewritten
from bot.planfile.writing.replacing import Changed, NotReplaced, former, replaced

AT = datetime(2026, 1, 15, 8, 0, 12, tzinfo=UTC)
UNITS = "units:\n  - {id: vp, name: Văn phòng, short: Văn phòng}\n"
PLAN = """\
plan: kh
number: 15/KH-UBND
title: Kế hoạch
issuer: UBND xã
issued: 2026-01-05
owner: vp
sections: {I: Chung}
tasks:
  - {title: Một, deadline: 20/1/2026, source: {section: I, item: 1}}
"""
CHANGED = PLAN.replace("20/1/2026", "30/1/2026")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
    (tmp_path / "kh.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def text(folder: Path, name: str = "kh.yaml") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_the_former_one_is_kept_under_its_name_and_moment(folder: Path) -> None:
    replaced(folder, [Rewritten("kh.yaml", CHANGED, PLAN)], AT)
    assert former("kh.yaml", AT) == ".former/kh.2026-01-15-080012.yaml"
    assert (text(folder), text(folder, former("kh.yaml", AT))) == (CHANGED, PLAN)


def test_done_again_it_does_nothing(folder: Path) -> None:
    files = [Rewritten("kh.yaml", CHANGED, PLAN)]
    replaced(folder, files, AT)
    (folder / former("kh.yaml", AT)).unlink()
    replaced(folder, files, AT)
    assert not (folder / former("kh.yaml", AT)).exists()


def test_what_was_edited_meanwhile_stays(folder: Path) -> None:
    (folder / "kh.yaml").write_text(CHANGED, encoding="utf-8")
    with pytest.raises(Changed):
        replaced(folder, [Rewritten("kh.yaml", PLAN.replace("Một", "Hai"), PLAN)], AT)
    assert text(folder) == CHANGED


def test_with_a_mistake_in_the_folder_nothing_is_changed(folder: Path) -> None:
    new = Rewritten("kh.units.yaml", "units:\n  - {id: kt, name: Phòng Kinh tế, short: KT}\n", None)
    with pytest.raises(NotReplaced):
        replaced(folder, [new, Rewritten("kh.yaml", PLAN.replace("vp", "vq"), PLAN)], AT)
    assert text(folder) == PLAN
    assert not (folder / "kh.units.yaml").exists()


def test_taken_back_a_new_file_is_gone(folder: Path) -> None:
    new = Rewritten("kh-2.yaml", PLAN.replace("plan: kh", "plan: kh-2"), None)
    replaced(folder, [new], AT)
    replaced(folder, [new.undone], AT)
    assert not (folder / "kh-2.yaml").exists()
    assert (folder / former("kh-2.yaml", AT)).exists()


def test_a_folder_that_takes_nothing_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, _data: bytes) -> None:
        raise OSError

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotReplaced):
        replaced(folder, [Rewritten("kh.yaml", CHANGED, PLAN)], AT)
    assert text(folder) == PLAN
