"""The trained reader: weights that anybody can make anew, small and quick, learnt from no set kept apart."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from benchmark import UNSEEN
from patience import of_work

from bot.language import trained
from bot.language.examples.labelled import FIRST, HEARD, TRAPS, UNHEARD, labelled
from bot.language.folding import plain
from bot.language.meaning import Meaning
from bot.language.said import Said

ON = date(2026, 6, 15)
HANDFUL = 5  # letters of 196,000


def heard(text: str) -> trained.Opinion:
    return Said(text, ON).heard


def names(weights: Mapping[str, Any]) -> list[str]:
    return [line[trained.PACKED :] for line in weights["features"]]


def letters(weights: Mapping[str, Any]) -> list[int]:
    return [trained.LETTERS.index(each) for line in weights["features"] for each in line[: trained.PACKED]]


@pytest.mark.long
def test_the_weights_checked_in_are_those_that_the_command_makes() -> None:
    from bot.language.examples.train import learn, rows  # here: scikit-learn takes every worker a second

    kept = json.loads(trained.FILE.read_text("utf-8"))
    anew = learn(rows((FIRST, *HEARD)))
    assert names(kept) == names(anew)
    # Machines round otherwise in the last digits; what lies between two steps may then fall to the next one.
    apart = [abs(one - other) for one, other in zip(letters(kept), letters(anew), strict=True)]
    assert max(apart) <= 1
    assert sum(apart) <= HANDFUL
    assert kept["steps"] == pytest.approx(anew["steps"], rel=1e-6)
    assert kept["bias"] == pytest.approx(anew["bias"], abs=1e-6)


def test_the_weights_take_half_a_megabyte_at_most() -> None:
    assert trained.FILE.stat().st_size <= 500_000


def test_nothing_of_the_sets_kept_apart_is_learnt_from() -> None:
    apart = {plain(reply.said.text) for file in (*UNHEARD, UNSEEN) for reply in labelled(file)}
    learnt = [reply.said.text for file in (FIRST, *HEARD) for reply in labelled(file)]
    assert [text for text in learnt if plain(text) in apart and len(text.split()) > 3] == []
    assert TRAPS not in (FIRST, *HEARD)


def said() -> Iterator[Said]:
    yield from (reply.said for reply in labelled(UNHEARD[0])[:200])


def test_a_reply_is_heard_within_a_tenth_of_a_millisecond() -> None:
    given = [(each.dated, each.cued, each.against) for each in said()]
    trained.learnt()

    def taken() -> float:
        start = time.process_time()
        for each in given:
            trained.read(*each)
        return (time.process_time() - start) / len(given)

    assert min(taken() for _ in range(5)) <= of_work(0.0001)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("đường xóm dưới đổ xong hôm kia, xe chạy được rồi", Meaning.DONE),
        ("mới đổ được nửa đường, mai làm tiếp", Meaning.IN_PROGRESS),
        ("hết xi măng, cả tổ ngồi chơi", Meaning.BLOCKED),
        ("cho em khất tới thứ Sáu nha", Meaning.EXTENSION),
        ("nộp bản giấy hay gửi mail vậy chị", Meaning.QUESTION),
        ("chưa ai đụng tới", Meaning.NOT_STARTED),
        ("em cảm ơn anh nhiều", Meaning.NONE),
    ],
)
def test_what_people_say_is_heard_without_a_rule_for_it(text: str, meaning: Meaning) -> None:
    assert trained.read(Said(text, ON).dated).first is meaning


def test_the_likeliest_comes_first_and_all_together_are_certain() -> None:
    likely = heard("đang làm, chắc tuần sau xong").likely
    assert list(likely.values()) == sorted(likely.values(), reverse=True)
    assert sum(likely.values()) == pytest.approx(1)


def test_the_words_that_spoke_loudest_are_told_as_they_were_typed() -> None:
    reply = Said("Đường XONG hôm kia rồi", ON)
    assert "XONG" in " ".join(trained.reasons(reply.dated, reply.heard)[:2])


def test_no_word_known_says_nothing_for_sure() -> None:
    assert not Said("qwrtz", ON).reading.sure
