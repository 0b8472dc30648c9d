"""The parts of a plan that take more than one key to read: a deadline, a target, the ladder, the digest."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.model.deadline import Deadline, DeadlineKind
from bot.model.digest import WEEKDAYS, DigestList, DigestWishes
from bot.model.plan import Ladder, Target
from bot.model.say import say
from bot.model.target import Baseline, Better
from bot.planfile.deadline import read_deadline
from bot.planfile.records import Record, Recorder


def deadline(head: Record, record: Record, recorder: Recorder) -> Deadline | None:
    """The deadline a task states, None where it can't stand.

    The written one wins; the event it waits for and the task it follows are kept beside it.
    """
    lines, written = record.lines, record.get("deadline", "")
    read = read_deadline(written, issued=head.get("issued"), before_day=head.get("before_day", "inclusive"))
    stated = _beside(read, record)
    if read.kind is DeadlineKind.UNREADABLE:
        recorder.wrong(record.line_of("deadline"), "deadline", reason=read.reason)
    elif record.get("deadline_inherited") and "deadline" not in record.lines:
        recorder.wrong(record.line_of("deadline_inherited"), "inherits_nothing")
    elif "within" in lines and not (stated.after or "after" in lines):
        recorder.wrong(record.line_of("within"), "within_alone")
    else:
        inherited = record.get("deadline_inherited", False)
        return replace(stated, inherited=True) if inherited else stated
    return None


def _beside(read: Deadline, record: Record) -> Deadline:
    get = record.values.get
    after = get("after") or read.after
    within = get("within") or read.within_days
    follows = get("follows") or read.follows
    if not (after or within or follows):
        return read
    beside: dict[str, Any] = {"after": after, "within_days": within, "follows": follows}
    if after and (read.kind is DeadlineKind.WAITS or not read.written):
        reason = say("deadline.waits", after=after, within=within)
        return replace(read, kind=DeadlineKind.WAITS, written=read.written or after, reason=reason, **beside)
    if follows and not read.written:
        return replace(
            read, written=f"theo {follows}", reason=say("deadline.follows", task=follows), **beside
        )
    return replace(read, **beside)


def target(record: Record, recorder: Recorder) -> Target | None:
    """A figure or a range of two, the lower first; None where it can't stand."""
    given = [key for key in ("value", "range") if key in record.lines]
    bounds = record.items("range") or (record.get("value"),)
    if len(given) != 1:
        recorder.wrong(record.line, "value_or_range", found=given)
    elif len(bounds) == 2 and bounds[0] >= bounds[1]:
        recorder.wrong(record.line_of("range"), "range_order", low=bounds[0], high=bounds[1])
    elif record.sound:
        return _started(record, recorder, _target(record, bounds))
    return None


def _target(record: Record, bounds: Sequence[Decimal]) -> Target:
    start = record.get("baseline")
    plain = {key: record.get(key) for key in ("id", "title", "horizon", "unit", "owner")}
    return Target(
        low=bounds[0],
        high=bounds[1] if len(bounds) == 2 else None,
        better=Better(record.get("better", Better.HIGHER)),
        baseline=Baseline(start.get("value"), start.get("on")) if start else None,
        **plain,
    )


def _started(record: Record, recorder: Recorder, target: Target) -> Target | None:
    """The target where its line leads somewhere: from the baseline on to a later and a better figure."""
    start = target.baseline
    at: Record = record.get("baseline", record)
    if start and start.on >= target.end:
        recorder.wrong(at.line_of("on"), "baseline_late", on=start.on, end=target.end)
    elif start and start.value != target.goal and target.reached(start.value):
        values = {"value": start.value, "goal": target.goal, "better": target.better.value}
        recorder.wrong(at.line_of("value"), "baseline_beyond", **values)
    else:
        return target
    return None


def ladder(record: Record | None) -> Ladder:
    """The rungs a plan asks for; the model's own where it says nothing."""
    said = record.bare if record else {}
    if "before" in said:
        said["before"] = tuple(sorted({*said["before"]}, reverse=True))
    if "overdue" in said:
        said["overdue"] = tuple(sorted({*said["overdue"]}))
    return Ladder(**said)


def digest(record: Record | None, recorder: Recorder) -> DigestWishes:
    """What the plan says of its digest; a list named twice is a mistake."""
    if record is None:
        return DigestWishes()
    first = recorder.once([(item.line, item.value) for item in record.get("sections", ())], "two_sections")
    day = record.get("day")
    return DigestWishes(
        weekday=None if day is None else WEEKDAYS.index(day),
        at=record.get("time"),
        language=record.get("language"),
        picture=record.get("picture"),
        sections=tuple(map(DigestList, first)) if "sections" in record.values else None,
    )
