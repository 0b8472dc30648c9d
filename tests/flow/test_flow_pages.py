"""Every list can be read to its end: which task is meant, what waits for a decision."""

import pytest
from flow_commune import HEAD, Commune, task
from flow_office import KT, SECRETARY, Opened

from bot.model.people import Role

MANY = tuple(task(n, f"Nhiệm vụ thứ {n}", "31/3/2026", "van-phong") for n in range(1, 24))
APPROVED = HEAD.replace("issued:", "approval: secretary\nissued:")
ON, BACK = "Trang sau ›", "‹ Trang trước"


async def test_every_open_task_can_be_chosen_and_the_words_wait(
    open_office: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        commune = Commune(office, tmp_path_factory.mktemp("commune"))
        await commune.starts(*MANY)
        await commune.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(KT, "đang làm 40%")
        assert office.last(KT)["text"] == (
            "“đang làm 40%”\nNội dung này thuộc việc nào ạ? Bấm một việc, hoặc gõ mã việc – trang 1/3."
        )
        offered = [label for label in office.labels(KT) if label not in (ON, BACK)]
        question = office.last(KT)["message_id"]
        for _ in range(2):
            await office.presses(KT, ON, on=question)
            offered += [label for label in office.labels(KT) if label not in (ON, BACK)]
        assert len({*offered}) == len(offered) == 23
        assert office.last(KT)["message_id"] == question
        await office.presses(KT, BACK, on=question)
        await office.presses(KT, office.labels(KT)[3], on=question)
        assert [(state, percent) for _, state, percent, _ in office.reports()] == [("in_progress", 40)]


async def test_on_any_page_a_code_may_be_typed(
    open_office: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        commune = Commune(office, tmp_path_factory.mktemp("commune"))
        await commune.starts(*MANY)
        await commune.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(KT, "đang làm 40%")
        await office.presses(KT, ON)
        await office.says(KT, "I-23")
        assert [report[:3] for report in office.reports()] == [("I-23", "in_progress", 40)]


async def test_what_waits_for_a_decision_is_read_to_its_end(
    open_office: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with open_office("2026-01-05 08:00") as office:
        commune = Commune(office, tmp_path_factory.mktemp("commune"))
        await commune.starts(*MANY, head=APPROVED)
        await commune.links(KT, Role.OFFICIAL, "van-phong")
        await commune.links(SECRETARY, Role.SECRETARY)
        for n in range(1, 13):
            await office.says(KT, f"I-{n} đã xong")
        await office.says(SECRETARY, "/duyet")
        assert office.last(SECRETARY)["text"].startswith("Chờ quyết định – trang 1/2\n– I-1 ")
        await office.presses(SECRETARY, ON)
        assert office.labels(SECRETARY) == ["I-11 Nhiệm vụ thứ 11", "I-12 Nhiệm vụ thứ 12", BACK]
        await office.presses(SECRETARY, "I-12 Nhiệm vụ thứ 12")
        assert "I-12" in office.last(SECRETARY)["text"]
