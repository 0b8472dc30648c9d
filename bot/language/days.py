"""The days that words name: a phrase of the table becomes a stretch, told from where it is looked at."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from bot.language.day_readers import READERS
from bot.language.folding import DASHES, Folded, accepted, folded, spelled
from bot.language.numbers import WORDS
from bot.language.phrases import rules
from bot.language.stretches import Certainty, Found, Grain, Impossible, NoDay, Standpoint, Stretch, moved
from bot.language.words import COMMA, Token, as_matched, expression, in_digits, needed, read_tokens, rewrite
from bot.language.words import ELEMENTS as NOTATION

NAMED = "STRETCH"  # the word of a token whose value is what was found
# Forms that are days only where nothing but a day can stand.
LOOSE = frozenset({"year alone", "year of two digits", "day and month with a dot", "month by its letter"})
_HYPHENS = str.maketrans(DASHES, "-" * len(DASHES))
_TO = re.compile(r"[ ,]*(?:-|den|toi)(?: (?:het|cuoi|ngay|khoang|truoc))* ?")


@dataclass(frozen=True)
class DayRule:
    """`read` is told the view and the groups of the phrase that took part; its None lets the words be."""

    name: str
    phrases: str
    read: Callable[..., Stretch | None]

    @cached_property
    def needed(self) -> frozenset[str]:
        return needed(self.phrases, KNOWN)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return expression(self.phrases, KNOWN)


def _one_of(*words: str) -> str:
    return "(?:" + "|".join(map(accepted, words)) + ")"


NAM = _one_of("năm")
N = f"(?:[0-9]{{1,2}}|(?!{NAM} [0-9]){_one_of(*WORDS)})"  # "tháng năm 2026" names no fifth month
ROMAN = "(?:iii|ii|iv|i)"
QUARTER = f"(?:[0-9]{{1,2}}|{ROMAN}|{_one_of('một', 'hai', 'ba', 'bốn', 'tư')}|(?:viii|vii|vi|v)(?= /))"
AND = f"(?:(?:[,&-]|{_one_of('và', 'hoặc')}) )"
# A year behind what it belongs to: in words of its own, or within the token "6/2026".
YEAR = (
    rf"(?:(?:[/,] )?(?:{_one_of('của')} )?{NAM} ([0-9]{{2,6}}) "
    r"|/ ([0-9]{2,6}) |(?:[,-] )?(20[0-9]{2,4}) )(?!/ [0-9])"
)
IN_TOKEN = r"(?:[/.\-]([0-9]{4,6})|/([2-9][0-9])) "


def _listed(unit: str, item: str) -> str:
    """One number or a list of them with the year behind."""
    many = f"(?:{item} {AND}(?:{unit} )?)*"
    return rf"(?:({many}{item}) {YEAR}|({many}[0-9]{{1,2}}){IN_TOKEN})"


def _alone(unit: str, item: str, bare: str = "(?!)") -> str:
    """The same without a year: each with its unit before it, but for those that stand `bare`."""
    return rf"({item}(?: {AND}(?:{unit} {item}|{bare}(?= )))*) "


NGAY = _one_of("ngày")
NO_DAY = f"(?!{NGAY} |[0-9])"  # "quý trước ngày 15"
DONE = _one_of("hoàn thành", "thực hiện", "xong")
QUY, THANG = f"(?:{_one_of('quý')}|q)", _one_of("tháng")

ELEMENTS = {
    # "tu" and "sau" without their marks are "từ" and "sau" more often than four and six.
    "D": f"([0-9]{{1,2}}|{_one_of('một', 'hai', 'ba', 'bốn', 'bảy', 'tám', 'chín', 'mười')}) ",
    "N": f"({N}) ",
    "N/Y": rf"(?:({N}) {YEAR}|([0-9]{{1,2}}){IN_TOKEN})",
    "N/Y?": rf"(?:({N}) {YEAR}|([0-9]{{1,2}}){IN_TOKEN}|({N}) )",
    "DIGIT/Y": rf"([0-9])(?: {YEAR}|{IN_TOKEN})",
    "QUARTERS/Y": _listed(QUY, QUARTER),
    "QUARTERS": _alone(QUY, QUARTER, ROMAN),
    "MONTHS/Y": _listed(THANG, N),
    "MONTHS": _alone(THANG, N),
    "DAYS": rf"(?:({N}) (?:{AND}(?:{NGAY} )?{N} )*{AND}(?:{NGAY} )?)",
    "NAM/Y": rf"(?:{_one_of('của')} )?{NAM} ([0-9]{{4,6}}) ",
    "WITHIN": f"(?:{DONE} )?(?:{_one_of('trong', 'vào', 'hết', 'cuối')} )?",
    "YEARS": rf"([0-9]{{4,6}}(?: {AND}(?:{NAM} )?20[0-9]{{2}})*) ",
    "Y": "([0-9]{4,6}) ",
    "YY": "([0-9]{2}) ",
    "W": f"([2-8]|{_one_of('hai', 'ba', 'bốn', 'tư', 'năm', 'sáu', 'bảy')}) ",
    "YEAR": YEAR,
    "OFYEAR": rf"(?:{YEAR}|{NAM} (?![0-9])|(?=[,?] ))",
    "D/M/Y": r"([0-9]{1,2})(?:/([0-9]{1,2})/([0-9]{2}|[0-9]{4,6})|-([0-9]{1,2})-([0-9]{2}|[0-9]{4,6})"
    r"|\.([0-9]{1,2})\.([0-9]{4,6}|[2-9][0-9])) ",
    "D_/_M_/_Y": rf"(?<!thang )(?<!{spelled('tháng')} )(?<!quy )(?<!{spelled('quý')} )"
    r"([0-9]{1,2}) ?[/-] ?([0-9]{1,2}) ?[/-] ?([0-9]{4,6}) ",
    "Y/M/D": r"([0-9]{4,6})(?:/([0-9]{1,2})/([0-9]{1,2})|-([0-9]{1,2})-([0-9]{1,2})) ",
    "D/M": r"([0-9]{1,2})/([0-9]{1,2}) ",
    "D.M": r"([0-9]{1,2})[.\-]([0-9]{1,2}) ",
    "M/Y": r"([0-9]{1,2})[/\-]([0-9]{4,6}) ",
    "Y/M": r"([0-9]{4,6})[/\-]([0-9]{1,2}) ",
    "QROMAN": f"q({ROMAN}) ",
    "ROMAN": rf"(?<!muc )(?<!phan )(?<!{spelled('mục')} )(?<!{spelled('phần')} )({ROMAN}) ",
    "PART": rf"(?<!bat )(?<!{spelled('bắt')} )({_one_of('đầu', 'giữa')}) ",
    "(nửa)": f"({_one_of('nửa')}) ",
    "ENDS": f"({_one_of('đầu', 'cuối')}) ",
    "UNIT": f"({_one_of('tuần', 'tháng', 'quý', 'năm')}) ",
    "MONTHLY": f"({_one_of('tháng', 'quý')}) ",
    "YEARLY": f"({NAM}) ",
    "EVERY": "(week|month|quarter|year) ",
    "THIS": f"{_one_of('này', 'nay')} ",
    "LAST": f"(?:{_one_of('trước', 'ngoái')}|(?:{accepted('vừa')} )?{_one_of('rồi', 'qua')}) {NO_DAY}",
    "NEXT": f"{_one_of('sau', 'tới', 'kế')} (?!{_one_of('hoạch', 'hạn', 'deadline')} ){NO_DAY}",
    "TO": f"(?:-|{_one_of('đến', 'tới')}) ",
    "ALONE": rf"(?<!viet )(?<!quang )(?<!{spelled('việt')} )(?<!{spelled('quảng')} )",
    "H": "(?<![0-9] )h ",
    "FROM": rf"(?:(?<={spelled('từ')} )|(?<=tu ))",
    "FAR": f"(?![0-9]|{N} )",
    "-?": "(?:[,-] )?",
}  # fmt: skip
KNOWN = {**NOTATION, **ELEMENTS}


@cache
def day_rules() -> tuple[DayRule, ...]:
    """Each form of `phrases/days.txt` with its reader, and how far on that looks where a number says so."""
    found = []
    for head, phrases in rules("days"):
        name, _, told = head.partition(" -> ")
        reader, *far = told.split()
        read = READERS[reader](*map(int, far)) if far else READERS[reader]
        found.append(DayRule(name, phrases, read))
    return tuple(found)


@cache
def _by_word() -> Mapping[str, Sequence[int]]:
    """The places in the table of the rules that need a word; under "" of those that need none."""
    found: dict[str, list[int]] = {"": []}
    for place, rule in enumerate(day_rules()):
        for word in rule.needed or ("",):
            found.setdefault(word, []).append(place)
    return found


# ---- finding ----


def find(words: Sequence[Token], view: Standpoint, without: Collection[str] = ()) -> list[Token]:
    """The words with their days as tokens `NAMED`; rules go first to last, without those so named."""
    found = in_digits(words)
    there = {"", NAMED, *(token.word for token in found)}
    joined = as_matched(found)
    # Most rules say nothing of most texts, and the expressions of most are never made.
    for place in sorted({place for word in there for place in _by_word().get(word, ())}):
        rule = day_rules()[place]
        if rule.name not in without and rule.pattern.search(joined):
            found = rewrite(found, rule.pattern, partial(_made, rule, view))
            joined = as_matched(found)
    return [
        replace(token, value=replace(token.value, words=token.typed, at=token.at))
        if token.word == NAMED
        else token
        for token in found
    ]


def _made(rule: DayRule, view: Standpoint, match: re.Match[str]) -> tuple[str, Found] | None:
    try:
        found = rule.read(view, *(group for group in match.groups() if group))
        return (NAMED, replace(found, form=rule.name)) if found else None
    except NoDay as no:
        return NAMED, Impossible(why=no, form=rule.name)
    except (ValueError, OverflowError):  # past the calendar's own end
        return None


def stretches(text: Folded, view: Standpoint, without: Collection[str] = ()) -> list[Found]:
    """What a text names, in its order; two stretches with "-" or "đến" between them are one."""
    read = read_tokens(text.clean.translate(_HYPHENS), accented=False)
    words = [replace(token, word="-") if token.typed == "-" else token for token in read]
    tokens = find([Token(COMMA, ""), *words, Token(COMMA, "")], view, without)
    found: list[Found] = []
    for value in (token.value for token in tokens if token.word == NAMED):
        this: Found = replace(value, words=text.clean[slice(*value.at)])
        before = found[-1] if found else None
        between = text.plain[before.at[1] : this.at[0]].translate(_HYPHENS) if before else ""
        both = joined(before, this) if before and _TO.fullmatch(between) else None
        found = [*found[:-1], both] if both else [*found, this]
    return [_whole(each, text.clean) for each in found]


def _whole(found: Found, clean: str) -> Found:
    """With its words as they stand in the text, the bracket that they open closed: "quý I (2026)"."""
    start, end = found.at
    opened = clean.count("(", start, end) > clean.count(")", start, end)
    closed = end + 1 if opened and clean[end : end + 1] == ")" else end
    return replace(found, words=clean[start:closed], at=(start, closed))


def joined(first: Found, last: Found) -> Found | None:
    """From the start of one stretch to the end of another; without a year it starts before that."""
    if isinstance(first, Impossible) or isinstance(last, Impossible):
        return None
    start, turned = first.start, first.certainty is Certainty.TURNED
    while turned and start > last.end:
        start = moved(start, -12)
    while turned and last.certainty is Certainty.WRITTEN and (later := moved(start, 12)) <= last.end:
        start = later
    at, words = (first.at[0], last.at[1]), f"{first.words} - {last.words}"
    if start > last.end:
        turned_round = NoDay("reversed", f"{last.words} - {first.words}")
        return Impossible(why=turned_round, form="span", words=words, at=at)
    same = first.grain is last.grain
    grain = last.grain if same and turned and first.grain is not Grain.DAY else Grain.SPAN
    form = "span of years" if same and first.grain is Grain.YEAR else "span"
    return replace(last, start=start, grain=grain, several=True, form=form, words=words, at=at)


def named(text: str, view: Standpoint, *, whole: bool = False) -> Found | None:
    """The one stretch that a text names, or is as a `whole`; None where it names none or several."""
    found = stretches(folded(text), view, LOOSE)
    return found[0] if len(found) == 1 and not (whole and found[0].words != " ".join(text.split())) else None
