"""Agencies as documents write them, matched with the units there are; what no unit is like is proposed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.importer.draft import DraftUnit
from bot.importer.words.agency_names import unposted
from bot.importer.words.wording import LOWER, UPPER, bare
from bot.model.plan import Unit
from bot.planfile.values import ID, slug

# Written short in one place and in full in another.
SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "bql": "ban quan ly",
    "bqlda": "ban quan ly du an",
    "p": "phong",
    "bch": "ban chi huy",
    "chqs": "chi huy quan su",
    "khcn": "khoa hoc va cong nghe",
    "kh&cn": "khoa hoc va cong nghe",
    "nn&mt": "nong nghiep va moi truong",
    "nnmt": "nong nghiep va moi truong",
    "vhttdl": "van hoa the thao va du lich",
    "vhtt&dl": "van hoa the thao va du lich",
    "gddt": "giao duc va dao tao",
    "gd&dt": "giao duc va dao tao",
    "vh-xh": "van hoa xa hoi",
    "vhxh": "van hoa xa hoi",
    "tgdv": "tuyen giao va dan van",
    "tp": "thanh pho",
    "bhxh": "bao hiem xa hoi",
    "nhcsxh": "ngan hang chinh sach xa hoi",
    "ldld": "lien doan lao dong",
    "tncs": "thanh nien cong san",
    "tnc": "thanh nien cong san",
    "lhpn": "lien hiep phu nu",
    "ccb": "cuu chien binh",
    "ca": "cong an",
    "catp": "cong an thanh pho",
    "vp": "van phong",
    "tt": "trung tam",
    "hcc": "hanh chinh cong",
    "pvhcc": "phuc vu hanh chinh cong",
    "tdtt": "the duc the thao",
    "qldt": "quan ly do thi",
    "ktht": "kinh te ha tang",
    "tw": "trung uong",
    "ctxh": "chinh tri xa hoi",
    "ct-xh": "chinh tri xa hoi",
    "nhnn": "ngan hang nha nuoc",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "hnd": "hoi nong dan",
    "hlhpn": "hoi lien hiep phu nu",
    "hccb": "hoi cuu chien binh",
}
PLACES = re.compile(r"-(?:tinh|thanh-pho|xa|phuong|huyen|quan|dac-khu|thi-tran|thi-xa)(?:-.*)?$")
LEVELS = ("xa", "phuong", "dac-khu", "thanh-pho", "tinh")
LIKE = 92  # of 100
LONGEST_SHORT = 60


def key(name: str) -> str:
    """A name as it is compared: in full words, without marks, posts and plurals."""
    words = re.findall(r"[a-z0-9&]+(?:-[a-z]+)?", bare(unposted(name)))
    full = " ".join(SHORT.get(word, word) for word in words)
    return slug(re.sub(r"^(?:cac|tat ca cac|toan bo cac) ", "", full.replace(" viet nam", "")))


class Units:
    """The units there are, found by what documents call them."""

    def __init__(self, units: Sequence[Unit], place: str = "") -> None:
        self._known: dict[str, str] = {}
        for unit in units:
            for name in (unit.name, unit.short, *unit.aliases, unit.id):
                self._known.setdefault(slug(name), unit.id)
                self._known.setdefault(key(name), unit.id)
        self._place = slug(place)

    def match(self, name: str) -> str | None:
        """The unit of that name; of several that are like it the one of the issuer's own place."""
        exact, full = slug(name), key(name)
        for here in self._at_home(full):
            if here in self._known:
                return self._known[here]
        if found := self._known.get(exact) or self._known.get(full):
            return found
        begun = {
            unit
            for known, unit in self._known.items()
            if known.startswith(f"{full}-") and PLACES.fullmatch(known[len(full) :])
        }
        at_home_too = {
            unit
            for known, unit in self._known.items()
            if self._place and known.startswith(full) and known.endswith(self._place)
        }
        for several in (at_home_too, begun):
            if len(several) == 1:
                return several.pop()
        stem = PLACES.sub("", full)
        if stem != full and (found := self._known.get(stem)) and len(stem) > 8:
            return found
        return self._like(full)

    def _at_home(self, full: str) -> Iterator[str]:
        """The name with the place of the document: "UBND xã" there is that of this commune."""
        if self._place:
            yield f"{full}-{self._place}"
            for level in LEVELS:
                yield f"{full}-{level}-{self._place}"
                if f"-{level}-" in full:
                    yield full.replace(f"-{level}-", f"-{level}-{self._place}-", 1)

    def _like(self, full: str) -> str | None:
        from rapidfuzz import fuzz, process  # the command loads it only where a name is not known

        near = process.extract(full, list(self._known), scorer=fuzz.ratio, score_cutoff=LIKE, limit=3)
        units = {self._known[known] for known, _, _ in near}
        return units.pop() if len(units) == 1 else None


def place_of(words: str) -> str:
    """The place a document is about: the one it names most with its level, "xã Kẻ Sặt" -> "Kẻ Sặt"."""
    named = re.findall(
        rf"(?:xã|phường|đặc khu|thị trấn|tỉnh|[Tt]hành phố) ((?:[{UPPER}][{LOWER}]+)(?:"
        rf" [{UPPER}][{LOWER}]+){{0,2}})",
        words,
    )
    return Counter(named).most_common(1)[0][0] if named else ""


def proposed(names: Iterable[str], taken: Iterable[str]) -> dict[str, DraftUnit]:
    """A unit for each agency that none is like, by its name; the same under two spellings is one."""
    counted, first = Counter[str](), dict[str, str]()
    for name in names:
        counted[key(name)] += 1
        first.setdefault(key(name), name)
    ids, made = set(taken), dict[str, DraftUnit]()
    for each, name in first.items():
        id = free_id(slug(name), ids)
        ids.add(id)
        made[each] = DraftUnit(id=id, name=name[:200], short=_short(name), tasks=counted[each])
    return made


def free_id(wanted: str, taken: set[str]) -> str:
    """The id, with a number where it is taken."""
    base = wanted[:60].strip("-") or "don-vi"
    base = base if ID.fullmatch(base) else "don-vi"
    number, id = 2, base
    while id in taken:
        id, number = f"{base}-{number}", number + 1
    return id


def _short(name: str) -> str:
    if len(name) <= LONGEST_SHORT:
        return name
    return name[:LONGEST_SHORT].rsplit(" ", 1)[0].rstrip(" ,;")
