"""A language is one folder of texts: with another one, menus, cards, digests and commands have it at once."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FLOW = Path(__file__).parent
BOT = FLOW.parents[1] / "bot"
# What the third language says otherwise than the English it is copied from: file, pattern, words.
OTHERWISE = (
    ("button", "^done: .*", "done: Terminé"),
    ("button", "^undo: .*", "undo: Reprendre"),
    ("card", "Deadline:", "Échéance :"),
    ("command", "^(word_[a-z]+): ", r"\1: fr_"),
    ("digest", "tasks done", "tâches faites"),
    ("format", '",."', '" ,"'),
)


def test_a_folder_of_texts_is_a_language(tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    added = tmp_path / "bot" / "texts" / "fr"
    shutil.copytree(BOT / "texts" / "en", added)
    for area, pattern, words in OTHERWISE:
        file = added / f"{area}.yaml"
        text, found = re.subn(pattern, words, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert found, pattern
        file.write_text(text, encoding="utf-8")
    # A folder before all others in the path of imports is the one a process is started in.
    tests = [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", str(FLOW / "third_language.py")]
    ran = subprocess.run(tests, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout
