"""The same words of the same people, in the city and beside the two shipped plans: what an answer costs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from . import office, telegram
from .apart import Apart, apart
from .clocks import moment
from .costs import median
from .office import LEADER, SECRETARY, Staff
from .stage import Bench
from .table import Aim, Cost, Figures, Row, Unmeasured

OFFICIAL, UNIT, CODE = 10_001, "ubnd-tp", "III.2.1-3"
BEGINS, TELLS = "2025-12-01 06:00:00", "2025-12-02 09:00:00"
NOBODY = "Không"  # how an answer begins that nothing was found


@dataclass
class Office:
    """One committee: its Bot API and its bot, each a process, and what time it is there."""

    api: Apart
    bot: Apart
    now: datetime

    def waits(self, longer: timedelta) -> None:
        self.now += longer
        self.api.do(telegram.move_to, self.now)
        self.bot.do(office.move_to, self.now)

    def asked(self, user: int, text: str) -> Cost:
        """What the bot's part of one message costs, from taking it in to the answer's leaving."""
        self.waits(timedelta(minutes=2))
        self.api.do(telegram.look)
        self.api.do(telegram.say, user, text)
        _, cost = self.bot.timed(office.step)
        if not self.api.do(telegram.look).of_chat[user]:
            raise Unmeasured(f"no answer to {text}")
        return cost


@contextmanager
def opened(
    bench: Bench,
    plans: Path,
    everybody: bool,
    *,
    home: Path | None = None,
    prepared: Callable[[Apart, Path, str], None] = lambda *_: None,
) -> Iterator[Office]:
    """The same official, secretary, leader and group; in the city all the others beside them. The database
    may be `prepared` before the bot opens it."""
    home = home or bench.fresh()
    database = f"sqlite:///{home}/office.sqlite3"
    with apart(home) as api, apart(home) as bot:
        staff = Staff(officials={OFFICIAL: UNIT}, groups={office.FIRST_GROUP: office.CITY_PLAN}, askers={})
        if everybody:
            all_of_them = bot.do(
                office.staff_of, plans, bench.of(1_200, 120), bench.of(115, 12), 0, "2025-12-31"
            )
            staff = Staff(
                officials={**all_of_them.officials, **staff.officials},
                groups={**all_of_them.groups, **staff.groups},
                askers={},
            )
        bot.do(office.link, database, staff, "2025-12-01", "2025-12-01")
        prepared(bot, plans, database)
        address = api.do(telegram.open_telegram, None, BEGINS)
        api.do(telegram.people, staff.persons, staff.groups)
        bot.do(office.open_bot, plans, database, address, None, BEGINS)
        yield Office(api, bot, moment(TELLS))
        bot.do(office.close_bot)


Deed = Callable[[Office, int], Cost]


def words(user: int, text: str) -> Deed:
    return lambda place, turn: place.asked(user, text.format(percent=turn % 80 + 10))


def agreed(place: Office, turn: int) -> Cost:
    """An official asks for more time, the secretary agrees in words; the second is what is measured."""
    until = f"{turn + 1}/8/2026"
    place.asked(OFFICIAL, f"/capnhat {CODE} xin gia hạn đến {until} vì chờ hướng dẫn của bộ")
    cost = place.asked(SECRETARY, f"/giahan {CODE} đồng ý đến {until} theo QĐ 12/QĐ-UBND")
    if until not in (said := place.api.do(telegram.last_text, OFFICIAL)):
        raise Unmeasured(f"not granted: {said[:200]}")
    return cost


def digest(place: Office, _: int) -> Cost:
    """The week's digest to the plan's group, in words."""
    place.waits(timedelta(minutes=2))
    place.api.do(telegram.look)
    group = office.FIRST_GROUP
    _, cost = place.bot.timed(office.send_digest, office.CITY_PLAN, group)
    if not place.api.do(telegram.look).of_chat[group]:
        raise Unmeasured("no digest came")
    return cost


DEEDS: dict[str, tuple[str, Deed]] = {
    "talk-answer": (
        "an answer in words, recorded",
        words(OFFICIAL, f"/capnhat {CODE} đang làm {{percent}}%"),
    ),
    "talk-card": ("a task's card", words(OFFICIAL, f"/viec {CODE}")),
    "talk-list": ("/viec, what is one's own", words(OFFICIAL, "/viec")),
    "talk-agree": ("the secretary's “đồng ý” to more time", agreed),
    "talk-progress": ("/tiendo", words(LEADER, "/tiendo")),
    "talk-digest": ("a digest", digest),
}


def costs(bench: Bench) -> dict[str, tuple[Cost, Cost]]:
    return bench.once("talk", lambda: _costs(bench))


def _costs(bench: Bench) -> dict[str, tuple[Cost, Cost]]:
    """Each deed by turns, here and there; the first of each is not counted."""
    rounds: Sequence[int] = range(bench.of(9, 4))
    with opened(bench, bench.city, True) as city, opened(bench, bench.shipped, False) as two:
        found: dict[str, tuple[Cost, Cost]] = {}
        for name, (_, deed) in DEEDS.items():
            pairs = [(deed(city, turn), deed(two, turn)) for turn in rounds][1:]
            found[name] = median(one for one, _ in pairs), median(other for _, other in pairs)
        return found


def measured(name: str) -> Callable[[Bench], Figures]:
    def measure(bench: Bench) -> Figures:
        city, two = costs(bench)[name]
        return Figures(value=city.cpu / two.cpu, ours=city, theirs=two)

    return measure


ROWS = tuple(
    Row(
        name=name,
        says=f"{says}: city",
        beside="the two shipped plans",
        aim=Aim(1.3, "x CPU"),
        measure=measured(name),
    )
    for name, (says, _) in DEEDS.items()
)
