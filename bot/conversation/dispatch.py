"""The desk where everything said to the bot arrives: commands, sentences, presses."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from bot.access import commands
from bot.access.rights import Deed, Where, may
from bot.conversation import (
    albums,
    deciding,
    linking,
    posts,
    pressing,
    progress_requests,
    refreshing,
    refusals,
    reporting,
    snoozing,
    target_values,
    undoing,
)
from bot.conversation.turn import Outcome, Talk
from bot.conversation.which_task import Missing, coded, lone, split_code
from bot.language.folding import plain
from bot.language.said import Said
from bot.language.search import matching
from bot.model import subjects
from bot.model.message import Event, EventKind, OutboxKind
from bot.model.plan import Catalog, Task
from bot.store.store import Transaction
from bot.texts import LANGUAGES, template

COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
RECEIPTS = (OutboxKind.RECEIPT, OutboxKind.VALUE)


class Desk:
    """Answers one event within one transaction; allowed is what the table allows at this moment."""

    def __init__(self, catalog: Callable[[], Catalog], zone: tzinfo) -> None:
        self._catalog = catalog
        self._zone = zone
        self.bot_name = ""

    def handle(self, event: Event, book: Transaction, now: datetime) -> Outcome:
        talk = Talk(event, book, self._catalog(), now.astimezone(self._zone), self.bot_name)
        outcome = self._answer(talk, book)
        refreshing.refresh(talk)
        return outcome

    def _answer(self, talk: Talk, book: Transaction) -> Outcome:
        event = talk.event
        match event.kind:
            case EventKind.MIGRATED if event.new_chat_id is not None:
                book.outbox.move_chat(event.chat_id, event.new_chat_id)
            case EventKind.SHUT_OUT:
                book.links.unreachable(event.chat_id, talk.now)
            case EventKind.LET_IN:
                book.links.reachable(event.chat_id)
            case EventKind.PRESS:
                return pressing.pressed(talk)
            case EventKind.TEXT:
                return self._text(talk)
            case EventKind.OTHER if event.attachments:
                return self._text(talk)
            case EventKind.OTHER if event.private:
                return talk.refuse("reply.words_only" if talk.links else "link.stranger")
        return Outcome()

    def _text(self, talk: Talk) -> Outcome:
        said = Said(talk.event.text.strip(), talk.today)
        command = COMMAND.fullmatch(said.text)
        if command:
            return self._command(talk, command)
        if not talk.links:
            return talk.refuse("link.stranger") if talk.event.private else Outcome()
        if talk.where is Where.UNLINKED or (not talk.event.private and talk.about is None):
            return Outcome()  # a group's own conversation is none of the bot's business
        answers = (listen(talk, said) for listen in LISTENERS)
        return next(outcome for outcome in answers if outcome)

    def _command(self, talk: Talk, command: re.Match[str]) -> Outcome:
        if command["bot"] and command["bot"].casefold() != self.bot_name.casefold():
            return Outcome()
        rest = (command["rest"] or "").strip()
        asked = commands.named(command["name"])
        name, deed = (asked.name, asked.deed) if asked else ("help", Deed.HELP)
        return refusals.refused(talk, deed) or HANDLERS[name](talk, rest)


def _update(talk: Talk, rest: str) -> Outcome:
    """`/capnhat CODE words`."""
    split = split_code(rest, list(talk.catalog.tasks()))
    if split is None:
        return talk.refuse("reply.update_how")
    code, words = split
    task = coded(talk, code)
    if isinstance(task, Missing):
        return talk.refuse(task.key, label=task.label, text=words)
    if not words and not talk.event.attachments:
        return talk.card(task)
    return reporting.about_task(talk, task, words)


def _tasks(talk: Talk, rest: str) -> Outcome:
    """`/viec`, or `/viec CODE` for one card."""
    if rest:
        return _card_of(talk, coded(talk, rest))
    talk.answer(subjects.Tasks(user=talk.event.user_id))
    return Outcome()


def _find(talk: Talk, rest: str) -> Outcome:
    """`/tim WORDS`: every task the speaker may see in which they stand, finished ones too."""
    if not rest:
        return talk.refuse("search.how")
    visible = [t for t in talk.catalog.tasks() if may(Deed.SEE, t, talk.links)]
    if not matching(visible, rest, talk.catalog):
        return talk.refuse("search.none", words=rest)
    talk.answer(subjects.Tasks(user=talk.event.user_id, find=rest))
    return Outcome()


def _card_of(talk: Talk, task: Task | Missing) -> Outcome:
    if isinstance(task, Missing):
        return talk.refuse(task.key, label=task.label, text="")
    if not may(Deed.SEE, task, talk.links):  # a number in a list that others were shown here
        return talk.refuse("toast.not_yours")
    return talk.card(task)


def _undo_last(talk: Talk) -> Outcome:
    about = talk.about
    if about is None or about.kind not in RECEIPTS:
        about = talk.latest(*RECEIPTS)
    if about and isinstance(about.subject, subjects.Value):
        return target_values.undo(talk, about.subject.value)
    return undoing.undo(talk, undoing.told(talk, about))


def _undoing(talk: Talk, said: Said) -> Outcome | None:
    """ "Hoàn tác" and nothing else: what the button of a receipt is called, in any language."""
    words = {plain(template(language, "button.undo")) for language in LANGUAGES}
    return _undo_last(talk) if said.plain.strip(" .!") in words else None


def _task_alone(talk: Talk, said: Said) -> Outcome | None:
    """A number or a code and nothing else: the task's card, or whose evidence came with it."""
    task = lone(talk, said.text)
    if task is None:
        return None
    if talk.event.attachments and not isinstance(task, Missing):
        return reporting.about_task(talk, task, "")
    return _card_of(talk, task)


# Who is asked in turn what words are; the last one always answers.
LISTENERS: tuple[Callable[[Talk, Said], Outcome | None], ...] = (
    _undoing,
    albums.join,
    deciding.words,
    target_values.words,
    snoozing.words,
    progress_requests.opened,
    _task_alone,
    reporting.words,
)

# What follows from each command that the speaker may give here; with the words behind it.
HANDLERS: Mapping[str, Callable[[Talk, str], Outcome]] = {
    "start": linking.start,
    "tasks": _tasks,
    "find": _find,
    "update": _update,
    "undo": lambda talk, _: _undo_last(talk),
    "progress": progress_requests.progress,
    "targets": target_values.command,
    "papers": progress_requests.papers,
    "chart": lambda talk, rest: progress_requests.papers(talk, f"{progress_requests.PICTURE} {rest}"),
    "calendar": lambda talk, _: progress_requests.calendar(talk),
    "approve": lambda talk, rest: deciding.command(talk, "approve", rest),
    "return": lambda talk, rest: deciding.command(talk, "return", rest),
    "extension": lambda talk, rest: deciding.command(talk, "extension", rest),
    "handover": posts.hand_over,
    "deputy": posts.deputise,
    "unlink": posts.unlink,
    "leave": posts.leave,
    "help": lambda talk, _: refusals.help_(talk),
}
