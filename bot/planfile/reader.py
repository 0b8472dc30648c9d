"""A plan file to a Plan: what the field table can't say about it is checked here."""

from collections.abc import Sequence
from functools import lru_cache, partial

from bot.language.codes import folded
from bot.model.deadline import TaskRef
from bot.model.plan import Plan, Source, Task
from bot.model.say import Problem
from bot.planfile.drafts import Draft, drafted
from bot.planfile.fields import PLAN, TITLE
from bot.planfile.parts import deadline, digest, ladder, target
from bot.planfile.problems import nearest, shown
from bot.planfile.quick import quick
from bot.planfile.records import Record, Recorder
from bot.planfile.values import CODE, sayable
from bot.planfile.yamlnodes import MapNode
from bot.texts import LANGUAGES, template
from bot.texts.limits import clip

HEAD = ("number", "title", "issuer", "issued", "owner", "sections")
# What the template of `starter.py` says in the place of a document's words.
SAMPLES = frozenset(
    template(language, f"plan.sample_{key}")
    for language in LANGUAGES
    for key in ("number", "title", "issuer", "task", "deliverable")
)


def read_draft(file: str, tree: MapNode | None, problems: tuple[Problem, ...]) -> Draft:
    """A plan's tree with the problems found in making it, to all of the plan that can be read.

    Units and followed tasks are other files' matter: the catalogue looks them up.
    """
    return drafted(Draft(file=file, problems=problems), tree, partial(_draft, file))


def _draft(file: str, tree: MapNode, recorder: Recorder) -> Draft:
    head = recorder.record(tree, PLAN)
    records = [item.value for item in head.get("tasks", ())]
    codes = [*map(_code, records)]
    coded = [*zip(records, codes, strict=True)]
    recorder.once([(record.line_of("code"), code) for record, code in coded], "two_codes", folded)
    _renamed(coded, recorder)
    _filled_in(head, HEAD[:3], recorder)
    for record in records:
        _filled_in(record, ("title", "deliverable"), recorder)
    tasks = tuple([task for record, code in coded if (task := _task(head, record, code, recorder))])
    plan = _plan(file, head, tasks, recorder)
    follows = {code: _follow_line(record) for record, code in reversed(coded) if code}
    read = {task.code for task in tasks} if plan else set()
    return Draft(
        file=file,
        plan=plan,
        line=head.line_of("plan"),
        mentions=mentions(head, records),
        follows=follows,
        left_out=frozenset(TaskRef(head.get("plan", ""), code) for code in follows if code not in read),
    )


def _filled_in(record: Record, keys: Sequence[str], recorder: Recorder) -> None:
    """What the template says is no plan's: it must not come into force by mistake."""
    for key in keys:
        if record.get(key) in SAMPLES:
            recorder.wrong(record.line_of(key), "sample", found=record.get(key))


def _plan(file: str, head: Record, tasks: tuple[Task, ...], recorder: Recorder) -> Plan | None:
    records = [item.value for item in head.get("targets", ())]
    recorder.once([(record.line_of("id"), record.get("id")) for record in records], "two_ids")
    targets = [each for record in records if (each := target(record, recorder))]
    wishes = digest(head.get("digest"), recorder)
    if not {"plan", *HEAD} <= set(head.values):
        return None
    return Plan(
        id=head.get("plan"),
        file=file,
        **{key: head.get(key) for key in HEAD},
        tasks=tasks,
        targets=tuple(targets),
        ladder=ladder(head.get("ladder")),
        digest=wishes,
        authority=head.get("authority"),
        approval=head.get("approval") == "secretary",
        evidence_for_done=head.get("evidence") == "required",
    )


def _renamed(coded: Sequence[tuple[Record, str | None]], recorder: Recorder) -> None:
    """A code that a task had before is no task's now, and was one task's only."""
    if not any("was" in record.values for record, _ in coded):
        return
    live = {folded(code): record.line for record, code in reversed(coded) if code}
    first: dict[str, int] = {}
    for record, _ in coded:
        for old in record.get("was", ()):
            code = folded(old.value)
            if code in live:
                recorder.wrong(old.line, "was_lives", found=old.value, at=live[code])
            elif code in first:
                recorder.wrong(old.line, "two_was", found=old.value, first=first[code])
            first.setdefault(code, old.line)


def _task(head: Record, record: Record, code: str | None, recorder: Recorder) -> Task | None:
    """The task of a record, None where anything in it is wrong."""
    source, get = record.values.get("source"), record.values.get
    when = deadline(head, record, recorder)
    placed = source is not None and _placed(head, source, recorder)
    coded = code is not None and _coded(code, record, recorder)
    if not (record.sound and when and source and placed and coded and code):
        return None
    written: str = record.get("title")
    cut = len(written) > TITLE
    task: Task = _TASK(
        head.get("plan", ""),
        code,
        clip(written, TITLE) if cut else written,
        get("owner", head.get("owner", "")),
        when,
        source_of(source.get("section"), source.get("item")),
        record.line,
        get("deliverable"),
        record.items("support"),
        get("owner_basis"),
        "owner" in record.values,
        get("authority", head.get("authority")),
        get("classification"),
        record.items("was"),
        None,
        get("recurring_from", head.get("recurring_from")),
        get("text", written if cut else ""),
        cut,
    )
    return task


_TASK = quick(Task)


@lru_cache(maxsize=10_000)  # plans number their tasks alike
def source_of(section: str, item: int) -> Source:
    return Source(section, item)


def _placed(head: Record, source: Record, recorder: Recorder) -> bool:
    sections, section = head.get("sections"), source.get("section")
    if sections is None or section is None or section in sections:
        return True
    near = nearest(section, sections)
    recorder.wrong(source.line_of("section"), "no_section", found=shown(section), nearest=near)
    return False


def _coded(code: str, record: Record, recorder: Recorder) -> bool:
    """Whether a code is fit for use: a section's name, which goes into it, may hold anything."""
    if CODE.fullmatch(code) and sayable(code):
        return True
    line = record.line_of("code" if "code" in record.lines else "source")
    key = "not_sayable" if CODE.fullmatch(code) else "not_code"
    better = f"{code}-1" if code.isalpha() else "III.2.1-8"
    recorder.wrong(line, key, name="code", found=shown(code), better=shown(better))
    return False


def _code(record: Record) -> str | None:
    """A task's code: given, or its section and item."""
    if "code" in record.lines:
        code: str | None = record.get("code")
        return code
    source = record.get("source")
    if source is None or not {"section", "item"} <= set(source.values):
        return None
    return f"{source.get('section')}-{source.get('item')}"


def mentions(head: Record, records: list[Record]) -> tuple[tuple[int, str], ...]:
    """Every unit named, with its line: by a plan, a task, a target."""
    owners = (head, *records, *head.items("targets"))
    named = [(r.line_of(key), r.get(key)) for r in owners for key in ("owner", "authority") if r.get(key)]
    support = [(item.line, item.value) for record in records for item in record.get("support", ())]
    return (*named, *support)


def _follow_line(record: Record) -> int:
    return record.line_of("follows" if "follows" in record.lines else "deadline")
