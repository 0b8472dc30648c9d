"""The page as an official uses it: what the bot sent, buttons, words, files, answers."""

from pathlib import Path

from page_browser import DESK, WAIT_MS, Open, bubbles, jump, row, say, unread
from PIL import Image
from playwright.sync_api import Locator, Page, expect

OFFICIAL, OTHER, LEADER = "Đầu mối UBND thành phố", "Đầu mối UBND xã Kẻ Sặt", "Lãnh đạo phụ trách 07-KH/TU"
GROUP = "Nhóm chỉ đạo 07-KH/TU"


def morning(page: Page, name: str) -> None:
    """The next morning with reminders, in that person's chat."""
    jump(page, "Thứ Hai tới")
    row(page, name).click()
    expect(bubbles(page).last).to_be_visible()


def reminder(page: Page) -> Locator:
    return bubbles(page).and_(page.locator(".theirs")).filter(has_text="Việc cần báo cáo").last


def speak_as(page: Page, name: str) -> None:
    """In a group; what that member has not read yet may stand behind the name."""
    voice = page.get_by_label("Nói với tư cách")
    voice.select_option(voice.locator("option", has_text=name).get_attribute("value"))


def test_the_first_visit_says_what_to_do(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    expect(page.get_by_role("heading", name="Buổi diễn tập đã sẵn sàng")).to_be_visible()
    expect(page.get_by_role("heading", name="Bản diễn tập", exact=True)).to_be_visible()
    expect(page.locator("#clock")).to_have_text("Thứ Hai 1/12/2025 07:00")
    expect(row(page, OFFICIAL)).to_contain_text("Đầu mối · UBND thành phố")
    expect(page.locator(".person .badge")).to_have_count(0)


def test_the_first_event_leads_to_what_the_bot_sent(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    page.get_by_role("button", name="Đến tin kế tiếp của bot").click()
    expect(page.locator("#chat-title")).to_have_text(OFFICIAL)
    expect(reminder(page)).to_contain_text("sắp đến hạn")
    expect(page.locator("#hour")).to_have_text("07:30")


def test_what_came_is_unread_until_it_is_looked_at(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    jump(page, "Sự kiện tiếp")
    expect(unread(page, OFFICIAL)).to_have_text("1 tin chưa đọc")
    page.reload()
    expect(unread(page, OFFICIAL)).to_have_text("1 tin chưa đọc")
    row(page, OFFICIAL).click()
    expect(reminder(page)).to_be_visible()
    expect(unread(page, OFFICIAL)).to_have_count(0)


def test_a_button_is_pressed_and_the_bot_answers(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    morning(page, OFFICIAL)
    reminder(page).get_by_role("button", name="1", exact=True).click()
    card = bubbles(page).filter(has=page.get_by_role("button", name="Đang làm 50%"))
    card.last.get_by_role("button", name="Đang làm 50%").click()
    expect(page.locator("#toasts")).to_contain_text("Đã ghi")
    expect(bubbles(page).filter(has_text="Đã ghi").last).to_contain_text("Đang làm 50%")


def test_a_sentence_in_answer_to_a_reminder_is_recorded_and_taken_back(office: str, visit: Open) -> None:
    page = visit(office).page
    morning(page, OTHER)
    reminder(page).hover()
    reminder(page).get_by_role("button", name="Trả lời", exact=True).click()
    expect(page.locator("#about")).to_contain_text("Trả lời")
    say(page, "1 đang làm 60%")
    mine = bubbles(page).filter(has_text="1 đang làm 60%").and_(page.locator(".mine")).last
    expect(mine.locator(".quotation")).to_contain_text("Việc cần báo cáo")
    expect(bubbles(page).filter(has_text="Đã ghi").last).to_contain_text("Đang làm 60%")
    say(page, "hoàn tác")
    expect(bubbles(page).last).to_contain_text("hoàn tác")


def test_a_quotation_leads_to_its_message(office: str, visit: Open) -> None:
    page = visit(office).page
    morning(page, OTHER)
    reminder(page).hover()
    reminder(page).get_by_role("button", name="Trả lời", exact=True).click()
    say(page, "1 đang làm 30%")
    bubbles(page).and_(page.locator(".mine")).last.locator(".quotation").click()
    expect(reminder(page)).to_be_focused()


def test_a_file_is_sent_as_evidence_and_can_be_fetched_again(fresh: str, visit: Open, tmp_path: Path) -> None:
    page = visit(fresh).page
    morning(page, OFFICIAL)
    file = tmp_path / "Báo cáo kết quả.pdf"
    file.write_bytes(b"%PDF-1.4\n" + b"x" * 3000)
    page.locator("#picker").set_input_files(file)
    expect(page.locator("#tray")).to_contain_text("Báo cáo kết quả.pdf")
    reminder(page).hover()
    reminder(page).get_by_role("button", name="Trả lời", exact=True).click()
    say(page, "1 xong")
    paper = page.locator(".mine").get_by_role("link", name="Tải về Báo cáo kết quả.pdf").last
    expect(paper).to_contain_text("3 KB")
    with page.expect_download(timeout=4 * WAIT_MS) as fetched:
        paper.click()
    assert Path(fetched.value.path()).read_bytes() == file.read_bytes()


def test_pictures_go_as_an_album_and_are_looked_at_large(office: str, visit: Open, tmp_path: Path) -> None:
    page = visit(office).page
    row(page, LEADER).click()
    files = []
    for number, colour in enumerate(("#c33", "#3a3", "#33c")):
        files.append(tmp_path / f"{number}.png")
        Image.new("RGB", (640, 480), colour).save(files[-1])
    page.locator("#picker").set_input_files(files)
    expect(page.get_by_role("checkbox", name="Gửi dưới dạng ảnh")).to_be_checked()
    say(page, "Ảnh hiện trường")
    album = bubbles(page).filter(has_text="Ảnh hiện trường").and_(page.locator(".mine")).last
    expect(album.locator(".photo")).to_have_count(3)
    album.locator(".photo").nth(1).click()
    large = page.get_by_role("dialog", name="Xem ảnh")
    expect(large).to_contain_text("2/3")
    page.keyboard.press("ArrowRight")
    expect(large).to_contain_text("3/3")
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def test_an_own_message_is_changed_and_says_so(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, LEADER).click()
    say(page, "/tiendo")
    mine = bubbles(page).and_(page.locator(".mine")).filter(has_text="/tiendo").last
    mine.hover()
    mine.get_by_role("button", name="Sửa tin").click()
    say(page, "/tiendo 07")
    expect(page.locator(".mine").filter(has_text="/tiendo 07").last).to_contain_text("đã sửa")


def test_a_slash_offers_the_commands_of_this_chat(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, OFFICIAL).click()
    field = page.get_by_role("textbox", name="Viết tin nhắn")
    field.press_sequentially("/vi")
    expect(page.get_by_role("option", name="/viec")).to_be_visible()
    field.press("Enter")
    expect(bubbles(page).and_(page.locator(".mine")).last).to_contain_text("/viec")
    expect(field).to_have_value("")


def test_in_a_group_one_speaks_as_the_member_chosen(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, GROUP).click()
    speak_as(page, LEADER)
    say(page, "/tiendo")
    mine = bubbles(page).and_(page.locator(".mine")).last
    expect(mine).to_contain_text("/tiendo")
    speak_as(page, OFFICIAL)
    theirs = bubbles(page).and_(page.locator(".theirs")).filter(has_text=LEADER)
    expect(theirs.last).to_contain_text("/tiendo")


def test_what_came_is_unread_for_each_member_by_itself(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    row(page, GROUP).click()
    speak_as(page, OFFICIAL)
    say(page, "Chào các đồng chí")
    expect(bubbles(page).last).to_contain_text("Chào các đồng chí")
    expect(unread(page, GROUP)).to_have_count(0)
    expect(page.get_by_label("Nói với tư cách").locator("option", has_text=OTHER)).to_contain_text("(1)")


def test_what_is_new_is_read_from_its_beginning(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    jump(page, "Sự kiện tiếp")
    expect(unread(page, OFFICIAL)).to_be_visible()  # what comes while one looks is read as it comes
    row(page, OFFICIAL).click()
    agenda = bubbles(page).last
    heading = agenda.locator("strong", has_text="Việc cần báo cáo")
    expect(heading).to_be_in_viewport()
    box = agenda.bounding_box()
    assert box and box["height"] > DESK[1]
    page.get_by_role("button", name="Xuống tin mới nhất").click()
    expect(heading).not_to_be_in_viewport()
    row(page, LEADER).click()
    row(page, OFFICIAL).click()
    expect(agenda.get_by_role("button", name="Xem tất cả")).to_be_in_viewport()


def test_the_digest_comes_to_the_group_with_its_picture(office: str, visit: Open) -> None:
    page = visit(office).page
    jump(page, "Thứ Hai tới")
    row(page, GROUP).click()
    picture = page.locator(".theirs .photo img").last
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True, timeout=WAIT_MS)
    assert int(str(picture.evaluate("image => image.naturalWidth"))) > 300


def test_an_alert_waits_until_it_is_read(office: str, visit: Open) -> None:
    page = visit(office).page
    page.evaluate("() => import('./static/base/toasts.js').then((m) => m.alertBox('Đúng Hạn', 'Đọc kỹ'))")
    expect(page.get_by_role("alertdialog")).to_contain_text("Đọc kỹ")
    page.get_by_role("button", name="Đã rõ").click()
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_what_is_half_written_stays_when_the_language_changes(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, LEADER).click()
    field = page.locator("#field")
    field.fill("Đề nghị")
    row(page, OFFICIAL).click()
    field.fill("đang làm")
    page.get_by_role("button", name="Tùy chọn").click()
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("textbox", name="Write a message")).to_have_value("đang làm")
    row(page, LEADER).click()
    expect(field).to_have_value("Đề nghị")


DROPPED = """name => {
  const data = new DataTransfer();
  data.items.add(new File(["nội dung"], name, { type: "text/plain" }));
  const chat = document.getElementById("chat");
  for (const type of ["dragover", "drop"]) {
    chat.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""
PASTED = """name => {
  const data = new DataTransfer();
  data.items.add(new File(["ảnh"], name, { type: "image/png" }));
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.getElementById("field").dispatchEvent(paste);
}"""


def test_files_are_dropped_and_pasted_and_can_be_left_out(office: str, visit: Open) -> None:
    page = visit(office).page
    row(page, LEADER).click()
    page.evaluate(DROPPED, "biên bản.txt")
    page.evaluate(PASTED, "ảnh chụp.png")
    tray = page.locator("#tray li")
    expect(tray).to_have_text(["biên bản.txt10 B", "ảnh chụp.png5 B"])
    expect(page.get_by_role("checkbox", name="Gửi dưới dạng ảnh")).to_be_hidden()
    page.get_by_role("button", name="Bỏ tệp biên bản.txt").click()
    expect(tray).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Gửi dưới dạng ảnh")).to_be_visible()
