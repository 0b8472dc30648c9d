"""Figures to reach: "phấn đấu đến năm 2030 có trên 87.000 doanh nghiệp" as value, unit and horizon."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.documents.pieces import Table
from bot.importer.draft import Doubt, DraftTarget
from bot.importer.items import Found
from bot.importer.words.slips import slips
from bot.importer.words.titles import short_title
from bot.importer.words.wording import bare, clean, trimmed

FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
AMOUNT = re.compile(
    rf"(?P<low>{FIGURE})\s*(?P<sign1>%)?\s*(?:(?:[-–]|đến|tới)\s*(?P<high>{FIGURE})(?!\s*tháng)\s*)?"
    r"(?P<unit>%(?:\s*/\s*\w+)?(?:\s+(?:GRDP|GDP))?|(?:triệu|tỷ|nghìn|tỉ)(?!\w)(?:\s+(?:đồng|USD|tấn"
    r"|lượt|người|m3|đô la))?(?:/\w+){0,2}|[^\W\d_][\w²³]*(?:\s+[a-zà-ỹđ]\w*){0,2}(?:/\w+){0,2})"
)
LEADS = re.compile(
    r"(?:đạt|có|trên|hơn|tối thiểu|ít nhất|khoảng|từ|tăng|giảm|còn|dưới|không quá|xuống|lên|thêm|là|mới"
    r"|bình quân|gấp|phấn đấu|hoàn thành|đến năm \d{4}|năm \d{4}|nhóm|thu hút|giải quyết|đóng góp|duy"
    r" trì|chiếm|bảo đảm|đảm bảo|tỷ lệ|tỉ lệ|:|,|;|;?\s*và|^)\s*(?:được\s+)?$",
    re.IGNORECASE,
)
NO_FIGURE = re.compile(
    r"(?:số|điều|khoản|ngày|tháng|năm|quý|nghị quyết|giai đoạn|kỳ|thứ|mục|[-/])\s*$", re.IGNORECASE
)
HORIZON = re.compile(r"(?:[Đđ]ến (?:hết |cuối )?năm|[Nn]ăm|[Đđ]ến|[Gg]iai đoạn \d{4}\s*[-–])\s*(20\d{2})")
NO_UNIT = re.compile(
    r"(?:trở|theo|của|trong|và|so|tổng|số|các|được|là|với|trên|từ|đến|tại|cho|có|tham|hoạt|đang|năm|cả"
    r"|đứng|đạt|mỗi|hằng|hàng|thuộc|nằm|toàn|việc|sử|ở|do|để|này|vào|lên|khi)(?!\w)"
)
LEAST_LETTERS = 12


def targets_of(found: Found, plan_year: int | None) -> Iterator[DraftTarget]:
    """The figures that the points below "Mục tiêu" name."""
    horizons: dict[str, int] = {}
    for node, context in found.figures:
        if node.table:
            yield from _of_table(node.table, plan_year)
            continue
        title = found.sections.get(context.section, "")
        horizon = _horizon(title) or horizons.get(context.section) or plan_year
        for words in _sentences(node.whole):
            horizon = _horizon(words) or horizon
            yield from _of_words(words, horizon, node.page, node.line)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.;])\s+", text) if len(part) >= LEAST_LETTERS]


def _horizon(words: str) -> int | None:
    years = [int(year) for year in HORIZON.findall(words)]
    return max(years) if years else None


def _of_words(words: str, horizon: int | None, page: int, line: int) -> Iterator[DraftTarget]:
    """One figure a clause: the first that a word of measure leads up to."""
    start = 0
    for match in AMOUNT.finditer(words):
        before = words[: match.start()]
        if match.start() < start or NO_FIGURE.search(before) or not LEADS.search(before):
            continue
        unit = _unit(match["unit"] if not match["sign1"] else "%")
        if not unit or re.fullmatch(r"20\d\d", match["low"]):
            continue
        clause = words[max(before.rfind("; "), before.rfind(", "), -1) + 1 :]
        clause = trimmed(re.split(r";\s|,\s(?=[^\d])", clause, maxsplit=1)[0])
        marks = tuple(Doubt("slip", {"wrong": wrong, "right": right}) for wrong, right in slips(clause))
        doubts = marks if horizon else (*marks, Doubt("no_horizon"))
        yield DraftTarget(
            title=short_title(clause),
            text=trimmed(words),
            value=_plain(match[("low")]),
            high=_plain(match["high"]) if match["high"] else None,
            unit=unit,
            horizon=horizon,
            page=page,
            line=line,
            doubts=doubts,
        )
        start = match.end()


def _unit(text: str) -> str:
    """What is counted, as short as it can be said."""
    words = text.split()
    kept = list[str]()
    for word in words:
        if NO_UNIT.match(word):
            break
        kept.append(word)
    return " ".join(kept)[:100]


def _plain(figure: str) -> str:
    return re.sub(r"^0+(?=\d)", "", figure.replace(".", "").replace(",", "."))


def _of_table(table: Table, plan_year: int | None) -> Iterator[DraftTarget]:
    """A table of figures: what is measured, its unit, and columns by year; the last year is the horizon."""
    grid = table.grid()
    for top in range(min(3, len(grid))):
        heads = [bare(clean(cell.text)) if cell else "" for cell in grid[top]]
        name = next(
            (c for c, head in enumerate(heads) if re.search(r"chi tieu|noi dung|muc tieu", head)), None
        )
        unit = next((c for c, head in enumerate(heads) if re.search(r"don vi tinh|dvt|don vi", head)), None)
        years = {
            c: int(m[1])
            for c, head in enumerate(heads)
            if (m := re.search(r"(20\d\d)", head)) and not re.search(r"thuc hien|uoc|hien trang", head)
        }
        goals = years or {
            c: plan_year or 0
            for c, head in enumerate(heads)
            if re.search(r"ke hoach|muc tieu|chi tieu giao|phan dau", head) and c != name
        }
        if name is None or not goals:
            continue
        column = max(goals, key=lambda c: goals[c])
        for row in grid[top + 1 :]:
            yield from _row(row, name, unit, column, goals[column] or None)
        return


def _row(
    row: Sequence[object], name: int, unit: int | None, column: int, horizon: int | None
) -> Iterator[DraftTarget]:
    texts = [clean(getattr(cell, "text", "")) for cell in row]
    cell = row[name]
    match = re.search(rf"({FIGURE})\s*(?:[-–]\s*({FIGURE}))?\s*(%)?", texts[column])
    if not match or len(texts[name]) < 4 or column == name:
        return
    measured = texts[unit] if unit is not None and texts[unit] else match[3] or ""
    yield DraftTarget(
        title=short_title(texts[name]),
        text=texts[name],
        value=_plain(match[1]),
        high=_plain(match[2]) if match[2] else None,
        unit=measured,
        horizon=horizon,
        page=getattr(cell, "page", 1),
        line=getattr(cell, "line", 1),
        doubts=() if horizon and measured else (Doubt("no_horizon"),),
    )


def year_of(title: str | None, issued: date | None) -> int | None:
    """The year that a document's title names as its own."""
    named = re.findall(r"năm (20\d\d)", title or "")
    years = sorted({int(year) for year in named})
    if issued:
        years = [year for year in years if issued.year <= year <= issued.year + 1]
    return years[-1] if years else None


def period_of(title: str | None) -> str | None:
    """The month or quarter that a document's title names as its own: "tháng 9 năm 2025"."""
    found = re.search(r"(?:tháng|quý) (?:\d{1,2}|[IV]{1,3})(?:/| năm )20\d\d", title or "", re.IGNORECASE)
    return found.group() if found else None
