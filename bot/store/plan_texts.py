"""The plan files in force, text by text, for processes whose folders lie on other machines (decision 10)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from bot.model.plan_text import PlanText
from bot.store.tables import plan_texts

NEWEST = select(func.max(plan_texts.c.id)).group_by(plan_texts.c.name)
IN_FORCE = select(plan_texts).where(plan_texts.c.id.in_(NEWEST), plan_texts.c.sha256.is_not(None))
HASHES = select(plan_texts.c.name, plan_texts.c.sha256).where(plan_texts.c.id.in_(NEWEST))
EVER = select(plan_texts.c.name, plan_texts.c.sha256).distinct()


class PlanTexts:
    """A log that only grows: of each name the newest text counts, an older one is known as an old copy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def in_force(self) -> Mapping[str, PlanText]:
        """The files by their names."""
        found = self._connection.execute(IN_FORCE)
        return {row.name: PlanText(row.name, row.sha256, row.text) for row in found}

    def ever(self) -> Collection[tuple[str, str | None]]:
        """Every name with every hash that was in force under it."""
        return {(row.name, row.sha256) for row in self._connection.execute(EVER)}

    def keep(self, files: Collection[PlanText], at: datetime) -> None:
        """These are the files in force from now on; what isn't among them is removed."""
        gone = {name for name, hashed in self._hashes().items() if hashed} - {file.name for file in files}
        self.put([*files, *(PlanText(name, None, None) for name in sorted(gone))], at)

    def _hashes(self) -> Mapping[str, str | None]:
        return {row.name: row.sha256 for row in self._connection.execute(HASHES)}

    def put(self, files: Iterable[PlanText], at: datetime) -> None:
        """These files are in force from now on, beside the others."""
        there = self._hashes()
        for file in files:
            if file.sha256 != there.get(file.name):
                row = {"name": file.name, "sha256": file.sha256, "text": file.text, "at": at}
                self._connection.execute(insert(plan_texts).values(**row))
