"""What a press of a button does, once it is found that whoever presses it may."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.access import buttons
from bot.access.buttons import Action, Press
from bot.access.rights import Right, allowed, may
from bot.conversation import (
    clarified,
    deciding,
    directives,
    extensions,
    inviting,
    opening,
    posts,
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
from bot.language.understand import Meaning
from bot.model import subjects
from bot.model.plan import Task
from bot.model.progress import Report, State
from bot.turn import pending, refusals
from bot.turn.turn import Outcome, Turn

Handler = Callable[[Turn, Press], Outcome]


def pressed(turn: Turn) -> Outcome:
    """What follows from a press; checked by who presses it now (decision 11)."""
    press = buttons.read(turn.event.text)
    right = press.action.right if press else Right.REPORT
    if not turn.links and not allowed(right, turn.rights, turn.where):
        return turn.refuse("toast.stranger")
    if press is None:
        return turn.refuse("toast.unknown")
    try:
        return refusals.refused(turn, right) or HANDLERS[press.action](turn, press)
    except buttons.Forged:
        return turn.refuse("toast.unknown")


def _of_task(handler: Callable[[Turn, Task, Press], Outcome]) -> Handler:
    """What follows for the task a button names, where the right reaches it."""

    def handled(turn: Turn, press: Press) -> Outcome:
        task = buttons.task_of(turn.catalog, press.arg(0))
        if task is None:
            return turn.refuse("toast.task_gone")
        action = press.action
        reports = action.right is Right.REPORT
        may_press = (
            clarified.may_press(turn, task, action) if reports else may(action.right, task, turn.links)
        )
        return handler(turn, task, press) if may_press else turn.refuse("toast.not_yours")

    return handled


def _of_report(handler: Callable[[Turn, Task, Report, Press], Outcome]) -> Handler:
    """What follows for the report a button names: of the speaker's own, unless another right is asked."""

    def handled(turn: Turn, press: Press) -> Outcome:
        report = turn.tx.reports.get(buttons.whole(press.arg(0)))
        task = turn.catalog.task(report.task) if report else None
        if report is None or task is None:
            return turn.refuse("toast.task_gone")
        right = press.action.right
        own = report.user_id == turn.event.user_id and turn.part(task) is not None
        if report.period is not None:
            turn.mean(task, report)
        if own if right is Right.REPORT else may(right, task, turn.links):
            return handler(turn, task, report, press)
        return turn.refuse("toast.not_yours")

    return handled


def _tells(state: State) -> Handler:
    return _of_task(lambda turn, task, _: reporting.state_pressed(turn, task, state, None))


def _working(turn: Turn, task: Task, press: Press) -> Outcome:
    return reporting.state_pressed(turn, task, State.IN_PROGRESS, clarified.percent_of(press.arg(1)))


def _task_chosen(turn: Turn, press: Press) -> Outcome:
    """The task a bare sentence meant; the sentence stands in the question's own outbox row."""
    asked, task = _which_task(turn, press), buttons.task_of(turn.catalog, press.arg(1))
    if asked is None:
        return turn.refuse("toast.unknown")
    if task is None:
        return turn.refuse("toast.task_gone")
    return reporting.chosen(turn, task, asked, edits=turn.event.message_id)


def _more_tasks(turn: Turn, press: Press) -> Outcome:
    """Another page of the tasks it may have meant; the words wait on."""
    asked = _which_task(turn, press)
    if asked is None:
        return turn.refuse("toast.unknown")
    return turn.answer(replace(asked, turned_to=_page_of(press, 1)), edits=turn.event.message_id)


def _which_task(turn: Turn, press: Press) -> subjects.WhichTask | None:
    question = turn.tx.outbox.get(buttons.whole(press.arg(0)))
    asked = question.subject if question and question.chat_id == turn.event.chat_id else None
    return asked if isinstance(asked, subjects.WhichTask) else None


def _period_chosen(turn: Turn, press: Press) -> Outcome:
    """The period that a report or a request was of; what was said stands in the question's own outbox row."""
    question, end = turn.tx.outbox.get(buttons.whole(press.arg(0))), buttons.day(press.arg(1))
    asked = question.subject if question and question.chat_id == turn.event.chat_id else None
    if not isinstance(asked, subjects.WhichPeriod) or end not in asked.periods:
        return turn.refuse("toast.unknown")
    task = turn.catalog.task(asked.tasks[0])
    if task is None:
        return turn.refuse("toast.task_gone")
    if not clarified.may_press(turn, task, press.action):
        return turn.refuse("toast.not_yours")
    return reporting.period_chosen(turn, task, asked, end)


def _page_of(press: Press, place: int) -> int:
    return max(0, buttons.whole(press.arg(place)))


def _waiting(turn: Turn, press: Press) -> Outcome:
    """What waits for a decision; with a page, that page of the list pressed."""
    if not press.args or not isinstance(turn.subject, subjects.Pending):
        return pending.offer(turn, pending.BOTH)
    return turn.answer(replace(turn.subject, turned_to=_page_of(press, 0)), edits=turn.event.message_id)


def _page(turn: Turn, press: Press) -> Outcome:
    page = _page_of(press, 0)
    find = turn.subject.find if isinstance(turn.subject, subjects.Tasks) else None
    return listed(turn, find=find, page=page, edits=turn.event.message_id)


# What follows from each button, once the speaker may press it here.
HANDLERS: Mapping[Action, Handler] = {
    **{action: _tells(action.tells) for action in Action if action.tells},
    Action.WORKING: _of_task(_working),
    Action.OPEN: _of_task(lambda turn, task, _: turn.card(task)),
    Action.DETAIL: _of_task(lambda turn, task, _: turn.card(task, detail=True, edits=turn.event.message_id)),
    Action.EVIDENCE: _of_task(opening.pressed),
    Action.EXTEND: _of_task(lambda turn, task, _: reporting.extend_pressed(turn, task)),
    Action.UNTIL: _of_task(
        lambda turn, task, press: extensions.until_pressed(turn, task, buttons.day(press.arg(1)))
    ),
    Action.SNOOZE: _of_task(
        lambda turn, task, press: snoozing.pressed(turn, task, buttons.whole(press.arg(1)))
    ),
    Action.SNOOZE_ALL: lambda turn, press: snoozing.all_pressed(turn, buttons.day(press.arg(0))),
    Action.UNDO: _of_report(
        lambda turn, _task, report, _press: undoing.undo(turn, [report], edits=turn.event.message_id)
    ),
    Action.NOTE: _of_report(lambda turn, _task, report, _press: reporting.note_pressed(turn, report)),
    Action.MEANS: _of_report(
        lambda turn, task, report, press: clarified.meant(
            turn, task, report, buttons.one_of(Meaning, press.arg(1)), press.arg(2)
        )
    ),
    Action.WAIVE: _of_task(lambda turn, task, press: waiving.pressed(turn, task, press.args[1:])),
    Action.DECIDE: _of_report(
        lambda turn, task, report, press: deciding.pressed(
            turn, report, task, press.arg(1), plain=press.args[2:] == ("-",)
        )
    ),
    Action.WAITING: _waiting,
    Action.ASK: _of_task(lambda turn, task, _: questions.ask_pressed(turn, task)),
    Action.REPLY: _of_report(lambda turn, task, report, _: questions.reply_pressed(turn, task, report)),
    Action.KEEP_OWNER: _of_report(lambda turn, task, report, _: transfers.keep_pressed(turn, task, report)),
    Action.UNITS: _of_report(
        lambda turn, task, report, press: transfers.units_pressed(
            turn, task, report, buttons.whole(press.arg(1))
        )
    ),
    Action.UNIT: _of_report(
        lambda turn, task, report, press: transfers.unit_pressed(turn, task, report, press.arg(1))
    ),
    Action.TRANSFER: _of_report(
        lambda turn, task, report, press: transfers.sure_pressed(turn, task, report, press.arg(1))
    ),
    Action.DIRECT: _of_task(lambda turn, task, _: directives.pressed(turn, [task])),
    Action.DIRECT_ALL: lambda turn, _: directives.all_pressed(turn),
    Action.DIRECT_PLAIN: lambda turn, _: directives.plain_pressed(turn),
    Action.SEEN: lambda turn, press: directives.seen_pressed(turn, buttons.whole(press.arg(0))),
    Action.TASK: _task_chosen,
    Action.MORE_TASKS: _more_tasks,
    Action.PERIOD: _period_chosen,
    Action.PAGE: _page,
    Action.FIGURES: progress_requests.figures_pressed,
    Action.FILE: progress_requests.file_pressed,
    Action.CALENDAR: lambda turn, _: progress_requests.calendar(turn),
    **dict.fromkeys((Action.TARGETS, Action.TARGET, Action.VALUE), target_values.pressed),
    Action.INVITE: inviting.pressed,
    Action.INVITE_UNIT: inviting.unit_pressed,
    Action.INVITE_AS: inviting.as_pressed,
    Action.INVITES: inviting.list_pressed,
    Action.TAKE_BACK: inviting.take_back_pressed,
    Action.INVITE_CARDS: lambda turn, _: inviting.cards(turn),
    Action.PLAN_SHEET: sending.sheet_pressed,
    Action.PLAN_APPLY: applying.apply_pressed,
    Action.PLAN_LATER: applying.later_pressed,
    Action.PLAN_PREVIEW: applying.preview_pressed,
    Action.PLAN_UNDO: applying.undo_pressed,
    Action.HAND_OVER: lambda turn, press: posts.hand_over_pressed(turn, buttons.whole(press.arg(0))),
    Action.UNLINK: lambda turn, press: posts.unlink_pressed(
        turn, buttons.whole(press.arg(0)), sure=press.args[1:] == ("1",)
    ),
    Action.LEAVE: lambda turn, _: posts.leave_pressed(turn),
}
