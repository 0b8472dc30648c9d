"""How much of a task a reply says is done: "60%", "3/5 nội dung", "được một nửa"."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.language.numbers import number
from bot.language.phrases import words
from bot.language.words import Make, Token, in_digits, pattern, rewrite


def _kind(percent: int | None, *, about: bool = False) -> tuple[str, int | None]:
    """The token for a percent: ZERO, PCT (1-99), ALL (100), ABOUT (guessed) or PCTX (none at all)."""
    if percent is None or not 0 <= percent <= 100:
        return "PCTX", None
    if about:
        return "ABOUT", percent
    return {0: "ZERO", 100: "ALL"}.get(percent, "PCT"), percent


def _share(part: str, whole: str) -> int | None:
    """Piece of whole in percent, rounded, yet 100 only when nothing is left; None for a nonsense."""
    a, b = number(part), number(whole)
    if not 0 < b <= 10_000 or a > b:
        return None
    return 100 if a == b else min(99, round(100 * a / b))


def _rest(percent: int | None) -> int | None:
    return None if percent is None else 100 - percent


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Make], ...]:
    things = "|".join(sorted(words("THINGS")))
    return (
        (re.compile(r"(?<!\S)([0-9]{1,3})[.]([0-9]{3}) (?!%)"), lambda m: (m[1] + m[2], None)),
        (pattern("""giảm|tăng|vượt|thuế|suất ~ # %
                    giảm|tăng|vượt D/M %"""), lambda _: ("FIGURE", None)),
        (pattern("từ # %? lên|đến|tới|sang # %"), lambda m: _kind(number(m[2]))),
        (pattern("""còn lại? khoảng|chừng|tầm? # %
                    thiếu khoảng|chừng|tầm? # %"""),
         lambda m: _kind(_rest(number(m[1] or m[2])), about=True)),
        (pattern("# đến|tới|, # %"), lambda m: _kind(number(m[1]), about=True)),
        (re.compile(r"(?<!\S)([0-9]{1,9})-[0-9]{1,9} % "), lambda m: _kind(int(m[1]), about=True)),
        (re.compile(r"(?<!\S)-[0-9]{1,9} % "), lambda _: _kind(None)),
        (re.compile(r"(?<!\S)([0-9]{1,9})[.,][0-9]{1,9} % "), lambda m: _kind(int(m[1]))),
        (pattern("""# %
                    # phần trăm"""), lambda m: _kind(number(m[1] or m[2]))),
        (pattern(f"còn lại?|thiếu? D/M {things}"), lambda m: _kind(_rest(_share(m[1], m[2])), about=True)),
        (pattern(f"""ngày|hôm|từ|mùng D/M
                     D/M {things}"""), lambda m: None if m[1] else _kind(_share(m[3], m[4]))),
        (pattern(f"""# trên|trong|/ tổng? số? # {things}
                     # trên #
                     # phần #"""),
         lambda m: _kind(_share(*[g for g in m.groups() if g]))),
        (pattern("""được|đạt|đủ D/M !/
                    được|đạt|đủ khoảng|hơn|gần|tầm D/M"""), lambda m: _fraction(m)),
        (pattern("xong|thành|làm|rồi khoảng|hơn|gần|tầm|chừng? D/M"), lambda m: _fraction(m, about=True)),
        (pattern("""được|hơn|gần|quá|khoảng|tầm nửa !tháng|năm|ngày|buổi|tiếng
                    một|1|phân nửa !tháng|năm|ngày|buổi|tiếng"""), lambda _: _kind(50)),
        # 156/230 is no day.
        (re.compile(r"(?<!\S)([0-9]{1,4})/(3[2-9]|[4-9][0-9]|1[0-9]{2,3}|[2-9][0-9]{2}) "),
         lambda m: _fraction(m)),
    )  # fmt: skip


def _fraction(match: re.Match[str], *, about: bool = False) -> tuple[str, Any] | None:
    share = _share(*[g for g in match.groups() if g])
    # "xong 30/6" is a day: a part is never more than its whole.
    return None if share is None else _kind(share, about=about)


def find_amounts(reply: Sequence[Token]) -> list[Token]:
    """The reply with its amounts as tokens whose value is a percent, 0-100, or None for a nonsense."""
    found = in_digits(reply)
    for phrases, make in _rules():
        found = rewrite(found, phrases, make)
    return found
