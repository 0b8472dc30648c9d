"""The picture's targets: a track for each that is reported, and the words that stand for it."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import create_autospec

import pytest
from test_papers_chart import STRAY, UNITS, differing, drawn, halved, picture

from bot.model.target import Better
from bot.papers.chart import CAPTION, Picture, Sheet, caption, chart
from bot.papers.rows import TargetRow
from bot.papers.target_strips import MOST, draw, height
from bot.schedule.targets import Verdict
from bot.texts import LANGUAGES, Texts
from bot.texts.limits import length

KEPT = Path(__file__).with_name("chart_kept_targets.png")
"""How the picture of `reported()` looked, at half its size, when a person last found it good."""
LONG = "Tỷ lệ lao động có việc làm trong khu vực kinh tế tư nhân trên địa bàn toàn thành phố"


def strip(
    value: str,
    line: str | None,
    verdict: Verdict,
    *,
    start: str = "38500",
    goal: str = "87000",
    title: str = "Số doanh nghiệp đang hoạt động (trên)",
    unit: str = "doanh nghiệp",
) -> TargetRow:
    asked = Decimal(line) if line else None
    return TargetRow(
        id="",
        title=title,
        unit=unit,
        horizon=2030,
        value=Decimal(value),
        on=date(2025, 12, 31),
        start=Decimal(start),
        started=date(2025, 6, 30),
        given=True,
        better=Better.HIGHER,
        low=Decimal(goal),
        high=None,
        owner="",
        source="",
        change=None,
        line=asked,
        gap=abs(Decimal(value) - asked) if asked is not None else None,
        verdict=verdict,
    )


BEHIND = strip("41200", "43308", Verdict.BEHIND)
AHEAD = strip("4", "6.2", Verdict.AHEAD, start="7", goal="3", title="Thứ hạng cả nước", unit="hạng")
REACHED = strip("15.2", "9", Verdict.REACHED, start="8", goal="14.5", title="Tăng trưởng", unit="%/năm")
FIRST = strip("58.5", "58.5", Verdict.START, start="58.5", goal="60", title=LONG, unit="% tổng số lao động")


def reported(*strips: TargetRow) -> Picture:
    return replace(picture(UNITS[1]), targets=strips or (BEHIND, AHEAD, REACHED, FIRST))


def test_the_targets_look_as_they_did_when_they_were_last_looked_at() -> None:
    image = halved(drawn(reported()))
    if "DUNGHAN_KEEP_CHART" in os.environ:
        image.save(KEPT, optimize=True)
    assert differing(image, KEPT) < STRAY


def test_another_value_is_told_apart() -> None:
    other = reported(strip("45200", "43308", Verdict.AHEAD), AHEAD, REACHED, FIRST)
    assert differing(halved(drawn(other)), KEPT) > 1.5 * STRAY


def test_without_a_reported_target_the_picture_is_as_it_was() -> None:
    assert height(()) == 0
    assert drawn(replace(picture(UNITS[1]), targets=())).height == drawn(picture(UNITS[1])).height


def test_the_picture_grows_with_its_targets_up_to_a_number_and_then_counts_the_rest() -> None:
    assert height((BEHIND,)) < height((BEHIND, AHEAD)) < height((BEHIND,) * MOST)
    assert height((BEHIND,) * (MOST + 1)) == height((BEHIND,) * (MOST + 30))
    assert drawn(reported(*(BEHIND,) * 30)).height < 3000


@pytest.mark.parametrize(
    ("of", "filled"),
    [(BEHIND, (41200 - 38500) / 48500), (AHEAD, 0.75), (REACHED, 1.0), (FIRST, 0.0)],
)
def test_the_track_runs_from_the_start_to_the_goal(of: TargetRow, filled: float) -> None:
    assert of.filled == pytest.approx(filled)


def test_a_value_worse_than_the_start_leaves_the_track_empty() -> None:
    assert strip("30000", "43308", Verdict.BEHIND).filled == 0


def test_a_goal_where_the_line_starts_breaks_nothing() -> None:
    assert strip("80000", "87000", Verdict.BEHIND, start="87000").share(Decimal(80000)) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_and_signs_are_drawn_as_they_stand(language: str) -> None:
    odd = strip("1", None, Verdict.BEFORE, title="$x^2$ <b> " + LONG * 3, unit="doanh nghiệp " * 9)
    assert chart(reported(odd), Texts(language)).startswith(b"\x89PNG")


def test_the_caption_names_the_targets() -> None:
    assert (
        "\nChỉ tiêu: Số doanh nghiệp đang hoạt động (trên) (đến 2030) 41.200 doanh nghiệp ngày 31/12/2025, "
        "chậm 2.108 so với tiến độ cần đạt (43.308); Thứ hạng cả nước (đến 2030) hạng 4 ngày 31/12/2025, "
        "vượt 2,2 so với tiến độ cần đạt (6,2)."
    ) in caption(reported(BEHIND, AHEAD), Texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_with_many_targets_is_never_longer_than_telegram_takes(language: str) -> None:
    words = caption(reported(*(BEHIND, FIRST) * 20), Texts(language))
    assert 800 < length(words) <= CAPTION
    assert ("khác" if language == "vi" else "more") in words


def test_a_range_to_reach_is_told_whole() -> None:
    texts = Texts("vi")
    told = texts.plain("chart.target_goal", low=Decimal("14.5"), high=Decimal(15), horizon=2030, sign="%")
    assert told == "cần 14,5–15% đến 2030"


def test_what_is_below_a_track_says_where_it_starts_and_what_its_mark_is() -> None:
    said = written(BEHIND)
    assert {"bắt đầu từ mốc 38.500", "vạch đen: tiến độ cần đạt 43.308", "chậm 2.108"} <= said
    percent = strip("56", "52.4", Verdict.AHEAD, start="55", goal="80", unit="%")
    assert {"bắt đầu từ mốc 55%", "cần 80% đến 2030", "vượt 3,6 điểm %"} <= written(percent)


def written(of: TargetRow) -> set[str]:
    """The words drawn of a target."""
    sheet = create_autospec(Sheet, instance=True, texts=Texts())
    draw(sheet, (of,), 0, 1000, 0)
    return {call.args[2] for call in sheet.write.call_args_list}
