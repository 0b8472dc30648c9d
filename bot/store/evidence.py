"""Evidence: what stands beside the reports, and which files are still to be fetched."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, tuple_, update

from bot.model.deadline import TaskRef
from bot.model.evidence import LARGEST, Attachment, Evidence, EvidenceKind, EvidenceState, NewEvidence
from bot.store.engine import insert_new
from bot.store.tables import evidence

# A file is fetched once it is known what it is about.
FETCHABLE = (evidence.c.state == EvidenceState.WAITING) & evidence.c.plan.is_not(None)


class EvidenceLog:
    """The pieces; what is known of a file grows, nothing is taken away."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewEvidence) -> bool:
        """Keep a piece; False when its key is known."""
        row = {
            "key": new.key,
            "batch": new.batch,
            "plan": new.task.plan if new.task else None,
            "code": new.task.code if new.task else None,
            "report_id": new.report_id,
            "kind": new.what.kind,
            "at": new.at,
            "user_id": new.user_id,
            "user_name": new.user_name,
            "file_id": new.what.file_id,
            "unique_id": new.what.unique_id,
            "name": new.what.name,
            "size": new.what.size,
            "state": _first_state(new.what),
            "attempts": 0,
            "due_at": new.at,
        }
        return insert_new(self._connection, evidence, row)

    def place(self, batch: str, task: TaskRef, report_id: int) -> int:
        """What was sent together is about this task; returns how many pieces that are."""
        unplaced = update(evidence).where(evidence.c.batch == batch, evidence.c.plan.is_(None))
        values = {"plan": task.plan, "code": task.code, "report_id": report_id}
        return self._connection.execute(unplaced.values(**values)).rowcount

    def of(self, tasks: Collection[TaskRef]) -> list[Evidence]:
        """The pieces about these tasks, in the order they came."""
        named = [(task.plan, task.code) for task in tasks]
        return self._pieces(select(evidence).where(tuple_(evidence.c.plan, evidence.c.code).in_(named)))

    def of_reports(self, reports: Collection[int]) -> list[Evidence]:
        """The pieces that came with these reports."""
        return self._pieces(select(evidence).where(evidence.c.report_id.in_(reports)))

    def of_batch(self, batch: str) -> list[Evidence]:
        """What was sent together."""
        return self._pieces(select(evidence).where(evidence.c.batch == batch))

    def to_fetch(self, now: datetime, limit: int) -> list[Evidence]:
        """The files whose turn it is to be fetched."""
        due = select(evidence).where(FETCHABLE, evidence.c.due_at <= now)
        return self._pieces(due.limit(limit))

    def next_due(self) -> datetime | None:
        """When the next file is to be fetched; a moment past if it already should be."""
        found: datetime | None = self._connection.scalar(select(func.min(evidence.c.due_at)).where(FETCHABLE))
        return found

    def kept(self, id: int, sha256: str, size: int) -> None:
        """The file lies in the evidence folder under its hash."""
        self._change(id, state=EvidenceState.KEPT, sha256=sha256, size=size, error=None)

    def never(self, id: int, state: EvidenceState, error: str) -> None:
        """The file can't be had: too large, or gone from Telegram."""
        self._change(id, state=state, error=error)

    def retry(self, id: int, at: datetime, error: str) -> None:
        self._change(id, attempts=evidence.c.attempts + 1, due_at=at, error=error)

    def _change(self, id: int, **values: Any) -> None:
        self._connection.execute(update(evidence).where(evidence.c.id == id).values(**values))

    def _pieces(self, chosen: Select[Any]) -> list[Evidence]:
        return [_piece(row) for row in self._connection.execute(chosen.order_by(evidence.c.id))]


def _first_state(what: Attachment) -> EvidenceState:
    if what.kind is EvidenceKind.LINK:
        return EvidenceState.KEPT
    return EvidenceState.TOO_LARGE if (what.size or 0) > LARGEST else EvidenceState.WAITING


def _piece(row: Row[Any]) -> Evidence:
    return Evidence(
        id=row.id,
        key=row.key,
        batch=row.batch,
        what=Attachment(
            kind=row.kind, name=row.name, file_id=row.file_id, unique_id=row.unique_id, size=row.size
        ),
        at=row.at,
        user_id=row.user_id,
        user_name=row.user_name,
        task=TaskRef(row.plan, row.code) if row.plan is not None else None,
        report_id=row.report_id,
        state=row.state,
        sha256=row.sha256,
        attempts=row.attempts,
    )
