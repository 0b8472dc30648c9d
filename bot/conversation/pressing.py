"""What a press of a button does, once it is found that whoever presses it may."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.access import buttons
from bot.access.buttons import Action, Press
from bot.access.rights import Deed, allowed, may
from bot.conversation import (
    clarified,
    deciding,
    extensions,
    posts,
    progress_requests,
    refusals,
    reporting,
    snoozing,
    target_values,
    undoing,
)
from bot.conversation.turn import Outcome, Talk
from bot.language.understand import Meaning
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, State

Handler = Callable[[Talk, Press], Outcome]


def pressed(talk: Talk) -> Outcome:
    """What follows from a press; checked by who presses it now (decision 11)."""
    press = buttons.read(talk.event.text)
    deed = press.action.deed if press else Deed.REPORT
    if not talk.links and not allowed(deed, talk.rights, talk.where):
        return talk.refuse("toast.stranger")
    if press is None:
        return talk.refuse("toast.unknown")
    try:
        return refusals.refused(talk, deed) or HANDLERS[press.action](talk, press)
    except (ValueError, IndexError):  # forged or from another version: its arguments say nothing
        return talk.refuse("toast.unknown")


def _of_task(handler: Callable[[Talk, Task, Press], Outcome]) -> Handler:
    """What follows for the task a button names, where the right reaches it."""

    def handled(talk: Talk, press: Press) -> Outcome:
        task = buttons.task_of(talk.catalog, press.args[0])
        if task is None:
            return talk.refuse("toast.task_gone")
        action = press.action
        reports = action.deed is Deed.REPORT
        may_press = clarified.may_press(talk, task, action) if reports else may(action.deed, task, talk.links)
        return handler(talk, task, press) if may_press else talk.refuse("toast.not_yours")

    return handled


def _of_report(handler: Callable[[Talk, Task, Report, Press], Outcome]) -> Handler:
    """What follows for the report a button names: of the speaker's own, unless it is to be decided."""

    def handled(talk: Talk, press: Press) -> Outcome:
        report = talk.book.reports.get(buttons.whole(press.args[0]))
        task = talk.catalog.task(report.task) if report else None
        if report is None or task is None:
            return talk.refuse("toast.task_gone")
        own = report.user_id == talk.event.user_id and talk.part(task) is not None
        if press.action is Action.DECIDE or own:
            return handler(talk, task, report, press)
        return talk.refuse("toast.not_yours")

    return handled


def _tells(state: State) -> Handler:
    return _of_task(lambda talk, task, _: reporting.state_pressed(talk, task, state, None))


def _working(talk: Talk, task: Task, press: Press) -> Outcome:
    return reporting.state_pressed(talk, task, State.IN_PROGRESS, clarified.percent_of(press.args[1]))


def _extension(talk: Talk, task: Task, _: Press) -> Outcome:
    extensions.ask_until(talk, task)
    return Outcome()


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


def _page(talk: Talk, press: Press) -> Outcome:
    page = max(0, buttons.whole(press.args[0]))
    find = talk.subject.find if isinstance(talk.subject, subjects.Tasks) else None
    turned = subjects.Tasks(user=talk.event.user_id, page=page, find=find)
    talk.answer(turned, edits=talk.event.message_id)
    return Outcome()


# What follows from each button, once the speaker may press it here.
HANDLERS: Mapping[Action, Handler] = {
    **{action: _tells(action.tells) for action in Action if action.tells},
    Action.WORKING: _of_task(_working),
    Action.OPEN: _of_task(lambda talk, task, _: talk.card(task)),
    Action.DETAIL: _of_task(lambda talk, task, _: talk.card(task, detail=True, edits=talk.event.message_id)),
    Action.EXTEND: _of_task(_extension),
    Action.UNTIL: _of_task(
        lambda talk, task, press: extensions.until_pressed(talk, task, date.fromisoformat(press.args[1]))
    ),
    Action.SNOOZE: _of_task(
        lambda talk, task, press: snoozing.pressed(talk, task, buttons.whole(press.args[1]))
    ),
    Action.SNOOZE_ALL: lambda talk, press: snoozing.all_pressed(talk, date.fromisoformat(press.args[0])),
    Action.UNDO: _of_report(
        lambda talk, _task, report, _press: undoing.undo(talk, [report], edits=talk.event.message_id)
    ),
    Action.NOTE: _of_report(lambda talk, _task, report, _press: reporting.note_pressed(talk, report)),
    Action.MEANS: _of_report(
        lambda talk, task, report, press: clarified.meant(
            talk, task, report, Meaning(press.args[1]), press.args[2]
        )
    ),
    Action.DECIDE: _of_report(
        lambda talk, task, report, press: deciding.pressed(
            talk, report, task, press.args[1], plain=press.args[2:] == ("-",)
        )
    ),
    Action.TASK: _task_chosen,
    Action.PAGE: _page,
    Action.FIGURES: progress_requests.figures_pressed,
    Action.FILE: progress_requests.file_pressed,
    Action.CALENDAR: lambda talk, _: progress_requests.calendar(talk),
    **dict.fromkeys((Action.TARGETS, Action.TARGET, Action.VALUE), target_values.pressed),
    Action.HAND_OVER: lambda talk, press: posts.hand_over_pressed(talk, buttons.whole(press.args[0])),
    Action.UNLINK: lambda talk, press: posts.unlink_pressed(
        talk, buttons.whole(press.args[0]), sure=press.args[1:] == ("1",)
    ),
    Action.LEAVE: lambda talk, _: posts.leave_pressed(talk),
}
