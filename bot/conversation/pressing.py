"""What a press of a button does, once it is found that whoever presses it may."""

from collections.abc import Mapping
from datetime import date

from bot.conversation import (
    asking,
    buttons,
    deciding,
    gate,
    leading,
    meanings,
    posts,
    reporting,
    snoozing,
    target_values,
    undoing,
)
from bot.conversation.buttons import Action, Press
from bot.conversation.permissions import Deed, allowed, may
from bot.conversation.talk import Outcome, Talk
from bot.conversation.understand import Meaning
from bot.model import subjects
from bot.model.progress import State

# The right each button needs; a button about a report is asked again about its task.
DEEDS: Mapping[Action, Deed] = {
    **dict.fromkeys((Action.OPEN, Action.DETAIL, Action.PAGE, Action.CALENDAR), Deed.SEE),
    **dict.fromkeys((Action.FIGURES, Action.FILE), Deed.SEE_PROGRESS),
    **dict.fromkeys((Action.TARGETS, Action.TARGET), Deed.SEE_TARGETS),
    Action.VALUE: Deed.REPORT_TARGET,
    Action.DECIDE: Deed.DECIDE,
    Action.SNOOZE: Deed.SNOOZE,
    Action.SNOOZE_ALL: Deed.SNOOZE,
    Action.HAND_OVER: Deed.HAND_OVER,
    Action.UNLINK: Deed.UNLINK,
    Action.LEAVE: Deed.LEAVE,
}


def pressed(talk: Talk) -> Outcome:
    """What follows from a press; checked by who presses it now (decision 11)."""
    press = buttons.read(talk.event.text)
    deed = DEEDS.get(press.action, Deed.REPORT) if press else Deed.REPORT
    if not talk.links and not allowed(deed, talk.rights, talk.where):
        return talk.refuse("toast.stranger")
    if press is None:
        return talk.refuse("toast.unknown")
    refused = gate.refused(talk, deed)
    try:
        return refused or _acted(talk, press)
    except (ValueError, IndexError):  # forged or from another version: its arguments say nothing
        return talk.refuse("toast.unknown")


def _acted(talk: Talk, press: Press) -> Outcome:
    match press.action:
        case Action.UNDO | Action.MEANS | Action.NOTE | Action.DECIDE:
            return _report_pressed(talk, press)
        case Action.TASK:
            return _task_chosen(talk, press)
        case Action.PAGE:
            page = max(0, buttons.whole(press.args[0]))
            find = talk.subject.find if isinstance(talk.subject, subjects.Tasks) else None
            turned = subjects.Tasks(user=talk.event.user_id, page=page, find=find)
            talk.answer(turned, edits=talk.event.message_id)
            return Outcome()
        case Action.FIGURES:
            return leading.figures_pressed(talk, press)
        case Action.FILE:
            return leading.file_pressed(talk, press)
        case Action.SNOOZE_ALL:
            return snoozing.all_pressed(talk, date.fromisoformat(press.args[0]))
        case Action.TARGETS | Action.TARGET | Action.VALUE:
            return target_values.pressed(talk, press)
        case Action.CALENDAR:
            return leading.calendar(talk)
        case Action.HAND_OVER:
            return posts.hand_over_pressed(talk, buttons.whole(press.args[0]))
        case Action.UNLINK:
            return posts.unlink_pressed(talk, buttons.whole(press.args[0]), sure=press.args[1:] == ("1",))
        case Action.LEAVE:
            return posts.leave_pressed(talk)
        case _:
            return _task_pressed(talk, press)


def _task_pressed(talk: Talk, press: Press) -> Outcome:
    task = buttons.task_of(talk.catalog, press.args[0])
    if task is None:
        return talk.refuse("toast.task_gone")
    deed = DEEDS.get(press.action)
    if not (may(deed, task, talk.links) if deed else meanings.may_press(talk, task, press.action)):
        return talk.refuse("toast.not_yours")
    match press.action:
        case Action.OPEN:
            return talk.card(task)
        case Action.DETAIL:
            return talk.card(task, detail=True, edits=talk.event.message_id)
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
            return reporting.state_pressed(talk, task, State.IN_PROGRESS, meanings.percent_of(press.args[1]))
        case Action.BLOCKED:
            return reporting.state_pressed(talk, task, State.BLOCKED, None)
        case _:
            return talk.refuse("toast.unknown")


def _report_pressed(talk: Talk, press: Press) -> Outcome:
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


def _task_chosen(talk: Talk, press: Press) -> Outcome:
    """The task a bare sentence meant; the sentence stands in the question's own outbox row."""
    question = talk.book.outbox.get(buttons.whole(press.args[0]))
    task = buttons.task_of(talk.catalog, press.args[1])
    asked = question.subject if question and question.chat_id == talk.event.chat_id else None
    if not isinstance(asked, subjects.WhichTask):
        return talk.refuse("toast.unknown")
    if task is None:
        return talk.refuse("toast.task_gone")
    talk.batch = asked.batch or talk.batch
    return reporting.about_task(talk, task, asked.text, edits=talk.event.message_id)
