"""The tree of a document to its items: which points are tasks, what the lines around them say of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.importer.headings import WHOLE_DOCUMENT, Context, context_of, is_heading, own_time, time_of, who_of
from bot.importer.outline import Node
from bot.importer.words.agencies import NOBODY, Named, named_in, only_agencies
from bot.importer.words.agency_ends import name_end
from bot.importer.words.labels import Field, Label, fields
from bot.importer.words.times import When, heading_time, within
from bot.importer.words.wording import bare, trimmed
from bot.importer.words.zones import Zone
from bot.model.deadline import DeadlineKind

NO_TASK = re.compile(
    r"(?:can cu|xet|theo de nghi)\b[^.]*;$"
    r"|[^,]{2,40}, ngay [\d .]+ thang [\d .]+ nam 20\d\d\W*$|\((?:ban hanh )?kem theo|ban hanh kem theo"
    r"|(?:noi nhan|tren day la|trong qua trinh (?:trien khai|thuc hien)(?:,| neu| ke hoach| co))"
)
ENDING = re.compile(
    r"chiu trach nhiem thi hanh (?:quyet dinh|nghi quyet|chi thi)|co hieu luc (?:thi hanh )?(?:ke )?tu ngay"
)
AIM = re.compile(r"(?:Ph[ấâ]n đ[ấầ]u|Đến (?:hết |cuối )?năm 20\d\d)(?!\w)[^.;]*\d(?!\d{3})")
SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w|\((?:\d{1,2}|[ivx]{1,4}|[a-z])\))")
SIGN = re.compile(r"^\((?:\d{1,2}|[ivx]{1,4}|[a-z])\)\s*")
# The report on a task, or a further step of it.
ADDED = r"(?:(?:dong thoi|va|kip thoi|dinh ky|tong hop|sau do|rieng|trong do|theo do),?\s+)*"
REPORT = re.compile(rf"{ADDED}(?:bao cao|gui|tong hop|nop|thong tin|de xuat)\b")
STEP = re.compile(rf"{ADDED}(?:trinh|nghiem thu|ban giao|trong do)\b")
# What is only told, before anybody is asked for anything: "Theo Đài Khí tượng, hồi 10 giờ ngày 26/9, …".
NEWS = re.compile(
    r"(?:Theo|Dự báo|Hồi|Hiện nay|Vừa qua|Thời gian qua|Trong thời gian qua|Qua theo dõi|Từ|Ngày)(?!\w)"
)
ASKS = re.compile(r"(?<![a-z])(?:yeu cau|de nghi|giao|chi dao|phan cong|thong bao|moi)(?![a-z])")
COMING = re.compile(r"dự kiến (?:được )?(?:tổ chức|diễn ra|họp|khai mạc|tiến hành)(?!\w)")
DIRECTS = re.compile(r"[Cc]hỉ đạo\s")
OFTEN = re.compile(r"(?:hằng|hàng|mỗi) (?:tuần|ngày)(?=\s*(?:$|[.,;]))")
ROUND = re.compile(
    r"(?:đợt|lần|vòng|giai đoạn|chặng|lớp|buổi) (?:thứ )?(?:\d{1,2}|[IVX]{1,4}|một|hai|ba|nhất|cuối)\b"
)
MOST_SENTENCES = 60  # of a paragraph that is taken apart
LONG_DEED = 40  # letters: of a deed that is more than a word before its report
LEAST_TOLD = 15  # letters beside its time that make a clause a task
SHORTEST_ALONE = 45  # letters: what is shorter is a line of the head


@dataclass(slots=True)
class Item:
    """A task as found."""

    section: str
    text: str
    rest: str = ""
    page: int = 1
    line: int = 1
    when: When | None = None
    inherited: bool = False
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deliverable: str | None = None
    sure_owner: bool = True
    addressed: bool = False
    formula: bool = False
    parted: bool = False  # one of several in a paragraph
    trailing: bool = False  # its time stands in a line below it, which may be meant for those before it too
    said: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """Everything found below a point, in the document's order; `Node`s are tables, left to `annex`."""

    items: list[Item | tuple[Node, Context]] = field(default_factory=list)
    figures: list[tuple[Node, Context]] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)


def items_of(root: Node, context: Context) -> Found:
    found = Found()
    _below(root, context, found)
    return found


def _below(node: Node, context: Context, found: Found) -> None:
    """The points below a heading: labels join the point they speak of, headings lead on, others are tasks."""
    children = _settled(node)
    mine: list[Item] = []
    for child in children:
        if child.table:
            found.items.append((child, context))
        elif (context.zone is Zone.TARGETS or _aims(child, context)) and not is_heading(child, context):
            found.figures.append((child, context))
        elif _dates_what_follows(child, context):
            context = context_of(child, context, found.sections)
        elif is_heading(child, context):
            _share(mine)
            mine = []
            _below(child, context_of(child, context, found.sections), found)
        elif context.zone is Zone.TASKS and _is_task(child, node, context):
            for item in _parted(_item(child, context), context):
                mine.append(item)
                found.items.append(item)
    _share(mine)


def _dates_what_follows(node: Node, context: Context) -> bool:
    """Whether a point is nothing but a time, for the points behind it: "- Trong tháng 5/2026:"."""
    ends = node.text.rstrip().endswith(":")
    return ends and not node.children and heading_time(node.text, context.issue) is not None


def _settled(node: Node) -> list[Node]:
    """The points below, those that are only labels given to the point before them, or to the heading."""
    kept: list[Node] = []
    for child in node.children:
        labels = child.labels
        if not labels or child.table:
            kept.append(child)
        elif kept and not kept[-1].table and kept[-1].depth >= child.depth:
            kept[-1].said += [*labels, *child.said]
        else:
            node.said += [*labels, *child.said]
    return kept


def _aims(node: Node, context: Context) -> bool:
    """Whether a point among tasks is a figure to reach: "Phấn đấu đến năm 2030, …"."""
    return (
        context.zone is Zone.TASKS
        and bool(AIM.match(node.text))
        and not node.said
        and not own_time(node, context)
    )


def _is_task(node: Node, parent: Node, context: Context) -> bool:
    text = node.text
    if node.level and not (node.marked or node.said or node.children):
        return False  # a heading of nothing
    if node.beside or len(trimmed(text)) < 8 or NO_TASK.match(bare(text)) or ENDING.search(bare(text)):
        return False
    if (
        only_agencies(text)
        and name_end(text, 0) is None
        and not (node.said or node.children or own_time(node, context))
    ):
        return False
    if parent.depth < 0 and not node.marked:
        # Between the head and the first point: what is not due on a day only leads up to it.
        when = within(node.whole, context.issue)
        told = not NEWS.match(text) or ASKS.search(bare(text))
        long = len(text) > SHORTEST_ALONE and not text.endswith(":")
        return when is not None and when.dated and long and bool(told)
    return True


def _item(node: Node, context: Context) -> Item:
    """A task with what its own words, the lines below it and its headings say."""
    below = [label for child in node.children for label in child.labels]
    text = " ".join(part for part in (node.text, *node.body, *_further(node)) if part)
    inline = fields(node.text)
    inside = [each for part in node.body for each in fields(part)]
    said = [*inline, *inside, *below, *node.said]
    words = node.text[: inline[0].start] if inline and inline[0].start > 20 else node.text
    owners, support = who_of(said)
    who = _who(words, context)
    if not owners and not who.owners and node.body:
        who = replace(
            named_in(" ".join((words, *map(_before_labels, node.body))), context.issuer), sure=False
        )
    when = time_of(said, context.issue)
    own = when is not None
    if when is None:
        when = within(text, context.issue) or (within(who.rest, context.issue) if who.begins else None)
    inherited = False
    if context.when and not own and _inherits(text, when, context.when):
        when, inherited = context.when, True
    products = [each.value for each in said if each.label is Label.PRODUCT and each.value]
    named = owners or who.owners
    return Item(
        context.section or WHOLE_DOCUMENT,
        text,
        trimmed(who.rest) if who.owners else (""),
        node.page,
        node.line,
        when,
        inherited=inherited,
        owners=named or context.owners,
        support=support or who.support or (() if named else context.support),
        deliverable=products[0] if products else None,
        sure_owner=bool(owners) or who.sure,
        addressed=not named and context.addressed and bool(context.owners),
        trailing=any(each.label is Label.TIME for each in node.said),
        said=node.said,
    )


def _who(words: str, context: Context) -> Named:
    """Who is told; whom a heading's owner is to direct are not."""
    directed = context.owners and not context.addressed and DIRECTS.match(words)
    return NOBODY if directed else named_in(words, context.issuer)


def _inherits(text: str, own: When | None, heading: When) -> bool:
    """Whether a task is due by its heading; a year there says nothing of what waits or recurs every week."""
    if heading.read.kind in (DeadlineKind.YEAR, DeadlineKind.HALF):
        return own is None and not OFTEN.search(text)
    return own is None or own.read.kind is DeadlineKind.WAITS


def _before_labels(text: str) -> str:
    said = fields(text)
    return text[: said[0].start] if said else text


def _parted(item: Item, context: Context) -> Iterator[Item]:
    """A paragraph that tells something by a day, and something else by another: each with its own subject or
    that of the paragraph."""
    sentences = SENTENCE.split(item.text)
    if not 1 < len(sentences) <= MOST_SENTENCES or item.said or fields(item.text):
        yield item
        return
    parts = [sentences[0]]
    for sentence in sentences[1:]:
        before = within(parts[-1], context.issue)
        if before and before.dated and _apart(sentence, before, context):
            stem = re.split(r"[:,] (?=đợt|lần|vòng)", parts[0])[0]
            parts.append(f"{stem}: {sentence}" if ROUND.match(sentence) else SIGN.sub("", sentence))
        else:
            parts[-1] = f"{parts[-1]} {sentence}"
    if len(parts) == 1:
        yield item
        return
    parts = [part for part in parts if not COMING.search(part) or named_in(part).owners]
    first = _who(parts[0], context) if parts else NOBODY
    for part in parts:
        who = _who(part, context)
        named = who if who.owners and who.begins else first if first.owners else who
        yield replace(
            item,
            text=part,
            rest=trimmed(who.rest) if who.owners else "",
            when=within(part, context.issue) or item.when,
            owners=named.owners or item.owners,
            support=who.support or (named.support if named is first else ()),
            sure_owner=named.sure,
            addressed=item.addressed and not named.owners,
            parted=True,
        )


def _apart(sentence: str, before: When, context: Context) -> bool:
    """Whether a sentence is a task of its own: due on a day, no step of the one before, no report on it."""
    own, when = named_in(sentence, context.issuer), within(sentence, context.issue)
    if when is None or not when.dated:
        return False
    if SIGN.match(sentence) or ROUND.match(sentence) or (own.owners and own.sure and own.begins):
        return True
    words, _, behind = sentence.partition(when.written)
    plain, last = bare(words), bare(words.rpartition(", ")[2])
    if REPORT.match(plain) and when.read.every and before.read.due:
        return True  # a rhythm of its own beside a day
    step = (
        STEP.match(plain)
        or REPORT.match(plain)
        or (REPORT.match(last) and len(plain) - len(last) < LONG_DEED)
    )
    return not step and len(trimmed(words + behind)) >= LEAST_TOLD


def _further(node: Node) -> Iterator[str]:
    """The words of the points below that are no labels."""
    for child in node.children:
        if not child.labels and not child.table:
            yield child.whole


def _share(items: Sequence[Item]) -> None:
    """A line with a time below a list is meant for the points before it, too, that have none of their own."""
    meant: When | None = None
    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    for item in reversed(items):
        if item.trailing and item.when:
            meant = item.when
            owners, support = who_of(item.said)
        elif meant and item.when is None:
            item.when, item.inherited = meant, True
            if owners and not item.owners:
                item.owners, item.support = owners, item.support or support
