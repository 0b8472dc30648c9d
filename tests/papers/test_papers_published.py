"""Years played at random: what digests said, and what past days are told to have been, against a recount.

The recount knows the log and the plan's versions alone, by rules of its own: those of `papers_years.Story`.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from migrated import new_store
from papers_samples import TEXTS, UNITS, ZONE, catalog, plan_of, report, task
from papers_years import CLOSED, Story
from test_papers_agreement import in_excel, in_html, in_json, in_word

from bot.delivery.digests import digest_week
from bot.digest.parts import CELLS
from bot.messages.files import plan_figures
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import View, World
from bot.model.agenda import Times
from bot.model.deadline import DeadlineKind
from bot.model.digest import DigestRules
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.plan import Plan, Task
from bot.model.progress import NewReport, Report, ReportKind, State
from bot.model.subjects import Digest, Progress
from bot.papers.paper import Format, paper_of
from bot.schedule.calendar import WorkingDays
from bot.store.store import Transaction

START = date(2026, 1, 1)
WEEKS = 52
OFF = frozenset(date(2026, 8, 3) + timedelta(days=n) for n in range(5))  # a week without a digest, as Tết is
GROUP, LEADER = -1, 1
OWNERS = tuple(UNITS)
LOOKS = 3  # past days looked at: so many with a digest, and so many of any
DEEDS = (*("work", "done", "wait", "approve") * 2, "return", "undo", "ask", "grant")
ARE_DONE = ("done_on_time", "done_late")
CELL = re.compile(r"^• (?:Đã hoàn|Hoàn|Đang).*?: <b>(\d+)</b>(?: \((.\d+)\))?$", re.MULTILINE)
OVERDUE = re.compile(r"^– (\S+) .*\(quá (\d+) ngày", re.MULTILINE)
JOINED = r"kế hoạch bổ sung (\d+)|(\d+) nhiệm vụ có thời hạn, đưa vào"
LEFT = r"kế hoạch bớt (\d+)|(\d+) nhiệm vụ không còn thời hạn"


@dataclass
class Year:
    """A year of one office: what it did, and the versions of its plan."""

    tx: Transaction
    chance: random.Random
    log: list[Report] = field(default_factory=list)
    versions: list[tuple[datetime, Plan]] = field(default_factory=list)
    said: list[tuple[datetime, str]] = field(default_factory=list)  # the digests that arrived

    @property
    def plan(self) -> Plan:
        return self.versions[-1][1]

    @property
    def world(self) -> World:
        days = WorkingDays(off=OFF, work=frozenset())
        rules = DigestRules(picture=False)
        return World(catalog=catalog(self.plan), days=days, texts=TEXTS, zone=ZONE, digest=rules)

    def begin(self) -> None:
        kinds = [DeadlineKind.NONE, DeadlineKind.WAITS, *[DeadlineKind.DAY] * 6]
        tasks = [self.task(f"I-{n}", kind) for n, kind in enumerate(kinds, 1)]
        self.become(at(START, 8), tuple(tasks))
        for role, chat in ((Role.GROUP, GROUP), (Role.LEADER, LEADER)):
            user = chat if chat > 0 else None
            self.tx.links.add(role, chat, user, "", None, self.plan.id, None, at(START, 8))

    def task(self, code: str, kind: DeadlineKind) -> Task:
        due = START + timedelta(days=self.chance.randint(5, 330)) if kind is DeadlineKind.DAY else None
        return task(code, due, kind=kind, owner=self.chance.choice(OWNERS))

    def become(self, now: datetime, tasks: tuple[Task, ...]) -> None:
        self.versions.append((now, plan_of(*tasks, issued=START, targets=())))
        self.tx.plan_versions.keep(catalog(self.plan), now)

    # ---- what happens ----

    def play(self) -> None:
        self.begin()
        for number in range(WEEKS * 7):
            day = START + timedelta(days=number)
            self.digest(at(day, 7, 30))
            for _ in range(self.chance.choice((0, 0, 1, 2))):
                self.deed(at(day, 9 + self.chance.randint(0, 8)))
            if self.chance.random() < 0.04:
                self.change(at(day, 20))

    def digest(self, now: datetime) -> None:
        digest_week(self.world, Times(), self.tx, now)
        for row in self.tx.outbox.due(now, 10):
            made = render(self.world, row, self.tx, now)
            assert isinstance(made, Rendered) and isinstance(made.subject, Digest)
            assert self.tx.outbox.claim(row.id, now, made.subject)
            if self.chance.random() < 0.1:
                self.tx.outbox.unreachable(row.id, "kicked", now)
                continue
            self.tx.outbox.sent(row.id, row.id, now)
            self.check_digest(made.message.html, now)
            self.said.append((now, made.message.html))

    def deed(self, now: datetime) -> None:
        of = self.chance.choice(self.plan.tasks)
        mine = [kept for kept in self.log if kept.task == of.ref and kept.kind is not ReportKind.UNDO]
        progress = {"work": State.IN_PROGRESS, "done": State.DONE, "wait": State.AWAITING_APPROVAL}
        last = mine[-1].id if mine else None
        match self.chance.choice(DEEDS):
            case ("work" | "done" | "wait") as name:
                said = now
                if not mine and self.chance.random() < 0.5:  # told later of what was by then
                    said = max(at(START, 9), now - timedelta(days=self.chance.randint(1, 20)))
                self.keep(of, ReportKind.PROGRESS, said, now, state=progress[name])
            case "ask":
                self.keep(of, ReportKind.EXTENSION, now, now)
            case "grant" if last:
                until = now.date() + timedelta(days=self.chance.randint(1, 60))
                self.keep(of, ReportKind.GRANT, now, now, decides=last, asked_until=until)
            case ("approve" | "return") as name if last:
                self.keep(of, ReportKind(name), now, now, decides=last)
            case "undo" if last:
                self.keep(of, ReportKind.UNDO, now, now, undoes=last)

    def keep(self, of: Task, kind: ReportKind, said: datetime, now: datetime, **values: Any) -> None:
        made = report(0, of, said.date(), kind=kind, **values)
        own = {name: getattr(made, name) for name in NewReport.__dataclass_fields__}
        new = NewReport(**own | {"key": str(len(self.log)), "at": said, "kept_at": now})
        kept = self.tx.reports.add(new)
        assert kept
        self.log.append(kept)

    def change(self, now: datetime) -> None:
        """The plan gives a task another date, takes one out, or brings one."""
        tasks = list(self.plan.tasks)
        place = self.chance.randrange(len(tasks))
        match self.chance.choice(("date", "date", "out", "new")):
            case "date":
                tasks[place] = self.task(tasks[place].code, DeadlineKind.DAY)
            case "out" if len(tasks) > 3:
                del tasks[place]
            case _:
                tasks.append(self.task(f"II-{len(self.versions)}", DeadlineKind.DAY))
        self.become(now, tuple(tasks))

    # ---- the recount ----

    def plan_at(self, moment: datetime) -> Plan:
        return [plan for since, plan in self.versions if since <= moment][-1]

    def live(self, moment: datetime, known: datetime) -> list[Report]:
        """What was said by that moment, kept as `known`, and not taken back."""
        seen = [r for r in self.log if r.at <= moment and r.known_at <= known]
        gone = {r.undoes for r in seen}
        return [r for r in seen if r.id not in gone and r.kind is not ReportKind.UNDO]

    def stories(self, moment: datetime, known: datetime) -> Iterator[tuple[Task, Story]]:
        heard = self.live(moment, known)
        for of in self.plan_at(moment).tasks:
            story = Story(of.deadline.due)
            for said in (r for r in heard if r.task == of.ref):
                story.hear(said)
            yield of, story

    def cells(self, moment: datetime, known: datetime) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {cell: set() for cell in CELLS}
        for of, story in self.stories(moment, known):
            if story.due:
                late = story.late(moment.date())
                done = ("done_late" if late else "done_on_time") if story.state in CLOSED else None
                found[done or ("open_overdue" if late else "open_in_term")].add(of.code)
        return found

    def done(self, moment: datetime, known: datetime) -> set[str]:
        return {of.code for of, story in self.stories(moment, known) if story.state is State.DONE}

    def days(self, moment: datetime, known: datetime) -> Counter[tuple[str, int]]:
        """Each overdue task with the owner's own days: until it reported what waits to be confirmed."""
        overdue, found = self.cells(moment, known)["open_overdue"], Counter[tuple[str, int]]()
        for of, story in self.stories(moment, known):
            if of.code in overdue and story.due:
                until = story.since if story.state is State.AWAITING_APPROVAL else moment.date()
                found[of.code, ((until or moment.date()) - story.due).days] += 1
        return found

    # ---- what was said, against it ----

    def check_digest(self, html: str, now: datetime) -> None:
        cells = self.cells(now, now)
        assert counts(html) == [len(cells[cell]) for cell in CELLS]
        assert overdue(html) == self.days(now, now)
        if not self.said:
            assert "so với" not in html
            return
        then, before = self.said[-1]
        assert f"so với bản tin {then.day}/{then.month}/{then.year}" in html
        assert changes(html) == [a - b for a, b in zip(counts(html), counts(before), strict=True)]
        assert sum(changes(html)) == numbers(JOINED, html) - numbers(LEFT, html)
        finished = self.done(now, now) - self.done(then, then)
        dated = {code for cell in ARE_DONE for code in cells[cell]}
        assert numbers(r"thêm (\d+)\)", html) == len(finished & dated)
        assert numbers(r"Hoàn thành (?:trong tuần qua|từ bản tin [\d/]+): (\d+)", html) == len(finished)

    def check_past(self, day: date, now: datetime) -> None:
        end = datetime.combine(day, time.max, ZONE)
        cells = self.cells(end, now)
        expected = [len(cells[cell]) for cell in CELLS]
        html = asked(self, day, now)
        assert counts(html) == expected
        assert overdue(html) == self.days(end, now)
        known = {of.ref for of in self.plan_at(end).tasks}
        late = [r for r in self.live(end, now) if r.task in known and r.known_at > end]
        assert numbers(r"Đã tính thêm (\d+) báo cáo", html) == len(late)
        as_said = [text for then, text in self.said if then.date() == day]
        quiet = not any(at(day, 7, 30) < r.known_at <= end for r in self.log)
        if as_said and quiet and not late:
            assert counts(as_said[0]) == counts(html)
        view = View(self.world, self.tx, now).back_to(day)
        figures = plan_figures(view, self.plan.id, None)
        assert in_json(figures) == in_html(figures) == expected
        assert in_word(figures) == (expected, [*expected, sum(expected)])
        assert in_excel(figures)[2] == expected
        rows = json.loads(paper_of(figures, Format.JSON, TEXTS).data)["tasks"]
        days = Counter((row["code"], row["days_late"]) for row in rows if row["cell"] == "open_overdue")
        assert days == self.days(end, now)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def counts(html: str) -> list[int]:
    return [int(count) for count, _ in CELL.findall(html)]


def changes(html: str) -> list[int]:
    return [int(by.replace("−", "-") or 0) for _, by in CELL.findall(html)]


def overdue(html: str) -> Counter[tuple[str, int]]:
    return Counter((code, int(days)) for code, days in OVERDUE.findall(html))


def numbers(pattern: str, html: str) -> int:
    """The sum of the numbers said so; nothing said is none."""
    return sum(int(number) for found in re.finditer(pattern, html) for number in found.groups() if number)


def asked(year: Year, day: date, now: datetime) -> str:
    """What a leader is told of a past day."""
    row = Delivery(
        id=0,
        key="asked",
        chat_id=LEADER,
        priority=Priority.ANSWER,
        subject=Progress(plan=year.plan.id, on=day),
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now,
    )
    made = render(year.world, row, year.tx, now)
    assert isinstance(made, Rendered)
    return made.message.html


@pytest.mark.parametrize("seed", range(2))
def test_digests_and_past_days_say_what_log_and_plan_of_the_day_say(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with closing(new_store(tmp_path / "year.sqlite3")) as store, store.transaction() as tx:
        year = Year(tx, chance)
        year.play()
        assert len(year.said) > WEEKS / 2
        told = chance.sample([then.date() for then, _ in year.said], LOOKS)
        any_ = [START + timedelta(days=chance.randrange(7 * WEEKS)) for _ in range(LOOKS)]
        for day in [*told, *any_]:
            year.check_past(day, at(START + timedelta(days=7 * WEEKS), 9))
