"""One message about several tasks, split at the labels that name them: "1 xong, 2 đang làm 60%"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.codes import FLAGS, SPACE, finder, label_of
from bot.language.folding import DASHES, fold
from bot.language.phrases import words

MOST_LABELS = 30  # of a run; a list of them may be as long as somebody types it
MOST_LISTED = 99
NAME = rf"(?:(?:nhiệm{SPACE}vụ|nhiem{SPACE}vu|việc|viec|câu|task|stt|nv){SPACE}(?:số|so)?|số|so|#){SPACE}"
ROMAN = r"(?:[a-z0-9\-]{1,40}/)?[ivx]{1,5}"
# A known code is read as one sign, in a range of their own those that begin with a letter, and blanks to its
# length; of the others, "5k" or "1.2", an answer must follow, or it may be an amount.
LETTERED, FIGURES, BLANK, MOST_CODES = 0xE000, 0xF000, "\uf8ff", 2000
KNOWN = rf"[{chr(LETTERED)}-{chr(FIGURES - 1)}]{BLANK}*"
CODE = rf"(?:{KNOWN}|{ROMAN}(?:{SPACE}\.{SPACE}[0-9]{{1,3}}){{0,5}}(?:{SPACE}[.\-]{SPACE}[0-9]{{1,3}}))"
BARE = rf"[{chr(FIGURES)}-\uf7ff]{BLANK}*"
ITEM = rf"(?:{CODE}|{BARE}|[0-9]{{1,3}})(?![0-9%]|/{SPACE}[0-9])"
JOIN = rf"{SPACE}(?:,|;|&|\+|-|–|và|va|với|voi){SPACE}"
# What stands between the first and the last of several: "1-3", "1 đến 3", "1, 2, … 10".
THROUGH = rf"(?:{SPACE}(?:-|–|~|->|đến|den|tới|to){SPACE}|{SPACE},?{SPACE}(?:…|\.{{2,5}}){SPACE},?{SPACE})"
RUN = rf"[0-9]{{1,3}}{THROUGH}(?:{NAME})?[0-9]{{1,3}}(?![0-9%]|/{SPACE}[0-9])"
LIST = rf"(?:{NAME})?(?:{RUN}|{ITEM})(?:{JOIN}(?:{NAME})?(?:{RUN}|{ITEM})){{0,{MOST_LISTED}}}"

# A label with what may close it; an empty `mark` asks more of the words that follow.
LABEL = re.compile(
    rf"[(\[]?(?P<list>{LIST})(?P<mark>{SPACE}[.:)\]]|/|{SPACE}[-–=]+(?={SPACE}\D))?(?!\d)", FLAGS
)
# Where a further label may stand: after a pause, or "và", "còn" between two tasks.
BREAK = re.compile(
    r"[,;.\n][ \t\n\-•*]{0,9}(?:(?:còn|con|và|va|riêng|rieng)[ ]+)?"
    r"|[ ](?:còn|con|và|va)[ ]+|[ ](?=[0-9]{1,3}(?:[ ]|\)\s|[.)]?[^\W\d_]))",
    FLAGS,
)
# "I-3 tháng 1, 2 xong" counts months, of which 2 is no task.
MONTHS = re.compile(
    r"\s*(?:(?:báo|bao|cáo|cao|bù|bu)\s){0,3}(?:tháng|thang|kỳ|kì|ky)\s\d{1,2}(?:\s?,\s?\d{1,2}){0,11}", FLAGS
)
ITEMS = re.compile(
    rf"(?P<code>{CODE}|{BARE})|(?P<first>[0-9]{{1,3}})(?:{THROUGH}(?:{NAME})?(?P<last>[0-9]{{1,3}}))?",
    FLAGS,
)
NEXT = re.compile(r"\s*(\d{1,3}[.,]?\d{0,2}\s?%|[^\s,;.:!?()]{1,20})")
SHARE = re.compile(r"\s+(?:100|\d{1,2})[\s.!]*(?=$|[,;\n])")  # "1 50": a bare figure and nothing else
EDGES = " \t\n\r,;"
# Letter for letter, what phones and Word write for a plain sign: bullets, dashes, breaks, wide digits.
ALIKE = str.maketrans(
    dict.fromkeys("•◦▪▫●○■□◆◇‣⁃∙·➢➤►▶→👉☐☑✓✔", "•")
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys("\r\v\f\u2028\u2029", "\n")
    | dict.fromkeys("\u00a0\u2007\u200b\u202f\u3000\ufe0f\ufeff", " ")
    | {chr(ord(c) + 0xFEE0): c for c in "0123456789%,.:;()-"}
)
PRIVATE = re.compile("[\ue000-\uf8ff]")  # Word's own bullets
DRAWN = re.compile("((?:[0-9]\ufe0f?\u20e3)+|[①-⒛⓪⓵-⓾❶-➓🔟])([ \t]*)")  # digits in keys, rings and brackets

ALL = "*"  # the label of all that a list holds, before how many there are where that is said
TALLY = dict(zip(("hai", "ba", "bon", "nam", "sau", "bay", "tam"), "2345678", strict=True))
_TALLY = rf"(?P<n>{'|'.join(TALLY)}|[0-9]{{1,2}})"
_TASKS = r"(?:viec|nhiem vu|dau viec|muc)(?: (?:tren|nay|do))?"
_EVERY = (
    rf"(?:(?:tat ca|toan bo)(?: (?:cac|nhung))?(?: {_TASKS})?|(?:moi|cac) {_TASKS}|ca {_TALLY}(?: {_TASKS})?)"
)
WHOLE = re.compile(rf"(?:{_EVERY}(?: deu)?|{_TALLY.replace('<n>', '<m>')} {_TASKS} deu|deu) ")
WHOLLY = re.compile(
    rf"(?P<state>(?:(?:da|ok|em|lam) ){{0,3}}(?:xong|hoan thanh|done)) (?:xuoi )?"
    rf"(?:{_EVERY}|het(?: ca)?|ca)\b(?: (?:cac |nhung )?{_TASKS})?"
)
EXCEPT = re.compile(r"\b(?:tru|ngoai|rieng|con|nhung|tuy)\b")

# "cơ bản", "bàn giao" open an answer; "cơ quan" and "ban" do not.
PAIRS = {
    "co": {"ban"}, "ban": {"giao", "hanh"}, "gia": {"han"}, "de": {"nghi", "xuat"},
    "hoan": {"thanh", "tat", "thien"},
}  # fmt: skip
OPENING = re.compile(
    r"[\s\-•*]{0,99}(?:(?:dạ|da|vâng|vang|thưa|thua|em|anh|chị|chi|a|c|e|sếp|sep|lãnh đạo|báo cáo|bao cao|bc|"
    r"xin|ok|ạ|chào|gửi|các|bác|cô|chú|thư ký|ơi|oi|như sau|cụ thể)\b(?![.-]\d)[\s,:.!-]{0,5}){0,10}",
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
    """What is said of one task: `label` is a number of a list or a task's code without spaces, perhaps behind
    its plan's name, None where no task is named; `text` the words about it."""

    label: str | None
    text: str


_Cut = tuple[str, int, int]  # a label, and where what is said of it begins and ends


class _Mark(NamedTuple):
    """A list of labels as it stands in the message."""

    labels: tuple[str, ...]
    start: int
    end: int


def parts(
    text: str, codes: frozenset[str] = frozenset(), plans: frozenset[str] = frozenset()
) -> tuple[Piece, ...]:
    """The message cut at its labels, before all the `codes`, perhaps behind the name of a plan (`plans`); one
    part without a label where it has none."""
    typed = DRAWN.sub(_plain_digits, unicodedata.normalize("NFC", text))
    clean, known = _coded(PRIVATE.sub("•", typed.translate(ALIKE)), codes, plans)
    found = _before(clean) or _behind(clean) or _whole(clean)
    cut = (Piece(known.get(label[0], label), typed[start:end].strip(EDGES)) for label, start, end in found)
    return tuple(cut) or (Piece(None, text.strip(EDGES) or text),)


def _plain_digits(drawn: re.Match[str]) -> str:
    """A digit in a key or a ring opens an item where words follow."""
    label = "".join(c for c in drawn[1] if c in "0123456789")
    label = label or ("10" if drawn[1] == "🔟" else str(int(unicodedata.numeric(drawn[1]))))
    if DRAWN.match(drawn.string, drawn.end()):
        return f"{label}, "
    opens = NEXT.match(drawn.string, drawn.end()) and drawn.string[drawn.end()] not in "&+=-–/"
    return f"{label}) " if opens else label + drawn[2]


def _coded(text: str, codes: frozenset[str], plans: frozenset[str]) -> tuple[str, dict[str, str]]:
    """The text with a sign for each known code in it, as long as the code, and what each stands for."""
    known: dict[str, str] = {}

    def sign(match: re.Match[str]) -> str:
        code = label_of(match)
        if len(known) == MOST_CODES:
            return match[0]
        sign = chr((LETTERED if code[0].isalpha() else FIGURES) + len(known))
        known[sign] = code
        return sign + BLANK * (len(match[0]) - 1)

    return (finder(codes, plans).sub(sign, text) if codes else text), known


def _before(text: str) -> list[_Cut]:
    """Labels that open what is said: "1 xong, 2 đang làm"."""
    marks = _marks(text)
    ends = [*(mark.start for mark in marks), len(text)][1:]
    return [(label, mark.end, end) for mark, end in zip(marks, ends, strict=True) for label in mark.labels]


def _marks(text: str) -> list[_Mark]:
    first = _mark(text, _opening(text), 0)
    if first is None:
        return []
    marks = [first]
    for pause in BREAK.finditer(text, first.end):
        if pause.start() >= marks[-1].end and not MONTHS.fullmatch(text, marks[-1].end, pause.start()):
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


def _mark(text: str, position: int, start: int, *, numbered: bool = True) -> _Mark | None:
    """The labels that stand there; `numbered`: perhaps behind the number of one's own list, "1. C-2 xong"."""
    label = LABEL.match(text, position)
    if label is None:
        return None
    labels = tuple(_labels(label["list"]))
    if numbered and label["mark"] and all(map(str.isdigit, labels)):
        named = _mark(text, _past_blanks(text, label.end()), start, numbered=False)
        if named and not named.labels[0].isdigit():
            return named
    return _Mark(labels, start, label.end()) if labels and _opens(text, label) else None


def _past_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t":
        position += 1
    return position


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
        glued = not coded and len(following[1]) > 1  # "1xong"; "5k" is an amount
        return glued and _answers(text, following)
    return coded or _answers(text, following) or SHARE.match(text, label.end()) is not None


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
    """Every label of a list, "1-3" being three; too long a run is one label, and what goes down is none."""
    for item in ITEMS.finditer(listed):
        if item["code"]:
            yield re.sub(r"\s", "", item["code"])
        else:
            first = int(item["first"])
            last = int(item["last"] or first)
            long = last - first >= MOST_LABELS
            yield from (f"{first}–{last}",) if long else (str(n) for n in range(first, last + 1))


def _behind(text: str) -> list[_Cut]:
    """Labels that close what is said: "xong 1, 2"; a lone bare number there may be a count."""
    found: list[_Cut] = []
    lone = False
    position = _opening(text)
    while match := AFTER.match(text, position):
        found += [(label, *match.span("state")) for label in _labels(match["list"])]
        lone = len(found) == 1 and match["list"].isdigit()
        position = match.end()
    rest = TAIL.match(text, position)
    return found if rest and rest.end() == len(text) and not lone else []


def _whole(text: str) -> list[_Cut]:
    """What is said of all: "cả hai việc xong", "xong hết"; not where some of it is left out."""
    plain, start = fold(text.lower()), _opening(text)
    if len(plain) != len(text):
        return []
    if before := WHOLE.match(plain, start):
        following, rest = NEXT.match(text, before.end()), plain[before.end() :]
        if following and _answers(text, following) and not EXCEPT.search(rest):
            n = before["n"] or before["m"] or ""
            return [(ALL + TALLY.get(n, n), before.end(), len(text))]
    behind = WHOLLY.match(plain, start)
    rest_of = TAIL.match(text, behind.end()) if behind else None
    if behind and rest_of and rest_of.end() == len(text):
        n = behind["n"] or ""
        said = behind.span("state") if n else (0, len(text))
        return [(ALL + TALLY.get(n, n), *said)]
    return []
