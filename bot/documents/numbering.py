"""Word's automatic numbers: what stands before a paragraph on paper and nowhere in its text."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.documents.unzipped import Archive, attribute, child, local

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
PLACE = re.compile(r"%(\d)")
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is written."""

    shape: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has come."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    _at: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def before(self, paragraph: Element | None) -> str:
        """What is printed before a paragraph with these properties; counts it."""
        list_id, level = self._place(paragraph)
        if list_id is None or list_id == "0" or list_id not in self.lists:
            return ""
        shared, levels = self.lists[list_id]
        if level not in levels:
            return ""
        at = self._at[shared]
        at[level] = at[level] + 1 if level in at else levels[level].start
        for deeper in range(level + 1, LEVELS):
            at.pop(deeper, None)
        if levels[level].shape in ("bullet", "none"):
            return (
                "-"
                if levels[level].shape == "bullet" and level == 0
                else "+" * (levels[level].shape == "bullet")
            )

        def place(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            count = at.get(other, levels[other].start if other in levels else 1)
            return written(count, levels[other].shape if other in levels else "decimal")

        return PLACE.sub(place, levels[level].text)

    def _place(self, paragraph: Element | None) -> tuple[str | None, int]:
        numbered = child(paragraph, "numPr")
        list_id, level = child(numbered, "numId"), child(numbered, "ilvl")
        style = child(paragraph, "pStyle")
        inherited = self.styles.get(attribute(style, "val") or "")
        if list_id is None:
            return inherited or (None, 0)
        return attribute(list_id, "val"), _whole(attribute(level, "val"), 0)


def numbering_of(archive: Archive) -> Numbering:
    """The lists and the styles that number by themselves."""
    found = Numbering()
    root = archive.tree(NUMBERING)
    shapes: dict[str, dict[int, Level]] = {}
    for element in root if root is not None else ():
        if local(element.tag) == "abstractNum":
            levels = {_whole(attribute(e, "ilvl"), 0): _level(e) for e in element if local(e.tag) == "lvl"}
            shapes[attribute(element, "abstractNumId") or ""] = levels
    for element in root if root is not None else ():
        if local(element.tag) == "num":
            shape = attribute(child(element, "abstractNumId"), "val")
            own = dict(shapes.get(shape or "", {}))
            restarted = [e for e in element if local(e.tag) == "lvlOverride"]
            for each in restarted:
                start = child(each, "startOverride")
                level = _whole(attribute(each, "ilvl"), 0)
                if start is not None and level in own:
                    own[level] = Level(own[level].shape, own[level].text, _whole(attribute(start, "val"), 1))
            number = attribute(element, "numId") or ""
            found.lists[number] = (number if restarted else f"shape {shape}", own)
    root = archive.tree(STYLES)
    for element in root if root is not None else ():
        numbered = child(element, "pPr", "numPr")
        if local(element.tag) == "style" and numbered is not None:
            list_id, depth = child(numbered, "numId"), child(numbered, "ilvl")
            found.styles[attribute(element, "styleId") or ""] = (
                attribute(list_id, "val"),
                _whole(attribute(depth, "val"), 0),
            )
    return found


def _level(element: Element) -> Level:
    shape, text, start = (child(element, name) for name in ("numFmt", "lvlText", "start"))
    return Level(
        attribute(shape, "val") or "decimal",
        attribute(text, "val") or "",
        _whole(attribute(start, "val"), 1),
    )


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise


def written(number: int, shape: str) -> str:
    """A count as its level writes it."""
    match shape:
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman if shape == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (number - 1) % 26)
            return letter.upper() if shape == "upperLetter" else letter
        case "decimalZero":
            return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text, rest = "", min(max(number, 0), 399)
    for value, sign in signs:
        text += sign * (rest // value)
        rest %= value
    return text
