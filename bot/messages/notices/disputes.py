"""A task that its unit says is another's: for the secretary to keep or to hand over."""

from functools import partial

from bot.access.buttons import Action, data, short
from bot.messages import template_values
from bot.messages.pager import page_of
from bot.messages.rendered import Rendered, Skip, button, task_of
from bot.messages.view import View
from bot.model import subjects
from bot.model.history import History
from bot.model.message import Button, Delivery, Message
from bot.model.plan import Task
from bot.texts.limits import line

PAGE = 8
NAME = 60


def disputed(view: View, _: Delivery, of: subjects.Disputed) -> Rendered | Skip:
    """What the unit says, and what was decided since."""
    task, report = task_of(view, of), view.tx.reports.get(of.report)
    if task is None or report is None:
        return Skip("task gone")
    log = History(view.tx.reports.of(task.refs))
    decided, withdrawn = log.decision_on(report), report.id in log.undone
    html = view.world.texts.html(
        "transfer.disputed",
        task=view.named(task),
        unit=view.world.catalog.short(report.unit or task.owner),
        report=template_values.report_line(view, report),
        decided=template_values.report_line(view, decided) if decided else None,
        withdrawn=withdrawn,
    )
    rows = (
        (button(view, "button.keep_owner", data(Action.KEEP_OWNER, report.id)),),
        (button(view, "button.units", data(Action.UNITS, report.id, 0)),),
    )
    return Rendered(Message(html, () if decided or withdrawn else rows), of)


def which_unit(view: View, _: Delivery, of: subjects.WhichUnit) -> Rendered | Skip:
    """The units to choose from: those that help with the task first, then those that lead others of it."""
    task = task_of(view, of)
    if task is None:
        return Skip("task gone")
    page = page_of(_others(view, task), of.page, PAGE)
    html = view.world.texts.html("transfer.which", task=view.named(task), page=page.number, pages=page.pages)
    name = view.world.catalog.short
    rows = [(Button(line(name(u), NAME), data(Action.UNIT, of.report, short(u))),) for u in page.items]
    turns = page.turns(view, partial(data, Action.UNITS, of.report))
    return Rendered(Message(html, (*rows, *turns)), of)


def _others(view: View, task: Task) -> list[str]:
    catalog = view.world.catalog
    owners = (other.owner for other in catalog.plans[task.plan].tasks)
    units = dict.fromkeys((*task.support, *owners, *catalog.units))
    return [unit for unit in units if unit != task.owner and unit in catalog.units]


def sure(view: View, _: Delivery, of: subjects.SureToTransfer) -> Rendered | Skip:
    task = task_of(view, of)
    if task is None:
        return Skip("task gone")
    name = view.world.catalog.short
    html = view.world.texts.html(
        "transfer.sure", task=view.named(task), before=name(task.owner), after=name(of.unit)
    )
    payload = data(Action.TRANSFER, of.report, short(of.unit))
    return Rendered(Message(html, ((button(view, "button.transfer", payload),),)), of)
