"""A whole agenda put off to the next working day, by button or in words: what may wait, no more."""

from typing import Any

from flow_office import GROUP, KT, LEADER, PCCC, STRANGER, Office, Opened

from bot.model.people import Role

OVERDUE = "III.2.5-6"
AGENDA = "Việc cần báo cáo"


def agenda(office: Office) -> dict[str, Any]:
    return [m for m in office.of_bot(KT) if AGENDA in m["text"]][-1]


def labels(message: dict[str, Any]) -> list[str]:
    return [b["text"] for row in message["reply_markup"]["inline_keyboard"] for b in row]


async def test_one_press_puts_off_what_may_wait(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        first = agenda(office)
        assert labels(first)[-1] == "Nhắc lại 19 việc chưa đến hạn vào ngày mai"  # not the one overdue
        await office.presses(KT, "Nhắc lại", on=first["message_id"])
        assert "vào 2/12/2025, không muộn hơn ngày hạn của từng việc" in office.last(KT)["text"]
        assert "không hoãn nhắc (đã đến hạn, quá hạn hoặc đã xong)" in office.last(KT)["text"]
        assert OVERDUE not in office.last(KT)["text"]
        await office.at("2025-12-02 07:30")
        again = agenda(office)
        assert again["message_id"] != first["message_id"]
        assert f"({OVERDUE})" not in again["text"]  # its next reminder is not due, and it can't be put off
        assert office.reports() == []


async def test_before_a_weekend_the_button_names_the_next_working_day(open_office: Opened) -> None:
    async with open_office("2025-12-05 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        assert labels(agenda(office))[-1].endswith("việc chưa đến hạn vào thứ Hai 8/12/2025")
        await office.presses(KT, "Nhắc lại", on=agenda(office)["message_id"])
        before = agenda(office)["message_id"]
        await office.at("2025-12-08 07:30")
        assert agenda(office)["message_id"] != before


async def test_on_the_last_day_nothing_is_offered(open_office: Opened) -> None:
    async with open_office("2025-12-31 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="cong-an-tp")
        await office.at("2025-12-31 07:30")
        assert not any(label.startswith("Nhắc lại") for label in labels(agenda(office)))


async def test_the_same_in_words_to_the_agenda(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "mai nhắc lại giúp em", to=agenda(office)["message_id"])
        assert "việc vào 2/12/2025" in office.last(KT)["text"]
        await office.says(KT, "tất cả nhắc lại sau 3 ngày")
        assert "việc vào 4/12/2025" in office.last(KT)["text"]
        assert office.reports() == []


async def test_in_english_words_too(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "remind me again tomorrow, all")
        assert "việc vào 2/12/2025" in office.last(KT)["text"]
        await office.says(KT, "remind me again tomorrow", to=agenda(office)["message_id"])
        assert "việc vào 2/12/2025" in office.last(KT)["text"]


async def test_pressed_on_a_later_day_it_means_the_day_after_that(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        first = agenda(office)["message_id"]
        await office.at("2025-12-04 10:00")
        await office.presses(KT, "Nhắc lại", on=first)
        assert "việc vào 5/12/2025" in office.last(KT)["text"]


async def test_a_task_done_since_is_not_put_off(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        first = agenda(office)["message_id"]
        await office.says(KT, "/capnhat III.3.1-1 đã xong")
        await office.presses(KT, "Nhắc lại", on=first)
        assert "III.3.1-1," not in office.last(KT)["text"]


async def test_in_a_units_group_only_its_own_officials_may_press_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="so-xay-dung")
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, unit="ubnd-tp"))
        await office.robot.step()
        told = next(m["message_id"] for m in office.of_bot(GROUP) if AGENDA in m["text"])
        said = len(office.texts(GROUP))
        for user in (STRANGER, LEADER):
            await office.presses(user, "Nhắc lại", on=told, chat=GROUP)
        assert len(office.texts(GROUP)) == said
        await office.presses(KT, "Nhắc lại", on=told, chat=GROUP)
        assert "vào 2/12/2025" in office.last(GROUP)["text"]
