"""All languages say the same things: the same files, keys and variables, and every text compiles."""

import re
from collections import Counter
from importlib.resources import files

import pytest
import yaml
from jinja2 import meta

from bot.texts import DEFAULT, LANGUAGES, Texts, environment, wording

KEYS = sorted({key for language in LANGUAGES for key in wording(language)})


def areas(language: str) -> list[str]:
    return sorted(file.name for file in (files("bot.texts") / language).iterdir())


def variables(language: str, key: str) -> set[str]:
    text = wording(language)[key]
    if "{" not in text:  # no template: it is said as it is
        return set()
    # The environment that renders: it alone knows the project's filters.
    renders = environment(Texts(language), autoescape=True)
    parsed = renders.parse(text)
    found = meta.find_undeclared_variables(parsed) - set(renders.globals)
    renders.compile(parsed)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_files(language: str) -> None:
    assert areas(language) == areas(DEFAULT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys(language: str) -> None:
    assert set(wording(language)) ^ set(wording(DEFAULT)) == set()


@pytest.mark.parametrize("key", KEYS)
def test_a_text_compiles_and_takes_the_same_values_in_all_languages(key: str) -> None:
    assert len({frozenset(variables(language, key)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    empty = [key for key, text in wording(language).items() if not text.strip() or text == "None"]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_plain_words_that_yaml_reads_as_words(language: str) -> None:
    assert [key for key in wording(language) if not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_twice_in_a_file(language: str) -> None:
    for file in (files("bot.texts") / language).iterdir():
        node = yaml.compose(file.read_text(encoding="utf-8"))
        names = Counter(key.value for key, _ in node.value) if isinstance(node, yaml.MappingNode) else {}
        assert [name for name, times in names.items() if times > 1] == [], file.name
