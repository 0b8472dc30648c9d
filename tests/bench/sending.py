"""A Monday at 07:30 in the city: agendas, digests and pictures to all, while people ask."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import office, telegram
from .apart import Apart, apart
from .clocks import shift_to
from .costs import percentile
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured

EARLY, BEFORE, STRIKES, FRIDAY = (
    "2025-12-01 06:00:00",
    "2025-12-01 07:29:50",
    "2025-12-01 07:30:00",
    "2025-11-28",
)
MONDAY, DUE = "2025-12-01", "2025-12-31"
RATE, AT_ONCE = 30, 24  # messages a second that Telegram lets through; posts in flight
EACH = 0.25  # seconds between two who ask
ASKED = ("/viec", "/viec {code}")
# As large as a digest's, and as far as its head goes a picture.
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1080).to_bytes(4) * 2 + bytes(60_000)


@dataclass(frozen=True, slots=True)
class Monday:
    """The bot's cost for so many messages, the floor's for the same, and how long people waited."""

    messages: int
    seconds: float
    cost: Cost
    floor: Cost
    waits: Sequence[float]
    breaches: int


def monday(bench: Bench) -> Monday:
    return bench.once("monday", lambda: _monday(bench))


def _monday(bench: Bench) -> Monday:
    home, plans = bench.fresh(), bench.city
    database = f"sqlite:///{home}/monday.sqlite3"
    with apart(home) as api, apart(home) as bot:
        staff = bot.do(office.staff_of, plans, bench.of(1_200, 120), bench.of(115, 12), 30, DUE)
        bot.do(office.link, database, staff, FRIDAY, MONDAY)
        address = api.do(telegram.open_telegram, shift_to(EARLY))
        api.do(telegram.people, staff.persons, staff.groups)
        bot.do(office.open_bot, plans, database, address, shift_to(EARLY))
        bot.do(office.set_clock, shift_to(BEFORE))
        bot.do(office.lead)
        bot.do(office.wait_until, STRIKES)
        api.do(telegram.forget_calls)
        api.do(telegram.look)
        expected = len(staff.officials) + 2 * len(staff.groups)
        bot.begin(office.strike_and_send, 60 + expected / 3)
        waits = api.do(telegram.ask, [*staff.askers], EACH, expected / RATE * 0.9, ["/viec", "chào"])
        _, cost = bot.end()
        seen, breaches, sent = api.do(telegram.look), api.do(telegram.breaches), api.do(telegram.sent)
        moments = [at for chat in (*staff.officials, *staff.groups) for at in seen.of_chat[chat]]
        if len(moments) < expected:
            raise Unmeasured(f"{len(moments)} of {expected} messages came")
        bot.do(office.close_bot)
        floor = _floor(bench, api, address, sent)
    return Monday(len(sent), max(moments) - min(moments), cost, floor, waits, breaches)


def _floor(bench: Bench, api: Apart, address: str, sent: Sequence[tuple[str, Mapping[str, str]]]) -> Cost:
    """The same messages, by the library that carries them."""
    api.do(telegram.without_limits)
    with apart(bench.fresh()) as poster:
        poster.do(post, address, sent[:20])
        return poster.timed(post, address, sent)[1]


async def post(address: str, sent: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    """Posts them as a form each, so many at once."""
    import httpx

    free = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=AT_ONCE)) as client:

        async def one(method: str, params: Mapping[str, str]) -> None:
            files = {"photo": ("bieu-do.png", PICTURE, "image/png")} if method == "sendPhoto" else None
            data = {name: value for name, value in params.items() if not (files and name == "photo")}
            async with free:
                answer = await client.post(f"{address}{telegram.TOKEN}/{method}", data=data, files=files)
            answer.raise_for_status()

        await asyncio.gather(*(one(method, params) for method, params in sent))


def rate(bench: Bench) -> Figures:
    found = monday(bench)
    note = f"{found.messages} messages, limits broken {found.breaches} times"
    return Figures(value=(found.messages - 1) / found.seconds, ours=found.cost, note=note)


def busy(bench: Bench) -> Figures:
    found = monday(bench)
    return Figures(value=100 * found.cost.cpu / found.seconds, ours=found.cost)


def each(bench: Bench) -> Figures:
    found = monday(bench)
    note = f"{1000 * found.cost.cpu / found.messages:.1f} ms a message"
    return Figures(value=found.cost.cpu / found.floor.cpu, ours=found.cost, theirs=found.floor, note=note)


def waited(bench: Bench) -> Figures:
    waits = monday(bench).waits
    note = f"{len(waits)} asked, half within {percentile(waits, 0.5):.2f} s"
    return Figures(value=percentile(waits, 0.95), note=note)


SAYS = "city, Monday 07:30: agendas, digests and pictures to all"
ROWS = (
    Row(
        name="monday-rate",
        says=SAYS,
        beside="Telegram's limit of 30",
        aim=Aim(29, "messages/s", least=True),
        measure=rate,
    ),
    Row(
        name="monday-busy",
        says="the same, how busy one core is",
        beside="one core",
        aim=Aim(50, "%"),
        measure=busy,
    ),
    Row(
        name="monday-cpu",
        says="the same, CPU a message",
        beside="httpx posting the same messages",
        aim=Aim(3, "x CPU"),
        measure=each,
    ),
    Row(
        name="monday-answered",
        says="the same, who writes meanwhile is answered",
        beside="p95",
        aim=Aim(1, "s"),
        measure=waited,
    ),
)
