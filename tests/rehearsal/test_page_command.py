"""`dunghan rehearse` as a process: its address, its end, the port that is taken, a browser opened."""

import asyncio
import json
import os
import signal
import socket
import sys
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from patience import at_most, cpu_seconds, of_work
from rehearsal_page import OWN

PLANS = Path(__file__).parents[2] / "plans"
INTRODUCED = "Trang diễn tập chạy trên máy này"


@asynccontextmanager
async def rehearsing(
    folder: Path, *words: str, **environment: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command, and the last line it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "rehearse",
        *words,
        cwd=folder,
        env={**os.environ, "DUNGHAN_PLANS": str(PLANS), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(at_most(10, overrun=60)):
            assert (await process.stdout.readline()).decode().startswith(INTRODUCED)
            yield process, (await process.stdout.readline()).decode().rstrip("\n")
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def state(address: str) -> dict[str, object]:
    with urllib.request.urlopen(f"{address}api/state") as answer:
        return dict(json.load(answer))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_prints_its_address_last_and_ends_cleanly(tmp_path: Path, how: signal.Signals) -> None:
    async with rehearsing(tmp_path, "--no-open", "--from", "2026-01-05") as (process, address):
        told = await asyncio.to_thread(state, address)
        assert told["from"] == "2026-01-05"
        process.send_signal(how)
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


async def test_it_ends_cleanly_while_a_page_listens_looks_ahead_and_plays(tmp_path: Path) -> None:
    async with (
        rehearsing(tmp_path, "--no-open", "--from", "2026-01-05") as (process, address),
        httpx.AsyncClient(base_url=address, verify=False, timeout=60) as client,
        client.stream("GET", "api/events") as events,
    ):
        while (await client.get("api/state")).json()["clock"]["busy"]:
            await asyncio.sleep(0.05)
        assert (await client.post("api/time", json={"to": "play"}, headers=OWN)).status_code == 200
        looking = asyncio.create_task(client.get("api/ahead", params={"until": "2026-12-31"}))
        await client.get("api/state")
        process.terminate()
        assert (await looking).status_code == 200
        assert "".join([line async for line in events.aiter_lines()])
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_the_page_is_there_after_less_than_two_seconds_of_work(tmp_path: Path) -> None:
    async def spent() -> float:
        """CPU seconds of its own until everybody is there: what it looks ahead for then, nobody waits for."""
        async with rehearsing(tmp_path, "--no-open") as (process, address):
            while not (await asyncio.to_thread(state, address))["people"]:
                await asyncio.sleep(0.05)
            return cpu_seconds(process.pid)

    # A busy machine only ever adds: it looks on for people while the page goes on to its strip of days.
    assert min([await spent() for _ in range(2)]) < of_work(2)


async def test_it_begins_today_unless_told_otherwise(tmp_path: Path) -> None:
    async with rehearsing(tmp_path, "--no-open", TZ="Asia/Ho_Chi_Minh") as (_, address):
        told = await asyncio.to_thread(state, address)
    assert str(told["clock"]).startswith(f"{{'now': '{told['from']}T07:00:")


async def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with rehearsing(tmp_path, "--no-open", "--port", str(port)) as (process, last):
            _, err = await process.communicate()
    assert (process.returncode, last) == (2, "")
    assert err.decode().splitlines() == [
        f"--port: cổng {port} đang có chương trình khác dùng; chọn cổng khác, hoặc bỏ --port"
    ]


async def test_a_port_may_be_chosen(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with rehearsing(tmp_path, "--no-open", "--port", str(port)) as (_, address):
        assert address.startswith(f"http://127.0.0.1:{port}/")


async def test_the_page_is_opened_in_the_browser(tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    async with rehearsing(tmp_path, BROWSER=str(browser)) as (_, address):
        while not (opened.exists() and opened.read_text()):
            await asyncio.sleep(0.05)
    assert opened.read_text().strip() == address
