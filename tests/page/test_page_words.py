"""The page's own files: every word stands in the texts, in both languages alike, and nothing is inline."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.rehearsal.page.routes import STATIC
from bot.texts import LANGUAGES, texts_of

SCRIPTS = sorted(STATIC.rglob("*.js"))
OWN_NAMES = {"Đúng Hạn", "Tiếng Việt", "English", "?"}  # the same in every language
LONGEST = 110  # as in every module
MADE_UP = re.compile(r"role_\w+")  # keys put together from a role


class Index(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()
        self.keys: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self.keys |= {value or "" for name, value in attrs if name in ("data-t", "data-label")}
        self.addresses |= {value or "" for name, value in attrs if name in ("src", "href")}

    def handle_data(self, data: str) -> None:
        self.words |= {data.strip()} - {""}


@pytest.fixture(scope="module")
def index() -> Index:
    parser = Index()
    parser.feed((STATIC / "index.html").read_text(encoding="utf-8"))
    return parser


def keys(language: str) -> set[str]:
    return {key.removeprefix("page.") for key in texts_of(language, "page")}


def test_every_key_that_is_asked_for_is_there(index: Index) -> None:
    asked = {key for file in SCRIPTS for key in re.findall(r'\bt\("(\w+)"', file.read_text(encoding="utf-8"))}
    assert (asked | index.keys) - keys("vi") == set()


def test_every_key_is_asked_for(index: Index) -> None:
    said = {word for file in SCRIPTS for word in re.findall(r'"(\w+)"', file.read_text(encoding="utf-8"))}
    idle = keys("vi") - said - index.keys
    assert {key for key in idle if not MADE_UP.fullmatch(key)} == set()


def test_every_language_fills_in_the_same_values() -> None:
    filled = [
        {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in texts_of(language, "page").items()}
        for language in LANGUAGES
    ]
    assert [one for one in filled if one != filled[0]] == []


def test_the_page_itself_says_nothing_but_names(index: Index) -> None:
    assert index.words <= OWN_NAMES


def test_nothing_is_inline_and_every_address_is_the_pages_own(index: Index) -> None:
    assert {name for name in index.attributes if name == "style" or name.startswith("on")} == set()
    assert {address for address in index.addresses if not (STATIC.parent / address).is_file()} == set()


@pytest.mark.parametrize("file", [file.relative_to(STATIC).as_posix() for file in SCRIPTS])
def test_a_module_makes_no_markup_of_text(file: str) -> None:
    text = Path(STATIC, file).read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text) == []


def test_every_module_says_first_what_it_is() -> None:
    assert [file.name for file in SCRIPTS if not file.read_text(encoding="utf-8").startswith("/**")] == []


def test_no_line_is_longer_than_a_line_may_be() -> None:
    files = [*SCRIPTS, *STATIC.rglob("*.css")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if len(line) > LONGEST] == []
