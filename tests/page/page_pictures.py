"""README's two pictures of the page, made anew: `python tests/page/page_pictures.py`, with chromium.

desk.png shows an official's answer, on a desk in light; hand.png the group's digest, in a hand in dark.
"""

import io

from page_browser import DESK, HAND, MONDAY, ROOT, at_rest, bubbles, jump, launched, rehearsal, row, say
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = ROOT / ".github" / "images"
OFFICIAL, GROUP = "Đầu mối UBND thành phố", "Nhóm chỉ đạo 07-KH/TU"


def main() -> None:
    with (
        sync_playwright() as playwright,
        launched(playwright) as browser,
        rehearsal("--from", MONDAY) as found,
    ):
        desk = opened(browser, found.address, DESK, scale=1, theme="light")
        jump(desk, "Thứ Hai tới")
        row(desk, OFFICIAL).click()
        bubbles(desk).last.get_by_role("button", name="1", exact=True).click()
        expect(bubbles(desk).last).to_contain_text("III.2.1-9")
        say(desk, "đang làm 60%, còn chờ Sở Tài chính thẩm định")
        expect(bubbles(desk).last).to_contain_text("Đã ghi")
        desk.get_by_role("button", name="Thứ Hai, 15/12/2025").hover()
        expect(desk.locator("#tip")).to_contain_text("Bản tin tuần")
        keep(desk, "desk.png")
        hand = opened(browser, found.address, HAND, scale=1.5, theme="dark")
        row(hand, GROUP).click()
        expect(hand.locator(".photo img").last).to_have_js_property("complete", True)
        keep(hand, "hand.png")


def opened(browser: Browser, address: str, size: tuple[int, int], *, scale: float, theme: str) -> Page:
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=size == HAND,
    )
    page.goto(address)
    at_rest(page)
    expect(page.locator(".day").first).to_be_attached()
    return page


def keep(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
