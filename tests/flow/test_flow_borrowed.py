"""Somebody else's words, passed on, are never a state and never a command."""

from collections.abc import Callable

import pytest
from flow_office import GROUP, KT, STRANGER, Office, Opened
from flow_rules import CODE, entries, rule
from test_flow_groups import links_unit_group

from bot.model.people import Role
from bot.rehearsal.params import Upload

PDF = Upload("bien-ban.pdf", b"%PDF-1.4 x", "application/pdf")
Says = Callable[[Office, str], object]


def forwards(office: Office, text: str) -> object:
    return office.api.forward(KT, KT, text, of=STRANGER)


def answers_elsewhere(office: Office, text: str) -> object:
    return office.api.answer_elsewhere(KT, KT, text, of=STRANGER)


BORROWED = pytest.mark.parametrize("says", [forwards, answers_elsewhere])


@BORROWED
async def test_words_of_elsewhere_are_asked_about_and_make_no_state(open_office: Opened, says: Says) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        says(office, "1 xong rồi anh ạ")
        await office.robot.step()
        assert office.reports() == []
        await office.presses(KT, "III.2.1-9")
        assert office.reports() == [("III.2.1-9", None, None, "1 xong rồi anh ạ")]
        await office.presses(KT, "Hoàn thành")
        assert office.reports()[-1] == ("III.2.1-9", "done", None, "1 xong rồi anh ạ")


@BORROWED
@pytest.mark.parametrize("command", [f"/capnhat {CODE} xong", "/viec", "/huylienket"])
async def test_a_command_of_elsewhere_is_not_carried_out(
    open_office: Opened, says: Says, command: str
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        said = len(office.of_bot(KT))
        says(office, command)
        await office.robot.step()
        assert office.reports() == []
        (told,) = office.texts(KT)[said:]
        assert "không được thực hiện" in told


@BORROWED
async def test_nothing_is_taken_back_decided_or_explained_by_words_of_elsewhere(
    open_office: Opened, says: Says
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/viec {CODE}")
        await office.presses(KT, "Vướng mắc")
        for text in ("hoàn tác", "chưa có kinh phí"):
            says(office, text)
        await office.robot.step()
        assert [(kind, state) for kind, state, *_ in entries(office)][:2] == [
            ("progress", "blocked"),
            ("note", None),
        ]
        assert {kind for kind, *_ in entries(office)} == {"progress", "note"}


async def test_a_forwarded_file_is_evidence_of_the_open_card(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/viec {CODE}")
        office.api.forward(KT, KT, "xong rồi nhé", of="Anh Tú", upload=PDF)
        await office.robot.step()
        assert entries(office) == [("evidence", None, "owner", "xong rồi nhé")]


async def test_a_forwarded_file_proves_what_its_sender_has_claimed(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, evidence=True)
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await office.says(KT, f"/capnhat {CODE} xong")
        office.api.forward(KT, KT, of="Anh Tú", upload=PDF)
        await office.robot.step()
        assert [(kind, state) for kind, state, *_ in entries(office)] == [
            ("claim", None),
            ("evidence", None),
            ("progress", "done"),
        ]


async def test_a_forward_in_a_group_is_none_of_the_bots_business(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.privacy = False
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        said = len(office.of_bot(GROUP))
        for text in ("1 xong", f"/capnhat {CODE} xong"):
            office.api.forward(KT, GROUP, text, of=STRANGER)
        await office.robot.step()
        assert office.reports() == []
        assert len(office.of_bot(GROUP)) == said
