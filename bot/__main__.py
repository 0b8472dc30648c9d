"""`dunghan`, also as `python -m bot`."""

import signal
import sys


def main() -> None:
    """The `dunghan` command.

    A bot told to stop before it has begun has nothing to undo: it ends well while it is still being loaded.
    """
    if sys.argv[1:2] == ["run"]:
        signal.signal(signal.SIGTERM, _end)
    from bot.cli import main as commands

    commands()


def _end(*_: object) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
