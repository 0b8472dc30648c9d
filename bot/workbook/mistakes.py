"""Mistakes told by cell: what the reader of plan files found, in the words of the workbook."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.model.plan import Unit
from bot.model.say import Problem, Say, say
from bot.planfile.problems import shown
from bot.texts import Texts, has_text
from bot.workbook.cells import label
from bot.workbook.columns import HEAD, PLAN_PAGE, SECTION_PAGE
from bot.workbook.finding import Table, head_rows
from bot.workbook.places import Place, line_of, place_of
from bot.workbook.reading import Form

PLACED = ("first", "at")  # values that are lines
WITHIN = ("source", "baseline")  # records whose keys have columns of their own
COLUMN_OF = {"value_or_range": "value", "not_count": "range"}  # where no cell is named, the one that is meant
OWN = "sheet.of_"


def told(
    file: str, form: Form, problems: Iterable[Problem], units: Iterable[Unit], texts: Texts
) -> list[Say]:
    """One sentence a mistake, in the order of pages, rows and columns."""
    cells = _Cells(form, {unit.id: unit.short for unit in units}, texts)
    faults = {line for line, _ in form.wrong}
    found = [(cells.line(problem), problem.say) for problem in problems]
    if form.lacking:  # of what is not there much else is missed
        found = []
    listed = [*form.wrong, *((line, what) for line, what in found if line not in faults)]
    ordered = sorted(listed, key=lambda each: each[0])
    lacking = (say("sheet.wrong_file", file=file, what=what) for what in form.lacking)
    return [*lacking, *(cells.say(file, line, what) for line, what in ordered)]


class _Cells:
    """Finds the cell and the words of a mistake."""

    def __init__(self, form: Form, units: Mapping[str, str], texts: Texts) -> None:
        self._tables = {table.at: table for table in form.tables.values()}
        self._pages, self._units, self._texts = form.tables, units, texts

    def line(self, problem: Problem) -> int:
        """The cell that a mistake is about; one that is missing has none of its own."""
        place = place_of(problem.line)
        values, kind = problem.say.values, problem.say.key.partition(".")[2]
        if place is None:
            return self._headless(values.get("name"))
        if place.column:
            return problem.line
        table = self._tables[place.sheet]
        above = f"{values['shape']}." if values.get("shape") in WITHIN else ""
        path = COLUMN_OF.get(kind) or f"{above}{values.get('name', '')}"
        column = table.page.columns[table.page.column(path)].path
        return line_of(Place(place.sheet, place.row, table.columns.get(column, 1)))

    def _headless(self, name: Any) -> int:
        """The cell beside a key of the first page; of a page without rows its first."""
        table = self._pages.get(PLAN_PAGE.name)
        row = head_rows(table).get(str(name)) if table else None
        if table and row:
            return line_of(Place(table.at, row, table.columns.get("value", 2)))
        other = self._pages.get(SECTION_PAGE.name)
        return line_of(Place(other.at, other.head + 1, 1)) if other else 0

    def say(self, file: str, line: int, what: Say) -> Say:
        place = place_of(line)
        if place is None:
            return say("sheet.wrong_file", file=file, what=what)
        table = self._tables[place.sheet]
        sheet = shown(table.sheet.name)
        return say(
            "sheet.wrong", file=file, sheet=sheet, cell=place.cell, what=self._worded(what, table, place)
        )

    def _worded(self, what: Say, table: Table, place: Place) -> Say:
        values = dict(what.values)
        for key in PLACED:
            if isinstance(line := values.get(key), int) and (at := place_of(line)):
                values[key] = at.cell
        if "name" in values:
            values["name"] = self._heading(table, place)
        if "choices" in values:
            values["choices"] = [label(choice, self._texts) for choice in values["choices"]]
        if what.key == "problems.two_sections":
            values["found"] = label(values["found"], self._texts)
        if isinstance(near := values.get("nearest"), str):
            values["nearest"] = self._units.get(near, label(near, self._texts))
        own = OWN + what.key.partition(".")[2]
        return Say(own if has_text(self._texts.language, own) else what.key, values)

    def _heading(self, table: Table, place: Place) -> str:
        if table.page is PLAN_PAGE:
            rows = {row: path for path, row in head_rows(table).items()}
            names: Iterator[str] = (
                f"plan_{column.name}" for column in HEAD if column.path == rows.get(place.row)
            )
        else:
            names = (
                f"{table.page.name}_{column.name}"
                for column in table.page.columns
                if table.columns.get(column.path) == place.column
            )
        name = next(names, "plan_value")
        return self._texts.plain(f"sheet.{name}")
