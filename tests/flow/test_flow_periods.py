"""Months that nobody reported on: owed, spoken of, laid before the head, reported on late by their names."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flow_office import KT, LEADER, SECRETARY, Office, Opened

from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.progress import Report, ReportKind, State
from bot.planfile.catalog import load
from bot.rehearsal.params import Upload

XA, HEAD = "xa-15", 1006
UNITS = """units:
  - {id: van-phong, name: Văn phòng HĐND và UBND xã, short: Văn phòng}
  - {id: kinh-te, name: Phòng Kinh tế xã, short: Phòng Kinh tế}
"""
PLAN_FILE = """plan: xa-15
number: 15/KH-UBND
title: Kế hoạch cải cách hành chính năm 2026
issuer: Ủy ban nhân dân xã Tân Hòa
issued: 2025-12-25
owner: van-phong
ladder: {opening: false, before: [7, 0]}
{more}
sections: {I: Nhiệm vụ}
tasks:
  - {title: Báo cáo cải cách hành chính, deadline: Hằng tháng, source: {section: I, item: 3}}
  - {title: Kiểm tra công vụ, deadline: Thường xuyên, owner: kinh-te, source: {section: I, item: 4}}
"""


@cache
def catalog(more: str = "") -> Catalog:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        Path(folder, "units.yaml").write_text(UNITS, encoding="utf-8")
        Path(folder, "xa.yaml").write_text(PLAN_FILE.replace("{more}", more), encoding="utf-8")
        loaded = load([Path(folder)])
        assert not loaded.problems
        return loaded.catalog


Commune = AbstractAsyncContextManager[Office]


@pytest.fixture
def open_commune(open_office: Opened) -> Any:
    """The commune's office, with its official and its secretary linked; `more` stands at the plan's head."""

    @asynccontextmanager
    async def opened(when: str, more: str = "") -> AsyncIterator[Office]:
        async with open_office(when) as office:
            office.robot.adopt(replace(office.robot.world, catalog=catalog(more)))
            await office.links(KT, Role.OFFICIAL, unit="van-phong")
            office.api.press_start(SECRETARY, office.code(Role.SECRETARY, plan=XA))
            await office.robot.step()
            yield office

    return opened


def log(office: Office) -> list[Report]:
    with office.store.transaction(read_only=True) as tx:
        return tx.reports.of()


def kept(office: Office) -> list[tuple[str | None, date | None]]:
    """State (or else the kind) and period of every report."""
    return [((r.state or r.kind).value, r.period) for r in log(office)]


JAN, FEB, MAR, APR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
SILENT = ("5/1", "2/2", "9/2", "2/3", "9/3", "1/4", "7/4")


async def days(office: Office, *mornings: str) -> None:
    for morning in mornings:
        day, month = map(int, morning.split("/"))
        await office.at(f"2026-{month:02}-{day:02} 07:30")


def sentences(office: Office, user: int, words: str) -> list[str]:
    return [line for text in office.texts(user) for line in text.splitlines() if words in line]


def owed(office: Office, user: int, words: str = "Chưa báo cáo") -> list[str]:
    """What is said of the periods that are owed, without what was reported last."""
    return [line.partition(";")[0] for line in sentences(office, user, words)]


# ---- missed ----


async def test_months_nobody_reported_on_stand_in_every_agenda(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        assert owed(office, KT) == [
            "Chưa báo cáo kỳ: tháng 1/2026, quá hạn 2 ngày",
            "Chưa báo cáo kỳ: tháng 1/2026, quá hạn 9 ngày",
            "Chưa báo cáo 2 kỳ: 1, 2/2026, lâu nhất quá hạn 30 ngày",
            "Chưa báo cáo 2 kỳ: 1, 2/2026, lâu nhất quá hạn 37 ngày",
            "Chưa báo cáo 3 kỳ: 1, 2, 3/2026, lâu nhất quá hạn 60 ngày",
            "Chưa báo cáo 3 kỳ: 1, 2, 3/2026, lâu nhất quá hạn 66 ngày",
        ]
        assert "1 việc quá hạn" in office.texts(KT)[-1]
        await office.says(KT, "/viec")
        assert "Chưa báo cáo 3 kỳ: 1, 2, 3/2026" in office.last(KT)["text"].replace("chưa", "Chưa")


async def test_the_example_of_an_agenda_names_the_month_that_is_owed(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        (example,) = sentences(office, KT, "ví dụ: 1 xong tháng 1/2026")
        await office.says(KT, example.partition("ví dụ: ")[2], to=office.last(KT)["message_id"])
        assert kept(office) == [("done", JAN)]


async def test_each_missed_month_is_laid_before_head_and_leader_once_with_its_own_days(
    open_commune: Any,
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        office.api.add_person(HEAD, "Chánh Văn phòng")
        office.api.press_start(HEAD, office.code(Role.HEAD, unit="van-phong", post="Chánh Văn phòng"))
        office.api.press_start(LEADER, office.code(Role.LEADER, plan=XA))
        await office.robot.step()
        await days(office, *SILENT)
        assert owed(office, HEAD, "Văn phòng, chưa") == [
            "Văn phòng, chưa báo cáo kỳ: tháng 1/2026, quá hạn 9 ngày",
            "Văn phòng, chưa báo cáo 2 kỳ: 1, 2/2026, lâu nhất quá hạn 37 ngày",
            "Văn phòng, chưa báo cáo 3 kỳ: 1, 2, 3/2026, lâu nhất quá hạn 66 ngày",
        ]
        assert len(owed(office, LEADER, "Văn phòng, chưa")) == 2  # of March not before seven working days


async def test_a_plan_loaded_late_owes_nothing_for_the_months_before(open_commune: Any) -> None:
    async with open_commune("2026-04-06 08:00") as office:
        await days(office, "7/4")
        assert owed(office, KT) == []
    async with open_commune("2026-04-06 08:00", "recurring_from: 2026-02-01") as office:
        await days(office, "7/4")
        assert owed(office, KT)[-1] == "Chưa báo cáo 2 kỳ: 2, 3/2026, lâu nhất quá hạn 37 ngày"


async def test_what_is_owed_is_not_put_off(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(KT, "/capnhat I-3 nhắc lại sau 3 ngày")
        assert "đã đến hạn (31/1/2026)" in office.last(KT)["text"]


# ---- reported on late ----


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("I-3 tháng 1 xong", [("done", JAN)]),
        ("I-3 báo bù tháng 02/2026: đã xong", [("done", FEB)]),
        ("I-3 xong báo cáo T3", [("done", MAR)]),
        ("I-3 kỳ 2 xong", [("done", FEB)]),
        ("I-3 kỳ trước xong rồi", [("done", MAR)]),
        ("I-3 tháng này đang làm 20%", [("in_progress", APR)]),
        ("I-3 tháng 2 đang làm 60%", [("in_progress", FEB)]),
        ("I-3 tháng 1, 2 xong", [("done", JAN), ("done", FEB)]),
        ("I-3 quý I xong", [("done", JAN), ("done", FEB), ("done", MAR)]),
        ("I-3 tháng 1 xong, tháng 2 đang làm 50%", [("done", JAN), ("in_progress", FEB)]),
        ("I-3 tháng 3 xin gia hạn đến 20/4 để tổng hợp số liệu", [("extension", MAR)]),
        ("I-3 bù tháng 3", [("note", MAR)]),
    ],
)
async def test_a_month_is_reported_on_late_by_its_name(
    open_commune: Any, words: str, reports: list[tuple[str, date]]
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(KT, words)
        assert kept(office) == reports


async def test_receipt_card_and_history_name_the_period(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(KT, "1. tháng 1 xong")
        assert "Hoàn thành, tháng 1/2026" in office.last(KT)["text"]
        await office.says(KT, "/viec I-3")
        card = office.last(KT)["text"]
        assert "Chưa báo cáo 2 kỳ: 2, 3/2026, lâu nhất quá hạn 38 ngày" in card
        assert "Trạng thái tháng 4/2026: Chưa bắt đầu" in card
        await office.presses(KT, "Chi tiết")
        assert "Hoàn thành, tháng 1/2026 – “tháng 1 xong”" in office.last(KT)["text"]


async def test_the_quarter_of_an_ongoing_task_is_reported_on_by_a_word_of_how_it_goes(
    open_commune: Any,
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await office.links(LEADER, Role.OFFICIAL, unit="kinh-te")
        await days(office, "7/4")
        assert owed(office, LEADER) == ["Chưa báo cáo kỳ: Quý I/2026, quá hạn 7 ngày"]
        await office.says(LEADER, "I-4 quý I đang làm 60%")
        assert "Đang làm 60%, Quý I/2026" in office.last(LEADER)["text"]
        await office.says(LEADER, "/viec I-4")
        assert "Chưa báo cáo" not in office.last(LEADER)["text"]


async def test_in_the_first_half_of_a_month_the_bot_asks_which_one_is_meant(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(KT, "1 đang làm 40%")
        assert office.labels(KT) == ["Tháng 1/2026", "Tháng 2/2026"]
        assert kept(office) == [("note", None)]
        await office.presses(KT, "Tháng 1/2026")
        assert kept(office)[1:] == [("in_progress", JAN)]
        assert "Đang làm 40%, tháng 1/2026" in office.last(KT)["text"]
        await office.says(KT, "/viec I-3")
        await office.presses(KT, "Hoàn thành")
        assert "Nội dung này của kỳ nào ạ?" in office.last(KT)["text"]
        await office.says(KT, "tháng 1")
        assert kept(office)[2:] == [("done", JAN)]
        await office.says(KT, "I-3 đang làm 10%")
        assert kept(office)[3:] == [("in_progress", None)]


async def test_in_the_second_half_a_report_without_a_name_is_of_the_present_month(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2", "23/2")
        await office.says(KT, "I-3 xong")
        assert kept(office) == [("done", None)]
        assert "Hoàn thành, tháng 2/2026" in office.last(KT)["text"]


async def test_a_month_of_another_task_or_of_a_promise_is_no_name(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "23/2")
        for words in ("I-3 đang làm, xong trước tháng 3", "I-3 đang chờ số liệu tháng 1, đang làm 20%"):
            await office.says(KT, words)
        assert [period for _, period in kept(office)] == [None, None]


async def test_more_time_for_a_month_that_is_over_is_asked_and_granted_for_that_month(
    open_commune: Any,
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(KT, "I-3 tháng 1 xin gia hạn đến 20/2 để tổng hợp số liệu")
        assert "(I-3), tháng 1/2026" in office.last(SECRETARY)["text"]
        assert "Hạn hiện tại 31/1/2026" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Đồng ý gia hạn")
        await office.presses(SECRETARY, "Đồng ý, chưa có số văn bản")
        assert kept(office) == [("extension", JAN), ("grant", JAN)]
        await office.says(KT, "/viec I-3")
        assert "Chưa báo cáo kỳ: tháng 1/2026\n" in office.last(KT)["text"]


async def test_a_result_is_confirmed_or_returned_for_its_own_month(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00", "approval: secretary") as office:
        await days(office, "5/1")
        await office.says(KT, "I-3 xong")
        await days(office, "2/2")
        assert owed(office, KT) == []
        await office.says(SECRETARY, "/tralai I-3 thiếu phụ lục")
        await office.says(KT, "/viec I-3")
        assert "Chưa báo hoàn thành kỳ: tháng 1/2026, quá hạn 2 ngày" in office.last(KT)["text"]
        await office.says(KT, "I-3 tháng 1 xong")
        await office.says(SECRETARY, "/duyet I-3")
        assert kept(office)[-1] == ("approve", JAN)
        await office.says(KT, "/viec I-3")
        assert "Chưa báo " not in office.last(KT)["text"]


async def test_a_late_report_taken_back_is_owed_again(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(KT, "I-3 tháng 1 xong")
        await office.presses(KT, "Hoàn tác")
        await office.says(KT, "/viec I-3")
        assert "Chưa báo cáo kỳ: tháng 1/2026" in office.last(KT)["text"]


async def test_a_secretary_reports_on_behalf_of_the_unit_for_a_month_that_is_over(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(SECRETARY, "I-3 tháng 1 xong")
        assert kept(office) == [("done", JAN)]


# ---- waived ----


async def test_a_secretary_waives_months_and_the_unit_is_told(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(SECRETARY, "/mien I-3 tháng 1, 2 chưa phát sinh hồ sơ")
        assert "Miễn báo cáo, tháng 1/2026" in office.last(SECRETARY)["text"]
        assert "Được miễn báo cáo kỳ: 1, 2/2026" in office.last(KT)["text"]
        assert "“chưa phát sinh hồ sơ”" in office.last(KT)["text"]
        await office.says(SECRETARY, "/viec I-3")
        assert "Chưa báo cáo kỳ: tháng 3/2026" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Miễn báo cáo kỳ còn nợ")
        await office.presses(SECRETARY, "Tháng 3/2026")
        await office.says(KT, "/viec I-3")
        assert "Chưa báo cáo" not in office.last(KT)["text"]
        await office.says(SECRETARY, "hoàn tác")
        assert "đã rút lại quyết định" in office.last(KT)["text"]
        await office.says(KT, "/viec I-3")
        assert "Chưa báo cáo kỳ: tháng 3/2026" in office.last(KT)["text"]


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("I-3 miễn tháng 1", [JAN]),
        ("miễn I-3 tháng 2", [FEB]),
        ("miễn báo cáo I-3 quý I", [JAN, FEB, MAR]),
        ("I-3 miễn kỳ này", [APR]),
    ],
)
async def test_a_secretary_waives_in_words(open_commune: Any, words: str, periods: list[date]) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(SECRETARY, words)
        assert kept(office) == [("waive", period) for period in periods]


async def test_who_is_no_secretary_waives_nothing(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, *SILENT)
        await office.says(KT, "/mien I-3 tháng 1")
        await office.says(KT, "/viec I-3")
        assert "Miễn báo cáo kỳ còn nợ" not in office.labels(KT)
        assert kept(office) == []


async def test_a_waived_month_that_still_runs_is_spoken_of_no_more(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1")
        await office.says(SECRETARY, "/mien I-3 kỳ này chưa phát sinh")
        await days(office, "30/1", "2/2")
        assert sentences(office, KT, "(I-3)")[1:] == []


def mornings(office: Office) -> list[str]:
    return [text for text in office.texts(SECRETARY) if text.startswith("Việc chờ thư ký")]


async def test_missed_months_have_a_section_of_their_own_in_the_secretarys_morning(
    open_commune: Any,
) -> None:
    async with open_commune("2026-01-02 08:00", "recurring_from: 2026-01-01") as office:
        await office.at("2026-02-02 07:30")
        text = mornings(office)[-1]
        assert (
            "Kỳ chưa báo cáo (1 việc)\n"
            "– Báo cáo cải cách hành chính (I-3), Văn phòng: 1 kỳ chưa báo cáo: tháng 1/2026" in text
        )
        assert "Vừa quá hạn" not in text
        told = len(mornings(office))
        await office.at("2026-02-03 07:30")  # nothing new
        assert len(mornings(office)) == told
        await office.at("2026-03-02 07:30")
        assert "(I-3), Văn phòng: 2 kỳ chưa báo cáo: 1, 2/2026" in mornings(office)[-1]
        await office.presses(SECRETARY, "Tất cả kỳ chưa báo cáo")
        assert "(I-3)" in office.last(SECRETARY)["text"]
        await office.says(KT, "/capnhat I-3 tháng 1, 2 xong")
        told = len(mornings(office))
        await office.at("2026-03-03 07:30")
        assert len(mornings(office)) == told


@pytest.mark.parametrize("answer", ["button", "words", "reply"])
@pytest.mark.parametrize("opening", ["I-3 bù tháng 3", "bù tháng 3"])
async def test_a_period_named_alone_is_asked_how_it_stands_and_the_answer_is_of_it(
    open_commune: Any, opening: str, answer: str
) -> None:
    async with open_commune("2026-01-04 08:00", "recurring_from: 2026-01-01") as office:
        await office.at("2026-04-06 08:00")
        if opening.startswith("bù"):
            await office.says(KT, "/viec I-3")
        await office.says(KT, opening)
        asked = office.last(KT)
        assert "tháng 3/2026" in asked["text"] and "trạng thái" in asked["text"]
        assert "Hoàn thành" in office.labels(KT)
        if answer == "button":
            await office.presses(KT, "Hoàn thành")
        else:
            await office.says(KT, "xong", to=asked["message_id"] if answer == "reply" else None)
        assert kept(office)[-1] == ("done", MAR)
        assert "tháng 3/2026" in office.last(KT)["text"]


# ---- a question about the period that nobody answers ----


@pytest.mark.parametrize("words", ["1 đang làm 40%", "1 xin gia hạn", "1 xong"])
async def test_words_whose_period_is_asked_are_in_the_log_before_anybody_answers(
    open_commune: Any, words: str
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(KT, words)
        assert "của kỳ nào ạ?" in office.last(KT)["text"]
        (note,) = log(office)
        assert (note.kind, note.note) == (ReportKind.NOTE, words.partition(" ")[2])


async def test_an_answered_period_leaves_one_report_and_one_receipt(open_commune: Any) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        await office.says(KT, "1 đang làm 40%")
        before = len(office.of_bot(SECRETARY))
        await office.presses(KT, "Tháng 1/2026")
        assert [r.kind for r in log(office) if r.answers] == [ReportKind.PROGRESS]
        assert len(office.of_bot(SECRETARY)) == before
        assert office.last(KT)["text"].count("Đang làm 40%") == 1


async def test_a_file_whose_period_is_asked_stands_beside_the_words_and_then_beside_the_report(
    open_commune: Any,
) -> None:
    async with open_commune("2026-01-04 08:00") as office:
        await days(office, "5/1", "2/2")
        office.api.send_file(
            KT, KT, Upload("bao-cao.pdf", b"%PDF-1.4 x", "application/pdf"), caption="I-3 xong"
        )
        await office.robot.step()
        (note,) = log(office)
        with office.store.transaction(read_only=True) as tx:
            assert [piece.report_id for piece in tx.evidence.of([note.task])] == [note.id]
        await office.presses(KT, "Tháng 1/2026")
        done = log(office)[-1]
        with office.store.transaction(read_only=True) as tx:
            assert [piece.report_id for piece in tx.evidence.of([note.task])] == [done.id]
        assert (done.state, done.period) == (State.DONE, JAN)
