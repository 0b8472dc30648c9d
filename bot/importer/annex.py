"""Tables of tasks: which rows are headings, which tasks, and what a row leaves to the one above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.documents.pieces import Cell, Table
from bot.importer.columns import Columns, Role
from bot.importer.headings import WHOLE_DOCUMENT, Context
from bot.importer.items import Found, Item
from bot.importer.periods import marked
from bot.importer.words.agencies import named_in, only_agencies
from bot.importer.words.agency_cells import of_a_cell
from bot.importer.words.labels import Label, fields
from bot.importer.words.times import Issue, When, heading_time, in_brackets, points_to, stated, within
from bot.importer.words.wording import bare, clean, shouted, trimmed

DITTO = re.compile(r"(?:-?\s*n\.?t\.?\s*-?|nhu tren|[\"″”“'`]+|-\s*[\"″”“]\s*-)$", re.IGNORECASE)
POINT = re.compile(r"[-–+•*]\s*[^\W\d_]")
INDEX = re.compile(r"\(?\d{1,2}\)?")
OUTER = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])[.)]?$")


@dataclass(slots=True)
class _Row:
    """One row by its roles: the cells, and their words."""

    cells: dict[Role, Cell]
    all: list[Cell]
    marked: str = ""  # the time by the columns that are one each

    def text(self, role: Role) -> str:
        cell = self.cells.get(role)
        return cell.text.strip() if cell else ""

    @property
    def told(self) -> bool:
        """Whether it says more than a number and a task."""
        return any(
            self.text(role) for role in (Role.OWNER, Role.SUPPORT, Role.SHARED, Role.TIME, Role.PRODUCT)
        )


def tasks_of(table: Table, columns: Columns, context: Context, found: Found) -> Iterator[Item]:
    """The tasks of a table, in its order."""
    rows = _rows(table, columns)
    here = group = context
    above: _Row | None = None
    last: Item | None = None
    for at, row in enumerate(rows):
        behind = rows[at + 1] if at + 1 < len(rows) else None
        if (heading := _heading(row, behind, columns, context.issue)) is not None:
            group = _group(heading, clean(row.text(Role.NUMBER)), context, group, found)
            here, above, last = group, None, None
            continue
        if last and _is_more(row, rows[at - 1] if at else None):
            last.text = f"{last.text} {clean(row.text(Role.TASK))}".strip()
            continue
        for part in _points(row):
            item = _item(part, above, here)
            if item is not None:
                above, last = row, item
                yield item


def _rows(table: Table, columns: Columns) -> list[_Row]:
    grid, rows = table.grid(), list[_Row]()
    for line in grid[columns.first :]:
        cells = {
            role: cell
            for column, role in columns.roles.items()
            if column < len(line) and (cell := line[column])
        }
        every = list({id(cell): cell for cell in line if cell}.values())
        texts = [clean(cell.text) for cell in every if cell.text.strip()]
        if not texts or (len(texts) > 2 and all(INDEX.fullmatch(text) for text in texts)):
            continue
        rows.append(_Row(cells, every, marked(columns.periods, line)))
    return rows


def _heading(row: _Row, behind: _Row | None, columns: Columns, issue: Issue) -> str | None:
    """The words of a row that heads a group; null where the row is of a task."""
    texts = [cell for cell in row.all if cell.text.strip() and cell is not row.cells.get(Role.NUMBER)]
    number = clean(row.text(Role.NUMBER))
    if not texts:
        lone = row.cells.get(Role.NUMBER)
        if lone and lone.columns > 1:
            return number
        return number if len(number) > 6 and not number.replace(".", "").isdigit() else None
    first = texts[0]
    words = clean(first.text)
    if len(texts) == 1 and first.columns >= max(2, columns.width - 2):
        return words
    merged = {id(cell) for cell in row.cells.values()}
    if (
        len(texts) == 1
        and len(merged) < len(row.cells)
        and first is row.cells.get(Role.TASK)
        and first.columns > 1
    ):
        return words
    if len(texts) > 1 or first is not row.cells.get(Role.TASK):
        return None
    if number and OUTER.match(number):
        return words
    follows = clean(behind.text(Role.NUMBER)) if behind else ""
    if number and follows.startswith(number.rstrip(".") + "."):
        return words
    if shouted(words) or (not number and heading_like(words, issue)):
        return words
    return None


def heading_like(words: str, issue: Issue) -> bool:
    return bool(only_agencies(words) or heading_time(words, issue)) or bool(
        re.match(r"(?:[IVX]{1,4}|[A-D])[.\s-]", words)
    )


def _group(words: str, number: str, table: Context, above: Context, found: Found) -> Context:
    """What a heading within a table adds."""
    match = re.match(r"((?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)(?=[.)\s-]))[.)\s-]+(.*)", words)
    sign = number.rstrip(".)") or (match[1] if match and len(words) > 6 else "")
    text = match[2] if match and not number else words
    base = table.section or WHOLE_DOCUMENT
    if sign and not OUTER.match(sign) and above.section.startswith(base) and above.section != base:
        outer = above.section[len(base) + 1 :].split(".")[0]
        base = f"{base}.{outer}" if OUTER.match(outer) else base
    section = (
        f"{base}.{sign}"
        if sign and re.fullmatch(r"[\w.Đ]{1,12}", sign)
        else f"{base}.{sum(k.startswith(base + '.') for k in found.sections) + 1}"
    )
    found.sections.setdefault(section, trimmed(text) or section)
    source = above if not OUTER.match(sign or "I") else table
    when = heading_time(text, table.issue) or in_brackets(text, table.issue) or source.when
    owners = only_agencies(text) or source.owners
    return replace(
        source,
        section=section,
        when=when,
        owners=owners,
        addressed=source.addressed and owners == source.owners,
    )


def _points(row: _Row) -> list[_Row]:
    """A row without a number that lists several tasks, each behind a dash, as a row for each."""
    cell = row.cells.get(Role.TASK)
    lines = [line.strip() for line in cell.text.split("\n") if line.strip()] if cell else []
    if not cell or len(lines) < 2 or row.text(Role.NUMBER) or not all(POINT.match(line) for line in lines):
        return [row]
    return [replace(row, cells={**row.cells, Role.TASK: replace(cell, text=line)}) for line in lines]


def _is_more(row: _Row, before: _Row | None) -> bool:
    """Whether a row only goes on with the task above: no number, nothing told that the row above did not."""
    if before is None or row.text(Role.NUMBER):
        return False
    own = [
        role
        for role, cell in row.cells.items()
        if role is not Role.TASK and cell.text.strip() and before.cells.get(role) is not cell
    ]
    return not own and row.cells.get(Role.TASK) is not before.cells.get(Role.TASK)


def _item(row: _Row, above: _Row | None, context: Context) -> Item | None:
    cell = row.cells.get(Role.TASK)
    words = clean(cell.text) if cell else ""
    if not cell or len(trimmed(words)) < 4 or not re.search(r"[^\W\d_]{2}", words):
        return None
    if re.match(r"(?:tong cong|tong so|tong|cong)[:.]?$", bare(words)):
        return None
    inline = fields(words)
    told = {role: _told(row, above, role) for role in Role}
    told[Role.TIME] = told[Role.TIME] or row.marked
    owners, support = of_a_cell(told[Role.OWNER])
    if Role.SHARED in row.cells:
        lead, help_ = _shared(told[Role.SHARED])
        owners, support = [*owners, *lead], [*support, *help_]
    lead, help_ = of_a_cell(told[Role.SUPPORT])
    support = [name for name in dict.fromkeys([*support, *lead, *help_]) if name not in owners]
    who = named_in(words, context.issuer)
    when, inherited = _when(told[Role.TIME], words, context)
    product = clean(told[Role.PRODUCT]) or next(
        (each.value for each in inline if each.label is Label.PRODUCT), ""
    )
    named = tuple(owners) or who.owners
    return Item(
        context.section or WHOLE_DOCUMENT,
        re.sub((r"^[-+]\s*"), "", words),
        trimmed(who.rest) if who.owners and not owners else "",
        cell.page,
        cell.line,
        when,
        inherited=inherited,
        owners=named or context.owners,
        support=tuple(support) or who.support,
        deliverable=product or None,
        sure_owner=bool(owners) or who.sure,
        addressed=not named and context.addressed and bool(context.owners),
        formula=any(one.formula for one in row.cells.values()),
    )


def _told(row: _Row, above: _Row | None, role: Role) -> str:
    """The words of a cell, those of the row above where it only repeats them."""
    text = row.text(role)
    return _told(above, None, role) if above and DITTO.match(clean(text)) else text


def _shared(text: str) -> tuple[list[str], list[str]]:
    """A cell for both: labels say who leads; else the first does."""
    owners, support = of_a_cell(re.sub(r"\s*/\s+", "\n", text))
    return (owners, support) if support else (owners[:1], owners[1:])


def _when(told: str, words: str, context: Context) -> tuple[When | None, bool]:
    if context.when and points_to(told, context.when):
        return context.when, True
    when = stated(clean(told), context.issue) if told else None
    if when is None:
        label = next((each for each in fields(words) if each.label is Label.TIME), None)
        when = stated(label.value, context.issue) if label else within(words, context.issue)
    if when is None and context.when:
        return context.when, True
    return when, False
