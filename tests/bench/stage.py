"""What the rows share: how large all is, a folder of its own, the committees written there once."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from .country import CITY, COUNTRY, SHIPPED, Size, write_city, write_country

T = TypeVar("T")


@dataclass(frozen=True)
class Bench:
    """One run: `quick` plays everything smaller."""

    folder: Path
    quick: bool = False
    _numbers: Iterator[int] = field(default_factory=count)
    _played: dict[str, Any] = field(default_factory=dict)

    def of(self, whole: int, quick: int) -> int:
        """A size, by how large all is."""
        return quick if self.quick else whole

    @property
    def size(self) -> Size:
        return Size(provinces=2, communes=110) if self.quick else COUNTRY

    @cached_property
    def city(self) -> Path:
        write_city(self.folder / "city", self.of(CITY.communes, 12))
        return self.folder / "city"

    @cached_property
    def country(self) -> Path:
        write_country(self.folder / "country", self.size)
        return self.folder / "country"

    @property
    def shipped(self) -> Path:
        return SHIPPED

    def once(self, name: str, work: Callable[[], T]) -> T:
        """What several rows tell of is played once, and fails once."""
        if name not in self._played:
            try:
                self._played[name] = work()
            except Exception as error:  # raised again for each of the rows
                self._played[name] = error
        found: T | Exception = self._played[name]
        if isinstance(found, Exception):
            raise found
        return found

    def fresh(self) -> Path:
        """A folder that nothing was ever kept in."""
        made = self.folder / f"run-{next(self._numbers)}"
        made.mkdir()
        return made


@contextmanager
def bench(*, quick: bool) -> Iterator[Bench]:
    with TemporaryDirectory(prefix="dunghan-bench-") as folder:
        yield Bench(Path(folder), quick)


def surroundings(home: Path) -> Mapping[str, str]:
    """The environment of a process: what it keeps stands in this folder, and nothing of ours is known."""
    root = Path(__file__).parents[2]
    inherited = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {
        **inherited,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)]),
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests")]),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
