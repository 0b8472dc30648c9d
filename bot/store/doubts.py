"""Doubts: what the bot asked about words it was not sure of, and what they meant."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.model.doubt import Doubt, Meant
from bot.store.rows import Rows
from bot.store.tables import doubts


class Doubts(Rows[Doubt], table=doubts, kind=Doubt):
    """One for each note asked about; of its answers the last one counts."""

    def add(self, new: Doubt) -> bool:
        """Keep what was asked; False when it is kept already."""
        return self._add(self._row(new))

    def answer(self, report: int, answer: Meant) -> None:
        """Keep what a note meant, where the bot asked that."""
        self._change(doubts.c.report == report, **self._row(answer))

    def answered(self) -> list[Doubt]:
        """Those of which it is known what was meant, in the order of asking."""
        told = select(doubts).where(doubts.c.meant.is_not(None))
        return self._all(told.order_by(doubts.c.report))

    def _value(self, row: Mapping[str, Any]) -> Doubt:
        return super()._value({**row, "offered": tuple(row["offered"])})
