"""Cells and labelled lines that name agencies: who leads and who helps, by labels, brackets or lines."""

import re

from bot.importer.words.agencies import HELPS, LEADS, WITH, named_in
from bot.importer.words.agency_names import split
from bot.importer.words.labels import Label, fields
from bot.importer.words.wording import trimmed

# "Sở A (chủ trì), Sở B (phối hợp)"
TAGGED = re.compile(r"([^()]{3,300}?)\s*\(\s*(?:đơn vị |cơ quan |là )*([Cc]hủ trì|[Pp]hối hợp)[^()]{0,30}\)")


def of_a_cell(text: str) -> tuple[list[str], list[str]]:
    """Owners and support that a cell of a table names, each on a line or parted by a stop."""
    owners, support = list[str](), list[str]()
    if said := [each for each in fields(text) if each.label in (Label.OWNER, Label.SUPPORT)]:
        for each in said:
            lead, help_ = _of_names(each.value)
            owners += lead if each.label is Label.OWNER else []
            support += help_ if each.label is Label.OWNER else [*lead, *help_]
        return list(dict.fromkeys(owners)), list(dict.fromkeys(support))
    return _of_names(text)


def _of_names(text: str) -> tuple[list[str], list[str]]:
    owners, support = list[str](), list[str]()
    if tagged := TAGGED.findall(text):
        for names, does in tagged:
            (owners if does.lower() == "chủ trì" else support).extend(split(trimmed(names)))
        return list(dict.fromkeys(owners)), list(dict.fromkeys(support))
    for line in re.split(r"\n|;(?=\s)", text):
        words = trimmed(line)
        if not words or re.fullmatch(r"[\W\d_]+", words):
            continue
        if (HELPS.search(words) and LEADS.search(words)) or WITH.search(words):
            found = named_in(words)
            owners += found.owners
            support += found.support
        elif HELPS.search(words.lower()) and not LEADS.search(words.lower()):
            support += split(
                re.sub(r"(?:^|\s*[-–(:]*\s*)[Pp]hối hợp(?: thực hiện)?[)\s:]*", " ", words).strip()
            )
        else:
            owners += split(re.sub(r"\s*[-–(:]*\s*[Cc]hủ trì(?: thực hiện)?[)\s:]*", " ", words).strip(" ,"))
    return list(dict.fromkeys(owners)), list(dict.fromkeys(support))
