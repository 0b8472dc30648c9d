"""In a linked group stands what that group may see, whoever asks for whatever."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from flow_office import GROUP, KT, LEADER, SECRETARY, Office, Opened
from flow_sight import ARGUMENTS, IDS, PLACES, PRESSES, peopled, play
from migrated import new_store

from bot.access.buttons import Action
from bot.access.commands import COMMANDS
from bot.model.people import Role
from bot.store.store import Store

POST = "Trưởng phòng Kinh tế"
TURNS = 4


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(new_store(tmp_path_factory.mktemp("sight") / "sight.sqlite3")) as opened:
        peopled(opened)
        yield opened


def test_every_command_and_button_is_played() -> None:
    assert set(ARGUMENTS) == {command.name for command in COMMANDS}
    assert set(PRESSES) == set(Action)


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("who", IDS)
def test_no_command_or_button_shows_a_group_what_it_has_no_right_to(
    store: Store, who: str, kind: str
) -> None:
    """Each is played in each kind of group by two speakers; `python tests/flow/flow_sight.py`, which CI runs
    too, plays all by all."""
    turn = [*IDS].index(who) + [*PLACES].index(kind)
    played = play(store, kind, who, turn % TURNS, TURNS)
    assert played.leaks == []
    assert played.answered > 0


async def secretary_in_group(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp", post=POST)
    await office.links(SECRETARY, Role.SECRETARY)
    await office.links_group()


@pytest.mark.parametrize("words", ["/huylienket trưởng phòng", "/huylienket 1"])
async def test_the_posts_of_others_are_listed_and_ended_in_private(open_office: Opened, words: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await secretary_in_group(office)
        await office.says(SECRETARY, words, chat=GROUP)
        assert "đã trả lời riêng" in office.last(GROUP)["text"]
        assert POST in office.last(SECRETARY)["text"]
        assert not any(POST in text for text in office.texts(GROUP))


async def test_the_groups_own_link_is_listed_and_ended_there(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await secretary_in_group(office)
        await office.says(SECRETARY, "/huylienket", chat=GROUP)
        assert office.labels(GROUP) == ["3. nhóm, 07-KH/TU: Ban Chỉ đạo 68"]
        await office.presses(SECRETARY, "3.", chat=GROUP)
        await office.presses(SECRETARY, "Hủy liên kết", chat=GROUP)
        assert "Đã hủy liên kết 3" in office.last(GROUP)["text"]


async def test_the_day_of_a_plan_that_is_not_the_groups_is_told_in_private(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(LEADER, Role.LEADER)
        office.api.add_to_group(LEADER, GROUP, office.code(Role.GROUP, unit="ubnd-xa-ke-sat"))
        await office.robot.step()
        said = len(office.texts(GROUP))
        await office.says(LEADER, "/tiendo 1/1/2020", chat=GROUP)
        assert "07-KH/TU" in office.last(LEADER)["text"]
        assert "đã trả lời riêng" in office.last(GROUP)["text"]
        assert not any("07-KH/TU" in text for text in office.texts(GROUP)[said:])
