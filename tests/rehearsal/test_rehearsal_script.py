"""A rehearsal's script: what may stand in it, and each mistake with its line."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model.plan import Catalog, Unit
from bot.model.say import Mistake, Problem
from bot.rehearsal import script
from bot.rehearsal.script import Script, read_script
from bot.texts import Texts

EXAMPLE = Path(script.__file__).with_name("script.yaml")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTORS = "actors:\n  - {id: a, name: Trưởng phòng, role: official, unit: so-tai-chinh}\n"


def _catalog() -> Catalog:
    units = ("so-tai-chinh", "ubnd-tp", "cong-an-tp")
    return Catalog(units={u: Unit(id=u, name=u, short=u) for u in units})


def _read(folder: Path, text: str) -> Script:
    file = folder / "script.yaml"
    file.write_text(text, encoding="utf-8")
    return read_script(file, _catalog(), ZONE)


def _said(folder: Path, text: str) -> str:
    with pytest.raises(Mistake) as caught:
        _read(folder, text)
    (problem,) = caught.value.what
    assert isinstance(problem, Problem)
    return Texts("en").problem(problem).partition("script.yaml:")[2]


def test_the_script_that_comes_along_is_without_a_mistake() -> None:
    assert len(read_script(EXAMPLE, _catalog(), ZONE).acts) == 11


def test_acts_are_played_in_the_order_of_time(tmp_path: Path) -> None:
    acts = (
        "acts:\n  - {at: 2025-12-02 08:00, who: a, say: hai}\n  - {at: 2025-12-01 08:00, who: a, say: một}\n"
    )
    assert [act.say for act in _read(tmp_path, ACTORS + acts).acts] == ["một", "hai"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            "{at: 2025-12-01, who: a, say: x}",
            "4: at: expected a moment as 2025-12-01 08:10, found “2025-12-01”",
        ),
        ("{at: 2025-12-01 08:00, who: b, say: x}", "4: who: nobody in actors is called “b”; there are: a"),
        (
            "{at: 2025-12-01 08:00, who: a}",
            "4: expected exactly one of the keys say, press, edit, send, start, follow, arrive, found, block "
            "(send alone may have say as its caption)",
        ),
        (
            "{at: 2025-12-01 08:00, who: a, say: x, press: y}",
            "4: expected exactly one of the keys say, press, edit, send, start, follow, arrive, found, block "
            "(send alone may have say as its caption)",
        ),
        (
            "{at: 2025-12-01 08:00, who: a, say: x, in: group-2}",
            "4: in: this file has no “group-2”; there are: group",
        ),
        ("{at: 2025-12-01 08:00, who: a, send: f1}", "4: send: this file has no “f1”; there are: "),
        (
            "{at: 2025-12-01 08:00, who: a, block: yes}",
            "4: block: expected true or false, found “yes”",
        ),
        (
            "{at: 2025-12-01 08:00, who: a, edit: x, message: một}",
            "4: message: expected a positive whole number, found “một”",
        ),
        ("{at: 2025-12-01 08:00, say: x}", "4: the key “who” is missing"),
        (
            "{at: 2025-12-01 08:00, who: a, sag: x}",
            "4: the key “sag” has no use here; known keys: at, who, say, press, edit, send, "
            "start, follow, arrive, found, block, reply, message, of, nth, as, in, expect",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, act: str, said: str) -> None:
    assert _said(tmp_path, f"{ACTORS}acts:\n  - {act}\n") == said


def test_an_official_of_a_unit_nobody_knows_is_a_mistake(tmp_path: Path) -> None:
    text = "actors:\n  - {id: a, name: A, role: official, unit: so-y-te}\nacts: []\n"
    assert _said(tmp_path, text) == "2: unit: there is no unit “so-y-te” in units.yaml"
