"""What leaders ask for: where a plan stands, the tasks behind its figures, and files of both."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.access.buttons import Press, one_of, short, whole
from bot.access.rights import Right, plans_open_to
from bot.conversation import snoozing
from bot.digest.named_figures import By, Group, wanted
from bot.language.days import named
from bot.language.folding import fold
from bot.language.said import Said
from bot.language.stretches import Certainty, Grain, Impossible, Standpoint, Stretch, Way
from bot.messages.packs import PACK
from bot.model import subjects
from bot.model.deadline import Period
from bot.model.message import Subject
from bot.model.say import Say
from bot.texts import day
from bot.turn import meant_tasks
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, Several, coded, number_alone

PICTURE = "png"
# How long figures are the latest after the start of the week they tell of, where no digest follows them.
THIS_WEEK = timedelta(days=14)
FORMATS: Mapping[str, str] = {
    "excel": "xlsx", "xlsx": "xlsx", "word": "docx", "docx": "docx", "html": "html", PICTURE: PICTURE,
    "minhchung": PACK, "evidence": PACK, PACK: PACK,
}  # fmt: skip
EVIDENCE = re.compile(r"\bminh\s+ch(?:ứ|u)ng\b", re.IGNORECASE)  # one word for it, as in a command
USUAL = "xlsx"
LONGEST = timedelta(days=365)  # a past looked at as a whole


@dataclass(frozen=True, slots=True)
class Scope:
    """The tasks due in a quarter, or all of them as they stood at the end of a day; neither: all, now."""

    quarter: Period | None = None
    on: date | None = None


def progress(turn: Turn, words: str) -> Outcome:
    """`/tiendo`: where each plan stands now, or stood on a day; or a grouping, a figure, one task's story."""
    plans = _plans(turn)
    if not plans:
        return turn.refuse("reply.no_progress")
    group = wanted(words) if words else None
    if words and group is None:
        return _other(turn, plans, words)
    for plan in plans:
        if group is None:
            turn.answer(subjects.Progress(plan=plan))
        else:
            _figures(turn, plan, group, None)
    snoozing.tell_secretary(turn)
    return Outcome()


def _plans(turn: Turn) -> tuple[str, ...]:
    """The plans to tell of: in a group, or a topic of it, those it was linked for, whoever asks."""
    here = () if turn.event.private else plans_open_to(Right.SEE_PROGRESS, turn.chat_links)
    return here or plans_open_to(Right.SEE_PROGRESS, turn.rights)


def _other(turn: Turn, plans: tuple[str, ...], words: str) -> Outcome:
    task = coded(turn, words)
    if isinstance(task, Several):
        return meant_tasks.which_of(turn, Said("", turn.today), task)
    if not isinstance(task, Missing):
        return turn.card(task, detail=True)
    scope = scope_of(words, turn.today)
    if isinstance(scope, Say):
        return turn.refuse(scope.key, **scope.values)
    if scope is None:
        return turn.refuse("figures.how", words=words)
    if scope.quarter:
        scope = Scope(on=scope.quarter.end)
    for plan in _known_by(turn, plans, scope):
        turn.answer(subjects.Progress(plan=plan, on=scope.on))
    return Outcome()


def _figures(
    turn: Turn, plan: str, group: Group, shown: Subject | None, page: int = 0, edits: int | None = None
) -> None:
    """Of the day that the message shown tells of, its week counted as there while that is the last."""
    by, what = group
    on, week_ago = (shown.on, shown.week_ago) if isinstance(shown, subjects.OfPlan) else (None, None)
    if week_ago and _outlived(turn, plan, week_ago):
        week_ago = None
    listed = subjects.Figures(plan=plan, by=by.value, what=what, page=page, on=on, week_ago=week_ago)
    turn.answer(listed, edits=edits)


def _outlived(turn: Turn, plan: str, week_ago: datetime) -> bool:
    """Whether a later digest was sent than the one compared with that moment."""
    latest = turn.tx.outbox.last_digest(plan, turn.now)
    before = latest.subject.week_ago if latest and isinstance(latest.subject, subjects.Digest) else None
    return before > week_ago if before else turn.now - week_ago >= THIS_WEEK


def figures_pressed(turn: Turn, press: Press) -> Outcome:
    """A figure pressed down: the list takes the place of the list before it, never of the digest."""
    key, by, what, page = press.exactly(4)
    plan = _plan(turn, key)
    if plan is None:
        return turn.refuse("toast.not_yours")
    edits = turn.event.message_id if isinstance(turn.subject, subjects.Figures) else None
    _figures(turn, plan, (one_of(By, by), what), turn.subject, max(0, whole(page)), edits)
    return Outcome()


def opened(turn: Turn, said: Said) -> Outcome | None:
    """A number under a menu of groups opens that group; None for any other words."""
    shown, number = turn.about or turn.listed, number_alone(said.text)
    menu = shown.subject if shown else None
    if not isinstance(menu, subjects.Figures) or menu.groups is None:
        return None
    if number is None or turn.event.attachments:
        return None
    plan, place = menu.plan, number - menu.first
    if plan not in plans_open_to(Right.SEE_PROGRESS, turn.rights):
        return turn.refuse("reply.no_progress")
    if not 0 <= place < len(menu.groups):
        return turn.refuse("figures.no_group", number=number)
    _figures(turn, plan, (By(menu.by), menu.groups[place]), menu)
    return Outcome()


def file_pressed(turn: Turn, press: Press) -> Outcome:
    """A file of the day that the message tells of; or the next part of the evidence that it brings."""
    key, format, *part = press.exactly(min(max(len(press.args), 2), 3))
    plan = _plan(turn, key)
    if plan is None:
        return turn.refuse("toast.not_yours")
    shown = turn.subject
    if part and isinstance(shown, subjects.Paper) and (shown.plan, shown.format) == (plan, PACK):
        return turn.answer(replace(shown, part=whole(part[0], 0)))
    on = shown.on if isinstance(shown, subjects.OfPlan) else None
    return turn.answer(subjects.Paper(plan=plan, format=FORMATS.get(format, USUAL), on=on))


def _plan(turn: Turn, key: str) -> str | None:
    """The plan behind a button, if the speaker may see how it stands."""
    open_ = plans_open_to(Right.SEE_PROGRESS, turn.rights)
    return next((plan for plan in open_ if short(plan) == key), None)


def papers(turn: Turn, words: str) -> Outcome:
    """`/baocao word quý II/2026`, `/bieudo 30/6/2026`: files of each plan that is open to the speaker."""
    plans = _plans(turn)
    if not plans:
        return turn.refuse("reply.no_progress")
    words = EVIDENCE.sub("minhchung", unicodedata.normalize("NFC", words))
    named = {word: FORMATS.get(fold(word.casefold()).strip(",.;")) for word in words.split()}
    formats = dict.fromkeys(format for format in named.values() if format) or {USUAL: None}
    rest = " ".join(word for word in words.split() if not named[word])
    scope = scope_of(rest, turn.today) if rest else Scope()
    if isinstance(scope, Say):
        return turn.refuse(scope.key, **scope.values)
    if scope is None:
        return turn.refuse("figures.paper_how")
    for plan in _known_by(turn, plans, scope):
        for format in formats:
            turn.answer(subjects.Paper(plan=plan, format=format, quarter=scope.quarter, on=scope.on))
    return Outcome()


def _known_by(turn: Turn, plans: tuple[str, ...], scope: Scope) -> list[str]:
    """The plans that have figures of that day or quarter; of the others it is told why not."""
    if scope.on and scope.on > turn.today:
        turn.notice("figures.ahead", on=day(scope.on), today=day(turn.today))
        return []
    asked = scope.quarter.end if scope.quarter else scope.on
    found = []
    for plan in (turn.catalog.plans[id] for id in plans if id in turn.catalog.plans):
        if asked and asked < plan.issued:
            values = {"number": plan.number, "issued": day(plan.issued)}
            early = subjects.Notice(key="figures.before_issue", values=values)
            turn.answer(early, like=subjects.Progress(plan=plan.id))
        else:
            found.append(plan.id)
    return found


def calendar(turn: Turn) -> Outcome:
    """`/lich`: the due dates of the speaker's own units, for a phone's calendar."""
    for unit in dict.fromkeys(link.unit for link in turn.links if link.unit):
        turn.answer(subjects.Calendar(unit=unit))
    return Outcome()


def scope_of(words: str, today: date) -> Scope | Say | None:
    """What the words name: why they can't be meant where that is plain, None where they name nothing.

    Without a year they are of this one. A report of last month tells how things stood when it ended.
    """
    found = named(words, Standpoint(today, Way.SAME))
    if isinstance(found, Impossible):
        return found.say
    if found and found.but and found.but.why == "year_short":
        return found.but.say(found.words)
    return _scope(found) if found else None


def _scope(found: Stretch) -> Scope | None:
    if found.grain is Grain.QUARTER:
        return None if found.several else Scope(quarter=Period(found.start, found.end))
    whole_year = found.grain is Grain.YEAR and found.certainty is Certainty.WRITTEN
    return None if whole_year or found.end - found.start > LONGEST else Scope(on=found.end)
