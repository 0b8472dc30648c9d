"""The secretary's morning: one message on a working day when something waits, and none when nothing does."""

import re
from dataclasses import replace
from pathlib import Path

from flow_commune import DUE, HEAD, PLAN, Commune, task
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, Office, Opened

from bot.model.people import Role
from bot.model.progress import NewReport, ReportKind, Share

MORNING = "Việc chờ thư ký"
APPROVED = HEAD + "approval: secretary\n"
LATER = task(2, "Phương án phòng cháy rừng", "30/6/2026", "cong-an", section="II")


def mornings(office: Office, chat: int = SECRETARY) -> list[str]:
    return [text for text in office.texts(chat) if text.startswith(MORNING)]


async def commune(office: Office, folder: Path, *, ready: bool = True, tasks: str = DUE) -> Commune:
    """A plan with approval; `ready`: with a group and an official of each unit."""
    here = Commune(office, folder)
    await here.starts(tasks, head=APPROVED)
    await here.links(SECRETARY, Role.SECRETARY)
    await here.links(KT, Role.OFFICIAL, "van-phong")
    if ready:
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, plan=PLAN))
        await office.robot.step()
    return here


async def test_a_result_that_waits_is_named_every_working_morning_until_it_is_decided(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat I-1 xong")
        assert mornings(office) == []
        await here.days("2026-01-16")
        (text,) = mornings(office)
        assert "Chờ quyết định (1)" in text
        assert "Văn phòng: báo hoàn thành 15/1/2026, đã chờ 1 ngày" in text
        await here.days("2026-01-17", "2026-01-18")  # a weekend
        assert len(mornings(office)) == 1
        await here.days("2026-01-19")
        assert "đã chờ 4 ngày" in mornings(office)[1]
        await office.says(SECRETARY, "/duyet I-1")
        await here.days("2026-01-20", "2026-01-21")
        assert len(mornings(office)) == 2


async def test_its_button_opens_the_list_and_the_list_the_decision(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat I-1 xong")
        await here.days("2026-01-16")
        message = next(m for m in office.of_bot(SECRETARY) if m["text"].startswith(MORNING))["message_id"]
        await office.presses(SECRETARY, "Xem và quyết định (1)", on=message)
        await office.presses(SECRETARY, "I-1 Kế hoạch cải cách hành chính")
        assert "Kết quả chờ xác nhận" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Xác nhận")
        await here.days("2026-01-19")
        assert len(mornings(office)) == 1


async def test_a_secretary_no_more_opens_nothing_with_an_old_button(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat I-1 xong")
        await here.days("2026-01-16")
        message = next(m for m in office.of_bot(SECRETARY) if m["text"].startswith(MORNING))["message_id"]
        await office.says(SECRETARY, "/roi")
        await office.presses(SECRETARY, "Rời khỏi hệ thống")
        before = len(office.of_bot(SECRETARY))
        await office.presses(SECRETARY, "Xem và quyết định (1)", on=message)
        assert not any("Chờ quyết định" in m["text"] for m in office.of_bot(SECRETARY)[before:])


async def test_what_went_overdue_is_named_the_morning_after_and_not_again(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.days("2026-01-20")
        assert mornings(office) == []
        await here.days("2026-01-21")
        (text,) = mornings(office)
        assert (
            "Vừa quá hạn (1)\n– Kế hoạch cải cách hành chính (I-1), Văn phòng, hạn 20/1/2026; "
            "chưa có báo cáo nào" in text
        )
        await office.presses(SECRETARY, "I-1 Kế hoạch cải cách hành chính")
        assert "quá hạn 1 ngày" in office.last(SECRETARY)["text"]
        await here.days("2026-01-22", "2026-01-23")
        assert len(mornings(office)) == 1


async def test_a_question_unanswered_for_two_working_days_is_named(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-08 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        asked = NewReport(
            key="q",
            task=office.robot.world.catalog.plans[PLAN].tasks[0].ref,
            kind=ReportKind.QUESTION,
            at=office.clock.now(),
            user_id=KT,
            user_name="Trưởng phòng",
            unit="van-phong",
            note="báo cáo theo mẫu nào?",
            part=Share.OWNER,
        )
        with office.store.transaction() as tx:
            kept = tx.reports.add(asked)
        assert kept
        await here.days("2026-01-09")
        assert mornings(office) == []
        await here.days("2026-01-12")
        assert "Trưởng phòng, Văn phòng, hỏi ngày 8/1/2026: “báo cáo theo mẫu nào?”" in mornings(office)[0]
        with office.store.transaction() as tx:
            tx.reports.add(replace(asked, key="a", kind=ReportKind.ANSWER, decides=kept.id))
        await here.days("2026-01-13")
        assert len(mornings(office)) == 1


async def test_questions_are_answered_and_disputes_decided_from_the_morning(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-08 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await office.says(KT, "/capnhat I-1 hỏi thư ký: báo cáo theo mẫu nào?")
        await office.says(KT, "/capnhat I-1 việc này không phải của phòng em")
        await here.days("2026-01-12")
        assert "đề nghị xem lại đơn vị chủ trì ngày 8/1/2026" in mornings(office)[0]
        assert {"Trả lời I-1", "Giữ nguyên I-1", "Chuyển I-1 cho …"} <= set(office.labels(SECRETARY))
        morning = office.last(SECRETARY)["message_id"]
        await office.presses(SECRETARY, "Giữ nguyên I-1", on=morning)
        await office.presses(SECRETARY, "Trả lời I-1", on=morning)
        await office.says(SECRETARY, "Theo mẫu số 2")
        assert "Theo mẫu số 2" in office.last(KT)["text"]
        before = len(mornings(office))
        await here.days("2026-01-13")
        assert not any("I-1" in text for text in mornings(office)[before:])


async def test_what_stands_in_a_units_way_is_told_the_morning_after_and_answered_from_there(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-08 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.days("2026-01-08")
        await office.says(KT, "/capnhat I-1 vướng số liệu vì các đơn vị chưa gửi đủ")
        await here.days("2026-01-09")
        assert (
            "Đơn vị vừa báo vướng mắc (1)\n– Kế hoạch cải cách hành chính (I-1), Văn phòng, 8/1/2026: "
            "“vướng số liệu vì các đơn vị chưa gửi đủ”\n→ Bấm “Mở” để xem việc"
        ) in mornings(office)[0]
        message = office.last(SECRETARY)["message_id"]
        await office.presses(SECRETARY, "Mở I-1", on=message)
        assert "Trạng thái: Vướng mắc" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Gửi ý kiến I-1", on=message)
        await office.says(SECRETARY, "Văn phòng sẽ có công văn đôn đốc các đơn vị")
        assert "sẽ có công văn đôn đốc các đơn vị" in office.last(KT)["text"]
        await here.days("2026-01-12")
        assert len(mornings(office)) == 1


async def test_every_line_that_is_shown_has_its_button_and_every_button_its_line(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        tasks = [task(n, f"Việc số {n}", "20/1/2026", "van-phong") for n in range(1, 9)]
        here = await commune(office, tmp_path / "plans", tasks="".join(tasks))
        await here.days("2026-01-20", "2026-01-21")
        (text,) = mornings(office)
        told = re.findall(r"– Việc số \d \((I-\d)\)", text)
        assert told == [label.split()[0] for label in office.labels(SECRETARY) if label.startswith("I-")]
        assert len(told) == 5
        assert "… và 3 mục nữa\n→ Bấm việc để xem và đôn đốc, hoặc “Tất cả việc quá hạn”." in text


async def test_a_secretary_reads_of_her_own_plan_alone(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        second = APPROVED.replace("kh-15", "kh-20").replace("15/KH-UBND", "20/KH-UBND")
        other = task(1, "Việc của kế hoạch khác", "20/1/2026", "cong-an")
        here.write(other, head=second, file="kh-20.yaml")
        await here.starts()
        await here.links(STRANGER, Role.SECRETARY, plan="kh-20")
        await here.links(PCCC, Role.OFFICIAL, "cong-an")
        await office.says(PCCC, "/capnhat I-1 vướng kinh phí")
        await here.days("2026-01-20", "2026-01-21")
        theirs = mornings(office, STRANGER)
        assert theirs and all("Kế hoạch cải cách" not in text for text in theirs)
        assert all("kế hoạch khác" not in text and "20/KH" not in text for text in mornings(office))


async def test_of_a_unit_that_nobody_can_be_told_for_the_secretary_hears_what_is_overdue(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        office.api.block(KT)
        await office.robot.step()
        await here.days("2026-01-20", "2026-01-21", "2026-01-22")
        assert "chưa gửi được tin cho ai trong đơn vị, việc quá hạn: I-1" in mornings(office)[-1]


async def test_whom_a_plan_lacks_is_told_once_a_month_and_when_it_changes(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        here = await commune(office, tmp_path / "plans", ready=False, tasks=LATER)
        await here.days("2026-01-06")
        assert "15/KH-UBND: chưa có nhóm; chưa có đầu mối: Công an xã" in mornings(office)[0]
        await here.days("2026-01-07", "2026-01-08")
        assert len(mornings(office)) == 1
        await here.links(PCCC, Role.OFFICIAL, "cong-an")
        await here.days("2026-01-09")
        assert "15/KH-UBND: chưa có nhóm" in mornings(office)[1]
        assert "chưa có đầu mối" not in mornings(office)[1]
        await here.days("2026-01-12", "2026-01-19", "2026-01-30")
        assert len(mornings(office)) == 2
        await here.days("2026-02-02", "2026-02-03")
        assert len(mornings(office)) == 3


async def test_a_unit_without_anybody_is_invited_from_the_morning_that_stays_as_it_is(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-15 08:00") as office:
        here = await commune(office, tmp_path / "plans", tasks=DUE + LATER)
        await here.days("2026-01-16")
        label = next(each for each in office.labels(SECRETARY) if each.startswith("Mời người nhận việc: "))
        await office.presses(SECRETARY, label)
        assert "Mời làm gì?" in office.last(SECRETARY)["text"]
        assert len(mornings(office)) == 1


async def test_a_plan_without_a_secretary_is_told_to_those_of_the_others(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        second = HEAD.replace("kh-15", "kh-20").replace("15/KH-UBND", "20/KH-UBND")
        here.write(DUE, head=second, file="kh-20.yaml")
        await here.starts()
        await here.days("2026-01-06")
        assert "20/KH-UBND: chưa có thư ký\n" in mornings(office)[0]
        assert "15/KH-UBND" not in mornings(office)[0]


async def test_who_became_secretary_today_begins_tomorrow(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-21 09:00") as office:
        here = await commune(office, tmp_path / "plans", ready=False)
        await office.at("2026-01-21 10:00")
        assert mornings(office) == []
        await here.days("2026-01-22")
        assert len(mornings(office)) == 1


async def test_a_secretary_who_is_an_official_too_has_her_own_agenda_beside_it(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(SECRETARY, Role.OFFICIAL, "van-phong")
        await here.days("2026-01-20", "2026-01-21")
        assert len(mornings(office)) == 1
        assert sum(text.startswith("Việc cần báo cáo – 21/1/2026") for text in office.texts(SECRETARY)) == 1


async def test_nobody_else_has_a_morning(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = await commune(office, tmp_path / "plans")
        await here.links(STRANGER, Role.LEADER)
        await here.days("2026-01-20", "2026-01-21")
        assert mornings(office, STRANGER) == mornings(office, KT) == mornings(office, GROUP) == []
