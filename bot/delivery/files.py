"""Files that go out in a chat, made when they are sent: a plan's papers and picture, a unit's calendar."""

from collections.abc import Callable, Sequence
from datetime import date
from threading import Lock

from bot.delivery.rendered import Rendered, Skip
from bot.delivery.view import View
from bot.digest.chart import caption, chart
from bot.model.deadline import Period
from bot.model.message import Delivery, File, Message
from bot.model.plan import Plan
from bot.papers.figures import PlanFigures, figures_of
from bot.papers.ics import calendar_of
from bot.papers.paper import Format, paper_of, stem

_ONE = Lock()  # matplotlib's settings are the process's own, and the machine may have one core


def file(view: View, row: Delivery) -> Rendered | Skip:
    """A message with the file its row asks for; `subject` names a unit or a plan, and the format."""
    if "unit" in row.subject:
        return _calendar(view, row)
    plan = view.world.catalog.plans.get(row.subject["plan"])
    if plan is None:
        return Skip("plan gone")
    quarter = row.subject.get("quarter")
    figures = _figures(view.back_to(row.subject.get("on")), plan, quarter)
    return _picture(view, row, figures) if row.subject["format"] == "png" else _paper(view, row, figures)


def _figures(view: View, plan: Plan, quarter: Sequence[str] | None) -> PlanFigures:
    """`quarter`: the ISO dates of its first and last day."""
    world, reports, values = view.world, view.reports(plan.tasks), view.target_log(plan)
    period = Period(*map(date.fromisoformat, quarter)) if quarter else None
    return figures_of(plan, world.catalog, reports, view.now, world.zone, period, values)


def _picture(view: View, row: Delivery, figures: PlanFigures) -> Rendered:
    texts, picture = view.world.texts, figures.picture()
    made = _alone(lambda: File(f"{stem(figures)}.png", chart(picture, texts), photo=True))
    return Rendered(Message(caption(picture, texts)), row.subject, made)


def _paper(view: View, row: Delivery, figures: PlanFigures) -> Rendered:
    texts, format = view.world.texts, Format(row.subject["format"])

    def made() -> File:
        paper = paper_of(figures, format, texts)
        return File(paper.name, paper.data)

    html = texts.html(
        "figures.paper",
        number=figures.number,
        on=figures.on,
        cells=figures.cells,
        quarter=figures.quarter,
    )
    return Rendered(Message(html), row.subject, _alone(made))


def _calendar(view: View, row: Delivery) -> Rendered | Skip:
    world, unit = view.world, row.subject["unit"]
    if unit not in {link.unit for link in view.links_of(row.chat_id)} and row.chat_id > 0:
        return Skip("unlinked")
    standings = view.standings(world.catalog.tasks())
    html = world.texts.html("figures.calendar", unit=world.catalog.short(unit), on=view.today)

    def made() -> File:
        data = calendar_of(unit, world.catalog, standings, world.days, view.now, world.texts)
        return File(f"{unit}.ics", data)

    return Rendered(Message(html), row.subject, _alone(made))


def _alone(make: Callable[[], File]) -> Callable[[], File]:
    def made() -> File:
        with _ONE:
            return make()

    return made
