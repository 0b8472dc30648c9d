"""Who is told to do something: agencies found in sentences, cells and headings, named as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.importer.words.agency_ends import LONGEST, first_deed, name_end
from bot.importer.words.agency_names import ANY_HEAD, HEAD, LISTED, split
from bot.importer.words.agency_words import DEED, HEADS, MANY, NO_HEAD, POSTS, SEATS
from bot.importer.words.wording import UPPER, bare, trimmed

TOLD = re.compile(
    r"(?:(?:Chỉ đạo|Giao nhiệm vụ cho|Giao trách nhiệm cho|Giao cho|Giao(?! ban| thông| dịch| lưu| nhận|"
    r" khoán| đất| rừng)|giao cho|giao(?! ban| thông| dịch| lưu| nhận| khoán| đất| rừng)|Đề nghị|đề nghị"
    r"|Kính đề nghị|Yêu cầu|yêu cầu|Phân công|phân công"
    r"|Đối với|đối với|Về phía|Đồng chí|Trách nhiệm của|Nhiệm vụ của|Cho phép|Ủy quyền cho|Kiến nghị"
    r"|Thống nhất giao|Tiếp tục giao)\s+)(?:các đồng chí\s+)?"
)
HANDS_ON = re.compile(r"\s*(?:tiếp tục )?(?:giao|(?P<directs>chỉ đạo)|phân công)(?: cho)?\s+")
WITH = re.compile(
    r"(?:[Cc]hủ trì,? )?[Pp]hối hợp(?: chặt chẽ)?(?: thực hiện)?(?: cùng| với)*(?: với)?(?:"
    r" các)?\s*:?\s*(?=\S)|(?<!\w)cùng(?: với)?\s+"
)
AGREED = re.compile(
    r"(?:chương trình|quy chế|thỏa thuận|biên bản|hợp đồng|cơ chế|nghị quyết|văn bản)\s*$", re.I
)
LEADS = re.compile(
    r"(?<!\w)(?:chủ trì|làm đầu mối|là đầu mối|là cơ quan đầu mối|là đơn vị đầu mối|chịu trách nhiệm"
    r" chính|là cơ quan thường trực)(?!\w)"
)
HELPS = re.compile(r"(?<!\w)phối hợp(?!\w)")
# What may stand before who does it: when, on what ground.
ADVERBIAL = re.compile(
    r"(?:(?:Định kỳ|Hằng|Hàng|Trong|Trước|Từ|Đến|Chậm nhất|Ngay|Sau khi|Căn cứ|Trên cơ sở|Theo|Năm|Quý"
    r"|Tháng|Đối với|Để|Nhằm)(?!\w)[^.;:]{2,110}?,\s+)"
    rf"(?=(?:giao |đề nghị |yêu cầu )?(?:{MANY}|{HEADS})(?!\w))"
)
TOPIC = re.compile(
    r"(?:Về|Đối với|Công tác|Lĩnh vực|Việc|Trước|Từ|Ngày|Trong|Tháng|Quý|Chậm nhất"
    r"|Đến)(?!\w)[^:.]{2,110}:\s+(?=\w)"
    rf"|[^:.;]{{3,80}}(?<!gửi)(?<!gồm)(?<!sau)(?<!phần)(?<!tượng):\s+(?=(?:{HEADS}|{MANY})(?!\w))"
)
GIVEN = re.compile(
    r"(?<!\w)(?:giao(?: cho)?|do)\s+(?P<names>[^.;:()]{4,120}?)\s+"
    r"(?:thực hiện|tổ chức|phụ trách|đảm nhiệm|tham mưu|triển khai|chuẩn bị|vận hành|làm)(?!\w)"
)
# Alone behind what is to be done.
BESIDE = re.compile(
    r"\((?P<bracketed>[^()]{4,160})(?:\)(?=\s*(?:[.,;]|$))|;\s*$)"
    r"|\s[-–]\s(?P<dashed>[^-–();:]{4,120}?)(?=,? (?:xong|hoàn thành|thời gian|trước|trong|chậm nhất|hạn)"
    r"(?!\w)|\s[-–]\s|[.;]|$)"
)
SHOUTED = re.compile(
    r"(?:so|ban|phong|uy ban|hoi|doan|bo|cac (?:so|co quan|don vi|phong))\b|van phong|ubnd|cong an|mat tran"
    r"|thanh tra|trung tam|tieu ban|dang uy|tinh doan|thanh doan|cong doan|lien doan|chi bo|chi cuc|benh vien"
    r"|kho bac|toa an|vien kiem sat|bao hiem xa hoi|hat kiem lam|to (?:cong tac|giup viec|bien tap)"
)
DOES = re.compile(r"\s+(?:chủ trì )?(?:thực hiện|phụ trách|đảm nhiệm|tham mưu)$")
TAIL = re.compile(
    r"(?:,? (?:để|trong việc|trong|nhằm|theo|về việc|về|căn cứ|khi|đồng thời|tại|từ|trước|sau|đến hết"
    r"|gắn với|cho|của mình|và|cùng|với|thì|nếu|tổ))+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The agencies that a sentence names: who does it, with whom, and whether beyond doubt."""

    owners: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    sure: bool = True
    rest: str = ""  # what is told, without who is told
    begins: bool = True  # whether the text begins with them


NOBODY = Named()


def named_in(text: str, issuer: str = "") -> Named:
    """Who a task's own words lay it on; nobody where they name nobody."""
    first = _subject(text, issuer)
    if not first.owners and (lead := ADVERBIAL.match(text) or TOPIC.match(text)):
        told = text[lead.end() :]
        listed = re.match(MANY, told) and name_end(told, 0) is None
        first = NOBODY if listed else _subject(told, issuer)
    begins = bool(first.owners)
    if not first.owners:
        first = _leading(text) or _beside(text) or _later(text, issuer)
    support = [*first.support, *(name for name in _partners(text) if name not in first.owners)]
    return Named(first.owners, tuple(dict.fromkeys(support)), first.sure, first.rest, begins)


def _subject(text: str, issuer: str) -> Named:
    """The agencies with which a sentence begins, up to what they are told to do."""
    told = TOLD.match(text)
    start = told.end() if told else 0
    if (seat := SEATS.match(text, start)) and DEED.match(text, seat.end() + 1):
        return Named((seat.group(),), (), True, text[seat.end() :].lstrip())
    span = _span(text, start)
    if not span:
        return NOBODY if told else _after_a_list(text)
    end, names = span
    owners = tuple(split(names))
    if (hands := HANDS_ON.match(text, end)) and (next_ := _span(text, hands.end())):
        further = () if hands["directs"] else tuple(split(next_[1]))
        issues = further and issuer and any(_full(name) in _full(issuer) for name in owners)
        rest = text[next_[0] :]
        return Named(further, (), True, rest) if issues else Named(owners, further, True, rest)
    return Named(owners, (), True, text[end:].lstrip(" ,:"))


def _full(name: str) -> str:
    return bare(name).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")


def _after_a_list(text: str) -> Named:
    """Agencies listed behind a colon: "các cơ quan: A; B; C xây dựng …"."""
    match = re.search(r"(?:các|những) (?:cơ quan|đơn vị|địa phương|cơ quan, đơn vị)(?: sau)?\s*:\s*", text)
    if not match:
        return NOBODY
    deed = first_deed(text, match.end())
    if deed is None or deed - match.end() > 400:
        return NOBODY
    return Named(tuple(split(text[match.end() : deed])), (), False, text[deed:])


def _span(text: str, start: int) -> tuple[int, str] | None:
    """The stretch of names that begins here, and where it ends: at a deed, a colon, the end."""
    post = POSTS.match(text, start)
    begin = post.end() if post else start
    if not (
        HEAD.match(text, begin)
        or (post and ANY_HEAD.match(text, begin))
        or (begin and ANY_HEAD.match(text, begin))
    ):
        return None
    stop, deed = _stop(text, begin), first_deed(text, begin)
    if text[stop : stop + 1] != ":" or (deed is not None and deed < stop):
        deed = name_end(text, begin)
    end = min(deed if deed is not None else len(text), stop)
    if end - begin > LONGEST or (deed is None and stop == len(text) and len(text) > 160):
        return None
    if deed is None and text[stop : stop + 1] not in ("", ":"):
        return None
    names = TAIL.sub("", text[begin:end].rstrip(" ,-–"))
    return (end, names) if names else None


def _stop(text: str, start: int) -> int:
    """Where a stretch of names must end: its sentence does; a bracket that closes within is passed over."""
    at = start
    while at < len(text):
        letter = text[at]
        if letter == "(":
            close = text.find(")", at)
            if close < 0 or close - at > 60:
                return at
            at = close
        elif letter == ":" and LISTED.match(text, start):
            pass
        elif letter in ":" or (letter == "." and text[at + 1 : at + 2] in (" ", "")):
            return at
        at += 1
    return len(text)


def _leading(text: str) -> Named | None:
    """The agency before "chủ trì", wherever in the text."""
    for lead in LEADS.finditer(text):
        clause = max((text.rfind(sign, 0, lead.start()) for sign in (". ", "; ", ": ", "(")), default=-1) + 1
        before = text[clause : lead.start()]
        heads = list(HEAD.finditer(before))
        if not heads:
            continue
        giao = re.search(r"(?:[Gg]iao(?: cho)?|do|[Đđ]ề nghị|[Yy]êu cầu)\s+", before)
        start = next((m.start() for m in heads if not giao or m.start() >= giao.end()), heads[0].start())
        names = TAIL.sub("", POSTS.sub("", before[start:]).strip(" ,"))
        if first_deed(names, 0) is None and len(names) < LONGEST:
            return Named(tuple(split(names)), (), True, text)
    return None


def _beside(text: str) -> Named | None:
    """Agencies behind what is to be done: "Lập danh sách (Sở Nội vụ), xong …", "giao Sở Y tế thực hiện"."""
    for match in GIVEN.finditer(text):
        if named := only_agencies(match["names"]):
            return Named(named, (), True, text)
    for match in BESIDE.finditer(text):
        clause = max(text.rfind(sign, 0, match.start()) for sign in (". ", "; ", ": ")) + 1
        named = _alone(match["bracketed"] or match["dashed"])
        told = text[clause : match.start()]
        if named and not _names_again(told):
            return Named(named, (), True, text)
    return None


def _names_again(told: str) -> bool:
    """Whether words end in one agency's name, of which a bracket behind them would be the other."""
    heads = [head for head in HEAD.finditer(told) if not re.match(MANY, head.group())]
    return (
        bool(heads)
        and name_end(told.rstrip(), heads[-1].start()) is None
        and not told.rstrip()[-1:].isdigit()
    )


def _alone(words: str) -> tuple[str, ...]:
    """The agencies that are all a bracket names, beside a time: "Sở Y tế thực hiện; tháng 9/2026"."""
    parts = [DOES.sub("", WITH.split(part)[0].rstrip(" ,")) for part in re.split(r";\s*", words)]
    return only_agencies("; ".join(part for part in parts if ANY_HEAD.match(POSTS.sub("", part))))


def _later(text: str, issuer: str) -> Named:
    """An agency that a later sentence, or clause, tells to do something; less sure."""
    outside = re.sub(r"\([^()]*\)", "", text)  # brackets give examples
    for clause in re.split(rf";\s+(?=(?:{MANY}|{HEADS})(?!\w))", outside)[1:]:
        if name_end(clause, 0) is not None and (found := _subject(clause, issuer)).owners:
            return Named(found.owners, found.support, False, text)
    for sentence in re.split(rf"(?<=[.;])\s+(?=[{UPPER}])", text)[1:]:
        told = re.match(
            r"(?:Sở|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Công an|Phòng|Ban|Giao|Đề nghị|Yêu cầu|Các sở"
            r"|Đảng ủy|Văn phòng|Mặt trận)(?!\w)",
            sentence,
        )
        if told and (found := _subject(sentence, issuer)).owners and len(found.owners[0].split()) > 1:
            return Named(found.owners, found.support, False, text)
    return NOBODY


def _partners(text: str) -> Iterator[str]:
    """Who it is done with: the names behind "phối hợp với", or before "phối hợp"."""
    for match in WITH.finditer(text):
        start = match.end()
        if AGREED.search(text, 0, match.start()):
            continue
        if match.group().rstrip(" :").endswith(" các"):
            start = match.start() + match.group().rindex("các")
        if not ANY_HEAD.match(text, start):
            continue
        deed, stop = name_end(text, start), _until(text, start)
        end = min(deed if deed is not None else len(text), stop)
        if 0 < end - start <= LONGEST + 140:
            yield from split(TAIL.sub("", text[start:end].strip(" ,")))
    for match in re.finditer(r"[;,.(]\s*([^;.()]{3,200}?)\s+phối hợp(?: thực hiện)?\s*(?=[).;]|$)", text):
        names = re.split(rf"{LEADS.pattern}\s*[,;]?\s*", match[1])[-1]
        if HEAD.match(names):
            yield from split(names)


def _until(text: str, start: int) -> int:
    stop = re.compile(
        r"[.:](?=\s|$)|\)(?=[\s.,;]|$)|;(?!\s*(?:Sở|UBND|Ủy ban|Uỷ ban|Công an|Phòng|các|Các|Ban|Hội|Đoàn))"
    ).search(text, start)
    return stop.start() if stop else len(text)


def only_agencies(text: str) -> tuple[str, ...]:
    """The agencies where a heading is nothing but their names; none where it says more."""
    words = trimmed(TOLD.sub("", text))
    words = re.sub(r"\s*\([^)]{0,60}\)$", "", words)
    shouting = words.isupper()
    if (
        not words
        or (":" in words and not LISTED.match(words))
        or words.startswith("Lãnh đạo")  # what is done, in a heading
        or len(words) > LONGEST
        or not (ANY_HEAD.match(POSTS.sub("", words)) or (shouting and _shouted_head(words)))
    ):
        return ()
    if not shouting and first_deed(words, 0) is not None:
        return ()
    return tuple(split(words))


def _shouted_head(words: str) -> bool:
    return bool(SHOUTED.match(bare(words))) and bool(re.match(NO_HEAD, words.capitalize()))
