"""A stage for bad days: a committee of any size, the bundled Bot API, the real `dunghan run`, and what
can be counted from outside: what people saw, and what a second connection finds in the database."""

import asyncio
import os
import random
import signal
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from patience import at_most

from bot.access import buttons
from bot.access.buttons import Action
from bot.clock import SystemClock
from bot.model.deadline import TaskRef
from bot.model.message import DeliveryState
from bot.model.people import Role
from bot.model.progress import Report
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.faults import Fate, Faults
from bot.rehearsal.params import Upload
from bot.store.store import Store

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUNGHAN = Path(sys.executable).with_name("dunghan")
ROUND_TRIP = 0.08  # seconds
FIRST_CHAT = 10_001
SPEAKERS = (9_001, 9_002, 9_003)  # each speaks for a unit whose reminders go to its group
STRANGERS = range(8_001, 8_011)
LEADER = 7_001
GROUPS = SHUT_TOPIC, SLOW, FORBIDDING = (-9_001, -9_002, -9_003)
TOPIC, SLOWNESS = 77, 2  # the topic refuses all; seconds between two messages to the slow group
PLAN = "thu-tai"
MOST_PRESSES = 4  # in a chat: no words tell less than 5 %
AGENDA, RECEIPT = "Việc cần báo cáo", "Đã ghi"
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNCERTAIN)
SECOND = timedelta(seconds=1)


class Dealt(Faults):
    """Faults that keep count of what they dealt: (method, fate)."""

    count: Counter[tuple[str, Fate]]

    def fate(self, method: str) -> Fate:
        found = super().fate(method)
        self.count[method, found] += 1
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the bot's that reached a chat."""

    at: datetime
    chat: int
    text: str


class Bot:
    """One process; killed and started as often as the scenario likes."""

    def __init__(self, folder: Path, environment: dict[str, str], name: str) -> None:
        self.log_file = folder / f"{name}.log"
        self._folder = folder
        self._environment = environment
        self.log_from = 0  # where the words of the process now running begin
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log_file.open("ab") as log:
            self.log_from = log.tell()
            self.process = await asyncio.create_subprocess_exec(
                str(DUNGHAN),
                "run",
                env=self._environment,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code, within five seconds."""
        return await asyncio.wait_for(self._end(signal.SIGTERM), at_most(5, overrun=15))

    async def _end(self, how: signal.Signals) -> int:
        if self.process is None:
            return 0
        if self.process.returncode is None:
            os.killpg(self.process.pid, how)
        return await self.process.wait()


class Stage:
    """Officials 1 to n, each with one task of a unit of its own, due today."""

    def __init__(self, folder: Path, officials: int, database: str | None = None) -> None:
        self.clock = SystemClock(ZONE)
        self.chats = range(FIRST_CHAT, FIRST_CHAT + officials)
        self.database = database or f"sqlite:///{folder}/faults.sqlite3"
        self.faults = Dealt(delay_s=ROUND_TRIP)
        self.faults.count = Counter()
        # Strict: not even the short burst to one chat that Telegram lets through.
        self.api = BotApi(now=self.clock.now, limits="count", strict=True, faults=self.faults)
        self.seen: list[Seen] = []
        self.api.watch(self._watch)
        self.pressed: Counter[int] = Counter()  # how often in each chat
        self.meant: dict[str, str] = {}  # the task of each official's words
        self.directed: list[str] = []  # a leader's words to units
        self.filed: list[str] = []  # names of files sent with a report
        self.chance = random.Random(68)
        self._folder = folder
        self._bots: list[Bot] = []

    def _watch(self, what: str, message: dict[str, Any]) -> None:
        if what == "new" and message["from"]["id"] == self.api.bot["id"]:
            self.seen.append(Seen(self.clock.now(), message["chat"]["id"], message.get("text", "")))

    def write_files(self) -> None:
        """A plan and units of our own making; today is a working day, agendas are due from midnight on."""
        today = self.clock.now().date()
        numbers = [*range(1, len(self.chats) + 1), *SPEAKERS]
        units = [{"id": f"dv-{n}", "name": f"Đơn vị số {n}", "short": f"Đơn vị {n}"} for n in numbers]
        tasks = [{"code": f"A-{n}", "title": f"Nhiệm vụ số {n}", "owner": f"dv-{n}"} for n in numbers]
        plan = {
            "plan": PLAN,
            "number": "01-KH/TT",
            "title": "Kế hoạch thử tải",
            "issuer": "Ban Chỉ đạo",
            "issued": str(today - timedelta(days=90)),
            "owner": "dv-1",
            "sections": {"A": "Nhiệm vụ"},
            "tasks": [
                task | {"deadline": str(today), "source": {"section": "A", "item": 1}} for task in tasks
            ],
        }
        config = {
            "plans": "plans",
            "agenda_time": "00:00",
            "calendar": {"work": [str(today)]},
        }
        (self._folder / "plans").mkdir()
        for name, data in (("plans/units.yaml", {"units": units}), (f"plans/{PLAN}.yaml", plan)):
            (self._folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
        (self._folder / "config.yaml").write_text(yaml.safe_dump(config))

    def link(self, *, told: bool) -> None:
        """Every official is known; with `told`, today's agenda has gone out before."""
        now = self.clock.now()
        with closing(Store.open(self.database)) as store, store.transaction() as tx:
            for n, chat in enumerate(self.chats, 1):
                link = tx.links.add(Role.OFFICIAL, chat, chat, f"Cán bộ {n}", f"dv-{n}", None, None, now)
                if told:
                    tx.links.planned_through([link.id], now.date())
            for speaker, group in zip(SPEAKERS, GROUPS, strict=True):
                of = f"dv-{speaker}"
                here = TOPIC if group == SHUT_TOPIC else None
                tx.links.add(Role.OFFICIAL, speaker, speaker, "Cán bộ", of, None, None, now)
                tx.links.add(Role.GROUP, group, None, "Nhóm", of, None, None, now, thread_id=here)
                if told:
                    tx.links.planned_through([x.id for x in tx.links.all(unit=of)], now.date())
            tx.links.add(Role.LEADER, LEADER, LEADER, "Chủ tịch", None, PLAN, None, now)
        for chat in (*self.chats, *SPEAKERS, *STRANGERS, LEADER):
            self.api.add_person(chat, f"Cán bộ {chat}")
            self.api.chats.person(chat).started = True
        for speaker, group in zip(SPEAKERS, GROUPS, strict=True):
            self.api.add_group(group, "Nhóm", [speaker])
            self.api.chats.chat(group).bot = "member"
        self.api.add_topic(SHUT_TOPIC, TOPIC)
        self.api.refuse(SHUT_TOPIC, "Bad Request: TOPIC_CLOSED", thread=TOPIC)
        self.api.pace.slow_mode[SLOW] = SLOWNESS
        self.api.refuse(FORBIDDING, "Bad Request: CHAT_WRITE_FORBIDDEN")

    def bot(self, name: str = "bot", environment: Mapping[str, str] | None = None) -> Bot:
        own = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "HOME": str(self._folder),
            "DUNGHAN_TOKEN": self.api.token,
            "DUNGHAN_BASE_URL": self.api.base_url,
            "DATABASE_URL": self.database,
            **(environment or {}),
        }
        self._bots.append(Bot(self._folder, own, name))
        return self._bots[-1]

    async def kill(self) -> None:
        """Whatever process is left."""
        for bot in self._bots:
            await bot.kill()

    # What people do

    def reply(self, number: int) -> str:
        """An official reports, or asks the secretary something, each fifth one in a group that refuses or is
        slow; the words, which no others have."""
        asks = number % 11 == 7
        words = (
            f"báo cáo đợt {number} theo mẫu nào?" if asks else f"đang làm {number % 90 + 5}%, đợt {number}"
        )
        if number % 5 == 4:
            place = number // 5 % 2
            of, chat, thread = SPEAKERS[place], GROUPS[place], (TOPIC, None)[place]
            self.meant[words] = f"A-{of}"
            self.api.say(of, chat, f"/capnhat A-{of} {words}", thread=thread)
            return words
        chat = self.chats[number % len(self.chats)]
        self.meant[words] = f"A-{chat - FIRST_CHAT + 1}"
        said = f"/capnhat {self.meant[words]} {words}"
        if number % 8 == 2:  # with its evidence
            self.filed.append(f"bien-ban-{number}.pdf")
            upload = Upload(self.filed[-1], f"%PDF-1.4 {number}".encode(), "application/pdf")
            self.api.send_file(chat, chat, upload, caption=said)
            return words
        if number % 7 == 3:
            self.directed.append(f"khẩn trương, lời {number}")
            self.api.say(LEADER, LEADER, f"/dondoc {self.meant[words]} {self.directed[-1]}")
        message = self.api.say(chat, chat, said)
        if number % 3 == 0:  # a heart, or a preview of a link
            self.api.touch(chat, chat, message)
        if number % 3 == 1:  # sent twice by an impatient thumb
            self.api.say(chat, chat, said)
        if number % 3 == 2 and self.pressed[chat] < MOST_PRESSES:
            self._press_twice(chat)
        return words

    def _press_twice(self, chat: int) -> None:
        """An impatient thumb on a card of an earlier day; of each chat's presses none tells the same share,
        and no words do."""
        self.pressed[chat] += 1
        code, percent = f"A-{chat - FIRST_CHAT + 1}", self.pressed[chat]
        data = buttons.data(Action.WORKING, buttons.task_key(TaskRef(PLAN, code)), percent)
        keyboard = {"inline_keyboard": [[{"text": "làm", "callback_data": data}]]}
        card = self.api.chats.post(self.api.chats.chat(chat), self.api.bot, text=code, reply_markup=keyboard)
        self.seen.pop()  # the bot did not send it now
        for _ in range(2):
            self.api.press(chat, chat, card["message_id"], "làm")

    async def replies(self, count: int, seconds: float) -> list[str]:
        """Officials report at random moments over so many seconds."""
        said = []
        for number in range(count):
            await asyncio.sleep(self.chance.uniform(0, 2 * seconds / count))
            said.append(self.reply(number))
            stranger = STRANGERS[number % len(STRANGERS)]
            self.api.say(stranger, stranger, "chào")
        return said

    # What is found from outside

    def look(self, work: Callable[[Any], Any]) -> Any:
        """Through a connection of our own."""
        store = Store.open_existing(self.database)
        assert store is not None
        with closing(store), store.transaction(read_only=True) as tx:
            return work(tx)

    def reports(self) -> list[Report]:
        found: list[Report] = self.look(lambda tx: tx.reports.of())
        return found

    def files(self) -> Counter[str]:
        """How often each file stands in the log."""
        pieces = self.look(lambda tx: tx.evidence.of([report.task for report in tx.reports.of()]))
        return Counter(piece.what.name for piece in pieces)

    def notes(self) -> list[str]:
        """What was said in words."""
        return [report.note for report in self.reports() if report.note]

    def shares(self) -> Counter[tuple[int, int | None]]:
        """Whose presses told which share, and how often it stands in the log."""
        return Counter((report.user_id, report.percent) for report in self.reports() if not report.note)

    def rows(self, *states: DeliveryState) -> int:
        counts = self.look(lambda tx: tx.outbox.counts())
        return sum(counts[state] for state in states)

    def planned(self) -> int:
        """How many messages were ever to be sent."""
        return self.rows(*DeliveryState)

    def agendas(self) -> Counter[int]:
        """How many agendas each chat saw."""
        return Counter(seen.chat for seen in self.seen if seen.text.startswith(AGENDA))

    async def until(self, true: Callable[[], object], seconds: float, pause: float = 0.05) -> bool:
        """Whether it came true in time."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    await asyncio.sleep(pause)
        except TimeoutError:
            return False
        return True

    def polls(self) -> int:
        """How often updates have been asked for; a poll counts when it begins."""
        return sum(n for (method, _), n in self.faults.count.items() if method == "getUpdates")

    async def polled(self, seconds: float = 60) -> None:
        """Until a process asks for updates that has not asked before."""
        before = self.polls()
        assert await self.until(lambda: self.polls() > before, seconds, 0.01), "the bot does not start"

    async def let_in(self) -> None:
        """The group that forbade writing throws the bot out and lets it in again."""
        self.api.allow(FORBIDDING)
        self.api.kick_bot(FORBIDDING)
        self.api.add_to_group(SPEAKERS[-1], FORBIDDING)

    async def drained(self, seconds: float) -> bool:
        """Whether nothing is left to fetch, to handle and to send, in this order: what is fetched is in
        the inbox, and what is handled in the outbox."""
        return await self.until(
            lambda: not (self.api.pending_updates or self.unhandled() or self.rows(*OPEN)), seconds, 0.3
        )

    def unhandled(self) -> int:
        backlog: int = self.look(lambda tx: tx.inbox.backlog(int(self.api.bot["id"]))[0])
        return backlog


@asynccontextmanager
async def staged(
    folder: Path, officials: int, *, told: bool, database: str | None = None
) -> AsyncIterator[Stage]:
    stage = Stage(folder, officials, database)
    stage.write_files()
    stage.link(told=told)
    async with stage.api:
        try:
            yield stage
        finally:
            await stage.kill()


def most_in(window: timedelta, moments: Iterable[datetime]) -> int:
    """The most moments in any window (open at its start, as Telegram's own)."""
    ordered = sorted(moments)
    return max((n + 1 - bisect_right(ordered, at - window) for n, at in enumerate(ordered)), default=0)


def most_in_a_chat(seen: Iterable[Seen]) -> int:
    """The most messages any one chat saw in any second."""
    chats = defaultdict(list)
    for one in seen:
        chats[one.chat].append(one.at)
    return max((most_in(SECOND, moments) for moments in chats.values()), default=0)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("inf")
