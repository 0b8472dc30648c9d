"""One message about several tasks, split at the labels that name them: "1 xong, 2 đang làm 60%"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.folding import fold
from bot.language.phrases import words

MOST_LABELS = 30
SPACE = r"[ \t\u00a0]{0,3}"
NAME = rf"(?:(?:nhiệm{SPACE}vụ|nhiem{SPACE}vu|việc|viec|task|stt|nv){SPACE}(?:số|so)?|số|so|#){SPACE}"
ROMAN = r"(?:[a-z0-9\-]{1,40}/)?[ivx]{1,5}"
CODE = rf"{ROMAN}(?:{SPACE}\.{SPACE}[0-9]{{1,3}}){{0,5}}(?:{SPACE}[.\-]{SPACE}[0-9]{{1,3}})"
ITEM = rf"(?:{CODE}|[0-9]{{1,3}})(?![0-9%]|/{SPACE}[0-9])"
JOIN = rf"{SPACE}(?:,|;|&|\+|-|–|và|va|với|voi){SPACE}"
LIST = rf"(?:{NAME})?{ITEM}(?:{JOIN}(?:{NAME})?{ITEM}){{0,{MOST_LABELS}}}"
FLAGS = re.IGNORECASE

# A label with what may close it; an empty `mark` asks more of the words that follow.
LABEL = re.compile(
    rf"[(\[]?(?P<list>{LIST})(?P<mark>{SPACE}[.:)\]]|/|{SPACE}[-–=]+(?={SPACE}\D))?(?!\d)", FLAGS
)
# Where a further label may stand: after a pause, or "và", "còn" between two tasks.
BREAK = re.compile(
    r"[,;.\n][ \t\n\-•*]{0,9}(?:(?:còn|con|và|va|riêng|rieng)[ ]+)?"
    r"|[ ](?:còn|con|và|va)[ ]+|[ ](?=[0-9]{1,3}(?:[ ]|\)\s|[.)][^\W\d_]))",
    FLAGS,
)
ITEMS = re.compile(
    rf"(?P<code>{CODE})|(?P<first>[0-9]{{1,3}})(?:{SPACE}[-–]{SPACE}(?P<last>[0-9]{{1,3}}))?", FLAGS
)
NEXT = re.compile(r"\s*(\d{1,3}[.,]?\d{0,2}\s?%|[^\s,;.:!?()]{1,20})")
EDGES = " \t\n\r,;"

# "cơ bản", "bàn giao" open an answer; "cơ quan" and "ban" do not.
PAIRS = {
    "co": {"ban"}, "ban": {"giao", "hanh"}, "gia": {"han"}, "de": {"nghi", "xuat"},
    "hoan": {"thanh", "tat", "thien"},
}  # fmt: skip
OPENING = re.compile(
    r"[\s\-•*]{0,99}(?:(?:dạ|da|vâng|vang|thưa|thua|em|anh|chị|chi|a|c|e|sếp|sep|lãnh đạo|báo cáo|bao cao|bc|"
    r"xin|ok|ạ|chào|gửi|các|bác|cô|chú|thư ký|như sau|cụ thể)\b[\s,:.!-]{0,5}){0,10}",
    FLAGS,
)
STATE = (
    r"(?:(?:đã|da|ok|em|làm|lam|mới|moi)\s){0,3}"
    r"(?:chưa xong|chua xong|chưa làm|chua lam|đang làm|dang lam|xong|hoàn thành|hoan thanh|done|vướng|vuong)"
    r"(?:\s(?:rồi|roi|r|hết))?"
)
AFTER = re.compile(rf"(?P<state>{STATE})[\s:]{{1,3}}(?P<list>{LIST})(?![\w%/])[\s,;.]{{0,5}}", FLAGS)
TAIL = re.compile(r"(?:[\s,.]{0,3}(?:rồi|roi|r|ạ|a|nhé|nhe|nha)\b){0,3}[\s.!]{0,5}", FLAGS)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said of one task: `label` is a number of a list or a task's code without spaces, None where
    no task is named; `text` the words about it."""

    label: str | None
    text: str


class _Mark(NamedTuple):
    """A list of labels as it stands in the message."""

    labels: tuple[str, ...]
    start: int
    end: int


def parts(text: str) -> tuple[Piece, ...]:
    """The message cut at its labels; one part without a label where it has none."""
    clean = unicodedata.normalize("NFC", text)
    found = _before(clean) or _behind(clean)
    return tuple(found) or (Piece(None, text.strip(EDGES) or text),)


def _before(text: str) -> list[Piece]:
    """Labels that open what is said: "1 xong, 2 đang làm"."""
    marks = _marks(text)
    ends = [*(mark.start for mark in marks), len(text)][1:]
    return [
        Piece(label, text[mark.end : end].strip(EDGES))
        for mark, end in zip(marks, ends, strict=True)
        for label in mark.labels
    ]


def _marks(text: str) -> list[_Mark]:
    first = _mark(text, _opening(text), 0)
    if first is None:
        return []
    marks = [first]
    for pause in BREAK.finditer(text, first.end):
        if pause.start() >= marks[-1].end:
            mark = _mark(text, pause.end(), pause.start())
            marks += [mark] if mark and (pause.group() != " " or _follows(marks[-1], mark)) else []
    return marks


def _follows(before: _Mark, mark: _Mark) -> bool:
    """With no pause between them only the very next number is a label: "1 xong 2 đang làm"."""
    last, first = before.labels[-1], mark.labels[0]
    return last.isdigit() and first == str(int(last) + 1)


def _opening(text: str) -> int:
    """Where the message begins, after a greeting."""
    opening = OPENING.match(text)
    return opening.end() if opening else 0


def _mark(text: str, position: int, start: int) -> _Mark | None:
    label = LABEL.match(text, position)
    if label is None:
        return None
    labels = tuple(_labels(label["list"]))
    return _Mark(labels, start, label.end()) if labels and _opens(text, label) else None


def _opens(text: str, label: re.Match[str]) -> bool:
    """Whether an answer follows: "2 xong" names a task, "2 tuần nữa xong" counts weeks."""
    following = NEXT.match(text, label.end())
    if following is None:
        return False
    coded = re.search(CODE, label["list"], FLAGS) is not None
    if label["mark"] and label["mark"].strip():
        return (
            coded or label["mark"].strip() != "." or text[label.end()] in " \t" or text[label.end()].isalpha()
        )
    if not text[label.end()].isspace():
        return False
    return coded or _answers(text, following)


def _answers(text: str, following: re.Match[str]) -> bool:
    word = fold(following[1].casefold())
    if word.endswith("%"):
        return True
    after = NEXT.match(text, following.end())
    needed = PAIRS.get(word)
    return word in words("OPENERS") and (
        needed is None or bool(after and fold(after[1].casefold()) in needed)
    )


def _labels(listed: str) -> Iterator[str]:
    """Every label of a list, "1-3" being three; nothing where a run goes down or is too long."""
    for item in ITEMS.finditer(listed):
        if item["code"]:
            yield re.sub(r"\s", "", item["code"])
        else:
            first = int(item["first"])
            last = int(item["last"] or first)
            yield from (str(n) for n in range(first, last + 1) if last - first < MOST_LABELS)


def _behind(text: str) -> list[Piece]:
    """Labels that close what is said: "xong 1, 2"; a lone bare number there may be a count."""
    found: list[Piece] = []
    lone = False
    position = _opening(text)
    while match := AFTER.match(text, position):
        found += [Piece(label, match["state"].strip()) for label in _labels(match["list"])]
        lone = len(found) == 1 and match["list"].isdigit()
        position = match.end()
    rest = TAIL.match(text, position)
    return found if rest and rest.end() == len(text) and not lone else []
