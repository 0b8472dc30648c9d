"""All SQL: tables, migrations and one repository a word, behind `Store` and `Transaction`."""

from bot.store.errors import Reason, SchemaOutdated, StoreDamaged, StoreError, StoreUnavailable
from bot.store.inbox import InboxRow
from bot.store.store import Store, Transaction

__all__ = [
    "InboxRow",
    "Reason",
    "SchemaOutdated",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreUnavailable",
    "Transaction",
]
