"""YAML by node: every scalar as text with its line, every mistake a Problem, whatever the bytes."""

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from yaml.scanner import ScannerError

from bot.planfile import yamlnodes
from bot.planfile.problems import MOST
from bot.planfile.yamlnodes import DEEPEST, Entry, ListNode, MapNode, TextNode, read_nodes
from bot.texts import Texts


def said(data: bytes, language: str = "en") -> list[str]:
    return [Texts(language).problem(problem) for problem in read_nodes("f.yaml", data)[1]]


def read(text: str) -> MapNode:
    tree, problems = read_nodes("f.yaml", text.encode())
    assert problems == ()
    assert tree is not None
    return tree


def test_a_mapping_keeps_the_line_of_each_key_and_value() -> None:
    tree = read("# a remark\na: 1\nb:\n  - x\n  - {c: y}\n")
    assert tree.entries["a"] == Entry(2, TextNode(2, "1"))
    nested = MapNode(5, {"c": Entry(5, TextNode(5, "y"))})
    assert tree.entries["b"] == Entry(3, ListNode(4, (TextNode(4, "x"), nested)))


@pytest.mark.parametrize("text", ["17:30", "no", "2026-02-30", "0x1F", "1_000", "1e3", "010"])
def test_a_value_stays_the_text_that_was_written(text: str) -> None:
    assert read(f"a: {text}").entries["a"].node == TextNode(1, text)


@pytest.mark.parametrize(
    ("text", "kept", "cut"),
    [
        ("title: Đề án số #1 của xã", "Đề án số", "#1 của xã"),
        ("a: 1\n\ntitle: 🏠 nhà\t#2", "🏠 nhà", "#2"),
        ("tasks:\n  - {title: Việc #một, x: 1}", "Việc", "#một, x: 1}"),
        ("- Tổ #3\r\n- b", "Tổ", "#3"),
    ],
)
def test_words_lost_behind_a_sign_are_told_rather_than_dropped(text: str, kept: str, cut: str) -> None:
    found = said(text.encode(), "vi")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "#" in each)
    assert f"f.yaml:{line}: “{cut}” đứng sau dấu cách nên bị coi là ghi chú, chỉ còn “{kept}”" in found[0]


@pytest.mark.parametrize(
    "text",
    [
        'title: "Đề án số #1 của xã"',
        "title: 'Đề án số #1'  #x",
        "title: Đề án  # ghi chú",
        "title: Đề án #",
        "title: https://x.vn/#1",
        "title: C#1",
        "#title: Đề án\na: 1",
        "title: >\n  Đề án số #1\n",
    ],
)
def test_a_remark_and_a_quoted_sign_lose_nothing(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    ("sort", "begin"),
    [
        ("plan", "plan: ten-ke-hoach"),
        ("units", "units:"),
        ("assigns", "assigns: ten-ke-hoach"),
        ("config", "language: vi"),
        ("script", "actors:"),
    ],
)
@pytest.mark.parametrize("data", [b"", b"# nothing\n", b"- a\n"])
def test_an_empty_file_is_told_how_its_sort_begins(sort: str, begin: str, data: bytes) -> None:
    (problem,) = read_nodes("f.yaml", data, sort)[1]
    assert Texts("vi").problem(problem).endswith(f"hãy bắt đầu bằng “{begin}”")


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_an_empty_text(text: str) -> None:
    assert read(f"a: {text}\nb: 1").entries["a"].node == TextNode(1, "")


def test_a_quoted_null_is_a_word() -> None:
    assert read('a: "null"').entries["a"].node == TextNode(1, "null")


def test_decomposed_letters_are_composed() -> None:
    assert read(unicodedata.normalize("NFD", "a: Quý")).entries["a"].node == TextNode(1, "Quý")


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read("\ufeffa: 1").entries["a"].node == TextNode(1, "1")


def test_the_first_of_two_equal_keys_is_read() -> None:
    tree, _ = read_nodes("f.yaml", b"a: 1\na: 2\n")
    assert tree == MapNode(1, {"a": Entry(1, TextNode(1, "1"))})


BROKEN = [
    (
        b"a: 1\nb: \xe1\n",
        "f.yaml:2: cần văn bản mã UTF-8, nhưng có byte E1 không đúng mã; hãy lưu lại tệp theo UTF-8",
        "f.yaml:2: expected text in UTF-8, found the byte E1, which is not; save the file again as UTF-8",
    ),
    (
        b"a: 1\n\nb: \x00\n",
        "f.yaml:3: cần văn bản thường, nhưng có ký tự không nhìn thấy được \\u0000; hãy xóa ký tự này",
        "f.yaml:3: expected plain text, found the character \\u0000, which can't be seen; delete it",
    ),
    (
        b"a:\n\tb: 1\n",
        "f.yaml:2: đầu dòng phải là dấu cách, nhưng có dấu tab trước “b: 1”; "
        "thay mỗi dấu tab bằng hai dấu cách",
        "f.yaml:2: expected spaces at the start of the line, found a tab before “b: 1”; "
        "put two spaces for each tab",
    ),
    (
        b"a: 1\nb: c: d\n",
        "f.yaml:2: cần “khóa: giá trị” hoặc “- mục”, nhưng gặp “b: c: d”; xem lại thụt dòng, dấu nháy, "
        "dấu ngoặc ở dòng này và dòng trên; nội dung có “: ” hoặc “ #” thì đặt trong dấu nháy kép",
        "f.yaml:2: expected “key: value” or “- item”, found “b: c: d”; check indents, quotes and brackets "
        "on this line and the one above, and put text that holds “: ” or “ #” between double quotes",
    ),
    (
        b"a: 1\nb: 2\na: 3\n",
        "f.yaml:3: khóa “a” đã có ở dòng 1; chỉ giữ một trong hai",
        "f.yaml:3: the key “a” stands already on line 1; keep one of the two",
    ),
    (
        b"a: &x [1, 2]\nb: [*x, *x]\n",
        "f.yaml:2: cần ghi đủ giá trị, nhưng gặp tham chiếu “*x”; hãy ghi thẳng giá trị",
        "f.yaml:2: expected every value written out, found the reference “*x”; write the value itself",
    ),
    (
        b"a: !secret 1\n",
        "f.yaml:1: cần giá trị thường, nhưng gặp thẻ “!secret”; hãy xóa thẻ",
        "f.yaml:1: expected a plain value, found the tag “!secret”; delete the tag",
    ),
    (
        b"a: 1\n---\nb: 2\n",
        "f.yaml:2: mỗi tệp chỉ có một kế hoạch, nhưng sau “---” còn phần thứ hai; "
        "hãy chuyển phần đó sang tệp riêng",
        "f.yaml:2: expected one plan in a file, found “---” and a second one; put it in a file of its own",
    ),
    (
        b"a: " + b"[" * 100_000,
        "f.yaml:1: được tối đa 20 cấp lồng nhau, nhưng ở đây có nhiều hơn; xem lại thụt dòng và dấu ngoặc",
        "f.yaml:1: expected at most 20 levels, found more; check the indents and brackets",
    ),
    (
        b"a: 1\n[b]: 1\n",
        "f.yaml:2: khóa phải là một từ, nhưng gặp danh sách hoặc nhóm khóa; hãy ghi “khóa: giá trị”",
        "f.yaml:2: expected a word as a key, found a list or a mapping; write “key: value”",
    ),
    (
        b"# nothing yet\n",
        "f.yaml:1: cần một kế hoạch, nhưng tệp trống; hãy bắt đầu bằng “plan: ten-ke-hoach”",
        "f.yaml:1: expected a plan, found an empty file; begin with “plan: plan-name”",
    ),
    (
        b"- a\n- b\n",
        "f.yaml:1: đầu tệp phải có dạng “khóa: giá trị”, nhưng gặp dạng khác; "
        "hãy bắt đầu bằng “plan: ten-ke-hoach”",
        "f.yaml:1: expected “key: value” at the top of the file, found something else; "
        "begin with “plan: plan-name”",
    ),
    (
        b"a: 1\n" * 1_000_001,
        "f.yaml:1: tệp được tối đa 5 MB, nhưng tệp này lớn hơn; hãy chia kế hoạch thành nhiều tệp",
        "f.yaml:1: expected at most 5 MB, found more; split the plan into several files",
    ),
    (
        b"a:\n" + b"-\n" * 100_000,
        "f.yaml:99999: tệp được tối đa 100.000 giá trị, nhưng tệp này có nhiều hơn; "
        "hãy chia kế hoạch thành nhiều tệp",
        "f.yaml:99999: expected at most 100,000 values, found more; split the plan into several files",
    ),
]


@pytest.mark.parametrize(("data", "vi", "en"), BROKEN, ids=[en.split(":", 2)[2][:40] for _, _, en in BROKEN])
def test_each_mistake_is_told_in_both_languages(data: bytes, vi: str, en: str) -> None:
    assert (said(data, "vi"), said(data, "en")) == ([vi], [en])


class Shallow(yaml.SafeLoader):
    """A parser with a limit of its own, met while it reads ahead: libyaml has one since 0.2.6."""

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        if self.flow_level > DEEPEST:
            raise ScannerError(None, None, "exceeded maximum nesting depth", self.get_mark())
        super().fetch_flow_collection_start(token)


@pytest.mark.parametrize(
    "loader", [yaml.SafeLoader, Shallow, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]
)
@pytest.mark.parametrize("deep", ["[", "{", "[{a: ", "[\n", "- ", "? "], ids=repr)
def test_deep_nesting_is_told_in_our_words_whatever_the_parsers_limit(
    loader: type, deep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamlnodes, "PlanLoader", loader)
    assert "expected at most 20 levels, found more" in said(b"a: 1\nb:\n  " + deep.encode() * 2000)[0]


def test_an_open_quote_is_told_where_it_opens() -> None:
    assert said(b"a: 1\nb: 'x\nc: 2\n")[0].startswith("f.yaml:2: ")


def test_a_file_of_rubbish_ends_after_two_hundred_mistakes() -> None:
    found = said(b"a: 1\n" * 5000)
    assert len(found) == MOST
    assert found[-1].endswith(
        "expected fewer than 200 mistakes in a file; mend those above, then check again"
    )
    last = said(b"a: 1\n" * 5000, "vi")[-1]
    assert last.endswith("tệp có từ 200 lỗi trở lên; hãy sửa các lỗi trên rồi kiểm tra lại")


def test_what_was_found_is_shown_on_one_short_line() -> None:
    tag = said(b'"' + "Đ".encode() * 99 + b'": 1\n"' + "Đ".encode() * 99 + b'": 2\n')[0]
    assert "Đ" * 59 + "…" in tag
    assert "Đ" * 60 not in tag
    assert "“a\\u202E”" in said('"a\u202e": 1\n"a\u202e": 2\n'.encode())[0]


YAML_BITS = st.lists(
    st.sampled_from(["a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", "&x ", "*x", "!t ", "'", '"', "|", ">"])
    | st.sampled_from(["\t", "#", "%", "---\n", "? ", ", ", "\x85", "\u2028", "\\x00", "ý", "<<", "~"]),
    max_size=30,
).map(lambda bits: "".join(bits).encode())


@given(st.binary(max_size=60) | YAML_BITS)
def test_whatever_the_bytes_there_is_a_tree_or_a_problem(data: bytes) -> None:
    tree, problems = read_nodes("f.yaml", data)
    assert tree is not None or problems
    assert all(1 <= problem.line <= len(data) + 1 for problem in problems)


@given(YAML_BITS)
def test_without_the_fast_loader_there_is_a_tree_or_a_problem_too(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlnodes, "PlanLoader", yaml.SafeLoader)
        tree, problems = read_nodes("f.yaml", data)
    assert tree is not None or problems
