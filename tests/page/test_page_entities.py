"""A message's words as a chat client shows them: entities nested, counted in UTF-16, and never markup."""

from typing import Any

import pytest
from page_browser import Open
from playwright.sync_api import Page, expect

SHOWN = """async ([text, entities]) => {
  const { formatted } = await import("./static/chat/entities.js");
  const box = document.createElement("div");
  box.append(formatted(text, entities, { follow: () => false, command: () => {} }));
  return box.innerHTML.replaceAll(' tabindex="0"', "").replace(/ (target|rel|type)="[^"]*"/g, "");
}"""


@pytest.fixture
def page(office: str, visit: Open) -> Page:
    return visit(office).page


def entity(type: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": type, "offset": offset, "length": length, **more}


CASES: dict[str, tuple[str, list[dict[str, Any]], str]] = {
    "plain": ("<b>a & b</b>", [], "&lt;b&gt;a &amp; b&lt;/b&gt;"),
    "utf-16": ("👍🏽 xong", [entity("bold", 5, 4)], "👍🏽 <strong>xong</strong>"),
    "nested": (
        "một hai ba",
        [entity("italic", 4, 3), entity("bold", 0, 10)],
        "<strong>một <em>hai</em> ba</strong>",
    ),
    "overlapping": (
        "abcdef",
        [entity("bold", 0, 4), entity("italic", 2, 4)],
        "<strong>ab<em>cd</em></strong><em>ef</em>",
    ),
    "quotation": (
        "trên\nlời\ndưới",
        [entity("blockquote", 5, 3)],
        "trên<blockquote>lời</blockquote>dưới",
    ),
    "link": (
        "xem đây",
        [entity("text_link", 4, 3, url="https://example.org/")],
        'xem <a href="https://example.org/">đây</a>',
    ),
    "no link": ("xem", [entity("text_link", 0, 3, url="javascript:alert(1)")], "<span>xem</span>"),
    "address": ("t.me/x", [entity("url", 0, 6)], '<a href="https://t.me/x">t.me/x</a>'),
    "command": ("/viec", [entity("bot_command", 0, 5)], '<button class="command">/viec</button>'),
    "code": ("a=1", [entity("code", 0, 3)], '<code class="inline">a=1</code>'),
    "pre": ("a\nb", [entity("pre", 0, 3, language="python")], "<pre><code>a\nb</code></pre>"),
}


@pytest.mark.parametrize("case", CASES)
def test_an_entity_is_shown_as_what_it_is(case: str, page: Page) -> None:
    text, entities, shown = CASES[case]
    assert page.evaluate(SHOWN, [text, entities]) == shown


def test_a_spoiler_shows_its_words_when_pressed(page: Page) -> None:
    page.evaluate("""async () => {
      const { formatted } = await import("./static/chat/entities.js");
      const acts = { follow: () => false, command: () => {} };
      document.querySelector("#welcome p").replaceChildren(
        formatted("mật", [{ type: "spoiler", offset: 0, length: 3 }], acts));
    }""")
    words = page.locator("#welcome .spoiler span")
    expect(words).to_have_css("opacity", "0")
    page.get_by_role("button", name="Phần chữ được che").click()
    expect(words).to_have_css("opacity", "1")


def test_a_long_quotation_is_folded_after_three_lines(page: Page) -> None:
    page.evaluate("""async () => {
      const { formatted } = await import("./static/chat/entities.js");
      const text = Array.from({ length: 9 }, (_, n) => `dòng ${n}`).join("\\n");
      const box = document.querySelector("#welcome p");
      box.className = "text";
      box.replaceChildren(formatted(text, [{ type: "expandable_blockquote", offset: 0, length: text.length }],
        { follow: () => false, command: () => {} }));
    }""")
    fold = page.locator(".fold")
    folded = fold.evaluate("node => node.clientHeight / parseFloat(getComputedStyle(node).lineHeight)")
    assert round(float(folded)) == 3
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.get_by_role("button", name="Thu gọn")).to_be_visible()
    assert int(fold.evaluate("node => node.scrollHeight - node.clientHeight")) <= 1
