"""The columns of a table of tasks: which of them tells what, by its head and by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.documents.pieces import Cell, Table
from bot.importer.words.times import Issue, stated
from bot.importer.words.wording import bare, clean
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
    (Role.SUPPORT, r".*phoi hop|.*cung thuc hien"),
    (
        Role.TIME,
        (
            r"(?:du kien )?(?:thoi (?:gian|han|diem|diem)|han|ky han|moc|lo trinh|deadline)(?! dao tao)"
            r"|.*(?:thoi gian|thoi han|han hoan thanh|ngay hoan thanh|han xu ly|han bao cao)|hoan thanh(?:"
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
            r" chuc)|phan"
            r" cong|trach nhiem|dau moi|phu trach|nguoi thuc hien|(?:don vi|co quan)$"
        ),
    ),
    (
        Role.PRODUCT,
        (
            r"(?:du kien )?(?:san pham|ket qua (?:dau ra|du kien|can dat|phai dat)|hinh thuc van ban|dau"
            r" ra|san"
            r" pham.*)|.*san pham"
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
)
STATUS = re.compile(r"tien do|ket qua|tinh hinh|tinh trang|trang thai|muc do|hien trang")
PROGRESS_TIME = re.compile(r"tien do(?: (?:hoan thanh|thuc hien|thoi gian))*$")
RESULT = re.compile(r"ket qua(?: (?:thuc hien|hoan thanh))?$")
START = re.compile(r"bat dau|khoi cong|trien khai tu|tu ngay")
COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[A-E]\.?")
LOOKED_AT = 10  # rows in which the head of a table stands


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column tells, and where the rows of tasks begin."""

    roles: dict[int, Role]
    first: int
    width: int

    def of(self, role: Role) -> list[int]:
        return [column for column, each in self.roles.items() if each is role]


def columns_of(table: Table) -> Columns | None:
    """How a table of tasks is read; null where it is of something else."""
    grid = table.grid()
    best: tuple[int, int, dict[int, Role]] | None = None
    for row in range(min(len(grid), LOOKED_AT)):
        for tall in (1, 2, 3):
            heads = [_head(grid, row, tall, column) for column in range(table.width)]
            roles = _roles(heads, grid, row + tall)
            score = len(set(roles.values()) - {Role.NUMBER}) * 2 + (Role.NUMBER in roles.values()) - tall // 3
            whole = all(cell is None or cell.row + cell.rows <= row + tall for cell in grid[row])
            told = Role.TASK in roles.values() and len(set(roles.values()) - {Role.NUMBER}) > 1
            if told and whole and (best is None or score > best[0]):
                best = (score, row + tall, roles)
    return Columns(best[2], best[1], table.width) if best else None


def goes_on(table: Table, columns: Columns) -> bool:
    """Whether a table without a head goes on with the one before: as wide, and a row's number comes first."""
    first = next((cell for cell in table.cells if cell.column in columns.of(Role.NUMBER)), None)
    return table.width == columns.width and first is not None and bool(COUNTED.fullmatch(first.text.strip()))


def _head(grid: Sequence[Sequence[Cell | None]], row: int, tall: int, column: int) -> str:
    cells = {id(cell): cell for r in range(row, min(row + tall, len(grid))) if (cell := grid[r][column])}
    return bare(" ".join(clean(cell.text) for cell in cells.values())).strip(" .:*")


def _roles(heads: Sequence[str], grid: Sequence[Sequence[Cell | None]], first: int) -> dict[int, Role]:
    """The role of each column; of several for a task or a time the one that looks most like it."""
    roles: dict[int, Role] = {}
    for column, head in enumerate(heads):
        if not head or len(head) > 90:
            continue
        if role := next((role for role, name in ROLES if re.match(name, head)), None):
            roles[column] = role
        elif PROGRESS_TIME.match(head) and _readable(grid, first, column) > 0.5:
            roles[column] = Role.TIME
    if Role.PRODUCT not in roles.values():
        results = [column for column, head in enumerate(heads) if RESULT.match(head) and column not in roles]
        if results and not any(STATUS.match(head) for at, head in enumerate(heads) if at != results[0]):
            roles[results[0]] = Role.PRODUCT
    if Role.TASK not in roles.values() and (
        wide := [
            c
            for c, head in enumerate(heads)
            if re.match(r"ten|noi|danh muc|tieu de|yeu cau|muc tieu", head) and c not in roles
        ]
    ):
        roles[wide[0]] = Role.TASK
    times = [column for column, role in roles.items() if role is Role.TIME]
    if len(times) > 1:
        ends = [column for column in times if not START.search(heads[column])] or times
        kept = max(ends, key=lambda column: (_readable(grid, first, column), column))
        roles = {column: role for column, role in roles.items() if role is not Role.TIME or column == kept}
    tasks = [column for column, role in roles.items() if role is Role.TASK]
    if len(tasks) > 1:
        kept = max(tasks, key=lambda column: _words(grid, first, column))
        roles = {column: role for column, role in roles.items() if role is not Role.TASK or column == kept}
    return roles


def _readable(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> float:
    """Which share of a column's cells are deadlines."""
    texts = [
        clean(cell.text) for row in grid[first : first + 40] if (cell := row[column]) and cell.text.strip()
    ]
    read = [when for text in texts if (when := stated(text[:200], Issue()))]
    good = sum(
        when.read.kind is not DeadlineKind.UNREADABLE or when.read.reason.key.endswith("no_year")
        for when in read
    )
    return good / len(texts) if texts else 0.0


def _words(grid: Sequence[Sequence[Cell | None]], first: int, column: int) -> float:
    cells = {id(cell): cell for row in grid[first : first + 60] if (cell := row[column])}
    return sum(len(cell.text) for cell in cells.values()) / len(cells) if cells else 0.0
