"""An outbox row becomes a message at the moment it is sent, from the state at that moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from bot.access.buttons import Action, data
from bot.access.rights import Right, group_sees, reports
from bot.digest.digest import published
from bot.language.search import matching
from bot.messages import choices, directives, evidence, files, targets, template_values
from bot.messages import digest as digest_text
from bot.messages.agenda import agenda
from bot.messages.baseline import baseline
from bot.messages.cards import card, receipt, waived
from bot.messages.figures import digest_buttons, figures
from bot.messages.found import Found
from bot.messages.notices import disputes, drafting, inviting, posts
from bot.messages.notices.escalations import escalation
from bot.messages.notices.lacks import ready
from bot.messages.notices.morning import morning
from bot.messages.notices.unreached import unreached
from bot.messages.pager import PAGE, page_of, task_numbers
from bot.messages.rendered import Rendered, Skip, button, fitting
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, File, Message, OutboxKind, Subject
from bot.model.people import Role
from bot.model.plan import Plan, Task
from bot.papers.paper import plain_name
from bot.store.store import Transaction
from bot.texts.limits import clip

NOTE_MOST = 600
FIND_MOST = 100
OF_TASKS = frozenset(OutboxKind) - {OutboxKind.NOTICE, OutboxKind.UNREACHED}
# What tells how a plan stands: in the plan's own group it speaks the language of the plan's digest.
OF_PLANS = (subjects.OfPlan, subjects.Targets, subjects.Target)
S = TypeVar("S", bound=Subject)
Maker = Callable[[View, Delivery, S], Rendered | Skip]


def render(
    world: World, row: Delivery, tx: Transaction, now: datetime, found: Found | None = None
) -> Rendered | Skip:
    """The message a row is about; every type of subject has one maker.

    What tells of tasks goes to nobody whose link has ended since it was planned. `found` is what was found
    for other rows of that moment.
    """
    view, of = View(world, tx, now, found=found), row.subject
    links = view.links_of(row.chat_id)
    view.read_by(links)
    if isinstance(of, subjects.Unreadable):
        return Skip("unreadable")
    if row.kind in OF_TASKS and not links:
        return Skip("unlinked")
    plan = world.catalog.plans.get(of.plan) if isinstance(of, OF_PLANS) else None
    if plan and any(x.role is Role.GROUP and x.plan == plan.id for x in links):
        spoken = world.speaking(world.digest_rules(plan).language)
        view = View(spoken, tx, now, found=view.found).read_by(links)
    made = MAKERS[type(of)](view, row, of)
    if isinstance(made, Skip):
        return made
    without = fitting(made.without) if made.without else None
    file = partial(_marked, made.file, world.mark) if made.file and world.mark else made.file
    return replace(made, message=fitting(made.message), without=without, file=file)


def _marked(make: Callable[[], File], mark: str) -> File:
    """The file, with the mark before its name."""
    file = make()
    return replace(file, name=f"{plain_name(mark)}-{file.name}")


def _tasks(view: View, row: Delivery, of: subjects.Tasks) -> Rendered | Skip:
    links = [x for x in view.tx.links.of_user(of.user) if x.stands(view.today)]
    wanted = of.find
    tasks = view.tasks_of(links, Right.SEE)
    if row.chat_id < 0:  # a group: what it may see as well
        here = view.links_of(row.chat_id)
        here = [x for x in here if x.thread_id == row.thread_id] or here
        tasks = [task for task in tasks if group_sees(task, here)]
    if wanted:
        tasks = matching(tasks, wanted, view.world.catalog)
    standings = view.standings(tasks)
    still_open = [t for t in tasks if wanted or standings[t.ref].open]
    still_open.sort(key=lambda t: standings[t.ref].first_asked or date.max)
    page = page_of(still_open, of.page, PAGE)
    html = view.world.texts.html(
        "tasks.message",
        find=clip(wanted, FIND_MOST) if wanted else None,
        total=len(still_open),
        page=page.number,
        pages=page.pages,
        lines=[template_values.read_line(view, n, t, standings[t.ref], links) for n, t in page.numbered()],
        example=next((n for n, t in page.numbered() if reports(t, links)), None),
    )
    rows = task_numbers(page.items, page.first) + page.turns(view, partial(data, Action.PAGE))
    if any(x.unit for x in links) and not wanted:
        rows.append((button(view, "figures.calendar_button", data(Action.CALENDAR)),))
    return Rendered(Message(html, tuple(rows)), replace(of, tasks=_refs(page.items), first=page.first))


def _notice(view: View, _: Delivery, of: subjects.Notice | subjects.FigureAsked) -> Rendered | Skip:
    values = {k: clip(v, NOTE_MOST) if isinstance(v, str) else v for k, v in of.values.items()}
    if "code" in values and len(of.tasks) == 1:
        values["code"] = view.code_of(replace(of.tasks[0], code=values["code"]))
    if "codes" in values:  # of the tasks told of, the first ones
        told = zip(of.tasks, values["codes"], strict=False)
        values["codes"] = [view.code_of(replace(ref, code=code)) for ref, code in told]
    return Rendered(Message(view.world.texts.html(of.key, **values)), of)


def _digest(view: View, row: Delivery, of: subjects.Digest | subjects.Progress) -> Rendered | Skip:
    plan = view.world.catalog.plans.get(of.plan)
    if plan is None:
        return Skip("plan gone")
    if isinstance(of, subjects.Digest) and not _expected(view, row, plan):
        return Skip("unlinked")
    view = view.back_to(of.on)
    plan = view.world.catalog.plans[plan.id]
    base = baseline(view, row, of)
    digest = base.compared(view, plan)
    told = replace(of, week_ago=base.since)
    if isinstance(told, subjects.Digest):
        told = replace(told, figures=published(digest, plan, view.now))
    sections = view.world.digest_rules(plan).sections
    message = digest_text.render(digest, view.world.catalog, view.world.texts, plan, sections)
    return Rendered(replace(message, buttons=digest_buttons(view, plan)), told)


def _expected(view: View, row: Delivery, plan: Plan) -> bool:
    """Whether the weekly digest is still sent to this place: its group may follow another plan now, or
    have been linked in another topic, which then gets it."""
    places = [(x.plan, x.thread_id) for x in view.links_of(row.chat_id) if x.role is Role.GROUP]
    return (plan.id, row.thread_id) in places


def _refs(tasks: Sequence[Task]) -> tuple[TaskRef, ...]:
    return tuple(t.ref for t in tasks)


def _by(of: type[S], maker: Maker[S]) -> tuple[type[Subject], Maker[Any]]:
    """A type and its maker: here the two are proved to fit."""
    return of, maker


MAKERS: Mapping[type[Subject], Maker[Any]] = dict(
    (
        _by(subjects.Agenda, agenda),
        _by(subjects.Escalation, escalation),
        _by(subjects.Unreached, unreached),
        _by(subjects.Morning, morning),
        _by(subjects.Digest, _digest),
        _by(subjects.Progress, _digest),
        _by(subjects.Figures, figures),
        _by(subjects.Paper, files.paper),
        _by(subjects.Calendar, files.calendar),
        _by(subjects.Piece, evidence.piece),
        _by(subjects.Notice, _notice),
        _by(subjects.Tasks, _tasks),
        _by(subjects.Card, card),
        _by(subjects.Receipt, receipt),
        _by(subjects.Directive, directives.directive),
        _by(subjects.DirectiveSent, directives.sent),
        _by(subjects.DirectiveWanted, directives.wanted),
        _by(subjects.Targets, targets.targets),
        _by(subjects.Target, targets.target),
        _by(subjects.Value, targets.value),
        _by(subjects.FigureAsked, _notice),
        _by(subjects.WhichTask, choices.which_task),
        _by(subjects.WhichMeaning, choices.which_meaning),
        _by(subjects.UntilWhen, choices.until_when),
        _by(subjects.WhyLater, choices.why_later),
        _by(subjects.WhichPeriod, choices.which_period),
        _by(subjects.WhichWaived, choices.which_waived),
        _by(subjects.Waived, waived),
        _by(subjects.Result, choices.decision),
        _by(subjects.Request, choices.decision),
        _by(subjects.Question, choices.question),
        _by(subjects.Disputed, disputes.disputed),
        _by(subjects.WhichUnit, disputes.which_unit),
        _by(subjects.SureToTransfer, disputes.sure),
        _by(subjects.AnswerWanted, choices.answer_wanted),
        _by(subjects.Answer, choices.answer),
        _by(subjects.WhyDecided, choices.why_decided),
        _by(subjects.Pending, choices.pending),
        _by(subjects.WhichPost, posts.which),
        _by(subjects.SureToUnlink, posts.sure_to_unlink),
        _by(subjects.SureToLeave, posts.sure_to_leave),
        _by(subjects.Readiness, ready),
        _by(subjects.PlanWanted, drafting.wanted),
        _by(subjects.PlanSheet, drafting.sheet),
        _by(subjects.PlanRead, drafting.read),
        _by(subjects.PlanPreview, drafting.preview),
        _by(subjects.PlanApplied, drafting.applied),
        _by(subjects.Inviting, inviting.inviting),
        _by(subjects.Invitations, inviting.invitations),
        _by(subjects.InviteCards, files.invite_cards),
    )
)
