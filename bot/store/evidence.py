"""Evidence: what stands beside the reports, and which files are still to be fetched."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, func, select, update

from bot.model.deadline import TaskRef
from bot.model.evidence import LARGEST, Attachment, Evidence, EvidenceKind, EvidenceState, NewEvidence
from bot.store import files
from bot.store.rows import Rows
from bot.store.tables import evidence

# A file is fetched once it is known what it is about.
FETCHABLE = (evidence.c.state == EvidenceState.WAITING) & evidence.c.plan.is_not(None)
NEXT_DUE = select(func.min(evidence.c.due_at)).where(FETCHABLE)
TO_FETCH = (
    select(evidence)
    .where(FETCHABLE, evidence.c.due_at <= bindparam("now"))
    .order_by(evidence.c.id)
    .limit(bindparam("most"))
)
ALL = select(evidence).order_by(evidence.c.id)
OF_BATCH = ALL.where(evidence.c.batch == bindparam("batch"))
PLACE = update(evidence).where(evidence.c.batch == bindparam("of_batch"), evidence.c.plan.is_(None))


class EvidenceLog(Rows[Evidence], table=evidence, kind=Evidence):
    """The pieces; what is known of a file grows, no piece is taken away."""

    def add(self, new: NewEvidence) -> bool:
        """Keep a piece; False when its key is known."""
        return self._add(self._row(new) | {"state": _first_state(new.what), "attempts": 0, "due_at": new.at})

    def place(self, batch: str, task: TaskRef, report_id: int) -> int:
        """What was sent together is about this task; returns how many pieces that are."""
        values = {"plan": task.plan, "code": task.code, "report_id": report_id}
        return self._connection.execute(PLACE, {"of_batch": batch, **values}).rowcount

    def unplace(self, ids: Collection[int]) -> None:
        """What these pieces are about is to be said anew."""
        self._change(evidence.c.id.in_(ids), plan=None, code=None, report_id=None)

    def of(self, tasks: Collection[TaskRef]) -> list[Evidence]:
        """The pieces about these tasks, in the order they came."""
        return self._all_about(tasks)

    def of_batch(self, batch: str) -> list[Evidence]:
        """What was sent together."""
        return self._all(OF_BATCH, batch=batch)

    def copy_of(self, piece: Evidence) -> Path | None:
        """Where the bot keeps the file itself, if it has fetched it."""
        return files.folder_at(self._connection.engine.url) / piece.sha256 if piece.sha256 else None

    def last_of(self, user_id: int) -> Evidence | None:
        """The piece that somebody sent last."""
        theirs = select(evidence).where(evidence.c.user_id == user_id)
        return self._first(theirs.order_by(evidence.c.id.desc()).limit(1))

    def pictures(self, user_id: int, since: datetime) -> int:
        """How many pictures somebody has sent since that moment."""
        theirs = (evidence.c.user_id == user_id) & (evidence.c.kind == EvidenceKind.PHOTO)
        counted = select(func.count()).where(theirs, evidence.c.at >= since)
        return self._connection.execute(counted).scalar_one()

    def to_fetch(self, now: datetime, limit: int) -> list[Evidence]:
        """The files whose turn it is to be fetched."""
        return self._all(TO_FETCH, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the next file is to be fetched; a moment past if it already should be."""
        return self._earliest(NEXT_DUE)

    def kept(self, id: int, sha256: str, size: int) -> None:
        """The file lies in the evidence folder under its hash."""
        self._set(id, state=EvidenceState.KEPT, sha256=sha256, size=size, error=None)

    def never(self, id: int, state: EvidenceState, error: str) -> None:
        """The file can't be had: too large, or gone from Telegram."""
        self._set(id, state=state, error=error)

    def retry(self, id: int, at: datetime, error: str) -> None:
        self._change(evidence.c.id == id, attempts=evidence.c.attempts + 1, due_at=at, error=error)


def _first_state(what: Attachment) -> EvidenceState:
    if what.kind is EvidenceKind.LINK:
        return EvidenceState.KEPT
    return EvidenceState.TOO_LARGE if (what.size or 0) > LARGEST else EvidenceState.WAITING
