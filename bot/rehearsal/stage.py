"""The stage: the real bot, its Bot API and the actors, moved through days by a virtual clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Protocol

from bot.model.people import Role
from bot.model.say import Mistake, Problem, say
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.script import Act, Actor, Script
from bot.rehearsal.virtual import VirtualClock
from bot.scheduler import Tick, next_moment

CURTAIN = time(7, 0)  # the actors open their links before the day's first message
FIRST_ID = 1001


class Robot(Protocol):
    """The bot as the stage moves it."""

    @property
    def ticks(self) -> tuple[Tick, ...]: ...

    async def step(self) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing seen in a chat: who did it, in which chat, and what stands there now."""

    at: datetime
    chat: str
    who: str | None  # null: the bot
    what: str  # new, edited, press
    text: str
    buttons: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What a rehearsal came to."""

    days: int
    said: int
    sent: int
    breaches: int
    reports: int = 0


class Stage:
    """Plays a script from one day to another; every line is told as it happens."""

    def __init__(
        self, script: Script, api: BotApi, clock: VirtualClock, tell: Callable[[Line], None]
    ) -> None:
        self._script = script
        self._api = api
        self._clock = clock
        self._tell = tell
        self._ids = {actor.id: FIRST_ID + n for n, actor in enumerate(script.actors)}
        self._group = next((a for a in script.actors if a.role is Role.GROUP), None)
        self._said = 0
        self._sent = 0

    def set(self) -> None:
        """Actors and the group take their places."""
        people = [a for a in self._script.actors if a.role is not Role.GROUP]
        for actor in people:
            self._api.add_person(self._ids[actor.id], actor.name)
        if self._group:
            self._api.add_group(self._chat(self._group), self._group.name, [self._ids[a.id] for a in people])
        self._api.watch(self._seen)

    async def open(self, robot: Robot, codes: Mapping[str, str]) -> None:
        """Everybody presses the link they were sent; `codes` has one for each actor."""
        first = next(a for a in self._script.actors if a.role is not Role.GROUP)
        for actor in self._script.actors:
            if actor.role is Role.GROUP:
                self._api.add_to_group(self._ids[first.id], self._chat(actor), codes[actor.id])
            else:
                self._api.press_start(self._ids[actor.id], codes[actor.id])
            await robot.step()

    async def play(self, robot: Robot, last: date, zone: tzinfo) -> Played:
        """Every tick and every act up to the end of `last`, in their order."""
        start = self._clock.now()
        end = datetime.combine(last + timedelta(days=1), time(0), tzinfo=zone)
        acts = [act for act in self._script.acts if start <= act.at < end]
        while True:
            tick = next_moment(robot.ticks, self._clock.now() + timedelta(seconds=1))
            at = min([act.at for act in acts[:1]] + ([tick[0]] if tick else []), default=end)
            if at >= end:
                break
            self._clock.move_to(at)
            if acts and acts[0].at == at:
                self._act(acts.pop(0))
            elif tick:
                for one in tick[1]:
                    await one.work()
            await robot.step()
        return Played(
            days=(last - start.date()).days + 1,
            said=self._said,
            sent=self._sent,
            breaches=len(self._api.breaches),
        )

    def _act(self, act: Act) -> None:
        actor = next(a for a in self._script.actors if a.id == act.who)
        chat = self._chat(self._group) if act.in_group and self._group else self._chat(actor)
        if act.press is not None:
            try:
                message = self._message_with(chat, act.press)
            except LookupError:
                what = say("rehearsal.no_button", found=act.press, at=f"{act.at:%Y-%m-%d %H:%M}")
                raise Mistake(Problem(self._script.file, act.line, what)) from None
            self._line(chat, "press", act.press, who=actor.name)
            self._api.press(self._ids[actor.id], chat, message, act.press)
        else:
            reply = self._last_of_bot(chat) if act.reply else None
            self._api.say(self._ids[actor.id], chat, act.say or "", reply)
        self._said += 1

    def _chat(self, actor: Actor) -> int:
        return -self._ids[actor.id] if actor.role is Role.GROUP else self._ids[actor.id]

    def _message_with(self, chat: int, label: str) -> int:
        """The newest message of the chat that has such a button; LookupError without one."""
        for message in reversed(self._api.messages(chat)):
            if any(b.startswith(label) for row in _labels(message) for b in row):
                return int(message["message_id"])
        raise LookupError(label)

    def _last_of_bot(self, chat: int) -> int | None:
        mine = [m for m in self._api.messages(chat) if m["from"]["id"] == self._api.bot["id"]]
        return int(mine[-1]["message_id"]) if mine else None

    def _seen(self, what: str, message: Mapping[str, Any]) -> None:
        sender = message["from"]
        by_bot = sender["id"] == self._api.bot["id"]
        text = _shown(message)
        if not text or what == "deleted":
            return
        self._sent += by_bot and what == "new"
        who = None if by_bot else str(sender["first_name"])
        self._line(int(message["chat"]["id"]), what, text, who=who, buttons=_labels(message))

    def _line(
        self,
        chat: int,
        what: str,
        text: str,
        *,
        who: str | None,
        buttons: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        name = next(a.name for a in self._script.actors if self._chat(a) == chat)
        self._tell(Line(at=self._clock.now(), chat=name, who=who, what=what, text=text, buttons=buttons))


def _shown(message: Mapping[str, Any]) -> str:
    """What a message says, below what it brings: a picture's size, a file's name."""
    brings = [f"🖼 {size['width']} × {size['height']}" for size in message.get("photo", ())[-1:]]
    if "document" in message:
        brings.append(f"📎 {message['document']['file_name']}")
    return "\n".join([*brings, *filter(None, (message.get("text", message.get("caption")),))])


def _labels(message: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(str(button["text"]) for button in row) for row in rows)


def opening(first: date, zone: tzinfo) -> datetime:
    """When the curtain rises on the first day."""
    return datetime.combine(first, CURTAIN, tzinfo=zone)
