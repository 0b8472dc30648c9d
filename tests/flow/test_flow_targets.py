"""A plan's targets over HTTP: listed, reported in words and by buttons, taken back, told to leaders."""

from dataclasses import replace

from flow_office import GROUP, KT, LEADER, PCCC, PLAN, SECRETARY, STRANGER, Office, Opened

from bot.model.people import Role
from bot.model.plan import Target
from bot.runtime import Robot

FIRMS = "so-doanh-nghiep-2030"  # number 2 of the plan's list


def values(office: Office) -> list[tuple[str, str, str, str, bool]]:
    """The log: target, figure, date, words, whether the entry takes another back."""
    with office.store.transaction(read_only=True) as tx:
        kept = tx.target_values.of()
    return [(v.target.target, str(v.value), v.on.isoformat(), v.note, v.undoes is not None) for v in kept]


def without(office: Office, id: str) -> None:
    """A new version of the plan leaves a target out."""
    owned(office, *(t for t in office.robot.world.catalog.plans[PLAN].targets if t.id != id))


def owned(office: Office, *targets: Target) -> None:
    world = office.robot.world
    plan = replace(world.catalog.plans[PLAN], targets=targets)
    catalog = replace(world.catalog, plans={**world.catalog.plans, PLAN: plan})
    office.robot.world = replace(world, catalog=catalog)


async def test_a_secretary_sees_every_target_numbered_with_a_button_each(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu")
        told = office.last(SECRETARY)["text"]
        assert "2. Số doanh nghiệp đang hoạt động (trên)\nCần 87.000 doanh nghiệp đến hết năm 2030" in told
        assert told.count("chưa có số liệu") == 11
        assert office.labels(SECRETARY) == [str(n) for n in range(1, 12)]


async def test_a_figure_typed_with_its_number_is_kept_and_repeated_back(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 38.500 31/12/2025 theo Cục Thống kê")
        assert values(office) == [(FIRMS, "38500", "2025-12-31", "theo Cục Thống kê", False)]
        told = office.last(SECRETARY)["text"]
        assert "38.500 doanh nghiệp, số liệu ngày 31/12/2025" in told
        assert "Đây là số báo đầu tiên" in told
        await office.says(SECRETARY, f"/targets {FIRMS} 41200 30/6/2026")
        told = office.last(SECRETARY)["text"]
        assert "Tiến độ cần đạt đến ngày này: 43.308 doanh nghiệp; chậm 2.108." in told
        assert "Mốc: số báo đầu tiên, 38.500 doanh nghiệp (31/12/2025)" in told
        assert "Tăng 2.700 so với lần trước." in told


async def test_a_pressed_target_asks_and_the_next_words_answer(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu")
        await office.presses(SECRETARY, "5")
        page = office.last(SECRETARY)
        assert "Trả lời tin này bằng con số" in page["text"]
        await office.says(SECRETARY, "14,2%")
        await office.says(SECRETARY, "14,3% quý II/2026 theo Sở Tài chính", to=page["message_id"])
        kept = [value[1:4] for value in values(office)]
        assert kept == [("14.2", "2026-07-03", ""), ("14.3", "2026-06-30", "theo Sở Tài chính")]


async def test_a_reminder_in_between_does_not_take_a_large_figure_from_its_question(
    open_office: Opened,
) -> None:
    async with open_office("2026-07-06 07:29") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, "/chitieu 2")
        await office.at("2026-07-06 07:30")
        assert "Trả lời tin này bằng con số" not in office.last(KT)["text"]  # the agenda has come
        await office.says(KT, "5")
        await office.says(KT, "41.200, 30/6/2026, theo Sở Tài chính")
        assert [value[:2] for value in values(office)] == [(FIRMS, "41200")]


async def test_other_words_after_the_question_are_no_figure(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.at("2025-12-01 07:30")
        await office.says(KT, "/chitieu 2")
        await office.says(KT, "1 đang làm 60%")
        assert values(office) == []
        assert [percent for _, _, percent, _ in office.reports()] == [60]


async def test_what_cannot_be_read_is_asked_again_and_the_next_words_answer(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 khoảng bốn vạn")
        assert "Chưa đọc được con số nên chưa ghi" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/chitieu 2 40%")
        assert "không phải %" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "40.000 31/12/2026")
        assert "Ngày 31/12/2026 chưa đến nên chưa ghi" in office.last(SECRETARY)["text"]
        assert values(office) == []
        await office.says(SECRETARY, "40 000")
        assert [value[1] for value in values(office)] == ["40000"]


async def test_a_figure_read_by_vietnamese_rules_says_so_where_english_ones_come_nearer(
    open_office: Opened,
) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 5 14.500")
        assert "“14.500” được hiểu là 14.500, không phải 14,5" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Hoàn tác")
        assert "được hiểu" not in office.last(SECRETARY)["text"]


async def test_no_share_beyond_its_whole_and_no_part_of_an_enterprise_is_kept(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 6 120%")
        assert "chỉ nhận số từ 0 đến 100; chưa ghi 120" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "50.000%")
        assert "Nếu ý anh/chị là 50, xin gửi lại: 50" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/chitieu 2 41.20")
        assert "chỉ nhận số nguyên; chưa ghi 41,2" in office.last(SECRETARY)["text"]
        assert "Nếu ý anh/chị là 41.200" in office.last(SECRETARY)["text"]
        assert values(office) == []
        await office.says(SECRETARY, "41.200")
        assert [value[:2] for value in values(office)] == [(FIRMS, "41200")]


async def test_a_figure_far_from_the_one_before_is_kept_with_a_warning(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 1.000.000 31/12/2025")
        assert "gấp hơn 10 lần mức cần đạt, 87.000 doanh nghiệp" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/chitieu 2 41.200 30/6/2026")
        told = office.last(SECRETARY)["text"]
        assert "chưa bằng một phần năm số liệu trước, 1.000.000 doanh nghiệp (31/12/2025)" in told
        await office.says(SECRETARY, "/chitieu 2 412.000 1/7/2026")
        assert "gấp hơn 5 lần số liệu trước, 41.200 doanh nghiệp" in office.last(SECRETARY)["text"]
        await office.presses(SECRETARY, "Hoàn tác")
        assert "⚠️" not in office.last(SECRETARY)["text"]


async def test_a_figure_is_taken_back_by_its_button_once(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 41.200")
        receipt = office.last(SECRETARY)["message_id"]
        await office.presses(SECRETARY, "Hoàn tác")
        assert office.last(SECRETARY)["message_id"] == receipt
        assert "↩️ Đã hoàn tác" in office.last(SECRETARY)["text"]
        assert [value[4] for value in values(office)] == [False, True]
        await office.says(SECRETARY, "hoàn tác")
        assert office.last(SECRETARY)["text"] == "Số này đã được hoàn tác."
        await office.says(SECRETARY, "/chitieu 2")
        assert "Chưa có số liệu." in office.last(SECRETARY)["text"]


async def test_a_figure_is_taken_back_in_words_within_ten_minutes(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 41.200")
        await office.says(SECRETARY, "/hoantac")
        assert "↩️ Đã hoàn tác" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/chitieu 2 41.300")
        await office.at("2026-07-03 08:11")
        await office.presses(SECRETARY, "Hoàn tác")
        await office.says(SECRETARY, "hoàn tác")
        assert "Đã quá 10 phút" in office.last(SECRETARY)["text"]
        assert len(values(office)) == 3


async def test_a_correction_is_a_new_figure_of_the_same_date(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 41.200 30/6/2026")
        await office.says(SECRETARY, "42.100 30/6/2026", to=office.last(SECRETARY)["message_id"])
        await office.says(SECRETARY, "/chitieu 2")
        told = office.last(SECRETARY)["text"]
        assert told.count("• ") == 1 and "• 30/6/2026: 42.100 – Chánh Văn phòng" in told


async def test_the_unit_that_reports_a_target_is_its_own_and_others_are_refused(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.links(PCCC, Role.HEAD, unit="cong-an-tp")
        targets = office.robot.world.catalog.plans[PLAN].targets
        owned(office, replace(targets[0], owner="cong-an-tp"), *targets[1:])
        await office.says(PCCC, "/chitieu")
        assert office.labels(PCCC) == ["1"]
        await office.says(PCCC, "/chitieu 1 hạng 5")
        await office.says(PCCC, f"/chitieu {FIRMS} 5")
        assert "Không thấy chỉ tiêu" in office.last(PCCC)["text"]
        await office.says(KT, f"/chitieu {FIRMS} 5")
        assert [value[0] for value in values(office)] == [targets[0].id, FIRMS]


async def test_a_number_is_the_same_target_for_everybody(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        targets = office.robot.world.catalog.plans[PLAN].targets
        theirs = [
            replace(each, owner="cong-an-tp") if n in (3, 6) else each for n, each in enumerate(targets, 1)
        ]
        owned(office, *theirs)
        await office.says(PCCC, "/chitieu")
        assert office.labels(PCCC) == ["3", "6"]
        assert "/chitieu 3 con số" in office.last(PCCC)["text"]
        await office.says(PCCC, "1 44", to=office.last(PCCC)["message_id"])
        assert "Không thấy chỉ tiêu “1”" in office.last(PCCC)["text"]
        await office.says(PCCC, "/chitieu 6 43,5")
        await office.says(SECRETARY, "/chitieu 6 44")
        assert [value[:2] for value in values(office)] == [("grdp-2030", "43.5"), ("grdp-2030", "44")]


async def test_a_number_that_became_another_target_since_the_list_is_asked_again(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu")
        without(office, FIRMS)
        await office.says(SECRETARY, "/chitieu 3 20")
        assert "Danh mục chỉ tiêu đã thay đổi" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/chitieu")
        await office.says(SECRETARY, "/chitieu 3 20")
        assert [value[0] for value in values(office)] == ["chuoi-toan-cau-2030"]


async def test_leaders_and_the_group_read_and_report_nothing(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        await office.links_group()
        await office.says(LEADER, "/chitieu 2 41.200")
        assert "do UBND thành phố hoặc thư ký kế hoạch báo số" in office.last(LEADER)["text"]
        await office.says(STRANGER, "/chitieu 2 41.200", chat=GROUP)
        await office.says(STRANGER, "/chitieu", chat=GROUP)
        assert "Bấm số thứ tự để xem diễn biến." in office.last(GROUP)["text"]
        await office.presses(STRANGER, "2", chat=GROUP)
        assert "Số liệu do UBND thành phố hoặc thư ký kế hoạch báo." in office.last(GROUP)["text"]
        assert values(office) == []


async def test_a_secretary_answers_in_the_group_by_replying(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links_group()
        await office.says(SECRETARY, "/chitieu", chat=GROUP)
        await office.says(SECRETARY, "2 41.200", chat=GROUP, to=office.last(GROUP)["message_id"])
        await office.says(SECRETARY, "43.000", chat=GROUP)  # to nobody: the group's own conversation
        assert [value[:2] for value in values(office)] == [(FIRMS, "41200")]


async def test_the_digest_tells_of_targets_and_its_button_lists_them(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.links(LEADER, Role.LEADER)
        await office.says(LEADER, "/tiendo")
        assert "Chỉ tiêu: 11 chỉ tiêu chưa có số liệu" in office.last(LEADER)["text"]
        await office.says(SECRETARY, "/chitieu 2 38.500 31/12/2025")
        await office.says(SECRETARY, "/chitieu 2 41.200 30/6/2026")
        await office.says(LEADER, "/tiendo")
        told = office.last(LEADER)["text"]
        assert "Chỉ tiêu: 1/11 đã có số liệu, 1 chậm so với tiến độ cần đạt" in told
        assert "41.200 doanh nghiệp (30/6/2026), chậm 2.108 so với tiến độ cần đạt (43.308)" in told
        assert "10 chỉ tiêu chưa có số liệu" in told
        await office.presses(LEADER, "Chỉ tiêu")
        assert "Chỉ tiêu của 07-KH/TU" in office.last(LEADER)["text"]
        await office.presses(LEADER, "2")
        page = office.last(LEADER)["message_id"]
        await office.presses(LEADER, "‹ Danh mục chỉ tiêu")
        assert office.last(LEADER)["message_id"] == page
        assert "Chỉ tiêu của 07-KH/TU" in office.last(LEADER)["text"]


async def test_a_target_that_left_the_plan_is_told_so(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 41.200")
        receipt = office.last(SECRETARY)["message_id"]
        await office.says(SECRETARY, "/chitieu")
        await office.presses(SECRETARY, "2")
        page = office.last(SECRETARY)["message_id"]
        without(office, FIRMS)
        for message in (page, receipt):
            await office.says(SECRETARY, "42.000", to=message)
            assert office.last(SECRETARY)["text"] == "Chỉ tiêu này không còn trong kế hoạch."
        await office.presses(SECRETARY, "Hoàn tác", on=receipt)
        assert len(values(office)) == 1


async def test_after_a_restart_the_answer_still_finds_its_question(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2")
        before = office.robot
        await before.close()
        office.robot = Robot(before.settings, before.world, office.store, office.clock)
        await office.robot.start()
        await office.says(SECRETARY, "41.200")
        await office.robot.close()
        assert [value[:2] for value in values(office)] == [(FIRMS, "41200")]


async def test_a_plan_without_targets_says_nothing_of_them(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        owned(office)
        await office.says(LEADER, "/tiendo")
        assert "chỉ tiêu" not in office.last(LEADER)["text"].casefold()
        assert "Chỉ tiêu" not in office.labels(LEADER)
        await office.says(LEADER, "/chitieu")
        assert office.last(LEADER)["text"] == "Không có chỉ tiêu nào trong phạm vi của anh/chị."


async def test_thanks_for_a_receipt_are_no_figure(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2 41.200")
        await office.says(SECRETARY, "cảm ơn em", to=office.last(SECRETARY)["message_id"])
        assert "Chưa đọc được" not in office.last(SECRETARY)["text"]
        assert len(values(office)) == 1
