"""The next words, date or file of whom the bot has just asked answer it, Telegram reply or not."""

import pytest
from flow_office import GROUP, KT, LEADER, Office, Opened
from flow_rules import CODE, OTHER, entries, rule
from test_flow_groups import TOPIC, links_unit_group

from bot.model.people import Role
from bot.rehearsal.params import Upload

PDF = Upload("bien-ban.pdf", b"%PDF-1.4 x", "application/pdf")
BLOCKED, ASK, WHICH = "Vướng mắc", "Xin gia hạn", "việc nào"


async def opens_card(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.says(KT, f"/viec {CODE}")


async def sends_file(office: Office) -> None:
    office.api.send_file(KT, KT, PDF)
    await office.robot.step()


async def overheard(office: Office, user: int, text: str) -> None:
    """Said in the unit's topic, in answer to nothing."""
    office.api.say(user, GROUP, text, thread=TOPIC)
    await office.robot.step()


async def opens_card_in_topic(office: Office) -> None:
    """The bot hears all that is said in the unit's topic, where the official has opened a card."""
    office.api.privacy = False
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.links(LEADER, Role.OFFICIAL, unit="ubnd-tp")
    await links_unit_group(office, topic=TOPIC)
    office.api.say(KT, GROUP, f"/viec {CODE}", thread=TOPIC)
    await office.robot.step()


@pytest.mark.parametrize("text", ["chưa có kinh phí", "vẫn đợi bên tài chính", "mai mới họp"])
async def test_what_is_in_the_way_is_told_in_the_next_words(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.presses(KT, BLOCKED)
        await office.says(KT, text)
        assert office.reports() == [(CODE, "blocked", None, ""), (CODE, "blocked", None, text)]


async def test_thanks_are_no_reason(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.presses(KT, BLOCKED)
        await office.says(KT, "cảm ơn bot")
        assert {note for *_, note in office.reports()} <= {"", "cảm ơn bot"}
        assert [state for _, state, *_ in office.reports() if state] == ["blocked"]


@pytest.mark.parametrize(
    "told", [["31/1/2026", "chưa có vốn"], ["đến 31/1/2026", "vì mưa lũ"], ["31/1/2026 vì chưa có vốn"]]
)
async def test_until_when_and_why_are_told_in_the_next_words(open_office: Opened, told: list[str]) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.presses(KT, ASK)
        for text in told:
            await office.says(KT, text)
        assert "Xin gia hạn đến 31/1/2026" in office.last(KT)["text"]
        *before, request = entries(office)
        assert request == ("extension", None, "owner", told[-1])
        assert before == [("note", None, "owner", text) for text in told[:-1]]


@pytest.mark.parametrize("text", ["30/2/2026", "1/12/2025"])
async def test_a_day_that_cant_be_is_asked_for_anew(open_office: Opened, text: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.presses(KT, ASK)
        await office.says(KT, text)
        assert "Xin gia hạn đến ngày nào?" in office.last(KT)["text"]
        assert [kind for kind, *_ in entries(office)] == ["note"]


async def test_the_evidence_asked_for_is_the_next_file(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True)
        await opens_card(office)
        await office.presses(KT, "Hoàn thành")
        await sends_file(office)
        assert [state for _, state, *_ in office.reports()] == [None, None, "done"]


async def test_words_and_files_are_of_the_open_card(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.says(KT, "Đang làm 50%")
        await office.says(KT, f"/viec {OTHER}")
        await sends_file(office)
        assert [(code, percent) for code, _, percent, _ in office.reports()] == [(CODE, 50), (OTHER, None)]


async def test_an_answer_whose_reply_telegram_left_out_is_of_the_open_card(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.answers_to_newest_show = False
        await opens_card(office)
        await office.says(KT, "Đang làm 50%", to=office.last(KT)["message_id"])
        assert [code for code, *_ in office.reports()] == [CODE]


async def test_a_number_is_of_the_list_whatever_card_is_open(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.says(KT, "1 đang làm 50%")
        assert [code for code, *_ in office.reports()] == ["III.2.1-9"]


async def test_the_task_asked_for_is_named_by_its_code(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "Đang làm 50%")
        assert WHICH in office.last(KT)["text"]
        await office.says(KT, CODE)
        assert office.reports() == [(CODE, "in_progress", 50, "Đang làm 50%")]


@pytest.mark.parametrize(("when", "heard"), [("2025-12-01 08:10", [CODE]), ("2025-12-01 08:11", [])])
async def test_a_card_is_open_for_ten_minutes(open_office: Opened, when: str, heard: list[str]) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.at(when)
        await office.says(KT, "Đang làm 50%")
        assert [code for code, *_ in office.reports()] == heard


async def test_what_came_after_the_card_closes_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        await office.says(KT, "/viec")
        await office.says(KT, "Đang làm 50%")
        assert office.reports() == []
        assert WHICH in office.last(KT)["text"]


async def test_in_a_group_who_was_asked_answers_without_a_reply(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card_in_topic(office)
        await office.presses(KT, BLOCKED, chat=GROUP)
        await overheard(office, LEADER, "chiều nay họp nhé")
        await overheard(office, KT, "chưa có kinh phí")
        assert office.reports() == [
            (CODE, "blocked", None, ""),
            (CODE, "blocked", None, "chưa có kinh phí"),
        ]
        assert office.last(GROUP)["message_thread_id"] == TOPIC


async def test_in_a_group_until_when_is_told_without_a_reply(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card_in_topic(office)
        await office.presses(KT, ASK, chat=GROUP)
        await overheard(office, LEADER, "31/3/2026")
        await overheard(office, KT, "31/1/2026")
        await overheard(office, LEADER, "chờ vốn")
        await overheard(office, KT, "chờ thẩm định")
        assert [(kind, note) for kind, _, _, note in entries(office)] == [
            ("note", "31/1/2026"),
            ("extension", "chờ thẩm định"),
        ]


async def test_in_a_group_others_words_and_talk_are_no_answer(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card_in_topic(office)
        said = len(office.of_bot(GROUP))
        await overheard(office, LEADER, "Đang làm 50%")
        for talk in ("chiều họp nhé các đồng chí", "2", "1 xong", "hoàn tác"):
            await overheard(office, KT, talk)
        assert office.reports() == []
        assert len(office.of_bot(GROUP)) == said
        await overheard(office, KT, "Đang làm 60%")
        assert [(code, percent) for code, _, percent, _ in office.reports()] == [(CODE, 60)]


@pytest.mark.parametrize(
    ("pressed", "words"),
    [
        (None, "tuần trước đoàn kiểm tra có ghé qua"),  # which state?
        (None, "xin gia hạn đến 31/1/2026"),  # why?
        (None, "xin gia hạn"),  # until when?
        (ASK, "đến 31/1/2026"),  # why?
        (ASK, "30/2/2026"),  # until when, anew
        ("why", "xin gia hạn đến 28/2/2026"),  # why, anew
    ],
)
async def test_words_that_are_asked_back_are_in_the_log_though_nobody_answers(
    open_office: Opened, pressed: str | None, words: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await opens_card(office)
        if pressed:
            await office.presses(KT, ASK)
        if pressed == "why":
            await office.says(KT, "31/1/2026")
        await office.says(KT, words)
        assert [(kind, note) for kind, *_, note in entries(office)][-1] == ("note", words)
