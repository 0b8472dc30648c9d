"""The first words anybody types: each gets what it asks for, by role."""

import pytest
from flow_office import GROUP, KT, LEADER, SECRETARY, Office, Opened

from bot.model.people import Role

OPEN_LIST, HELP = "Việc đang mở", "Cách dùng"


async def said(office: Office, user: int, text: str) -> str:
    before = len(office.of_bot(user))
    await office.says(user, text)
    told = [
        m.get("document", {}).get("file_name") or m.get("text") or m["caption"] for m in office.of_bot(user)
    ]
    return "\n".join(told[before:])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("việc nào đang trễ?", "Đang thực hiện quá hạn: "),
        ("quá hạn", "Đang thực hiện quá hạn: "),
        ("sắp đến hạn", "Đến hạn trong 14 ngày tới"),
        ("tiến độ", "đã hoàn thành 0/"),
        ("cho xem biểu đồ", "Biểu đồ tiến độ 07-KH/TU"),
        ("báo cáo word", ".docx"),
        ("menu", HELP),
        ("xin chào", HELP),
        ("?", HELP),
        ("việc của tôi", OPEN_LIST),
        ("/việc", OPEN_LIST),
        ("/Tiến_độ", HELP),
    ],
)
async def test_a_leader_s_plain_words(open_office: Opened, words: str, told: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        assert told in await said(office, LEADER, words)
        assert office.reports() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("việc nào đang trễ?", "Đang thực hiện quá hạn: "),
        ("tiến độ thế nào rồi ạ", "đã hoàn thành 0/"),
        ("có việc nào chờ duyệt không?", "Không có kết quả nào chờ xác nhận."),
        ("danh sách việc", OPEN_LIST),
    ],
)
async def test_a_secretary_s_plain_words(open_office: Opened, words: str, told: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        assert told in await said(office, SECRETARY, words)
        assert office.reports() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("việc nào đang trễ?", OPEN_LIST),
        ("tiến độ", OPEN_LIST),
        ("viec", OPEN_LIST),
        ("em còn việc nào nữa không ạ", OPEN_LIST),
        ("hướng dẫn", HELP),
        ("chào buổi sáng", HELP),
    ],
)
async def test_an_official_s_plain_words(open_office: Opened, words: str, told: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        assert told in await said(office, KT, words)
        assert office.reports() == []


async def test_what_the_bot_has_asked_comes_before_a_wish(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec III.1-1")
        await office.presses(KT, "Vướng mắc")
        await office.says(KT, "tiến độ chung")
        assert [(state, note) for _, state, _, note in office.reports()] == [
            ("blocked", ""),
            ("blocked", "tiến độ chung"),
        ]


async def test_a_leader_s_list_says_whose_each_task_is_and_offers_no_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        listed = await said(office, LEADER, "/viec")
        assert "(III.2.1-9) · UBND thành phố\n" in listed
        assert "phối hợp" not in listed
        assert listed.endswith("Bấm số để mở một việc.")
        assert "phối hợp" not in await said(office, LEADER, "/tim đất đai")


async def test_a_secretary_s_list_offers_a_report_on_the_unit_s_behalf(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        listed = await said(office, SECRETARY, "/viec")
        assert "(III.2.1-9) · UBND thành phố\n" in listed
        assert "phối hợp" not in listed
        assert listed.endswith("ví dụ: 1 xong")


async def test_an_official_s_list_names_the_owner_of_what_the_unit_supports(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="so-tai-chinh")
        listed = await said(office, KT, "/viec")
        assert "(III.1-2) · phối hợp với Ban TGDV Thành ủy\n" in listed
        assert listed.endswith("ví dụ: 1 xong")


@pytest.mark.parametrize(("role", "whose"), [(Role.LEADER, True), (Role.SECRETARY, True), (Role.HEAD, False)])
async def test_a_card_says_whose_it_is_to_who_is_not_its_owner(
    open_office: Opened, role: Role, whose: bool
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, role, unit="ubnd-tp" if role is Role.HEAD else None)
        assert ("Chủ trì: UBND thành phố" in await said(office, LEADER, "/viec III.2.1-9")) is whose


@pytest.mark.parametrize("words", ["III.2.1-9 vướng gì?", "III.2.1-9 sao rồi?", "bao giờ xong III.2.1-9?"])
async def test_a_leader_s_question_about_a_task_opens_its_card(open_office: Opened, words: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        told = await said(office, LEADER, words)
        assert "Chủ trì: Ủy ban nhân dân thành phố" in told and "(III.2.1-9)" in told
        assert office.reports() == []


async def test_a_leader_s_question_in_a_group_opens_the_card_there(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links_group()
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "III.2.1-9 vướng gì?", chat=GROUP, to=office.last(GROUP)["message_id"])
        assert "(III.2.1-9)" in office.last(GROUP)["text"]
        assert "Chi tiết" not in office.labels(GROUP)


async def test_a_leader_s_report_is_not_kept(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        assert "Việc này do UBND thành phố báo cáo" in await said(office, LEADER, "III.2.1-9 đã xong")
        assert office.reports() == []


async def test_a_number_typed_to_a_list_in_a_group_opens_its_task(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links_group()
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/viec", chat=GROUP)
        await office.says(LEADER, "2", chat=GROUP, to=office.last(GROUP)["message_id"])
        assert "Chi tiết" in office.labels(GROUP)
        await office.says(LEADER, "/tiendo quá hạn", chat=GROUP)
        assert office.last(GROUP)["text"].endswith(
            "Bấm số, hoặc trả lời tin này bằng số, để mở một nhiệm vụ."
        )
        await office.says(LEADER, "1", chat=GROUP, to=office.last(GROUP)["message_id"])
        assert "(III.2.1-9)" in office.last(GROUP)["text"] and "Chi tiết" in office.labels(GROUP)
