"""The house as its page draws it: the rooms that are there, in the order in which they may import."""

import re
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
from docs_pages import HOUSE, ROOT, blocks, prose

CITED = re.compile(r"\bdecisions? (\d+(?:(?:, | and )\d+)*)")
SPACE = re.compile(r"\s+(?:#\s+)?")


def rooms() -> list[str]:
    """The rooms of the picture, the lowest first."""
    return [line.split()[0] for line in blocks(HOUSE, "")[0].splitlines()]


def decisions() -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)\. \*\*", prose(HOUSE), re.MULTILINE)]


def sources() -> Iterator[tuple[Path, str]]:
    for folder in ("bot", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file, SPACE.sub(" ", file.read_text(encoding="utf-8"))


def test_the_picture_has_every_room_and_no_other() -> None:
    there = [entry for entry in (ROOT / "bot").iterdir() if entry.is_dir() or entry.suffix == ".py"]
    assert sorted(rooms()) == sorted(e.stem for e in there if not e.stem.startswith("__"))


def test_the_picture_s_order_is_that_of_the_import_contract() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c["layers"] for c in config["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    height = {room: -n for n, layer in enumerate(layers) for room in re.findall(r"\w+", layer)}
    assert [height.get(room) for room in rooms()] == sorted(
        height[room] for room in rooms() if room in height
    )


def test_every_decision_has_its_number_in_turn_and_says_what_lost() -> None:
    numbers = decisions()
    assert numbers == list(range(1, len(numbers) + 1))
    assert prose(HOUSE).count("*Lost:*") == len(numbers)


def test_every_decision_cited_in_code_is_there() -> None:
    cited = {
        int(number): file.name
        for file, text in sources()
        for numbers in CITED.findall(text)
        for number in re.findall(r"\d+", numbers)
    }
    assert cited
    assert {number: file for number, file in cited.items() if number not in decisions()} == {}


def test_code_cites_no_page_that_is_not_there() -> None:
    named = re.compile(r"\b(\w+)\.md\b|\b([A-Z]{3,}),? decisions? \d")
    cited = [(file.name, *found) for file, text in sources() for found in named.findall(text)]
    assert [each for each in cited if not [*ROOT.glob(f"{each[1] or each[2]}.md")]] == []


def test_no_room_is_too_big_to_be_known_by_heart() -> None:
    """At most 25 modules side by side, and 13 % of the lines: bigger ones are cut along their joints."""
    lines = {
        file: len(file.read_text(encoding="utf-8").splitlines()) for file in (ROOT / "bot").rglob("*.py")
    }
    folders = {file.parent for file in lines}
    crowded = {folder.name: len(list(folder.glob("[!_]*.py"))) for folder in folders}
    shares = {
        room.name: sum(n for file, n in lines.items() if room in file.parents) / sum(lines.values())
        for room in folders
        if room.parent.name == "bot"
    }
    assert {room: n for room, n in crowded.items() if n > 25} == {}
    assert {room: share for room, share in shares.items() if share > 0.13} == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each can be read, and imported, without one that needs it."""
    graph = grimp.build_graph("bot", exclude_type_checking_imports=True)
    sorter = TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules})
    sorter.prepare()  # raises CycleError with the modules of the circle
