"""Which of a task's evidence stands, none of a report taken back, and which belongs to one report."""

from collections.abc import Iterable

from bot.model.evidence import Evidence
from bot.model.history import History
from bot.model.progress import Report, ReportKind, State

RESULTS = (State.DONE, State.AWAITING_APPROVAL)
BARE = (ReportKind.EVIDENCE, ReportKind.CLAIM)  # what brings evidence and is no result yet


def standing(pieces: Iterable[Evidence], log: Iterable[Report]) -> list[Evidence]:
    """The pieces whose report nobody took back."""
    undone = History(log).undone
    return [piece for piece in pieces if piece.report_id not in undone]


def of_report(pieces: Iterable[Evidence], log: Iterable[Report], report: Report) -> list[Evidence]:
    """What came with the report; with a result, also what its part sent alone since the result before it."""
    own = {report.id}
    if report.state in RESULTS:
        told = [entry for entry in History(log).live if entry.part is report.part]
        others = [entry.id for entry in told if entry.state in RESULTS and entry.id != report.id]
        after = max((id for id in others if id < report.id), default=0)
        until = min((id for id in others if id > report.id), default=None)
        own |= {x.id for x in told if x.kind in BARE and x.id > after and (until is None or x.id < until)}
    return [piece for piece in standing(pieces, log) if piece.report_id in own]
