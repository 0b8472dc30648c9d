"""What leaders ask for: where a plan stands, the tasks behind its figures, and files of both."""

from collections.abc import Mapping
from enum import StrEnum

from bot.conversation import snoozing
from bot.conversation.buttons import Press, short, whole
from bot.conversation.permissions import Deed, plans_open_to
from bot.conversation.talk import Outcome, Talk
from bot.conversation.targets import Missing, coded
from bot.conversation.words import fold
from bot.model.message import OutboxKind

ALL = "-"
PICTURE = "png"


class By(StrEnum):
    """How a plan's tasks are grouped."""

    FIGURE = "f"
    UNIT = "u"
    SECTION = "s"


FORMATS: Mapping[str, str] = {
    "": "xlsx", "excel": "xlsx", "xlsx": "xlsx", "word": "docx", "docx": "docx", "html": "html",
    PICTURE: PICTURE,
}  # fmt: skip
GROUPS: Mapping[str, tuple[By, str]] = {
    "don vi": (By.UNIT, ALL), "units": (By.UNIT, ALL),
    "muc": (By.SECTION, ALL), "sections": (By.SECTION, ALL),
    "qua han": (By.FIGURE, "open_overdue"), "overdue": (By.FIGURE, "open_overdue"),
    "so lieu": (By.FIGURE, ALL), "figures": (By.FIGURE, ALL),
}  # fmt: skip


def progress(talk: Talk, words: str) -> Outcome:
    """`/tiendo`: where each plan stands now; with words, a grouping of its tasks, or one task's story."""
    plans = plans_open_to(Deed.SEE_PROGRESS, talk.rights)
    if not plans:
        return talk.refuse("reply.no_progress")
    group = GROUPS.get(fold(words.casefold()).strip())
    if words and group is None:
        return _story(talk, words)
    for plan in plans:
        if group is None:
            talk.answer(OutboxKind.PROGRESS, subject={"plan": plan})
        else:
            _figures(talk, plan, *group)
    snoozing.tell_secretary(talk)
    return Outcome()


def _story(talk: Talk, code: str) -> Outcome:
    task = coded(talk, code)
    if isinstance(task, Missing):
        return talk.refuse(task.key, label=task.label, text="")
    return talk.card(task, detail=True)


def _figures(talk: Talk, plan: str, by: By, what: str, page: int = 0, edits: int | None = None) -> None:
    subject = {"plan": plan, "by": by.value, "what": what, "page": page}
    talk.answer(OutboxKind.FIGURES, edits=edits, subject=subject)


def figures_pressed(talk: Talk, press: Press) -> Outcome:
    """A figure pressed down: the list takes the place of the list before it, never of the digest."""
    key, by, what, page = press.args
    plan = _plan(talk, key)
    if plan is None:
        return talk.refuse("toast.not_yours")
    listed = talk.about is not None and talk.about.kind is OutboxKind.FIGURES
    edits = talk.event.message_id if listed else None
    _figures(talk, plan, By(by), what, max(0, whole(page)), edits)
    return Outcome()


def file_pressed(talk: Talk, press: Press) -> Outcome:
    key, format = press.args
    plan = _plan(talk, key)
    if plan is None:
        return talk.refuse("toast.not_yours")
    talk.answer(OutboxKind.FILE, subject={"plan": plan, "format": FORMATS.get(format, "xlsx")})
    return Outcome()


def _plan(talk: Talk, key: str) -> str | None:
    """The plan behind a button, if the speaker may see how it stands."""
    open_ = plans_open_to(Deed.SEE_PROGRESS, talk.rights)
    return next((plan for plan in open_ if short(plan) == key), None)


def papers(talk: Talk, words: str) -> Outcome:
    """`/baocao`, `/baocao word`, `/bieudo`: a file of each plan that is open to the speaker."""
    plans = plans_open_to(Deed.SEE_PROGRESS, talk.rights)
    format = FORMATS.get(fold(words.casefold()).strip())
    if not plans or format is None:
        return talk.refuse("reply.no_progress" if not plans else "figures.paper_how")
    for plan in plans:
        talk.answer(OutboxKind.FILE, subject={"plan": plan, "format": format})
    return Outcome()


def calendar(talk: Talk) -> Outcome:
    """`/lich`: the due dates of the speaker's own units, for a phone's calendar."""
    units = dict.fromkeys(link.unit for link in talk.links if link.unit)
    if not units:
        return talk.refuse("figures.no_unit")
    for unit in units:
        talk.answer(OutboxKind.FILE, subject={"unit": unit, "format": "ics"})
    return Outcome()
