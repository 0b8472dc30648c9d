"""The catalogue last in force comes back as it was, in every word."""

from dataclasses import replace
from pathlib import Path

from bot.messages.classified import guarded
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.store.plans_in_force import KEY, InForce, last_in_force, put_in_force
from bot.store.store import Store

PLANS = Path(__file__).parents[2] / "plans"


def kept(store: Store, now: InForce) -> InForce | None:
    with store.transaction() as tx:
        put_in_force(tx.facts, now)
    with store.transaction(read_only=True) as tx:
        return last_in_force(tx.facts)


def test_before_the_first_start_nothing_was_in_force(store: Store) -> None:
    with store.transaction(read_only=True) as tx:
        assert last_in_force(tx.facts) is None


def test_the_plans_that_come_along_are_kept_in_every_word(store: Store) -> None:
    catalog = guarded(load([PLANS]).catalog)
    assert len(catalog.plans) >= 2
    now = InForce(digest="ab", turn=3, catalog=catalog)
    assert kept(store, now) == now
    assert kept(store, replace(now, turn=4)) == replace(now, turn=4)


def test_every_form_of_a_plan_is_kept(store: Store, tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(UNITS)
    (tmp_path / "a.yaml").write_text(PLAN)
    (tmp_path / "a.assign.yaml").write_text(ASSIGN)
    loaded = load([tmp_path])
    assert loaded.problems == ()
    now = InForce(digest="ab", turn=0, catalog=loaded.catalog)
    assert kept(store, now) == now


def test_what_a_former_version_wrote_otherwise_counts_as_nothing(store: Store) -> None:
    put = InForce(digest="ab", turn=0, catalog=Catalog())
    for written in ("", "[]", '{"digest": "a"}', '{"digest":"a","turn":1,"catalog":{"!":"Gone"}}'):
        assert kept(store, put) == put
        with store.transaction() as tx:
            tx.facts.set(KEY, written)
            assert last_in_force(tx.facts) is None


UNITS = "units: [{id: ubnd, name: Ủy ban nhân dân, short: UBND}, {id: ca, name: Công an, short: CA}]\n"
PLAN = """\
plan: a
number: 1-KH
title: Kế hoạch
issuer: Đảng ủy
issued: 2025-07-25
digest: {day: friday, time: "16:00", language: en, picture: true, sections: [blocked, overdue]}
owner: ubnd
approval: secretary
sections: {I: Một}
tasks:
  - {title: Một, deadline: Quý IV/2025, source: {section: I, item: 1}, support: [ca], was: [X-1]}
  - {title: Hai, deadline: thường xuyên, source: {section: I, item: 2}, classification: mật}
  - {title: Ba, deadline: hàng năm, source: {section: I, item: 3}}
  - {title: Bốn, after: hướng dẫn, within: 60 days, source: {section: I, item: 4}}
  - {title: Năm, source: {section: I, item: 5}}
  - {title: Sáu, deadline: 2026-2030, source: {section: I, item: 6}}
  - {title: Bảy, follows: a/I-1, source: {section: I, item: 7}}
"""
ASSIGN = """\
assigns: a
number: 2-CV
issued: 2025-08-01
tasks: [{code: I-1, deadline: 30/11/2025}]
"""
