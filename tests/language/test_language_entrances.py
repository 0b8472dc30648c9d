"""One reader of days: every form means the same day at every entrance, or is refused there by name."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bot.cli.common import day_of
from bot.conversation.posts import days_away
from bot.conversation.progress_requests import scope_of
from bot.conversation.value_words import told
from bot.language.folding import plain
from bot.language.said import Said
from bot.model.deadline import DeadlineKind
from bot.model.plan import Target
from bot.model.say import Mistake, Say
from bot.planfile.deadline import read_deadline
from bot.texts import LANGUAGES, Texts

ISSUED = date(2026, 1, 10)
TODAY = date(2026, 6, 15)  # a Monday
NEXT_YEAR = date(2027, 1, 2)  # from where all of 2026 has gone by
FIRMS = Target(id="dn", title="Doanh nghiệp", horizon=2030, unit="doanh nghiệp", low=Decimal(87000))

Cell = date | Say | None


def deadline(form: str) -> Cell:
    read = read_deadline(form, issued=ISSUED)
    return read.reason if read.kind is DeadlineKind.UNREADABLE else read.due


def _after(words: str, form: str) -> str:
    return f"{plain(words)} {form}" if form.isascii() else f"{words} {form}"


def reply(form: str) -> Cell:
    said = Said(_after("xin lùi đến", form), TODAY)
    return said.reading.until or said.impossible


def grant(form: str) -> Cell:
    said = Said(_after("đồng ý gia hạn đến", form), TODAY)
    return said.until or said.impossible


def snooze(form: str) -> Cell:
    return Said(_after("nhắc lại vào", form), TODAY).later


def _target(form: str, today: date) -> Cell:
    found = told(f"41.200 {form}", FIRMS, today)
    if isinstance(found, Say):
        return found
    return None if found.note else found.on


def target(form: str) -> Cell:
    return _target(form, NEXT_YEAR)


def target_today(form: str) -> Cell:
    return _target(form, TODAY)


def figures(form: str) -> Cell:
    found = scope_of(form, TODAY)
    return (
        found if isinstance(found, Say) or found is None else found.quarter.end if found.quarter else found.on
    )


def deputy(form: str) -> Cell:
    found = days_away(form, TODAY)
    return found if isinstance(found, Say) or found is None else found[1]


def option(form: str) -> Cell:
    try:
        return day_of("--on", form)
    except Mistake as mistake:
        (what,) = mistake.what
        assert isinstance(what, Say)
        return what


ENTRANCES: dict[str, Callable[[str], Cell]] = {
    "plan": deadline, "reply": reply, "grant": grant, "snooze": snooze,
    "target": target, "figures": figures, "deputy": deputy, "option": option,
}  # fmt: skip

# Form, day, and the entrances that refuse it; targets are looked at from the next year.
CALENDAR = {
    "30/6/2026": ("30/6/2026", ""),
    "30-6-2026": ("30/6/2026", ""),
    "30.6.2026": ("30/6/2026", ""),
    "30/06/26": ("30/6/2026", "plan figures option"),
    "2026-06-30": ("30/6/2026", ""),
    "ngày 30 tháng 6 năm 2026": ("30/6/2026", ""),
    "ngày 30/6 năm 2026": ("30/6/2026", ""),
    "ngày ba mươi tháng sáu năm 2026": ("30/6/2026", ""),
    "chậm nhất ngày 30/6/2026": ("30/6/2026", "snooze option"),
    "30 tháng 6": ("30/6/2026", "option"),
    "NGAY 30 THANG 6": ("30/6/2026", "option"),
    "mùng 5 tháng 7": ("5/7/2026", "option"),
    "tháng 6/2026": ("30/6/2026", ""),
    "6/2026": ("30/6/2026", ""),
    "2026-06": ("30/6/2026", ""),
    "tháng 6 năm 2026": ("30/6/2026", ""),
    "thang 6 nam 2026": ("30/6/2026", ""),
    "THÁNG 06/2026": ("30/6/2026", ""),
    "T6/2026": ("30/6/2026", ""),
    "tháng 6": ("30/6/2026", "option"),
    "trong tháng sáu": ("30/6/2026", "option"),
    "hết tháng chín": ("30/9/2026", "option"),
    "tháng sáu": ("30/6/2026", "option"),
    "thang sau nam 2026": ("30/6/2026", ""),
    "tháng 6, 7/2026": ("31/7/2026", ""),
    "đầu tháng 9/2026": ("10/9/2026", "plan option"),
    "giữa tháng 9": ("15/9/2026", "plan option"),
    "giữa tháng 9/2026": ("15/9/2026", "plan option"),
    "cuối tháng 9/2026": ("30/9/2026", ""),
    "nửa đầu tháng 9/2026": ("15/9/2026", "plan option"),
    "quý II/2026": ("30/6/2026", ""),
    "quy II/2026": ("30/6/2026", ""),
    "quý 2 năm 2026": ("30/6/2026", ""),
    "Quý hai năm 2026": ("30/6/2026", ""),
    "Q2/2026": ("30/6/2026", ""),
    "2026-Q2": ("30/6/2026", ""),
    "QII/2026": ("30/6/2026", ""),
    "II/2026": ("30/6/2026", ""),
    "quý II": ("30/6/2026", "option"),
    "quý hai": ("30/6/2026", "option"),
    "quý III, IV/2026": ("31/12/2026", "figures"),
    "6 tháng đầu năm 2026": ("30/6/2026", ""),
    "sáu tháng đầu năm 2026": ("30/6/2026", ""),
    "6 tháng đầu năm 2027": ("30/6/2027", "target"),
    "9 tháng đầu năm 2026": ("30/9/2026", ""),
    "6 tháng cuối năm": ("31/12/2026", "option"),
    "9 tháng đầu năm": ("30/9/2026", "option"),
    "nửa đầu năm": ("30/6/2026", "option"),
    "nửa đầu năm 2027": ("30/6/2027", "target"),
    "H1/2026": ("30/6/2026", ""),
    "H2/2026": ("31/12/2026", ""),
    "2026-H2": ("31/12/2026", ""),
    "năm 2026": ("31/12/2026", "figures"),
    "cuối năm 2026": ("31/12/2026", "figures"),
    "từ 1/7 đến 5/7": ("5/7/2026", "snooze option"),
    "1/7-5/7": ("5/7/2026", "option"),
    "1/7–5/7/2026": ("5/7/2026", "option"),
    "từ ngày 1/7/2026 đến ngày 5/7/2026": ("5/7/2026", "snooze option"),
    "1 tháng 7": ("1/7/2026", "option"),
    "Quý IV/2026 - Quý II/2027": ("30/6/2027", "target"),
    "2026-2030": ("31/12/2030", "reply grant snooze target figures deputy"),
    "30/6": ("30/6/2026", "option"),
    "ngày 30/6": ("30/6/2026", "option"),
    "2026/06/30": ("30/6/2026", ""),
    "30 / 6 / 2026": ("30/6/2026", ""),
    "tháng Mười Hai năm 2026": ("31/12/2026", ""),
    "cuối quý IV/2026": ("31/12/2026", ""),
    "hết quý III năm 2026": ("30/9/2026", ""),
    "trong quý III/2026": ("30/9/2026", ""),
    "ngày 20 của tháng cuối quý III/2026": ("20/9/2026", ""),
    "SÁU THÁNG ĐẦU NĂM 2026": ("30/6/2026", ""),
    "nửa cuối năm 2026": ("31/12/2026", ""),
    "mồng 5 tháng 7": ("5/7/2026", "option"),
    "Quý III": ("30/9/2026", "option"),
    "q3/2026": ("30/9/2026", ""),
    "Quý III-2026": ("30/9/2026", ""),
    "ngày 05/07/2026": ("5/7/2026", ""),
    "15/9": ("15/9/2026", "option"),
    "quý III (năm 2026)": ("30/9/2026", ""),
    "Quý III; năm 2026": ("30/9/2026", ""),
    "quý III (2026)": ("30/9/2026", ""),
    "Tháng 6 (năm 2026)": ("30/6/2026", ""),
    "tháng 9; năm 2026": ("30/9/2026", ""),
    "năm 2026, quý III": ("30/9/2026", ""),
    "năm 2026 (quý III)": ("30/9/2026", ""),
    "trong năm 2026 (tháng 9)": ("30/9/2026", ""),
    "năm 2026, 6 tháng đầu năm": ("30/6/2026", ""),
    "9 tháng năm 2026": ("30/9/2026", ""),
    "06 tháng của năm 2026": ("30/6/2026", ""),
    "ngày 05, 06/11/2026": ("6/11/2026", ""),
    "ngày 05 và 06/11/2026": ("6/11/2026", ""),
    "ngày 5, 6, 7 tháng 11 năm 2026": ("7/11/2026", ""),
    "thứ Ba ngày 30/6/2026": ("30/6/2026", ""),
    "thứ Ba, 30/6/2026": ("30/6/2026", ""),
    "thứ 3 ngày 30 tháng 6 năm 2026": ("30/6/2026", ""),
    "Chủ nhật, ngày 28/6/2026": ("28/6/2026", ""),
    "thứ Ba ngày 30/6": ("30/6/2026", "option"),
    "T9/2026": ("30/9/2026", ""),
    "tháng 8-12/2026": ("31/12/2026", ""),
    "Quý 3-4/2026": ("31/12/2026", "figures"),
    "tháng Bảy năm 2026": ("31/7/2026", ""),
    "tháng Mười Một năm 2026": ("30/11/2026", ""),
}  # fmt: skip
# Told from today: a plan has none, an option neither, and a deputy's days are written.
RELATIVE = {
    "hôm nay": ("15/6/2026", "plan reply grant snooze deputy option"),
    "mai": ("16/6/2026", "plan target deputy option"),
    "ngày mai": ("16/6/2026", "plan target deputy option"),
    "mốt": ("17/6/2026", "plan target deputy option"),
    "ngày kia": ("17/6/2026", "plan target deputy option"),
    "hôm qua": ("14/6/2026", "plan reply grant snooze deputy option"),
    "hôm kia": ("13/6/2026", "plan reply grant snooze deputy option"),
    "thứ 6 tuần sau": ("26/6/2026", "plan target deputy option"),
    "thu sau tuan sau": ("26/6/2026", "plan target deputy option"),
    "tuần này": ("21/6/2026", "plan target deputy option"),
    "tuần tới": ("28/6/2026", "plan target deputy option"),
    "tuần trước": ("14/6/2026", "plan reply grant snooze deputy option"),
    "tháng này": ("30/6/2026", "plan target deputy option"),
    "tháng sau": ("31/7/2026", "plan target deputy option"),
    "thang sau": ("31/7/2026", "plan target deputy option"),
    "tháng trước": ("31/5/2026", "plan reply grant snooze deputy option"),
    "cuối tháng": ("30/6/2026", "plan target deputy option"),
    "quý này": ("30/6/2026", "plan target deputy option"),
    "cuối quý": ("30/6/2026", "plan target deputy option"),
    "quý trước": ("31/3/2026", "plan reply grant snooze deputy option"),
    "quý sau": ("30/9/2026", "plan target deputy option"),
    "quy sau": ("30/9/2026", "plan target deputy option"),
    "năm nay": ("31/12/2026", "target deputy option"),
    "hết năm": ("31/12/2026", "target deputy option"),
    "năm sau": ("31/12/2027", "plan target deputy option"),
    "năm ngoái": ("31/12/2025", "plan reply grant snooze deputy option"),
    "2 tuần nữa": ("29/6/2026", "plan target figures option"),
    "10 ngày nữa": ("25/6/2026", "plan target figures option"),
}  # fmt: skip
IMPOSSIBLE = (
    "rằm tháng bảy",
    "10/3/2026 âm lịch",
    "10/3/2026 (âm lịch)",
    "mùng 5 Tết",
    "mùng 5 Tết năm 2026",
    "tháng Chạp năm 2026",
    "tháng Giêng (năm 2026)",
    "tháng 3 âm lịch năm 2026",
    "âm lịch 10/3/2026",
    "thứ Năm ngày 12/6/2026",
    "Chủ nhật, 12/6/2026",
    "ngày 9 tháng năm 2026",
    "1 tháng năm 2026",
    "ngày 30, 1/11/2026",
    "31/2/2026",
    "31/6",
    "0/6",
    "32/1",
    "15/13/2026",
    "6/30/2026",
    "2026-06-31",
    "ngày 31 tháng 6",
    "tháng 13/2026",
    "quý V/2026",
    "quý 5",
    "H3/2026",
    "30/6/1999",
    "29/2/2026",
    "13 tháng đầu năm 2026",
    "Quý IV, I/2026",
    "30/6/20226",
)
# One form, two points of view: what is to come, and what has gone by.
VIEWS = {
    "30/6": ("30/6/2026", "30/6/2025"),
    "15/3": ("15/3/2027", "15/3/2026"),
    "ngày 30": ("30/6/2026", "30/5/2026"),
    "tháng 6": ("30/6/2026", "30/6/2025"),
    "quý I": ("31/3/2027", "31/3/2026"),
    "6 tháng cuối năm": ("31/12/2026", "31/12/2025"),
    "giữa tháng 9": ("15/9/2026", "15/9/2025"),
    "đầu tháng": ("10/7/2026", "10/6/2026"),
    "thứ Sáu": ("19/6/2026", "12/6/2026"),
    "29/2": ("29/2/2028", "29/2/2024"),
}  # fmt: skip
# Only these ask again by their own examples, without naming what was wrong with the words.
UNNAMED = {"reply", "grant", "snooze", "figures", "deputy"}


def written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def cells(form: str, entrances: dict[str, Callable[[str], Cell]]) -> dict[str, str]:
    """What each entrance makes of a form: a day, or its refusal, which can be said in every language."""
    made = {name: read(form) for name, read in entrances.items()}
    for name, cell in made.items():
        assert isinstance(cell, date) or name in UNNAMED or isinstance(cell, Say), (name, form)
        if isinstance(cell, Say):
            assert all(Texts(language).plain(*_said(cell)) for language in LANGUAGES)
    return {name: written(cell) if isinstance(cell, date) else "refused" for name, cell in made.items()}


def _said(what: Say) -> tuple[Say]:
    """A target's refusal is told with its title, which the conversation adds."""
    return (Say(what.key, {"title": "", **what.values}),)


def expected(day: str, refused: str) -> dict[str, str]:
    return {name: "refused" if name in refused.split() else day for name in ENTRANCES}


@pytest.mark.parametrize(("form", "day", "refused"), [(form, *row) for form, row in CALENDAR.items()])
def test_a_form_of_the_calendar_is_one_day_at_every_entrance(form: str, day: str, refused: str) -> None:
    assert cells(form, ENTRANCES) == expected(day, refused)


@pytest.mark.parametrize(("form", "day", "refused"), [(form, *row) for form, row in RELATIVE.items()])
def test_words_told_from_today_are_one_day_where_there_is_a_today(form: str, day: str, refused: str) -> None:
    assert cells(form, {**ENTRANCES, "target": target_today}) == expected(day, refused)


@pytest.mark.parametrize("form", IMPOSSIBLE)
def test_what_is_no_day_is_refused_at_every_entrance(form: str) -> None:
    assert set(cells(form, ENTRANCES).values()) == {"refused"}
    assert all(isinstance(ENTRANCES[name](form), Say) for name in ENTRANCES if name != "snooze")


@pytest.mark.parametrize(("form", "coming", "gone"), [(form, *row) for form, row in VIEWS.items()])
def test_the_turn_without_a_year_is_that_of_the_point_of_view(form: str, coming: str, gone: str) -> None:
    seen = cells(form, {"grant": grant, "target": target_today})
    assert seen == {"grant": coming, "target": gone}


def test_the_tables_hold_at_least_sixty_forms() -> None:
    assert len({*CALENDAR, *RELATIVE, *IMPOSSIBLE}) >= 60


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026-07-01 2026-07-05", "1/7/2026", "5/7/2026"),
        ("1/7 5/7", "1/7/2026", "5/7/2026"),
        ("1 tháng 7 – 5 tháng 7", "1/7/2026", "5/7/2026"),
        ("từ ngày 1/7 đến hết ngày 5/7/2026", "1/7/2026", "5/7/2026"),
        ("10/6-20/6", "10/6/2026", "20/6/2026"),
        ("1-5/7", "1/7/2026", "5/7/2026"),
        ("tháng 8", "1/8/2026", "31/8/2026"),
        ("1 tháng 7", "15/6/2026", "1/7/2026"),
        ("28/12 5/1", "28/12/2026", "5/1/2027"),
    ],
)
def test_a_deputy_stands_in_from_the_first_day_to_the_last(words: str, first: str, last: str) -> None:
    found = days_away(words, TODAY)
    assert isinstance(found, tuple) and tuple(map(written, found)) == (first, last)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("xin lùi đến 9 tháng đầu năm 2026", "30/9/2026"),
        ("xin lùi đến 6 tháng đầu năm 2027", "30/6/2027"),
        ("xin lùi đến nửa đầu năm 2027", "30/6/2027"),
        ("xin lùi đến giữa tháng 9/2026", "15/9/2026"),
        ("xin lùi đến H2/2026", "31/12/2026"),
        ("xin gia hạn từ 30/6 đến 15/7/2026", "15/7/2026"),
    ],
)
def test_more_time_is_asked_until_the_end_of_what_is_named(text: str, until: str) -> None:
    read = Said(text, TODAY).reading
    assert read.sure and read.until and written(read.until) == until


def test_an_option_for_the_first_day_takes_the_first_of_a_period() -> None:
    assert written(day_of("--from", "quý III/2026", first=True)) == "1/7/2026"
