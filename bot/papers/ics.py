"""A unit's due dates as a calendar file (RFC 5545) that a phone takes in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.model.deadline import TaskRef
from bot.model.plan import Catalog, Task
from bot.model.progress import Standing
from bot.papers.figures import followed, unclassified
from bot.papers.words import deadline, state_name
from bot.schedule.calendar import WorkingDays
from bot.schedule.standing import TURNING
from bot.texts import Texts

if TYPE_CHECKING:
    from icalendar import Alarm, Event

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
) -> bytes:
    """The open dated tasks a unit owns, each an all-day event on its due date.

    An event keeps its UID from one file to the next, so taking in a newer file moves it rather than
    doubling it. `standings` holds every task of the catalogue.
    """
    from icalendar import Calendar  # only where a calendar is asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Dung Han//dunghan//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.plain("papers.calendar_name", unit=catalog.short(unit)))
    for task in _open(catalog.tasks(), unit, standings):
        number = catalog.plans[task.plan].number
        written = deadline(unclassified(task, task.deadline.written), followed(task, catalog), texts)
        calendar.add_component(_event(task, number, written, standings[task.ref], days, now, texts))
    made: bytes = calendar.to_ical()
    return made


def _open(tasks: Iterable[Task], unit: str, standings: Mapping[TaskRef, Standing]) -> list[Task]:
    mine = [task for task in tasks if task.owner == unit]
    return [task for task in mine if standings[task.ref].open and standings[task.ref].due]


def _event(
    task: Task, number: str, written: str, standing: Standing, days: WorkingDays, now: datetime, texts: Texts
) -> "Event":
    from icalendar import Event

    assert standing.due is not None
    aim = days.on_or_before(standing.due)
    title = unclassified(task, task.title)
    event = Event()
    event.add("uid", _uid(task, standing))
    event.add("dtstamp", now)
    event.add("dtstart", standing.due)
    event.add("dtend", standing.due + DAY)
    event.add("summary", texts.plain("papers.event", code=task.code, title=title))
    about = texts.plain(
        "papers.event_about",
        number=number,
        written=written,
        aim=aim if aim != standing.due else None,
        deliverable=unclassified(task, task.deliverable),
        state=state_name(standing.state, texts),
    )
    event.add("description", about)
    # A due date takes nobody's hours.
    event.add("transp", "TRANSPARENT")
    for before in ALARMS:
        event.add_component(_alarm(before, task.code, title, texts))
    return event


def _uid(task: Task, standing: Standing) -> str:
    """Of plan and code; each turn of an ongoing or recurring task is an event of its own."""
    turn = f"/{standing.due}" if task.deadline.kind in TURNING else ""
    return f"{sha256(f'{task.ref}{turn}'.encode()).hexdigest()[:32]}@dunghan"


def _alarm(before: int, code: str, title: str, texts: Texts) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", MORNING - before * DAY)
    alarm.add("description", texts.plain("papers.alarm", days=before, code=code, title=title))
    return alarm
