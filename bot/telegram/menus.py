"""Telegram's menu of commands: each chat is shown what its links open to it, strangers how to begin."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import tzinfo
from functools import cache, partial

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.access.commands import COMMANDS, FOR_STRANGERS, Command, menus
from bot.clock import Clock
from bot.delivery.aside import Guard
from bot.store.store import Store, Transaction
from bot.telegram.wire import seconds
from bot.texts import LANGUAGES, texts_in

log = logging.getLogger(__name__)

FACT = "menu:"  # with the chat: the fingerprint of what was published there
EVERYWHERE = "default"  # stands for the chat where the menu is everybody's
AT_ONCE = 10  # chats a round, in every language each
BETWEEN_ROUNDS = 1.0  # seconds
FIRST_LOOK = 3.0  # at the start: whatever people wait for goes first
AFTER_A_FAULT = 10.0
LONGEST_WITHOUT_LOOK = 60.0  # a link ended by a command, a deputy whose days begin
Menu = tuple[str, tuple[Command, ...] | None]  # of a place; none where it is to have none of its own
FINAL = (BadRequest, Forbidden, ChatMigrated)  # Telegram will not take it however often it is asked


class Menus:
    """Keeps the menus in step with the links, beside everything else: nothing waits for it."""

    def __init__(self, bot: Bot, store: Store, clock: Clock, language: str, zone: tzinfo) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._languages = (language, *(other for other in LANGUAGES if other != language))
        self._zone = zone
        self._rests_until = 0.0
        self._left: list[Menu] = []  # what the last look found and no round has come to yet
        self.due = asyncio.Event()  # links have changed

    async def run(self, guard: Guard) -> None:
        """Look whenever links have changed and every minute, until cancelled."""
        more: bool | None = False
        pause = FIRST_LOOK
        while True:
            if more:  # what changes between two rounds is looked at in the next one, and not at once
                await asyncio.sleep(BETWEEN_ROUNDS)
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.due.wait(), pause)
            more = await guard.run("menus", self.in_turn, None)
            pause = AFTER_A_FAULT if more is None else LONGEST_WITHOUT_LOOK

    async def in_turn(self) -> bool:
        """`look`, but while anything that people wait for is left to be handled or sent."""
        now, bot = self._clock.now(), self._bot.id
        first = await self._store.read(lambda tx: (tx.outbox.next_due(), tx.inbox.next_due(bot)))
        return True if any(due and due <= now for due in first) else await self.look()

    async def look(self) -> bool:
        """Publish what is not as it should be; whether more is left."""
        # Every text of all languages is compiled, a third of a second that must hold nobody up.
        await asyncio.to_thread(_mark, COMMANDS, self._bot.id, self._languages[0])
        return await self.work()

    async def work(self) -> bool:
        """Publish what is not as it should be, so many chats at most; whether more is left."""
        look, now = self.due.is_set() or not self._left, self._clock.steady()
        self.due.clear()
        if now < self._rests_until:
            return False
        found, self._left = await self._store.read(self._changed) if look else self._left, []
        done: list[Menu] = []
        for menu in found[:AT_ONCE]:
            if not await self._published(*menu):
                break
            done.append(menu)
        else:
            self._left = found[AT_ONCE:]
        if done:
            await self._store.write(partial(self._note, done))
        return bool(self._left)

    def _changed(self, tx: Transaction) -> list[Menu]:
        wanted, known = self._wanted(tx), tx.facts.starting(FACT)
        places = (place for place in {**wanted, **known} if known.get(place) != self._mark(wanted.get(place)))
        return [(place, wanted.get(place)) for place in places]

    def _wanted(self, tx: Transaction) -> Mapping[str, tuple[Command, ...]]:
        today = self._clock.now().astimezone(self._zone).date()
        found = menus(link for link in tx.links.all() if link.stands(today))
        return {FACT + EVERYWHERE: FOR_STRANGERS} | {f"{FACT}{chat}": open_ for chat, open_ in found.items()}

    def _note(self, published: Iterable[Menu], tx: Transaction) -> None:
        for place, commands in published:
            mark = self._mark(commands)
            if mark is None:
                tx.facts.forget(place)
            else:
                tx.facts.set(place, mark)

    def _mark(self, commands: tuple[Command, ...] | None) -> str | None:
        return None if commands is None else _mark(commands, self._bot.id, self._languages[0])

    async def _published(self, place: str, commands: tuple[Command, ...] | None) -> bool:
        """Whether Telegram has taken it, or never will; otherwise it is tried again later."""
        where = place.removeprefix(FACT)
        try:
            for language, code in self._codes():
                listed = None if commands is None else _list(commands, language)
                await self._publish(_scope(where), listed, code)
        except RetryAfter as error:
            self._rests_until = self._clock.steady() + seconds(error)
            log.warning("action=menu chat=%s retry_in=%.0f", where, seconds(error))
        except FINAL as error:
            log.warning("action=menu chat=%s refused=%s", where, error.message)
            return True
        except TelegramError as error:
            log.warning("action=menu chat=%s failed=%s", where, type(error).__name__)
        else:
            log.info("action=menu chat=%s commands=%d", where, len(commands or ()))
            return True
        return False

    async def _publish(
        self, scope: BotCommandScope, commands: list[BotCommand] | None, code: str | None
    ) -> None:
        if commands is None:
            await self._bot.delete_my_commands(scope, code)
        else:
            await self._bot.set_my_commands(commands, scope, code)

    def _codes(self) -> Iterator[tuple[str, str | None]]:
        """The bot's own language for everybody, the others for who has set Telegram to them."""
        yield self._languages[0], None
        yield from ((language, language) for language in self._languages[1:])


def _list(commands: Iterable[Command], language: str) -> list[BotCommand]:
    texts = texts_in(language)
    return [BotCommand(c.word(language), texts.plain(f"command.{c.name}")) for c in commands]


@cache  # there are as many menus as there are sorts of links
def _mark(commands: tuple[Command, ...], bot_id: int, language: str) -> str:
    """What tells one menu from another, and one bot's from another's."""
    said = [[(c.command, c.description) for c in _list(commands, each)] for each in LANGUAGES]
    return hashlib.sha256(json.dumps([bot_id, language, said]).encode()).hexdigest()[:16]


def _scope(where: str) -> BotCommandScope:
    return BotCommandScopeDefault() if where == EVERYWHERE else BotCommandScopeChat(int(where))
