"""The moment of saying counts, not that of hearing: after an outage what was said in time is in time."""

from datetime import date, timedelta

from flow_office import KT, PLAN, SECRETARY, STRANGER, ZONE, Office, Opened
from flow_rules import CODE, OTHER, rule, where

from bot.model.people import Role
from bot.model.progress import Report


async def said_before_midnight(office: Office, *texts: str) -> None:
    """An official's words of the last afternoon of the year, heard the morning after."""
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    for text in texts:
        office.api.say(KT, KT, text)
    await office.at("2026-01-01 09:00")


def log(office: Office) -> list[Report]:
    with office.store.transaction(read_only=True) as tx:
        return tx.reports.of()


def days(office: Office) -> list[date]:
    return [report.at.astimezone(ZONE).date() for report in log(office)]


async def test_done_on_the_due_day_and_heard_after_it_is_on_time(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await said_before_midnight(office, f"{CODE} xong")
        assert where(office)["state"] == "done"
        assert where(office)["late"] is False
        assert days(office) == [date(2025, 12, 31)]


async def test_done_on_the_day_after_is_late(open_office: Opened) -> None:
    async with open_office("2026-01-01 16:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"{CODE} xong")
        assert where(office)["late"] is True


async def test_tomorrow_is_the_day_after_it_was_said(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await said_before_midnight(office, f"{CODE} xin lùi đến ngày mai vì chờ chữ ký")
        assert [report.asked_until for report in log(office)] == [date(2026, 1, 1)]


async def test_a_result_that_waits_is_judged_by_the_day_it_was_said(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        rule(office, approval=True)
        await office.links(SECRETARY, Role.SECRETARY)
        await said_before_midnight(office, f"{CODE} xong")
        await office.presses(SECRETARY, "Xác nhận")
        assert (where(office)["state"], where(office)["late"]) == ("done", False)


async def test_a_period_that_has_ended_gets_what_was_said_in_it(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await said_before_midnight(office, "III.1-1 xong")
        assert where(office, "III.1-1")["state"] == "not_started"  # the period of 1/1/2026
        assert days(office) == [date(2025, 12, 31)]


async def test_a_day_to_be_reminded_counts_from_the_saying(open_office: Opened) -> None:
    async with open_office("2025-12-20 16:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        office.api.say(KT, KT, f"{CODE} nhắc lại sau 5 ngày")
        await office.at("2025-12-21 09:00")
        with office.store.transaction(read_only=True) as tx:
            assert [one.until for one in tx.snoozes.all()] == [date(2025, 12, 25)]


async def test_a_figure_of_today_is_of_the_day_it_was_told(open_office: Opened) -> None:
    async with open_office("2026-07-03 16:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        office.api.say(SECRETARY, SECRETARY, "/chitieu 2 38.500")
        await office.at("2026-07-04 09:00")
        with office.store.transaction(read_only=True) as tx:
            (value,) = tx.target_values.of(PLAN)
        assert value.on == value.at.astimezone(ZONE).date() == date(2026, 7, 3)


async def test_an_undo_in_time_and_heard_late_takes_back(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await said_before_midnight(office, f"{CODE} xong", "hoàn tác")
        assert where(office)["state"] == "not_started"


async def test_an_undo_too_late_stays_so_however_it_is_heard(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        office.api.say(KT, KT, f"{CODE} xong")
        office.clock.move_to(office.clock.now() + timedelta(minutes=20))
        office.api.say(KT, KT, "hoàn tác")
        await office.at("2026-01-01 09:00")
        assert where(office)["state"] == "done"


async def test_a_press_counts_when_it_is_heard(open_office: Opened) -> None:
    async with open_office("2025-12-31 23:59") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/viec {CODE}")
        office.api.press(KT, KT, office.last(KT)["message_id"], "Hoàn thành")
        await office.at("2026-01-01 00:01")
        assert days(office) == [date(2026, 1, 1)]


async def test_a_clock_of_telegrams_that_runs_ahead_dates_nothing_in_the_future(open_office: Opened) -> None:
    async with open_office("2025-12-31 16:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        ahead = office.clock.now() + timedelta(days=1)
        office.api.chats._now = lambda: ahead
        await office.says(KT, f"{CODE} xong")
        assert days(office) == [date(2025, 12, 31)]


async def test_a_number_counts_in_the_list_that_was_there_when_it_was_said(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec")
        office.api.say(KT, KT, "/tim báo cáo")
        office.api.say(KT, KT, "1 xong")  # of the list before: the found one had not come yet
        await office.robot.step()
        assert [code for code, *_ in office.reports()] == ["III.2.1-9"]


async def test_an_edit_counts_on_the_page_that_was_open(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec")
        page = office.last(KT)["message_id"]
        said = office.api.say(KT, KT, "8 xong")
        await office.robot.step()
        office.clock.move_to(office.clock.now() + timedelta(minutes=5))
        await office.presses(KT, "Trang sau", on=page)
        office.api.edit(KT, KT, said, "9 xong")
        await office.says(KT, "11 đang làm 20%")
        codes = [code for code, *_ in office.reports()]
        assert codes[:3] == [CODE, CODE, OTHER]  # kept, taken back, mended
        assert codes[3] not in codes[:3]


async def test_an_invitation_followed_in_time_opens_though_heard_late(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        code = office.code(Role.OFFICIAL, unit="ubnd-tp")
        office.clock.move_to(office.clock.now() + timedelta(days=6, hours=23))
        office.api.press_start(STRANGER, code)
        await office.at("2025-12-08 20:00")
        assert "Đã liên kết" in office.texts(STRANGER)[0]
