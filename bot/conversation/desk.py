"""The desk where everything said to the bot arrives: commands, sentences, presses."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo

from bot.conversation import buttons, linking, reporting
from bot.conversation.buttons import Action, Press
from bot.conversation.permissions import Deed, may, plans_open_to
from bot.conversation.ports import Book
from bot.conversation.talk import Outcome, Talk
from bot.conversation.targets import Missing, coded, split_code
from bot.conversation.understand import Meaning
from bot.conversation.words import fold
from bot.model.message import Event, EventKind, OutboxKind
from bot.model.plan import Catalog, Task
from bot.model.progress import State

COMMANDS: Mapping[str, str] = {
    "start": "start",
    "capnhat": "update",
    "update": "update",
    "viec": "tasks",
    "tasks": "tasks",
    "tiendo": "progress",
    "progress": "progress",
    "hoantac": "undo",
    "undo": "undo",
    "trogiup": "help",
    "help": "help",
}
COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
UNDO_WORDS = frozenset({"hoan tac", "undo"})


class Desk:
    """Answers one event within one transaction; allowed is what the table allows at this moment."""

    def __init__(self, catalog: Callable[[], Catalog], zone: tzinfo) -> None:
        self._catalog = catalog
        self._zone = zone
        self.bot_name = ""

    def handle(self, event: Event, book: Book, now: datetime) -> Outcome:
        talk = Talk(event, book, self._catalog(), now.astimezone(self._zone))
        match event.kind:
            case EventKind.MIGRATED if event.new_chat_id is not None:
                book.outbox.move_chat(event.chat_id, event.new_chat_id)
            case EventKind.SHUT_OUT:
                book.links.unreachable(event.chat_id, talk.now)
            case EventKind.LET_IN:
                book.links.reachable(event.chat_id)
            case EventKind.PRESS:
                return self._press(talk)
            case EventKind.TEXT:
                return self._text(talk)
            case EventKind.OTHER if event.private:
                return talk.refuse("reply.words_only" if talk.links else "link.stranger")
        return Outcome()

    # What is typed

    def _text(self, talk: Talk) -> Outcome:
        text = talk.event.text.strip()
        command = COMMAND.fullmatch(text)
        if command:
            return self._command(talk, command)
        if not talk.links:
            return talk.refuse("link.stranger") if talk.event.private else Outcome()
        if not talk.event.private and talk.about is None:
            return Outcome()  # a group's own conversation is none of the bot's business
        if fold(text.casefold()).strip(" .!") in UNDO_WORDS:
            return self._undo_last(talk)
        return reporting.words(talk, text, talk.about)

    def _command(self, talk: Talk, command: re.Match[str]) -> Outcome:
        if command["bot"] and command["bot"].casefold() != self.bot_name.casefold():
            return Outcome()
        rest = (command["rest"] or "").strip()
        name = COMMANDS.get(command["name"].casefold())
        if name == "start":
            return linking.start(talk, rest)
        if not talk.links and not (talk.chat_links and not talk.event.private):
            return talk.refuse("link.stranger" if talk.event.private else "link.group_how")
        match name:
            case "update":
                return self._update(talk, rest)
            case "tasks":
                return self._tasks(talk, rest)
            case "progress":
                return self._progress(talk)
            case "undo":
                return self._undo_last(talk)
            case _:
                return talk.refuse("help.group" if not talk.event.private else "help.official")

    def _update(self, talk: Talk, rest: str) -> Outcome:
        """`/capnhat CODE words`."""
        if not talk.links:
            return talk.refuse("link.stranger_in_group")
        split = split_code(rest, list(talk.catalog.tasks()))
        if split is None:
            return talk.refuse("reply.update_how")
        code, words = split
        task = coded(talk, code)
        if isinstance(task, Missing):
            return talk.refuse(task.key, label=task.label, text=words)
        if not words:
            return self._card(talk, task)
        return reporting.about_task(talk, task, words)

    def _tasks(self, talk: Talk, rest: str) -> Outcome:
        """`/viec`, or `/viec CODE` for one card."""
        if not talk.links:
            return talk.refuse("link.stranger_in_group")
        if rest:
            task = coded(talk, rest)
            if isinstance(task, Missing):
                return talk.refuse(task.key, label=task.label, text="")
            return self._card(talk, task)
        talk.answer(OutboxKind.TASKS, subject={"user": talk.event.user_id, "page": 0})
        return Outcome()

    def _card(self, talk: Talk, task: Task) -> Outcome:
        talk.answer(OutboxKind.CARD, subject={"tasks": [[task.plan, task.code]]})
        return Outcome()

    def _progress(self, talk: Talk) -> Outcome:
        """`/tiendo`: where each plan stands now, for those whose role reaches the whole plan."""
        plans = plans_open_to(Deed.SEE_PROGRESS, [*talk.links, *talk.chat_links])
        if not plans:
            return talk.refuse("reply.no_progress")
        for plan in plans:
            talk.answer(OutboxKind.PROGRESS, subject={"plan": plan})
        return Outcome()

    def _undo_last(self, talk: Talk) -> Outcome:
        about = talk.about
        if about is None or about.kind is not OutboxKind.RECEIPT:
            about = talk.book.outbox.latest(talk.event.chat_id, [OutboxKind.RECEIPT])
        reports = [talk.book.reports.get(id) for id in about.subject["reports"]] if about else []
        return reporting.undo(talk, [r for r in reports if r])

    # What is pressed

    def _press(self, talk: Talk) -> Outcome:
        if not talk.links:
            return talk.refuse("toast.stranger")
        press = buttons.read(talk.event.text)
        try:
            return self._pressed(talk, press) if press else talk.refuse("toast.unknown")
        except (ValueError, IndexError):  # forged or from another version: its arguments say nothing
            return talk.refuse("toast.unknown")

    def _pressed(self, talk: Talk, press: Press) -> Outcome:
        match press.action:
            case Action.UNDO | Action.MEANS | Action.NOTE:
                return self._report_pressed(talk, press)
            case Action.TASK:
                return self._task_chosen(talk, press)
            case Action.PAGE:
                page = max(0, int(press.args[0]))
                subject = {"user": talk.event.user_id, "page": page}
                talk.answer(OutboxKind.TASKS, edits=talk.event.message_id, subject=subject)
                return Outcome()
            case _:
                return self._task_pressed(talk, press)

    def _task_pressed(self, talk: Talk, press: Press) -> Outcome:
        task = buttons.task_of(talk.catalog, press.args[0])
        if task is None:
            return talk.refuse("toast.task_gone")
        deed = Deed.SEE if press.action in (Action.OPEN, Action.DETAIL) else Deed.REPORT
        if not may(deed, task, talk.links):
            return talk.refuse("toast.not_yours")
        match press.action:
            case Action.OPEN:
                return self._card(talk, task)
            case Action.DETAIL:
                subject = {"tasks": [[task.plan, task.code]], "detail": True}
                talk.answer(OutboxKind.CARD, edits=talk.event.message_id, subject=subject)
                return Outcome()
            case Action.EXTEND:
                reporting.ask_until(talk, task)
                return Outcome()
            case Action.UNTIL:
                return reporting.until_pressed(talk, task, date.fromisoformat(press.args[1]))
            case Action.DONE:
                return reporting.state_pressed(talk, task, State.DONE, None)
            case Action.WORKING:
                return reporting.state_pressed(talk, task, State.IN_PROGRESS, _percent(press.args[1]))
            case Action.BLOCKED:
                return reporting.state_pressed(talk, task, State.BLOCKED, None)
            case _:
                return talk.refuse("toast.unknown")

    def _report_pressed(self, talk: Talk, press: Press) -> Outcome:
        report = talk.book.reports.get(int(press.args[0]))
        task = talk.catalog.task(report.task) if report else None
        if report is None or task is None:
            return talk.refuse("toast.task_gone")
        if report.user_id != talk.event.user_id or not may(Deed.REPORT, task, talk.links):
            return talk.refuse("toast.not_yours")
        match press.action:
            case Action.UNDO:
                return reporting.undo(talk, [report], edits=talk.event.message_id)
            case Action.NOTE:
                return reporting.note_pressed(talk, report)
            case _:
                state = reporting.STATES[Meaning(press.args[1])]
                percent = None if press.args[2] == "-" else _percent(press.args[2])
                return reporting.meaning_pressed(talk, task, report, state, percent)

    def _task_chosen(self, talk: Talk, press: Press) -> Outcome:
        """The task a bare sentence meant; the sentence stands in the question's own outbox row."""
        question = talk.book.outbox.get(int(press.args[0]))
        task = buttons.task_of(talk.catalog, press.args[1])
        if question is None or question.chat_id != talk.event.chat_id or "text" not in question.subject:
            return talk.refuse("toast.unknown")
        if task is None:
            return talk.refuse("toast.task_gone")
        return reporting.about_task(talk, task, question.subject["text"], edits=talk.event.message_id)


def _percent(text: str) -> int:
    percent = int(text)
    if not 0 <= percent <= 100:
        raise ValueError(text)
    return percent
