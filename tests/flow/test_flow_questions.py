"""Questions: what a card tells it answers, the rest a secretary, and all stands in the history."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, Office, Opened
from flow_rules import CODE, OTHER, entries, shown, where

from bot.model.people import Role

ASK = "Hỏi thư ký"
QUESTION = "báo cáo theo mẫu nào ạ?"
ANSWER = "Theo mẫu 02, gửi trước thứ Sáu"


@pytest.fixture
def open_asked(open_office: Opened) -> Opened:
    """An office with an official and a secretary."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            await office.links(SECRETARY, Role.SECRETARY)
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
            yield office

    return opened


# ---- what a card tells ----


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bao giờ hết hạn?", "31/12/2025"),
        ("đơn vị nào chủ trì?", "Chủ trì:"),
        ("ai giao việc này?", "07-KH/TU"),
        ("việc này là sao?", CODE),
    ],
)
async def test_what_the_bot_knows_it_answers_with_the_card(open_asked: Opened, words: str, told: str) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        count = len(office.of_bot(SECRETARY))
        await office.says(KT, f"/viec {CODE}")
        await office.says(KT, words)
        assert words in office.last(KT)["text"]
        assert told in office.last(KT)["text"]
        assert office.labels(KT)[0] == ASK
        assert (len(office.of_bot(SECRETARY)), entries(office)) == (count, [])


@pytest.mark.parametrize("words", [f"hạn của {OTHER} là bao giờ?", f"{OTHER} hạn bao giờ ạ"])
async def test_a_question_names_its_task_by_code(open_asked: Opened, words: str) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.says(KT, words)
        assert f"({OTHER})" in office.last(KT)["text"]
        assert office.labels(KT)[0] == ASK


async def test_a_question_names_its_task_by_number(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.says(KT, "/viec")
        await office.presses(KT, "2")
        second = office.last(KT)["text"].partition("\n")[0]
        await office.says(KT, "/viec")
        await office.says(KT, "việc 2 là gì vậy?")
        assert second in office.last(KT)["text"]
        assert office.labels(KT)[0] == ASK


@pytest.mark.parametrize("by", ["button", "words"])
async def test_what_the_card_left_open_goes_to_the_secretary(open_asked: Opened, by: str) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.says(KT, f"/viec {CODE}")
        await office.says(KT, "bao giờ hết hạn?")
        card = office.last(KT)["message_id"]
        if by == "button":
            await office.presses(KT, ASK)
            assert ASK not in str(next(m for m in office.of_bot(KT) if m["message_id"] == card))
        else:
            await office.says(KT, "hỏi thư ký")
        assert "bao giờ hết hạn?" in office.last(SECRETARY)["text"]
        assert entries(office) == [("question", None, "owner", "bao giờ hết hạn?")]
        assert "Đã chuyển câu hỏi tới thư ký" in office.last(KT)["text"]


async def test_a_secretarys_own_question_is_answered_by_the_card_alone(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.says(SECRETARY, f"{CODE} bao giờ hết hạn?")
        assert CODE in office.last(SECRETARY)["text"]
        assert ASK not in office.labels(SECRETARY)
        assert entries(office) == []


# ---- what a secretary answers ----


async def asked(office: Office) -> int:
    await office.says(KT, f"{CODE} {QUESTION}")
    return int(office.last(SECRETARY)["message_id"])


async def test_a_question_no_card_answers_goes_to_the_secretary_who_sees_how_to_answer(
    open_asked: Opened,
) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        message = shown(office, SECRETARY, await asked(office))
        assert all(told in message for told in (QUESTION, CODE, "UBND thành phố", "Trưởng phòng Kinh tế"))
        assert "Trả lời tin này để gửi cho UBND thành phố" in message
        assert office.labels(SECRETARY) == ["Trả lời"]


@pytest.mark.parametrize("days", ["2025-12-01 08:05", "2025-12-09 15:00"])
async def test_a_reply_goes_to_who_asked_and_both_stand_in_the_history(open_asked: Opened, days: str) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        question = await asked(office)
        await office.at(days)
        await office.says(SECRETARY, ANSWER, to=question)
        told = office.last(KT)["text"]
        assert "Thư ký trả lời" in told and QUESTION in told and ANSWER in told
        assert [(kind, note) for kind, _, _, note in entries(office)] == [
            ("question", QUESTION),
            ("answer", ANSWER),
        ]
        assert (where(office)["state"], where(office)["last_report"]) == ("not_started", None)
        await office.says(KT, f"/viec {CODE}")
        await office.presses(KT, "Chi tiết")
        assert QUESTION in office.last(KT)["text"] and ANSWER in office.last(KT)["text"]


async def test_after_the_button_the_next_words_are_the_answer_for_ten_minutes(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await asked(office)
        await office.presses(SECRETARY, "Trả lời")
        await office.says(SECRETARY, "đồng ý")
        assert "“đồng ý”" in office.last(KT)["text"]
        await office.presses(SECRETARY, "Hoàn tác")
        assert "rút lại câu trả lời" in office.last(KT)["text"]
        await office.says(KT, f"{CODE} gửi báo cáo cho ai?")
        await office.presses(SECRETARY, "Trả lời")
        await office.at("2025-12-01 08:11")
        await office.says(SECRETARY, ANSWER)
        assert [kind for kind, *_ in entries(office)].count("answer") == 1


async def test_another_secretary_sees_that_it_was_answered(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.SECRETARY)
        question = await asked(office)
        theirs = office.last(LEADER)["message_id"]
        await office.says(SECRETARY, ANSWER, to=question)
        assert "Đã trả lời" in shown(office, LEADER, theirs)
        assert ANSWER in shown(office, LEADER, theirs)
        assert office.labels(LEADER) == []


async def test_what_was_asked_in_a_group_is_answered_there(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.links_group()
        await office.says(KT, f"/viec {CODE}", chat=GROUP)
        await office.says(KT, QUESTION, chat=GROUP, to=office.last(GROUP)["message_id"])
        alone = len(office.of_bot(KT))
        await office.says(SECRETARY, ANSWER, to=office.last(SECRETARY)["message_id"])
        assert ANSWER in office.last(GROUP)["text"]
        assert len(office.of_bot(KT)) == alone


async def test_a_question_taken_back_says_so_and_takes_no_answer(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        question = await asked(office)
        await office.says(KT, "hoàn tác")
        assert "đã được rút lại" in shown(office, SECRETARY, question)
        count = len(office.of_bot(KT))
        await office.says(SECRETARY, ANSWER, to=question)
        assert len(office.of_bot(KT)) == count


async def test_without_a_secretary_the_question_is_kept_and_that_is_said(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"{CODE} {QUESTION}")
        assert "chưa có thư ký" in office.last(KT)["text"]


async def test_nobody_else_answers(open_asked: Opened) -> None:
    async with open_asked("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        question = await asked(office)
        office.api.press_start(SECRETARY, office.code(Role.OFFICIAL, unit="cong-an-tp"))
        with office.store.transaction() as tx:
            for link in tx.links.of_user(SECRETARY):
                if link.role is Role.SECRETARY:
                    tx.links.end(link.id, office.clock.now())
        await office.robot.step()
        await office.says(SECRETARY, ANSWER, to=question)
        assert [kind for kind, *_ in entries(office)] == ["question"]
