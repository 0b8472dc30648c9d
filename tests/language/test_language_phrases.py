"""Phrases are data: each compiles, means something that is known, and none lies idle."""

import re

import pytest

from bot.language import amounts, day_readers
from bot.language.days import day_rules
from bot.language.phrases import FOLDER, entries, lists, rules, short_forms, words
from bot.language.ruled import CUES
from bot.language.words import pattern, tokens

OF_CUES = (
    *CUES,
    "vetoes",
    "hiding",
    "vague",
    "tens",
    "figures",
    "urging",
    "promising",
    "talk",
    "wishes",
    "adding",
)
ASIDE = ("amounts", "days", "lists", "names", "short", "words")


def lines(file: str) -> list[str]:
    return [line for _, body in entries(file) for line in body]


def test_every_file_is_read() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{file}.txt" for file in (*OF_CUES, *ASIDE)}


@pytest.mark.parametrize("file", [*OF_CUES, *ASIDE])
def test_an_entry_has_a_name_and_lines(file: str) -> None:
    assert all(head and head == head.strip() and body for head, body in entries(file))


@pytest.mark.parametrize("file", OF_CUES)
def test_every_phrase_compiles(file: str) -> None:
    assert all(pattern(phrase) for _, phrases in rules(file) for phrase in phrases.splitlines())


def test_every_list_is_named_by_a_phrase_and_every_list_named_is_there() -> None:
    named = {
        name
        for file in (*OF_CUES, "amounts")
        for line in lines(file)
        for name in re.findall(r"{(\w+)}", line)
    }
    assert named == lists().keys()


@pytest.mark.parametrize("name", [name for name, _ in entries("lists")])
def test_a_list_names_a_word_once(name: str) -> None:
    listed = lists()[name].split("|")
    assert sorted(listed) == sorted(set(listed))


def test_every_reader_of_days_is_known_and_none_is_idle() -> None:
    assert {head.partition(" -> ")[2].split()[0] for head, _ in entries("days")} == day_readers.READERS.keys()


def test_every_reader_of_amounts_is_known_and_none_is_idle() -> None:
    assert {head for head, _ in entries("amounts")} == amounts.READERS.keys()


def test_every_phrase_of_amounts_compiles() -> None:
    assert amounts.find_amounts(tokens("60%"))[1].value == 60


def test_a_form_of_days_has_a_name() -> None:
    assert all(rule.name and rule.pattern.pattern for rule in day_rules())


def test_a_set_of_words_is_known_by_its_name() -> None:
    assert "chua" in words("DENIALS")


def test_a_short_form_stands_for_one_full_form() -> None:
    assert len(short_forms()) == len(" ".join(lines("short")).split())
