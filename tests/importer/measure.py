"""How much of our own documents is found, and how much of it is right: `python tests/importer/measure.py`.

A line is a layout: of the items with a deadline the share found (recall), and the share of what was found
that is there (precision); of those found the share whose deadline, owners, support and deliverable are right.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importer_builder import DOCUMENTS, UNSEEN, Source, Truth, drafted, sources
from rapidfuzz import fuzz

from bot.documents.refusals import Refused
from bot.importer.draft import DraftTask
from bot.importer.words.wording import bare, clean

ALIKE = 85  # of 100: an item is that of the truth
COLUMNS = ("recall", "precision", "deadlines", "owners", "support", "deliverables")


@dataclass(slots=True)
class Count:
    """Right and all, for each figure; and what went wrong."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    all: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    wrong: list[str] = field(default_factory=list)

    def add(self, column: str, right: bool, told: str) -> None:
        self.all[column] += 1
        self.right[column] += right
        if not right:
            self.wrong.append(f"{column}: {told}")

    def share(self, column: str) -> float:
        return self.right[column] / self.all[column] if self.all[column] else 1.0


def counted(source: Source) -> Count:
    """One document read and compared with its truth."""
    count, left = Count(), list(_read(source))
    for truth in source.truth:
        task = _found(truth, left)
        if task:
            left.remove(task)
        if truth.weak:
            continue
        if truth.kind != "none":
            count.add("recall", task is not None, truth.text)
        if task:
            _compare(truth, task, count)
    for task in left:
        if task.kind != "none":
            count.add("precision", False, f"{task.place} {task.deadline} {task.text}")
    return count


def _read(source: Source) -> tuple[DraftTask, ...]:
    try:
        return drafted(source).tasks
    except Refused:
        return ()


def _found(truth: Truth, tasks: Sequence[DraftTask]) -> DraftTask | None:
    likely = [(fuzz.partial_ratio(bare(clean(truth.text)), bare(task.text)), task) for task in tasks]
    best = max(likely, default=(0.0, None), key=lambda each: each[0])
    return best[1] if best[0] >= ALIKE else None


def _compare(truth: Truth, task: DraftTask, count: Count) -> None:
    due = task.due.isoformat() if task.due else None
    told = (
        f"{truth.text[:70]} | {truth.kind} {truth.due} {'|'.join(truth.owner)} {'|'.join(truth.support)} | "
    )
    if task.kind != "none":
        count.add("precision", truth.kind != "none", f"{told}{task.deadline}")
    if truth.kind != "none":
        right = (task.kind, due) == (truth.kind, truth.due) and task.inherited == truth.inherited
        count.add("deadlines", right, f"{told}{task.kind} {due} {task.inherited} {task.deadline}")
    count.add("owners", _names(task.owner) == _names(truth.owner), f"{told}{task.owner}")
    count.add("support", _names(task.support) == _names(truth.support), f"{told}{task.support}")
    if truth.product or task.deliverable:
        count.add(
            "deliverables",
            clean(task.deliverable or "") == (truth.product or ""),
            f"{told}{task.deliverable}",
        )


def _names(names: Iterable[str]) -> set[str]:
    return {bare(name) for name in names}


def main() -> None:
    sys.stdout.write(f"{'layout':56}{'items':>6}" + "".join(f"{name:>14}" for name in COLUMNS) + "\n")
    for folder in (DOCUMENTS, UNSEEN):
        _folder(folder)


def _folder(folder: Path) -> None:
    whole = Count()
    for source in sources(folder):
        count = counted(source)
        _print(source.layout, count)
        if "-v" in sys.argv:
            sys.stdout.writelines(f"    {wrong}\n" for wrong in count.wrong)
        for column in COLUMNS:
            whole.right[column] += count.right[column]
            whole.all[column] += count.all[column]
    _print(f"all of {folder.name}", whole)


def _print(name: str, count: Count) -> None:
    cells = "".join(f"{count.share(column):>14.3f}" for column in COLUMNS)
    sys.stdout.write(f"{name:56}{count.all['recall']:>6}{cells}\n")


if __name__ == "__main__":
    main()
