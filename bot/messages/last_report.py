"""What was said last of a task, in a few words: where it is overdue, or something is taken back."""

from datetime import date

from bot.messages.template_values import state_text, turn_told, what_text
from bot.messages.view import View
from bot.model.progress import Report, ReportKind, Share, State
from bot.texts import Texts
from bot.texts.turns import turn_name


def last_text(view: View, report: Report | None) -> str:
    """What was said last of a task, or that nothing was."""
    texts = view.world.texts
    return last_said(texts, report, view.day_of(report)) if report else texts.plain("what.never")


def stands(view: View, taken_back: Report) -> str:
    """What stands of a task, or of its period, now that this is taken back; nothing where it was no report
    of the owner's."""
    task, texts = view.world.catalog.task(taken_back.task), view.world.texts
    if task is None or not taken_back.answers or taken_back.part is not Share.OWNER:
        return ""
    turn = turn_told(view, task, taken_back)
    standing = view.standing(task).at(turn.end if turn else None)
    last = standing.last_report
    if last is None or turn_told(view, task, last) != turn:
        return (
            texts.plain("what.never_turn", turn=turn_name(texts, turn)) if turn else texts.plain("what.never")
        )
    state = state_text(texts, standing.state, standing.percent)
    return texts.plain("what.stands", what=_small(state), on=view.day_of(last))


def last_said(texts: Texts, report: Report, on: date) -> str:
    """The last report of a task in a few words: `báo cáo gần nhất 1/12/2025: 75%`."""
    return texts.plain("what.last", on=on, what=_small(_short(texts, report)))


def _short(texts: Texts, report: Report) -> str:
    """How far it is, where nothing else is said of it; empty where no more is known than that it was told."""
    if report.kind is ReportKind.PROGRESS and report.state in (State.IN_PROGRESS, None):
        if report.percent is not None:
            return f"{report.percent}%"
        return what_text(texts, report) if report.state else ""
    return what_text(texts, report)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
