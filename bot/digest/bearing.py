"""Which reports all that is told of a task rests on: without the others everything is told alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import takewhile
from typing import Any

from bot.digest.figures import answers, blocked_since, reason
from bot.model.deadline import Period
from bot.model.history import History
from bot.model.plan import Task
from bot.model.progress import Report, ReportKind, Share, State
from bot.schedule.periods import TURNING
from bot.schedule.questions import WAITS
from bot.schedule.standing import folded, period_of

RULES = 1
"""Another number whenever something else is told of a log: what was weeded by the former is read whole."""
SENT_BACK = (ReportKind.RETURN, ReportKind.REFUSE)
AT_ONCE = 16  # reports tried together: what trying costs grows with their square


def sign(task: Task, zone: tzinfo) -> str:
    """All of a task, but its log, that decides which reports it rests on."""
    deadline, codes = task.deadline, " ".join(ref.code for ref in task.refs)
    turns = (deadline.kind, deadline.every, *(deadline.months or ()), deadline.day, deadline.since)
    told = " ".join(map(str, turns)) if deadline.kind in TURNING else "once"
    return f"{RULES}/{zone}/{told}/{codes}"


def settled(log: Iterable[Report], before: datetime) -> list[Report]:
    """The beginning of a log that was all said and kept before that moment, of which nothing behind it takes
    anything back or decides on anything."""
    entries = list(History(log))
    places = {entry.id: place for place, entry in enumerate(entries)}
    end = sum(1 for _ in takewhile(lambda entry: max(entry.known_at, entry.at) < before, entries))
    for place in reversed(range(len(entries))):
        if place < end:
            break
        about = (entries[place].undoes, entries[place].decides)
        end = min([end, *(places[id] for id in about if id in places)])
    return entries[:end]


def bearing(task: Task, log: Sequence[Report], zone: tzinfo) -> frozenset[int]:
    """The reports that are enough, told instead of the whole log and before whatever is kept later.

    Found by trying: each is left out without which everything is told alike. What can't be shown to be
    told alike with the rest is all of them.
    """
    live = History(log).live
    last = {report.task: report.id for report in log}  # by its last one a code is known to have a log
    found = {*last.values(), *(report.id for report in _words(live))}
    found |= {report.decides for report in log if report.id in found and report.decides is not None}
    for part in _parts(task, live, zone):
        enough: list[Report] = []
        for start in range(0, len(part), AT_ONCE):
            enough = _without_idle(task, enough, part[start : start + AT_ONCE], found, zone)
        found |= {report.id for report in enough}
    same = _told(task, [report for report in log if report.id in found], zone) == _told(task, log, zone)
    return frozenset(found) if same else frozenset(report.id for report in log)


def _parts(task: Task, live: Sequence[Report], zone: tzinfo) -> Iterable[Sequence[Report]]:
    """The log of each period, where there are any."""
    if task.deadline.kind not in TURNING:
        return [live]
    parts: Mapping[Period, list[Report]] = defaultdict(list)
    for report in live:
        parts[period_of(task, report, live, zone)].append(report)
    return parts.values()


def _without_idle(
    task: Task, enough: Sequence[Report], more: Sequence[Report], wanted: Collection[int], zone: tzinfo
) -> list[Report]:
    """Of what was enough so far and what came next, what is enough for both."""
    reports = [*enough, *more]
    whole = folded(task, reports, zone)
    # Nearly always all that came next but the last of it is idle: one look instead of one for each.
    few = [*enough, *(report for report in more if report.id in wanted or report is more[-1])]
    if folded(task, few, zone) == whole:
        reports = few
    for report in [report for report in reports if report.id not in wanted]:
        fewer = [each for each in reports if each is not report]
        if fewer and folded(task, fewer, zone) == whole:
            reports = fewer
    return reports


def _words(live: Sequence[Report]) -> Iterator[Report]:
    """What is told besides standings: what stands in the way since when, who spoke last, what is asked."""
    said = [r for r in live if r.part is Share.OWNER]
    moved = [r for r in said if r.kind is ReportKind.PROGRESS and r.state]
    free = [r for r in moved if r.state is not State.BLOCKED]
    yield from free[-1:]
    yield from moved[-1:]
    yield from [r for r in moved if not free or r.id > free[-1].id][:1]
    explained = [r for each in answers(live).values() for r in each if r.note.strip()]
    yield from sorted((r for r in explained if r.kind is not ReportKind.EXTENSION), key=lambda r: r.id)[-1:]
    yield from _latest(live)
    yield from _asked(live)


def _latest(live: Iterable[Report]) -> Sequence[Report]:
    """The latest word of each unit for the owner, and what was sent back last, by the clock."""
    found: dict[str | None, Report] = {}
    for report in sorted(live, key=lambda report: report.at):
        if report.kind in SENT_BACK:
            found["/"] = report  # as no unit is called
        elif report.answers and report.part is Share.OWNER:
            found[report.unit] = report
    return sorted(found.values(), key=lambda report: report.id)


def _asked(live: Sequence[Report]) -> list[Report]:
    answered = {report.decides for report in live}
    return [report for report in live if report.kind in WAITS and report.id not in answered]


def _told(task: Task, log: Sequence[Report], zone: tzinfo) -> tuple[Any, ...]:
    """Everything that is told of a log, as `standing_of`, the digest and the mornings tell it."""
    live = History(log).live
    said = sorted((r for each in answers(live).values() for r in each), key=lambda report: report.id)
    return folded(task, live, zone), blocked_since(said), reason(said), _latest(live), _asked(live)
