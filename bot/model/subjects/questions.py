"""What the bot asks whoever reports, or wants to do."""

from datetime import date

from bot.model.message import OutboxKind, Subject
from bot.model.progress import State


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
    (`extends`); `noted` is the note that keeps the words, and their files, until that is told."""

    periods: tuple[date, ...]
    text: str = ""
    state: State | None = None
    percent: int | None = None
    extends: bool = False
    batch: str | None = None
    noted: int | None = None


class WhichWaived(Subject, kind=OutboxKind.CHOICE, ask="waived"):
    """For which of the periods owed, each by its last day, nothing is owed any more."""

    periods: tuple[date, ...]


class WhyLater(Subject, kind=OutboxKind.CHOICE, ask="why_later"):
    """Why more time is asked for, until that day and of that period; nobody else hears of it before that is
    told."""

    until: date
    period: date | None = None


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


class Readiness(Subject, kind=OutboxKind.CHOICE, ask="ready"):
    """What the plans of whoever asks still lack."""
