"""What a row of the benchmark is, how it is judged, and how the table is printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .stage import Bench


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all cores together beside those that passed."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound of what a row is judged by, in a unit: `least` or `most`."""

    bound: float
    unit: str
    least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.bound if self.least else value <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.least else '<='} {self.bound:g} {self.unit}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What was measured: the value that is judged, ours beside theirs where there is a peer or a floor."""

    value: float
    ours: Cost | None = None
    theirs: Cost | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One promise: `says` what is measured, `beside` names the peer or the floor."""

    name: str
    says: str
    beside: str
    aim: Aim
    measure: Callable[[Bench], Figures]


class Unmeasured(Exception):
    """Why a row has no figure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A row with its figures, or with the reason why it has none."""

    row: Row
    figures: Figures | None
    reason: str = ""

    @property
    def mark(self) -> str:
        if self.figures is None:
            return "failed"
        return "met" if self.row.aim.met(self.figures.value) else "MISSED"

    def as_json(self) -> Mapping[str, Any]:
        row, aim = self.row, self.row.aim
        return {
            "row": row.name,
            "says": row.says,
            "beside": row.beside,
            "aim": asdict(aim),
            "mark": self.mark,
            "figures": asdict(self.figures) if self.figures else None,
            "reason": self.reason,
        }


def measured(row: Row, bench: Bench) -> Result:
    """One row's result; what stands in its way is its reason, and the others go on."""
    try:
        return Result(row=row, figures=row.measure(bench))
    except Unmeasured as reason:
        return Result(row=row, figures=None, reason=str(reason).strip().replace("\n", " "))
    except Exception as error:  # a fault of one row's: the reason is told in its place
        return Result(row=row, figures=None, reason=f"{type(error).__name__}: {error}".replace("\n", " "))


HEAD = ("row", "what", "beside", "aim", "measured", "", "ours: CPU / wall s", "theirs", "")


def lines(results: Iterable[Result]) -> Iterator[str]:
    """The table as a page takes it."""
    yield _line(HEAD)
    yield _line(["---"] * len(HEAD))
    yield from map(line, results)


def line(result: Result) -> str:
    row, found = result.row, result.figures
    measured = f"{found.value:.3g} {row.aim.unit}" if found else "-"
    costs = (_cost(found.ours), _cost(found.theirs), found.note) if found else ("", "", result.reason)
    return _line((row.name, row.says, row.beside, str(row.aim), measured, result.mark, *costs))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cost(cost: Cost | None) -> str:
    return f"{cost.cpu:.3g} / {cost.wall:.3g}" if cost else ""
