"""The Excel tracker: a live table of the tasks, their history, the four cells by unit, the targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from bot.digest.parts import CELLS
from bot.model.deadline import DeadlineKind
from bot.model.progress import State
from bot.papers.columns import (
    HISTORY_COLUMNS,
    PRINTED,
    TARGET_COLUMNS,
    TASK_COLUMNS,
    VALUE_COLUMNS,
    Columns,
    Row,
)
from bot.papers.figures import PlanFigures
from bot.papers.own import SIGN
from bot.papers.period_tables import period_tables
from bot.papers.tables import HEAD_ROW, Column, Live, Sheets, Value
from bot.papers.words import scope, sort_name, state_name, within
from bot.texts import Texts

TASKS, HISTORY, COUNTS, TARGETS, VALUES = "TheoDoi", "LichSu", "BonO", "ChiTieu", "SoLieuChiTieu"
DAY = "NgaySoLieu"
"""The name of the cell with the day of the figures: change it and every count follows."""

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
            "category": SIGN,
            # The same figures make the same file.
            "created": datetime.combine(figures.on, time()),  # a property without a zone
        }
    )
    writer = _Writer(Sheets(workbook), figures, texts)
    writer.tasks()
    writer.listed(writer.sheet("history"), HISTORY, HISTORY_COLUMNS, figures.history)
    writer.counts()
    writer.periods()
    if figures.targets:
        writer.listed(writer.sheet("targets"), TARGETS, TARGET_COLUMNS, figures.targets)
    if figures.values:
        writer.listed(writer.sheet("values"), VALUES, VALUE_COLUMNS, figures.values)
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

    def sheet(self, name: str, about: str | None = None) -> Worksheet:
        title = f"{self.figures.number} – {self.figures.title}"
        sheet = self.book.sheet(self.say(f"sheet_{name}"), title, self.say("page_of"))
        about = scope(self.figures, self.texts) if about is None else about
        sheet.write_string(1, 0, about, self.book.look("faint"))
        return sheet

    def listed(
        self,
        sheet: Worksheet,
        table: str,
        columns: Columns[Row],
        rows: Iterable[Row],
        formulas: Mapping[str, str] | None = None,
    ) -> int:
        """A table, a line each row, with `formulas` in the columns of these names; its last line's number."""

        def cell(name: str, value: Value) -> Value:
            cached = value if isinstance(value, str | int) else ""
            return Live(formulas[name], cached) if formulas and name in formulas else value

        headed = [Column(self.say(f"column_{name}"), width, look) for name, width, look, _ in columns]
        filled = [[cell(name, read(row, self.texts)) for name, _, _, read in columns] for row in rows]
        return self.book.table(sheet, table, headed, filled)

    def tasks(self) -> None:
        # Their day stands in a cell of its own.
        sheet = self.sheet("tasks", within(self.figures, self.texts))
        self.book.put(sheet, 1, 9, self.say("column_day"), "label")
        self.book.put(sheet, 1, 10, self.figures.on, "day")
        self.book.workbook.define_name(DAY, f"='{sheet.get_name()}'!$K$2")
        formulas = {"cell": self.cell_formula(), "days_late": self.days_formula()}
        last = self.listed(sheet, TASKS, TASK_COLUMNS, self.figures.tasks, formulas)
        sheet.print_area(0, 0, last, PRINTED - 1)
        states = {state_name(state, self.texts): colour for state, colour in STATE_COLOURS.items()}
        self.paint(sheet, "state", last, states)
        self.paint(sheet, "cell", last, {self.say(cell): colour for cell, colour in CELL_COLOURS.items()})

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

    def paint(self, sheet: Worksheet, name: str, last: int, colours: Mapping[str, str]) -> None:
        column = [column for column, *_ in TASK_COLUMNS].index(name)
        for word, colour in colours.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.book.fill(colour)}
            sheet.conditional_format(HEAD_ROW + 1, column, last, column, rule)

    def counts(self) -> None:
        """One row a unit: formulas over the tracker, so that a state changed there is counted here."""
        sheet = self.sheet("counts")
        groups = self.figures.units
        columns = [Column(self.say("column_unit"), 42)]
        columns += [Column(self.say(name), 17, "whole") for name in (*CELLS, "column_counted", "apart")]
        tallies = self.tallies()
        rows: list[list[Value]] = [[group.name, *map(Live, tallies, group.numbers)] for group in groups]
        last = self.book.table(sheet, COUNTS, columns, rows)
        everything = self.figures.total(self.say("total"))
        self.book.put(sheet, last + 1, 0, everything.name, "total")
        for place, number in enumerate(everything.numbers, 1):
            column = f"{xl_col_to_name(place)}{HEAD_ROW + 2}:{xl_col_to_name(place)}{last + 1}"
            self.book.put(sheet, last + 1, place, Live(f"=SUBTOTAL(109,{column})", number), "total")

    def periods(self) -> None:
        """The tasks by their periods: a table for each length of period, one below the other."""
        tables = list(period_tables(self.figures.tasks, self.texts))
        if not tables:
            return
        sheet, top = self.sheet("periods"), HEAD_ROW
        self.book.put(sheet, top - 1, 3, self.say("marks"), "faint")
        names = ("code", "title", "unit")
        for place, width in enumerate((11, 40, 18)):
            sheet.set_column(place, place, width)
        sheet.set_column(len(names), len(names) + max(len(t.periods) for t in tables), 12)
        for table in tables:
            self.book.put(sheet, top, 0, table.name, "total")
            heads = [self.say(f"column_{name}") for name in names]
            for place, head in enumerate([*heads, *table.periods]):
                self.book.put(sheet, top + 1, place, head, "head")
            for number, line in enumerate(table.lines, top + 2):
                for place, text in enumerate((line.row.code, line.row.title, line.row.unit)):
                    self.book.put(sheet, number, place, text, "text")
                for place, text in enumerate(line.cells, len(names)):
                    self.book.put(sheet, number, place, text, "middle")
            top += len(table.lines) + 3

    def tallies(self) -> list[str]:
        """The formulas of a unit's row: each cell, their sum, the tasks apart."""
        unit, cell = (f"{TASKS}[{self.say(f'column_{name}')}]" for name in ("unit", "cell"))
        mine = _plainly(f"{COUNTS}[[#This Row],[{self.say('column_unit')}]]")
        counted = [f'COUNTIFS({unit},{mine},{cell},"{self.say(name)}")' for name in (*CELLS, "apart")]
        *cells, apart = (f"={formula}" for formula in counted)
        first, last = self.say(CELLS[0]), self.say(CELLS[-1])
        return [*cells, f"=SUM({COUNTS}[[#This Row],[{first}]:[{last}]])", apart]


def _plainly(name: str) -> str:
    """A criterion that is met by that name alone: Excel reads `*`, `?` and `~` in it as patterns, and `<` or
    `>` at its head as a comparison."""
    for sign in "~*?":
        name = f'SUBSTITUTE({name},"{sign}","~{sign}")'
    return f'"="&{name}'
