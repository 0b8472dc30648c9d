"""A rehearsal in a process of its own, and a real browser that looks at it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import needed
import pytest
from forked import Forks
from patience import at_most
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
MONDAY = "2025-12-01"  # the day the rehearsals of these tests open: reminders for both units at 07:30
WAIT_MS = 1000 * at_most(15, 60)
REHEARSE = ("-m", "bot", "rehearse", "--no-open")
LOADS = ("page_loaded",)
DESK = (1280, 800)
HAND = (390, 844)

expect.set_options(timeout=WAIT_MS)


@dataclass(frozen=True, slots=True)
class Watched:
    """A page with all that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def foreign(self) -> list[str]:
        """What left this machine."""
        return [url for url in self.asked if not re.match(r"(http://127\.0\.0\.1:\d+/|blob:|data:)", url)]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One that runs: where its page is, and its process."""

    address: str
    pid: int


Rehearse = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def rehearsing(forks: Forks) -> Rehearse:
    """A rehearsal that runs until the end of the block: `with rehearsing("--from", MONDAY) as address`.

    A process of its own, as from the command, but for what it has loaded when it begins.
    """

    @contextmanager
    def running(*options: str) -> Iterator[str]:
        told, telling = os.pipe()
        with os.fdopen(told, encoding="utf-8") as said, Path(os.devnull).open() as nothing:
            with os.fdopen(telling, "wb") as out:
                words, streams = ("rehearse", "--no-open", *options), (nothing, out, sys.stderr)
                process = forks.start(
                    "bot.__main__:main", words, streams=streams, environment=os.environ, loads=LOADS
                )
            try:
                yield next(line.strip() for line in said if line.startswith("http"))
            finally:
                process.end(signal.SIGTERM)

    return running


@contextmanager
def rehearsal(*options: str, program: tuple[str, ...] = REHEARSE) -> Iterator[Rehearsal]:
    """A rehearsal that runs until the end of the block."""
    command = [sys.executable, *program, *options]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        address = next(line.strip() for line in process.stdout if line.startswith("http"))
        yield Rehearsal(address, process.pid)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The module's browser; in CI its absence is a failure."""
    if CHROMIUM is None:
        needed.left_out("no browser: install Debian's chromium")
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    options = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def office(browser: Browser, rehearsing: Rehearse) -> Iterator[str]:
    """A rehearsal that the module's tests share: each finds what others did, and moves time on only."""
    with rehearsing("--from", MONDAY) as address:
        yield address


@pytest.fixture
def fresh(browser: Browser, rehearsing: Rehearse) -> Iterator[str]:
    """A rehearsal nobody has touched."""
    with rehearsing("--from", MONDAY) as address:
        yield address


Open = Callable[..., Watched]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address as somebody who has never seen it; at the end nothing was complained of, nothing asked
    of the world."""
    contexts: list[BrowserContext] = []
    seen: list[Watched] = []

    def opened(
        address: str, size: tuple[int, int] = DESK, language: str | None = None, dark: bool = False
    ) -> Watched:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=size == HAND,
            accept_downloads=True,
        )
        contexts.append(context)
        if language:
            context.add_init_script(f"localStorage.setItem('dunghan.language', '\"{language}\"')")
        watched = Watched(context.new_page())
        watched.page.set_default_timeout(WAIT_MS)
        watched.begin()
        seen.append(watched)
        watched.page.goto(address)
        expect(watched.page.locator("html.ready")).to_be_attached()
        at_rest(watched.page)
        return watched

    yield opened
    complaints = [(one.complaints, one.foreign()) for one in seen]
    for context in contexts:
        context.close()
    assert complaints == [([], [])] * len(seen)


def at_rest(page: Page) -> None:
    """Everybody is linked, and no jump is under way."""
    expect(page.locator("body:not(.moving)")).to_be_attached()


def jump(page: Page, step: str) -> None:
    """Presses one of the steps of time, and waits until it is there."""
    with page.expect_response("**/api/time"):
        page.get_by_role("button", name=step, exact=True).click()
    at_rest(page)


def row(page: Page, name: str) -> Locator:
    """Somebody's line in the list."""
    return (
        page.get_by_role("navigation")
        .get_by_role("link")
        .filter(has=page.locator(".person-name", has_text=name))
    )


def unread(page: Page, name: str) -> Locator:
    return row(page, name).locator(".badge")


def bubbles(page: Page) -> Locator:
    return page.get_by_role("feed").get_by_role("article")


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Viết tin nhắn").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()
