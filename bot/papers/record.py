"""Results from before the bot: rows of a sheet become reports, all of them or none."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256

from bot.language.codes import tasks_named
from bot.language.days import named
from bot.language.meaning import STATES
from bot.language.said import Said
from bot.language.stretches import Grain, Standpoint, Stretch
from bot.model.deadline import Period, TaskRef
from bot.model.plan import Catalog, Task
from bot.model.progress import NOBODY, NewReport, Report, ReportKind, State
from bot.model.say import Mistake, Problem, Say, say
from bot.papers.figures import unclassified
from bot.papers.sheets import Cell, Row, Template, read_sheet
from bot.papers.words import state_name
from bot.planfile.problems import nearest, shown
from bot.schedule.calendar import DAY
from bot.schedule.periods import TURNING, period_on
from bot.schedule.standing import period_of
from bot.texts import LANGUAGES, Texts, texts_in
from bot.texts.turns import turn_name

COLUMNS = ("code", "title", "unit", "state", "percent", "date", "note", "period")
NEEDED = ("code", "state", "date")
FILLED = ("state", "percent", "date", "note")
"""The columns that make a row one to record; a row with these empty is left alone."""
MOVES = (ReportKind.PROGRESS, ReportKind.CLAIM, ReportKind.APPROVE, ReportKind.RETURN)
"""Reports that set a task's state: none of them may be newer than a row."""
PERCENTS = {State.NOT_STARTED: (0, 0), State.DONE: (100, 100), State.AWAITING_APPROVAL: (100, 100)}
"""The least and the most that a state is true of, where not any share is."""
NOON = time(12)
MOST_NOTE = 4096
"""Characters: as many as a Telegram message may bring."""

_KY = re.compile(r"^k[ỳìyi]\s+(?=\D)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3})\s*%?")


def template_of(catalog: Catalog, plan: str | None, texts: Texts) -> Template:
    """A sheet to fill in: every task of a plan, or of all, one row each."""
    tasks = [task for task in catalog.tasks() if plan in (None, task.plan)]
    known = Counter(task.code.casefold() for task in catalog.tasks())
    codes = {task.ref: task.code if known[task.code.casefold()] == 1 else str(task.ref) for task in tasks}
    return Template(
        headings=[_name(column, texts) for column in COLUMNS],
        rows=[[codes[task.ref], unclassified(task, task.title), catalog.short(task.owner)] for task in tasks],
        hint=texts.plain("papers.record_hint", states=_states(texts)),
        choices={_name("state", texts): _states(texts)},
    )


def read_reports(
    name: str, content: bytes, catalog: Catalog, log: Sequence[Report], now: datetime, texts: Texts
) -> list[NewReport]:
    """The reports of a filled sheet, oldest first; a Mistake that names every bad cell by row and column.

    `log` holds what is known already, as `View.whole_log` gives it: a row recorded before has its key, and a
    row older than a task's newest report is a mistake, since a report kept later would win over it.
    """
    sheet = read_sheet(name, content, lambda heading: any(_heading(c, [heading]) for c in COLUMNS))
    columns = {column: found[0] for column in COLUMNS if (found := _heading(column, sheet.headings))}
    twice = [_name(c, texts) for c in columns if len(_heading(c, sheet.headings)) > 1]
    if twice:
        raise Mistake(
            *(Problem(name, sheet.number, say("papers.record_twice", column=column)) for column in twice)
        )
    missing = [_name(column, texts) for column in NEEDED if column not in columns]
    if missing:
        raise Mistake(*(say("papers.record_column", name=column) for column in missing))
    reader = _Reader(columns, catalog, log, now, texts)
    filled = [row for row in sheet.rows if any(row.cells.get(columns.get(c, "")) for c in FILLED)]
    read = [(row.number, reader.row(row)) for row in filled]
    reports = [one for _, one in read if isinstance(one, NewReport)]
    if len(reports) < len(read):
        wrong = [(number, one) for number, one in read if not isinstance(one, NewReport)]
        raise Mistake(*(Problem(name, number, what) for number, found in wrong for what in found))
    if not reports:
        raise Mistake(say("papers.record_nothing", file=name))
    return sorted(reports, key=lambda report: report.at)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows; each cell gives its value, or what is wrong with it."""

    columns: Mapping[str, str]
    catalog: Catalog
    log: Sequence[Report]
    now: datetime
    texts: Texts
    told: dict[tuple[object, ...], tuple[int, NewReport]] = field(default_factory=dict)

    def row(self, row: Row) -> NewReport | list[Say]:
        """The report a row makes, or what is wrong with it."""

        def cell(column: str) -> Cell:
            return row.cells.get(self.columns.get(column, ""), "")

        task, state = self.task(cell("code")), self.state(cell("state"))
        percent, day, note = self.percent(cell("percent")), self.day(cell("date")), self.note(cell("note"))
        period = self.period(task, cell("period")) if isinstance(task, Task) else None
        match task, period, state, percent, day, note:
            case Task(), Period() | None, State(), int() | None, date(), str():
                report = self.report(task.ref, period, state, percent, day, note)
                wrong = [
                    *self.contradicted(report),
                    *self.early(task, day),
                    *self.older(task, report),
                    *self.told_otherwise(row.number, report, day),
                ]
                return wrong or report
        return [value for value in (task, period, state, percent, day, note) if isinstance(value, Say)]

    def contradicted(self, report: NewReport) -> list[Say]:
        """A percent that the state is not true of."""
        least, most = PERCENTS.get(report.state, (0, 100)) if report.state else (0, 100)
        if report.percent is None or least <= report.percent <= most:
            return []
        name = state_name(report.state, self.texts)
        return [self.wrong("contradiction", "percent", percent=report.percent, state=name)]

    def early(self, task: Task, day: date) -> list[Say]:
        """A day on which the plan was not issued yet: the year is mistyped, as a rule."""
        issued = self.catalog.plans[task.plan].issued
        return [self.wrong("early", "date", found=day, issued=issued)] if day < issued else []

    def told_otherwise(self, number: int, report: NewReport, day: date) -> list[Say]:
        """Another row that says something else of the same task, period and day."""
        row, first = self.told.setdefault((report.task, report.period, day), (number, report))
        if (first.state, first.percent) == (report.state, report.percent):
            return []
        return [self.wrong("otherwise", "state", row=row, code=report.task.code, found=day)]

    def older(self, task: Task, report: NewReport) -> list[Say]:
        """A report that is older than the task's newest, of its period where it has such, unless it is known
        already."""
        same = [kept for kept in self.log if kept.task == report.task and kept.kind in MOVES]
        if task.deadline.kind in TURNING:
            of = period_on(task.deadline, report.period or report.at.date())
            tz = self.now.tzinfo or UTC
            same = [kept for kept in same if period_of(task, kept, self.log, tz) == of]
        if not same or any(kept.key == report.key for kept in same):
            return []
        last, found = max(kept.at for kept in same).astimezone(report.at.tzinfo).date(), report.at.date()
        older = self.wrong("older", "date", code=report.task.code, last=last, found=found)
        return [older] if found < last else []

    def report(
        self,
        task: TaskRef,
        period: Period | None,
        state: State,
        percent: int | None,
        day: date,
        note: str,
    ) -> NewReport:
        of = (period.end.isoformat(),) if period else ()  # none: as the rows of former versions
        content = "\x1f".join((str(task), state.value, str(percent), day.isoformat(), note, *of))
        return NewReport(
            key=f"record:{sha256(content.encode()).hexdigest()[:40]}",
            task=task,
            kind=ReportKind.PROGRESS,
            # Today's noon may still be to come.
            at=min(datetime.combine(day, NOON, self.now.tzinfo), self.now),
            user_id=NOBODY,
            user_name=self.texts.plain("papers.record_name"),
            unit=None,
            state=state,
            percent=percent,
            note=note,
            period=period.end if period else None,
            kept_at=self.now,
        )

    def wrong(self, name: str, column: str, **values: object) -> Say:
        return say(f"papers.record_{name}", column=self.columns[column], **values)

    def task(self, cell: Cell) -> Task | Say:
        text = str(cell)
        if not text:
            return self.wrong("no_code", "code")
        found = tasks_named(self.catalog, text)
        if not found:
            tasks = self.catalog.tasks()
            near = nearest(text, [name for task in tasks for name in (task.code, str(task.ref))])
            return self.wrong("unknown_code", "code", found=shown(text), near=near)
        if len(found) > 1:
            return self.wrong(
                "which_code", "code", found=shown(text), known=[str(task.ref) for task in found]
            )
        return found[0]

    def period(self, task: Task, cell: Cell) -> Period | Say | None:
        """The period of a recurring or ongoing task that a cell names, which has begun."""
        if not cell:
            return None
        if task.deadline.kind not in TURNING:
            return self.wrong("no_turns", "period", code=task.code)
        found = _period(task, cell)
        if found is None:
            present = period_on(task.deadline, self.now.date())
            shows = turn_name(self.texts, present)
            return self.wrong("bad_period", "period", code=task.code, found=shown(str(cell)), shows=shows)
        if found.start > self.now.date():
            return self.wrong("future", "period", found=found.start)
        return found

    def state(self, cell: Cell) -> State | Say:
        if not cell:
            return self.wrong("no_state", "state", states=_states(self.texts))
        found = _state_words().get(_folded(str(cell))) or _said(str(cell), self.now.date())
        return found or self.wrong("bad_state", "state", found=shown(str(cell)), states=_states(self.texts))

    def percent(self, cell: Cell) -> int | Say | None:
        if not cell:
            return None
        found = _PERCENT.fullmatch(str(cell))
        if found is None or int(found[1]) > 100:
            return self.wrong("bad_percent", "percent", found=shown(str(cell)))
        return int(found[1])

    def note(self, cell: Cell) -> str | Say:
        text = str(cell)
        if len(text) > MOST_NOTE:
            return self.wrong("long_note", "note", most=MOST_NOTE, found=len(text))
        return text

    def day(self, cell: Cell) -> date | Say:
        if not cell:
            return self.wrong("no_date", "date")
        day = cell if isinstance(cell, date) else _day(cell)
        if day is None:
            return self.wrong("bad_date", "date", found=shown(str(cell)))
        return self.wrong("future", "date", found=day) if day > self.now.date() else day


def _period(task: Task, cell: Cell) -> Period | None:
    """The one period that ends within what is named; a spreadsheet makes a day of "1/2026"."""
    if isinstance(cell, date):
        return period_on(task.deadline, cell)
    found = named(_KY.sub("", cell), Standpoint(None), whole=True)
    if not isinstance(found, Stretch) or found.but:
        return None
    first = period_on(task.deadline, found.start)
    following = period_on(task.deadline, first.end + DAY)
    return first if first.end <= found.end < following.end else None


def _day(text: str) -> date | None:
    found = named(text, Standpoint(None), whole=True)
    return found.start if isinstance(found, Stretch) and found.grain is Grain.DAY and not found.but else None


def _name(column: str, texts: Texts) -> str:
    return texts.plain(f"papers.record_{column}")


def _states(texts: Texts) -> list[str]:
    return [state_name(state, texts) for state in State]


def _heading(column: str, headings: Collection[str]) -> list[str]:
    """The headings that name the column, in either language or by its key."""
    names = {_folded(_name(column, texts_in(language))) for language in LANGUAGES} | {column}
    return [heading for heading in headings if _folded(heading) in names]


def _state_words() -> Mapping[str, State]:
    spoken = {_folded(state_name(state, texts_in(each))): state for each in LANGUAGES for state in State}
    return spoken | {state.value: state for state in State}


def _said(text: str, on: date) -> State | None:
    """The state that plain words tell for sure, as the bot understands them: "xong", "đang làm"."""
    reading = Said(text, on).reading
    return STATES.get(reading.state) if reading.sure else None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
