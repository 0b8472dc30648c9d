"""The pages of a running bot over HTTP: webhook, health, metrics."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import httpx
import pytest
from delivery_office import world
from migrated import new_store
from sqlalchemy import Connection

from bot.delivery.aside import Guard
from bot.model.people import Role
from bot.model.say import Problem, say
from bot.rehearsal.virtual import VirtualClock
from bot.store.databases import sqlite
from bot.store.databases.errors import Reason, StoreUnavailable
from bot.texts import Texts
from bot.web.hook import MOST_BODY, SECRET_HEADER, Hook
from bot.web.pages import Pages
from bot.web.pulse import Pulse

NOW = datetime(2025, 12, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 5}, "text": "x"}}


class Bench:
    """The pages over an in-process HTTP client, with a store and a clock to play with."""

    def __init__(self, folder: Path) -> None:
        self.store = new_store(folder / "web.sqlite3")
        self.clock = VirtualClock(NOW)
        self.pulse = Pulse(bot_id=1, polls=True, leads=True, since=NOW)
        hook = Hook("/telegram", "secret", self.take)
        guard = Guard(self.store, world, self.clock)
        pages = Pages(self.store, self.pulse, self.clock, Texts("en"), guard, hook)
        transport = httpx.ASGITransport(pages.app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://bot")

    async def take(self, update: dict[str, Any]) -> None:
        await self.store.write(lambda tx: tx.inbox.add(1, [update], self.clock.now()))

    async def post(self, content: bytes, secret: str = "secret") -> int:
        answer = await self.http.post("/telegram", content=content, headers={SECRET_HEADER: secret})
        return answer.status_code

    def stored(self) -> int:
        with self.store.transaction(read_only=True) as tx:
            return tx.inbox.backlog(1)[0]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    await bench.http.aclose()
    bench.store.close()


async def test_an_update_is_answered_200_once_it_is_stored(bench: Bench) -> None:
    assert await bench.post(json.dumps(UPDATE).encode()) == 200
    assert bench.stored() == 1


async def test_an_update_sent_twice_is_stored_once(bench: Bench) -> None:
    await bench.post(json.dumps(UPDATE).encode())
    assert await bench.post(json.dumps(UPDATE).encode()) == 200
    assert bench.stored() == 1


async def test_a_call_without_the_secret_is_refused(bench: Bench) -> None:
    assert await bench.post(json.dumps(UPDATE).encode(), secret="guess") == 403
    assert bench.stored() == 0


async def test_a_body_over_the_limit_is_refused(bench: Bench) -> None:
    assert await bench.post(b" " * (MOST_BODY + 1)) == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff", b"[" * 300_000])
async def test_what_is_no_update_is_refused(bench: Bench, body: bytes) -> None:
    assert await bench.post(body) == 400
    assert bench.stored() == 0


async def test_a_process_that_does_its_work_is_healthy(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    answer = await bench.http.get("/healthz")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)


async def test_health_says_what_is_wrong(bench: Bench) -> None:
    await bench.take(UPDATE)
    bench.clock.move_to(NOW + timedelta(minutes=4))
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == [
        "No answer from Telegram for 240 seconds",
        "The last pass was 240 seconds ago",
        "An update has waited for 240 seconds",
    ]


async def test_a_process_that_stands_by_is_healthy(bench: Bench) -> None:
    bench.pulse.leads = False
    bench.clock.move_to(NOW + timedelta(hours=4))
    assert (await bench.http.get("/healthz")).status_code == 200


async def test_what_keeps_the_leading_process_from_its_work_is_said_by_that_one_alone(
    bench: Bench, tmp_path: Path
) -> None:
    bench.pulse.leads, bench.pulse.waits = False, True
    (tmp_path / "evidence").write_text("")
    assert (await bench.http.get("/healthz")).status_code == 200
    bench.pulse.waits = False  # a process that takes updates in for another one, which has no pages
    assert (await bench.http.get("/healthz")).status_code == 503


async def test_metrics_are_prometheus_text(bench: Bench) -> None:
    await bench.take(UPDATE)
    text = (await bench.http.get("/metrics")).text
    assert "dunghan_inbox_backlog 1.0" in text
    assert 'dunghan_outbox_rows{state="sent"} 0.0' in text
    assert "dunghan_reports_total 0.0" in text


async def test_a_page_that_fails_says_so_and_the_others_are_served(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("bot.web.pages.wrong", failing)
    for _ in range(2):
        answer = await bench.http.get("/healthz")
        assert (answer.status_code, answer.json()["ok"]) == (500, False)
    (message,) = caplog.messages
    assert message.startswith("action=aside what=part:page_healthz fault=ValueError")
    assert (await bench.http.get("/metrics")).status_code == 200
    assert await bench.post(json.dumps(UPDATE).encode()) == 200
    monkeypatch.undo()
    monkeypatch.setattr("bot.web.metrics.Snapshot.collect", failing)
    assert (await bench.http.get("/metrics")).status_code == 500
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    assert (await bench.http.get("/healthz")).status_code == 200


async def test_an_update_that_a_fault_kept_from_being_stored_is_sent_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> int:
        raise ValueError("ours")

    with monkeypatch.context() as broken:
        broken.setattr("bot.store.inbox.lane_of", failing)
        assert await bench.post(json.dumps(UPDATE).encode()) == 500
    assert await bench.post(json.dumps(UPDATE).encode()) == 200
    assert bench.stored() == 1


async def test_a_database_that_takes_no_writes_is_not_healthy(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    whole = sqlite.begun

    def read_only(connection: Connection, read_only: bool) -> None:
        whole(connection, read_only)
        connection.exec_driver_sql("PRAGMA query_only=1")

    with patch.object(sqlite, "begun", read_only):
        answer = await bench.http.get("/healthz")
    assert (answer.status_code, answer.json()["ok"]) == (503, False)
    assert answer.json()["wrong"] == [
        "The database is read-only. Grant write access to the file and its folder and try again."
    ]


async def test_a_refused_token_is_said_with_its_hour(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = bench.pulse.refused = NOW
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == [
        "Telegram has refused the token since 08:00 on 1/12/2025: check DUNGHAN_TOKEN, "
        "or get a new one from @BotFather"
    ]


async def test_a_folder_of_evidence_that_takes_no_files_is_not_healthy(bench: Bench, tmp_path: Path) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    (tmp_path / "evidence").write_text("a file where the folder should be")
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == ["The folder of evidence can't be written to: File exists"]


async def test_looking_at_the_folder_leaves_nothing_there(bench: Bench, tmp_path: Path) -> None:
    await bench.http.get("/healthz")
    assert list((tmp_path / "evidence").iterdir()) == []


async def test_plans_with_a_mistake_are_told_and_wake_nobody(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    bench.pulse.broken_plans = Problem("kh.yaml", 7, say("plan.missing", key="title"))
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["attention"] == [
        "Edited plans can't be put in force, the former ones stay: kh.yaml, line 7"
    ]


async def test_a_folder_of_plans_that_is_gone_is_told_as_what_it_is(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    bench.pulse.broken_plans = Problem("plans", 1, say("problems.no_file"))
    (told,) = (await bench.http.get("/healthz")).json()["attention"]
    assert told.startswith("plans is not there: the folder or file of plans was moved or removed")


async def test_a_group_that_nothing_reaches_is_told_and_wakes_nobody(bench: Bench) -> None:
    bench.pulse.last_poll = bench.pulse.last_pass = NOW
    with bench.store.transaction() as tx:
        tx.links.add(Role.GROUP, -5, None, "Ban Chỉ đạo", None, "07-kh-tu", None, NOW)
        tx.links.unreachable(-5, NOW)
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["attention"] == ["No message reaches these groups: Ban Chỉ đạo"]


async def test_a_process_that_stands_by_wakes_nobody_for_a_refused_token(bench: Bench) -> None:
    bench.pulse.leads, bench.pulse.refused = False, NOW
    assert (await bench.http.get("/healthz")).status_code == 200


async def test_a_database_in_other_use_is_said_in_whole_words(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreUnavailable(Reason.BUSY, "")

    monkeypatch.setattr("bot.web.pages.checked", busy)
    answer = await bench.http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == ["The database is busy. Please try again in a few minutes."]
