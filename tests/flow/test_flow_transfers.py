"""A unit says a task is another's: the secretary keeps it or hands it over, and both units hear of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from flow_office import KT, PCCC, PLAN, SECRETARY, Office, Opened
from flow_rules import CODE, entries, shown, where

from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load

NOT_OURS = "việc này không phải của phòng em"
OVERLAY = f"{PLAN}.{CODE}.2025-12-01.assign.yaml"


@pytest.fixture
def open_disputed(open_office: Opened) -> Opened:
    """The owner's official says that the task is another's; a secretary, another unit's official."""

    @asynccontextmanager
    async def opened(when: str) -> AsyncIterator[Office]:
        async with open_office(when) as office:
            await office.links(SECRETARY, Role.SECRETARY)
            await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
            await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
            await office.says(KT, f"/viec {CODE}")
            await office.says(KT, NOT_OURS)
            yield office

    return opened


def folder(office: Office) -> Path:
    return office.robot.settings.plans


async def look(office: Office) -> None:
    """The watcher over the files looks again, as it does whenever one changed."""

    def adopt(catalog: Catalog) -> None:
        office.robot.adopt(world_of(office.robot.settings, catalog))

    robot = office.robot
    watcher = Watcher(
        folder(office),
        robot.world.catalog,
        robot.store,
        robot.clock,
        lambda: robot.world,
        adopt,
        robot.post.set,
    )
    await watcher.look()
    await office.robot.step()


def asked_whether_sure(office: Office) -> int:
    """The message that asks the secretary whether the task is to be handed over."""
    found = [m["message_id"] for m in office.of_bot(SECRETARY) if "Chuyển chủ trì từ" in m["text"]]
    return int(found[-1])


async def to_police(office: Office) -> None:
    """The secretary chooses the unit, which stands on the list's first page, and confirms."""
    await office.presses(SECRETARY, "Chuyển cho …")
    await office.presses(SECRETARY, "Công an thành phố")
    await office.presses(SECRETARY, "Xác nhận chuyển")


async def test_it_goes_to_the_secretary_and_reports_nothing(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        asked = office.last(SECRETARY)["text"]
        assert "Đề nghị xem lại đơn vị chủ trì" in asked
        assert NOT_OURS in asked and f"({CODE})" in asked and "UBND thành phố" in asked
        assert office.labels(SECRETARY) == ["Giữ nguyên", "Chuyển cho …"]
        assert "Đã chuyển thư ký xem lại đơn vị chủ trì" in office.last(KT)["text"]
        assert entries(office) == [("not_ours", None, "owner", NOT_OURS)]
        assert (where(office)["state"], where(office)["last_report"]) == ("not_started", None)


@pytest.mark.parametrize("by", ["button", "words"])
async def test_kept_as_it_is_the_asker_hears_of_it(open_disputed: Opened, by: str) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        question = office.last(SECRETARY)["message_id"]
        if by == "button":
            await office.presses(SECRETARY, "Giữ nguyên")
        else:
            await office.says(SECRETARY, "giữ nguyên, đã giao tại Kế hoạch", to=question)
        assert "Thư ký giữ nguyên đơn vị chủ trì" in office.last(KT)["text"]
        assert "Đã quyết định" in shown(office, SECRETARY, question)
        assert where(office)["owner"] == "ubnd-tp"


async def test_handed_over_both_units_hear_and_the_files_say_so(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        question = office.last(SECRETARY)["message_id"]
        await to_police(office)
        assert "Đã chuyển đơn vị chủ trì" in office.last(KT)["text"]
        assert "Đơn vị được giao chủ trì" in office.last(PCCC)["text"]
        assert "Đã quyết định" in shown(office, SECRETARY, question)
        assert entries(office)[-1][:1] == ("answer",)
        await look(office)
        assert where(office)["owner"] == "cong-an-tp"
        await office.says(PCCC, f"{CODE} đang làm 10%")
        assert where(office)["percent"] == 10


async def test_the_file_says_when_on_whose_word_and_is_read_without_a_mistake(
    open_disputed: Opened,
) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        await to_police(office)
        text = (folder(office) / OVERLAY).read_text(encoding="utf-8")
        assert "08:00 1/12/2025" in text and "thư ký Chánh Văn phòng" in text
        loaded = load([folder(office)])
        assert loaded.problems == ()
        task = next(t for t in loaded.catalog.plans[PLAN].tasks if t.code == CODE)
        assert (task.owner, task.original.owner) == ("cong-an-tp", "ubnd-tp")


async def test_nothing_is_written_before_the_secretary_confirms(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        await office.presses(SECRETARY, "Chuyển cho …")
        await office.presses(SECRETARY, "Công an thành phố")
        assert not (folder(office) / OVERLAY).exists()
        assert [kind for kind, *_ in entries(office)] == ["not_ours"]


async def test_the_same_in_words(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        await office.says(SECRETARY, "chuyển cho Công an thành phố", to=office.last(SECRETARY)["message_id"])
        await office.says(SECRETARY, "xác nhận", to=office.last(SECRETARY)["message_id"])
        assert (folder(office) / OVERLAY).exists()


async def test_a_second_decision_comes_too_late(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        await to_police(office)
        count = len(office.of_bot(PCCC))
        await office.presses(SECRETARY, "Xác nhận chuyển", on=asked_whether_sure(office))
        assert len(office.of_bot(PCCC)) == count
        assert [kind for kind, *_ in entries(office)].count("answer") == 1


async def test_a_folder_that_cant_be_written_to_is_told_with_what_to_add(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        (folder(office) / f".{OVERLAY}.new").mkdir()  # as root nothing else refuses a file
        await to_police(office)
        told = office.last(SECRETARY)["text"]
        assert OVERLAY in told and "owner: cong-an-tp" in told
        assert [kind for kind, *_ in entries(office)] == ["not_ours"]
        by_hand = told.partition("nội dung:")[2].partition("Khi tệp có hiệu lực")[0]
        (folder(office) / OVERLAY).write_text(by_hand, encoding="utf-8")
        await look(office)
        assert where(office)["owner"] == "cong-an-tp"
        await office.at("2025-12-01 08:05")
        await office.presses(SECRETARY, "Xác nhận chuyển", on=asked_whether_sure(office))
        assert entries(office)[-1][0] == "answer"


async def test_taken_back_it_is_no_longer_asked(open_disputed: Opened) -> None:
    async with open_disputed("2025-12-01 08:00") as office:
        question = office.last(SECRETARY)["message_id"]
        await office.says(KT, "hoàn tác")
        assert "đã được rút lại" in shown(office, SECRETARY, question)
        assert office.labels(SECRETARY) == []


async def test_who_only_helps_asks_the_secretary(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        task = next(t for t in office.robot.world.catalog.plans[PLAN].tasks if t.support)
        await office.links(PCCC, Role.OFFICIAL, unit=task.support[0])
        await office.says(PCCC, f"{task.code} {NOT_OURS}")
        assert [kind for kind, *_ in entries(office)] == ["question"]
