"""Collects the Problems of one file, and ends the reading where nothing more can come of it."""

from typing import NoReturn

from bot.model.say import Problem, Say, say

MOST = 200


class Stop(Exception):
    """The rest of the file can't be read, or has too many mistakes to go on; the Problem is already kept."""


class Problems:
    """The mistakes of one file."""

    def __init__(self, file: str, kept: tuple[Problem, ...] = ()) -> None:
        self.file = file
        self._kept = list(kept)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def add(self, line: int, what: Say) -> None:
        """Keep a mistake; raises Stop at the 200th, so that a file of rubbish costs no more than that."""
        if len(self._kept) >= MOST - 1:
            self.stop(line, say("problems.too_many_mistakes", most=MOST))
        self._kept.append(Problem(self.file, line, what))

    def stop(self, line: int, what: Say) -> NoReturn:
        """Keep a mistake after which the rest of the file can't be trusted; raises Stop."""
        self._kept.append(Problem(self.file, line, what))
        raise Stop

    def by_line(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._kept, key=lambda problem: problem.line))
