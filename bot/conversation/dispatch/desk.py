"""The desk where everything said to the bot arrives: commands, sentences, presses."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.access import commands
from bot.access.rights import Right, Where
from bot.conversation import edited, linking, others, pressing
from bot.conversation.dispatch.commands import HANDLERS
from bot.conversation.dispatch.sentences import LISTENERS, OVERHEARD, PASSED_ON, READERS
from bot.conversation.planning import sending
from bot.language.said import Borrowed
from bot.model import subjects
from bot.model.message import Event, EventKind
from bot.model.plan import Catalog
from bot.model.say import say
from bot.store.store import Transaction
from bot.turn import refreshing, refusals
from bot.turn.turn import HandOver, Outcome, Rewrite, Turn, no_folder, not_rewritten

CALLED = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?")
COMMAND = re.compile(rf"{CALLED.pattern}(?:\s+(?P<rest>.*))?\s*", re.DOTALL)

# What is of use to a secretary whose plan is still to be made.
BEFORE_A_PLAN = frozenset({"start", "plan", "help", "handover", "deputy", "unlink", "leave"})


def called(text: str) -> str:
    """The bot that a command of ours names: it may be this one under a new name."""
    command = COMMAND.fullmatch(text.strip())
    return (command["bot"] or "") if command and commands.named(command["name"]) else ""


class Dispatcher:
    """Answers one event within one transaction; allowed is what the table allows at this moment."""

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        zone: tzinfo,
        hand_over: HandOver = no_folder,
        rewrite: Rewrite = not_rewritten,
    ) -> None:
        self._catalog = catalog
        self._zone = zone
        self._hand_over = hand_over
        self._rewrite = rewrite
        self.bot_name = ""
        self.former: Collection[str] = ()  # names it had before, in small letters

    def goes_by(self, name: str) -> bool:
        """Whether the bot is called so, in small letters, or was: pinned words keep a former name."""
        return name in (self.bot_name.casefold(), *self.former)

    def handle(self, event: Event, tx: Transaction, now: datetime) -> Outcome:
        turn = Turn(event, tx, self._catalog(), now.astimezone(self._zone), self.bot_name)
        turn.hand_over, turn.rewrite = self._hand_over, self._rewrite
        outcome = self._answer(turn, tx)
        others.tell(turn)
        refreshing.refresh(turn)
        if turn.aside and event.kind is EventKind.PRESS:
            return replace(outcome, toast=say(turn.aside, bot=self.bot_name))
        if turn.aside:
            turn.notice(turn.aside, bot=self.bot_name)
        return outcome

    def _answer(self, turn: Turn, tx: Transaction) -> Outcome:
        event = turn.event
        match event.kind:
            case EventKind.MIGRATED if event.new_chat_id is not None:
                tx.outbox.move_chat(event.chat_id, event.new_chat_id)
            case EventKind.SHUT_OUT:
                tx.links.unreachable(event.chat_id, turn.now)
            case EventKind.LET_IN:
                tx.links.reachable(event.chat_id)
                tx.outbox.put_back(event.chat_id, turn.today, turn.now)
            case EventKind.PRESS:
                return pressing.pressed(turn)
            case EventKind.TEXT:
                return self._text(turn)
            case EventKind.OTHER if event.attachments:
                return self._text(turn)
            case EventKind.OTHER if event.private:
                return turn.refuse("reply.words_only") if turn.links else turn.turn_away("link.stranger")
        return Outcome()

    def _text(self, turn: Turn) -> Outcome:
        event, text = turn.event, turn.event.text.strip()
        command = COMMAND.fullmatch(text)
        said = Borrowed(text, turn.today) if event.borrowed else turn.said(text)
        others = not event.private and self._anothers(text)
        if event.was:
            ours = command is not None and not others
            return edited.heard(turn, said, () if others else READERS, command=ours)
        if others:
            return Outcome()
        if command and not event.borrowed:
            return self._command(turn, command)
        if event.private and (code := linking.offered(turn, text)):
            return linking.start(turn, code)
        if not turn.links and event.private:
            return turn.turn_away("link.stranger")
        if turn.where is Where.UNLINKED:
            return Outcome()
        if not turn.links:
            return refusals.stranger(turn) if turn.addressed else Outcome()
        if command and event.private:
            return turn.refuse("reply.not_own_command")
        listeners = PASSED_ON if event.borrowed else LISTENERS if turn.addressed else OVERHEARD
        return next((outcome for listen in listeners if (outcome := listen(turn, said))), Outcome())

    def _anothers(self, text: str) -> bool:
        """Whether what is said in a group begins with a command for another bot: it names one, or is none of
        ours. In private all is said to us, by whatever name."""
        called = CALLED.match(text)
        if called and called["bot"]:
            return not self.goes_by(called["bot"].casefold())
        return called is not None and commands.named(called["name"]) is None

    def _command(self, turn: Turn, command: re.Match[str]) -> Outcome:
        rest = (command["rest"] or "").strip()
        asked = commands.named(command["name"])
        name, right = (asked.name, asked.right) if asked else ("help", Right.HELP)
        if name not in BEFORE_A_PLAN and sending.awaited(turn):
            return turn.answer(subjects.PlanWanted())
        return refusals.refused(turn, right) or HANDLERS[name](turn, rest)
