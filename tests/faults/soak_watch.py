"""What is seen of a bot from outside while it lives: what people got, and what its process takes."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

AGENDA, ANSWERS = "Việc cần báo cáo", ("Đã ghi", "Đã lưu ý kiến")
ROUND = re.compile(r"đợt (\d+)")
CODE = re.compile(r"\bK\d+-\d+\b")
MEGABYTE = 2**20
WARM = 30  # days of a process before its size says anything: until then it comes to know everybody


class Seen:
    """Everything the bot's own messages showed, counted as it came and forgotten."""

    def __init__(self, now: Callable[[], datetime], bot: int) -> None:
        self._now = now
        self._bot = bot
        self.messages = 0
        self.agendas: Counter[tuple[int, date]] = Counter()
        self.named: dict[date, set[tuple[int, str]]] = defaultdict(set)  # codes that agendas named, by chat
        self.receipts: Counter[int] = Counter()  # by the number in the words they repeat
        self.said_at: dict[int, datetime] = {}
        self.waits: list[float] = []  # seconds of the virtual clock from words to receipt

    def watch(self, what: str, message: dict[str, Any]) -> None:
        if what == "deleted" or message["from"]["id"] != self._bot:
            return
        self.messages += what == "new"
        text, chat, day = str(message.get("text", "")), message["chat"]["id"], self._now().date()
        if text.startswith(AGENDA) and what == "new":
            self.agendas[chat, day] += 1
            self.named[day].update((chat, code) for code in CODE.findall(text))
        elif any(words in text for words in ANSWERS):
            for number in map(int, ROUND.findall(text)):
                self.receipts[number] += 1
                if self.receipts[number] == 1 and number in self.said_at:
                    self.waits.append((self._now() - self.said_at[number]).total_seconds())


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What the process and its files took at the end of a day."""

    number: int
    life: int  # which process it was
    age: int  # its days
    memory: int
    files: int
    threads: int
    journal: int
    database: int
    reports: int
    log: int
    answers: int
    cpu: float  # seconds of all answers


def measured(process: int, database: Path) -> dict[str, int]:
    """Memory, open files and threads of a process, and the sizes of its database's files."""
    status = Path(f"/proc/{process}/status").read_text()
    of = dict(re.findall(r"^(VmRSS|Threads):\s+(\d+)", status, re.MULTILINE))
    journal = database.with_name(f"{database.name}-wal")
    return {
        "memory": int(of["VmRSS"]) * 1024,
        "threads": int(of["Threads"]),
        "files": len(list(Path(f"/proc/{process}/fd").iterdir())),
        "journal": journal.stat().st_size if journal.exists() else 0,
        "database": database.stat().st_size,
    }


def slope(days: Sequence[Day], value: Callable[[Day], float]) -> float:
    """How much a value grows in a day of a process that is warm, over all processes as one line each."""
    across = along = 0.0
    for life in {day.life for day in days}:
        of = [day for day in days if day.life == life and day.age >= WARM]
        if len(of) > 1:
            middle, level = mean(day.age for day in of), mean(map(value, of))
            across += sum((day.age - middle) * (value(day) - level) for day in of)
            along += sum((day.age - middle) ** 2 for day in of)
    return across / along if along else 0.0


def thirds(days: Sequence[Day], value: Callable[[Day], float]) -> tuple[float, float]:
    """The median of a value over the first third of the days, and over the last."""
    size = max(1, len(days) // 3)
    return median(map(value, days[:size])), median(map(value, days[-size:]))


def cost(days: Iterable[Day]) -> float:
    """Seconds of own CPU for an answer."""
    chosen = list(days)
    return sum(day.cpu for day in chosen) / max(1, sum(day.answers for day in chosen))
