"""The columns of a table of tasks: which of them tells what, by its head and by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, partial
from typing import Any

from bot.documents.pieces import Cell, Table
from bot.importer.periods import periods_of
from bot.importer.words.agency_names import HEAD
from bot.importer.words.times import Issue, stated
from bot.importer.words.wording import bare, clean, trimmed
from bot.model.deadline import DeadlineKind


class Role(StrEnum):
    """What a column tells."""

    NUMBER = "number"
    TASK = "task"
    OWNER = "owner"
    SUPPORT = "support"
    SHARED = "shared"
    TIME = "time"
    PRODUCT = "product"


# The more exact before the more general; a column takes the first that fits its head.
ROLES: tuple[tuple[Role, str], ...] = (
    (Role.NUMBER, r"(?:tt|stt|so tt|so thu tu|s ?tt|no|#)$"),
    (Role.SHARED, r".*chu tri.*phoi hop"),
    (
        Role.SUPPORT,
        (
            r".*phoi hop|.*(?:cung (?:thuc hien|tham gia|lam)|dong hanh)"
            r"|(?:.*(?:don vi|co quan|bo phan|to|phong) )?(?:ho tro|tham gia|lien quan)$"
        ),
    ),
    (
        Role.TIME,
        (
            r"(?:du kien )?(?:thoi (?:gian|han|diem|diem)|han(?![a-z])|ky han|moc|lo trinh|deadline"
            r"|due date)(?! dao tao)"
            r"|.*(?:thoi gian|thoi han|han hoan thanh|ngay (?:hoan thanh|ket thuc|den han)|han xu ly"
            r"|han bao cao)|hoan thanh(?:"
            r" truoc)?$|den han"
        ),
    ),
    (
        Role.OWNER,
        (
            r".*(?:chu tri|phu trach|dau moi|chiu trach nhiem)|.*(?:don vi|co quan|bo phan|to chuc|phong"
            r"|nguoi"
            r"|ca nhan|can bo|dong chi|cap)(?:,? (?:don vi|ca nhan|to chuc))? (?:thuc hien|phu trach|tham muu"
            r"|dau moi|duoc giao|chiu trach nhiem|chinh|soan thao|trinh|thuc|trien khai|xay dung|to"
            r" chuc)|pic$|phan"
            r" cong|trach nhiem|dau moi|phu trach|nguoi thuc hien|(?:don vi|co quan)$"
        ),
    ),
    (
        Role.PRODUCT,
        (
            r"(?:du kien )?(?:san pham|ket qua (?:dau ra|du kien|can dat|phai dat)|hinh thuc van ban|dau"
            r" ra|san"
            r" pham.*)"
        ),
    ),
    (
        Role.TASK,
        (
            r"(?:ten |cac |danh muc |tom tat )?(?:nhiem vu|noi dung|cong viec|dau viec|hoat dong|viec"
            r"|giai phap"
            r"|nhom nhiem vu|de an|du an|chuong trinh|ten van ban|ten de an|van ban|hang muc|y kien|chi dao)"
            r"|.*(?:nhiem vu|noi dung cong viec|noi dung thuc hien|cong viec)"
        ),
    ),
    (Role.PRODUCT, r".*san pham"),
)
STATUS = re.compile(r"tien do|ket qua|tinh hinh|tinh trang|trang thai|muc do|hien trang")
PROGRESS_TIME = re.compile(r"tien do(?: (?:hoan thanh|thuc hien|thoi gian))*$")
UNIT_OF_TIME = re.compile(r"(?:ngay|tuan|thang|quy|nam)(?:[,/ -]+(?:ngay|tuan|thang|quy|nam))*$")
RESULT = re.compile(r"ket qua(?: (?:thuc hien|hoan thanh))?$")
START = re.compile(r"bat dau|khoi cong|trien khai tu|tu ngay")
# A column of agencies, whatever its head says they are to do, and those that are not told to do it.
AGENCY = re.compile(
    r"(?:cac )?(?:co quan|don vi|bo phan|phong|so,? nganh|to chuc|noi thuc hien|dia phuong"
    r"|doi tuong (?:thuc hien|duoc giao|chiu))"
)
UNASKED = re.compile(
    r"trinh$|ban hanh|tiep nhan|phe duyet|quyet dinh|tham dinh|giao viec|de nghi|de xuat|phoi hop"
)
# Whatever their cells look like, these say neither when nor who.
OTHER = re.compile(
    UNASKED.pattern + r"|can cu|van ban|so hieu|ky hieu|ngay giao|ngay ky|nam sinh|ghi chu|du an|dia diem"
    r"|doi tuong"
    r"|ket qua|tinh hinh|trang thai|kinh phi|nguon|bat dau|linh vuc|nhom"
)
LEADING = re.compile(r"chu tri|tham muu|dau moi|chinh")
PERSON = re.compile(r"lanh dao|nguoi|dong chi|can bo|chuyen vien|ca nhan|theo doi|don doc|kiem tra|giam sat")
# What a column of results says of work that goes on, not of what it is to bring.
STATE = re.compile(r"(?:da|dang|chua|hoan thanh|xong|dat|con|cham|qua han|dung tien do|\d+ ?%)\b")
WORD = re.compile(r"(?![ivx]+$)[a-z]{2,12}")  # one above a column that counts
COUNTED = re.compile(r"\d{1,4}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[A-E]\.?")
LEAST_TOLD = 15  # letters of a task, on average
LOOKED_AT = 10  # rows in which the head of a table stands


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column tells, and where the rows of tasks begin."""

    roles: dict[int, Role]
    first: int
    width: int
    periods: Mapping[int, str] = field(default_factory=dict)

    def of(self, role: Role) -> list[int]:
        return _of(self.roles, role)


def columns_of(table: Table) -> Columns | None:
    """How a table of tasks is read; null where it is of something else."""
    grid = table.grid()
    best: tuple[int, Columns, list[str]] | None = None
    for row in range(min(len(grid), LOOKED_AT)):
        for tall in (1, 2, 3):
            heads = [_head(grid, row, tall, column) for column in range(table.width)]
            periods = periods_of(heads, grid, row + tall)
            roles = _roles(["" if at in periods else head for at, head in enumerate(heads)], grid, row + tall)
            score = len(set(roles.values()) - {Role.NUMBER}) * 2 + (Role.NUMBER in roles.values()) - tall // 3
            whole = all(cell is None or cell.row + cell.rows <= row + tall for cell in grid[row])
            told = Role.TASK in roles.values() and len({*roles.values(), *periods} - {Role.NUMBER}) > 1
            if told and whole and (best is None or score + bool(periods) > best[0]):
                best = (score + bool(periods), Columns(roles, row + tall, table.width, periods), heads)
    if best is None:
        return None
    _, columns, heads = best
    return replace(columns, roles=columns.roles | _helpers(columns, heads, grid))


def _helpers(
    columns: Columns, heads: Sequence[str], grid: Sequence[Sequence[Cell | None]]
) -> dict[int, Role]:
    """Behind the owners a column of agencies that no head explains is of those who help."""
    owners = columns.of(Role.OWNER)
    if not owners or columns.of(Role.SUPPORT) or columns.of(Role.SHARED):
        return {}
    for column in range(owners[0] + 1, len(heads)):
        known = column in columns.roles or column in columns.periods or not heads[column]
        if known or OTHER.search(heads[column]) or PERSON.search(heads[column]):
            continue
        if _agencies(grid, columns.first, column) > 0.6:
            return {column: Role.SUPPORT}
    return {}


def goes_on(table: Table, columns: Columns) -> bool:
    """Whether a table without a head goes on with the one before: as wide, and a row's number comes first."""
    numbers = (cell for cell in table.cells if cell.column in columns.of(Role.NUMBER))
    first = next((cell for cell in numbers if cell.text.strip()), None)
    return table.width == columns.width and first is not None and bool(COUNTED.fullmatch(first.text.strip()))


def _head(grid: Sequence[Sequence[Cell | None]], row: int, tall: int, column: int) -> str:
    cells = {id(cell): cell for r in range(row, min(row + tall, len(grid))) if (cell := grid[r][column])}
    return bare(" ".join(clean(cell.text) for cell in cells.values())).strip(" .:*")


def _roles(heads: Sequence[str], grid: Sequence[Sequence[Cell | None]], first: int) -> dict[int, Role]:
    """The role of each column; of several for a task, a time, an owner the one that looks most like it."""
    roles: dict[int, Role] = {}
    agencies = cache(partial(_agencies, grid, first))
    for column, head in enumerate(heads):
        if not head or len(head) > 90:
            continue
        if role := next((role for role, name in ROLES if re.match(name, head)), None):
            roles[column] = role
        elif (PROGRESS_TIME.match(head) or UNIT_OF_TIME.match(head)) and _readable(grid, first, column) > 0.5:
            roles[column] = Role.TIME
    uncalled = Role.NUMBER not in roles.values() and 0 not in roles
    if uncalled and WORD.fullmatch(heads[0]) and _counted(grid, first):
        roles[0] = Role.NUMBER
    if Role.PRODUCT not in roles.values():
        results = [column for column, head in enumerate(heads) if RESULT.match(head) and column not in roles]
        others = (
            head for at, head in enumerate(heads) if roles.get(at) is not Role.TIME and at not in results[:1]
        )
        if (
            results
            and not any(STATUS.match(head) for head in others)
            and not _states(grid, first, results[0])
        ):
            roles[results[0]] = Role.PRODUCT
    _told_by_cells(roles, heads, grid, first)
    for column, head in enumerate(heads):
        if column not in roles and AGENCY.match(head) and not UNASKED.search(head) and agencies(column) > 0.5:
            roles[column] = Role.OWNER
    left = [at for at, head in enumerate(heads) if head and at not in roles and not OTHER.search(head)]
    if Role.TIME not in roles.values():
        roles |= dict.fromkeys((at for at in left if _readable(grid, first, at) > 0.6), Role.TIME)
    if not {Role.OWNER, Role.SHARED} & set(roles.values()):
        roles |= dict.fromkeys((at for at in left if at not in roles and agencies(at) > 0.6), Role.OWNER)
    if len({*heads}) > 2 and not any(re.search(r"\d", head) for head in heads):  # neither title nor task
        _told_by_cells(roles, heads, grid, first)
    ends = [column for column in _of(roles, Role.TIME) if not START.search(heads[column])]
    _keep(
        roles, Role.TIME, lambda column: (not ends or column in ends, _readable(grid, first, column), column)
    )
    _keep(roles, Role.TASK, lambda column: _words(grid, first, column))
    _keep(
        roles,
        Role.OWNER,
        lambda column: (
            2 * agencies(column)
            + 0.5 * bool(LEADING.search(heads[column]))
            - bool(PERSON.search(heads[column]))
        ),
    )
    return roles


def _told_by_cells(
    roles: dict[int, Role], heads: Sequence[str], grid: Sequence[Sequence[Cell | None]], first: int
) -> None:
    """The column of tasks where no head names it: a likely head, or the one that says most."""
    free = [at for at, head in enumerate(heads) if head and at not in roles and not STATUS.match(head)]
    if Role.TASK in roles.values() or not free:
        return
    named = [at for at in free if re.match(r"ten|noi|danh muc|tieu de|yeu cau|muc tieu", heads[at])]
    widest = max(free, key=partial(_words, grid, first))
    if named or ({Role.OWNER, Role.TIME} <= set(roles.values()) and _words(grid, first, widest) > LEAST_TOLD):
        roles[named[0] if named else widest] = Role.TASK


def _keep(roles: dict[int, Role], role: Role, like: Callable[[int], Any]) -> None:
    """Of several columns that might tell the same leaves the one most like it, of equals the first."""
    columns = _of(roles, role)
    kept = max(columns, key=like, default=None)
    for column in columns:
        if column != kept:
            del roles[column]


def _of(roles: Mapping[int, Role], role: Role) -> list[int]:
    return [column for column, each in roles.items() if each is role]


def _agencies(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> float:
    """Which share of a column's cells begin with an agency's name."""
    texts = _texts(grid, first, column)
    return sum(bool(HEAD.match(trimmed(text))) for text in texts) / len(texts) if texts else 0.0


def _counted(grid: Sequence[Sequence[Cell | None]], first: int) -> bool:
    """Whether the first column only counts the rows, whatever its head."""
    texts = _texts(grid, first, 0)
    return bool(texts) and all(COUNTED.fullmatch(text) for text in texts)


def _states(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> bool:
    """Whether most of a column's cells say how far the work is."""
    texts = _texts(grid, first, column)
    return sum(bool(STATE.match(bare(text))) for text in texts) * 2 > len(texts)


def _texts(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> list[str]:
    return [
        clean(cell.text) for row in grid[first : first + 40] if (cell := row[column]) and cell.text.strip()
    ]


def _readable(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> float:
    """Which share of a column's cells are deadlines."""
    texts = _texts(grid, first, column)
    read = [when for text in texts if (when := stated(text[:200], Issue()))]
    good = sum(
        when.read.kind is not DeadlineKind.UNREADABLE or when.read.reason.key.endswith("no_year")
        for when in read
    )
    return good / len(texts) if texts else 0.0


def _words(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> float:
    cells = {id(cell): cell for row in grid[first : first + 60] if (cell := row[column])}
    return sum(len(cell.text) for cell in cells.values()) / len(cells) if cells else 0.0
