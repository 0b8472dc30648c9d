"""A year without an operator: a whole city under a fast clock, with everything that happens to a bot."""

import os
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic

from harness import ZONE, percentile
from scenarios import Finding
from soak_city import City, link, write
from soak_life import Life, Load, Rhythm, edited
from soak_process import SharedClock
from soak_told import Process
from soak_watch import MEGABYTE, ROUND, WARM, Seen, cost, slope, thirds

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.faults import Faults


async def a_year(folder: Path, load: Load, seconds: float) -> list[Finding]:
    """The whole of it; what it took and what was found."""
    until, first = monotonic() + seconds, load.city.first
    write(load.city, folder)
    start = datetime.combine(first, time(0, 30), ZONE)
    clock = SharedClock(folder / "clock", start)
    async with BotApi(now=clock.now, limits="off", faults=Faults()) as api:
        seen = Seen(clock.now, int(api.bot["id"]))
        api.watch(seen.watch)
        address = f"sqlite:///{folder}/year.sqlite3"
        link(load.city, address, api, start)
        environment = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "HOME": str(folder),
            "DUNGHAN_TOKEN": api.token,
            "DUNGHAN_BASE_URL": api.base_url,
            "DATABASE_URL": f"{address}?timeout=0.2",
            "SOAK_CLOCK": str(folder / "clock"),
            "SOAK_START": start.isoformat(),
        }
        process = Process(folder=folder, environment=environment)
        life = Life(load=load, folder=folder, api=api, clock=clock, seen=seen, process=process)
        life.begin()
        try:
            await process.start()
            await life.live(until)
            return found(life)
        finally:
            process.kill()
            await process.gone()


def found(life: Life) -> list[Finding]:
    """Every promise with what it came to."""
    return [*_happened(life), *_counted(life), *_sizes(life)]


def _happened(life: Life) -> list[Finding]:
    whole = len(life.days) == life.city.days
    city, seen = life.city, life.seen
    tasks = sum(len(life.tasks(plan)) for plan in range(city.plans))
    people = city.plans * (city.officials + 1)
    return [
        Finding("plans; tasks; people; groups", f"{city.plans}; {tasks}; {people}; {city.plans}"),
        Finding("days lived", f"{len(life.days)} of {city.days}" + ("" if whole else ", the time was up")),
        *(Finding(what, str(count)) for what, count in sorted(life.befell.items())),
        Finding("messages; reports said", f"{seen.messages}; {len(life.said)}"),
    ]


def _counted(life: Life) -> list[Finding]:
    kept = Counter(
        (int(number), report.kind)
        for report in life.look(lambda tx: tx.reports.of())
        if report.note
        for number in ROUND.findall(report.note)
    )
    numbers = {number for number, _ in kept}
    lost = sum(1 for number in life.said if number not in numbers)
    twice = sum(count - 1 for (number, kind), count in kept.items() if life.once(number, kind))
    unanswered = sum(1 for n in life.said if n not in life.seen.receipts and not edited(n))
    repeated = sum(count - 1 for count in life.seen.agendas.values())
    aside = life.look(lambda tx: len(tx.inbox.failed()) + len(tx.facts.starting("aside:")))
    left = life.left()
    return [
        Finding("reports lost", str(lost), "0", lost == 0),
        Finding("reports kept twice", str(twice), "0", twice == 0),
        Finding("reports not confirmed", str(unanswered), "0", unanswered == 0),
        Finding("agendas seen twice", str(repeated), f"<= {life.flying} in flight", repeated <= life.flying),
        Finding("due dates not spoken of", str(len(life.silent)), "0", not life.silent),
        Finding("put aside", str(aside), "0", aside == 0),
        Finding("left to send or to handle", str(left), "0", left == 0),
        Finding("pages unwell", str(dict(+life.unwell) or "none"), "none", not +life.unwell),
    ]


def _sizes(life: Life) -> list[Finding]:
    days = life.days
    judged = life.load.judged and max(day.age for day in days) >= 2 * WARM  # else too short to say
    memory = slope(days, lambda day: day.memory)
    files, threads = slope(days, lambda day: day.files), slope(days, lambda day: day.threads)
    journal, reports = max(day.journal for day in days), days[-1].reports or 1
    first, last = thirds(days, lambda day: day.database)
    of_report = (days[-1].database - days[0].database) / max(1, days[-1].reports - days[0].reports)
    size = max(1, len(days) // 3)
    early, late = cost(days[:size]), cost(days[-size:])
    log = (days[-1].log - days[0].log) / max(1, len(days) - 1)
    waits = life.seen.waits

    def flat(true: bool) -> bool | None:
        return true if judged else None

    return [
        Finding(
            "memory, a day",
            f"{memory / 1024:+.0f} KiB of {days[-1].memory / MEGABYTE:.0f} MiB",
            "a third more in a year",
            flat(memory * YEAR < days[-1].memory / 3),
        ),
        Finding("open files, a day", f"{files:+.3f} of {days[-1].files}", "flat", flat(files < 0.01)),
        Finding("threads, a day", f"{threads:+.3f} of {days[-1].threads}", "flat", flat(threads < 0.01)),
        Finding("largest WAL", f"{journal / MEGABYTE:.1f} MiB", "<= 64 MiB", journal <= 64 * MEGABYTE),
        Finding("database, first and last third", f"{first / MEGABYTE:.1f}; {last / MEGABYTE:.1f} MiB"),
        Finding("database, a report", f"{of_report / 1024:.1f} KiB; {reports} reports"),
        Finding("log, a day", f"{log / 1024:.0f} KiB"),
        Finding(
            "CPU of an answer, early and late",
            f"{early * 1000:.1f}; {late * 1000:.1f} ms",
            "flat",
            flat(late < 1.5 * early),
        ),
        Finding(
            "answer by its clock, 50th; 95th percentile",
            f"{percentile(waits, 0.5):.1f}; {percentile(waits, 0.95):.1f} s",
        ),
    ]


FIRST, YEAR, CITY = date(2026, 1, 5), 365, 115


def year_of(plans: int) -> Load:
    """A year of the city, or of a part of it with so many plans: each with 31 tasks and 10 officials."""
    city = City(plans=plans, tasks=31, officials=10, shy=-(-plans // 8), first=FIRST, days=YEAR)
    rhythm = Rhythm(
        kill=9, restart=14, cut=17, losses=10, locked=19, full=23, edit=12, broken=29, calm=range(15, 135)
    )
    return Load(city=city, replies=max(12, plans), batches=6, rhythm=rhythm, judged=True)


SHORT = Load(
    city=City(plans=3, tasks=12, officials=2, shy=1, first=FIRST, days=16),
    replies=12,
    batches=4,
    rhythm=Rhythm(
        kill=8, restart=12, cut=5, losses=4, locked=3, full=7, edit=6, broken=10, calm=range(10, 16)
    ),
    judged=False,
)
