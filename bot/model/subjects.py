"""What each sort of message is about; an outbox row keeps it, and its text is made when it is sent."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from bot.model.deadline import Period, TaskRef
from bot.model.message import OutboxKind, Subject
from bot.model.progress import State
from bot.model.published import Published
from bot.model.target import TargetRef

# ---- planned by a pass ----


class Agenda(Subject, kind=OutboxKind.AGENDA):
    """A day's reminders of some units, each told up to `since`; as sent, `later` of its `total` may wait,
    and `overdue` are those past their due date whose owner it asks. `news` are the changes told of each unit:
    those behind the first number, up to the second."""

    on: date
    since: Mapping[str, date | None]
    later: tuple[TaskRef, ...] = ()
    overdue: tuple[TaskRef, ...] = ()
    news: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    total: int = 0


class Escalation(Subject, kind=OutboxKind.ESCALATION):
    """The overdue and silent tasks of which somebody is told."""

    on: date
    all: tuple[TaskRef, ...]


class Unreached(Subject, kind=OutboxKind.UNREACHED):
    """Who could not be reached by that day."""

    on: date


class Morning(Subject, kind=OutboxKind.MORNING):
    """What waits for a secretary that morning; as sent, with what of it `lasting`, in words."""

    on: date
    lasting: tuple[str, ...] = ()


# ---- a plan's figures ----


class OfPlan(Subject):
    """A plan's figures: now, or as they were `on` a past day; as sent, compared with those of `week_ago`."""

    plan: str
    on: date | None = None
    week_ago: datetime | None = None


class Digest(OfPlan, kind=OutboxKind.DIGEST):
    """The digest of the week that begins on that Monday; as sent, the `figures` it gave."""

    week: date
    figures: Published | None = None


class Progress(OfPlan, kind=OutboxKind.PROGRESS):
    """The same figures, asked for."""


class Figures(OfPlan, kind=OutboxKind.FIGURES):
    """A plan's tasks in groups, or those of the group `what`; as sent, a menu lists `groups`."""

    by: str
    what: str
    page: int
    groups: tuple[str, ...] | None = None


class Paper(OfPlan, kind=OutboxKind.FILE):
    """A file of a plan's figures, perhaps of one quarter; with `week`, that week's digest's picture. Of its
    evidence, which may be large, the `part` counted from 0."""

    format: str
    quarter: Period | None = None
    week: date | None = None
    part: int = 0


class Calendar(Subject, kind=OutboxKind.FILE, ask="calendar"):
    """A file of a unit's due dates."""

    unit: str


class Piece(Subject, kind=OutboxKind.FILE, ask="evidence"):
    """A piece of a task's evidence, of all of it or of that beside `report`; the last one sent together says
    how many are `left` `after` that place."""

    piece: int
    report: int | None = None
    left: int = 0
    after: int = 0


# ---- answers ----


class Notice(Subject, kind=OutboxKind.NOTICE):
    """One of the texts and its values."""

    key: str
    values: Mapping[str, Any]


class Waived(Subject, kind=OutboxKind.NOTICE, ask="waived"):
    """Periods that a secretary waived."""

    reports: tuple[int, ...]


class Tasks(Subject, kind=OutboxKind.TASKS):
    """A page of somebody's open tasks, or of those in which the words `find` stand."""

    user: int
    page: int = 0
    find: str | None = None


class Card(Subject, kind=OutboxKind.CARD):
    """One task; with `detail`, all that is known of it; the `question` it answers may go to the secretary."""

    detail: bool = False
    question: str = ""


class Receipt(Subject, kind=OutboxKind.RECEIPT):
    """What was kept, repeated back; `asks` the reason of that state."""

    reports: tuple[int, ...]
    asks: State | None = None


# ---- directives ----


class Directive(Subject, kind=OutboxKind.DIRECTIVE):
    """A word from above on these tasks, said by the holder of that post and role; to be acknowledged."""

    reports: tuple[int, ...]
    by: str
    role: str


class DirectiveSent(Subject, kind=OutboxKind.CHOICE, ask="directive_sent"):
    """What was passed on to a unit: who could not be reached, and as sent, who has acknowledged it."""

    reports: tuple[int, ...]
    unit: str
    lost: tuple[str, ...]


class DirectiveWanted(Subject, kind=OutboxKind.CHOICE, ask="directive"):
    """The next words are for the owners of these tasks."""


# ---- targets ----


class Targets(Subject, kind=OutboxKind.TARGETS):
    """A page of a plan's targets; as sent, each with its number."""

    plan: str
    user: int
    page: int = 0
    numbers: Mapping[int, TargetRef] = field(default_factory=dict)


class OfTarget(Subject):
    """One target; where it `wants` a figure, the next words may tell it."""

    plan: str
    target: str
    wants: bool = False

    @property
    def ref(self) -> TargetRef:
        return TargetRef(self.plan, self.target)


class Target(OfTarget, kind=OutboxKind.TARGET):
    """A target's whole course."""


class Value(OfTarget, kind=OutboxKind.VALUE):
    """A figure repeated back, as it was `typed` where that may mean an `other` one too."""

    value: int
    typed: str = ""
    other: str = ""


class FigureAsked(OfTarget, kind=OutboxKind.NOTICE, ask="figure"):
    """Why words were no figure, as a notice says it."""

    key: str
    values: Mapping[str, Any]


# ---- questions ----


class WhichTask(Subject, kind=OutboxKind.CHOICE, ask="task"):
    """Which of the tasks, a page of them (`turned_to`) at a time, these words (`borrowed`: another's) are
    about, and the files of that batch."""

    text: str
    batch: str | None = None
    borrowed: bool = False
    turned_to: int = 0


class WhichMeaning(Subject, kind=OutboxKind.CHOICE, ask="meaning"):
    """What a report's words meant: each meaning with the percent or the day it would have."""

    report: int
    meanings: tuple[tuple[str, date | int | None], ...]


class UntilWhen(Subject, kind=OutboxKind.CHOICE, ask="until"):
    """To which day more time is asked for, of a period before by its last day; `report` holds the words that
    asked."""

    dates: tuple[date, ...]
    report: int | None = None
    period: date | None = None


class WhichPeriod(Subject, kind=OutboxKind.CHOICE, ask="period"):
    """Of which period, each by its last day, something is: words, a state, or a request for more time
    (`extends`)."""

    periods: tuple[date, ...]
    text: str = ""
    state: State | None = None
    percent: int | None = None
    extends: bool = False
    batch: str | None = None


class WhichWaived(Subject, kind=OutboxKind.CHOICE, ask="waived"):
    """For which of the periods owed, each by its last day, nothing is owed any more."""

    periods: tuple[date, ...]


class WhyLater(Subject, kind=OutboxKind.CHOICE, ask="why_later"):
    """Why more time is asked for, until that day and of that period; nobody else hears of it before that is
    told."""

    until: date
    period: date | None = None


class Decision(Subject):
    """A report laid before the plan's secretaries, who decide on it or answer it."""

    report: int


class Result(Decision, kind=OutboxKind.CHOICE, ask="result"):
    """A result to confirm."""


class Request(Decision, kind=OutboxKind.CHOICE, ask="request"):
    """A request for more time."""


class Question(Decision, kind=OutboxKind.CHOICE, ask="question"):
    """A question to answer."""


class Disputed(Decision, kind=OutboxKind.CHOICE, ask="disputed"):
    """A unit says that a task is another's."""


class WhichUnit(Subject, kind=OutboxKind.CHOICE, ask="unit"):
    """To which unit that task goes, a page of them at a time."""

    report: int
    page: int = 0


class SureToTransfer(Subject, kind=OutboxKind.CHOICE, ask="transfer"):
    """Whether the task is that unit's from now on."""

    report: int
    unit: str


class AnswerWanted(Subject, kind=OutboxKind.CHOICE, ask="answer"):
    """The next words answer that question."""

    report: int


class Answer(Subject, kind=OutboxKind.CHOICE, ask="answered"):
    """A question's answer, for whoever asked."""

    report: int


class WhyDecided(Subject, kind=OutboxKind.CHOICE, ask="words"):
    """What a verdict still needs: its reason, or the document that grants more time until that day."""

    verdict: str
    report: int | None = None
    until: date | None = None


class Pending(Subject, kind=OutboxKind.CHOICE, ask="pending"):
    """What waits for decisions of these sorts, a page (`turned_to`) at a time."""

    of: tuple[str, ...]
    turned_to: int = 0


class WhichPost(Subject, kind=OutboxKind.CHOICE, ask="post"):
    """Which of these links to hand over or to end."""

    act: str
    links: tuple[int, ...]
    more: int


class SureToUnlink(Subject, kind=OutboxKind.CHOICE, ask="unlink"):
    """Whether that link is to end."""

    link: int


class SureToLeave(Subject, kind=OutboxKind.CHOICE, ask="leave"):
    """Whether all of one's own links are to end."""


class Unreadable(Subject):
    """What no version known here has written: nothing can be said of it."""

    was: OutboxKind

    @property
    def kind(self) -> OutboxKind:
        return self.was
