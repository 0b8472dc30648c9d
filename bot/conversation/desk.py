"""The desk where everything said to the bot arrives: commands, sentences, presses."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo

from bot.conversation import (
    albums,
    asking,
    buttons,
    commands,
    deciding,
    gate,
    leading,
    linking,
    meanings,
    posts,
    refreshing,
    reporting,
    snoozing,
    undoing,
)
from bot.conversation.buttons import Action, Press
from bot.conversation.permissions import Deed, Where, allowed, may
from bot.conversation.ports import Book
from bot.conversation.searching import matching
from bot.conversation.talk import Outcome, Talk
from bot.conversation.targets import Missing, coded, lone, split_code
from bot.conversation.understand import Meaning
from bot.conversation.words import fold
from bot.model.message import Event, EventKind, OutboxKind
from bot.model.plan import Catalog, Task
from bot.model.progress import State

# The right each button needs; a button about a report is asked again about its task.
DEEDS: Mapping[Action, Deed] = {
    **dict.fromkeys((Action.OPEN, Action.DETAIL, Action.PAGE, Action.CALENDAR), Deed.SEE),
    **dict.fromkeys((Action.FIGURES, Action.FILE), Deed.SEE_PROGRESS),
    Action.DECIDE: Deed.DECIDE,
    Action.SNOOZE: Deed.SNOOZE,
    Action.HAND_OVER: Deed.HAND_OVER,
    Action.UNLINK: Deed.UNLINK,
    Action.LEAVE: Deed.LEAVE,
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
        outcome = self._answer(talk, book)
        refreshing.refresh(talk)
        return outcome

    def _answer(self, talk: Talk, book: Book) -> Outcome:
        event = talk.event
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
            case EventKind.OTHER if event.attachments:
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
        if talk.where is Where.UNLINKED or (not talk.event.private and talk.about is None):
            return Outcome()  # a group's own conversation is none of the bot's business
        if fold(text.casefold()).strip(" .!") in UNDO_WORDS:
            return self._undo_last(talk)
        joined = albums.join(talk) or deciding.words(talk, text)
        if joined:
            return joined
        if (task := lone(talk, text)) is not None:
            if talk.event.attachments and not isinstance(task, Missing):
                return reporting.about_task(talk, task, "")
            return self._card_of(talk, task)
        return reporting.words(talk, text, talk.about)

    def _command(self, talk: Talk, command: re.Match[str]) -> Outcome:
        if command["bot"] and command["bot"].casefold() != self.bot_name.casefold():
            return Outcome()
        rest = (command["rest"] or "").strip()
        asked = commands.named(command["name"]) or commands.NAMED["help"]
        if asked.deed is Deed.LINK:
            return linking.start(talk, rest)
        refused = gate.refused(talk, asked.deed)
        if refused:
            return refused
        match asked.name:
            case "update":
                return self._update(talk, rest)
            case "tasks":
                return self._tasks(talk, rest)
            case "find":
                return self._find(talk, rest)
            case "approve" | "return" | "extension":
                return deciding.command(talk, asked.name, rest)
            case "progress":
                return leading.progress(talk, rest)
            case "papers":
                return leading.papers(talk, rest)
            case "chart":
                return leading.papers(talk, leading.PICTURE)
            case "calendar":
                return leading.calendar(talk)
            case "undo":
                return self._undo_last(talk)
            case "handover":
                return posts.hand_over(talk, rest, self.bot_name)
            case "deputy":
                return posts.deputise(talk, rest, self.bot_name)
            case "unlink":
                return posts.unlink(talk, rest)
            case "leave":
                return posts.leave(talk, rest)
            case _:
                return gate.help_(talk)

    def _update(self, talk: Talk, rest: str) -> Outcome:
        """`/capnhat CODE words`."""
        split = split_code(rest, list(talk.catalog.tasks()))
        if split is None:
            return talk.refuse("reply.update_how")
        code, words = split
        task = coded(talk, code)
        if isinstance(task, Missing):
            return talk.refuse(task.key, label=task.label, text=words)
        if not words and not talk.event.attachments:
            return self._card(talk, task)
        return reporting.about_task(talk, task, words)

    def _tasks(self, talk: Talk, rest: str) -> Outcome:
        """`/viec`, or `/viec CODE` for one card."""
        if rest:
            return self._card_of(talk, coded(talk, rest))
        talk.answer(OutboxKind.TASKS, subject={"user": talk.event.user_id, "page": 0})
        return Outcome()

    def _find(self, talk: Talk, rest: str) -> Outcome:
        """`/tim WORDS`: every task the speaker may see in which they stand, finished ones too."""
        if not rest:
            return talk.refuse("search.how")
        visible = [t for t in talk.catalog.tasks() if may(Deed.SEE, t, talk.links)]
        if not matching(visible, rest, talk.catalog):
            return talk.refuse("search.none", words=rest)
        subject = {"user": talk.event.user_id, "page": 0, "find": rest}
        talk.answer(OutboxKind.TASKS, subject=subject)
        return Outcome()

    def _card_of(self, talk: Talk, task: Task | Missing) -> Outcome:
        if isinstance(task, Missing):
            return talk.refuse(task.key, label=task.label, text="")
        return self._card(talk, task)

    def _card(self, talk: Talk, task: Task) -> Outcome:
        talk.answer(OutboxKind.CARD, subject={"tasks": [[task.plan, task.code]]})
        return Outcome()

    def _undo_last(self, talk: Talk) -> Outcome:
        about = talk.about
        if about is None or about.kind is not OutboxKind.RECEIPT:
            about = talk.book.outbox.latest(talk.event.chat_id, [OutboxKind.RECEIPT])
        reports = [talk.book.reports.get(id) for id in about.subject["reports"]] if about else []
        return undoing.undo(talk, [r for r in reports if r])

    # What is pressed

    def _press(self, talk: Talk) -> Outcome:
        press = buttons.read(talk.event.text)
        deed = DEEDS.get(press.action, Deed.REPORT) if press else Deed.REPORT
        if not talk.links and not allowed(deed, talk.rights, talk.where):
            return talk.refuse("toast.stranger")
        if press is None:
            return talk.refuse("toast.unknown")
        refused = gate.refused(talk, deed)
        try:
            return refused or self._pressed(talk, press)
        except (ValueError, IndexError):  # forged or from another version: its arguments say nothing
            return talk.refuse("toast.unknown")

    def _pressed(self, talk: Talk, press: Press) -> Outcome:
        match press.action:
            case Action.UNDO | Action.MEANS | Action.NOTE | Action.DECIDE:
                return self._report_pressed(talk, press)
            case Action.TASK:
                return self._task_chosen(talk, press)
            case Action.PAGE:
                page = max(0, buttons.whole(press.args[0]))
                find = talk.about.subject.get("find") if talk.about else None
                subject = {"user": talk.event.user_id, "page": page, "find": find}
                talk.answer(OutboxKind.TASKS, edits=talk.event.message_id, subject=subject)
                return Outcome()
            case Action.FIGURES:
                return leading.figures_pressed(talk, press)
            case Action.FILE:
                return leading.file_pressed(talk, press)
            case Action.CALENDAR:
                return leading.calendar(talk)
            case Action.HAND_OVER:
                return posts.hand_over_pressed(talk, buttons.whole(press.args[0]), self.bot_name)
            case Action.UNLINK:
                return posts.unlink_pressed(talk, buttons.whole(press.args[0]), sure=press.args[1:] == ("1",))
            case Action.LEAVE:
                return posts.leave_pressed(talk)
            case _:
                return self._task_pressed(talk, press)

    def _task_pressed(self, talk: Talk, press: Press) -> Outcome:
        task = buttons.task_of(talk.catalog, press.args[0])
        if task is None:
            return talk.refuse("toast.task_gone")
        deed = DEEDS.get(press.action)
        if not (may(deed, task, talk.links) if deed else meanings.may_press(talk, task, press.action)):
            return talk.refuse("toast.not_yours")
        match press.action:
            case Action.OPEN:
                return self._card(talk, task)
            case Action.DETAIL:
                subject = {"tasks": [[task.plan, task.code]], "detail": True}
                talk.answer(OutboxKind.CARD, edits=talk.event.message_id, subject=subject)
                return Outcome()
            case Action.SNOOZE:
                return snoozing.pressed(talk, task, buttons.whole(press.args[1]))
            case Action.EXTEND:
                asking.ask_until(talk, task)
                return Outcome()
            case Action.UNTIL:
                return asking.until_pressed(talk, task, date.fromisoformat(press.args[1]))
            case Action.DONE:
                return reporting.state_pressed(talk, task, State.DONE, None)
            case Action.WORKING:
                return reporting.state_pressed(
                    talk, task, State.IN_PROGRESS, meanings.percent_of(press.args[1])
                )
            case Action.BLOCKED:
                return reporting.state_pressed(talk, task, State.BLOCKED, None)
            case _:
                return talk.refuse("toast.unknown")

    def _report_pressed(self, talk: Talk, press: Press) -> Outcome:
        report = talk.book.reports.get(buttons.whole(press.args[0]))
        task = talk.catalog.task(report.task) if report else None
        if report is None or task is None:
            return talk.refuse("toast.task_gone")
        if press.action is Action.DECIDE:
            plain = press.args[2:] == ("-",)
            return deciding.pressed(talk, report, task, press.args[1], plain=plain)
        if report.user_id != talk.event.user_id or talk.part(task) is None:
            return talk.refuse("toast.not_yours")
        match press.action:
            case Action.UNDO:
                return undoing.undo(talk, [report], edits=talk.event.message_id)
            case Action.NOTE:
                return reporting.note_pressed(talk, report)
            case _:
                return meanings.meant(talk, task, report, Meaning(press.args[1]), press.args[2])

    def _task_chosen(self, talk: Talk, press: Press) -> Outcome:
        """The task a bare sentence meant; the sentence stands in the question's own outbox row."""
        question = talk.book.outbox.get(buttons.whole(press.args[0]))
        task = buttons.task_of(talk.catalog, press.args[1])
        if question is None or question.chat_id != talk.event.chat_id or "text" not in question.subject:
            return talk.refuse("toast.unknown")
        if task is None:
            return talk.refuse("toast.task_gone")
        talk.batch = question.subject.get("batch") or talk.batch
        return reporting.about_task(talk, task, question.subject["text"], edits=talk.event.message_id)
