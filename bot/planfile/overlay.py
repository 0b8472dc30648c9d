"""A task handed to another unit at a secretary's word: a file of its own beside the plan, as by hand."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.model.deadline import TaskRef
from bot.model.plan_text import PlanText
from bot.planfile.alone import ASSIGN
from bot.planfile.catalog import load
from bot.planfile.files import label, write_all
from bot.texts import Texts, moment
from bot.texts.limits import line

NAME_MOST = 60
PLAIN = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer:
    """A task's new owner (a unit's id), confirmed by somebody at a moment of the committee's own zone."""

    task: TaskRef
    owner: str
    by: str
    at: datetime

    @property
    def file(self) -> str:
        """One a task and day: no two documents of a day may assign the same task."""
        code = PLAIN.sub("-", self.task.code)
        return f"{self.task.plan}.{code}.{self.at.date().isoformat()}{ASSIGN}"

    def text(self, texts: Texts) -> str:
        """The whole file: when, on whose word, how it is taken back, and what it assigns."""
        return texts.plain(
            "transfer.file",
            plan=self.task.plan,
            code=self.task.code,
            owner=self.owner,
            by=line(self.by, NAME_MOST),
            moment=moment(self.at),
            on=self.at.date(),
        )


class NotWritten(Exception):
    """The folder did not take the file, or with it the plan would not be as it was meant."""

    def __init__(self, file: str, text: str) -> None:
        super().__init__(file)
        self.file = file
        self.text = text


def hand_over(folder: Path, transfer: Transfer, texts: Texts) -> PlanText:
    """Put the file in the folder, whole or not at all; raises NotWritten, with what to write by hand.

    Written again it is the same file. What it says is in force once the folder is read, as any edit's.
    """
    file, text = folder / transfer.file, transfer.text(texts)
    try:
        write_all({file: f"{text}\n".encode()})
    except OSError:
        raise NotWritten(transfer.file, text) from None
    if not _holds(folder, file, transfer):
        file.unlink(missing_ok=True)
        raise NotWritten(transfer.file, text)
    return PlanText.of(transfer.file, f"{text}\n")


def _holds(folder: Path, file: Path, transfer: Transfer) -> bool:
    """Whether the file has no mistake and the plan, where it can be read, has the task so."""
    loaded = load([folder])
    task = loaded.catalog.task(transfer.task)
    sound = all(problem.file != label(file) for problem in loaded.problems)
    return sound and (task is None or task.owner == transfer.owner)
