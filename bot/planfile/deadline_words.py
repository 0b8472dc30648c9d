"""A deadline text made plain: one spelling for all, numbers, and the words that lead up to a date."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.folding import Folded

# Words that may stand between a sentence and its date. Without diacritics "đầu tư" (investment) looks
# like "đầu" and "từ", and "phấn đấu" (strive) ends like "đầu"; every plan has both, and neither is a lead.
LEAD_WORD = (
    r"(?:trong|vong|hoan thanh|thuc hien|xong|cham nhat|muon nhat|la|den|toi|het|truoc|vao|ngay|cuoi"
    r"|bat dau|(?<!phan )dau(?! tu)|giua|(?<!dau )tu|ke|sau|khoang|du kien|by|before|in|on|until|from)"
)
LEAD = re.compile(rf"(?:(?<![a-z0-9]){LEAD_WORD}[ :]+)+$")

NUMERALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "sau": 6,
}  # fmt: skip


def numeral(word: str) -> int:
    """An Arabic or Roman number, or a Vietnamese word for one."""
    return NUMERALS[word] if word in NUMERALS else int(word)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """One stretch of a folded text that a rule knows, and what the reader was told beside the text."""

    match: re.Match[str]
    text: Folded
    issued: date | None
    exclusive: bool

    @property
    def start(self) -> int:
        """Where the phrase begins, the words that lead up to it included ("chậm nhất trước ngày")."""
        lead = LEAD.search(self.match.string, 0, self.match.start())
        return lead.start() if lead else self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    @property
    def lead(self) -> list[str]:
        return re.findall(r"[a-z]+", self.match.string[self.start : self.match.start()])

    @property
    def words(self) -> str:
        """The phrase with its lead, as it was written."""
        return self.text.clean[self.start : self.end].strip(" :,;.")

    @property
    def alone(self) -> bool:
        """Whether nothing but its lead stands beside it."""
        around = self.match.string[: self.start] + self.match.string[self.end :]
        return not re.search(r"[a-z0-9]", around)

    @property
    def direction(self) -> str | None:
        """What the last telling word of the lead makes of the date: before it, from it on, a part of it."""
        told = [DIRECTIONS[word] for word in self.lead if word in DIRECTIONS]
        return told[-1] if told else None

    @property
    def before(self) -> bool:
        return self.direction == "before" or "truoc" in self.match.group()

    @property
    def year(self) -> str | None:
        return self.get("y") or self.get("y2")

    def get(self, name: str) -> str | None:
        """A group of the match; null where the rule has none of that name or it took no part."""
        return self.match.groupdict().get(name)

    def number(self, name: str) -> int:
        return numeral(self.match[name])

    def numbers(self, first: str = "first") -> list[int]:
        """The numbers of a list such as "III, quý IV" (its first group, then `more`)."""
        more = re.findall(r"(?:\b|q|quy)(\d+|[iv]+)\b", self.get("more") or "")
        return [self.number(first), *map(numeral, more)]

    def spelled(self, name: str) -> str:
        """A group as it was written."""
        start, end = self.match.span(name)
        return self.text.clean[start:end].strip(" -")


DIRECTIONS = {
    "truoc": "before", "before": "before",
    "tu": "from", "sau": "from", "bat": "from", "from": "from",
    "dau": "part", "giua": "part",
}  # fmt: skip
