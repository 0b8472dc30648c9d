"""The year as it goes, day by day: what people do, what befalls the bot, and what is written down of it."""

import asyncio
import random
import resource
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from harness import OPEN, ZONE
from soak_city import STRANGERS, City, Task, file_of, tasks_of
from soak_process import SharedClock
from soak_told import Process
from soak_watch import Day, Seen, measured

from bot.model.message import DeliveryState
from bot.model.progress import ReportKind
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.faults import Faults
from bot.rehearsal.params import Upload
from bot.schedule.calendar import working_days
from bot.store.store import Store

NIGHT, MORNING, NOON, EVENING = time(3, 10), time(7, 30), time(12), time(17, 30)
SOON = timedelta(minutes=10)
KEPT_MESSAGES = 40  # of each chat: people don't press what is older
PAPERS = ("/baocao", "/baocao word", "/baocao html", "/baocao minh chứng", "/bieudo", "/lich", "/chitieu")
WRONG = ("abc xyz", "ok", "đã nhận", "🙏", "khi nào họp?", "999 xong", "/viec khong-co", "/khonglenh", "1")
DOUBTFUL = "xong"
GOOD = ("đang làm {share}%", DOUBTFUL, "vướng mặt bằng", "đang làm {share}%, chờ ý kiến")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """Each so many days something happens; in the `calm` the process is left to live."""

    kill: int
    restart: int
    cut: int
    losses: int
    locked: int
    full: int
    edit: int
    broken: int
    calm: range


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """How much of everything, and whether slopes are long enough to be judged."""

    city: City
    replies: int  # a working day
    batches: int
    rhythm: Rhythm
    judged: bool


@dataclass(kw_only=True)
class Life:
    """The year as it goes: what people do, what befalls the bot, and what is counted."""

    load: Load
    folder: Path
    api: BotApi
    clock: SharedClock
    seen: Seen
    process: Process
    chance: random.Random = field(default_factory=lambda: random.Random(68))
    said: dict[int, str] = field(default_factory=dict)  # words, each with a number of its own
    troubled: bool = False  # today answers are kept waiting
    untouched: dict[tuple[int, str], Task] = field(default_factory=dict)
    days: list[Day] = field(default_factory=list)
    befell: Counter[str] = field(default_factory=Counter)
    flying: int = 0  # sends that were under way at a kill
    silent: list[str] = field(default_factory=list)  # due dates that were not spoken of
    unwell: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    cpu: float = 0.0
    born: int = 0
    _known: dict[int, list[Task]] = field(default_factory=dict)

    @property
    def city(self) -> City:
        return self.load.city

    @property
    def database(self) -> Path:
        return self.folder / "year.sqlite3"

    def look(self, work: Callable[[Any], Any]) -> Any:
        """Through a connection of our own."""
        store = Store.open_existing(f"sqlite:///{self.database}")
        assert store is not None
        with closing(store), store.transaction(read_only=True) as tx:
            return work(tx)

    # Days

    async def live(self, until: float) -> None:
        """Day by day, as many as there are until that moment of the process's own time."""
        for number in range(self.city.days):
            if monotonic() > until:
                break
            await self._day(number)
        await self._ended()

    async def _day(self, number: int) -> None:
        day, rhythm = self.city.first + timedelta(days=number), self.load.rhythm
        calm = number in rhythm.calm

        def falls(every: int) -> bool:
            return number % every == every - 1

        self.answers, self.cpu = 0, 0.0
        await self._night(day, full=falls(rhythm.full))
        if falls(rhythm.restart) and not calm:
            await self._restart(number)
        if falls(rhythm.edit):
            await self._edited(day)
        if falls(rhythm.broken):
            await self._broken()
        self.clock.move_to(datetime.combine(day, MORNING, ZONE))
        await self._morning(number, killed=falls(rhythm.kill) and not calm)
        losing = falls(rhythm.losses)
        self.api.faults.drop_before = self.api.faults.drop_after = 0.05 if losing else 0.0
        self.api.faults.bad_gateway = self.api.faults.too_many = 0.05 if losing else 0.0
        self.befell["days of lost calls"] += losing
        await self._people(day, number, cut=falls(rhythm.cut), locked=falls(rhythm.locked), calm=calm)
        self.api.faults = Faults()
        self.clock.move_to(datetime.combine(day, EVENING, ZONE))
        await self._told("pass")
        self._was_spoken_of(day)
        self._measure(number)

    async def _night(self, day: date, *, full: bool) -> None:
        self.clock.move_to(datetime.combine(day, NIGHT, ZONE))
        if not full:
            await self._told("upkeep")
            return
        self.befell["nights without room"] += 1
        before = resource.prlimit(self.process.id, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.id, resource.RLIMIT_FSIZE, (1024, before[1]))
        upkeep = asyncio.ensure_future(self.process.told("upkeep"))
        await asyncio.wait([upkeep], timeout=0.5)
        resource.prlimit(self.process.id, resource.RLIMIT_FSIZE, before)
        await upkeep
        await self._settled()

    async def _morning(self, number: int, *, killed: bool) -> None:
        if killed:
            await self._killed(number, "pass")
        await self._told("pass")

    async def _people(self, day: date, number: int, *, cut: bool, locked: bool, calm: bool) -> None:
        works, self.troubled = working_days().is_working(day), cut or locked or self.api.faults.drop_after > 0
        batches = self.load.batches if works else 1
        start = datetime.combine(day, time(8), ZONE)
        for batch in range(batches):
            self.clock.move_to(start + batch * timedelta(hours=9) / batches)
            for _ in range(self.load.replies // self.load.batches):
                self._act()
            if batch == 0:
                self._ask_for_papers(number)
            self.api.faults.down = cut and batch in range(batches // 4, batches // 2 + 1)
            self.befell["batches without a Bot API"] += self.api.faults.down
            if locked and batch == batches // 2:
                await self._locked()
            elif batch == 1 and number % (2 * self.load.rhythm.kill) == 0 and not calm:
                await self._killed(number, "settle")
            before, answers = self.answers, self.load.replies // self.load.batches
            cpu = await self._settled()
            if not self.troubled:
                self.cpu, self.answers = self.cpu + cpu, before + answers
            if batch == batches // 2:
                for page, status in (await self.process.told("pages"))["pages"].items():
                    self.unwell[f"{page} {status}"] += status != 200 and not self.troubled

    async def _ended(self) -> None:
        """Nothing befalls it any more until all is said."""
        self.api.faults = Faults()
        for _ in range(50):
            self.clock.move_to(self.clock.now() + SOON)
            await self._told("pass")
            if not self.left():
                break

    def left(self) -> int:
        def count(tx: Any) -> int:
            counts = tx.outbox.counts()
            return int(tx.inbox.backlog(int(self.api.bot["id"]))[0] + sum(counts[s] for s in OPEN))

        return int(self.look(count)) + len(self.api.updates.pending())

    # What the process is told

    async def _told(self, deed: str) -> None:
        if await self.process.told(deed):
            await self._settled()

    async def _settled(self) -> float:
        """Until nothing is due soon; the seconds of CPU it took the bot."""
        cpu = 0.0
        for _ in range(200):
            done = await self.process.told("settle")
            assert done and not done.get("endless"), "the bot is never done"
            cpu += float(done["cpu"])
            if done["cut"] and not self.api.faults.down:
                continue
            due = datetime.fromisoformat(done["due"]) if done["due"] else None
            if not due or due > self.clock.now() + SOON:
                return cpu
            self.clock.move_to(due)
        raise AssertionError("the bot is never done")

    async def _killed(self, number: int, deed: str) -> None:
        told = asyncio.ensure_future(self.process.told(deed))
        await asyncio.wait([told], timeout=self.chance.uniform(0.02, 0.4))
        self.process.kill()
        await told
        await self.process.gone()
        self.flying += self.look(lambda tx: tx.outbox.counts()[DeliveryState.SENDING])
        self.befell["kills"] += 1
        await self._begin(number)

    async def _restart(self, number: int) -> None:
        assert await self.process.stop() == 0
        self.befell["restarts"] += 1
        await self._begin(number)

    async def _begin(self, number: int) -> None:
        await self.process.start()
        self.born = number
        await self._settled()

    async def _locked(self) -> None:
        self.befell["locks of the database"] += 1
        with closing(sqlite3.connect(self.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            waiting = asyncio.ensure_future(self.process.told("settle"))
            await asyncio.wait([waiting], timeout=0.8)
            other.execute("ROLLBACK")
        await waiting

    # What people do

    def _act(self) -> None:
        chance, city = self.chance, self.city
        unit = chance.randrange(city.plans)
        person = chance.choice(city.staff(unit))
        place = person if city.alone(unit) or chance.random() < 0.3 else city.group(unit)
        match chance.randrange(12):
            case 0:
                self.api.say(person, place, f"/{chance.choice(('viec', 'tiendo', 'sansang'))}")
            case 1:
                stranger = chance.choice(STRANGERS)
                self.api.say(stranger, stranger, chance.choice(("chào", "1 xong", "/start", "/viec K1-1")))
            case 2:
                self.api.say(person, person, chance.choice(WRONG))
            case 3 | 4:
                self._press(person, person if chance.random() < 0.5 else place)
            case _:
                self._report(unit, person, place)

    def _ask_for_papers(self, number: int) -> None:
        """A paper every few days; of a process that is to be measured all on its first, since each has a
        library of its own."""
        secretary = self.city.secretary(self.chance.randrange(self.city.plans))
        first = self.load.judged and number == self.born
        for words in PAPERS if first else PAPERS[number % len(PAPERS) :][: number % 3 == 0]:
            self.api.say(secretary, secretary, words)

    def once(self, number: int, kind: ReportKind) -> bool:
        """Whether the words with this number may stand in the log a single time: an edit is a second saying,
        and what the bot had to ask about is said again by the button that answers."""
        asked = self.said[number].startswith(DOUBTFUL) and kind is not ReportKind.NOTE
        return not (asked or edited(number))

    def _report(self, unit: int, person: int, place: int) -> None:
        chance, number = self.chance, len(self.said) + 1
        task = chance.choice(self._owned(unit))
        self.untouched.pop((task.plan, task.code), None)
        words = f"{chance.choice(GOOD).format(share=number % 90 + 5)}, đợt {number}"
        self.said[number] = words
        if not self.troubled:
            self.seen.said_at[number] = self.clock.now()
        said = f"/capnhat {task.code} {words}"
        if number % 9 == 0:
            upload = Upload(f"bien-ban-{number}.pdf", f"%PDF-1.4 {number}".encode(), "application/pdf")
            self.api.send_file(person, person, upload, caption=said)
            return
        message = self.api.say(person, place, said)
        if number % 5 == 0:
            self.api.touch(person, place, message)  # a heart
        elif number % 5 == 1:
            self.api.say(person, place, said)  # an impatient thumb
        elif edited(number):
            self.api.edit(person, place, message, f"{said} ạ")

    def _owned(self, unit: int) -> list[Task]:
        """Half of what a unit owns is never reported on; of what recurs, the bot may ask for the period."""
        before = (unit - 1) % self.city.plans
        tasks = {(t.plan, t.code): t for p in {unit, before} for t in self.tasks(p)}
        return [t for t in tasks.values() if t.unit == unit and t.due and hash_of(t.code) % 2]

    def tasks(self, plan: int) -> list[Task]:
        if plan not in self._known:
            self._known[plan] = list(tasks_of(self.city, plan))
        return self._known[plan]

    def _press(self, person: int, place: int) -> None:
        """Whatever button the newest message with any shows, tapped twice now and then."""
        shown = [
            (id, button["text"])
            for id, message in list(self.api.chats.chat(place).messages.items())[-6:]
            for row in message.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if "callback_data" in button
        ]
        if shown:
            id, label = self.chance.choice(shown)
            for _ in range(self.chance.choice((1, 1, 2))):
                self.api.press(person, place, id, label)

    async def _edited(self, day: date) -> None:
        """A secretary moves the due date of a task in the file itself."""
        self.befell["edits of plans"] += 1
        plan = self.chance.randrange(self.city.plans)
        file, text = self._text_of(plan)
        coming = [t for t in self.tasks(plan) if t.due and t.due > day + timedelta(days=20)]
        if coming:
            task = self.chance.choice(coming)
            later = task.due + timedelta(days=7) if task.due else day
            file.write_text(text.replace(str(task.due), str(later)), encoding="utf-8")
            self._known[plan] = [
                Task(code=t.code, unit=t.unit, plan=t.plan, due=later if t.due == task.due else t.due)
                for t in self.tasks(plan)
            ]
            self._watch_over(plan)
        await self._told("look")

    async def _broken(self) -> None:
        """A file that is no plan any more, and mended at the next look."""
        self.befell["broken plans"] += 1
        file, text = self._text_of(self.chance.randrange(self.city.plans))
        file.write_text(text.replace("deadline:", "deadlin:", 1), encoding="utf-8")
        await self._told("look")
        file.write_text(text, encoding="utf-8")
        await self._told("look")

    def _text_of(self, plan: int) -> tuple[Path, str]:
        file = file_of(self.folder, plan)
        return file, file.read_text(encoding="utf-8")

    # What is counted

    def begin(self) -> None:
        for plan in range(self.city.plans):
            self._watch_over(plan)

    def _watch_over(self, plan: int) -> None:
        for task in self.tasks(plan):
            if not hash_of(task.code) % 2:
                self.untouched[task.plan, task.code] = task

    def _was_spoken_of(self, day: date) -> None:
        """Every task due today of which nobody has said a word is named to its unit today."""
        named = self.seen.named.pop(day, set())
        if working_days().is_working(day):
            for task in self.untouched.values():
                if task.due == day and not any((c, task.code) in named for c in self.city.chats(task.unit)):
                    self.silent.append(f"{task.code} {day}")

    def _measure(self, number: int) -> None:
        log = self.folder / "log.txt"
        reports = self.look(lambda tx: tx.reports.newest())
        self.days.append(
            Day(
                number=number,
                life=self.process.lives,
                age=number - self.born,
                reports=int(reports or 0),
                log=log.stat().st_size,
                answers=self.answers,
                cpu=self.cpu,
                **measured(self.process.id, self.database),
            )
        )
        self.api.calls.clear()
        for chat in self.api.chats.all:
            for id in list(chat.messages)[:-KEPT_MESSAGES]:
                del chat.messages[id]


def edited(number: int) -> bool:
    return number % 25 == 2


def hash_of(code: str) -> int:
    """The same in every run."""
    return sum(map(ord, code))
