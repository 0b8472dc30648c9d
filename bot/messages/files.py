"""Files that go out in a chat, made when they are sent: a plan's papers and picture, a unit's calendar."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Lock

from bot.digest.figures import Figure
from bot.messages import packs
from bot.messages.baseline import sent_before
from bot.messages.rendered import Rendered, Skip
from bot.messages.view import View
from bot.model import subjects
from bot.model.deadline import Period
from bot.model.message import Delivery, File, FileKind, Message
from bot.model.plan import Task
from bot.model.progress import Report
from bot.papers.chart import caption, chart
from bot.papers.figures import PlanFigures, figures_of
from bot.papers.ics import calendar_of
from bot.papers.paper import Format, cards_name, file_name, paper_of
from bot.texts import Texts

_ONE = Lock()  # the machine may have one core, and a font is one drawer's at a time


def paper(view: View, _: Delivery, of: subjects.Paper) -> Rendered | Skip:
    """A message with a plan's paper, or its picture."""
    plan = view.world.catalog.plans.get(of.plan)
    if plan is None:
        return Skip("plan gone")
    view = view.back_to(of.on)
    if of.format == packs.PACK:
        return packs.evidence(view, of, view.world.catalog.plans[plan.id])
    if of.format == "png":
        return _picture(view, of, plan_figures(view, plan.id, of.quarter, view.reports))
    return _paper(view, of, plan_figures(view, plan.id, of.quarter))


def plan_figures(
    view: View, id: str, quarter: Period | None, log: Callable[[Iterable[Task]], list[Report]] | None = None
) -> PlanFigures:
    """What the papers of a plan are made from, as it stands for this view; their history is that of the
    `log` read (null: the whole one)."""
    world, plan = view.world, view.world.catalog.plans[id]
    reports, values = (log or view.whole_log)(plan.tasks), view.target_log(plan)
    owes = view.owes_from(plan.tasks)
    made = figures_of(plan, world.catalog, reports, view.now, world.zone, quarter, values, owes)
    made = replace(made, title=world.marked(made.title), mark=world.mark, hindsight=view.hindsight(plan))
    # A quarter's paper tells all that was done of it.
    before = None if quarter else sent_before(view, id)
    if before is None:
        return made
    fresh = view.digest(plan, since=before.at, before=before).members[Figure.FINISHED]
    since = before.at.astimezone(world.zone).date()
    return replace(made, since=since, fresh=tuple(ref.code for ref in fresh))


def _picture(view: View, of: subjects.Paper, figures: PlanFigures) -> Rendered:
    texts, picture = view.world.texts, figures.picture()
    made = _alone(lambda: File(file_name(figures, "png", texts), chart(picture, texts), kind=FileKind.PHOTO))
    return Rendered(Message(_noted(caption(picture, texts), figures, texts)), of, made)


def _paper(view: View, of: subjects.Paper, figures: PlanFigures) -> Rendered:
    texts, format = view.world.texts, Format(of.format)

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
    return Rendered(Message(_noted(html, figures, texts)), of, _alone(made))


def _noted(html: str, figures: PlanFigures, texts: Texts) -> str:
    """The caption, and what the figures of a past day are to be read with."""
    return "\n".join(filter(None, (html, texts.html("digest.hindsight", of=figures.hindsight).strip())))


def calendar(view: View, row: Delivery, of: subjects.Calendar) -> Rendered | Skip:
    """A message with a unit's due dates for a phone's calendar."""
    world, unit = view.world, of.unit
    if unit not in {link.unit for link in view.links_of(row.chat_id)} and row.chat_id > 0:
        return Skip("unlinked")
    standings = view.standings(world.catalog.tasks())
    html = world.texts.html("figures.calendar", unit=world.catalog.short(unit), on=view.today)

    def made() -> File:
        data = calendar_of(unit, world.catalog, standings, world.days, view.now, world.texts, world.mark)
        return File(f"{unit}.ics", data)

    return Rendered(Message(html), of, _alone(made))


def invite_cards(view: View, _: Delivery, of: subjects.InviteCards) -> Rendered | Skip:
    """A message with invitations to print; they were made when it was asked for."""
    world, plan = view.world, view.world.catalog.plans.get(of.plan)
    if plan is None:
        return Skip("plan gone")
    texts, units = world.texts, world.catalog.units
    given = [(units[unit].name if unit in units else unit, link) for unit, link in of.cards]
    html = texts.html("invite.sheet", number=plan.number, total=len(given), until=of.until)

    def made() -> File:
        from bot.papers.cards import invitations  # docx, wanted once in a plan's life

        data = invitations(plan.number, world.marked(plan.title), given, of.until, texts)
        return File(cards_name(plan.number, texts), data)

    return Rendered(Message(html), of, _alone(made))


def _alone(make: Callable[[], File]) -> Callable[[], File]:
    def made() -> File:
        with _ONE:
            return make()

    return made
