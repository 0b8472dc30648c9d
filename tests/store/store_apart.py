"""What other processes do to the database of a test: each is given its address, and perhaps a number."""

import os
import signal
import sys
from datetime import UTC, datetime

from bot.model.subjects import Agenda
from bot.store.store import Store

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def killed_while_sending() -> None:
    store = Store.open(sys.argv[1])
    with store.transaction() as tx:
        tx.outbox.claim(1, NOW, Agenda(on=NOW.date(), since={}))
    os.kill(os.getpid(), signal.SIGKILL)


def killed_within() -> None:
    store = Store.open(sys.argv[1])
    with store.transaction() as tx:
        tx.facts.set("half", "done")
        os.kill(os.getpid(), signal.SIGKILL)


def writer() -> None:
    store = Store.open(sys.argv[1])
    for number in range(60):
        with store.transaction() as tx:
            tx.inbox.add(int(sys.argv[2]), [{"update_id": number}], NOW)
