"""`dunghan`, also as `python -m bot`."""

import signal
import sys
from collections.abc import Callable

STOPS = (signal.SIGTERM, signal.SIGINT)
INTERRUPTED, ENDED = 130, 143  # as a shell tells of Ctrl+C and SIGTERM


def main() -> None:
    """The `dunghan` command.

    A bot told to stop before it has begun has nothing to undo: it ends well while it is still being loaded,
    and once it ends, nothing disturbs it. Any other command takes back what it has half made.
    """
    runs = sys.argv[1:2] == ["run"]
    if runs:
        _on_stops(_end)
    else:
        signal.signal(signal.SIGTERM, _give_up)
    try:
        from bot.cli import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        if runs:
            _on_stops(signal.SIG_IGN)


def _end(*_: object) -> None:
    # Not yet SIG_IGN: another that came together with this one would be told as an error.
    _on_stops(_heard)
    sys.exit(0)


def _heard(*_: object) -> None:
    """It ends already."""


def _give_up(*_: object) -> None:
    sys.exit(ENDED)


def _on_stops(what: Callable[..., None] | signal.Handlers) -> None:
    for each in STOPS:
        signal.signal(each, what)


if __name__ == "__main__":
    main()
