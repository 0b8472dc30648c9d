"""The date above: its steps, the quarter as a strip, what will be sent before a jump."""

import re

from page_browser import HAND, MONDAY, Open, bubbles, jump, row
from playwright.sync_api import expect


def test_the_steps_lead_to_the_next_day_and_monday(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    jump(page, "Hôm sau")
    expect(page.locator("#clock")).to_have_text("Thứ Ba 2/12/2025 08:00")
    jump(page, "Thứ Hai tới")
    expect(page.locator("#clock")).to_have_text("Thứ Hai 8/12/2025 08:00")


def test_a_play_goes_on_until_it_is_paused(office: str, visit: Open) -> None:
    page = visit(office).page
    before = page.locator("#day-of").inner_text()
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("button", name="Sự kiện tiếp")).to_be_disabled()
    expect(page.locator("#day-of")).not_to_have_text(before)
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Chạy")).to_be_visible()


def test_a_date_is_jumped_to(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    page.get_by_role("button", name="Đến ngày").click()
    dialog = page.get_by_role("dialog", name="Đến ngày")
    dialog.get_by_label("Ngày").fill("2025-12-20")
    expect(dialog).to_contain_text("Thứ Bảy, 20/12/2025")
    page.get_by_role("button", name="Đi đến ngày này").click()
    expect(page.locator("#clock")).to_have_text("Thứ Bảy 20/12/2025 08:00")


def test_a_day_of_the_strip_says_what_it_sends_and_leads_there(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    expect(page.get_by_role("heading", name="Quý IV/2025")).to_be_visible()
    monday = page.get_by_role("button", name="Thứ Hai, 8/12/2025")
    expect(monday).to_have_accessible_name("Thứ Hai, 8/12/2025. 1 × Nhắc việc. 2 × Bản tin tuần")
    monday.hover()
    expect(page.locator("#tip")).to_contain_text("1 × Nhắc việc")
    monday.click()
    page.locator("#tip").get_by_role("button", name="Đi đến ngày này").click()
    expect(page.locator("#clock")).to_have_text("Thứ Hai 8/12/2025 08:00")
    expect(page.locator(".day[aria-current=date]")).to_have_attribute("data-day", "2025-12-08")


def test_the_strip_says_what_is_to_come_when_an_event_of_the_same_day_has_passed(
    fresh: str, visit: Open
) -> None:
    page = visit(fresh).page
    monday = page.get_by_role("button", name="Thứ Hai, 8/12/2025")
    expect(monday).to_have_accessible_name(re.compile("Bản tin tuần"))
    with page.expect_response(lambda answer: "api/strip" in answer.url):
        jump(page, "Sự kiện tiếp")
    expect(page.locator("#day-of")).to_have_text("1/12/2025")
    expect(monday).to_have_accessible_name(re.compile("Bản tin tuần"))


def test_the_strip_turns_to_another_quarter(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    expect(page.locator(".day.today")).to_have_attribute("data-day", MONDAY)
    page.get_by_role("button", name="Quý sau").click()
    expect(page.get_by_role("heading", name="Quý I/2026")).to_be_visible()


def test_what_will_be_sent_is_told_with_its_reason_and_its_words(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    page.get_by_role("button", name="Sẽ gửi").click()
    panel = page.get_by_role("complementary", name="Sẽ gửi")
    expect(panel.get_by_role("button", name="Thứ Hai tới")).to_have_attribute("aria-pressed", "true")
    first = panel.locator(".coming").filter(has_text="Đầu mối UBND thành phố").first
    expect(first).to_contain_text("07:30")
    expect(first.locator(".why li")).not_to_have_count(0)
    expect(first.locator("details .text")).to_be_hidden()
    first.get_by_text("Xem nội dung").click()
    expect(first.locator("details .text")).to_contain_text("Việc cần báo cáo")
    panel.get_by_role("button", name="Đi đến ngày này").click()
    expect(page.locator("#clock")).to_have_text("Thứ Hai 8/12/2025 08:00")


def test_what_is_told_is_what_is_sent(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    page.get_by_role("button", name="Sẽ gửi").click()
    entry = page.locator(".coming").filter(has_text="Đầu mối UBND thành phố").first
    entry.get_by_text("Xem nội dung").click()
    told = entry.locator("details .text").inner_text()
    jump(page, "Sự kiện tiếp")
    row(page, "Đầu mối UBND thành phố").click()
    expect(bubbles(page).last).to_contain_text(told.splitlines()[0])


def test_in_a_hand_the_steps_stand_below(office: str, visit: Open) -> None:
    page = visit(office, HAND).page
    box = page.get_by_role("button", name="Sự kiện", exact=True).bounding_box()
    assert box and box["y"] > HAND[1] * 0.9 and box["height"] >= 44
