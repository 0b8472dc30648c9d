"""The digest's targets: what moved or is behind first, the silent ones counted, nothing where none is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from digest_samples import HERE, MONDAY, catalog, digest, plan_of

from bot.digest.targets import Targets, targets_of
from bot.messages.digest import render
from bot.model.plan import Plan, Target
from bot.model.target import Baseline, TargetRef, TargetValue
from bot.texts import LANGUAGES, Texts
from bot.texts.limits import MESSAGE, length

START = date(2025, 7, 1)
SUNDAY = datetime(2025, 12, 21, 9, tzinfo=HERE)
LONG_AGO = SUNDAY - timedelta(days=60)
WEEK_AGO = datetime(2025, 12, 15, 9, tzinfo=HERE)


def target(id: str, title: str = "Số doanh nghiệp") -> Target:
    baseline = Baseline(Decimal(40000), START)
    return Target(id=id, title=title, horizon=2030, unit="DN", low=Decimal(87000), baseline=baseline)


def value(number: int, id: str, figure: int, at: datetime) -> TargetValue:
    return TargetValue(
        id=number,
        key=str(number),
        target=TargetRef("hp-07", id),
        value=Decimal(figure),
        on=at.date(),
        at=at,
        user_id=1,
        user_name="Chánh Văn phòng",
        unit=None,
    )


def plan(*targets: Target) -> Plan:
    return replace(plan_of(), targets=targets)


def told(targets: Targets, language: str = "vi") -> str:
    return render(replace(digest(), targets=targets), catalog(), Texts(language), plan()).html


def of(*targets: Target, log: Sequence[TargetValue] = ()) -> Targets:
    return targets_of(plan(*targets), log, MONDAY, WEEK_AGO)


def test_what_moved_or_is_behind_comes_first() -> None:
    log = [value(1, "a", 86000, LONG_AGO), value(2, "b", 40001, LONG_AGO), value(3, "c", 86000, SUNDAY)]
    found = of(target("a"), target("b"), target("c"), target("d"), log=log)
    assert [(each.reading.target.id, each.moved) for each in found.reported] == [
        ("b", False), ("c", True), ("a", False),
    ]  # fmt: skip
    assert (found.total, found.silent, found.behind) == (4, 1, 1)


def test_a_target_whose_only_value_was_taken_back_has_none() -> None:
    log = [value(1, "a", 41000, LONG_AGO), replace(value(2, "a", 41000, SUNDAY), undoes=1)]
    assert of(target("a"), log=log).silent == 1


def test_a_reported_target_is_told_against_its_line_and_the_silent_ones_are_counted() -> None:
    log = [value(1, "a", 41000, SUNDAY)]
    html = told(of(target("a"), target("b"), target("c"), log=log))
    assert (
        "<b>Chỉ tiêu: 1/3 đã có số liệu, 1 chậm so với tiến độ cần đạt</b>\n<blockquote expandable>" in html
    )
    assert (
        "– Số doanh nghiệp (đến 2030): <b>41.000 DN</b> (21/12/2025), "
        "chậm 3.047 so với tiến độ cần đạt (44.047)\n2 chỉ tiêu chưa có số liệu</blockquote>"
    ) in html


def test_where_no_target_has_a_value_one_line_says_so() -> None:
    html = told(of(target("a"), target("b")))
    assert html.endswith("Chỉ tiêu: 2 chỉ tiêu chưa có số liệu")


def test_a_plan_without_targets_says_nothing_of_them() -> None:
    assert "chỉ tiêu" not in told(of()).casefold()


def test_many_targets_with_long_titles_still_fit_one_message() -> None:
    many = [target(str(n), "Tỷ trọng đóng góp của khu vực kinh tế tư nhân vào " * 5) for n in range(80)]
    log = [value(n, str(n), 41000 + n, SUNDAY) for n in range(70)]
    for language in LANGUAGES:
        html = told(of(*many, log=log), language)
        assert length(html) <= MESSAGE
        assert ("10 chỉ tiêu chưa có số liệu" if language == "vi" else "10 targets without a figure") in html
