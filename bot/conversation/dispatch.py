"""The dispatcher where everything said to the bot arrives: commands, sentences, presses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.access import commands
from bot.access.rights import Right, Where, allowed, may
from bot.conversation import (
    deciding,
    directives,
    edited,
    inviting,
    linking,
    others,
    posts,
    pressing,
    progress_requests,
    questions,
    reporting,
    snoozing,
    target_values,
    transfers,
    undoing,
    waiving,
)
from bot.conversation.planning import applying, sending
from bot.conversation.task_lists import listed
from bot.digest.named_figures import wanted
from bot.language.said import Borrowed, Said
from bot.language.understand import Meaning
from bot.language.wishes import Wish, wish
from bot.model import subjects
from bot.model.message import Delivery, Event, EventKind, OutboxKind
from bot.model.plan import Catalog, Task
from bot.model.say import say
from bot.store.store import Transaction
from bot.turn import albums, meant_tasks, refreshing, refusals
from bot.turn.turn import HandOver, Outcome, Rewrite, Turn, no_folder, not_rewritten
from bot.turn.which_task import (
    Missing,
    Several,
    asked_for_words,
    coded,
    lone,
    number_alone,
    shown,
    split_code,
    unknown_code,
)

COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
RECEIPTS = (OutboxKind.RECEIPT, OutboxKind.VALUE)
MOST_RECEIPTS = 50  # looked through for the speaker's own


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
        if event.was:
            return edited.heard(turn, said, READERS, command=command is not None)
        if command and not event.borrowed:
            return self._command(turn, command)
        if event.private and not event.borrowed and (code := linking.pasted(text)):
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

    def _command(self, turn: Turn, command: re.Match[str]) -> Outcome:
        if command["bot"] and command["bot"].casefold() != self.bot_name.casefold():
            return Outcome()
        rest = (command["rest"] or "").strip()
        asked = commands.named(command["name"])
        if asked is None and not command["bot"] and not turn.event.private:
            return Outcome()  # another bot's
        name, right = (asked.name, asked.right) if asked else ("help", Right.HELP)
        return refusals.refused(turn, right) or HANDLERS[name](turn, rest)


def _update(turn: Turn, rest: str) -> Outcome:
    """`/capnhat CODE words`."""
    split = split_code(turn, rest)
    if split is None and (unknown := unknown_code(rest)):
        return turn.refuse("reply.no_code", label=unknown[0], text=unknown[1])
    if split is None:
        return turn.refuse("reply.update_how")
    code, words = split
    task = coded(turn, code, turn.part)
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text=words)
    if isinstance(task, Several):
        return meant_tasks.which_of(turn, Said(words, turn.today), task)
    if not words and not turn.event.attachments:
        return turn.card(task)
    return reporting.about_task(turn, task, words)


def _tasks(turn: Turn, rest: str) -> Outcome:
    """`/viec`, or `/viec CODE` for one card."""
    if rest:
        return _card_of(turn, coded(turn, rest))
    return listed(turn)


def _find(turn: Turn, rest: str) -> Outcome:
    """`/tim WORDS`: every task the speaker may see in which they stand, finished ones too."""
    if not rest:
        return turn.refuse("search.how")
    return listed(turn, find=rest)


def _card_of(turn: Turn, task: Task | Several | Missing) -> Outcome:
    if isinstance(task, Missing):
        return turn.refuse(task.key, label=task.label, text="")
    if isinstance(task, Several):
        return meant_tasks.which_of(turn, Said("", turn.today), task)
    if not may(Right.SEE, task, turn.links):  # a number in a list that others were shown here
        return turn.refuse("toast.not_yours")
    return turn.card(task)


def _undo_last(turn: Turn) -> Outcome:
    about = turn.about
    if about is None or about.kind not in RECEIPTS:
        newest = turn.tx.outbox.newest(turn.event.chat_id, RECEIPTS, MOST_RECEIPTS)
        about = next((row for row in newest if _own(turn, row)), None)
    if about and isinstance(about.subject, subjects.Value):
        return target_values.undo(turn, about.subject.value)
    return undoing.undo(turn, undoing.told(turn, about))


def _own(turn: Turn, row: Delivery) -> bool:
    """Whether the receipt tells something of the speaker's own."""
    of = row.subject
    value = turn.tx.target_values.get(of.value) if isinstance(of, subjects.Value) else None
    kept = [value] if value else undoing.told(turn, row)
    return any(one.user_id == turn.event.user_id for one in kept)


def _undoing(turn: Turn, said: Said) -> Outcome | None:
    return _undo_last(turn) if undoing.asked(said) else None


def _task_alone(turn: Turn, said: Said) -> Outcome | None:
    """A number or a code and nothing else: the task's card, or whose evidence came with it."""
    task = lone(turn, said.text)
    if task is None:
        return None
    if turn.event.attachments and isinstance(task, Task):
        return reporting.about_task(turn, task, "")
    last = turn.pending()
    asked = last.subject if last else None
    if isinstance(asked, subjects.WhichTask) and isinstance(task, Task) and number_alone(said.text) is None:
        return reporting.chosen(turn, task, asked)
    return _card_of(turn, task)


def _wished(turn: Turn, said: Said) -> Outcome | None:
    """What a command gives, asked for in plain words: who may not have it is shown the own tasks."""
    if turn.event.attachments or asked_for_words(turn):
        return None
    asked = wish(said.text, turn.today)
    leads = allowed(Right.SEE_PROGRESS, turn.rights, turn.where)
    if asked is None and leads and not allowed(Right.REPORT, turn.rights, turn.where) and wanted(said.text):
        asked = Wish("progress", said.text)  # a figure's name, from who has no task it could be said of
    if asked is None:
        return None
    right = commands.BY_NAME[asked.command].right
    if right is Right.SEE_PROGRESS and not leads:
        if asked.evidence:
            return None  # who sends some, and is given none
        return refusals.refused(turn, Right.SEE) or listed(turn)
    return refusals.refused(turn, right) or HANDLERS[asked.command](turn, asked.rest)


Listener = Callable[[Turn, Said], Outcome | None]


def _overheard(turn: Turn, said: Said) -> Outcome | None:
    """A group's own conversation is none of the bot's business, but for the answer to what it has just asked
    the speaker there."""
    asked = shown(turn)
    if asked is None or said.labelled or number_alone(said.text) is not None:
        return None
    told = said.reading.sure and said.reading.state is not Meaning.NONE
    dated = isinstance(asked.subject, subjects.UntilWhen) and said.until
    why = isinstance(asked.subject, subjects.WhyLater) and said.text
    reason = why or (isinstance(asked.subject, subjects.Receipt) and asked.subject.asks)
    return reporting.words(turn, said) if turn.event.attachments or told or dated or reason else None


def _passed_on(turn: Turn, said: Said) -> Outcome | None:
    asked = turn.event.private or (shown(turn) and turn.event.attachments)
    return reporting.words(turn, said) if asked else None


# Who is asked in turn what words are; the last one always answers.
READERS: tuple[Listener, ...] = (
    target_values.words,
    snoozing.words,
    reporting.period_typed,
    progress_requests.opened,
    _wished,
    _task_alone,
    reporting.words,
)
LISTENERS: tuple[Listener, ...] = (
    applying.words,
    sending.words,
    _undoing,
    albums.join,
    questions.words,
    inviting.words,
    transfers.words,
    directives.words,
    waiving.words,
    deciding.words,
    *READERS,
)

# The same where nobody has spoken to the bot, and of somebody else's words.
OVERHEARD = (albums.join, target_values.words, _overheard)
PASSED_ON = (albums.join, _passed_on)

# What follows from each command that the speaker may give here; with the words behind it.
HANDLERS: Mapping[str, Callable[[Turn, str], Outcome]] = {
    "start": linking.start,
    "tasks": _tasks,
    "find": _find,
    "update": _update,
    "undo": lambda turn, _: _undo_last(turn),
    "progress": progress_requests.progress,
    "direct": directives.command,
    "targets": target_values.command,
    "papers": progress_requests.papers,
    "chart": lambda turn, rest: progress_requests.papers(turn, f"{progress_requests.PICTURE} {rest}"),
    "calendar": lambda turn, _: progress_requests.calendar(turn),
    "approve": lambda turn, rest: deciding.command(turn, "approve", rest),
    "return": lambda turn, rest: deciding.command(turn, "return", rest),
    "extension": lambda turn, rest: deciding.command(turn, "extension", rest),
    "waive": waiving.command,
    "ready": lambda turn, _: turn.answer(subjects.Readiness()),
    "plan": sending.command,
    "invite": inviting.command,
    "handover": posts.hand_over,
    "deputy": posts.deputise,
    "unlink": posts.unlink,
    "leave": posts.leave,
    "help": lambda turn, _: refusals.help_(turn),
}
