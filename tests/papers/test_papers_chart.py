"""The digest's picture: what it draws, that it looks as it did, and the words that stand for it."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.digest.parts import Cells
from bot.papers.chart import CAPTION, WIDTH, Picture, Point, caption, chart, course_of
from bot.papers.rows import Group
from bot.texts import LANGUAGES, Texts
from bot.texts.limits import length

KEPT = Path(__file__).with_name("chart_kept.png")
"""How the picture of `CITY` looked, at half its size, when a person last looked at it and found it good."""
ISSUED, TODAY = date(2025, 7, 25), date(2026, 1, 19)
BLUR = 12
"""Pixels looked at as one: letters come out a little differently from one version to the next, bars don't."""
STRAY = 0.001
"""The share of such pixels that may differ; another font rendering makes 0.0006, one wrong bar 0.002."""


def bar(name: str, *cells: int) -> Group:
    names = ("done_on_time", "done_late", "open_in_term", "open_overdue")
    return Group(name, Cells(**dict(zip(names, cells, strict=True))))


UNITS = (
    bar("Ủy ban nhân dân thành phố", 9, 2, 22, 10),
    bar("Công an thành phố", 0, 0, 0, 2),
    bar("Sở Nông nghiệp và Môi trường", 1, 0, 1, 0),
)


def picture(
    *units: Group, course: Sequence[Point] = (Point(TODAY, 0, 0),), title: str = "Kế hoạch"
) -> Picture:
    totals = [sum(getattr(unit.cells, cell) for unit in units) for cell in ("done_on_time", "done_late")]
    totals += [sum(getattr(unit.cells, cell) for unit in units) for cell in ("open_in_term", "open_overdue")]
    cells = bar("", *totals).cells
    return Picture(number="07-KH/TU", title=title, on=TODAY, cells=cells, units=units, course=tuple(course))


def city(*units: Group) -> Picture:
    """A city's plan: twelve tasks done over half a year, thirty due on the last day of it."""
    done = [ISSUED + timedelta(days=14 * n) for n in range(12)]
    tasks = [(date(2025, 12, 31), done[n] if n < len(done) else None) for n in range(30)]
    course = course_of(tasks, ISSUED, TODAY)
    title = "Kế hoạch hành động thực hiện Nghị quyết 68-NQ/TW"
    issuer = "Ban Thường vụ Thành ủy Hải Phòng"
    return replace(picture(*(units or UNITS), course=course, title=title), issuer=issuer)


def drawn(of: Picture) -> Image.Image:
    return Image.open(BytesIO(chart(of, Texts()))).convert("RGB")


def halved(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)


def differing(one: Image.Image, of: Path = KEPT) -> float:
    """The share of the picture that differs to the eye from the one kept."""
    kept = Image.open(of).convert("RGB")
    if one.size != kept.size:
        return 1.0
    size = (one.width * 2 // BLUR, one.height * 2 // BLUR)
    blurred = (image.resize(size, Image.Resampling.BOX) for image in (one, kept))
    difference = ImageChops.difference(*blurred).convert("L")
    return sum(difference.histogram()[64:]) / (size[0] * size[1])


def test_the_picture_looks_as_it_did_when_it_was_last_looked_at() -> None:
    image = halved(drawn(city()))
    if "DUNGHAN_KEEP_CHART" in os.environ:  # after a change that is meant: keep it anew, and look at it
        image.save(KEPT, optimize=True)
    assert differing(image) < STRAY


def test_a_picture_of_other_figures_is_told_apart() -> None:
    other = drawn(city(bar("Ủy ban nhân dân thành phố", 8, 2, 22, 11), *UNITS[1:]))
    assert differing(halved(other)) > 1.5 * STRAY


def test_it_is_as_wide_as_a_phone_wants_and_grows_with_its_units() -> None:
    small, large = drawn(picture(UNITS[1])), drawn(picture(*UNITS))
    assert small.width == large.width == WIDTH
    assert small.height < large.height


def test_sixty_units_are_twelve_bars_and_one_for_the_others() -> None:
    many = [bar(f"Đơn vị {n}", 1, 0, 2, 1) for n in range(60)]
    assert drawn(picture(*many)).height == drawn(picture(*many[:13])).height


def test_a_unit_without_dated_tasks_gets_no_bar() -> None:
    assert drawn(picture(UNITS[1], bar("Sở Tư pháp", 0, 0, 0, 0))).height == drawn(picture(UNITS[1])).height


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_of_formulas_and_long_names_are_drawn_as_they_stand(language: str) -> None:
    odd = picture(bar(r"Sở $\frac{1}{2}$ " + "rất dài " * 30, 1, 0, 0, 0), title="$100% & <b>")
    assert chart(odd, Texts(language)).startswith(b"\x89PNG")


def test_a_long_title_is_told_to_its_end_above_whose_plan_it_is() -> None:
    title = "Kế hoạch thực hiện nhiệm vụ phát triển kinh tế - xã hội và cải cách hành chính quý I năm 2026"
    lines = replace(picture(title=title), issuer="Ủy ban nhân dân xã Tân Hòa").lines
    assert " ".join(lines) == f"{title} Ủy ban nhân dân xã Tân Hòa"
    assert len(lines) == 3


def test_a_cell_with_nothing_in_it_is_no_loud_tile() -> None:
    def corner(of: Picture) -> tuple[int, ...]:
        image = drawn(of)
        pixel = image.getpixel((WIDTH - 60, 152 + 40 + 12))
        assert isinstance(pixel, tuple)
        return pixel

    assert corner(picture(bar("Sở", 0, 0, 1, 1))) == (0xD5, 0x5E, 0)
    assert corner(picture(bar("Sở", 0, 0, 1, 0))) == (0xEF, 0xEF, 0xEB)


def test_with_nothing_done_the_picture_has_no_empty_course() -> None:
    begun = picture(UNITS[1], course=[Point(ISSUED, 0, 0), Point(TODAY, 1, 1)])
    assert drawn(picture(UNITS[1])).height < drawn(begun).height - 300


def test_a_plan_without_any_task_still_has_a_picture() -> None:
    assert drawn(picture()).width == WIDTH


def test_the_course_goes_week_by_week_from_the_issue_to_the_day() -> None:
    course = course_of([], ISSUED, ISSUED + timedelta(days=16))
    assert [(point.on - ISSUED).days for point in course] == [0, 7, 14, 16]


def test_the_course_counts_what_was_done_and_what_should_have_been() -> None:
    due, day = ISSUED + timedelta(days=7), timedelta(days=1)
    course = course_of([(due, due), (due, None)], ISSUED, due + day)
    # The due day itself is still on time.
    assert [(point.done, point.should) for point in course] == [(0, 0), (1, 0), (1, 2)]


def test_a_plan_not_yet_issued_has_one_point() -> None:
    assert course_of([], ISSUED, ISSUED - timedelta(days=3)) == (Point(ISSUED - timedelta(days=3), 0, 0),)


def test_the_caption_says_what_the_picture_shows() -> None:
    assert caption(city(), Texts()) == (
        "Biểu đồ tiến độ 07-KH/TU đến 19/1/2026: đã hoàn thành 12/47 nhiệm vụ (đúng hạn 10, quá hạn 2); "
        "đang thực hiện 35 (trong hạn 23, quá hạn 12). Đến nay phải hoàn thành: 30.\n"
        "Theo đơn vị: Ủy ban nhân dân thành phố 11/43 (quá hạn 10); Công an thành phố 0/2 (quá hạn 2); "
        "Sở Nông nghiệp và Môi trường 1/2."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_is_never_longer_than_telegram_takes(language: str) -> None:
    many = picture(*(bar(f"Ủy ban nhân dân <phường> số {n}", 1, 1, 1, 1) for n in range(100)))
    words = caption(many, Texts(language))
    assert 900 < length(words) <= CAPTION
    assert "&lt;phường&gt;" in words
