"""`dunghan outbox` and `dunghan inbox`: the ledger as it is, and another try for what failed."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from migrated import new_store
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.model.message import DeliveryState, NewDelivery, OutboxKind, Priority
from bot.model.subjects import Notice
from bot.store.store import Store, Transaction
from bot.store.tables import InboxState
from bot.texts import LANGUAGES, has_text

NOW = datetime(2025, 12, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    file = tmp_path / "mailing.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.chdir(tmp_path)
    with closing(new_store(file)) as store:
        with store.transaction() as tx:
            _fill(tx)
        yield store


def _fill(tx: Transaction) -> None:
    for n, chat in enumerate((7, 8, 9), 1):
        subject = Notice(key="toast.kept", values={})
        tx.outbox.add(NewDelivery(key=f"k{n}", chat_id=chat, priority=Priority.ANSWER, subject=subject), NOW)
        tx.outbox.claim(n, NOW, subject)
    tx.outbox.sent(1, 41, NOW)
    tx.outbox.unreachable(2, "Forbidden: bot was blocked by the user", NOW)
    tx.outbox.refused(3, "can't parse entities", NOW)
    for number in (1, 2):
        tx.inbox.add(5, [{"update_id": number, "message": {"chat": {"id": 7}, "text": "riêng tư"}}], NOW)
    tx.inbox.set_aside(1, "KeyError", NOW)


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})


def _states(store: Store) -> list[DeliveryState]:
    with store.transaction(read_only=True) as tx:
        return [row.state for row in reversed(tx.outbox.ledger())]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("đã gửi", "không đến được", "bị từ chối", "thông báo", "Tất cả: đã gửi 1,")),
        ("en", ("sent", "not reached", "refused", "notice", "All: sent 1,")),
    ],
)
def test_the_outbox_is_a_table_with_every_row_in_words_and_its_error(
    store: Store, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    config = tmp_path / "spoken.yaml"
    config.write_text(f"language: {language}\n")
    shown = _run("outbox", "--config", str(config)).stdout
    assert [word for word in (*words, "can't parse entities") if word not in shown] == []


@pytest.mark.parametrize("word", ["refused", "bị từ chối"])
def test_a_state_is_named_as_it_is_shown_or_as_json_has_it(store: Store, word: str) -> None:
    assert [row["id"] for row in json.loads(_run("outbox", "--json", "--state", word).stdout)] == [3]


def test_every_state_and_kind_has_words_in_every_language() -> None:
    named = {"outbox": DeliveryState, "inbox": InboxState, "kind": OutboxKind}
    keys = [f"mailing.{of}_{each.value}" for of, kind in named.items() for each in kind]
    assert [(at, key) for at in LANGUAGES for key in keys if not has_text(at, key)] == []


def test_the_outbox_as_json_names_every_column(store: Store) -> None:
    rows = json.loads(_run("outbox", "--json", "--state", "refused").stdout)
    assert rows == [
        {
            "id": 3,
            "when": "2025-12-01T08:00:00+07:00",
            "kind": "notice",
            "chat": 9,
            "state": "refused",
            "attempts": 1,
            "error": "can't parse entities",
        }
    ]


def test_a_limit_shows_the_newest(store: Store) -> None:
    assert [row["id"] for row in json.loads(_run("outbox", "--json", "--limit", "1").stdout)] == [3]


def test_retry_sends_again_what_never_arrived_and_nothing_else(store: Store) -> None:
    assert _run("outbox", "--retry").exit_code == 0
    assert _states(store) == [DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.PENDING]


def test_retry_of_one_row_leaves_the_others(store: Store) -> None:
    assert _run("outbox", "--retry", "2").exit_code == 0
    assert _states(store)[1:] == [DeliveryState.PENDING, DeliveryState.REFUSED]


def test_ids_without_retry_are_a_mistake(store: Store) -> None:
    result = _run("outbox", "2")
    assert (result.exit_code, "--retry" in result.stderr) == (2, True)


def test_an_unknown_state_is_named_with_those_there_are(store: Store) -> None:
    result = _run("outbox", "--state", "lost")
    assert result.exit_code == 2
    assert "unreachable" in result.stderr


def test_the_inbox_shows_what_came_but_not_what_was_written(store: Store) -> None:
    shown = _run("inbox")
    assert all(word in shown.stdout for word in ("tin nhắn", "chưa xử lý", "xử lý lỗi"))
    assert "riêng tư" not in shown.stdout
    assert "riêng tư" not in _run("inbox", "--json").stdout


def test_the_inbox_can_show_what_was_set_aside_alone(store: Store) -> None:
    rows = json.loads(_run("inbox", "--failed", "--json").stdout)
    assert [(row["id"], row["state"], row["error"]) for row in rows] == [(1, "failed", "KeyError")]


def test_what_was_set_aside_can_be_handled_again(store: Store) -> None:
    assert _run("inbox", "--retry").exit_code == 0
    with store.transaction(read_only=True) as tx:
        assert [row.state for row in tx.inbox.ledger()] == [InboxState.NEW, InboxState.NEW]


def test_without_a_database_there_is_nothing_to_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")
    monkeypatch.chdir(tmp_path)
    assert _run("outbox", "--json").stdout.strip() == "[]"
