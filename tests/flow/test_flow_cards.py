"""Cards: who said what, who helps, what proves it; shared by those who hold them, found by words."""

import re
from datetime import timedelta

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, SECRETARY, STRANGER, Office, Opened
from flow_rules import CODE, entries, shown, where

from bot.model.people import Role

SHARED = "III.2.1-7"  # owned by cong-an-tp, supported by co-quan-lien-quan, due 31/12/2025


async def card(office: Office, user: int, code: str = CODE) -> int:
    await office.says(user, f"/viec {code}")
    return int(office.last(user)["message_id"])


# ---- who is offered what ----


async def test_a_card_offers_each_reader_what_would_not_be_refused(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="cong-an-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.links(LEADER, Role.LEADER)
        for user in (KT, PCCC, LEADER):
            await card(office, user, SHARED)
        assert office.labels(LEADER) == ["Chi tiết", "Đôn đốc"]
        told = ["Hoàn thành", "Đang làm 25%", "Đang làm 50%", "Đang làm 75%", "Đang làm 90%", "Vướng mắc"]
        assert office.labels(PCCC)[:7] == [*told, "Chi tiết"]
        assert office.labels(KT)[:8] == [*told, "Xin gia hạn", "Chi tiết"]
        await office.presses(LEADER, "Chi tiết")
        assert office.labels(LEADER) == ["Đôn đốc"]


# ---- several hands ----


async def test_a_card_pressed_by_one_shows_the_new_state_to_all_who_hold_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(SECRETARY, Role.SECRETARY)
        held = {user: await card(office, user) for user in (KT, PCCC, SECRETARY)}
        counts = {user: len(office.of_bot(user)) for user in held}
        await office.presses(KT, "Đang làm 75%", on=held[KT])
        for user, message in held.items():
            assert "Trạng thái: Đang làm 75%" in shown(office, user, message)
        assert len(office.of_bot(PCCC)) == counts[PCCC]  # drawn anew, not said again


async def test_two_officials_pressing_in_the_same_second_are_both_kept_and_both_told(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        held = {user: await card(office, user) for user in (KT, PCCC)}
        office.api.press(KT, KT, held[KT], "Đang làm 50%")
        office.api.press(PCCC, PCCC, held[PCCC], "Hoàn thành")
        await office.robot.step()
        assert sorted(state or "" for _, state, _, _ in entries(office)) == ["done", "in_progress"]
        assert "Đang làm 50%" in office.last(KT)["text"]
        assert "Hoàn thành" in office.last(PCCC)["text"]
        state = "Hoàn thành" if where(office)["state"] == "done" else "Đang làm 50%"
        for user, message in held.items():
            assert f"Trạng thái: {state}" in shown(office, user, message)


async def test_the_same_card_in_a_group_pressed_by_two_keeps_both(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links_group()
        for user in (KT, LEADER):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/viec {CODE}", chat=GROUP)
        message = office.last(GROUP)["message_id"]
        office.api.press(KT, GROUP, message, "Đang làm 25%")
        office.api.press(LEADER, GROUP, message, "Đang làm 50%")
        await office.robot.step()
        await office.at("2025-12-01 08:01")
        assert len(entries(office)) == 2
        assert f"Trạng thái: Đang làm {where(office)['percent']}%" in shown(office, GROUP, message)


async def test_a_card_thrown_away_is_not_said_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        thrown = await card(office, PCCC)
        office.api.chats.chat(PCCC).messages.pop(thrown)
        before = len(office.of_bot(PCCC))
        await office.says(KT, f"/capnhat {CODE} đang làm 60%")
        assert len(office.of_bot(PCCC)) == before


async def test_who_has_left_sees_no_more_of_the_card(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        held = await card(office, PCCC)
        with office.store.transaction() as tx:
            for link in tx.links.of_user(PCCC):
                tx.links.end(link.id, office.clock.now())
        await office.says(KT, f"/capnhat {CODE} đang làm 65%")
        assert "65%" not in shown(office, PCCC, held)


# ---- what a card tells ----


async def test_the_details_tell_who_said_what_when_in_their_own_words(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:05") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} làm đc 60% r")
        await card(office, KT)
        await office.presses(KT, "Chi tiết")
        text = office.last(KT)["text"]
        assert "08:05 1/12/2025, Trưởng phòng Kinh tế: Đang làm 60% – “làm đc 60% r”" in text
        assert "mục III.3.1, nhiệm vụ 1" in text


async def test_a_card_never_outgrows_a_message(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for n in range(12):
            await office.says(KT, f"/capnhat {CODE} đang làm {n + 20}%, " + "<&> 🧱\u202e dài " * 150)
        await card(office, KT)
        await office.presses(KT, "Chi tiết")
        assert "Lịch sử" in office.last(KT)["text"]
        assert office.api.breaches == []


@pytest.mark.parametrize("typed", ["1", "#1", "1."])
async def test_a_number_alone_opens_that_task(open_office: Opened, typed: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/viec")
        first = office.last(KT)["text"].split("(")[1].split(")")[0]
        await office.says(KT, typed)
        assert f"({first})" in office.last(KT)["text"] and "Hoàn thành" in office.labels(KT)
        assert entries(office) == []


async def test_a_code_alone_opens_that_task(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f" {CODE.lower()} ")
        assert f"({CODE})" in office.last(KT)["text"] and "Hoàn thành" in office.labels(KT)


# ---- finding ----


async def test_words_without_accents_find_tasks(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        for typed in ("/tim phong chay", "/find PHÒNG CHÁY"):
            await office.says(LEADER, typed)
            assert "III.2.1-8" in office.last(LEADER)["text"]


async def test_pages_of_what_was_found_hold_only_that(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tim ke hoach")
        head = office.last(LEADER)["text"].split("\n")[0]
        await office.presses(LEADER, "Trang sau")
        assert office.last(LEADER)["text"].split("\n")[0] == head.replace("trang 1/", "trang 2/")
        assert "Tìm “ke hoach”" in head


async def test_nobody_finds_what_they_may_not_see(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/tim phong chay")
        assert "III.2.1-8" not in office.last(KT)["text"]
        await office.says(STRANGER, "/tim phong chay")
        assert "III.2.1-8" not in office.last(STRANGER)["text"]


# ---- owner and support ----


async def test_a_supporting_unit_is_asked_for_its_own_part(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.at("2025-12-01 07:30")
        text = office.last(KT)["text"]
        assert "Phối hợp – báo phần việc của cơ quan mình" in text
        assert SHARED in text and "chủ trì" in text


async def test_what_a_supporting_unit_reports_leaves_the_tasks_state_to_its_owner(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await office.says(KT, f"/capnhat {SHARED} đã xong phần dữ liệu của cơ quan")
        await office.presses(KT, "Hoàn thành") if "Chỉ ghi chú" in office.labels(KT) else None
        assert where(office, SHARED)["state"] == "not_started"
        assert entries(office)[-1][:3] == ("progress", "done", "support")
        await office.says(PCCC, f"/viec {SHARED}")
        assert "Phối hợp – " in office.last(PCCC)["text"]
        assert "Trạng thái: Chưa có báo cáo" in office.last(PCCC)["text"]
        await office.says(PCCC, f"/capnhat {SHARED} đã xong")
        assert where(office, SHARED)["state"] == "done"


async def test_a_unit_that_has_done_its_part_is_not_asked_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.says(KT, f"/capnhat {SHARED} xong")
        await office.at("2025-12-17 07:30")  # the rung 14 days before 31/12/2025
        said = [t for t in office.texts(KT) if "17/12/2025" in t]
        assert not any(SHARED in text for text in said)


async def test_more_time_is_the_owners_to_ask(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await card(office, KT, SHARED)
        assert "Xin gia hạn" not in office.labels(KT)
        await office.says(KT, f"/capnhat {SHARED} xin lùi đến 31/3/2026")
        assert [kind for kind, *_ in entries(office)] == ["note"]


async def test_an_undo_within_ten_minutes_redraws_the_cards_others_hold(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        for user in (KT, PCCC):
            await office.links(user, Role.OFFICIAL, unit="ubnd-tp")
        held = await card(office, PCCC)
        await office.says(KT, f"/capnhat {CODE} đã xong")
        office.clock.move_to(office.clock.now() + timedelta(minutes=5))
        await office.says(KT, "hoàn tác")
        assert "Trạng thái: Chưa có báo cáo" in shown(office, PCCC, held)


async def test_a_card_tells_not_begun_from_never_reported(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        held = await card(office, KT)
        assert "Trạng thái: Chưa có báo cáo" in shown(office, KT, held)
        await office.says(KT, f"/capnhat {CODE} chưa triển khai")
        assert where(office, CODE)["state"] == "not_started"
        assert "Trạng thái: Chưa bắt đầu" in shown(office, KT, held)
        await office.says(KT, "/viec")
        assert {"Chưa bắt đầu", "Chưa có báo cáo"} <= set(
            re.findall(r"^(\w[\w ]+) ·", office.last(KT)["text"], re.M)
        )


async def test_a_second_undo_says_that_nothing_is_left_to_take_back(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} đã xong")
        await office.says(KT, "hoàn tác")
        office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        await office.says(KT, "hoàn tác")
        assert "không còn gì để hoàn tác" in office.last(KT)["text"]
        assert [kind for kind, *_ in entries(office)] == ["progress", "undo"]


# ---- what needs no task ----


@pytest.mark.parametrize("words", ["mai em nộp, hôm nay được 60%", "phương án đang làm", "mai xong"])
async def test_what_tells_how_work_stands_is_no_courtesy(open_office: Opened, words: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, words)
        assert "việc nào" in office.last(KT)["text"]


@pytest.mark.parametrize(
    "words",
    [
        "cảm ơn",
        "ok em",
        "dạ vâng ạ",
        "em nghỉ ốm",
        "em bận quá, mai em báo",
        "vâng ạ, mai em gửi phương án",
        "chiều em nộp báo cáo",
        "tuần sau em gửi ạ",
    ],
)
async def test_a_courtesy_is_not_asked_which_task_it_means(open_office: Opened, words: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, words)
        assert "Cảm ơn anh/chị" in office.last(KT)["text"]
        assert office.labels(KT) == []


@pytest.mark.parametrize("words", ["lát em báo", "ok em", "nhầm số rồi bạn ơi"])
async def test_what_tells_nothing_of_a_task_is_kept_and_not_asked_about(
    open_office: Opened, words: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="co-quan-lien-quan")
        await office.says(KT, f"/capnhat {SHARED} {words}")
        assert "Cảm ơn anh/chị" in office.last(KT)["text"]
        assert office.labels(KT) == []
        assert [kind for kind, *_ in entries(office)] == ["note"]


async def test_a_leaders_card_does_not_invite_a_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        for user, invited in ((LEADER, False), (KT, True)):
            await card(office, user)
            assert ("nhắn trả lời tin này" in office.last(user)["text"]) is invited


async def test_the_example_of_asking_for_time_names_a_later_day(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} xin gia hạn")
        asked = office.last(KT)["text"]
        assert "Hạn hiện tại: 31/12/2025" in asked
        assert "xin lùi đến 31/1/2026" in asked
