"""Figures stay as published, over HTTP: digests compared as sent, past days counted with their own plan."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flow_office import GROUP, KT, LEADER, SECRETARY, ZONE, Office, Opened
from test_flow_digest import file_of

from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.model.deadline import TaskRef
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.progress import NewReport, ReportKind, State
from bot.planfile.catalog import load
from bot.store.store import Transaction

UNITS = """\
units:
  - {id: ubnd, name: Ủy ban nhân dân xã, short: UBND xã}
  - {id: kinh-te, name: Phòng Kinh tế, short: Phòng Kinh tế}
"""
HEAD = """\
plan: xa
number: 15/KH-UBND
title: Kế hoạch cải cách hành chính năm 2026
issuer: Ủy ban nhân dân xã
issued: 25/12/2025
owner: kinh-te
approval: secretary
sections: {I: Chung, II: Kinh tế, III: Xã hội}
tasks:
"""
TASKS = {
    "I-1": "deadline: 20/1/2026",
    "I-2": "deadline: 30/6/2026",
    "II-1": "after: hướng dẫn của thành phố",
    "II-2": "deadline: 28/2/2026",
    "II-3": "after: hướng dẫn của thành phố",
    "III-1": "deadline: 12/2/2026",
    "III-2": "",
}
DATED = {"II-1": "deadline: 31/3/2026", "II-3": "deadline: 30/4/2026"}
CELL = re.compile(r"^• (?:Đã hoàn|Hoàn|Đang).*?: (\d+)(?: \((.\d+)\))?$", re.MULTILINE)


class Plans:
    """The plan files of an office, followed as the running bot does."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.folder = office, folder / "commune"
        self.folder.mkdir()
        (self.folder / "units.yaml").write_text(UNITS, encoding="utf-8")
        self.write()
        self.watcher = Watcher(
            self.folder,
            load([self.folder]).catalog,
            office.store,
            office.clock,
            lambda: office.robot.world,
            self.adopt,
            lambda: None,
        )
        self.adopt(self.watcher.catalog)

    def adopt(self, catalog: Catalog) -> None:
        self.office.robot.adopt(world_of(self.office.robot.settings, catalog))

    def write(self, changed: dict[str, str] | None = None) -> None:
        lines = []
        for code, when in (TASKS | (changed or {})).items():
            section, _, item = code.partition("-")
            more = f", {when}" if when else ""
            lines.append(
                f"  - {{title: Nhiệm vụ {code}{more}, source: {{section: {section}, item: {item}}}}}\n"
            )
        (self.folder / "xa.yaml").write_text(HEAD + "".join(lines), encoding="utf-8")

    async def become(self, changed: dict[str, str]) -> None:
        self.write(changed)
        await self.watcher.look()

    async def assigned(self, text: str) -> None:
        (self.folder / "qd.assign.yaml").write_text(text, encoding="utf-8")
        await self.watcher.look()


async def begin(office: Office, folder: Path) -> Plans:
    """An official, a secretary, a leader and the group of the commune's plan."""
    plans = Plans(office, folder)
    await plans.watcher.look()
    await office.links(KT, Role.OFFICIAL, unit="kinh-te")
    for user, role in ((SECRETARY, Role.SECRETARY), (LEADER, Role.LEADER)):
        office.api.press_start(user, office.code(role, plan="xa"))
    office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan="xa"))
    await office.robot.step()
    return plans


async def finishes(office: Office, code: str) -> None:
    await office.says(KT, f"/capnhat {code} đã xong")
    await office.says(SECRETARY, f"/duyet {code}")


async def digest(office: Office, when: str) -> str:
    """What the group was told at that moment."""
    told = len(office.of_bot(GROUP))
    await office.at(when)
    (text,) = [m["text"] for m in office.of_bot(GROUP)[told:]]
    return str(text)


async def asked(office: Office, words: str, chat: int = LEADER) -> str:
    await office.says(LEADER, words, chat=None if chat == LEADER else chat)
    return str(office.last(chat)["text"])


def cells(text: str) -> list[int]:
    return [int(count) for count, _ in CELL.findall(text)]


def changes(text: str) -> list[int]:
    return [int(by.replace("−", "-") or 0) for _, by in CELL.findall(text)]


async def test_what_was_finished_in_a_week_without_a_digest_is_told_by_the_next(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-02 07:00") as office:
        await begin(office, tmp_path)
        await office.at("2026-02-02 07:30")
        before = await digest(office, "2026-02-09 07:30")
        assert "không thay đổi so với bản tin 2/2/2026" in before
        await finishes(office, "III-1")
        told = len(office.of_bot(GROUP))
        await office.at("2026-02-16 07:30")
        assert len(office.of_bot(GROUP)) == told  # Tết
        text = await digest(office, "2026-02-23 07:30")
        assert "đã hoàn thành 1/4 nhiệm vụ (từ bản tin 9/2/2026 thêm 1)" in text
        assert "trong ngoặc là tăng, giảm so với bản tin 9/2/2026" in text
        assert "Hoàn thành từ bản tin 9/2/2026: 1 nhiệm vụ\n– III-1 Nhiệm vụ III-1 (Phòng Kinh tế)" in text
        assert changes(text) == [now - then for now, then in zip(cells(text), cells(before), strict=True)]
        await office.presses(LEADER, "Theo số liệu", chat=GROUP)
        assert "Hoàn thành từ bản tin trước: 1" in office.last(GROUP)["text"]


async def test_tasks_that_a_new_version_of_the_plan_brings_are_named_beside_the_difference(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-23 07:00") as office:
        plans = await begin(office, tmp_path)
        before = cells(await digest(office, "2026-02-23 07:30"))
        await office.at("2026-02-27 09:00")
        await plans.become(DATED | {"I-2": "deadline: 31/5/2026", "I-3": "deadline: 30/9/2026"})
        text = await digest(office, "2026-03-02 07:30")
        assert changes(text) == [now - then for now, then in zip(cells(text), before, strict=True)]
        assert "so với bản tin 23/2/2026" in text
        assert (
            "Thay đổi về nhiệm vụ: kế hoạch bổ sung 1 nhiệm vụ (I-3); "
            "2 nhiệm vụ có thời hạn, đưa vào theo dõi (II-1, II-3); 1 nhiệm vụ đổi thời hạn (I-2)"
        ) in text
        await plans.become(DATED | {"I-2": "deadline: 31/5/2026"})
        assert "kế hoạch bớt 1 nhiệm vụ (I-3)" in await digest(office, "2026-03-09 07:30")


async def test_a_past_day_is_counted_with_the_plan_of_that_day(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-05 07:00") as office:
        plans = await begin(office, tmp_path)
        await office.at("2026-01-19 09:00")
        await finishes(office, "I-1")
        await office.at("2026-01-26 07:30")
        published = await digest(office, "2026-02-02 07:30")
        await office.at("2026-02-27 09:00")
        await plans.become(DATED)
        await office.at("2026-03-17 09:00")
        past = await asked(office, "/tiendo 1/2/2026")
        verdict = r"15/KH-UBND: đã hoàn thành (1/4) nhiệm vụ"
        assert re.findall(verdict, past) == re.findall(verdict, published) == ["1/4"]
        assert cells(past) == cells(published)
        assert past.splitlines()[1] == "Số liệu đến 1/2/2026; không thay đổi so với bản tin 26/1/2026"
        assert "Tính theo" not in past and "Đã tính thêm" not in past
        await office.says(LEADER, "/baocao word 1/2/2026")
        written = Document(BytesIO(file_of(office, LEADER)[1]))
        assert "Trong 4 nhiệm vụ có thời hạn, đã hoàn thành 1 nhiệm vụ" in "\n".join(
            each.text for each in written.paragraphs
        )


async def test_of_a_day_before_the_first_version_kept_it_is_said_which_was_counted(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-05 07:00") as office:
        await begin(office, tmp_path)
        told = await asked(office, "/tiendo 30/12/2025")
        assert "Tính theo kế hoạch có hiệu lực trên bot từ 5/1/2026, bản sớm nhất còn lưu." in told


async def test_what_came_late_is_counted_in_a_past_day_and_said(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-02 07:00") as office:
        plans = await begin(office, tmp_path)
        await office.at("2026-03-17 09:00")
        late = NewReport(
            key="late",
            task=TaskRef("xa", "I-1"),
            kind=ReportKind.PROGRESS,
            at=datetime(2026, 2, 4, 9, tzinfo=ZONE),
            user_id=0,
            user_name="Nhập từ tệp",
            unit=None,
            state=State.DONE,
            kept_at=office.clock.now(),
        )
        await office.store.write(lambda tx: tx.reports.add(late))
        await plans.assigned(
            "assigns: xa\nnumber: 9/QĐ-UBND\nissued: 3/2/2026\ntasks: [{code: I-2, deadline: 31/3/2026}]\n"
        )
        told = await asked(office, "/tiendo 5/2/2026")
        assert "Đã tính thêm 1 báo cáo nhận sau ngày này." in told
        assert "Chưa tính văn bản cập nhật sau ngày này: 9/QĐ-UBND." in told
        assert "đã hoàn thành 1/4" in told
        assert "Đã tính thêm" not in await asked(office, "/tiendo 3/2/2026")
        await office.says(LEADER, "/baocao html 5/2/2026")
        page = file_of(office, LEADER)[1].decode()
        assert "Số liệu đến 5/2/2026. Đã tính thêm 1 báo cáo nhận sau ngày này." in page


async def test_digest_card_list_and_word_tell_the_same_days_of_a_result_that_waits(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-03-02 07:00") as office:
        await begin(office, tmp_path)
        await office.at("2026-03-06 09:00")
        await office.says(KT, "/capnhat II-2 đã xong")
        text = await digest(office, "2026-03-16 07:30")
        assert "– II-2 Nhiệm vụ II-2 (quá 6 ngày; đã báo hoàn thành 6/3/2026, chờ xác nhận)" in text
        await office.at("2026-03-17 09:00")
        assert "hạn 28/2/2026, quá hạn 6 ngày, đã báo hoàn thành 6/3/2026" in await asked(
            office, "/tiendo quá hạn"
        )
        assert "28/2/2026, quá hạn 6 ngày" in await asked(office, "/tiendo II-2")
        await office.says(LEADER, "/baocao word")
        report = Document(BytesIO(file_of(office, LEADER)[1]))
        assert "VI. Nhiệm vụ đã hoàn thành từ bản tin ngày 16/3/2026" in [p.text for p in report.paragraphs]
        tables = report.tables
        rows = [[cell.text for cell in row.cells] for row in tables[2].rows]
        told = ["II-2", "6", "Đã báo hoàn thành 6/3/2026, chờ xác nhận"]
        assert told in [[row[0], *row[-2:]] for row in rows]


async def test_the_verdict_and_the_list_of_the_finished_count_alike(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-02 07:00") as office:
        await begin(office, tmp_path)
        await office.at("2026-02-02 07:30")
        for code in ("I-1", "I-2", "III-2"):
            await finishes(office, code)
        text = await digest(office, "2026-02-09 07:30")
        assert "đã hoàn thành 2/4 nhiệm vụ (tuần qua thêm 2)" in text
        assert (
            "Hoàn thành trong tuần qua: 3 nhiệm vụ, trong đó 1 không có thời hạn, ngoài bốn số liệu trên"
            in text
        )


async def test_a_groups_first_digest_tells_no_difference(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-02-01 09:00") as office:
        await begin(office, tmp_path)
        await finishes(office, "I-1")
        text = await digest(office, "2026-02-02 07:30")
        assert text.splitlines()[1] == "Số liệu đến 2/2/2026"
        assert "Hoàn thành trong tuần qua: 1 nhiệm vụ" in text


async def test_a_digest_that_never_arrived_is_not_what_the_next_is_compared_with(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-02 07:00") as office:
        await begin(office, tmp_path)
        first = cells(await digest(office, "2026-02-02 07:30"))
        await finishes(office, "I-1")

        def lost(tx: Transaction) -> None:
            (row,) = [row for row in tx.outbox.ledger() if row.key.startswith("digest:")][:1]
            tx.outbox.unreachable(row.id, "kicked", office.clock.now())

        await office.at("2026-02-09 07:30")
        await office.store.write(lost)
        text = await digest(office, "2026-02-23 07:30")
        assert "so với bản tin 2/2/2026" in text
        assert changes(text) == [now - then for now, then in zip(cells(text), first, strict=True)]


async def test_a_digest_of_before_figures_were_kept_is_recounted_with_the_plan_of_its_day(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-02-23 07:00") as office:
        plans = await begin(office, tmp_path)
        await office.at("2026-02-23 07:30")

        def as_before(tx: Transaction) -> None:
            (row,) = [row for row in tx.outbox.ledger() if row.key.startswith("digest:")][:1]
            tx.outbox.requeue([row.id], office.clock.now())
            bare = replace(row.subject, figures=None)  # type: ignore[call-arg]
            tx.outbox.retry(row.id, office.clock.now(), "again")
            tx.outbox.claim(row.id, office.clock.now(), bare)
            tx.outbox.sent(row.id, row.message_id, office.clock.now())

        await office.store.write(as_before)
        await office.at("2026-02-27 09:00")
        await plans.become(DATED)
        text = await digest(office, "2026-03-02 07:30")
        assert "so với 23/2/2026" in text and "bản tin" not in text
        assert "2 nhiệm vụ có thời hạn, đưa vào theo dõi (II-1, II-3)" in text
        assert sum(changes(text)) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/tiendo", "(từ bản tin 2/2/2026 thêm 1)"),
        ("/tiendo xong tuần này", "Hoàn thành từ bản tin trước: 1 nhiệm vụ (từ 2/2/2026 đến 4/2/2026)"),
    ],
)
async def test_what_is_asked_for_later_in_the_week_is_told_since_the_last_digest(
    open_office: Opened, tmp_path: Path, words: str, told: str
) -> None:
    async with open_office("2026-02-02 07:00") as office:
        await begin(office, tmp_path)
        await office.at("2026-02-02 07:30")
        await office.at("2026-02-04 09:00")
        await finishes(office, "I-1")
        assert told in await asked(office, words)
