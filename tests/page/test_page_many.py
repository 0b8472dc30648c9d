"""20,000 messages in one chat: the page stays small and moves on."""

from collections.abc import Iterator

import pytest
from page_browser import Open, bubbles, rehearsal, row
from page_crowded import FRAMES, MANY
from patience import at_most
from playwright.sync_api import Browser, Page, expect

MOST = 200  # messages in the document
STALL_MS = at_most(200, 1500)


@pytest.fixture(scope="module")
def crowded(browser: Browser) -> Iterator[str]:
    with rehearsal(program=("tests/page/page_crowded.py",)) as found:
        yield found.address


def opened(page: Page) -> None:
    row(page, "Đầu mối UBND thành phố").click()
    expect(bubbles(page).filter(has_text=f"Tin số {MANY - 1}")).to_be_visible()


def test_many_messages_scroll_without_a_stall(crowded: str, visit: Open) -> None:
    page = visit(crowded).page
    opened(page)
    frames = page.evaluate(FRAMES)
    assert bubbles(page).count() <= MOST
    assert (frames[len(frames) // 2] < STALL_MS / 4, frames[-1] < STALL_MS) == (True, True), frames[-5:]
    expect(bubbles(page).filter(has_text=f"Tin số {MANY - 1}")).to_have_count(0)


def test_what_is_read_stays_in_its_place_while_older_ones_come(crowded: str, visit: Open) -> None:
    page = visit(crowded).page
    opened(page)
    moved = page.evaluate("""async () => {
      const scroller = document.getElementById("history");
      const place = (node) => Math.round(node.getBoundingClientRect().top);
      let worst = 0;
      for (let i = 0; i < 60; i++) {
        const top = scroller.getBoundingClientRect().top;
        const all = [...document.querySelectorAll("article.message")];
        const read = all.find((node) => place(node) > top + 100);
        const before = place(read);
        scroller.scrollTop -= 120;
        const wanted = place(read);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        if (read.isConnected) worst = Math.max(worst, Math.abs(place(read) - wanted));
      }
      return worst;
    }""")
    assert moved <= 1


def test_the_newest_is_one_press_away(crowded: str, visit: Open) -> None:
    page = visit(crowded).page
    opened(page)
    page.evaluate(FRAMES)
    page.get_by_role("button", name="Xuống tin mới nhất").click()
    expect(bubbles(page).filter(has_text=f"Tin số {MANY - 1}")).to_be_in_viewport()
