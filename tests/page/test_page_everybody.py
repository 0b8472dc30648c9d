"""The page for everybody: by keyboard, in a hand, in both languages, for a screen reader."""

from importlib.resources import files

import pytest
from page_browser import DESK, HAND, Open, at_rest, bubbles, jump, row, say
from playwright.sync_api import Page, expect

OFFICIAL = "Đầu mối UBND thành phố"
AXE = files("axe_playwright_python") / "axe.min.js"  # Deque's own file
GRAVE = ("serious", "critical")


def test_the_keyboard_alone_is_enough(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    press = page.keyboard.press
    press("n")
    expect(page.locator("#hour")).to_have_text("07:30")
    at_rest(page)
    press("l")
    expect(row(page, OFFICIAL)).to_be_focused()
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")
    expect(page.locator("#chat-title")).to_have_text(OFFICIAL)
    expect(bubbles(page).last).to_contain_text("Việc cần báo cáo")
    press("h")
    expect(bubbles(page).last).to_be_focused()
    press("Tab")
    expect(bubbles(page).last.get_by_role("button", name="1", exact=True)).to_be_focused()
    press("Enter")
    card = bubbles(page).last
    expect(card.get_by_role("button", name="Đang làm 50%")).to_be_visible()
    press("Escape")
    expect(page.locator("#welcome")).to_be_visible()
    press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    press("Escape")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_hidden()


def test_an_answer_is_written_without_the_mouse(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, OFFICIAL).click()
    expect(bubbles(page).last).to_be_visible()
    page.locator("#back").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("h")
    page.keyboard.press("r")
    expect(page.get_by_role("textbox", name="Viết tin nhắn")).to_be_focused()
    page.keyboard.type("hai")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dòng")
    page.keyboard.press("Enter")
    mine = bubbles(page).and_(page.locator(".mine")).last
    expect(mine.locator(".text")).to_have_text("hai\ndòng")
    expect(mine.locator(".quotation")).to_be_visible()


def test_days_of_the_strip_are_one_stop_and_walked_by_arrows(office: str, visit: Open) -> None:
    page = visit(office).page
    expect(page.locator('.day[tabindex="0"]')).to_have_count(1)
    page.locator(".day.today").focus()
    day = str(page.locator(".day.today").get_attribute("data-day"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".day:focus")).not_to_have_attribute("data-day", day)
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()


def test_in_a_hand_the_list_and_the_chat_are_two_screens(office: str, visit: Open) -> None:
    page = visit(office, HAND).page
    expect(page.locator("main")).to_be_hidden()
    row(page, OFFICIAL).tap()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("textbox", name="Viết tin nhắn")).to_be_in_viewport()
    say(page, "/viec")
    expect(bubbles(page).last).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth") == HAND[0]
    page.get_by_role("button", name="Về danh sách").tap()
    expect(row(page, OFFICIAL)).to_be_visible()
    row(page, OFFICIAL).tap()
    page.go_back()
    expect(row(page, OFFICIAL)).to_be_visible()


def test_the_language_is_changed_and_remembered(office: str, visit: Open) -> None:
    page = visit(office).page
    page.get_by_role("button", name="Tùy chọn").click()
    page.get_by_role("radio", name="English").click(force=True)
    expect(page.get_by_role("heading", name="The rehearsal is ready")).to_be_visible()
    expect(page.locator("#weekday")).to_have_text("Monday")
    page.reload()
    expect(page.get_by_role("button", name="Next event")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_follows_the_system_until_it_is_chosen(office: str, visit: Open) -> None:
    page = visit(office, dark=True).page
    paper = "() => getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Tùy chọn").click()
    page.get_by_role("radio", name="Sáng").click(force=True)
    light = page.evaluate(paper)
    page.reload()
    expect(page.locator("html.ready")).to_be_attached()
    assert (page.evaluate(paper), light != dark) == (light, True)


def test_a_new_message_is_announced(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, OFFICIAL).click()
    say(page, "/trogiup")
    expect(page.locator("#announcements")).to_contain_text("Tin mới của")


def chat(page: Page) -> None:
    jump(page, "Thứ Hai tới") if page.viewport_size == {"width": DESK[0], "height": DESK[1]} else None
    row(page, "Nhóm chỉ đạo 07").click()
    expect(bubbles(page).last).to_be_visible()


def ahead(page: Page) -> None:
    page.get_by_role("button", name="Sẽ gửi").click()
    expect(page.locator(".coming").first).to_be_visible()


def helped(page: Page) -> None:
    page.keyboard.press("?")


SIGHTS = {"list": lambda page: None, "chat": chat, "ahead": ahead, "help": helped}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (DESK, True), (HAND, False), (HAND, True)])
def test_axe_finds_no_serious_fault(
    sight: str, size: tuple[int, int], dark: bool, office: str, visit: Open
) -> None:
    page = visit(office, size, dark=dark).page
    SIGHTS[sight](page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    grave = {(one["id"], node["html"]) for one in found if one["impact"] in GRAVE for node in one["nodes"]}
    assert grave == set()


@pytest.mark.parametrize("width", [1280, 820])
def test_the_longest_mark_gives_way_to_the_steps_of_time(office: str, visit: Open, width: int) -> None:
    page = visit(office, (width, 800)).page
    page.locator("#mark").evaluate("(mark) => { mark.textContent = 'Bản diễn tập – chép từ dữ liệu thật'; }")
    assert page.evaluate("document.body.scrollWidth") == width
    expect(page.locator("#menu-open")).to_be_in_viewport(ratio=1)
