"""Reading in a process of its own: a hostile file ends that process, and nothing else waits for it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from bot.documents.refusals import MOST_BYTES
from bot.importer.draft import Answer, Request
from bot.model.plan import Unit
from bot.model.say import Mistake, Say, say
from bot.planfile.problems import shown

SECONDS = 90
CHILD = "from bot.importer.child import main; main()"
# A file is read by what it holds; of the environment the process gets what Python needs, and no token.
HANDED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "TMPDIR", "TEMP")


def read_document(
    file: Path,
    units: Sequence[Unit],
    *,
    form: frozenset[str] = frozenset(),
    name: str | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """The draft of a document, or the cells of a form where the file has its headings.

    A Mistake in one line where it can't be read; blocks until it is.
    """
    called = name or file.name
    _checked(file, called)
    request = TypeAdapter(Request).dump_json(
        Request(file=str(file.absolute()), name=_safe(called), units=tuple(units), form=form)
    )
    try:
        done = reader(request, seconds)
    except subprocess.TimeoutExpired:
        raise _mistake(called, say("importer.too_long", seconds=round(seconds))) from None
    if done.returncode:
        raise _mistake(called, say("importer.gave_up"))
    answer: Answer = TypeAdapter(Answer).validate_json(done.stdout)
    if answer.draft is None and answer.grid is None:
        raise _mistake(called, answer.refused or say("importer.gave_up"))
    return answer


def reader(request: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """The process that reads: what it prints, and how it ends."""
    environment = {key: os.environ[key] for key in HANDED_ON if key in os.environ}
    environment |= {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        (sys.executable, "-c", CHILD),
        input=request,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        timeout=seconds,
        check=False,
    )


def _checked(file: Path, called: str) -> None:
    """Refuses at once what need not be read to be refused."""
    try:
        if file.exists() and not file.is_file():
            raise _mistake(called, say("problems.not_a_file"))
        size = file.stat().st_size
        with file.open("rb"):
            pass
    except (FileNotFoundError, ValueError):
        raise _mistake(called, say("problems.no_file")) from None
    except OSError as error:
        raise _mistake(called, say("problems.unreadable", reason=error.strerror or "")) from None
    if size > MOST_BYTES:
        raise _mistake(called, say("importer.too_large"))


def _mistake(called: str, why: Say) -> Mistake:
    return Mistake(say("importer.refused", file=shown(_safe(called)), why=why))


def _safe(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()
