"""What comes in and goes out: links for newcomers, plans, scripts; and who may not come in."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from page_browser import MONDAY, ROOT, Open, Rehearse, bubbles, jump, row, say
from playwright.sync_api import Page, Route, expect


def invited(page: Page) -> str:
    """The secretary makes a link for an official of the police; the address."""
    row(page, "Thư ký theo dõi 07-KH/TU").click()
    say(page, "/moi")
    for label in ("Công an thành phố", "Cán bộ theo dõi", "Không ghi chức danh"):
        page.get_by_role("feed").get_by_role("button", name=label).last.click()
    link = bubbles(page).last.get_by_role("link", name="t.me/")
    expect(link).to_be_visible()
    return link.inner_text()


def test_a_newcomer_opens_a_link_of_the_bot(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    invited(page)
    bubbles(page).last.get_by_role("link", name="t.me/").click()
    dialog = page.get_by_role("dialog", name="Ai mở liên kết này?")
    expect(dialog.get_by_role("combobox", name="Người")).to_have_value("new")
    dialog.get_by_label("Tên hoặc chức danh của người mới").fill("Cán bộ tổng hợp Công an")
    dialog.get_by_role("button", name="Mở").click()
    expect(page.locator("#chat-title")).to_have_text("Cán bộ tổng hợp Công an")
    expect(bubbles(page).last).to_contain_text("Đã liên kết")
    expect(bubbles(page).locator(".text").filter(has_text="/start")).to_have_text(re.compile(r"^/start\s*$"))
    expect(row(page, "Cán bộ tổng hợp Công an")).to_contain_text("Công an thành phố")


def test_a_plan_is_sent_and_applied_in_the_chat(fresh: str, visit: Open, tmp_path: Path) -> None:
    page = visit(fresh).page
    plan = tmp_path / "ke-sat-68-nq-tw.yaml"
    text = (ROOT / "plans" / plan.name).read_text(encoding="utf-8")
    plan.write_text(
        text.replace("Hội nghị học tập Nghị quyết 68", "Hội nghị quán triệt Nghị quyết 68"), encoding="utf-8"
    )
    row(page, "Thư ký theo dõi CTr Đảng").click()
    page.locator("#picker").set_input_files(plan)
    say(page, "/kehoach")
    page.get_by_role("feed").get_by_role("button", name="Áp dụng").last.click()
    expect(bubbles(page).filter(has_text="Đã áp dụng").last).to_be_visible()
    row(page, "Đầu mối UBND xã Kẻ Sặt").click()
    say(page, "/viec III.1-1")
    expect(bubbles(page).last).to_contain_text("Hội nghị quán triệt Nghị quyết 68")


def test_what_was_done_is_saved_as_a_script_and_played_again(fresh: str, visit: Open, tmp_path: Path) -> None:
    page = visit(fresh).page
    jump(page, "Sự kiện tiếp")
    row(page, "Đầu mối UBND xã Kẻ Sặt").click()
    say(page, "1 đang làm 60%")
    expect(bubbles(page).last).to_contain_text("Đang làm 60%")
    page.get_by_role("button", name="Tùy chọn").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Lưu kịch bản đã làm").click()
    script = tmp_path / "script.yaml"
    saved.value.save_as(script)
    command = [sys.executable, "-m", "bot", "rehearse", "--headless", "--script", str(script)]
    played = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert played.returncode == 0, played.stdout + played.stderr
    assert "1 đang làm 60%" in played.stdout


class Elsewhere(SimpleHTTPRequestHandler):
    """An empty page for whatever is asked."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def another_origin() -> Iterator[str]:
    """A page on this machine, at another port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


FETCHED = "([url, how]) => fetch(url, how).then(answer => `${answer.type} ${answer.status}`, () => 'refused')"
COUNTED = "async () => (await (await fetch('api/state')).json()).chats.map(chat => chat.count)"
PRESS = {"person": 1001, "chat": 1001, "message": 3, "row": 0, "column": 0}
OWN = {"X-Rehearsal": "1", "Content-Type": "application/json"}


def test_a_page_of_another_origin_cannot_press_a_button(fresh: str, visit: Open) -> None:
    page = visit(fresh).page
    jump(page, "Sự kiện tiếp")
    before = page.evaluate(COUNTED)
    press = {"method": "POST", "body": json.dumps(PRESS)}
    with another_origin() as address:
        foreign = page.context.new_page()
        foreign.goto(address)
        for how in (
            {**press, "headers": OWN},
            {**press, "headers": {"Content-Type": "text/plain"}},
            {"method": "GET"},
        ):
            assert foreign.evaluate(FETCHED, [f"{fresh}api/press", how]) == "refused"
        assert foreign.evaluate(FETCHED, [f"{fresh}api/press", {**press, "mode": "no-cors"}]) == "opaque 0"
        assert foreign.evaluate(FETCHED, [f"{fresh}api/state", {}]) == "refused"
        foreign.close()
    assert page.evaluate(COUNTED) == before
    assert page.evaluate(FETCHED, ["api/press", {**press, "headers": OWN}]) == "basic 200"
    assert page.evaluate(COUNTED) != before


def test_nothing_is_asked_of_the_world(fresh: str, visit: Open) -> None:
    watched = visit(fresh)
    jump(watched.page, "Thứ Hai tới")
    row(watched.page, "Nhóm chỉ đạo 07-KH/TU").click()
    expect(watched.page.locator(".photo img").last).to_have_js_property("complete", True)
    assert any("/api/file/" in url for url in watched.asked)
    assert watched.foreign() == []


def test_the_page_may_not_ask_the_world(fresh: str, visit: Open) -> None:
    watched = visit(fresh)
    assert watched.page.evaluate(FETCHED, ["http://127.0.0.1:9/", {}]) == "refused"
    assert [said for said in watched.complaints if "Content Security Policy" in said]
    watched.complaints.clear()


def test_a_lost_server_is_said_and_found_again(fresh: str, visit: Open) -> None:
    watched = visit(fresh)
    page = watched.page
    lost: list[Route] = []

    def cut(route: Route) -> None:
        lost.append(route)
        route.abort()

    page.route("**/api/events*", cut)
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="Mất kết nối")).to_be_visible()
    page.unroute("**/api/events*")
    expect(page.locator("#lost")).to_be_hidden()
    jump(page, "Sự kiện tiếp")
    expect(page.locator("#hour")).to_have_text("07:30")
    assert lost
    watched.complaints[:] = [said for said in watched.complaints if "ERR_FAILED" not in said]


def test_a_rehearsal_whose_port_another_has_is_said_to_have_ended(visit: Open, rehearsing: Rehearse) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = ("--port", str(free.getsockname()[1]))
    with rehearsing("--from", MONDAY, *port) as address:
        watched = visit(address)
    with rehearsing("--from", MONDAY, *port):
        expect(watched.page.get_by_role("alert").filter(has_text="đã kết thúc")).to_be_visible()
    watched.complaints[:] = [said for said in watched.complaints if "Failed to load" not in said]
