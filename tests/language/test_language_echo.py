"""Words that only repeat the state beside them are told from those that say more."""

import pytest

from bot.language.echo import repeats


@pytest.mark.parametrize("words", ["đang làm 20%", "Đã làm được 20 %", "20%", "dang lam", ""])
def test_words_that_say_what_the_state_says_repeat_it(words: str) -> None:
    assert repeats(words, "Đang làm 20%")


@pytest.mark.parametrize("words", ["đang làm 30%", "làm đc 20% r", "đang làm 20%, chờ thẩm định"])
def test_words_that_say_more_do_not(words: str) -> None:
    assert not repeats(words, "Đang làm 20%")
