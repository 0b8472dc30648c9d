"""A card says whose date it shows, who assigned the task, and tells nothing of a classified one."""

from contextlib import closing
from datetime import date
from pathlib import Path

from delivery_office import ZONE, at, open_store, task, world

from bot.messages.classified import guarded
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.template_values import basis_text, written_text
from bot.messages.view import View, World
from bot.model.deadline import TaskRef
from bot.model.message import Delivery, DeliveryState, Priority
from bot.model.people import Role
from bot.model.progress import NewReport, ReportKind, State
from bot.model.subjects import Card
from bot.planfile.catalog import load
from bot.schedule.calendar import WorkingDays
from bot.texts import Texts

PLAN = """\
plan: xa
number: 5-CTr/ĐU
title: Chương trình
issuer: Đảng ủy
issued: 2025-08-01
owner: u
sections: {I: Một}
tasks:
  - {code: A-1, title: Đi theo, follows: tp/B-1, source: {section: I, item: 1}, was: OLD}
  - {code: S-1, title: Chuyện kín, deliverable: Hồ sơ kín, classification: mật, deadline: Quý I/2026 hầm ngầm,
     source: {section: I, item: 2}}
"""
CITY = (
    PLAN.split("tasks:")[0].replace("plan: xa", "plan: tp").replace("5-CTr/ĐU", "7-KH/TU")
    + "tasks: [{code: B-1, title: Gốc, deadline: Trong Quý II/2026, source: {section: I, item: 1}}]\n"
)
UNITS = "units: [{id: u, name: Ủy ban, short: UB}, {id: v, name: Phòng, short: P}]\n"
GIVEN = """\
assigns: xa
number: 9/QĐ-UBND
issued: 2025-10-01
tasks: [{code: A-1, owner: v, deadline: 15/3/2026, deliverable: Quy chế}]
"""


def world_of(folder: Path, given: str | None = None, language: str = "vi") -> World:
    files = {"xa.yaml": PLAN, "tp.yaml": CITY, "units.yaml": UNITS} | (
        {"xa.assign.yaml": given} if given else {}
    )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = load([folder])
    assert found.problems == ()
    return World(catalog=guarded(found.catalog), days=WorkingDays(), texts=Texts(language), zone=ZONE)


def card(world: World, code: str, folder: Path) -> str:
    now = at("2026-02-02 08:00")
    row = Delivery(
        id=1,
        key="k",
        chat_id=1,
        priority=Priority.ANSWER,
        subject=Card(tasks=(TaskRef("xa", code),), detail=True),
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now,
    )
    with closing(open_store(folder)) as store, store.transaction() as tx:
        tx.links.add(Role.LEADER, 1, 1, "Bí thư", None, "xa", None, now)
        rendered = render(world, row, tx, now)
    assert isinstance(rendered, Rendered)
    return rendered.message.html


def test_a_card_says_whose_date_it_shows(tmp_path: Path) -> None:
    assert "Thời hạn: theo KH 7-KH/TU ngày 1/8/2025, B-1: Trong Quý II/2026 → <b>30/6/2026</b>" in card(
        world_of(tmp_path), "A-1", tmp_path
    )
    english = card(world_of(tmp_path, language="en"), "A-1", tmp_path)
    assert "Deadline: as in 7-KH/TU of 1/8/2025, B-1: Trong Quý II/2026 → <b>30/6/2026</b>" in english


def test_a_card_says_who_assigned_the_task_and_what_the_plan_had_said(tmp_path: Path) -> None:
    shown = card(world_of(tmp_path, GIVEN), "A-1", tmp_path)
    assert "Thời hạn: 15/3/2026 → <b>15/3/2026</b>" in shown
    assert (
        "Căn cứ: theo KH 7-KH/TU ngày 1/8/2025, B-1: Trong Quý II/2026 → 30/6/2026; "
        "giao tại QĐ 9/QĐ-UBND ngày 1/10/2025" in shown
    )
    assert "Trước khi giao: chủ trì UB" in shown


def test_a_task_of_the_plan_s_own_date_has_no_basis(tmp_path: Path) -> None:
    office = world(task("A", date(2026, 6, 30)))
    with closing(open_store(tmp_path)) as store, store.transaction() as tx:
        view = View(office, tx, at("2026-02-02 08:00"))
        one = office.catalog.plans["p"].tasks[0]
        assert (basis_text(view, one), written_text(view, one)) == (None, "")


def test_a_classified_task_is_known_by_its_code_and_date_alone(tmp_path: Path) -> None:
    shown = card(world_of(tmp_path), "S-1", tmp_path)
    assert "<b>S-1</b>" in shown
    assert "31/3/2026" in shown
    assert not any(word in shown for word in ("kín", "hầm"))


def test_reports_given_under_an_old_code_count_for_the_task(tmp_path: Path) -> None:
    office, now = world_of(tmp_path), at("2026-02-02 08:00")
    old = next(iter(office.catalog.plans["xa"].tasks)).refs[1]
    report = NewReport(
        key="1",
        task=old,
        kind=ReportKind.PROGRESS,
        at=now,
        user_id=1,
        user_name="x",
        unit="u",
        state=State.DONE,
    )
    with closing(open_store(tmp_path)) as store, store.transaction() as tx:
        tx.reports.add(report)
        view = View(office, tx, now)
        one = office.catalog.plans["xa"].tasks[0]
        assert view.standings([one])[one.ref].state is State.DONE
        assert view.standing(one).state is State.DONE
        assert view.digest(office.catalog.plans["xa"], since=now).cells.done_on_time == 1
