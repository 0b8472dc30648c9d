"""The bad days, one function each: what is done to the bot, what was promised, what was found."""

import asyncio
import os
import re
import resource
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import (
    AGENDA,
    GROUPS,
    LEADER,
    OPEN,
    RECEIPT,
    SECOND,
    Bot,
    Stage,
    most_in,
    most_in_a_chat,
    percentile,
    staged,
)

from bot.model.history import History
from bot.model.message import DeliveryState
from bot.model.people import Role
from bot.rehearsal.faults import Fate
from bot.store.store import Store

COLLEAGUES, ASKERS, RATE = 9, 25, 5  # people, people, updates a second
NOT_AGAIN = (DeliveryState.UNREACHABLE, DeliveryState.REFUSED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure, and whether it keeps its promise (null where nothing was promised)."""

    name: str
    value: str
    promise: str = ""
    kept: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How large a scenario is played."""

    kills: int = 0
    replies: int = 0
    agendas: int = 0
    seconds: float = 0  # of replies, of an outage
    rate: float = 29.1  # messages a second: 97 % of what Telegram allows
    slowest: float = 1  # seconds to the answer, 95th percentile; more where other tests share the machine


async def killed_under_replies(folder: Path, size: Size) -> list[Finding]:
    """SIGKILL at random moments while officials report."""
    async with staged(folder, min(30, size.replies), told=True) as stage:
        bot = stage.bot()
        turn = asyncio.create_task(stage.replies(size.replies, size.seconds))
        for _ in range(size.kills):
            await bot.start()
            await stage.polled()
            await asyncio.sleep(stage.chance.uniform(0, 1))
            await bot.kill()
        await bot.start()
        early = len(stage.notes())
        said = await turn
        await stage.drained(60 + size.replies / 4)
        made = Finding("kills; reports recorded by the last", f"{size.kills}; {early}")
        return [made, *_replies(stage, said), *_limits(stage)]


async def killed_under_agendas(folder: Path, size: Size) -> list[Finding]:
    """SIGKILL at random moments while agendas go out."""
    async with staged(folder, size.agendas, told=False) as stage:
        bot = stage.bot()
        flying, kills = 0, 0
        while kills < size.kills:
            before = len(stage.seen)
            await bot.start()
            if not await stage.until(lambda n=before: len(stage.seen) > n, 60, 0.005):  # type: ignore[misc]
                break
            # So that the last kill still meets the middle of the broadcast.
            left = size.agendas - len(stage.agendas())
            await asyncio.sleep(stage.chance.uniform(0, 2 * max(left, 0) / 30 / (size.kills - kills + 1)))
            await bot.kill()
            kills += 1
            flying += stage.rows(DeliveryState.SENDING)
        await bot.start()
        await stage.let_in()
        await stage.drained(60 + size.agendas / 10)
        made = Finding("kills", str(kills), f"{size.kills}", kills == size.kills)
        return [made, *_agendas(stage, flying), *_limits(stage)]


async def faulty_network(folder: Path, size: Size) -> list[Finding]:
    """Connections cut before and after the server acted, 502, 429, and an outage amid the agendas."""
    async with staged(folder, size.agendas, told=False) as stage:
        bot = stage.bot()
        shares = {"drop_before": 0.1, "drop_after": 0.1, "bad_gateway": 0.1, "too_many": 0.05}
        for name, share in shares.items():
            setattr(stage.faults, name, share)
        await bot.start()
        await stage.polled()
        turn = asyncio.create_task(stage.replies(size.replies, size.seconds * 2))
        await stage.until(lambda: len(stage.agendas()) > size.agendas / 3, 120)
        await stage.api.stop()
        await asyncio.sleep(size.seconds)
        await stage.api.start()
        said = await turn
        await stage.let_in()
        await stage.drained(400)
        cut = stage.faults.count["sendMessage", Fate.DROP_AFTER]
        most = max((row.attempts for row in _ledger(stage)), default=0)
        return [
            *_replies(stage, said),
            *_agendas(stage, cut),
            *_limits(stage),
            Finding("most attempts of a row", str(most)),
        ]


async def broadcast(folder: Path, size: Size) -> list[Finding]:
    """One message to everybody, with people pressing buttons meanwhile."""
    async with staged(folder, size.agendas, told=False) as stage:
        bot = stage.bot()
        await bot.start()
        people = stage.chats[: min(20, size.agendas // 4)]
        assert await stage.until(lambda: stage.planned() >= size.agendas, 120), "no plan"
        planned, first = stage.clock.now(), set(people)
        assert await stage.until(lambda: first <= set(stage.agendas()), 120), "no agendas"
        answers = await _presses(stage, list(people), lambda: len(stage.agendas()) < size.agendas - 30)
        await stage.let_in()
        await stage.drained(60 + size.agendas / 10)
        moments = [seen.at for seen in stage.seen]
        officials = (seen for seen in stage.seen if seen.chat in stage.chats)
        agendas = [seen.at for seen in officials if seen.text.startswith(AGENDA)]
        during = [at for at in moments if planned <= at <= agendas[-1]]
        rate = (len(during) - 1) / (during[-1] - during[0]).total_seconds()
        p95 = percentile(answers, 0.95)
        return [
            *_agendas(stage, 0),
            Finding(
                "messages a second, from when all were planned",
                f"{rate:.2f}",
                f">= {size.rate}",
                rate >= size.rate,
            ),
            Finding("buttons pressed, answered", f"{len(answers)}"),
            Finding("answer, 50th percentile", f"{percentile(answers, 0.5):.2f} s"),
            Finding("answer, 95th percentile", f"{p95:.2f} s", "<= 1 s", p95 <= 1),
            *_limits(stage),
        ]


async def one_message_redrawn(folder: Path, size: Size) -> list[Finding]:
    """Colleagues report on one task whose card somebody has open, while people ask five times a second."""
    async with staged(folder, COLLEAGUES + ASKERS, told=True) as stage:
        colleagues, askers = stage.chats[:COLLEAGUES], stage.chats[COLLEAGUES:]
        with closing(Store.open(stage.database)) as store, store.transaction() as tx:
            for chat in colleagues[1:]:
                tx.links.add(Role.OFFICIAL, chat, chat, "Cán bộ", "dv-1", None, None, stage.clock.now())
            tx.links.planned_through([x.id for x in tx.links.all(unit="dv-1")], stage.clock.now().date())
        await stage.bot().start()
        await stage.polled()
        watcher, *reporters = colleagues
        stage.api.say(watcher, watcher, "/viec A-1")
        assert await stage.until(lambda: any(seen.chat == watcher for seen in stage.seen), 60), "no card"
        card = stage.api.messages(watcher)[-1]["message_id"]
        for number in range(size.replies):
            chat = reporters[number % len(reporters)]
            stage.api.say(chat, chat, f"/capnhat A-1 đang làm {number % 90 + 5}%, đợt {number}")
        waits = await _asked(stage, askers, size.seconds)
        await stage.drained(60 + size.replies)
        changes = [call for call in stage.api.calls if call.method == "editMessageText"]
        drawn = sum(call.params["message_id"] == str(card) for call in changes)
        shown = stage.api.chats.chat(watcher).messages[card]["text"]
        p95, last = percentile(waits, 0.95), stage.look(lambda tx: History(tx.reports.of()).live[-1].note)
        return [
            Finding("reports on the task of one card", f"{size.replies}"),
            Finding("changes of that card", f"{drawn}", f"<= {size.replies}", drawn <= size.replies),
            Finding("it shows the last report", f"{last in shown}", "True", last in shown),
            Finding("updates a second, answered", f"{RATE}; {len(waits)}"),
            Finding("answer, 50th percentile", f"{percentile(waits, 0.5):.2f} s"),
            Finding("answer, 95th percentile", f"{p95:.2f} s", f"<= {size.slowest} s", p95 <= size.slowest),
            *_limits(stage),
        ]


async def database_cut_off(folder: Path, size: Size) -> list[Finding]:
    """Locked by somebody else, then no room to write, while officials report."""
    file = folder / "faults.sqlite3"
    database = f"sqlite:///{file}?timeout=1"
    people = min(10, size.replies)
    async with staged(folder, people, told=True, database=database) as stage:
        bot = stage.bot()
        await bot.start()
        await stage.polled()
        turn = asyncio.create_task(stage.replies(size.replies, size.seconds * 5))
        await asyncio.sleep(size.seconds)
        with closing(sqlite3.connect(file, isolation_level=None)) as locked:
            locked.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(size.seconds)
        await asyncio.sleep(size.seconds)
        with _no_room(bot):
            await asyncio.sleep(size.seconds)
        said = await turn
        await stage.drained(60)
        alive = bot.process is not None and bot.process.returncode is None
        return [
            *_replies(stage, said),
            *_limits(stage),
            Finding("the process went on by itself", str(alive), "True", alive),
        ]


async def one_dies_another_leads(folder: Path, size: Size) -> list[Finding]:
    """Two processes on PostgreSQL, the one that leads killed again and again."""
    database = os.environ["DATABASE_URL"]
    async with staged(folder, size.agendas, told=False, database=database) as stage:
        bots = [stage.bot("one"), stage.bot("two")]
        flying, slowest = 0, 0.0
        for bot in bots:
            await bot.start()
        turn = asyncio.create_task(stage.replies(size.replies, size.seconds))
        for _ in range(size.kills):
            await stage.until(lambda: _leader(bots) is not None, 60)
            before = len(stage.seen)
            await stage.until(lambda n=before: len(stage.seen) > n, 15, 0.005)  # type: ignore[misc]
            await asyncio.sleep(stage.chance.uniform(0, 1))
            leader = _leader(bots)
            if leader is None:
                continue
            await leader.kill()
            died = stage.clock.steady()
            flying += stage.rows(DeliveryState.SENDING)
            other = next(bot for bot in bots if bot is not leader)
            took = await stage.until(lambda o=other: _leads(o), 30, 0.02)  # type: ignore[misc]
            slowest = max(slowest, stage.clock.steady() - died if took else 99.0)
            await leader.start()
        said = await turn
        await stage.let_in()
        await stage.drained(120 + size.agendas / 10)
        await stage.kill()
        took_over = Finding("slowest takeover", f"{slowest:.1f} s", "<= 15 s", slowest <= 15)
        return [*_replies(stage, said), *_agendas(stage, flying), took_over, *_limits(stage)]


# What was found


def _replies(stage: Stage, said: list[str]) -> list[Finding]:
    kept = Counter(stage.notes())
    lost = [words for words in said if words not in kept]
    twice = sum(count - 1 for count in kept.values())
    receipts = [seen.text for seen in stage.seen if RECEIPT in seen.text]
    unanswered = sum(not any(f"“{words}”" in text for text in receipts) for words in said)
    aside = stage.look(lambda tx: len(tx.inbox.failed()))
    pressed = {(chat, share) for chat, most in stage.pressed.items() for share in range(1, most + 1)}
    shares = stage.shares()
    seen = {(seen.chat, share) for seen in stage.seen for share in _shares(seen.text)}
    missing, unseen = len(pressed - set(shares)), len(pressed - seen)
    pressed_twice = sum(count - 1 for count in shares.values())
    told = [report for report in stage.reports() if report.note in stage.meant]
    wrong = sum(stage.meant[report.note] != report.task.code for report in told)
    files = stage.files()
    filed = sum(files[name] != 1 for name in stage.filed)
    directed = sum(kept[words] != 1 for words in stage.directed)
    heard = {
        words for words in stage.directed for each in stage.seen if each.chat != LEADER and words in each.text
    }
    unheard = len(set(stage.directed) - heard)
    return [
        Finding("buttons pressed twice", str(len(pressed))),
        Finding("presses lost", str(missing), "0", missing == 0),
        Finding("presses recorded twice", str(pressed_twice), "0", pressed_twice == 0),
        Finding("presses not confirmed", str(unseen), "0", unseen == 0),
        Finding("files sent, words from above", f"{len(stage.filed)}; {len(stage.directed)}"),
        Finding("files lost or kept twice", str(filed), "0", filed == 0),
        Finding("words from above lost or kept twice", str(directed), "0", directed == 0),
        Finding("words from above not delivered", str(unheard), "0", unheard == 0),
        Finding("replies sent", str(len(said))),
        Finding("reports recorded", str(sum(kept.values()))),
        Finding("replies lost", str(len(lost)), "0", not lost),
        Finding("recorded twice", str(twice), "0", twice == 0),
        Finding("recorded on another task", str(wrong), "0", wrong == 0),
        Finding("replies not confirmed", str(unanswered), "0", unanswered == 0),
        Finding("updates set aside", str(aside), "0", aside == 0),
    ]


def _shares(text: str) -> list[int]:
    """The shares that a receipt tells."""
    return [int(share) for share in re.findall(r"(\d+)%", text)] if RECEIPT in text else []


def _agendas(stage: Stage, most_repeats: int) -> list[Finding]:
    seen = stage.agendas()
    due = (*stage.chats, *GROUPS)
    lost = sum(1 for chat in due if chat not in seen)
    repeats = sum(count - 1 for count in seen.values())
    given_up = stage.rows(*NOT_AGAIN)
    return [
        Finding("agendas due", str(len(due))),
        Finding("agendas delivered", str(len(seen))),
        Finding("agendas lost", str(lost), "0", lost == 0),
        Finding("agendas repeated", str(repeats), f"<= {most_repeats} in flight", repeats <= most_repeats),
        Finding("rows given up", str(given_up), "0", given_up == 0),
    ]


def _limits(stage: Stage) -> list[Finding]:
    """The limits as the server counted them, and counted once more from what the chats saw."""
    breaches = len(stage.api.breaches)
    second, chat = most_in(SECOND, (seen.at for seen in stage.seen)), most_in_a_chat(stage.seen)
    left = stage.rows(*OPEN)
    return [
        Finding("limits broken", str(breaches), "0", breaches == 0),
        Finding("most messages in any second", str(second), "<= 30", second <= 30),
        Finding("most in any second to a chat", str(chat), "<= 1", chat <= 1),
        Finding("rows left in the outbox", str(left), "0", left == 0),
    ]


def _ledger(stage: Stage) -> list[Any]:
    rows: list[Any] = stage.look(lambda tx: tx.outbox.ledger(limit=100_000))
    return rows


# What is done


async def _asked(stage: Stage, people: Sequence[int], seconds: float) -> list[float]:
    """People ask for their tasks in turn, at that rate; seconds until each saw the answer."""
    asked: list[tuple[int, Any]] = []
    for number in range(round(seconds * RATE)):
        chat = people[number % len(people)]
        asked.append((chat, stage.clock.now()))
        stage.api.say(chat, chat, "/viec")
        await asyncio.sleep(1 / RATE)
    chats = {chat for chat, _ in asked}
    await stage.until(lambda: sum(seen.chat in chats for seen in stage.seen) >= len(asked), 300, 0.1)
    # Answers to one person come in the order of the questions.
    answers = {chat: iter([seen.at for seen in stage.seen if seen.chat == chat]) for chat in chats}
    came = [(at, next(answers[chat], None)) for chat, at in asked]
    return [(answer - at).total_seconds() if answer else 300.0 for at, answer in came]


async def _presses(stage: Stage, people: list[int], going_on: Callable[[], bool]) -> list[float]:
    """People press a button of their agenda, in turn; seconds until each saw the answer."""
    waits: list[float] = []
    presses: list[asyncio.Task[None]] = []

    async def one(chat: int) -> None:
        messages = stage.api.messages(chat)
        agenda = next(m["message_id"] for m in messages if m.get("text", "").startswith(AGENDA))
        pressed, before = stage.clock.now(), sum(seen.chat == chat for seen in stage.seen)
        stage.api.press(chat, chat, agenda, "1")
        await stage.until(lambda: sum(seen.chat == chat for seen in stage.seen) > before, 30, 0.05)
        answers = [seen.at for seen in stage.seen if seen.chat == chat][before:]
        waits.append((answers[0] - pressed).total_seconds() if answers else 99.0)

    number = 0
    while going_on():
        presses.append(asyncio.create_task(one(people[number % len(people)])))
        number += 1
        await asyncio.sleep(stage.chance.uniform(0.2, 0.6))
    await asyncio.gather(*presses)
    return waits


class _no_room:  # noqa: N801  # reads as what it does: `with _no_room(bot)`
    """The process can't make any file longer, as on a full disk."""

    def __init__(self, bot: Bot) -> None:
        assert bot.process is not None
        self._pid = bot.process.pid
        self._before = (0, 0)

    def __enter__(self) -> None:
        self._before = resource.prlimit(self._pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (1024, self._before[1]))

    def __exit__(self, *_: object) -> None:
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, self._before)


def _leads(bot: Bot) -> bool:
    """Whether the process now running has said so in its log."""
    words = bot.log_file.read_bytes()[bot.log_from :].decode(errors="replace")
    running = bot.process is not None and bot.process.returncode is None
    return running and words.rfind("action=lead\n") > words.rfind("action=lead_lost")


def _leader(bots: list[Bot]) -> Bot | None:
    return next((bot for bot in bots if _leads(bot)), None)


Scenario = Callable[[Path, Size], Coroutine[Any, Any, list[Finding]]]

SCENARIOS: dict[str, tuple[Scenario, Size, Size]] = {
    # name: what happens, in short (CI), in long (the figures of the README)
    "kills-replies": (
        killed_under_replies,
        Size(kills=2, replies=20, seconds=4),
        Size(kills=50, replies=600, seconds=150),
    ),
    "kills-agendas": (killed_under_agendas, Size(kills=2, agendas=40), Size(kills=50, agendas=1000)),
    "network": (
        faulty_network,
        Size(replies=10, agendas=15, seconds=2),
        Size(replies=300, agendas=300, seconds=120),
    ),
    # In short the first second weighs too much, and a busy machine more.
    "broadcast": (broadcast, Size(agendas=90, rate=15), Size(agendas=3000)),
    "redraws": (
        one_message_redrawn,
        Size(replies=40, seconds=6, slowest=30),
        Size(replies=40, seconds=120),
    ),
    "database": (database_cut_off, Size(replies=10, seconds=1.5), Size(replies=200, seconds=20)),
    "postgresql": (
        one_dies_another_leads,
        Size(kills=2, replies=20, agendas=60, seconds=10),
        Size(kills=20, replies=200, agendas=600, seconds=150),
    ),
}
