"""The form an issuer's report takes: the Party's own (36-HD/VPTW), or the State's (decree 30/2020/NĐ-CP)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class House(StrEnum):
    """Whose rules a report is laid out by."""

    PARTY = "party"
    STATE = "state"


# How bodies of the Party call themselves, to the letter but for the place of a tone mark (uỷ, ủy).
_PARTY = re.compile(r"(tỉnh|thành|quận|huyện|thị|đảng|chi|đảng bộ) ủy|đảng bộ|trung ương đảng|ban thường vụ")
_SITTING = re.compile(
    r"^(ban thường vụ|ban chấp hành)\s+(?=(tỉnh|thành|quận|huyện|thị|đảng) )", re.IGNORECASE
)
_PLACE = re.compile(r"(?:thành ủy|tỉnh ủy|thành phố|tỉnh)\s+(\S.*)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What the first page needs of an issuer.

    `body` stands top left, `symbol` closes the number ("TU", "UBND"), `place` opens the date, `signs` is a
    text of `papers.signs_…`: for whom and as what the paper is signed.
    """

    house: House
    body: str
    symbol: str
    place: str
    signs: str


def form_of(issuer: str, number: str) -> Form:
    """The form of a report on a plan of this issuer and number; what they don't tell is left as dots."""
    issuer = _one_spelling(issuer)
    house = House.PARTY if _PARTY.search(issuer.lower()) else House.STATE
    place = _PLACE.search(issuer)
    return Form(
        house=house,
        body=_SITTING.sub("", issuer) if house is House.PARTY else issuer,
        symbol=_symbol(number, house),
        place=place[1].strip() if place else "……",
        signs=_signs(issuer.lower(), house),
    )


def _one_spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("uỷ", "ủy").replace("Uỷ", "Ủy").replace("UỶ", "ỦY")


def _symbol(number: str, house: House) -> str:
    """Of 07-KH/TU it is TU, of 123/KH-UBND it is UBND."""
    _, mark, symbol = number.rpartition("/" if house is House.PARTY else "-")
    return symbol.strip() if mark and symbol.strip() else "……"


def _signs(issuer: str, house: House) -> str:
    if house is House.PARTY:
        return "standing" if "ban thường vụ" in issuer else "party"
    if "ủy ban nhân dân" in issuer or "ubnd" in issuer:
        return "committee"
    return "steering" if "ban chỉ đạo" in issuer else "head"
