"""Short words that several papers share: deadlines and their sorts, states, what reports did, the scope."""

from bot.language.echo import repeats
from bot.model.deadline import DeadlineKind
from bot.model.plan import Followed
from bot.model.progress import State
from bot.papers.figures import PlanFigures
from bot.papers.rows import Entry, TargetRow, TaskRow
from bot.texts import Texts, day
from bot.texts.limits import line
from bot.texts.turns import turn_name

APART = (DeadlineKind.ONGOING, DeadlineKind.RECURRING, DeadlineKind.WAITS, DeadlineKind.NONE)


QUOTED = 200
"""Letters of somebody's words beside a task: the history has them whole."""


def sort_name(kind: DeadlineKind, texts: Texts) -> str:
    """Whether a task is dated, or why it stands outside the four cells."""
    kind = DeadlineKind.NONE if kind is DeadlineKind.UNREADABLE else kind
    return texts.plain(f"papers.sort_{kind.value if kind in APART else 'dated'}")


def state_name(state: State | None, texts: Texts) -> str:
    return texts.plain(f"state.{state.value}") if state else ""


def standing(row: TaskRow, texts: Texts) -> str:
    """A task's state, its percent, and whether it is overdue: `Đang làm 60%, quá hạn 6 ngày`."""
    going = row.state.open and row.state is not State.AWAITING_APPROVAL
    percent = f" {row.percent}%" if row.percent is not None and going else ""
    late = texts.plain("when.over", days=row.days_late) if row.cell == "open_overdue" else ""
    return ", ".join(filter(None, (state_name(row.state, texts) + percent, late)))


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


def quoted(words: str, texts: Texts) -> str:
    """What a person typed as a paper quotes it: one line, a capital at its head, in quotation marks."""
    told = " ".join(words.split())
    return texts.plain("papers.quoted", words=told[:1].upper() + told[1:]) if told else ""


def told(entry: Entry, texts: Texts) -> str:
    """What a report did and the beginning of its words, where these say more: `Đang làm – “Đang chờ”`."""
    did_ = did(entry, texts)
    words = "" if repeats(entry.words, did_) else quoted(line(entry.words, QUOTED), texts)
    return " – ".join(filter(None, (did_, words)))


def last_told(row: TaskRow, texts: Texts) -> str:
    """The last report, and the return of what it claimed."""
    return "; ".join(told(entry, texts) for entry in (row.last, row.returned) if entry)


def cause(row: TaskRow, texts: Texts) -> str:
    """Why an overdue task is not done, as far as it was said: a result that waits or was returned, what is in
    the way, an extension asked for; else the last report, or that there is none since the due date."""
    asked = texts.plain("papers.asked", until=row.asked_until, why=quoted(row.asked_why, texts))
    last, returned = row.last, row.returned
    found = {
        "waits": row.reported_on is not None,
        "returned": returned is not None,
        "blocked": row.state is State.BLOCKED,
        "asks": row.asking,
    }
    if not any(found.values()):
        found = {"never": last is None, "silent": bool(last and row.due and last.at.date() <= row.due)}
        found["last"] = not any(found.values())
    said = {
        "reported": row.reported_on,
        "returned": quoted(returned.words, texts) if returned else "",
        "blocked": quoted(row.blocked_by, texts),
        "asked": asked,
        "last": last.at.date() if last else None,
        "told": told(last, texts) if last else "",
    }
    return "; ".join(texts.plain(f"papers.cause_{name}", **said) for name, holds in found.items() if holds)


def by(entry: Entry, texts: Texts) -> str:
    """Who said it, and whether for the unit."""
    return texts.plain("what.on_behalf", name=entry.by) if entry.on_behalf else entry.by


def deadline(written: str, follows: Followed | None, texts: Texts) -> str:
    """A deadline as the plan writes it, or in words whose it is."""
    return texts.plain("when.follows", followed=follows) if follows else written


def scope(figures: PlanFigures, texts: Texts) -> str:
    """Of which day the figures are and, with a quarter, of which tasks; what a past day did not know yet."""
    said = texts.plain("papers.scope", on=figures.on, quarter=figures.quarter)
    return ". ".join(filter(None, (said, hindsight(figures, texts))))


def within(figures: PlanFigures, texts: Texts) -> str:
    """The scope without the day of the figures, for where that is said beside it."""
    only = texts.plain("papers.within", quarter=figures.quarter)
    return ". ".join(filter(None, (only, hindsight(figures, texts))))


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
