"""What leaders ask for: where a plan stands, the tasks behind its figures, and files of both."""

from collections.abc import Mapping
from datetime import timedelta

from bot.access.buttons import Press, short, whole
from bot.access.rights import Deed, plans_open_to
from bot.conversation import snoozing
from bot.conversation.scope import Scope, scope_of
from bot.conversation.turn import Outcome, Talk
from bot.conversation.which_task import Missing, coded, last_list, number_alone
from bot.digest.named_figures import By, Group, wanted
from bot.language.folding import fold
from bot.language.said import Said
from bot.model import subjects
from bot.model.message import Subject
from bot.model.say import Say
from bot.texts import day

PICTURE = "png"
THIS_WEEK = timedelta(days=14)
"""How long after the start of the week it tells of a digest is the latest one."""

FORMATS: Mapping[str, str] = {
    "excel": "xlsx", "xlsx": "xlsx", "word": "docx", "docx": "docx", "html": "html", PICTURE: PICTURE,
}  # fmt: skip
USUAL = "xlsx"


def progress(talk: Talk, words: str) -> Outcome:
    """`/tiendo`: where each plan stands now, or stood on a day; or a grouping, a figure, one task's story."""
    plans = _plans(talk)
    if not plans:
        return talk.refuse("reply.no_progress")
    group = wanted(words) if words else None
    if words and group is None:
        return _other(talk, plans, words)
    for plan in plans:
        if group is None:
            talk.answer(subjects.Progress(plan=plan))
        else:
            _figures(talk, plan, group, None)
    snoozing.tell_secretary(talk)
    return Outcome()


def _plans(talk: Talk) -> tuple[str, ...]:
    """The plans to tell of: in a group, or a topic of it, those it was linked for, whoever asks."""
    here = () if talk.event.private else plans_open_to(Deed.SEE_PROGRESS, talk.chat_links)
    return here or plans_open_to(Deed.SEE_PROGRESS, talk.rights)


def _other(talk: Talk, plans: tuple[str, ...], words: str) -> Outcome:
    task = coded(talk, words)
    if not isinstance(task, Missing):
        return talk.card(task, detail=True)
    scope = scope_of(words, talk.today)
    if isinstance(scope, Say):
        return talk.refuse(scope.key, **scope.values)
    if scope is None:
        return talk.refuse("figures.how", words=words)
    if scope.quarter:
        scope = Scope(on=scope.quarter.end)
    for plan in _known_by(talk, plans, scope):
        talk.answer(subjects.Progress(plan=plan, on=scope.on))
    return Outcome()


def _figures(
    talk: Talk, plan: str, group: Group, shown: Subject | None, page: int = 0, edits: int | None = None
) -> None:
    """Of the day that the message shown tells of, its week counted as there while that is the last."""
    by, what = group
    on, week_ago = (shown.on, shown.week_ago) if isinstance(shown, subjects.OfPlan) else (None, None)
    if week_ago and talk.now - week_ago >= THIS_WEEK:
        week_ago = None
    listed = subjects.Figures(plan=plan, by=by.value, what=what, page=page, on=on, week_ago=week_ago)
    talk.answer(listed, edits=edits)


def figures_pressed(talk: Talk, press: Press) -> Outcome:
    """A figure pressed down: the list takes the place of the list before it, never of the digest."""
    key, by, what, page = press.args
    plan = _plan(talk, key)
    if plan is None:
        return talk.refuse("toast.not_yours")
    edits = talk.event.message_id if isinstance(talk.subject, subjects.Figures) else None
    _figures(talk, plan, (By(by), what), talk.subject, max(0, whole(page)), edits)
    return Outcome()


def opened(talk: Talk, said: Said) -> Outcome | None:
    """A number under a menu of groups opens that group; None for any other words."""
    shown, number = talk.about or last_list(talk), number_alone(said.text)
    menu = shown.subject if shown else None
    if not isinstance(menu, subjects.Figures) or menu.groups is None:
        return None
    if number is None or talk.event.attachments:
        return None
    plan, place = menu.plan, number - menu.first
    if plan not in plans_open_to(Deed.SEE_PROGRESS, talk.rights):
        return talk.refuse("reply.no_progress")
    if not 0 <= place < len(menu.groups):
        return talk.refuse("figures.no_group", number=number)
    _figures(talk, plan, (By(menu.by), menu.groups[place]), menu)
    return Outcome()


def file_pressed(talk: Talk, press: Press) -> Outcome:
    key, format = press.args
    plan = _plan(talk, key)
    if plan is None:
        return talk.refuse("toast.not_yours")
    on = talk.subject.on if isinstance(talk.subject, subjects.OfPlan) else None
    talk.answer(subjects.Paper(plan=plan, format=FORMATS.get(format, USUAL), on=on))
    return Outcome()


def _plan(talk: Talk, key: str) -> str | None:
    """The plan behind a button, if the speaker may see how it stands."""
    open_ = plans_open_to(Deed.SEE_PROGRESS, talk.rights)
    return next((plan for plan in open_ if short(plan) == key), None)


def papers(talk: Talk, words: str) -> Outcome:
    """`/baocao word quý II/2026`, `/bieudo 30/6/2026`: files of each plan that is open to the speaker."""
    plans = _plans(talk)
    if not plans:
        return talk.refuse("reply.no_progress")
    named = {word: FORMATS.get(fold(word.casefold()).strip(",.;")) for word in words.split()}
    formats = dict.fromkeys(format for format in named.values() if format) or {USUAL: None}
    rest = " ".join(word for word in words.split() if not named[word])
    scope = scope_of(rest, talk.today) if rest else Scope()
    if isinstance(scope, Say):
        return talk.refuse(scope.key, **scope.values)
    if scope is None:
        return talk.refuse("figures.paper_how")
    for plan in _known_by(talk, plans, scope):
        for format in formats:
            talk.answer(subjects.Paper(plan=plan, format=format, quarter=scope.quarter, on=scope.on))
    return Outcome()


def _known_by(talk: Talk, plans: tuple[str, ...], scope: Scope) -> list[str]:
    """The plans that have figures of that day or quarter; of the others it is told why not."""
    if scope.on and scope.on > talk.today:
        talk.notice("figures.ahead", on=day(scope.on), today=day(talk.today))
        return []
    asked = scope.quarter.end if scope.quarter else scope.on
    found = []
    for plan in (talk.catalog.plans[id] for id in plans if id in talk.catalog.plans):
        if asked and asked < plan.issued:
            talk.notice("figures.before_issue", number=plan.number, issued=day(plan.issued))
        else:
            found.append(plan.id)
    return found


def calendar(talk: Talk) -> Outcome:
    """`/lich`: the due dates of the speaker's own units, for a phone's calendar."""
    units = dict.fromkeys(link.unit for link in talk.links if link.unit)
    if not units:
        return talk.refuse("figures.no_unit")
    for unit in units:
        talk.answer(subjects.Calendar(unit=unit))
    return Outcome()
