"""A later document that assigns a plan's tasks (`*.assign.yaml`): read, checked, and laid over the plan."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from bot.model.deadline import Deadline
from bot.model.plan import Assignment, Task
from bot.model.say import Problem, Say, say
from bot.planfile.drafts import Draft
from bot.planfile.fields import ASSIGN
from bot.planfile.parts import deadline
from bot.planfile.problems import Problems, Stop, more
from bot.planfile.quoted import nearest
from bot.planfile.reader import mentions, once
from bot.planfile.records import Record, Recorder
from bot.planfile.yamlnodes import MapNode

TERMS = ("owner", "support", "authority", "deadline", "deliverable")


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a document says of one task; null where it leaves the plan's word."""

    code: str
    line: int
    owner: str | None
    support: tuple[str, ...] | None
    authority: str | None
    deadline: Deadline | None
    deliverable: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignDraft:
    """What could be read of one file; in force only when nothing in it is wrong.

    `line` is where it names its plan; `mentions` are (line, unit) of every unit named.
    """

    file: str
    plan: str | None = None
    line: int = 1
    number: str = ""
    issued: date = date.min
    terms: tuple[Terms, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_assign_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> AssignDraft:
    """A tree with the problems found in making it, to all that can be read of the assignments."""
    if tree is None:
        return AssignDraft(file=file, problems=problems)
    found = Problems(file, problems)
    with suppress(Stop):
        draft = _draft(file, tree, Recorder(found))
        return replace(draft, problems=found.by_line())
    return AssignDraft(file=file, problems=found.by_line())


def _draft(file: str, tree: MapNode, recorder: Recorder) -> AssignDraft:
    head = recorder.record(tree, ASSIGN)
    records = [item.value for item in head.get("tasks", ())]
    once([(record, record.get("code")) for record in records], "code", recorder)
    return AssignDraft(
        file=file,
        plan=head.get("assigns"),
        line=head.line_of("assigns"),
        number=head.get("number", ""),
        issued=head.get("issued", date.min),
        terms=tuple(terms for record in records if (terms := _terms(head, record, recorder))),
        mentions=mentions(head, records),
    )


def _terms(head: Record, record: Record, recorder: Recorder) -> Terms | None:
    when = deadline(head, record, recorder)
    if when and when.follows:
        recorder.wrong(record.line_of("deadline"), "assigned_follows", found=when.follows)
        return None
    if record.sound and not record.lines.keys() & set(TERMS):
        recorder.wrong(record.line, "assigns_nothing", keys=TERMS)
        return None
    if not (record.sound and when):
        return None
    return Terms(
        code=record.get("code"),
        line=record.line,
        owner=record.get("owner"),
        support=record.items("support") if "support" in record.values else None,
        authority=record.get("authority"),
        deadline=when if "deadline" in record.lines else None,
        deliverable=record.get("deliverable"),
    )


def placed(assigns: Sequence[AssignDraft], plans: Sequence[Draft]) -> list[AssignDraft]:
    """Each document names a plan and tasks that are there, and no other of its day names the same task."""
    known = {draft.plan.id: draft for draft in reversed(plans) if draft.plan}
    unread = any(draft.plan is None for draft in plans)
    first: dict[tuple[str | None, str, date], str] = {}

    def mistakes(draft: AssignDraft) -> Iterator[tuple[int, Say]]:
        plan = known.get(draft.plan or "")
        if plan is None:
            if draft.plan and not unread:  # else the plan meant may be the one that can't be read
                near = nearest(draft.plan, known)
                yield draft.line, say("problems.assigns_no_plan", found=draft.plan, nearest=near)
            return
        codes = _codes(plan)
        for terms in draft.terms:
            if terms.code not in codes:
                near = nearest(terms.code, codes)
                yield terms.line, say("problems.no_code", found=terms.code, plan=draft.plan, nearest=near)
            here, key = f"{draft.file}:{terms.line}", (draft.plan, terms.code, draft.issued)
            if first.setdefault(key, here) != here and not first[key].startswith(f"{draft.file}:"):
                yield terms.line, say("problems.two_assigned", found=terms.code, first=first[key])

    return [replace(draft, problems=more(draft.file, draft.problems, mistakes(draft))) for draft in assigns]


def _codes(draft: Draft) -> set[str]:
    """Every code of the plan's file, those of tasks with a mistake and those of former days too."""
    tasks = draft.plan.tasks if draft.plan else ()
    return {*draft.follows, *(code for task in tasks for code in task.was)}


def laid_over(plans: Sequence[Draft], assigns: Sequence[AssignDraft]) -> list[Draft]:
    """The plans with what was assigned, the earliest document first, so that the latest has the last word."""
    in_force = sorted((draft for draft in assigns if not draft.problems), key=lambda draft: draft.issued)
    return [
        _laid(draft, [each for each in in_force if draft.plan and each.plan == draft.plan.id])
        for draft in plans
    ]


def _laid(draft: Draft, assigns: Sequence[AssignDraft]) -> Draft:
    if draft.plan is None:
        return draft
    tasks = draft.plan.tasks
    for assign in assigns:
        terms = {each.code: each for each in assign.terms}
        tasks = tuple(_assigned(task, assign, terms) for task in tasks)
    return replace(draft, plan=replace(draft.plan, tasks=tasks))


def _assigned(task: Task, document: AssignDraft, by_code: Mapping[str, Terms]) -> Task:
    terms = next((by_code[code] for code in (task.code, *task.was) if code in by_code), None)
    if terms is None:
        return task
    before = task.assigned
    return replace(
        task,
        owner=terms.owner or task.owner,
        owner_given=task.owner_given or terms.owner is not None,
        owner_basis=None if terms.owner else task.owner_basis,
        support=task.support if terms.support is None else terms.support,
        authority=terms.authority or task.authority,
        deadline=terms.deadline or task.deadline,
        deliverable=terms.deliverable or task.deliverable,
        assigned=Assignment(
            number=document.number,
            issued=document.issued,
            file=document.file,
            line=terms.line,
            original=task.original,
            earlier=(*before.earlier, before.number) if before else (),
        ),
    )
