"""What is laid before a secretary, and what her decision still needs."""

from datetime import date

from bot.model.message import OutboxKind, Subject


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
