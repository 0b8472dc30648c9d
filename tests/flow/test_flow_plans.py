"""Two plans in one bot, over HTTP: each digest has its own day, hour, group, topic, language and lists."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from flow_office import GROUP, KT, LEADER, PLAN, SECRETARY, Office, Opened
from test_flow_digest import file_of

from bot.model.digest import DigestList, DigestWishes
from bot.model.people import Role

OTHER, COMMUNE_GROUP = "ke-sat-68-nq-tw", -2002
TOPIC, OTHER_TOPIC = 77, 78
FRIDAY = DigestWishes(weekday=4, at=time(16), language="en", picture=False)


def wishes(office: Office, plan: str, digest: DigestWishes) -> None:
    """The plan's file says so from now on."""
    world = office.robot.world
    changed = replace(world.catalog.plans[plan], digest=digest)
    catalog = replace(world.catalog, plans={**world.catalog.plans, plan: changed})
    office.robot.adopt(replace(world, catalog=catalog))


async def link_here(office: Office, plan: str, *, chat: int = GROUP, topic: int | None = None) -> None:
    code = office.code(Role.GROUP, plan=plan)
    if topic is None:
        office.api.add_to_group(LEADER, chat, code)
    else:
        office.api.add_topic(chat, topic)
        office.api.add_to_group(LEADER, chat, "")
        office.api.say(LEADER, chat, f"/start {code}", thread=topic)
    await office.robot.step()


def digests(office: Office, chat: int = GROUP, plan: str = PLAN) -> list[dict[str, Any]]:
    number = office.robot.world.catalog.plans[plan].number
    texts = [(m, m.get("text", "")) for m in office.of_bot(chat)]
    return [m for m, text in texts if text.startswith(("🔴", "🟡", "🟢")) and number in text]


async def test_each_plan_has_its_own_day_hour_group_and_language(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.api.add_group(COMMUNE_GROUP, "Đảng ủy", [LEADER])
        wishes(office, OTHER, FRIDAY)
        await link_here(office, PLAN)
        await link_here(office, OTHER, chat=COMMUNE_GROUP)
        await office.at("2025-12-01 07:30")
        assert len(digests(office)) == 1
        before = len(digests(office, COMMUNE_GROUP, OTHER))  # last Friday's, late
        await office.at("2025-12-05 15:59")
        assert len(digests(office, COMMUNE_GROUP, OTHER)) == before
        await office.at("2025-12-05 16:00")
        assert len(digests(office, COMMUNE_GROUP, OTHER)) == before + 1
        assert "Done on time" in office.last(COMMUNE_GROUP)["text"]
        assert "Đã hoàn thành đúng hạn" in digests(office)[0]["text"]
        assert len(digests(office)) == 1


async def test_two_plans_share_a_group_in_a_topic_each(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await link_here(office, PLAN, topic=TOPIC)
        await link_here(office, OTHER, topic=OTHER_TOPIC)
        await office.at("2025-12-01 07:30")
        assert [m["message_thread_id"] for m in digests(office)] == [TOPIC]
        assert [m["message_thread_id"] for m in digests(office, plan=OTHER)] == [OTHER_TOPIC]


async def test_in_a_topic_of_its_own_a_plan_answers_alone(open_office: Opened) -> None:
    async with open_office("2025-12-02 08:00") as office:
        wishes(office, OTHER, DigestWishes(language="en"))
        await link_here(office, PLAN, topic=TOPIC)
        await link_here(office, OTHER, topic=OTHER_TOPIC)
        said = len(office.of_bot(GROUP))
        office.api.say(LEADER, GROUP, "/tiendo", thread=OTHER_TOPIC)
        await office.robot.step()
        (answer,) = office.of_bot(GROUP)[said:]
        assert "Done on time" in answer["text"]
        assert answer["message_thread_id"] == OTHER_TOPIC


async def test_one_plan_is_read_in_two_groups(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        office.api.add_group(COMMUNE_GROUP, "Văn phòng", [LEADER])
        await link_here(office, PLAN)
        await link_here(office, PLAN, chat=COMMUNE_GROUP)
        await office.at("2025-12-01 07:30")
        assert len(digests(office)) == len(digests(office, COMMUNE_GROUP)) == 1


async def test_linked_again_in_another_topic_the_digest_moves_and_is_not_told_twice(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await link_here(office, PLAN, topic=TOPIC)
        await office.at("2025-12-01 07:30")
        await link_here(office, PLAN, topic=OTHER_TOPIC)
        await office.at("2025-12-02 08:00")
        assert [m["message_thread_id"] for m in digests(office)] == [TOPIC]
        await office.at("2025-12-08 07:30")
        assert [m["message_thread_id"] for m in digests(office)] == [TOPIC, OTHER_TOPIC]


async def test_a_digest_still_waiting_moves_to_the_new_topic(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        await link_here(office, PLAN, topic=TOPIC)
        await office.robot.worker.work()
        office.clock.move_to(office.clock.now().replace(hour=7, minute=30))
        await office.robot.make_passes()  # planned, and Telegram is out of reach
        await link_here(office, PLAN, topic=OTHER_TOPIC)
        await office.at("2025-12-01 07:32")
        assert [m["message_thread_id"] for m in digests(office)] == [OTHER_TOPIC]


@pytest.mark.parametrize("new", [DigestWishes(weekday=0), DigestWishes(weekday=2), DigestWishes(weekday=4)])
async def test_the_day_changed_in_mid_week_makes_one_digest_a_week(
    open_office: Opened, new: DigestWishes
) -> None:
    async with open_office("2025-12-08 07:00") as office:
        wishes(office, PLAN, DigestWishes(weekday=3))
        await link_here(office, PLAN)
        late = len(digests(office))
        await office.at("2025-12-10 09:00")
        wishes(office, PLAN, new)
        for day in range(10, 20):
            await office.at(f"2025-12-{day} 10:00")
        assert len(digests(office)) == late + 2


async def test_the_lists_a_plan_leaves_out_are_not_shown(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        wishes(office, PLAN, DigestWishes(sections=(DigestList.UNLINKED,)))
        await link_here(office, PLAN)
        await office.at("2025-12-01 07:30")
        told = office.told(GROUP)["text"]
        assert "Chưa kết nối" in told
        assert "Đến hạn trong 14 ngày" not in told


async def test_lists_and_papers_in_the_plans_group_speak_its_language_and_elsewhere_the_bots(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-02 08:00") as office:
        wishes(office, PLAN, DigestWishes(language="en", picture=True))
        await link_here(office, PLAN)
        assert office.last(GROUP)["photo"] and "Done on time" in digests(office)[0]["text"]
        await office.presses(LEADER, "By unit", on=digests(office)[0]["message_id"], chat=GROUP)
        assert "by owning unit" in office.last(GROUP)["text"]
        await office.says(LEADER, "/baocao html", chat=GROUP)
        assert '<html lang="en"' in file_of(office, GROUP)[1].decode()
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/tiendo")
        assert "Đã hoàn thành đúng hạn" in office.last(SECRETARY)["text"]
        await office.says(SECRETARY, "/trogiup", chat=GROUP)
        assert "/tiendo" in office.last(GROUP)["text"]


async def test_the_health_page_tells_each_plans_next_digest(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        wishes(office, OTHER, FRIDAY)
        await office.at("2025-12-01 07:30")
        found = {plan: f"{at:%d/%m %H:%M}" for plan, at in office.robot.pulse.digests.items()}
        assert found == {PLAN: "08/12 07:30", OTHER: "05/12 16:00"}


async def test_an_official_is_still_reminded_in_the_language_of_the_bot(open_office: Opened) -> None:
    async with open_office("2025-12-01 07:00") as office:
        wishes(office, PLAN, DigestWishes(language="en"))
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.at("2025-12-01 07:30")
        assert "Việc cần báo cáo" in office.last(KT)["text"]
