"""How many tasks of a unit are overdue is one figure on a day, whoever reads it and in whatever list."""

import re
from typing import Any

from flow_office import KT, LEADER, PCCC, PLAN, SECRETARY, Office, Opened

from bot.messages.view import View
from bot.model.deadline import DeadlineKind
from bot.model.message import DeliveryState, OutboxKind
from bot.model.people import Role

UNIT = "ubnd-tp"
HEAD = PCCC
CODE = re.compile(r"\(([IVX]+(?:\.\d+)*-\d+)\)")
STANDS = re.compile(
    r"Đang quá hạn: (\d+) việc \((\d+) việc quá hạn hoàn thành, (\d+) việc thiếu báo cáo kỳ\)"
)


def sent(office: Office, chat: int, kind: OutboxKind) -> list[Any]:
    """What the messages of that kind were about."""
    with office.store.transaction(read_only=True) as tx:
        rows = tx.outbox.newest(chat, [kind], 50)
    return [row.subject for row in rows if row.state is DeliveryState.SENT]


async def listed(office: Office, user: int, words: str) -> list[str]:
    """The lines that carry a number, of all pages."""
    await office.says(user, words)
    found: list[str] = []
    while True:
        text = office.last(user)["text"]
        found += re.split(r"(?m)^(?=\d+\. )", text)[1:]
        if "Trang sau ›" not in office.labels(user):
            return found
        await office.presses(user, "Trang sau ›")


async def test_an_agenda_a_digest_and_every_list_of_a_day_tell_of_the_same_overdue_tasks(
    open_office: Opened,
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit=UNIT)
        await office.links(HEAD, Role.HEAD, unit=UNIT, post="Chủ tịch")
        await office.links(LEADER, Role.LEADER)
        await office.links(SECRETARY, Role.SECRETARY)
        await office.at("2025-12-31 07:30")
        await office.says(KT, "/capnhat III.8-1 đã xong")
        for day in range(1, 20):
            await office.at(f"2026-01-{day:02} 07:30")

        told = [text for text in office.texts(KT) if "Việc cần báo cáo" in text]
        found = [STANDS.search(text) for text in told if " – 7/1/2026" in text]
        assert found[0]
        total, late, missed = map(int, found[0].groups())
        assert total == late + missed

        world, now = office.robot.world, office.clock.now()
        with office.store.transaction(read_only=True) as tx:
            digest = View(world, tx, now).digest(world.catalog.plans[PLAN], since=now)
        of_unit = [item.code for unit in digest.overdue if unit.unit == UNIT for item in unit.items]
        owing = [each.item.code for each in digest.missed if each.item.owner == UNIT]
        assert (len(of_unit), len(owing)) == (late, missed)
        overdue = {*of_unit, *owing}

        named = {ref.code for one in sent(office, KT, OutboxKind.AGENDA) for ref in one.overdue}
        raised = {
            chat: {ref.code for one in sent(office, chat, OutboxKind.ESCALATION) for ref in one.all}
            for chat in (HEAD, LEADER)
        }
        assert named == overdue
        assert raised == {HEAD: overdue, LEADER: overdue}

        own = await listed(office, KT, "/viec")
        behind = [line for line in own if "quá hạn" in line and "phối hợp với" not in line]
        assert {CODE.findall(line)[0] for line in behind} == overdue
        for words, codes in (("/tiendo quá hạn", of_unit), ("/tiendo nợ kỳ", owing)):
            lines = await listed(office, SECRETARY, words)
            assert {CODE.findall(line)[0] for line in lines if "UBND thành phố" in line} == {*codes}
        kinds = {task.code: task.deadline.kind for task in world.catalog.plans[PLAN].tasks}
        assert {kinds[code] for code in owing} == {DeadlineKind.ONGOING, DeadlineKind.RECURRING}
