"""Telegram's HTML: what it becomes, and what is refused in which words."""

import pytest

from bot.rehearsal.entities import detected, formatted, units
from bot.rehearsal.refusal import RefusalError


def refusal(html: str) -> str:
    with pytest.raises(RefusalError) as caught:
        formatted(html, "HTML")
    assert caught.value.code == 400
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


def spans(html: str) -> list[tuple[str, int, int]]:
    _, entities = formatted(html, "HTML")
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
    ],
)
def test_each_supported_tag_is_an_entity(tag: str, kind: str) -> None:
    assert formatted(f"a <{tag}>bc</{tag}>", "HTML") == ("a bc", [{"type": kind, "offset": 2, "length": 2}])


def test_offsets_count_utf16_units_so_an_emoji_is_two() -> None:
    assert spans("📌 <b>Hạn</b>") == [("bold", 3, 3)]
    assert units("📌") == 2


def test_nested_tags_come_outer_first() -> None:
    assert spans("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]


def test_a_tag_around_nothing_leaves_no_entity() -> None:
    assert formatted("a<b></b>", "HTML") == ("a", [])


def test_a_link_keeps_its_address_with_references_resolved() -> None:
    _, entities = formatted('<a href="https://vbpl.vn/?a=1&amp;b=2">văn bản</a>', "HTML")
    assert entities == [{"type": "text_link", "offset": 0, "length": 7, "url": "https://vbpl.vn/?a=1&b=2"}]


def test_a_link_without_a_usable_address_is_plain_text() -> None:
    assert formatted('<a href="javascript:x">a</a>', "HTML") == ("a", [])


def test_a_quote_may_be_expandable() -> None:
    assert spans("<blockquote expandable>a</blockquote>") == [("expandable_blockquote", 0, 1)]


def test_a_spoiler_may_be_a_span() -> None:
    assert spans('<span class="tg-spoiler">a</span>') == [("spoiler", 0, 1)]


def test_code_with_a_language_inside_pre_is_one_entity() -> None:
    _, entities = formatted('<pre><code class="language-yaml">a: 1</code></pre>', "HTML")
    assert entities == [{"type": "pre", "offset": 0, "length": 4, "language": "yaml"}]


def test_the_four_named_references_and_numbers_are_resolved() -> None:
    assert formatted("&lt;&gt;&amp;&quot; &#39;&#x2F;", "HTML")[0] == "<>&\" '/"


def test_other_references_stay_as_written() -> None:
    assert formatted("&nbsp; &copy; A&B &ltx", "HTML")[0] == "&nbsp; &copy; A&B &ltx"


def test_blank_ends_are_cut_and_entities_with_them() -> None:
    assert formatted("\n <b> a </b>\n", "HTML") == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_without_a_parse_mode_tags_are_text() -> None:
    assert formatted("<b>a</b>", None) == ("<b>a</b>", [])


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("ngày <x>", 'Unsupported start tag "x" at byte offset 6'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<a href>b</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<a ="x">b</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>b</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_what_does_not_parse_is_refused_in_telegrams_words(html: str, words: str) -> None:
    assert refusal(html) == words


def test_half_a_character_by_reference_is_refused() -> None:
    assert refusal("a&#xD83D;").startswith("Text contains invalid Unicode characters")
    assert formatted("&#xD83D;&#xDCCC;", "HTML")[0] == "📌"


def test_another_parse_mode_is_refused() -> None:
    with pytest.raises(RefusalError, match="unsupported parse_mode"):
        formatted("a", "Markdown")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("/capnhat@dunghan_bot xong", [("bot_command", 0, 20)]),
        ("xong /huy", [("bot_command", 5, 4)]),
        ("hạn 30/6/2026", []),
        ("/nhiệm vụ", []),
        ("gửi @van_phong nhé", [("mention", 4, 10)]),
        ("ai@example.vn", []),
        ("xem https://vbpl.vn/68.", [("url", 4, 18)]),
        ("t.me/dunghan_bot?start=a", [("url", 0, 24)]),
    ],
)
def test_commands_mentions_and_addresses_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(one["type"], one["offset"], one["length"]) for one in detected(text)] == found


def test_nothing_is_found_inside_a_marked_stretch() -> None:
    assert spans("<code>/huy</code> /tasks") == [("code", 0, 4), ("bot_command", 5, 6)]
