"""The stage: the real bot, its Bot API and the actors, moved through days by a virtual clock."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Protocol

from bot.messages.view import World
from bot.model.say import Mistake, Problem, say
from bot.rehearsal.script import Act, Script
from bot.rehearsal.troupe import Done, Troupe, words_of
from bot.rehearsal.virtual import VirtualClock
from bot.scheduler import Tick, next_moment
from bot.settings import Settings

CURTAIN = time(7, 0)  # the actors open their links before the day's first message
SOON = timedelta(seconds=10)  # an album's confirmation waits for its pictures; a file for its second try
BRIEF = 200  # characters of an answer that a mistake shows


class Robot(Protocol):
    """The bot as the stage moves it."""

    @property
    def ticks(self) -> tuple[Tick, ...]: ...

    @property
    def world(self) -> World: ...

    @property
    def settings(self) -> Settings: ...

    async def step(self) -> datetime | None: ...

    async def show_menus(self) -> bool: ...


class Stage:
    """Plays what is due and what a script says, in the order of time; `follow` puts changed plan files in
    force after each step, and says whether there were any."""

    def __init__(
        self,
        script: Script,
        troupe: Troupe,
        robot: Robot,
        clock: VirtualClock,
        follow: Callable[[], Awaitable[bool]],
        *,
        pressed: Callable[[Act], None] = lambda _: None,
        played: Callable[[Act], None] = lambda _: None,
    ) -> None:
        self.troupe = troupe
        self.robot = robot
        self.clock = clock
        self.done = 0  # acts
        self._script = script
        self._follow = follow
        self._pressed = pressed
        self._played = played
        self._ticks_from = clock.now()
        self._due: datetime | None = None  # when the bot goes on with what it has put off
        self._acts = deque(act for act in script.acts if act.at >= clock.now())
        self._heard: list[str] = []
        troupe.api.watch(self._hear)

    async def open(self, codes: Mapping[str, str]) -> None:
        """Whoever has an invitation follows it; `codes` are by actor."""
        for actor in list(self.troupe.actors.values()):
            if actor.id in codes:
                self.troupe.open_link(actor, codes[actor.id])
                await self.settle()

    async def settle(self) -> None:
        """Until all is answered: what the bot keeps waiting for some seconds too."""
        while True:
            due = await self.robot.step()
            if await self._follow():
                continue
            now = self.clock.now()
            if due is None or not now < due <= now + SOON:
                self._due = due if due and due > now else None
                return
            self.clock.move_to(due)

    async def act(self, act: Act) -> Done:
        """One act, answered; a Mistake at its line where it can't be done or isn't answered as expected."""
        self._heard.clear()
        if act.press is not None:
            self._pressed(act)
        done = self.troupe.perform(act)
        self.done += 1
        self._played(act)
        await self.settle()
        told = [self.troupe.api.answers.get(done.press, {}).get("text", ""), *self._heard]
        if act.expect is not None and not any(act.expect in text for text in told):
            answer = "\n".join(filter(None, told))[:BRIEF]
            raise Mistake(
                Problem(
                    self._script.file,
                    act.line,
                    say("rehearsal.not_answered", found=answer, wanted=act.expect),
                )
            )
        return done

    async def go_on(self, end: datetime) -> bool:
        """The next moment before `end`: of a tick, of an act of the script, of what the bot put off; False,
        and nothing moves, where there is none."""
        tick = next_moment(self.robot.ticks, self._ticks_from)
        act = self._acts[0] if self._acts else None
        moments = (tick and tick[0], act and act.at, self._due)
        at = min((moment for moment in moments if moment), default=end)
        if at >= end:
            return False
        self.clock.move_to(at)
        if act and act.at == at:
            self._acts.popleft()
            await self.act(act)
            return True
        if tick and tick[0] == at:
            self._ticks_from = at + timedelta(seconds=1)
            for one in tick[1]:
                await one.work()
        await self.settle()
        return True

    async def play(self, last: date, zone: tzinfo) -> None:
        """All there is up to the end of `last`."""
        end = datetime.combine(last + timedelta(days=1), time(0), tzinfo=zone)
        while await self.go_on(end):
            pass

    def _hear(self, what: str, message: Mapping[str, Any]) -> None:
        if what in ("new", "edited") and self.troupe.api.chats.by_bot(message):
            self._heard.append(words_of(message))


def opening(first: date, zone: tzinfo) -> datetime:
    """When the curtain rises on the first day."""
    return datetime.combine(first, CURTAIN, tzinfo=zone)
