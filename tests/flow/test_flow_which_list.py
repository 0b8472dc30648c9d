"""Of which list a number is: the one answered, the one behind what is answered, else one's last here."""

import pytest
from flow_office import GROUP, KT, LEADER, Office, Opened
from test_flow_groups import OTHER_TOPIC, TOPIC, agendas, links_unit_group

from bot.model.people import Role

FIRST, SECOND = "III.2.1-9", "III.1-1"  # the agenda's first two on 1/12/2025


async def official(office: Office) -> int:
    """The official is linked and has the day's agenda; its message."""
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    return int(agendas(office, KT)[-1]["message_id"])


def codes(office: Office) -> list[str]:
    return [code for code, *_ in office.reports()]


async def test_an_answer_to_a_receipt_counts_in_the_list_the_receipt_came_from(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        await office.says(KT, "1 đang làm 40%", to=agenda)
        receipt = office.last(KT)["message_id"]
        await office.says(KT, "/tim đất đai")
        await office.says(KT, "2 đang làm 50%", to=receipt)
        assert codes(office) == [FIRST, SECOND]


async def test_an_answer_to_a_card_counts_in_the_list_it_was_opened_from(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        await office.says(KT, "/tim đất đai")
        await office.presses(KT, "1", on=agenda)
        await office.says(KT, "2 đang làm 50%", to=office.last(KT)["message_id"])
        assert codes(office) == [SECOND]


async def test_without_an_answer_the_last_list_counts(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.says(KT, "/tim đất đai")
        await office.says(KT, "1 đang làm 50%")
        assert codes(office) == ["III.3.1-1"]


async def test_a_number_is_not_looked_up_in_another_topics_list(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office, topic=TOPIC)
        welcome = next(m for m in office.of_bot(GROUP) if "Đã liên kết" in m["text"])["message_id"]
        await links_unit_group(office, "cong-an-tp", OTHER_TOPIC)
        await office.at("2025-12-01 07:30")
        assert agendas(office, GROUP)[-1]["message_thread_id"] == OTHER_TOPIC
        await office.says(KT, "1 đang làm 30%", to=welcome, chat=GROUP)
        assert codes(office) == [FIRST]


async def test_a_number_is_not_looked_up_in_another_persons_list(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(LEADER, Role.LEADER)
        await links_unit_group(office)
        welcome = next(m for m in office.of_bot(GROUP) if "Đã liên kết" in m["text"])["message_id"]
        await office.says(LEADER, "/tim đất đai", chat=GROUP)
        assert "III.3.1-1" in office.last(GROUP)["text"]
        await office.says(KT, "1 đang làm 30%", to=welcome, chat=GROUP)
        assert codes(office) == [FIRST]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("vai trò kinh tế tư nhân", [SECOND]),
        ("2. Thống nhất nhận thức", [SECOND]),
        ("Hạn 30/9/2025", [FIRST]),
        ("chưa có báo cáo nào\n\n2. Thống nhất", []),
        ("III.5-4", ["III.5-4"]),  # behind the last number, among those named by their codes alone
        ("III.5-3, III.5-4", []),
        ("Còn 10 việc", []),
    ],
)
async def test_a_quoted_line_of_a_list_says_which_task(
    open_office: Opened, quote: str, expected: list[str]
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        office.api.say(KT, KT, "đang làm 30%", agenda, quote=quote)
        await office.robot.step()
        assert codes(office) == expected


async def test_a_quoted_line_is_put_off_alone(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        office.api.say(KT, KT, "mai nhắc lại", agenda, quote="2. Thống nhất nhận thức")
        await office.robot.step()
        with office.store.transaction(read_only=True) as tx:
            assert [one.task.code for one in tx.snoozes.all()] == [SECOND]


async def test_a_number_said_beside_a_quotation_wins(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        office.api.say(KT, KT, "1 đang làm 30%", agenda, quote="2. Thống nhất nhận thức")
        await office.robot.step()
        assert codes(office) == [FIRST]


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("1-30 xong", "11–30"),
        (", ".join(map(str, range(1, 36))) + " xong", "11–35"),
        ("1,2,…30 xong", "11–30"),
        ("1, 2, ..., 30 xong", "11–30"),
        ("1 đến 30 xong", "11–30"),
        ("việc 1 tới việc 12 xong", "11–12"),
        ("1~12 xong", "11–12"),
        ("1->12 xong", "11–12"),
        ("1 to 12 xong", "11–12"),
        ("xong 1-30", "11–30"),
        ("1-10, 77 xong", "77"),
    ],
)
async def test_numbers_beyond_the_list_get_one_answer(open_office: Opened, text: str, beyond: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        said = len(office.of_bot(KT))
        await office.says(KT, text, to=agenda)
        missing, receipt = office.texts(KT)[said:]
        assert f"không có việc số {beyond}, nên chưa ghi “xong”" in missing
        assert len(codes(office)) == receipt.count("Đã ghi") == 10


@pytest.mark.parametrize(
    ("text", "beyond"),
    [("0 xong", "0"), ("11-30 xong", "11–30"), ("1-31 xong", "1–31"), ("1-999 xong", "1–999")],
)
async def test_numbers_of_which_the_list_has_none_get_one_answer_and_no_report(
    open_office: Opened, text: str, beyond: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        said = len(office.of_bot(KT))
        await office.says(KT, text, to=agenda)
        (missing,) = office.texts(KT)[said:]
        assert f"không có việc số {beyond}, nên chưa ghi “xong”" in missing
        assert codes(office) == []


@pytest.mark.parametrize(
    "text",
    ["1-1000000 xong", "30-1 xong", "1.2 xong", "1.000 xong", "1-3, 40, abc xong", "tất cả 30 việc xong"],
)
async def test_what_may_be_no_numbers_of_the_list_is_asked_about_once(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        said = len(office.of_bot(KT))
        await office.says(KT, text, to=agenda)
        (question,) = office.texts(KT)[said:]
        assert "Nội dung này thuộc việc nào ạ?" in question
        assert codes(office) == []


@pytest.mark.parametrize(
    "text",
    [
        "1️⃣ xong, 2️⃣ đang làm 60%",
        "1️⃣xong 2️⃣đang làm 60%",
        "① xong\n② đang làm 60%",
        "– 1 xong\n– 2 đang làm 60%",
        "•\t1. xong\n•\t2. đang làm 60%",
        "\uf0b7 1: xong\v\uf0b7 2: đang làm 60%",
        "１ xong，２ đang làm 60%",
        "✔️ 1 xong\n✔️ 2 đang làm 60%",
        "1xong, 2đang làm 60%",
        "1xong 2đang làm 60%",
        "câu 1 xong, câu 2 đang làm 60%",
        "1.\txong\n2.\tđang làm 60%",
    ],
)
async def test_lists_are_read_as_phones_and_word_write_them(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        agenda = await official(office)
        await office.says(KT, text, to=agenda)
        assert [report[:3] for report in office.reports()] == [
            (FIRST, "done", None),
            (SECOND, "in_progress", 60),
        ]


@pytest.mark.parametrize("text", ["xong hết rồi ạ", "cả hai việc xong", "tất cả đã xong", "2 việc đều xong"])
async def test_what_is_said_of_all_concerns_all_of_the_list(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.says(KT, "/tim trực tuyến")
        await office.says(KT, text)
        assert [(code, state) for code, state, *_ in office.reports()] == [
            ("III.2.1-5", "done"),
            ("III.3.1-2", "done"),
        ]


@pytest.mark.parametrize("text", ["cả ba việc xong", "tất cả xong, trừ việc 2", "chưa xong hết", "mới xong"])
async def test_what_is_not_said_of_all_is_asked_about(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.says(KT, "/tim trực tuyến")
        await office.says(KT, text)
        assert office.reports() == []
        assert "việc nào" in office.last(KT)["text"]


async def test_said_of_all_in_answer_to_one_tasks_card_it_concerns_that_task(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.presses(KT, "2")
        await office.says(KT, "xong hết rồi")
        assert codes(office) == [SECOND]


async def test_a_bare_figure_behind_a_number_is_asked_about_as_a_percentage(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.says(KT, "2 50")
        assert office.labels(KT) == ["Đang làm 50%", "Hoàn thành", "Chỉ ghi chú"]
        await office.presses(KT, "Đang làm 50%")
        assert office.reports()[-1] == (SECOND, "in_progress", 50, "50")


@pytest.mark.parametrize("text", ["5k xong", "2 30/6"])
async def test_amounts_and_days_are_no_numbers_of_a_list(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await office.says(KT, text)
        assert office.reports() == []
        assert "việc nào" in office.last(KT)["text"]
