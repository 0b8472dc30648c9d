"""What was said last of a task that is overdue, in a few words."""

from datetime import date

from bot.messages.template_values import what_text
from bot.messages.view import View
from bot.model.progress import Report, ReportKind, State
from bot.texts import Texts


def last_text(view: View, report: Report | None) -> str:
    """What was said last of a task, or that nothing was."""
    texts = view.world.texts
    return last_said(texts, report, view.day_of(report)) if report else texts.plain("what.never")


def last_said(texts: Texts, report: Report, on: date) -> str:
    """The last report of a task in a few words: `báo cáo gần nhất 1/12/2025: 75%`."""
    told = what_text(texts, report)
    going = report.kind is ReportKind.PROGRESS and report.state is State.IN_PROGRESS
    share = f"{report.percent}%" if going and report.percent is not None else ""
    return texts.plain("what.last", on=on, what=share or told[:1].lower() + told[1:])
