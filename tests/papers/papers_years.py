"""Years of random reports on a small plan, and what the raw log says of them by rules of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from papers_samples import ISSUED, plan_of, report, task

from bot.model.deadline import DeadlineKind
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, State

TASKS = (
    task("1", date(2025, 9, 30)),
    task("2", date(2025, 12, 31), owner="cong-an"),
    task("3", date(2026, 3, 31), owner="cong-an", section="III.2"),
    task("4", date(2026, 6, 30), section="III.2"),
    task("5", None, kind=DeadlineKind.NONE, owner="so-tai-chinh"),
    task("6", None, kind=DeadlineKind.ONGOING),
    task("7", None, kind=DeadlineKind.WAITS, owner="cong-an"),
)
PLAN = plan_of(*TASKS)
WORDS = ("", "đang làm", "=1+1", "+84", "<b>xong</b>", "@ai", "-5")
# The due days and the days after them are where counts go wrong.
EDGES = [(of.deadline.due - ISSUED).days + late for of in TASKS if of.deadline.due for late in (0, 1)]
DAYS = st.integers(0, 364) | st.sampled_from(EDGES)
KINDS = (
    *(ReportKind.PROGRESS,) * 6,
    ReportKind.NOTE,
    ReportKind.EVIDENCE,
    ReportKind.QUESTION,
    ReportKind.DIRECTIVE,
    *(ReportKind.EXTENSION,) * 2,
    ReportKind.CLAIM,
    *(ReportKind.APPROVE,) * 2,
    ReportKind.RETURN,
    ReportKind.GRANT,
    ReportKind.REFUSE,
    *(ReportKind.UNDO,) * 2,
)
ABOUT_RESULT = (ReportKind.APPROVE, ReportKind.RETURN)
ABOUT_TIME = (ReportKind.GRANT, ReportKind.REFUSE)
DECISIONS = (*ABOUT_RESULT, *ABOUT_TIME)
# Half of the answers finish something or wait to be confirmed, for most figures are about that.
STATES = (*State, *(State.DONE,) * 3, *(State.AWAITING_APPROVAL,) * 3, None)
CLOSED = (State.DONE, State.CANCELLED)
WEEK, SOON = timedelta(days=7), timedelta(days=14)


@st.composite
def years(draw: st.DrawFn) -> tuple[list[Report], date]:
    """A log of a year in the order of keeping, and a day to look at it."""
    look = draw(DAYS)
    # Half of it is said in the last days, for the week's figures.
    days = sorted(draw(st.lists(DAYS | st.integers(max(0, look - 8), look), max_size=40)))
    log: list[Report] = []
    for number, day in enumerate(days, 1):
        of, on = draw(st.sampled_from(TASKS)), ISSUED + timedelta(days=day)
        kind = draw(st.sampled_from(KINDS))
        values: dict[str, Any] = {"kind": kind, "note": draw(st.sampled_from(WORDS))}
        mine = [kept.id for kept in log if kept.task == of.ref and kept.kind is not ReportKind.UNDO]
        if kind in (ReportKind.UNDO, *ABOUT_RESULT, ReportKind.REFUSE) and not mine:
            continue
        # Most often about what was said last; a decision on anything else is void.
        last = st.sampled_from([*mine[-1:], *mine])
        if kind is ReportKind.GRANT:
            values["asked_until"] = on + timedelta(days=draw(st.integers(0, 120)))
            values["decides"] = draw(last | st.none()) if mine else None
        elif kind in DECISIONS:
            values["decides"] = draw(last)
        elif kind is ReportKind.UNDO:
            values["undoes"] = draw(last)
        state = draw(st.sampled_from(STATES)) if kind is ReportKind.PROGRESS else None
        log.append(report(number, of, on, state, **values))
    return log, ISSUED + timedelta(days=look)


# ---- the recount: from the log alone, by its own rules ----


@dataclass
class Story:
    """What became of one task: its state, since which day, and which report it waits for a decision on."""

    due: date | None
    state: State | None = None
    since: date | None = None
    result: int | None = None
    asks: int | None = None

    def hear(self, said: Report) -> None:
        if said.kind in DECISIONS:
            self.decide(said)
        elif said.kind is ReportKind.EXTENSION:
            self.asks = said.id
        elif said.kind is ReportKind.CLAIM and self.state is not State.DONE:
            self.turn(State.IN_PROGRESS, said)
        elif said.kind is ReportKind.PROGRESS:
            self.turn(said.state or self.state, said)
        if self.state in CLOSED and said.kind is ReportKind.PROGRESS:
            self.asks = None

    def turn(self, state: State | None, said: Report) -> None:
        if state is not self.state:
            self.state, self.since, self.result = state, said.at.date(), said.id

    def decide(self, said: Report) -> None:
        waiting = self.state is State.AWAITING_APPROVAL and said.decides == self.result
        asked = self.asks is not None and said.decides == self.asks
        if said.kind is ReportKind.APPROVE and waiting:
            self.state, self.asks = State.DONE, None
        elif said.kind is ReportKind.RETURN and waiting:
            self.state = State.IN_PROGRESS
        elif said.kind is ReportKind.GRANT and (asked or said.decides is None):
            self.due, self.asks = said.asked_until, None
        elif said.kind is ReportKind.REFUSE and asked:
            self.asks = None

    def late(self, on: date) -> bool:
        judged = self.since if self.state in (State.DONE, State.AWAITING_APPROVAL) else on
        return self.due is not None and judged is not None and judged > self.due


def kept_of(of: Task, log: Sequence[Report], on: date) -> list[Report]:
    """What was said of a task by the end of that day and not taken back by then."""
    seen = [kept for kept in log if kept.at.date() <= on]
    gone = {kept.undoes for kept in seen}
    return [r for r in seen if r.task == of.ref and r.id not in gone and r.kind is not ReportKind.UNDO]


def story_of(of: Task, log: Sequence[Report], on: date) -> Story:
    """What goes on is told anew each quarter; only who has stopped it has stopped it for good."""
    story, kept = Story(of.deadline.due), kept_of(of, log, on)
    if of.deadline.kind is DeadlineKind.ONGOING:
        quarters = [[r for r in kept if quarter_of(r.at.date()) == turn] for turn in quarters_until(kept, on)]
    else:
        quarters = [kept]
    for told in quarters:
        story = Story(of.deadline.due, State.CANCELLED if story.state is State.CANCELLED else None)
        for said in told:
            story.hear(said)
    return story


def quarters_until(kept: Sequence[Report], on: date) -> list[tuple[int, int]]:
    return sorted({quarter_of(day) for day in (*(said.at.date() for said in kept), on)})


def quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def recount(log: Sequence[Report], on: date) -> dict[str, set[str]]:
    """The codes of the tasks in each figure; what depends on who is linked is left out."""
    found: dict[str, set[str]] = {}
    for of in TASKS:
        for name in [*figures_of_one(of, log, on), *week_of_one(of, log, on)]:
            found.setdefault(name, set()).add(of.code)
    return found


def figures_of_one(of: Task, log: Sequence[Report], on: date) -> list[str]:
    story = story_of(of, log, on)
    open_ = story.state not in CLOSED
    others = ["blocked"] if story.state is State.BLOCKED else []
    others += ["extensions"] if open_ and story.asks is not None else []
    if story.state is State.CANCELLED:
        return ["cancelled"]
    if of.deadline.kind is DeadlineKind.ONGOING:
        turn = [r for r in kept_of(of, log, on) if r.kind in (ReportKind.PROGRESS, ReportKind.CLAIM)]
        met = any(quarter_of(r.at.date()) == quarter_of(on) for r in turn)
        return ["ongoing", *(["ongoing_met"] if met else []), *others]
    if story.due is None:
        name = "waiting" if of.deadline.kind is DeadlineKind.WAITS else "undated"
        return [name, *([] if open_ else [f"{name}_met"]), *others]
    if not open_:
        return ["dated", "done", "done_late" if story.late(on) else "done_on_time"]
    others += ["awaiting"] if story.state is State.AWAITING_APPROVAL else []
    others += ["due_soon"] if on <= story.due <= on + SOON else []
    return ["dated", "open_overdue" if story.late(on) else "open_in_term", *others]


def week_of_one(of: Task, log: Sequence[Report], on: date) -> list[str]:
    """What happened since the same moment a week before."""
    done = story_of(of, log, on).state is State.DONE and of.deadline.kind is not DeadlineKind.ONGOING
    finished = done and story_of(of, log, on - WEEK).state is not State.DONE
    fresh = {said.kind for said in kept_of(of, log, on) if said.at.date() > on - WEEK}
    named = {ReportKind.EXTENSION: "asked", ReportKind.GRANT: "granted", ReportKind.REFUSE: "refused"}
    return [*(["finished"] if finished else []), *(name for kind, name in named.items() if kind in fresh)]
