"""The Word report for a conference: an administrative document, figures filled in, proposals left open."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx.document import Document as Doc
from docx.shared import Pt

from bot.digest.parts import CELLS
from bot.papers import docs
from bot.papers.docs import BODY, CENTRE, WIDE, WIDE_ASIDE, Column, grid, halves, paragraph, rule, write
from bot.papers.figures import SOON, PlanFigures
from bot.papers.form import Form, House, form_of
from bot.papers.own import SIGN
from bot.papers.period_tables import period_tables
from bot.papers.rows import TargetRow, TaskRow
from bot.papers.words import (
    cause,
    compared,
    deadline,
    hindsight,
    last_told,
    quoted,
    reached,
    standing,
    started,
)
from bot.texts import Texts, day

MOST_PERIODS = 12
"""How many periods stand side by side."""
SHORT = ("done_on", "standing")
"""Last columns of a few letters."""
CODE = 21.0
"""Millimetres of a task's code: III.2.1-10 is not broken."""
LEFT_WIDE, RIGHT_WIDE = 68.0, 97.0
"""Millimetres the heads of the issuing body and of the State have of the page."""


def word(figures: PlanFigures, texts: Texts) -> bytes:
    """The report as a .docx, laid out by the rules of the plan's issuer."""
    document = docs.new_document(texts.language)
    docs.number_pages(document)
    properties = document.core_properties
    properties.title, properties.author = f"{figures.number} – {figures.title}", figures.issuer
    properties.category = SIGN
    properties.created = properties.modified = datetime.combine(figures.on, time())
    writer = _Writer(document, figures, texts, form_of(figures.issuer, figures.number))
    writer.head()
    writer.body()
    writer.foot()
    writer.annex()
    data = BytesIO()
    document.save(data)
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of a report in one language."""

    document: Doc
    figures: PlanFigures
    texts: Texts
    form: Form

    def say(self, name: str, /, **values: Any) -> str:
        return self.texts.plain(f"papers.{name}", **values)

    def head(self) -> None:
        left, right = halves(self.document, LEFT_WIDE, RIGHT_WIDE)
        body = left.paragraphs[0]
        date_line = self.say("date_line", place=self.form.place, on=self.figures.on)
        if self.form.house is House.PARTY:
            write(body, self.form.body.upper(), size=14, bold=True, align=CENTRE)
            write(left.add_paragraph(), "*", size=14, align=CENTRE)
            write(right.paragraphs[0], self.say("party"), size=15, bold=True, align=CENTRE)
            rule(right, 0.78, RIGHT_WIDE)
        else:
            write(body, self.form.body.upper(), size=13, bold=True, align=CENTRE)
            rule(left, 0.4, LEFT_WIDE)
            write(right.paragraphs[0], self.say("nation"), size=12, bold=True, align=CENTRE)
            write(right.add_paragraph(), self.say("motto"), size=13, bold=True, align=CENTRE)
            rule(right, 0.62, RIGHT_WIDE)
        number = self.say(f"number_{self.form.house.value}", symbol=self.form.symbol)
        write(left.add_paragraph(), number, size=13, align=CENTRE)
        write(right.add_paragraph(), date_line, size=13, italic=True, align=CENTRE)

    def title(self) -> None:
        if self.figures.mark:
            write(self.document.add_paragraph(), self.figures.mark, size=15, bold=True, align=CENTRE)
        kind = write(self.document.add_paragraph(), self.say("report"), size=15, bold=True, align=CENTRE)
        kind.paragraph_format.space_before = Pt(18)
        figures = self.figures
        about = self.say("about", number=figures.number, on=figures.on, quarter=figures.quarter)
        if self.form.house is House.STATE:
            about = about[:1].upper() + about[1:]
        write(self.document.add_paragraph(), about, bold=True, align=CENTRE)
        line = "-----" if self.form.house is House.PARTY else "_______"
        write(self.document.add_paragraph(), line, align=CENTRE)

    def body(self) -> None:
        self.title()
        figures = self.figures
        paragraph(self.document, self.say("opening", figures=figures))
        self.section("I", "overall")
        paragraph(self.document, self.say("counted", cells=figures.cells))
        for cell in CELLS:
            told = self.say("counted_cell", name=self.say(cell), tasks=getattr(figures.cells, cell))
            paragraph(self.document, told)
        if told := hindsight(figures, self.texts):
            paragraph(self.document, told)
        if apart := self.apart():
            paragraph(self.document, self.say("counted_apart", parts=apart))
        self.section("II", "by_unit")
        self.groups()
        self.section("III", "overdue")
        self.overdue()
        self.section("IV", "blocked")
        self.tasks(figures.blocked, "reason", lambda row: quoted(row.blocked_by, self.texts))
        self.section("V", "extensions")
        self.tasks(figures.asking, "asked", self.asked)
        self.section("VI", "finished", since=figures.since)
        self.tasks(figures.finished, "done_on", lambda row: day(row.done_on) if row.done_on else "")
        self.section("VII", "due_soon", days=SOON.days)
        self.tasks(figures.due_soon, "standing", lambda row: standing(row, self.texts))
        self.section("VIII", "targets")
        self.targets(figures.targets)
        self.section("IX", "proposals")
        paragraph(self.document, "…………………………………………………………")

    def annex(self) -> None:
        """Every task, then the tasks by their periods where there are such, on pages on their side."""
        tables = list(period_tables(self.figures.tasks, self.texts, MOST_PERIODS))
        docs.turn_aside(self.document)
        told = self.say("annex_tasks", number=self.figures.number, more=bool(tables))
        write(self.document.add_paragraph(), told, bold=True, align=CENTRE)
        self.every_task()
        if not tables:
            return
        self.document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx has no types here
        write(self.document.add_paragraph(), self.say("annex_periods"), bold=True, align=CENTRE)
        write(self.document.add_paragraph(), self.say("marks"), size=12, italic=True, align=CENTRE)
        for table in tables:
            paragraph(self.document, table.name, bold=True)
            columns = self.columns({"code": CODE, "title": 54.0}, centred=())
            wide = (WIDE_ASIDE - CODE - 54) / max(len(table.periods), 6)
            columns += [Column(name, wide, True) for name in table.periods]
            rows = [[line.row.code, line.row.title, *line.cells] for line in table.lines]
            grid(self.document, columns, rows, total=False)

    def every_task(self) -> None:
        widths = {"section": 17.0, "code": CODE, "title": 66.0, "unit": 30.0, "term": 32.0}
        widths |= {"standing": 36.0, "last_told": 50.0}
        rows = [
            [
                row.section,
                row.code,
                row.wording or row.title,
                row.unit,
                day(row.due) if row.due else deadline(row.deadline, row.follows, self.texts),
                standing(row, self.texts),
                last_told(row, self.texts),
            ]
            for row in self.figures.tasks
        ]
        self.table(self.columns(widths, centred=("term",)), rows)

    def section(self, number: str, name: str, **values: Any) -> None:
        paragraph(self.document, f"{number}. {self.say(f'section_{name}', **values)}", bold=True)

    def apart(self) -> str:
        apart = self.figures.apart
        shares = [(name, getattr(apart, name)) for name in ("ongoing", "recurring", "waiting", "undated")]
        parts = [self.say(f"apart_{name}", total=s.total, met=s.met) for name, s in shares if s.total]
        if apart.cancelled:
            parts.append(self.say("apart_cancelled", total=apart.cancelled))
        return "; ".join(parts)

    def groups(self) -> None:
        columns = [Column(self.say("column_unit"), WIDE - 4 * 25 - 2 * 16)]
        columns += [Column(self.say(f"head_{cell}"), 25, True) for cell in CELLS]
        columns += [Column(self.say(f"head_{name}"), 16, True) for name in ("column_counted", "apart")]
        groups = [*self.figures.units, self.figures.total(self.say("total"))]
        self.table(columns, [[group.name, *map(str, group.numbers)] for group in groups], total=True)

    def overdue(self) -> None:
        widths = {"code": CODE, "title": 42.0, "unit": 23.0, "due": 22.0, "over": 19.0, "cause": 38.0}
        columns = self.columns(widths, centred=("due", "over"))
        found = self.figures.overdue
        self.table(columns, [[*self.named(row), str(row.days_late), cause(row, self.texts)] for row in found])

    def tasks(self, found: Iterable[TaskRow], heading: str, last: Callable[[TaskRow], str]) -> None:
        wide = 26.0 if heading in SHORT else 45.0
        widths = {"code": CODE, "title": 91.0 - wide, "unit": 30.0, "due": 23.0, heading: wide}
        rows = [[*self.named(row), last(row)] for row in found]
        self.table(self.columns(widths, centred=("due", "done_on")), rows)

    def named(self, row: TaskRow) -> list[str]:
        return [row.code, row.title, row.unit, day(row.due) if row.due else ""]

    def asked(self, row: TaskRow) -> str:
        return self.say("asked", until=row.asked_until, why=quoted(row.asked_why, self.texts))

    def columns(self, widths: Mapping[str, float], *, centred: Collection[str]) -> list[Column]:
        return [Column(self.say(f"column_{name}"), wide, name in centred) for name, wide in widths.items()]

    def targets(self, targets: Sequence[TargetRow]) -> None:
        widths = {"target": 46.0, "horizon": 16.0, "goal": 30.0, "value": 36.0, "compared": 37.0}
        columns = self.columns(widths, centred=("horizon", "goal", "value"))
        self.table(columns, [self.target(target) for target in targets])

    def target(self, target: TargetRow) -> list[str]:
        start = started(target, self.texts)
        line = [compared(target, self.texts), self.say("from", start=start) if start else ""]
        goal = [target.title, str(target.horizon), self.say("goal", target=target)]
        return [*goal, reached(target, self.texts), "; ".join(filter(None, line))]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: bool = False) -> None:
        if rows:
            grid(self.document, columns, rows, total=total)
        else:
            paragraph(self.document, self.say("none"))

    def foot(self) -> None:
        """To whom it goes, and who signs: by post, for no name is the bot's to write."""
        self.document.add_paragraph()
        left, right = halves(self.document, LEFT_WIDE, RIGHT_WIDE)
        party = self.form.house is House.PARTY
        head = left.paragraphs[0]
        size = 14 if party else 12
        write(head, self.say("sent_to"), size=size, bold=not party, italic=not party, underline=party)
        for receiver in self.say(f"receivers_{self.form.house.value}").splitlines():
            write(left.add_paragraph(), receiver, size=12 if party else 11)
        on_behalf, _, post = self.say(f"signs_{self.form.signs}").partition("\n")
        write(right.paragraphs[0], on_behalf, size=BODY, bold=True, align=CENTRE)
        if post:
            write(right.add_paragraph(), post, size=BODY, bold=not party, align=CENTRE)
