"""Draws a picture: blocks, words, lines without steps; in pixels, from the top left."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(str(files("font_source_sans_pro"))) / "files"
LARGER = 1.12
"""How much larger its letters are asked for, which are low for their size."""
FINE = 4
"""How many times as large a line is drawn before it is made small: Pillow's own have steps."""
Side = Literal[
    "l", "m", "r"
]  # where the place named is: at the left of the words, in the middle, at the right
Place = tuple[float, float]
Box = tuple[int, int, int, int]  # left, top, width, height


class Canvas:
    """A sheet of paper; what is drawn later lies above."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self._image = Image.new("RGB", (width, height), paper)
        self._draw = ImageDraw.Draw(self._image)

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle whose edges are sharp; none where it is less than half a pixel."""
        left, top, right, bottom = round(x), round(y), round(x + width), round(y + height)
        if right > left and bottom > top:
            self._draw.rectangle((left, top, right - 1, bottom - 1), colour)

    def write(
        self, x: float, y: float, text: str, size: int, colour: str, *, side: Side = "l", bold: bool = False
    ) -> None:
        """Words around the height `y`; words of a size at the same height stand on one line."""
        font, down = _letters(size, bold)
        self._draw.text((round(x), round(y + down)), normalize("NFC", text), colour, font, anchor=f"{side}s")

    def area(self, box: Box, corners: Sequence[Place], colour: str, cover: float) -> None:
        """What lies between these corners, covered so far; places are counted from the box, which cuts."""
        mask, draw = _fine(box)
        draw.polygon(_finely(corners), fill=round(255 * cover))
        self._lay(mask, box, colour)

    def path(
        self,
        box: Box,
        places: Sequence[Place],
        width: float,
        colour: str,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A line through these places; with a `dash` of so many pixels and so many between two."""
        mask, draw = _fine(box)
        for piece in dashes(places, *dash) if dash else [places]:
            draw.line(_finely(piece), fill=255, width=round(FINE * width), joint="curve")
        self._lay(mask, box, colour)

    def _lay(self, mask: Image.Image, box: Box, colour: str) -> None:
        self._image.paste(colour, box[:2], mask.reduce(FINE))

    def png(self) -> bytes:
        """Packed lightly: that takes most of the time, and Telegram packs it anew."""
        image = BytesIO()
        self._image.save(image, "PNG", compress_level=1)
        return image.getvalue()


def dashes(places: Sequence[Place], drawn: float, left_out: float) -> Iterator[Sequence[Place]]:
    """The pieces of a path that are drawn, each with the bends it goes around."""
    piece, left, on = list(places[:1]), drawn, True
    for start, end in pairwise(places):
        length, gone = dist(start, end), 0.0
        while length - gone > left:
            gone += left
            at = _between(start, end, gone / length)
            if on:
                yield [*piece, at]
            piece, on = [at], not on
            left = drawn if on else left_out
        left -= length - gone
        piece.append(end)
    if on:
        yield piece


def _between(start: Place, end: Place, share: float) -> Place:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


@cache
def _letters(size: int, bold: bool) -> tuple[ImageFont.FreeTypeFont, float]:
    """The letters, and how far below the middle of a high and a deep one their line is."""
    name = "SourceSansPro-Semibold.ttf" if bold else "SourceSansPro-Regular.ttf"
    # The plain layout is the same on every system; letters with their marks are single signs in the font.
    font = ImageFont.truetype(FONTS / name, round(LARGER * size), layout_engine=ImageFont.Layout.BASIC)
    _, top, _, bottom = font.getbbox("lp", anchor="ls")
    return font, -(top + bottom) / 2


def _fine(box: Box) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (FINE * box[2], FINE * box[3]))
    return mask, ImageDraw.Draw(mask)


def _finely(places: Sequence[Place]) -> list[Place]:
    return [(FINE * x, FINE * y) for x, y in places]
