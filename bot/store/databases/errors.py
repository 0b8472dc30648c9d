"""What can go wrong between us and the database, in words that name no driver."""

from enum import StrEnum


class Reason(StrEnum):
    """Why the database can't be used now; `bot.texts` has a sentence for each."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read_only"
    DAMAGED = "damaged"
    DISK = "disk"
    NO_ACCESS = "no_access"
    LOST = "lost"
    ADDRESS = "address"
    NEWER = "newer"
    OUTDATED = "outdated"
    DIFFERS = "differs"


class StoreError(Exception):
    """Any failure of the store that is not a bug of ours.

    `detail` is the driver's own short message, without SQL or values.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class StoreUnavailable(StoreError):  # named after what happened, as the design does
    """The database did not do the work; nothing of the transaction was kept."""


class StoreDamaged(StoreUnavailable):
    """The file is no database, or its pages contradict each other: restore a backup."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Reason.DAMAGED, detail)


class SchemaOutdated(StoreError):  # named after what happened, as the design does
    """The database is of an earlier version (`detail`); `Store.open` would migrate it."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Reason.OUTDATED, detail)


def failure(reason: Reason, detail: str) -> StoreUnavailable:
    """The exception for a reason; SQLite's own check tells over several lines."""
    detail = " ".join(detail.split())
    return StoreDamaged(detail) if reason is Reason.DAMAGED else StoreUnavailable(reason, detail)
