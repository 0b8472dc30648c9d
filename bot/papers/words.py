"""Short words that several papers share: deadlines and their sorts, states, what reports did, the scope."""

from bot.model.deadline import DeadlineKind
from bot.model.plan import Followed
from bot.model.progress import State
from bot.papers.figures import PlanFigures
from bot.papers.rows import Entry, TargetRow, TaskRow
from bot.texts import Texts, day
from bot.texts.turns import turn_name

APART = (DeadlineKind.ONGOING, DeadlineKind.RECURRING, DeadlineKind.WAITS, DeadlineKind.NONE)


def sort_name(kind: DeadlineKind, texts: Texts) -> str:
    """Whether a task is dated, or why it stands outside the four cells."""
    kind = DeadlineKind.NONE if kind is DeadlineKind.UNREADABLE else kind
    return texts.plain(f"papers.sort_{kind.value if kind in APART else 'dated'}")


def state_name(state: State | None, texts: Texts) -> str:
    return texts.plain(f"state.{state.value}") if state else ""


def did(entry: Entry, texts: Texts) -> str:
    """What a report did: a state and its percent, a request, words only, or something taken back; and of
    which period."""
    turn = turn_name(texts, entry.period) if entry.period else ""
    if entry.state is None:
        until = day(entry.asked_until) if entry.asked_until else ""
        kind = " ".join(filter(None, (texts.plain(f"papers.kind_{entry.kind.value}"), until)))
        return ", ".join(filter(None, (kind, turn)))
    percent = f" {entry.percent}%" if entry.percent is not None else ""
    return ", ".join(filter(None, (state_name(entry.state, texts) + percent, turn)))


def by(entry: Entry, texts: Texts) -> str:
    """Who said it, and whether for the unit."""
    return texts.plain("what.on_behalf", name=entry.by) if entry.on_behalf else entry.by


def delay(row: TaskRow, texts: Texts) -> str:
    """A task's days overdue; where its result waits for approval, when it was reported."""
    return texts.plain("papers.delay", days=row.days_late, reported=row.reported_on)


def deadline(written: str, follows: Followed | None, texts: Texts) -> str:
    """A deadline as the plan writes it, or in words whose it is."""
    return texts.plain("when.follows", followed=follows) if follows else written


def scope(figures: PlanFigures, texts: Texts) -> str:
    """Of which day the figures are and, with a quarter, of which tasks; what a past day did not know yet."""
    said = texts.plain("papers.scope", on=figures.on, quarter=figures.quarter)
    return ". ".join(filter(None, (said, hindsight(figures, texts))))


def hindsight(figures: PlanFigures, texts: Texts) -> str:
    """What figures of a past day are to be read with; empty where it is as that day knew it."""
    return texts.plain("digest.hindsight", of=figures.hindsight).strip()


def reached(target: TargetRow, texts: Texts) -> str:
    """The latest value with its date and source, or that there is none."""
    if target.value is None:
        return texts.plain("papers.no_value")
    told = {"value": target.value, "unit": target.unit, "on": target.on, "source": target.source}
    return texts.plain("papers.value_told", **told)


def compared(target: TargetRow, texts: Texts) -> str:
    """How the latest value stands to the line; nothing where there is no value."""
    if target.value is None:
        return ""
    return texts.plain(
        "target.verdict", verdict=target.verdict, gap=target.gap, line=target.line, unit=target.unit
    )


def started(target: TargetRow, texts: Texts) -> str:
    """Where the line starts."""
    if target.start is None:
        return ""
    start = {"given": target.given, "value": target.start, "unit": target.unit, "on": target.started}
    return texts.plain("target.start", **start)
