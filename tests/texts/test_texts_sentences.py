"""No sentence a person reads stands outside the texts: what other rooms hold of it is read, never said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
LETTERS = "àảãáạăâđèẻẽéẹêìỉĩíịòỏõóọôơùủũúụưỳỷỹýỵằẳẵắặầẩẫấậềểễếệồổỗốộờởỡớợừửữứự"
VIETNAMESE = re.compile(rf"[{LETTERS}]\w* \w|\w \w*[{LETTERS}]", re.IGNORECASE)
ENGLISH = re.compile(r"[A-Z][a-z]+(?: [\w'’]+){3,}")
# Words that people or documents write, as patterns and forms of a language that is read.
READ = {"language", "planfile", "importer", "documents", "papers/form.py"}
# Telegram's own words, as its Bot API says them; what a metric is, as Prometheus shows it.
OTHERS = {"rehearsal", "web"}


def said(file: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def of(file: Path, rooms: set[str]) -> bool:
    inside = file.relative_to(BOT)
    return inside.parts[0] in rooms or inside.as_posix() in rooms


def test_vietnamese_stands_where_it_is_read_and_english_sentences_nowhere() -> None:
    files = [file for file in BOT.rglob("*.py") if not of(file, {"texts"})]
    vietnamese = {(f.name, s) for f in files if not of(f, READ) for s in said(f) if VIETNAMESE.search(s)}
    foreign = [(f.name, s) for f in files if not of(f, OTHERS) for s in said(f) if ENGLISH.match(s)]
    english = {(name, s) for name, s in foreign if not VIETNAMESE.search(s)}
    assert (vietnamese, english) == (set(), set())


# Rooms whose words an official reads in the chat: there a task is a "việc", but where a document is cited.
CHAT = (
    *("agenda", "card", "receipt", "reply", "choice", "tasks", "decision", "directive", "escalation", "help"),
    *("question", "transfer", "snooze", "toast", "group", "link", "post", "morning", "secretary", "command"),
)
CITED = "mục {{ detail.section }}, nhiệm vụ {{ detail.item }}"


def test_a_task_has_one_name_in_the_chat() -> None:
    vi = BOT / "texts" / "vi"
    found = {name: (vi / f"{name}.yaml").read_text(encoding="utf-8").replace(CITED, "") for name in CHAT}
    assert [name for name, text in found.items() if "nhiệm vụ" in text.casefold()] == []


def test_what_comes_back_every_month_is_written_one_way() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (BOT / "texts" / "vi").glob("*.yaml")]
    assert [found for text in texts for found in re.findall(r"(?i)hàng (?:năm|tháng|quý|tuần)", text)] == []


def test_a_sentence_would_be_seen() -> None:
    assert VIETNAMESE.search("Đã ghi lại")
    assert VIETNAMESE.search("chờ quyết định")
    assert ENGLISH.match("The plan was not found")
    assert not ENGLISH.match("action=pass agendas=%d")
