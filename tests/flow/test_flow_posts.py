"""Posts change hands: handed over, stood in for, given up, taken away; whoever leaves sees nothing more."""

import pytest
from flow_office import GROUP, KT, PCCC, SECRETARY, STRANGER, Office, Opened

from bot.model.people import Role

POST = "Trưởng phòng Kinh tế"
NO_STRETCH = ("", "ngày mai", "31/2 5/3", "5/12/2025 1/12/2025", "1/1/2020 5/1/2020", "1/12 2/12 3/12")
UNLINKED = "chưa được liên kết"


def toasts(office: Office) -> list[str]:
    return [str(answer["text"]) for answer in office.api.answers.values()]


def holders(office: Office) -> list[tuple[int | None, str | None]]:
    with office.store.transaction(read_only=True) as tx:
        return [(x.user_id, x.post) for x in tx.links.all()]


async def test_a_holder_hands_over_and_the_successor_gets_a_first_agenda(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/bangiao")
        invitation = office.last(KT)["text"]
        assert "Bàn giao Trưởng phòng Kinh tế, UBND thành phố" in invitation
        await office.follows_link(PCCC, invitation)
        assert holders(office) == [(PCCC, POST)]
        assert "đã bàn giao cho Đội trưởng PCCC" in office.last(KT)["text"]
        assert "Việc cần báo cáo – 1/12/2025" in office.last(PCCC)["text"]


async def test_tasks_and_history_stay_with_the_post(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/capnhat III.3.1-1 đang làm 40%")
        await office.says(KT, "/bangiao")
        await office.follows_link(PCCC, office.last(KT)["text"])
        await office.says(PCCC, "/viec III.3.1-1")
        assert "Trạng thái: Đang làm 40%" in office.last(PCCC)["text"]
        assert "Trưởng phòng Kinh tế: Đang làm 40%" in office.last(PCCC)["text"]


async def test_the_predecessor_sees_and_does_nothing_more(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/viec III.3.1-1")
        card = office.last(KT)["message_id"]
        await office.says(KT, "/bangiao")
        await office.follows_link(PCCC, office.last(KT)["text"])
        await office.presses(KT, "Hoàn thành", on=card)
        assert UNLINKED in toasts(office)[-1]
        await office.says(KT, "đã xong", to=card)
        await office.says(KT, "/viec")
        assert "đường dẫn mời" in office.last(KT)["text"]
        assert office.reports() == []
        await office.at("2025-12-24 07:30")
        assert "đường dẫn mời" in office.last(KT)["text"]


async def test_a_handover_works_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/bangiao")
        invitation = office.last(KT)["text"]
        await office.follows_link(PCCC, invitation)
        await office.follows_link(STRANGER, invitation)
        assert "đã được dùng" in office.last(STRANGER)["text"]
        assert holders(office) == [(PCCC, POST)]


async def test_nobody_succeeds_themselves(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/bangiao")
        invitation = office.last(KT)["text"]
        await office.follows_link(KT, invitation)
        assert holders(office) == [(KT, POST)]
        await office.follows_link(PCCC, invitation)
        assert holders(office) == [(PCCC, POST)]


async def test_a_secretary_hands_over_the_post_of_somebody_else(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp", post="Đội trưởng")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/bangiao")
        assert len(office.labels(SECRETARY)) == 3  # two officials and the secretary's own post
        await office.presses(SECRETARY, "2. Đội trưởng")
        await office.follows_link(STRANGER, office.last(SECRETARY)["text"])
        assert (STRANGER, "Đội trưởng") in holders(office)
        assert (PCCC, "Đội trưởng") not in holders(office)


async def test_a_secretary_finds_a_post_by_words_without_marks(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp", post="Đội trưởng")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/bangiao cong an")
        assert "Bàn giao Đội trưởng" in office.last(SECRETARY)["text"]


async def test_an_official_cant_hand_over_another_ones_post(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp", post="Đội trưởng")
        await office.says(PCCC, "/bangiao 1")
        assert "Không có liên kết số 1" in office.last(PCCC)["text"]


async def test_a_deputy_gets_the_agendas_within_the_dates_instead_of_the_holder(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 17/12 24/12")
        await office.follows_link(PCCC, office.last(KT)["text"])
        assert "nhận thay" in office.last(KT)["text"]
        told = len(office.texts(KT))
        await office.says(PCCC, "/viec")
        assert "đường dẫn mời" in office.last(PCCC)["text"]  # the day has not come

        await office.at("2025-12-17 07:30")
        assert "Việc cần báo cáo – 17/12/2025" in office.last(PCCC)["text"]
        await office.at("2025-12-24 07:30")
        assert "Việc cần báo cáo – 24/12/2025" in office.last(PCCC)["text"]
        assert len(office.texts(KT)) == told

        await office.at("2025-12-30 07:30")
        assert "Việc cần báo cáo – 30/12/2025" in office.last(KT)["text"]
        assert "24/12/2025" in office.last(PCCC)["text"]
        await office.says(PCCC, "/viec")
        assert "đường dẫn mời" in office.last(PCCC)["text"]


async def test_holder_and_deputy_both_report(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 1/12 5/12")
        await office.follows_link(PCCC, office.last(KT)["text"])
        await office.says(PCCC, "/capnhat III.3.1-1 đang làm 30%")
        await office.says(KT, "/capnhat III.3.1-1 đang làm 60%")
        assert [percent for _, _, percent, _ in office.reports()] == [30, 60]


async def test_a_deputy_has_no_post_to_hand_over(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 1/12 5/12")
        await office.follows_link(PCCC, office.last(KT)["text"])
        await office.says(PCCC, "/bangiao")
        assert "Không có liên kết nào" in office.last(PCCC)["text"]


async def test_a_deputyship_can_be_ended_early(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 1/12 31/12")
        await office.follows_link(PCCC, office.last(KT)["text"])
        await office.says(KT, "/uyquyen hủy")
        assert holders(office) == [(KT, POST)]
        assert "đã kết thúc" in office.last(PCCC)["text"]
        await office.at("2025-12-17 07:30")
        assert "Việc cần báo cáo – 17/12/2025" in office.last(KT)["text"]


async def test_days_that_mean_no_stretch_of_time_are_asked_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        for words in NO_STRETCH:
            await office.says(KT, f"/uyquyen {words}")
            assert "Ủy quyền người nhận thay" in office.last(KT)["text"]


async def test_a_deputys_day_that_no_calendar_has_is_named(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 31/2 5/3")
        assert office.last(KT)["text"].startswith("“31/2”: ngày này không có trong lịch")


async def test_a_deputys_day_in_words_is_no_number_of_a_post(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/uyquyen 17 tháng 12")
        assert "từ 1/12/2025 đến hết 17/12/2025" in office.last(KT)["text"]


async def test_leaving_is_asked_once_and_then_at_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/roi")
        assert holders(office) == [(KT, POST)]
        await office.presses(KT, "Rời khỏi hệ thống")
        assert holders(office) == []
        assert "đã rời khỏi" in office.last(KT)["text"]


async def test_leaving_has_a_twin_in_words(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.says(KT, "/roi đồng ý")
        assert holders(office) == []


async def test_a_secretary_unlinks_somebody_who_is_told_so(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp", post="Đội trưởng")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/huylienket")
        await office.presses(SECRETARY, "1. Đội trưởng")
        assert (PCCC, "Đội trưởng") in holders(office)  # asked once
        await office.presses(SECRETARY, "Hủy liên kết")
        assert holders(office) == [(SECRETARY, None)]
        assert "đã kết thúc" in office.last(PCCC)["text"]


async def test_what_was_planned_for_somebody_who_left_is_not_sent(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp", post="Đội trưởng")
        await office.links(SECRETARY, Role.SECRETARY)
        office.clock.move_to(office.clock.now().replace(hour=7, minute=30))
        await office.robot.make_passes()  # the agenda is planned, and not yet sent
        await office.says(SECRETARY, "/huylienket 1")
        assert not any("Việc cần báo cáo" in text for text in office.texts(PCCC))


async def invited(office: Office, user: int, words: str) -> str:
    await office.says(user, words)
    return str(office.last(user)["text"])


@pytest.mark.parametrize("words", ["/bangiao", "/uyquyen 1/12 31/12"])
async def test_a_code_made_before_its_maker_was_dismissed_is_worth_nothing(
    open_office: Opened, words: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        code = await invited(office, KT, words)
        await office.says(SECRETARY, "/huylienket 2")
        for user in (KT, PCCC):
            await office.follows_link(user, code)
            assert "không còn giá trị" in office.last(user)["text"]
        assert holders(office) == [(SECRETARY, None)]


async def test_a_secretarys_code_for_a_post_ends_with_the_secretary_and_with_the_posts_holder(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        code = await invited(office, SECRETARY, "/bangiao 2")
        await office.says(SECRETARY, "/roi đồng ý")
        await office.follows_link(PCCC, code)
        assert "không còn giá trị" in office.last(PCCC)["text"]
        await office.links(SECRETARY, Role.SECRETARY)
        code = await invited(office, SECRETARY, "/bangiao 2")
        await office.says(KT, "/roi đồng ý")
        await office.follows_link(PCCC, code)
        assert "không còn giá trị" in office.last(PCCC)["text"]
        assert holders(office) == [(SECRETARY, None)]


@pytest.mark.parametrize(
    ("make", "take_back", "none_left"),
    [
        ("/uyquyen 1/12 31/12", "/uyquyen hủy", "Hiện không có ai nhận thay"),
        ("/bangiao", "/bangiao hủy", "Không có mã bàn giao nào"),
    ],
)
async def test_a_code_taken_back_before_anybody_used_it_is_refused_in_plain_words(
    open_office: Opened, make: str, take_back: str, none_left: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        code = await invited(office, KT, make)
        await office.says(KT, take_back)
        assert "Mã chưa dùng không còn giá trị" in office.last(KT)["text"]
        await office.follows_link(PCCC, code)
        assert "Người tạo đã hủy mã mời này" in office.last(PCCC)["text"]
        assert holders(office) == [(KT, POST)]
        await office.says(KT, take_back)
        assert office.last(KT)["text"].startswith(none_left)


async def test_ending_a_deputyship_ends_the_codes_nobody_has_used_as_well(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.follows_link(PCCC, await invited(office, KT, "/uyquyen 1/12 31/12"))
        code = await invited(office, KT, "/uyquyen 1/12 31/12")
        await office.says(KT, "/uyquyen hủy")
        await office.follows_link(PCCC, code)
        assert "Người tạo đã hủy mã mời này" in office.last(PCCC)["text"]
        assert holders(office) == [(KT, POST)]


async def test_a_name_that_sounds_like_taking_back_is_still_found(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post="Huy hiệu, khen thưởng")
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/bangiao huy")
        assert "Bàn giao Huy hiệu" in office.last(SECRETARY)["text"]


async def test_who_ends_their_deputyship_leaves_a_colleagues_deputy(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.links(SECRETARY, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.follows_link(PCCC, await invited(office, KT, "/uyquyen 1/12 31/12"))
        await office.says(SECRETARY, "/uyquyen hủy")
        assert (PCCC, POST) in holders(office)


@pytest.mark.parametrize("how", ["dismissed", "left", "handed over"])
async def test_a_deputy_ends_with_the_link_of_who_named_them_and_is_told(
    open_office: Opened, how: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.follows_link(PCCC, await invited(office, KT, "/uyquyen 1/12/2025 30/11/2026"))
        assert (PCCC, POST) in holders(office)
        match how:
            case "dismissed":
                await office.says(SECRETARY, "/huylienket 2")
            case "left":
                await office.says(KT, "/roi đồng ý")
            case _:
                await office.follows_link(STRANGER, await invited(office, KT, "/bangiao"))
        assert (PCCC, POST) not in holders(office)
        assert "đã kết thúc" in office.last(PCCC)["text"]
        await office.says(PCCC, "/viec")
        assert "đường dẫn mời" in office.last(PCCC)["text"]


async def test_a_colleague_of_the_same_post_keeps_their_own_deputy(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.links(SECRETARY, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        await office.follows_link(PCCC, await invited(office, KT, "/uyquyen 1/12 31/12"))
        await office.says(SECRETARY, "/roi đồng ý")
        assert holders(office) == [(KT, POST), (PCCC, POST)]


async def test_the_secretary_hears_of_everybody_linked_by_an_ordinary_invitation(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
        told = office.last(SECRETARY)["text"]
        assert "Trưởng phòng Kinh tế vừa liên kết với vai trò cán bộ" in told
        assert f"{POST}, UBND thành phố" in told and "/huylienket 2" in told
        await office.links_group()
        told = office.last(SECRETARY)["text"]
        assert "vừa liên kết với vai trò nhóm, 07-KH/TU (bằng mã mời, do Phó Bí thư gửi)" in told
        assert "(người liên kết: Phó Bí thư)" in office.texts(GROUP)[0]
        said = len(office.texts(SECRETARY))
        await office.follows_link(PCCC, await invited(office, KT, "/bangiao"))
        assert len(office.texts(SECRETARY)) == said
