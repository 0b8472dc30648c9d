"""Long lists are shown a page at a time."""

import pytest

from bot.messages.pager import page_of

LETTERS = "abcdefg"


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [(0, [(1, "a"), (2, "b"), (3, "c")]), (2, [(7, "g")]), (9, [(7, "g")])],
)
def test_items_keep_their_numbers_and_a_list_grown_shorter_shows_its_last_page(
    wanted: int, shown: list[tuple[int, str]]
) -> None:
    page = page_of(LETTERS, wanted, 3)
    assert (page.numbered(), page.pages) == (shown, 3)
    assert page.number == min(wanted + 1, 3)


def test_an_empty_list_is_one_page() -> None:
    page = page_of("", 0, 3)
    assert (page.numbered(), page.number, page.pages) == ([], 1, 1)
