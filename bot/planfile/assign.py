"""A later document that assigns a plan's tasks (`*.assign.yaml`): read, checked, and laid over the plan."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.language.codes import folded
from bot.model.plan import Assignment, Task
from bot.model.say import Problem, Say, say
from bot.planfile.drafts import AssignDraft, Draft, Terms, drafted
from bot.planfile.fields import ASSIGN, TERMS
from bot.planfile.parts import deadline
from bot.planfile.problems import nearest
from bot.planfile.reader import mentions
from bot.planfile.records import Record, Recorder
from bot.planfile.yamlnodes import MapNode


def read_assign_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> AssignDraft:
    """A tree with the problems found in making it, to all that can be read of the assignments."""

    def read(tree: MapNode, recorder: Recorder) -> AssignDraft:
        head = recorder.record(tree, ASSIGN)
        records = list(head.items("tasks"))
        recorder.once(
            [(record.line_of("code"), record.get("code")) for record in records], "two_codes", folded
        )
        return AssignDraft(
            file=file,
            plan=head.get("assigns"),
            line=head.line_of("assigns"),
            number=head.get("number", ""),
            issued=head.get("issued", date.min),
            terms=tuple(terms for record in records if (terms := _terms(head, record, recorder))),
            mentions=mentions(head, records),
        )

    return drafted(AssignDraft(file=file, problems=problems), tree, read)


def _terms(head: Record, record: Record, recorder: Recorder) -> Terms | None:
    when = deadline(head, record, recorder)
    given = {key: value for key, value in record.bare.items() if key in TERMS}
    if when and when.follows:
        recorder.wrong(record.line_of("deadline"), "assigned_follows", found=when.follows)
    elif record.sound and not given:
        recorder.wrong(record.line, "assigns_nothing", keys=TERMS)
    elif record.sound and when:
        given |= {"deadline": when} if "deadline" in given else {}
        return Terms(code=record.get("code"), line=record.line, given=given)
    return None


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

    return [draft.mistaken(mistakes(draft)) for draft in assigns]


def _codes(draft: Draft) -> set[str]:
    """Every code of the plan's file, those of tasks with a mistake and those of former days too."""
    tasks = draft.plan.tasks if draft.plan else ()
    return {*draft.follows, *(code for task in tasks for code in task.was)}


def laid_over(plans: Sequence[Draft], assigns: Sequence[AssignDraft]) -> list[Draft]:
    """The plans with what was assigned, the earliest document first, so that the latest has the last word."""
    in_force = sorted((draft for draft in assigns if not draft.problems), key=lambda draft: draft.issued)
    of_plan: dict[str | None, list[AssignDraft]] = defaultdict(list)
    for each in in_force:
        of_plan[each.plan].append(each)
    return [_laid(draft, of_plan[draft.plan.id if draft.plan else None]) for draft in plans]


def _laid(draft: Draft, assigns: Sequence[AssignDraft]) -> Draft:
    if draft.plan is None or not assigns:
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
    before, given = task.assigned, dict(terms.given)
    # Whoever is given a task to lead no longer helps with it.
    given["support"] = tuple(u for u in given.get("support", task.support) if u != given.get("owner"))
    return replace(
        task,
        **given,
        owner_given=task.owner_given or "owner" in given,
        owner_basis=None if "owner" in given else task.owner_basis,
        assigned=Assignment(
            number=document.number,
            issued=document.issued,
            file=document.file,
            line=terms.line,
            original=task.original,
            earlier=(*before.earlier, before.number) if before else (),
        ),
    )
