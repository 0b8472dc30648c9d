"""The reader is ready before the first who writes."""

import sys
from subprocess import run

# What is read from files for all sentences: in a process where nobody has read one yet.
COUNTED = """
from datetime import date
from bot.language import phrases, trained
from bot.language.said import Said
from bot.model.plan import Catalog
from bot.turn.heard import prepare
made = lambda: phrases.rules.cache_info().misses + trained.learnt.cache_info().misses
prepare(Catalog())
before = made()
Said("xong rồi, còn vướng chữ ký, xin lùi 3 ngày", date(2026, 3, 2)).reading
print(before, made() - before)
"""


def test_another_sentence_has_nothing_more_to_make() -> None:
    done = run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    before, more = map(int, done.stdout.split())
    assert before > 1
    assert more == 0
