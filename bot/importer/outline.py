"""The tree of a document: points below headings, the lines that speak of them, tables in their place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.documents.pieces import Table
from bot.importer.paragraphs import SIGNED, Block, Paragraph
from bot.importer.words.agencies import named_in, only_agencies
from bot.importer.words.labels import Field, Label, fields
from bot.importer.words.markers import PERIOD, Depth, Marker, annex, marker
from bot.importer.words.times import Issue, heading_time, within
from bot.importer.words.wording import bare, shouted, trimmed

FURTHER = re.compile(
    r"(?:Trong đó|Theo đó|Cụ thể|Đồng thời|Ngoài ra|Bên cạnh|Riêng|Đối với|Lưu ý|Qua đó|Trường hợp|Tuy"
    r" nhiên|\()"
)
# What a document says of itself at its end.
CLOSING = re.compile(
    r"(?:nghi quyet|chi thi|quyet dinh|ke hoach|chuong trinh|cong van|thong bao|huong dan)(?: nay)? "
    r"(?:da duoc|co hieu luc|duoc (?:pho bien|thong qua)|thay the)|tren day la|(?:trong )?qua trinh"
    r" (?:trien khai|thuc hien)"
    r"|nhan duoc (?:cong van|van ban)"
)
# A paragraph of its own that tells who does the point above, and when.
BRACKETED = re.compile(r"\([^()]{4,200}\)[.;]?")
UNNUMBERED = Depth.DASH
FULL_STOP = (".", ";", "./.", ".//", "!")
BARE = 9  # the level of a heading that no format tells, below those of Word and Markdown
LONGEST_HEADING = 160
NEXT = 6  # blocks that are looked at behind a line without a sign


@dataclass(slots=True)
class Node:
    """A point: its own words, those that go on below it, what named lines say of it, and the points below."""

    depth: float
    sign: str = ""
    text: str = ""
    page: int = 1
    line: int = 1
    bold: bool = False
    marked: bool = True
    level: int = 0  # of a heading that its format or its look tells
    body: list[str] = field(default_factory=list)
    said: list[Field] = field(default_factory=list)  # by lines below it
    children: list["Node"] = field(default_factory=list)
    table: Table | None = None

    @property
    def labels(self) -> list[Field]:
        """What the point's own words are a label of: "- Chủ trì: Sở Y tế", or its points: agencies in a list.

        A label without a value over points of another kind is a heading: "Tổ chức thực hiện:".
        """
        found = fields(self.text)
        if not found or found[0].start or found[0].label is Label.BESIDE:
            return []
        if len(found) > 1 or found[0].value or not self.children:
            return found
        listed = all(only_agencies(child.text) for child in self.children)
        return [replace(found[0], value="; ".join(child.text for child in self.children))] if listed else []

    @property
    def beside(self) -> bool:
        """Whether it tells of place, cost and the like, which is no task."""
        found = fields(self.text[:120])
        return bool(found) and found[0].start == 0 and found[0].label is Label.BESIDE

    @property
    def whole(self) -> str:
        """All its words, with those of the points below."""
        below = (child.whole for child in self.children if not child.table)
        return " ".join(part for part in (self.text, *self.body, *below) if part)


def outline(blocks: Sequence[Block], issue: Issue) -> Node:
    """The tree of the blocks of a document issued then."""

    def timed(text: str) -> bool:
        when = within(text, issue)
        return when is not None and when.dated

    root = Node(-1)
    stack = [root]
    for at, block in enumerate(blocks):
        behind = blocks[at + 1 : at + 1 + NEXT]
        if isinstance(block, Table):
            _open(stack, Depth.LETTER + 1)
            stack[-1].children.append(Node(Depth.DASH, page=block.page, line=block.line, table=block))
        elif SIGNED.match(bare(block.text)) and shouted(block.text):
            stack = [root]  # what follows a signature is another document
        elif sign := annex(block.text):
            stack = [root, _added(root, _node(block, sign))]
        elif (sign := marker(block.text)) and not _own_title(block.text):
            _open(stack, sign.depth, block.heading)
            stack.append(_added(stack[-1], _node(block, sign)))
        elif heading_time(block.text, issue) and not (
            fields(block.text) or block.heading or _leads(stack, behind)
        ):
            _spoken_of(stack).said.append(Field(Label.TIME, block.text, 0))
        elif level := _level(stack, block, behind, issue):
            _open(stack, depth := _depth(behind, issue), level)
            head = Node(
                depth - 1 + level / 10, "", block.text, block.page, block.line, block.bold, False, level
            )
            stack.append(_added(stack[-1], head))
        else:
            _unmarked(stack, block, timed)
    return root


def _open(stack: list[Node], depth: float, level: int = 0) -> None:
    """Closes every point that is as deep as this or deeper, and the heading that this one follows."""
    same = next((at for at, node in enumerate(stack) if level and node.level >= level), len(stack))
    del stack[same:]
    while len(stack) > 1 and stack[-1].depth >= depth:
        stack.pop()


def _level(stack: Sequence[Node], block: Paragraph, behind: Sequence[Block], issue: Issue) -> int:
    """The level of a heading without a sign: what its format calls one, a time or agency alone, or bold words
    above numbered points; 0 where it is none."""
    if block.heading or not behind:
        return block.heading
    if block.text.endswith((*FULL_STOP, ":", ",")) or fields(block.text):
        return 0
    if heading_time(block.text, issue):
        return BARE
    numbered = isinstance(behind[0], Paragraph) and marker(behind[0].text)
    if len(stack) == 1 or len(block.text) > LONGEST_HEADING or shouted(block.text) or not numbered:
        return 0
    return BARE * (block.bold or (bool(only_agencies(block.text)) and _leads(stack, behind)))


def _leads(stack: Sequence[Node], behind: Sequence[Block]) -> bool:
    """Whether a bare line is about what stands behind it, not about the point above."""
    if any(node.level == BARE for node in stack) or not behind:
        return True
    next_ = marker(behind[0].text) if isinstance(behind[0], Paragraph) else None
    if next_ is None or next_.sign in ("1", "a", "I"):
        return True
    return stack[-1].depth < next_.depth


def _depth(behind: Sequence[Block], issue: Issue) -> float:
    """How deep the points below a heading without a sign are."""
    for block in behind:
        if isinstance(block, Table):
            return Depth.LETTER
        if sign := marker(block.text):
            return sign.depth
        if not (block.heading or heading_time(block.text, issue)):
            break
    return UNNUMBERED


def _added(parent: Node, node: Node) -> Node:
    parent.children.append(node)
    return node


def _node(block: Paragraph, sign: Marker) -> Node:
    return Node(
        sign.depth, sign.sign, sign.rest.strip(), block.page, block.line, block.bold, level=block.heading
    )


def _own_title(text: str) -> bool:
    """A quotation or a formula that only looks numbered."""
    return len(trimmed(text)) < 2


def _unmarked(stack: list[Node], block: Paragraph, timed: Callable[[str], bool]) -> None:
    """A paragraph without a sign: said of the point above, its further words, or a point of its own."""
    top = stack[-1]
    if CLOSING.match(bare(block.text)):
        return
    said = fields(block.text)
    if said and said[0].start == block.text.startswith("(") and len(stack) > 1:
        if said[0].label is Label.BESIDE:
            top.body.append(block.text)
        else:
            _spoken_of(stack).said += said
        return
    if top.depth == Depth.PART and not top.children and (shouted(block.text) or block.text.startswith("(")):
        if not block.text.startswith("("):
            top.text = f"{top.text} {block.text}".strip()
        return
    first = len(stack) == 1 and not PERIOD.fullmatch(bare(block.text))
    if shouted(block.text) and len(block.text) < 160 and not first:
        if not top.marked and not top.children and not top.body and shouted(top.text):
            top.text = f"{top.text} {block.text}"
            return
        _open(stack, Depth.ARTICLE)  # a heading that has no number
        stack.append(
            _added(stack[-1], Node(Depth.ARTICLE, "", block.text, block.page, block.line, True, False))
        )
        return
    if _goes_on(top, block, timed):
        top.body.append(block.text)
        return
    if (
        top.depth >= Depth.NUMBER
        and (top.said or (top.text.endswith(FULL_STOP) and not top.bold))
        and not top.children
    ):
        _open(stack, top.depth)  # the point above is whole: this one stands beside it
    elif not top.marked and top.depth == UNNUMBERED and len(stack) > 1:
        stack.pop()
    elif top.depth >= UNNUMBERED and len(stack) > 1:
        _open(stack, top.depth)
    leads = block.text.rstrip().endswith(":") and stack[-1].depth < Depth.NAMED
    depth = Depth.NAMED if leads else UNNUMBERED
    stack.append(_added(stack[-1], Node(depth, "", block.text, block.page, block.line, block.bold, False)))


def _spoken_of(stack: list[Node]) -> Node:
    """The point that a named line below speaks of: parts of one, "(1) … (2) …", are no points."""
    top, above = stack[-1], stack[-2]
    apart = top.depth == Depth.PLUS and (
        above.children == [top] or any(child.said for child in above.children)
    )
    if top.depth < Depth.PLUS or apart or above.depth < Depth.LETTER:
        return top
    return _spoken_of(stack[:-1])


def _goes_on(top: Node, block: Paragraph, timed: Callable[[str], bool]) -> bool:
    """Whether the paragraph is more of the point above it."""
    if top.depth < 0 or (top.depth <= Depth.ARTICLE and not top.text):
        return False
    if top.said and top.depth >= Depth.LETTER:
        return False  # its time is told: the point is over
    if BRACKETED.fullmatch(block.text) and not (top.children or timed(top.text)):
        return top.depth >= Depth.NUMBER and top.text.endswith(FULL_STOP)
    own = timed(block.text) and (
        timed(" ".join((top.text, *top.body))) or bool(top.said) or bool(named_in(block.text).owners)
    )
    if top.depth >= Depth.LETTER:
        return (top.marked or bool(FURTHER.match(block.text))) and not own
    if top.children:
        return False
    title = (top.bold and not block.bold) or not top.text.endswith(FULL_STOP) or shouted(top.text)
    return not title and not own
