"""The process that reads: within its limits, a file in, a draft or a refusal out."""

import sys
from pathlib import Path

from pydantic import TypeAdapter

from bot.documents.grid import holds_sheets, is_form, read_grid
from bot.documents.refusals import Refused
from bot.importer.draft import Answer, Request
from bot.model.say import say

try:
    import resource
except ImportError:  # not everywhere: there the reader's own counts and the parent's clock are the limits
    resource = None  # type: ignore[assignment]

MEMORY = 280_000_000  # bytes of its own
SECONDS = 60  # of computing


def main() -> None:
    """Reads what standard input asks for, and prints the answer."""
    _limit()
    request = TypeAdapter(Request).validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(TypeAdapter(Answer).dump_json(_answer(request)))


def _limit() -> None:
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def _answer(request: Request) -> Answer:
    try:
        data = Path(request.file).read_bytes()
        if request.form and holds_sheets(data) and is_form(grid := read_grid(data), request.form):
            return Answer(grid=grid)
        # Loading what reads sentences takes longer than all the rest, and a filled sheet needs none of it.
        from bot.documents.opening import read_pieces
        from bot.importer.build import draft_of

        pieces = read_pieces(data, request.name)
        return Answer(draft=draft_of(pieces, request.name, request.units))
    except Refused as refused:
        return Answer(refused=refused.say)
    except (MemoryError, RecursionError):
        return Answer(refused=say("importer.too_large"))


if __name__ == "__main__":
    main()
