"""A unit's due dates as a calendar file (RFC 5545) that a phone takes in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from bot.model.deadline import TaskRef
from bot.model.plan import Catalog, Task
from bot.model.progress import Standing
from bot.papers.figures import followed, unclassified
from bot.papers.words import deadline, state_name
from bot.schedule.calendar import WorkingDays
from bot.schedule.periods import TURNING
from bot.texts import Texts

if TYPE_CHECKING:
    from icalendar import Component, Event

C = TypeVar("C", bound="Component")

ALARMS = (7, 1)
"""Days before the due date, at eight in the morning."""
MORNING = timedelta(hours=8)
DAY = timedelta(days=1)


def calendar_of(
    unit: str,
    catalog: Catalog,
    standings: Mapping[TaskRef, Standing],
    days: WorkingDays,
    now: datetime,
    texts: Texts,
    mark: str = "",
) -> bytes:
    """The open dated tasks a unit owns, each an all-day event on its due date; `mark` stands before the
    calendar's name and every event's.

    An event keeps its UID from one file to the next, so taking in a newer file moves it rather than
    doubling it. `standings` holds every task of the catalogue.
    """
    from icalendar import Calendar  # only where a calendar is asked for

    calendar = _filled(
        Calendar(),
        prodid="-//Dung Han//dunghan//VI",
        version="2.0",
        calscale="GREGORIAN",
        method="PUBLISH",
        x_wr_calname=_after(mark, texts.plain("papers.calendar_name", unit=catalog.short(unit))),
    )
    for task in catalog.tasks():
        standing = standings[task.ref]
        if task.owner == unit and standing.asked and standing.due:
            calendar.add_component(_event(task, standing, catalog, days, now, texts, mark))
    made: bytes = calendar.to_ical()
    return made


def _after(mark: str, name: str) -> str:
    return f"{mark} – {name}" if mark else name


def _event(
    task: Task,
    standing: Standing,
    catalog: Catalog,
    days: WorkingDays,
    now: datetime,
    texts: Texts,
    mark: str,
) -> "Event":
    from icalendar import Alarm, Event

    assert standing.due is not None
    due = standing.due
    aim, title = days.on_or_before(due), unclassified(task, task.title)
    about = texts.plain(
        "papers.event_about",
        number=catalog.plans[task.plan].number,
        written=deadline(unclassified(task, task.deadline.written), followed(task, catalog), texts),
        aim=aim if aim != due else None,
        deliverable=unclassified(task, task.deliverable),
        state=state_name(standing.state, texts),
    )
    event = _filled(
        Event(),
        uid=_uid(task, standing),
        dtstamp=now,
        dtstart=due,
        dtend=due + DAY,
        summary=_after(mark, texts.plain("papers.event", code=task.code, title=title)),
        description=about,
        transp="TRANSPARENT",  # a due date takes nobody's hours
    )
    for before in ALARMS:
        words = texts.plain("papers.alarm", days=before, code=task.code, title=title)
        alarm = _filled(Alarm(), action="DISPLAY", trigger=MORNING - before * DAY, description=words)
        event.add_component(alarm)
    return event


def _filled(component: C, **properties: Any) -> C:
    for name, value in properties.items():
        component.add(name.replace("_", "-"), value)
    return component


def _uid(task: Task, standing: Standing) -> str:
    """Of plan and code; each turn of an ongoing or recurring task is an event of its own."""
    turn = f"/{standing.due}" if task.deadline.kind in TURNING else ""
    return f"{sha256(f'{task.ref}{turn}'.encode()).hexdigest()[:32]}@dunghan"
