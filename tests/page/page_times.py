"""How quick the page is: `python tests/page/page_times.py` prints, for each thing that people wait for, the
seconds that passed, and the CPU seconds of the rehearsal's process meanwhile (Linux, with chromium).

CPU seconds say the same on a busy machine; those that passed mean something on an idle one.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from page_browser import DESK, Rehearsal, at_rest, bubbles, launched, rehearsal, row
from page_crowded import FRAMES, MANY
from playwright.sync_api import Browser, Page, expect, sync_playwright

QUARTER = ("2026-01-01", "2026-04-01")
CROWDED = "Đầu mối UBND thành phố"
TICKS_S = os.sysconf("SC_CLK_TCK")


class Times:
    """Prints a line for each thing waited for."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._cpu = Path(f"/proc/{rehearsal.pid}/stat")

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        began, used = time.monotonic(), self._used()
        yield
        self.line(what, time.monotonic() - began, self._used() - used)

    def line(self, what: str, passed: float, used: float) -> None:
        sys.stdout.write(f"{passed:7.2f} s {used:7.2f} s of CPU  {what}\n")
        sys.stdout.flush()

    def since(self, began: float, what: str) -> None:
        """From the command on: all that its process has used."""
        self.line(what, time.monotonic() - began, self._used())

    def _used(self) -> float:
        user, system = self._cpu.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS_S


def main() -> None:
    with sync_playwright() as playwright, launched(playwright) as browser:
        quarter(browser)
        crowded(browser)


def quarter(browser: Browser) -> None:
    """Both plans' page, from its command to the end of a quarter."""
    first, last = QUARTER
    began = time.monotonic()
    with rehearsal("--from", first) as found:
        times = Times(found)
        page = opened(browser, found)
        times.since(began, "command -> the page can be used")
        at_rest(page)
        times.since(began, "command -> everybody is linked")
        expect(page.locator(".day").first).to_be_attached(timeout=120_000)
        times.since(began, "command -> the strip shows its days")
        expect(page.locator(".mark").first).to_be_attached(timeout=120_000)
        times.since(began, "command -> the strip shows what they send")
        with times.of("a forecast of the quarter"):
            page.evaluate(f"() => fetch('api/ahead?until={last}').then((one) => one.json())")
        row(page, CROWDED).click()
        with times.of("a message answered"):
            page.get_by_role("textbox", name="Viết tin nhắn").fill("/viec")
            count = bubbles(page).count()
            page.get_by_role("button", name="Gửi", exact=True).click()
            expect(bubbles(page).nth(count + 1)).to_be_attached()
        with times.of("the strip, after it"):
            page.evaluate(f"() => fetch('api/strip?of={first}').then((one) => one.json())")
        with times.of("a jump of a quarter with the page open"):
            page.evaluate(f"""() => fetch("api/time", {{method: "POST", headers: {{"X-Rehearsal": "1"}},
                body: JSON.stringify({{to: "date", date: "{last}"}})}})""")
            expect(page.locator("#day-of")).to_have_text("1/4/2026", timeout=300_000)
            expect(page.locator("body:not(.moving)")).to_be_attached(timeout=300_000)
        with times.of("the strip of the next quarter, after it"):
            page.evaluate(f"() => fetch('api/strip?of={last}').then((one) => one.json())")


def crowded(browser: Browser) -> None:
    """A chat of many messages, scrolled."""
    with rehearsal(program=("tests/page/page_crowded.py",)) as found:
        page = opened(browser, found)
        at_rest(page)
        row(page, CROWDED).click()
        expect(bubbles(page).filter(has_text=f"Tin số {MANY - 1}")).to_be_visible()
        frames = page.evaluate(FRAMES)
        half, worst = frames[len(frames) // 2], frames[-1]
        sys.stdout.write(
            f"{half:7.0f} ms the median frame, {worst:.0f} ms the longest, of scrolling {MANY:,}\n"
        )


def opened(browser: Browser, found: Rehearsal) -> Page:
    width, height = DESK
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(120_000)
    page.goto(found.address)
    expect(page.locator("html.ready")).to_be_attached()
    return page


if __name__ == "__main__":
    main()
