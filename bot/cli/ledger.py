"""Commands that show what was to be sent and what came in, row by row, and try rows again."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal

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
from bot.texts import Texts, has_text

Ids = Annotated[list[int] | None, typer.Argument(help="argument_rows")]
Box = Literal["outbox", "inbox"]
Limit = Annotated[int, typer.Option("--limit", min=1, help="option_limit")]


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
        states = [_state(texts, state)] if state is not None else []
        if _again(settings, texts, "outbox", ids, retry):
            return
        with _reading(settings) as known:
            rows = known.outbox.ledger(states, limit) if known else []
            counts = known.outbox.counts() if known else {}
        # Sent, or else to be sent, or else planned.
        plain = [
            _row(row, settings, row.sent_at or row.due_at, row.kind, {"chat": row.chat_id}) for row in rows
        ]
        _show(texts, "outbox", plain, as_json, {s.value: n for s, n in counts.items() if n})


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
        if _again(settings, texts, "inbox", ids, retry):
            return
        with _reading(settings) as known:
            rows = known.inbox.ledger([InboxState.FAILED] if failed else [], limit) if known else []
        kept = [row.raw if isinstance(row.raw, Mapping) else {} for row in rows]  # else the text of it
        kinds = [next((name for name in raw if name != "update_id"), None) for raw in kept]
        both = zip(rows, kinds, strict=True)
        plain = [_row(row, settings, row.received_at, kind, {"lane": row.lane}) for row, kind in both]
        _show(texts, "inbox", plain, as_json, {})


def _state(texts: Texts, word: str) -> DeliveryState:
    """The state that is meant, as JSON has it or as the table shows it."""
    words = {_word(texts, "outbox", state.value): state for state in DeliveryState}
    words |= {state.value: state for state in DeliveryState}
    try:
        return words[word]
    except KeyError:
        raise Mistake(say("mailing.unknown_state", found=word, known=", ".join(DeliveryState))) from None


def _again(settings: Settings, texts: Texts, box: Box, ids: list[int] | None, retry: bool) -> bool:
    """Whether rows were to be tried again: all that failed, or those named."""
    if ids and not retry:
        raise Mistake(say("mailing.ids_need_retry", command=box))
    if retry:
        now = SystemClock(settings.zone).now()
        with closing(Store.open(settings.database_url)) as store, store.transaction() as tx:
            count = (tx.outbox if box == "outbox" else tx.inbox).requeue(ids or None, now)
        tell(texts.plain("mailing.resend" if box == "outbox" else "mailing.rework", count=count))
    return retry


@contextmanager
def _reading(settings: Settings) -> Iterator[Transaction | None]:
    """What is known; null where there is no database yet."""
    store = Store.open_existing(settings.database_url)
    if store is None:
        yield None
        return
    with closing(store), store.transaction(read_only=True) as tx:
        yield tx


def _row(
    row: Delivery | InboxRow, settings: Settings, when: datetime, kind: str | None, place: dict[str, Any]
) -> dict[str, Any]:
    """A row as other programs take it; `place` is the chat or lane it belongs to."""
    return {
        "id": row.id,
        "when": when.astimezone(settings.zone).isoformat(timespec="seconds"),
        "kind": kind,
        **place,
        "state": row.state.value,
        "attempts": row.attempts,
        "error": row.error,
    }


def _show(texts: Texts, box: Box, rows: list[dict[str, Any]], as_json: bool, counts: dict[str, int]) -> None:
    """What other programs take keeps its words; a table and its counts are in the reader's."""
    if as_json:
        print_json(rows)
        return
    if rows:
        names = [texts.plain(f"mailing.column_{name}") for name in rows[0]]
        said = [
            row | {"state": _word(texts, box, row["state"]), "kind": _word(texts, "kind", row["kind"])}
            for row in rows
        ]
        show_table(names, [[_cell(value) for value in row.values()] for row in said])
    else:
        tell(texts.plain("mailing.nothing"))
    if counts:
        named = {_word(texts, box, state): count for state, count in counts.items()}
        tell(texts.plain("mailing.counts", counts=named))


def _word(texts: Texts, of: str, name: str | None) -> str | None:
    """A state or a kind in the reader's words; a kind of update that we don't know keeps Telegram's."""
    key = f"mailing.{of}_{name}"
    return texts.plain(key) if name and has_text(texts.language, key) else name


def _cell(value: Any) -> str:
    if isinstance(value, str) and "T" in value[10:11]:
        return f"{datetime.fromisoformat(value):%d/%m %H:%M:%S}"
    return "" if value is None else str(value)
