"""The table of the deadline language: each row a pattern over folded text, its maker, where it may stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.language.stretches import NoDay
from bot.model.deadline import Deadline, Every
from bot.planfile import deadline_events as events
from bot.planfile import deadline_makers as makers
from bot.planfile.deadline_makers import Maker
from bot.planfile.deadline_words import LEAD_WORD, Phrase


class DeadlineRule(NamedTuple):
    """What a row claims no later row sees; a row without a maker claims words that mean nothing.

    What stands within the `name` of a document is read only when the text has nothing else.
    """

    pattern: str
    make: Maker | None
    name: bool = False


def refused(why: str, nearest: str) -> Maker:
    def make(_: Phrase) -> Deadline:
        raise NoDay(why, nearest)

    return make


def rule(pattern: str, make: Maker | None, *, name: bool = False) -> DeadlineRule:
    return DeadlineRule(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])", make, name)


def whole(pattern: str, make: Maker | None) -> DeadlineRule:
    """A row for the whole text; claimed words are NULs by then."""
    return DeadlineRule(rf"^[\s\0.,;:-]*(?:{pattern})[\s.,;-]*$", make)


def recurring(part: str, every: str, make: Maker) -> Iterator[DeadlineRule]:
    """Both orders of a date and what repeats it: "15/12 hằng năm" and "hằng năm (trước ngày 15/12)"."""
    leads = rf"(?:{LEAD_WORD}[ :]+)*"
    yield rule(rf"{part}[ ,;:(-]*(?:cua |vao )?{every}\)?", make)
    yield rule(rf"{every}[ ,;:(-]*{leads}{part}(?!\s?[/-]?\s?(?:nam )?\d)\)?", make)


# Numbers. Quarter V and beyond are matched only where a year follows: "quỹ vi mô" is no quarter.
QUARTER = r"(?:0?[1-9]\d?|iii|ii|iv|i|mot|hai|ba|bon|tu|(?:viii|vii|vi|v)(?=\s?[/-]\s?\d))(?![a-z0-9])"
ROMAN = r"(?:iii|ii|iv|i)(?![a-z0-9])"
AND = r"\s?(?:,|;|&|-|va\b|den\b|toi\b|hoac\b)\s?"
# A bare number goes on with a list only where the list or its year goes on: "tháng 6, 15 xã" is no list.
LISTED = r"(?=\s?(?:[/,;-]|va |nam |hang |moi |$))"
MORE_QUARTERS = rf"(?:{AND}(?:(?:quy\s?|q){QUARTER}|{ROMAN}|[1-4]{LISTED}))*"
QUARTERS = rf"(?:quy\s?|q\.?\s?)(?P<first>{QUARTER})(?P<more>{MORE_QUARTERS})"
MONTHS = rf"thang (?P<first>\d{{1,2}})(?P<more>(?:{AND}(?:thang \d{{1,2}}|\d{{1,2}}(?!\d){LISTED}))*)"
NO_MORE = r"(?!\d|/\d)"
DAYS = rf"\d{{1,2}}/\d{{1,2}}(?:{AND}(?:truoc )?(?:ngay )?\d{{1,2}}/\d{{1,2}})*"
DAY = r"(?P<d>\d{1,2})"

# What repeats.
half_yearly = makers.each(Every.YEAR, 6, 12)
day_of_quarter, day_of_month = makers.day_of_each(Every.QUARTER), makers.day_of_each(Every.MONTH)
EACH = r"(?:hang|moi|tung|dinh ky(?: hang)?)"
YEARLY = rf"(?:{EACH} nam|yearly|annually|every year)"
HALF_YEARLY = (
    rf"(?:dinh ky|{EACH}) (?:06|6|sau) thang|half-yearly|(?:nua nam|(?:06|6|sau) thang) (?:mot|1) lan"
)
QUARTERLY = rf"(?:{EACH} quy|quarterly|every quarter)"
MONTHLY = rf"(?:{EACH} thang|monthly|every month)"
WORDS = r"(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
COUNT = rf"(?:\d{{1,2}}|{WORDS})"
ONCE = r"(?:/ ?|(?:mot|01|1) )lan"
PER = r"(?:/ ?|moi |trong )?(?:(?:mot|01|1) )?"
TWICE = rf"(?:(?:2|02|hai) lan ?{PER}nam|(?:(?:moi|mot|01|1) )?nam (?:2|02|hai) lan)"
LATER = r"(?:trong )?(?:cac|nhung|hang) nam (?:tiep theo|ke tiep|sau(?: do)?|toi|tiep)"
NO_QUARTER = rf"(?! ?(?:\d|{ROMAN}|(?:mot|hai|ba|bon|tu)\b))"
LAST_MONTH = r"thang cuoi(?: cung)?(?: cua)?(?: moi| hang| tung)? quy"
FIRST_MONTH = r"thang (?:dau|thu nhat)(?: tien)?(?: cua)?(?: moi| hang| tung)? quy(?: sau| tiep theo)?"
SECOND_MONTH = r"thang (?:giua|thu hai)(?: cua)?(?: moi| hang| tung)? quy(?: sau| tiep theo)?"

# Documents, whose numbers and dates are never deadlines (kinds and their signs: Decree 30/2020/NĐ-CP, and
# the Party's Instruction 36-HD/VPTW). A name ends at a comma or where the words of a deadline begin.
ISSUED = (
    r"(?:nghi quyet|nghi dinh|quyet dinh|ke hoach|thong tu|cong van|cong dien|chi thi|ket luan|thong bao"
    r"|bo luat|luat|phap lenh|to trinh|quy dinh|quy che|huong dan|chuong trinh|de an|van ban|bao cao)"
)
LAW = r"(?:nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ket luan|bo luat|luat|phap lenh)"
DRAFTED = r"(?:ke hoach|chuong trinh|de an|du an|chien luoc|quy hoach|du toan|muc tieu)"
SIGN = (
    r"(?:nq|nd|qd|kh|tt|ct|ctr|cthd|cv|kl|tb|hd|bc|ttr|qc|da|pa|cd|l|qh\d*|ubnd|hdnd|tu|tw|btv|ttg|cp|vp|du)"
)
NUMBER = rf"\d{{1,5}}(?:/\d{{4}})?[-/]{SIGN}(?![a-z0-9])[-/\w]*"
SPACED = r"\d{1,5}(?:/\d{4})?\s?[-/]\s?[a-z]\w*(?:\s?[-/]\s?[a-z]\w*)*"
NAME = r"(?: (?!(?:trong|truoc|cham|xong|hoan|den|het|vao|khi|sau|quy [\div])\b)[^\s,;:\0]+)"
DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang \d{1,2},? nam \d{4})(?!\d)"
SIGNED = rf"(?:,?{NAME}{{0,10}}?,? ngay {DATE})"

WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
TOO_OFTEN = refused("too_often", "hằng tháng")
DOCUMENT = refused("document", "trước ngày 15/6/2026")

# An event ends where the sentence turns to its time or its purpose.
IN_EVENT = r"(?:(?! (?:trong|truoc|cham nhat|hoan thanh|xong|nham|de(?! an)|doi voi)\b)[^,;:.()])"
EVENT = rf"(?:co )?(?P<event>{IN_EVENT}+)"
WITHIN = (
    rf"(?:trong )?(?:vong )?(?P<within>\d{{1,3}}|(?<=vong ){WORDS})(?: \([a-z ]+\))? "
    r"(?P<unit>ngay|tuan|thang|quy|nam)(?P<working> lam viec)?"
)
# A bare "tháng sau" or "tháng tu" may be June or April.
SINCE = r",? (?:ke tu|(?:tu|sau)(?= ngay| khi| thoi diem| luc)|(?<!thang )(?:tu|sau))"

# The issue of the plan itself, whose day is known: of another document it is an event.
PLAN_S = r"(?:ke hoach|chuong trinh)"
THIS = rf"(?:{ISSUED}|phuong an) nay"
SIGNING = r"(?:ky,? ban hanh|ban hanh|ky|phat hanh)"
ISSUE = (
    rf"(?:ngay |khi |thoi diem |luc )*(?:{SIGNING}(?: {THIS}| {PLAN_S})?"
    rf"|(?:{THIS}|{PLAN_S}) (?:duoc )?(?:{SIGNING}|co hieu luc))(?=\W*$|\s?[.,;:)])"
)
ISSUE_THEN = ISSUE.removesuffix(r"(?=\W*$|\s?[.,;:)])") + ",? "
# What comes on a day of its own, whichever words tell it.
COMING = (
    r"(?:ky hop|phien hop|dai hoi|hoi nghi|cuoc hop|lo trinh|khai giang|(?:le )?(?:so|tong) ket|bau cu"
    r"|ngay hoi|mua (?:mua|bao|lu|vu)|ky thi)"
)

DEADLINE_RULES: tuple[DeadlineRule, ...] = (
    # The label before a deadline, and a deadline left out.
    DeadlineRule(r"^[\s-]*(?:thoi gian|thoi han|han|deadline)(?: hoan thanh| thuc hien| cuoi)*\s?[:-]", None),
    DeadlineRule(r"^[\s-]*(?:thoi gian|thoi han)(?: hoan thanh| thuc hien)* ", None),
    whole(r"(?:none|khong(?: co| quy dinh)?(?: thoi han| thoi gian)?)?", makers.undated),
    whole(
        r"(?:theo|follows:?) (?P<plan>[a-z0-9-]*[a-z][a-z0-9-]*)/(?P<code>[\w.-]*\d[\w.-]*?)", makers.follows
    ),
    whole(r"(?P<plan>[a-z][a-z0-9-]*)/(?P<code>[ivx]+[.-][\w.-]*?\w)", makers.follows),
    # Documents.
    rule(rf"{ISSUED}{NAME}{{0,8}}?,? (?:{NUMBER}|so:? ?{SPACED}){SIGNED}?", DOCUMENT, name=True),
    rule(rf"(?:so:? ?)?{NUMBER}{SIGNED}?", DOCUMENT, name=True),
    rule(rf"(?!bao cao){ISSUED}{SIGNED}", DOCUMENT, name=True),
    rule(rf"{LAW}{NAME}{{0,8}}? nam \d{{4}}", DOCUMENT, name=True),
    # Waiting for an event.
    rule(rf"{WITHIN}{SINCE} {ISSUE}", events.counted),
    rule(rf"sau {ISSUE_THEN}{WITHIN}", events.counted),
    rule(rf"(?:(?:ngay )?sau|ke tu|tu) {ISSUE}", refused("only_start", "trong 30 ngày kể từ ngày ban hành")),
    rule(rf"{WITHIN}{SINCE}(?: ngay| khi| thoi diem)* {EVENT}", events.waits),
    # A bare "khi" must go on as an event does: without diacritics it is "khí" (spirit, gas) as well.
    rule(
        rf"(?:(?:ngay )?sau khi|ngay khi|khi(?= (?:[a-z]+ ){{0,3}}(?:co|duoc|ban hanh) )) {EVENT}",
        events.waits,
    ),
    rule(rf"(?:sau|cho|doi|after) (?=co |huong dan|guidance){EVENT}", events.waits),
    rule(rf"(?:can cu|theo|tren co so)(?: vao)? (?P<event>huong dan{IN_EVENT}*)", events.waits),
    rule(rf"(?:theo|tai|trong) (?P<event>{COMING} {IN_EVENT}+)", events.coming),
    rule(rf"(?:truoc|(?:ngay )?sau) (?P<event>{COMING}{IN_EVENT}*)", events.coming),
    # What recurs, the more exact first.
    *recurring(DAYS, YEARLY, makers.days_of_year),
    *recurring(rf"(?:{DAY} )?{MONTHS}", YEARLY, makers.months_of_year),
    *recurring(MONTHS, TWICE, makers.months_of_year),
    *recurring(DAYS, TWICE, makers.days_of_year),
    *recurring(QUARTERS, YEARLY, makers.quarters_of_year),
    *recurring(rf"ngay {DAY} (?:cua )?{LAST_MONTH}", QUARTERLY, day_of_quarter),
    rule(rf"(?:truoc )?ngay {DAY} (?:cua )?{LAST_MONTH}{NO_QUARTER}", day_of_quarter),
    *(
        each
        for nth, month in ((1, FIRST_MONTH), (2, SECOND_MONTH))
        for each in (
            *recurring(rf"ngay {DAY} (?:cua )?{month}", QUARTERLY, makers.day_of_quarter_month(nth)),
            rule(rf"(?:truoc )?ngay {DAY} (?:cua )?{month}{NO_QUARTER}", makers.day_of_quarter_month(nth)),
        )
    ),
    *recurring(rf"ngay {DAY}", QUARTERLY, day_of_quarter),
    *recurring(rf"(?:truoc )?ngay {DAY}(?:(?: cua)? thang(?! ?\d))?", MONTHLY, day_of_month),
    rule(rf"(?:truoc )?ngay {DAY} cua thang(?= ?(?:$|[.,;]))", day_of_month),
    rule(rf"{LAST_MONTH}{NO_QUARTER}", makers.each(Every.QUARTER)),
    rule(rf"{FIRST_MONTH}{NO_QUARTER}", makers.each(Every.QUARTER, 1, 4, 7, 10)),
    rule(rf"{HALF_YEARLY}|(?:06|6|sau) thang(?:,| va)? (?:{YEARLY}|nam(?=\W*$))", half_yearly),
    rule(rf"(?:{EACH} )?(?P<n>{COUNT}) (?P<unit>thang|quy|nam) ?{ONCE}", makers.every_so_many),
    rule(rf"{EACH} (?P<unit>thang|quy|nam) ?{ONCE}", makers.every_so_many),
    rule(rf"{COUNT} (?:tuan|ngay) ?{ONCE}|{COUNT} lan ?{PER}(?:tuan|ngay)", TOO_OFTEN),
    rule(rf"(?P<n>{COUNT}) lan ?{PER}(?P<unit>thang|quy|nam)", makers.so_many_times),
    rule(rf"(?:(?:mot|01|1|{EACH}) )?(?P<unit>thang|quy|nam) (?P<n>{COUNT}) lan", makers.so_many_times),
    rule(r"(?:dinh ky|moi) (?P<n>\d{1,2}) thang", makers.every_so_many),
    rule(rf"(?:(?<![/\d-])(?:nam )?(?P<y>20\d\d),? )?va (?:thuong xuyen )?{LATER}", makers.from_year),
    rule(YEARLY, makers.each(Every.YEAR)),
    rule(QUARTERLY, makers.each(Every.QUARTER)),
    rule(MONTHLY, makers.each(Every.MONTH)),
    rule(r"thuong xuyen|lien tuc|ongoing|continuous(?:ly)?", makers.ongoing),
    rule(
        rf"(?P<date>{DATE}),? \((?P<w>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\)",
        makers.day_with_weekday,
    ),
    # What is no deadline, or has no sure day.
    rule(r"so voi (?:cung ky )?(?:nam (?:truoc|\d{4})|(?:thang|quy|ngay) [\div]+(?:/\d+)*)", None),
    rule(rf"{EACH} (?:tuan|ngay)|weekly|daily", TOO_OFTEN),
    rule(
        r"tuan (?:thu )?(?P<n>\w+) (?:cua )?(?:thang|quy|nam)"
        r"(?: (?P<m>\d{1,2})(?: ?/ ?|,? nam )(?P<y>20\d\d)| [\divx]+(?:(?: ?/ ?|,? nam )20\d\d)?)?"
        r"|tuan \d{1,2}(?=\W*(?:$|/))",
        makers.week,
    ),
    rule(r"nam hoc (?P<a>\d{4}) ?- ?(?P<b>\d{4})", refused("school_year", "trước ngày 31/5/2026")),
    # The years in a document's own name, and those it looks forward to.
    rule(r"tam nhin (?:den |toi )?(?:nam )?20\d\d", makers.within, name=True),
    rule(rf"{DRAFTED}{NAME}{{0,12}}? giai doan (?P<a>\d{{4}}) ?- ?(?P<b>\d{{4}})", makers.within, name=True),
    rule(rf"{DRAFTED}{NAME}{{0,12}}? (?:den )?nam (?P<y>\d{{4}}){NO_MORE}", makers.within, name=True),
)


@cache
def compiled() -> tuple[tuple[re.Pattern[str], DeadlineRule], ...]:
    """The table, made when the first deadline is read."""
    return tuple((re.compile(rule.pattern, re.ASCII), rule) for rule in DEADLINE_RULES)
