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

CURTAIN = time(7, 0)  # the actors open their links before the day's first message
BRIEF = 200  # characters of an answer that a mistake shows


class Robot(Protocol):
    """The bot as the stage moves it."""

    @property
    def ticks(self) -> tuple[Tick, ...]: ...

    @property
    def world(self) -> World: ...

    async def step(self) -> None: ...

    async def show_menus(self) -> None: ...


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
        """Until all is answered."""
        await self.robot.step()
        while await self._follow():
            await self.robot.step()

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
        """The next tick or act of the script before `end`; False, and nothing moves, where there is none."""
        tick = next_moment(self.robot.ticks, self._ticks_from)
        moments = [act.at for act in list(self._acts)[:1]] + ([tick[0]] if tick else [])
        at = min(moments, default=end)
        if at >= end:
            return False
        self.clock.move_to(at)
        if self._acts and self._acts[0].at == at:
            await self.act(self._acts.popleft())
        elif tick:
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
