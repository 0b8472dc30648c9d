"""Every figure pressed down: as many tasks as the digest says, and those that the raw log names."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from migrated import new_store
from papers_samples import TEXTS, UNITS, ZONE, catalog, report
from papers_years import PLAN, TASKS, WEEK, recount, years

from bot.delivery.preview import keep_reports
from bot.digest.figures import Figure
from bot.messages.figures import Listing
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import View, World
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.progress import Report, State
from bot.model.subjects import Figures, OfPlan, Progress
from bot.papers.figures import end_of
from bot.schedule.calendar import WorkingDays
from bot.store.store import Store, Transaction

WORLD = World(
    catalog=catalog(PLAN), days=WorkingDays(off=frozenset(), work=frozenset()), texts=TEXTS, zone=ZONE
)
LEADER = 1
# How each figure stands in the digest's text; units not reached are told with their tasks behind each.
SAID: Mapping[Figure, str] = {
    Figure.DATED: r"đã hoàn thành \d+/(\d+)",
    Figure.DONE: r"đã hoàn thành (\d+)/",
    Figure.DONE_ON_TIME: r"Đã hoàn thành đúng hạn: <b>(\d+)",
    Figure.DONE_LATE: r"Hoàn thành quá hạn: <b>(\d+)",
    Figure.OPEN_IN_TERM: r"Đang thực hiện trong hạn: <b>(\d+)",
    Figure.OPEN_OVERDUE: r"Đang thực hiện quá hạn: <b>(\d+)",
    Figure.AWAITING: r"(\d+) nhiệm vụ chờ xác nhận kết quả",
    Figure.MISSED: r"Chưa báo cáo kỳ trước: (\d+)",
    Figure.DUE_SOON: r"Đến hạn trong 14 ngày tới: (\d+)",
    Figure.BLOCKED: r"Đang vướng mắc: (\d+)",
    Figure.EXTENSIONS: r"Đề nghị gia hạn, chờ quyết định: (\d+)",
    Figure.SILENT: r"<b>Từ khi quá hạn chưa có báo cáo:(.*(?:\n<blockquote expandable>.*?</blockquote>)?)",
    Figure.UNLINKED: r"<b>Chưa kết nối(.*(?:\n<blockquote expandable>.*?</blockquote>)?)",
    Figure.LOST: r"<b>Đã kết nối nhưng(.*(?:\n<blockquote expandable>.*?</blockquote>)?)",
    Figure.FINISHED: r"Hoàn thành trong tuần qua: (\d+)",
    Figure.ASKED: r"Gia hạn trong tuần: đề nghị (\d+)",
    Figure.GRANTED: r"Gia hạn trong tuần: đề nghị \d+, đồng ý (\d+)",
    Figure.REFUSED: r"không đồng ý (\d+)",
    Figure.ONGOING: r"Thường xuyên: (\d+)",
    Figure.ONGOING_MET: r"Thường xuyên: \d+, kỳ này (\d+)",
    Figure.RECURRING: r"Định kỳ: (\d+)",
    Figure.RECURRING_MET: r"Định kỳ: \d+, kỳ này (\d+)",
    Figure.WAITING: r"Chờ hướng dẫn: (\d+)",
    Figure.WAITING_MET: r"Chờ hướng dẫn: \d+, (\d+)",
    Figure.UNDATED: r"Không nêu thời hạn: (\d+)",
    Figure.UNDATED_MET: r"Không nêu thời hạn: \d+, (\d+)",
    Figure.CANCELLED: r"Dừng thực hiện: (\d+)",
}
PEOPLE = (Figure.SILENT, Figure.UNLINKED, Figure.LOST)
PARTS = (
    *(Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TERM, Figure.OPEN_OVERDUE),
    *(Figure.ONGOING, Figure.RECURRING, Figure.WAITING, Figure.UNDATED, Figure.CANCELLED),
)
REACHES = ("linked", "blocked", None)
REACHED = st.dictionaries(st.sampled_from(list(UNITS)), st.sampled_from(("linked", "blocked")))

PRESSED = st.lists(st.sampled_from(Figure), min_size=4, max_size=4, unique=True)
# Something that goes on, stopped in an earlier quarter: it is not told among what goes on.
STOPPED = ([report(1, TASKS[5], date(2025, 7, 25), State.CANCELLED)], date(2026, 5, 20))


class Rolled(Exception):
    """Takes an example's reports back."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("pressed")
    store = new_store(folder / "pressed.sqlite3")
    yield store
    store.close()


def row_of(kind: type[OfPlan], now: datetime, **own: Any) -> Delivery:
    return Delivery(
        key="k",
        chat_id=LEADER,
        priority=Priority.ANSWER,
        # As a weekly digest's row has it: the recount knows the same moment a week before.
        subject=kind(plan=PLAN.id, week_ago=now - WEEK, **own),
        id=1,
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now,
    )


def sent(tx: Transaction, kind: type[OfPlan], now: datetime, **own: Any) -> Rendered:
    made = render(WORLD, row_of(kind, now, **own), tx, now)
    assert isinstance(made, Rendered)
    return made


def told(digest: str, figure: Figure) -> int:
    """What the digest says of a figure; nothing said is none."""
    found = re.search(SAID[figure], digest)
    if found is None:
        return 0
    numbers = re.findall(r"\((\d+) nhiệm vụ\)", found[1]) if figure in PEOPLE else [found[1]]
    return sum(map(int, numbers))


def pressed(tx: Transaction, figure: Figure, now: datetime) -> list[str]:
    """The codes of a pressed figure's list."""
    return codes(sent(tx, Figures, now, by="f", what=figure.value, page=0))


def all_pressed(tx: Transaction, now: datetime) -> dict[Figure, list[str]]:
    """The same of every figure: a press counts all of them for its own, so one count serves every list."""
    row = row_of(Figures, now, by="f", what="-", page=0)
    assert isinstance(row.subject, Figures)
    view = View(WORLD, tx, now)
    listing = Listing(view.read_by(view.links_of(LEADER)), row.subject, PLAN, row)
    return {Figure(group.key): codes(listing.tasks(group, row)) for group in listing.groups()}


def codes(made: Rendered) -> list[str]:
    """Those of a list, which says how many they are."""
    found = [ref.code for ref in made.subject.tasks]
    assert re.findall(r": (\d+) nhiệm vụ", made.message.html) == [str(len(found))]
    return found


def link(tx: Transaction, reached: Mapping[str, str], now: datetime) -> None:
    tx.links.add(Role.LEADER, LEADER, LEADER, "Lãnh đạo", None, PLAN.id, None, now)
    for chat, (unit, how) in enumerate(reached.items(), LEADER + 1):
        tx.links.add(Role.OFFICIAL, chat, chat, "Cán bộ", unit, None, None, now)
        if how == "blocked":
            tx.links.unreachable(chat, now)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(years(), REACHED, PRESSED)
@example(STOPPED, {}, [Figure.ONGOING, Figure.ONGOING_MET, Figure.CANCELLED, Figure.DATED])
def test_each_figure_pressed_down_has_the_tasks_the_digest_counts(
    store: Store, year: tuple[list[Report], date], reached: Mapping[str, str], by_hand: list[Figure]
) -> None:
    log, on = year
    now, expected = end_of(on, ZONE), recount(log, on)
    with pytest.raises(Rolled), store.transaction() as tx:
        link(tx, reached, now)
        keep_reports(tx, [kept for kept in log if kept.at <= now])
        digest = sent(tx, Progress, now).message.html
        lists = all_pressed(tx, now)
        assert {figure: pressed(tx, figure, now) for figure in by_hand} == {f: lists[f] for f in by_hand}
        assert {figure: len(found) for figure, found in lists.items()} == {f: told(digest, f) for f in Figure}
        for figure in set(Figure) - set(PEOPLE):
            assert set(lists[figure]) == expected.get(figure.value, set()), figure
        to_do = {*lists[Figure.OPEN_IN_TERM], *lists[Figure.OPEN_OVERDUE]}
        by_reach = {how: {of.code for of in TASKS if reached.get(of.owner) == how} for how in REACHES}
        assert set(lists[Figure.UNLINKED]) == to_do & by_reach[None]
        assert set(lists[Figure.LOST]) == to_do & by_reach["blocked"]
        assert set(lists[Figure.SILENT]) <= to_do & by_reach["linked"]
        assert sorted(chain.from_iterable(lists[part] for part in PARTS)) == sorted(of.code for of in TASKS)
        menu = sent(tx, Figures, now, by="f", what="-", page=0)
        assert isinstance(menu.subject, Figures) and menu.subject.groups
        counts = re.findall(r"^\d+\. .*: <b>(\d+)</b>", menu.message.html, re.MULTILINE)
        assert counts == [str(len(lists[Figure(key)])) for key in menu.subject.groups]
        raise Rolled
