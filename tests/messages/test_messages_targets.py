"""A plan's targets in a chat fit a message, whatever their names, and turn page by page."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from delivery_office import at, open_store, world

from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import World
from bot.model.message import NewDelivery, Priority, Subject
from bot.model.people import Role
from bot.model.plan import Target as PlanTarget
from bot.model.subjects import Target, Targets, Value
from bot.model.target import Baseline, NewTargetValue, TargetRef
from bot.store.store import Transaction
from bot.texts import LANGUAGES, Texts
from bot.texts.limits import MESSAGE, length

NOW = at("2026-07-03 08:00")
USER = 41


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with closing(open_store(tmp_path)) as store, store.transaction() as opened:
        opened.links.add(Role.SECRETARY, USER, USER, "Chánh Văn phòng", None, "p", None, NOW)
        yield opened


def target(number: int) -> PlanTarget:
    return PlanTarget(
        id=f"t{number}",
        title="Tỷ trọng đóng góp của khu vực kinh tế tư nhân vào tổng sản phẩm & thu ngân sách " * 6,
        horizon=2030,
        unit="nghìn tỷ đồng theo giá so sánh năm 2010 của khu vực kinh tế tư nhân trên địa bàn",
        low=Decimal("123456789.125"),
        high=Decimal("223456789.125"),
        baseline=Baseline(Decimal("12345678.5"), date(2025, 12, 31)),
    )


def office(language: str, targets: int = 30) -> World:
    empty = world()
    plan = replace(empty.catalog.plans["p"], targets=tuple(map(target, range(targets))))
    catalog = replace(empty.catalog, plans={"p": plan})
    return replace(empty, catalog=catalog, texts=Texts(language))


def tell(tx: Transaction, number: int, times: int = 1) -> None:
    for n in range(times):
        new = NewTargetValue(
            key=f"{number}:{n}",
            target=TargetRef("p", f"t{number}"),
            value=Decimal("98765432.125"),
            on=date(2026, 6, 30) - timedelta(days=n),
            at=NOW,
            user_id=USER,
            user_name="Chánh Văn phòng " * 9,
            unit="so-tai-chinh",
            note="theo Sở Tài chính <b> " * 60,
        )
        tx.target_values.add(new)


def shown(tx: Transaction, of: World, subject: Subject) -> Rendered:
    row = NewDelivery(key=str(subject), chat_id=USER, priority=Priority.ANSWER, subject=subject)
    tx.outbox.add(row, NOW)
    kept = tx.outbox.by_key(row.key)
    assert kept
    made = render(of, kept, tx, NOW)
    assert isinstance(made, Rendered)
    assert length(made.message.html) <= MESSAGE
    return made


def numbers(made: Rendered) -> Mapping[int, TargetRef]:
    assert isinstance(made.subject, Targets)
    return made.subject.numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_longest_targets_fits_a_message_with_its_markup(tx: Transaction, language: str) -> None:
    for number in range(30):
        tell(tx, number)
    made = shown(tx, office(language), Targets(plan="p", user=USER))
    assert made.message.html.count("<b>") > 12


def test_pages_go_on_counting_and_turn_both_ways(tx: Transaction) -> None:
    made = shown(tx, office("vi"), Targets(plan="p", user=USER, page=1))
    assert numbers(made)[13] == TargetRef("p", "t12")
    labels = [button.label for row in made.message.buttons for button in row]
    assert (labels[0], labels[11], labels[12:]) == ("13", "24", ["‹ Trang trước", "Trang sau ›"])


def test_the_numbers_count_on_from_the_plans_before(tx: Transaction) -> None:
    of = office("vi", targets=2)
    plans = {"a": replace(of.catalog.plans["p"], id="a"), **of.catalog.plans}
    made = shown(tx, replace(of, catalog=replace(of.catalog, plans=plans)), Targets(plan="p", user=USER))
    assert [button.label for row in made.message.buttons for button in row] == ["3", "4"]


def test_a_page_beyond_the_last_is_the_last(tx: Transaction) -> None:
    made = shown(tx, office("vi"), Targets(plan="p", user=USER, page=99))
    assert min(numbers(made)) == 25


def test_a_long_course_tells_the_newest_and_counts_the_rest(tx: Transaction) -> None:
    tell(tx, 0, times=200)
    made = shown(tx, office("vi"), Target(plan="p", target="t0", wants=True))
    assert "• 30/6/2026: <b>98.765.432,125</b>" in made.message.html
    assert "số trước đó" in made.message.html


def test_a_receipt_with_everything_in_it_fits(tx: Transaction) -> None:
    tell(tx, 0, times=2)
    made = shown(tx, office("vi"), Value(plan="p", target="t0", value=1, typed="98765,432"))
    assert "Hoàn tác" in made.message.html
