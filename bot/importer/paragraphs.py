"""Lines put together as the paragraphs they were written as, less what belongs to the paper only."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.documents.pieces import Line, Piece, Side, Table
from bot.importer.words.labels import label
from bot.importer.words.markers import Depth, annex, marker
from bot.importer.words.wording import LOWER, bare, clean, shouted, unclosed

SLACK = 2.0  # letters: a line with more room than the next word takes ends its paragraph
PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE)
ORNAMENT = re.compile(r"[\s|*_\-–—=.~#]+|\[?\s*(?:logo|dấu|chữ ký)\s*\]?", re.IGNORECASE)
RECIPIENTS = re.compile(r"[*_ ]*noi nhan\s*(?:[:.].*)?")
SIGNED = re.compile(r"(?:t/?m|tm|kt|tl|tuq|q)\s*[./]?\s*[a-z]")
# No sentence ends with these, however short its line is.
DANGLING = re.compile(
    r"(?<!\w)(?:và|với|của|các|những|về|theo|cho|trong|tại|từ|số|ngày|tháng|năm|quý|hoặc|do|để|là|bằng|trước|Sở|Bộ"
    r"|Ban|Phòng|Ủy ban|Uỷ ban)$"
)
ENDED = re.compile(r"[.;:!?]['\"”’)]*\s*(?:/\.?)?$|\./\.?$")
GOES_ON = re.compile(rf"[{LOWER}0-9(,;.%/)“\"'+&-]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together, with where they begin."""

    text: str
    page: int
    line: int
    bold: bool = False
    side: Side = Side.WHOLE
    gap: bool = False
    heading: int = 0  # the level that the format gives it


Block = Paragraph | Table


def paragraphs(pieces: Iterable[Piece]) -> Iterator[Block]:
    """The paragraphs and tables of a document, without page numbers, recipients and signatures."""
    open_: Paragraph | None = None
    last: Line | None = None
    for piece in _kept(pieces):
        if isinstance(piece, Table):
            if open_:
                yield open_
            open_, last = None, None
            yield piece
            continue
        if open_ and last and _continues(open_, last, piece):
            open_ = replace(open_, text=_glued(open_.text, piece.text), bold=open_.bold and piece.bold)
        else:
            if open_:
                yield open_
            open_ = Paragraph(
                piece.text, piece.page, piece.line, piece.bold, piece.side, piece.gap, piece.heading
            )
        last = piece
    if open_:
        yield open_


def _kept(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without page numbers, ornaments, and what stands below "Nơi nhận" up to an annex."""
    ending = False
    for piece in pieces:
        if isinstance(piece, Table):
            if ending and piece.width < 3:
                continue
            ending = False
            yield piece
            continue
        text = clean(piece.text)
        if not text or PAGE_NUMBER.fullmatch(text) or ORNAMENT.fullmatch(text):
            continue
        if annex(text) or (ending and _begins_again(text)):
            ending = False
        if RECIPIENTS.match(bare(text)) and len(text) < 400:
            ending = True
        if ending:
            if SIGNED.match(bare(text)) and shouted(text):
                yield replace(piece, text=text)  # the body that signs is read, whoever signs for it
            continue
        yield replace(piece, text=text)


def _begins_again(text: str) -> bool:
    """Whether a document goes on below the recipients: the list of an annex, a heading."""
    if SIGNED.match(bare(text)):
        return False
    found = marker(text)
    heading = found is not None and found.depth is Depth.ROMAN and shouted(text)
    return heading or (
        shouted(text)
        and re.match(r"danh muc|bang|bieu|phan cong|ke hoach|nhiem vu|noi dung", bare(text)) is not None
    )


def _glued(one: str, other: str) -> str:
    """Two lines as one; a syllable is never cut in Vietnamese, but a sign may be."""
    if one.endswith(("/", "(")) or (one.endswith("-") and not one.endswith(" -") and other[:1].isupper()):
        return one + other
    return f"{one} {other}"


def _continues(open_: Paragraph, last: Line, line: Line) -> bool:
    """Whether a line goes on with the paragraph above it."""
    if last.heading or line.heading:
        return False
    ended, found = bool(ENDED.search(open_.text)), marker(line.text)
    small = bool(GOES_ON.match(line.text))
    if line.side is not last.side or annex(line.text) or (label(line.text) and not (small and not ended)):
        return False
    if found:
        return not ended and _is_no_point(found.depth, found.rest, last, line, open_.text)
    if last.whole and line.whole:
        # Word's own paragraphs are kept, save where a hard break or a page cut a sentence.
        return small and not ended and not open_.text.endswith(",") and not shouted(open_.text)
    if shouted(open_.text) != shouted(line.text) and not (small or unclosed(open_.text)):
        return False
    if line.text.startswith("(") and shouted(open_.text):
        return False
    if DANGLING.search(open_.text):
        return True
    if ended:
        return last.room is not None and _full(last, line) and not open_.text.endswith(":")
    if small:
        return True
    if last.room is None:
        return not line.gap and unclosed(open_.text)
    return _full(last, line)


def _is_no_point(depth: Depth, rest: str, last: Line, line: Line, before: str) -> bool:
    """Whether what looks like a sign is the middle of a sentence: "kinh tế / - xã hội"."""
    full = last.room is None or _full(last, line)
    if unclosed(before) and full:
        return True
    return depth >= Depth.DASH and full and rest[:1].islower() and not last.whole


def _full(last: Line, line: Line) -> bool:
    """Whether the first word of the next line had no room on the last, and does not begin further in."""
    word = line.text.partition(" ")[0]
    indented = line.indent - last.indent > 1.5
    return last.room is not None and last.room < len(word) + 1 + SLACK and not indented
