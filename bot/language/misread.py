"""What a scan or a hasty hand makes of numbers: O for 0, l for 1 or for I, a space lost; the likely form."""

import re

_DIGITS = re.compile(r"(?<![^\W\d_])[OoIl|]*[0-9][0-9OoIl|]*(?![^\W\d_])")
_ROMAN = re.compile(r"(?i:(?<=quý )|(?<=quy )|(?<=\bq))(?![1-4]\b)[IiVvl1|]+(?=\W|$)")
_WORDS = "quý|quy|tháng|thang|năm|nam|ngày|ngay|trước|truoc|đến|den|hết|het"
_LOST = re.compile(rf"(?i)\b({_WORDS})(?=[0-9]|[IVl]+\b)")
_AS_DIGIT = str.maketrans("OoIl|", "00111")
_AS_ROMAN = str.maketrans("l1|", "III")


def likely(text: str) -> str:
    """The text as it was most likely meant; the same where nothing in it looks misread."""
    spaced = _LOST.sub(r"\1 ", text)
    roman = _ROMAN.sub(lambda match: match.group().translate(_AS_ROMAN).upper(), spaced)
    return _DIGITS.sub(lambda match: match.group().translate(_AS_DIGIT), roman)
