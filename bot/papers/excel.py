"""The Excel tracker: a live table of the tasks, their history, the four cells by unit, the targets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bot.digest.parts import Cells
from bot.model.deadline import DeadlineKind
from bot.model.progress import State
from bot.papers.figures import PlanFigures
from bot.papers.rows import Entry, Group, TaskRow
from bot.papers.tables import HEAD_ROW, Column, Live, Sheets, Value
from bot.papers.targetcells import TARGET_COLUMNS, VALUE_COLUMNS, target_cells, value_cells
from bot.papers.words import deadline, did, scope, sort_name, state_name
from bot.texts import Texts

CELLS = tuple(field.name for field in fields(Cells))
TASKS, HISTORY, COUNTS, TARGETS, VALUES = "TheoDoi", "LichSu", "BonO", "ChiTieu", "SoLieuChiTieu"
DAY = "NgaySoLieu"
"""The name of the cell with the day of the figures: change it and every count follows."""
PRINTED = 11
"""How many columns of the tracker go on paper; the others would make the letters too small."""

STATE_COLOURS = {
    State.DONE: "#BFE5D3",
    State.IN_PROGRESS: "#D3E7F7",
    State.AWAITING_APPROVAL: "#E2D9F3",
    State.BLOCKED: "#FBDFA6",
    State.CANCELLED: "#D0D0D0",
}
CELL_COLOURS = {"done_on_time": "#BFE5D3", "done_late": "#CFE6F7", "open_overdue": "#F6C4A8"}


def excel(figures: PlanFigures, texts: Texts) -> bytes:
    """The workbook. Nothing a person wrote is ever a formula, whatever sign it begins with."""
    data = BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    workbook.set_properties(
        {
            "title": f"{figures.number} – {figures.title}",
            "company": figures.issuer,
            # The same figures make the same file.
            "created": datetime.combine(figures.on, time()),  # a property without a zone
        }
    )
    writer = _Writer(Sheets(workbook), figures, texts)
    writer.tasks()
    writer.history()
    writer.counts()
    if figures.targets:
        writer.targets()
    if figures.values:
        writer.values()
    workbook.close()
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the sheets in one language."""

    book: Sheets
    figures: PlanFigures
    texts: Texts

    def say(self, name: str) -> str:
        return self.texts.plain(f"papers.{name}")

    def sheet(self, name: str) -> Worksheet:
        title = f"{self.figures.number} – {self.figures.title}"
        sheet = self.book.sheet(self.say(f"sheet_{name}"), title, self.say("page_of"))
        sheet.write_string(1, 0, scope(self.figures, self.texts), self.book.look("faint"))
        return sheet

    def tasks(self) -> None:
        sheet = self.sheet("tasks")
        self.book.put(sheet, 1, 9, self.say("column_day"), "label")
        self.book.put(sheet, 1, 10, self.figures.on, "day")
        self.book.workbook.define_name(DAY, f"='{sheet.get_name()}'!$K$2")
        columns = self.columns(column[:3] for column in _TASK_COLUMNS)
        formulas = {"cell": self.cell_formula(), "days_late": self.days_formula()}
        rows = [self.task(row, formulas) for row in self.figures.tasks]
        self.book.table(sheet, TASKS, columns, rows)
        last = HEAD_ROW + max(len(rows), 1)
        sheet.print_area(0, 0, last, PRINTED - 1)
        self.paint(sheet, _place("state"), last, self.state_colours())
        self.paint(sheet, _place("cell"), last, self.cell_colours())

    def task(self, row: TaskRow, formulas: dict[str, str]) -> list[Value]:
        values = ((name, read(row, self.texts)) for name, _, _, read in _TASK_COLUMNS)
        return [Live(formulas[name], _cached(value)) if name in formulas else value for name, value in values]

    def of_row(self, name: str) -> str:
        return f"{TASKS}[[#This Row],[{self.say(f'column_{name}')}]]"

    def cell_formula(self) -> str:
        """The four cells as a formula of state, due date and day of delivery (`Cells`, `cell_of`)."""
        due, state, sort = (self.of_row(name) for name in ("due", "state", "sort"))
        turning = [sort_name(kind, self.texts) for kind in (DeadlineKind.ONGOING, DeadlineKind.RECURRING)]
        stopped, done = (state_name(each, self.texts) for each in (State.CANCELLED, State.DONE))
        on_time, late, in_term, overdue = (f'"{self.say(cell)}"' for cell in CELLS)
        outside = f'{due}="",{state}="{stopped}",{sort}="{turning[0]}",{sort}="{turning[1]}"'
        judged = self.judged_formula()
        in_time = f'IF({state}="{done}",{on_time},{in_term})'
        counted = f'IF({judged}<={due},{in_time},IF({state}="{done}",{late},{overdue}))'
        return f'=IF(OR({outside}),"{self.say("apart")}",{counted})'

    def judged_formula(self) -> str:
        """The day a task is judged by: its delivery, else its report that waits for approval, else today."""
        done_on, reported_on = self.of_row("done_on"), self.of_row("reported_on")
        return f'IF({done_on}<>"",{done_on},IF({reported_on}<>"",{reported_on},{DAY}))'

    def days_formula(self) -> str:
        late = (f'{self.of_row("cell")}="{self.say(cell)}"' for cell in ("done_late", "open_overdue"))
        return f'=IF(OR({",".join(late)}),{self.judged_formula()}-{self.of_row("due")},"")'

    def state_colours(self) -> dict[str, str]:
        return {state_name(state, self.texts): colour for state, colour in STATE_COLOURS.items()}

    def cell_colours(self) -> dict[str, str]:
        return {self.say(cell): colour for cell, colour in CELL_COLOURS.items()}

    def paint(self, sheet: Worksheet, column: int, last: int, colours: dict[str, str]) -> None:
        for word, colour in colours.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.fill(colour)}
            sheet.conditional_format(HEAD_ROW + 1, column, last, column, rule)

    def columns(self, shapes: Iterable[tuple[str, float, str]]) -> list[Column]:
        return [Column(self.say(f"column_{name}"), width, look) for name, width, look in shapes]

    def history(self) -> None:
        sheet = self.sheet("history")
        columns = self.columns(_HISTORY_COLUMNS)
        self.book.table(sheet, HISTORY, columns, [self.entry(entry) for entry in self.figures.history])

    def entry(self, entry: Entry) -> list[Value]:
        undone = self.say("undone") if entry.undone else None
        what = did(entry, self.texts)
        return [entry.id, entry.at, entry.code, entry.title, what, entry.words, entry.by, entry.unit, undone]

    def counts(self) -> None:
        """One row a unit: formulas over the tracker, so that a state changed there is counted here."""
        sheet = self.sheet("counts")
        groups = self.figures.units
        columns = [Column(self.say("column_unit"), 42)]
        columns += [Column(self.say(name), 17, "whole") for name in (*CELLS, "column_counted", "apart")]
        tallies = self.tallies()
        rows: list[list[Value]] = [[group.name, *map(Live, tallies, _numbers(group))] for group in groups]
        self.book.table(sheet, COUNTS, columns, rows)
        last = HEAD_ROW + max(len(groups), 1)
        everything = Group(self.say("total"), self.figures.cells, sum(group.apart for group in groups))
        self.book.put(sheet, last + 1, 0, everything.name, "total")
        for place, number in enumerate(_numbers(everything), 1):
            column = f"{xl_col_to_name(place)}{HEAD_ROW + 2}:{xl_col_to_name(place)}{last + 1}"
            self.book.put(sheet, last + 1, place, Live(f"=SUBTOTAL(109,{column})", number), "total")

    def tallies(self) -> list[str]:
        """The formulas of a unit's row: each cell, their sum, the tasks apart."""
        unit, cell = (f"{TASKS}[{self.say(f'column_{name}')}]" for name in ("unit", "cell"))
        mine = f"{COUNTS}[[#This Row],[{self.say('column_unit')}]]"
        counted = [f'COUNTIFS({unit},{mine},{cell},"{self.say(name)}")' for name in (*CELLS, "apart")]
        *cells, apart = (f"={formula}" for formula in counted)
        first, last = self.say(CELLS[0]), self.say(CELLS[-1])
        return [*cells, f"=SUM({COUNTS}[[#This Row],[{first}]:[{last}]])", apart]

    def targets(self) -> None:
        sheet = self.sheet("targets")
        columns = self.columns(TARGET_COLUMNS)
        rows = [target_cells(target, self.texts) for target in self.figures.targets]
        self.book.table(sheet, TARGETS, columns, rows)

    def values(self) -> None:
        """The targets' own history: every figure as it was told."""
        sheet = self.sheet("values")
        columns = self.columns(VALUE_COLUMNS)
        rows = [value_cells(row, self.texts) for row in self.figures.values]
        self.book.table(sheet, VALUES, columns, rows)


def _numbers(group: Group) -> list[int]:
    return [*(getattr(group.cells, cell) for cell in CELLS), group.cells.total, group.apart]


def _cached(value: Value) -> str | int:
    return value if isinstance(value, str | int) else ""


def _cell(row: TaskRow, texts: Texts) -> str:
    return texts.plain(f"papers.{row.cell or 'apart'}")


def _percent(row: TaskRow, _: Texts) -> float | None:
    return row.percent / 100 if row.percent is not None else None


def _words(row: TaskRow, texts: Texts) -> str:
    return " – ".join(filter(None, (did(row.last, texts), row.last.words))) if row.last else ""


_Read = Callable[[TaskRow, Texts], Value]
# Name, width, look, value; the first PRINTED ones are what a conference needs on paper.
_TASK_COLUMNS: tuple[tuple[str, float, str, _Read], ...] = (
    ("code", 11, "text", lambda row, _: row.code),
    ("title", 40, "text", lambda row, _: row.title),
    ("unit", 18, "text", lambda row, _: row.unit),
    ("deadline", 15, "text", lambda row, texts: deadline(row.deadline, row.follows, texts)),
    ("due", 12, "date", lambda row, _: row.due),
    ("state", 13, "middle", lambda row, texts: state_name(row.state, texts)),
    ("percent", 8, "percent", _percent),
    ("done_on", 12, "date", lambda row, _: row.done_on),
    ("cell", 16, "middle", _cell),
    ("days_late", 10, "whole", lambda row, _: row.days_late or ""),
    ("last", 36, "text", _words),
    ("by", 22, "text", lambda row, _: row.last.by if row.last else ""),
    ("last_at", 17, "moment", lambda row, _: row.last.at if row.last else None),
    ("section", 10, "text", lambda row, _: row.section),
    ("sort", 15, "text", lambda row, texts: sort_name(row.kind, texts)),
    ("first_due", 12, "date", lambda row, _: row.first_due),
    ("extensions", 9, "whole", lambda row, _: row.extensions or None),
    ("reported_on", 12, "date", lambda row, _: row.reported_on),
    ("deliverable", 34, "text", lambda row, _: row.deliverable),
    ("support", 44, "text", lambda row, _: "; ".join(row.support)),
)


_HISTORY_COLUMNS = (
    ("number", 8, "whole"),
    ("last_at", 17, "moment"),
    ("code", 12, "text"),
    ("title", 42, "text"),
    ("did", 24, "text"),
    ("words", 48, "text"),
    ("by", 24, "text"),
    ("who", 22, "text"),
    ("undone", 12, "middle"),
)


def _place(name: str) -> int:
    return [column[0] for column in _TASK_COLUMNS].index(name)
