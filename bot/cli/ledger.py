"""Commands that show what was to be sent and what came in, row by row, and try rows again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, print_json, speaking
from bot.cli.screen import show_table
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.model.message import Delivery, DeliveryState
from bot.model.say import Mistake, say
from bot.settings import Settings
from bot.store.inbox import InboxRow
from bot.store.store import Store, Transaction
from bot.store.tables import InboxState
from bot.texts import Texts

Ids = Annotated[list[int] | None, typer.Argument(help="argument_rows")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="option_limit")]
OUTBOX_COLUMNS = ("id", "when", "kind", "chat", "state", "attempts", "error")
INBOX_COLUMNS = ("id", "when", "kind", "lane", "state", "attempts", "error")


def outbox(
    ids: Ids = None,
    state: Annotated[str | None, typer.Option("--state", help="option_state")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="option_retry_outbox")] = False,
    limit: Limit = 50,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """The ledger of what was sent, to whom, and what became of it."""
    with speaking(config) as (settings, texts):
        states = [_state(state)] if state else []
        _ids_with_retry(ids, retry, "outbox")
        if retry:
            with _writing(settings) as (tx, now):
                count = tx.outbox.requeue(ids or None, now)
            tell(texts.plain("mailing.resend", count=count))
            return
        with _reading(settings) as known:
            rows = known.outbox.ledger(states, limit) if known else []
            counts = known.outbox.counts() if known else {}
        plain = [_sent_row(row, settings.zone) for row in rows]
        _show(texts, OUTBOX_COLUMNS, plain, as_json, {s.value: n for s, n in counts.items() if n})


def inbox(
    ids: Ids = None,
    failed: Annotated[bool, typer.Option("--failed", help="option_failed")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="option_retry_inbox")] = False,
    limit: Limit = 50,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """What Telegram handed over, and what became of it; never what people wrote."""
    with speaking(config) as (settings, texts):
        _ids_with_retry(ids, retry, "inbox")
        if retry:
            with _writing(settings) as (tx, now):
                count = tx.inbox.requeue(ids or None, now)
            tell(texts.plain("mailing.rework", count=count))
            return
        with _reading(settings) as known:
            rows = known.inbox.ledger([InboxState.FAILED] if failed else [], limit) if known else []
        _show(texts, INBOX_COLUMNS, [_arrived_row(row, settings.zone) for row in rows], as_json, {})


def _state(word: str) -> DeliveryState:
    try:
        return DeliveryState(word)
    except ValueError:
        raise Mistake(say("mailing.unknown_state", found=word, known=", ".join(DeliveryState))) from None


def _ids_with_retry(ids: Sequence[int] | None, retry: bool, command: str) -> None:
    if ids and not retry:
        raise Mistake(say("mailing.ids_need_retry", command=command))


@contextmanager
def _writing(settings: Settings) -> Iterator[tuple[Transaction, datetime]]:
    store = Store.open(settings.database_url)
    try:
        with store.transaction() as tx:
            yield tx, SystemClock(settings.zone).now()
    finally:
        store.close()


@contextmanager
def _reading(settings: Settings) -> Iterator[Transaction | None]:
    """What is known; null where there is no database yet."""
    store = Store.open_existing(settings.database_url)
    if store is None:
        yield None
        return
    try:
        with store.transaction(read_only=True) as tx:
            yield tx
    finally:
        store.close()


def _sent_row(row: Delivery, zone: tzinfo) -> dict[str, Any]:
    """`when`: sent, or else to be sent, or else planned."""
    return {
        "id": row.id,
        "when": (row.sent_at or row.due_at).astimezone(zone).isoformat(timespec="seconds"),
        "kind": row.kind.value,
        "chat": row.chat_id,
        "state": row.state.value,
        "attempts": row.attempts,
        "error": row.error,
    }


def _arrived_row(row: InboxRow, zone: tzinfo) -> dict[str, Any]:
    kinds = [name for name in row.raw if name != "update_id"]
    return {
        "id": row.id,
        "when": row.received_at.astimezone(zone).isoformat(timespec="seconds"),
        "kind": kinds[0] if kinds else None,
        "lane": row.lane,
        "state": row.state.value,
        "attempts": row.attempts,
        "error": row.error,
    }


def _show(
    texts: Texts, columns: Sequence[str], rows: list[dict[str, Any]], as_json: bool, counts: dict[str, int]
) -> None:
    if as_json:
        print_json(rows)
        return
    if not rows:
        tell(texts.plain("mailing.nothing"))
    else:
        names = [texts.plain(f"mailing.column_{name}") for name in columns]
        show_table(names, [[_cell(row[name]) for name in columns] for row in rows])
    if counts:
        tell(texts.plain("mailing.counts", counts=counts))


def _cell(value: Any) -> str:
    if isinstance(value, str) and "T" in value[10:11]:
        return f"{datetime.fromisoformat(value):%d/%m %H:%M:%S}"
    return "" if value is None else str(value)
