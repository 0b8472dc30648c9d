"""A file of the folder of plans, as it is compared and kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class PlanText:
    """A file by its name: the hash of its bytes (null: it is removed), its text where that may be kept."""

    name: str
    sha256: str | None
    text: str | None

    @classmethod
    def of(cls, name: str, text: str | None) -> Self:
        return cls(name, None if text is None else sha256(text.encode()), text)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fingerprint(files: Iterable[PlanText]) -> str:
    """One word for all of them: the same wherever the same files lie."""
    lines = sorted(f"{file.name} {file.sha256}" for file in files if file.sha256)
    return sha256("\n".join(lines).encode())
