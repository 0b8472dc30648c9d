"""Messages touched and changed later: nothing new, or read as of their first sending."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from flow_office import GROUP, KT, PLAN, SECRETARY, STRANGER, ZONE, Office, Opened
from flow_rules import CODE, OTHER, entries, rule, shown, where
from test_flow_evidence import picture
from test_flow_groups import agendas, links_unit_group

from bot.conversation.dispatch import Dispatcher
from bot.model.deadline import TaskRef
from bot.model.history import History
from bot.model.message import Event
from bot.model.people import Role
from bot.model.progress import Report
from bot.rehearsal.params import Upload
from bot.store.store import Transaction
from bot.telegram.aside import MOST_ATTEMPTS
from bot.turn.turn import Outcome

PDF, OTHER_PDF = (Upload(f"{name}.pdf", name.encode(), "application/pdf") for name in ("a", "b"))


async def official(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.says(KT, "/viec")


async def says(office: Office, text: str, to: int | None = None) -> int:
    id = office.api.say(KT, KT, text, to)
    await office.robot.step()
    return id


async def edits(
    office: Office,
    message: int,
    text: str,
    *,
    user: int = KT,
    chat: int | None = None,
    file: Upload | None = None,
) -> None:
    office.api.edit(user, chat or user, message, text, file)
    await office.robot.step()


def state(office: Office, code: str = CODE) -> tuple[str, int | None]:
    row = where(office, code)
    return row["state"], row["percent"]


def live(office: Office) -> Sequence[Report]:
    """What of the log counts."""
    with office.store.transaction(read_only=True) as tx:
        return History(tx.reports.of()).live


async def test_a_heart_on_an_old_message_changes_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        old = await says(office, "8 đang làm 40%")
        await says(office, "8 xong")
        told = office.texts(KT)
        for when in ("2025-12-01 08:05", "2025-12-05 09:00"):
            await office.at(when)
            before = office.reports(), len(office.of_bot(KT))
            office.api.touch(KT, KT, old)
            await office.robot.step()
            assert (office.reports(), len(office.of_bot(KT))) == before
        assert state(office)[0] == "done"
        assert told[-1] in office.texts(KT)


async def test_a_touched_file_is_kept_once(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        sent = office.api.send_file(KT, KT, PDF, caption=f"{CODE} xong")
        await office.robot.step()
        before = entries(office)
        office.api.touch(KT, KT, sent)
        await office.robot.step()
        assert entries(office) == before


async def test_a_heart_on_a_command_or_an_undo_runs_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        ids = [await says(office, text) for text in (f"/capnhat {CODE} xong", "hoàn tác", "8 đang làm 30%")]
        before = office.reports()
        for id in ids:
            office.api.touch(KT, KT, id)
        await office.robot.step()
        assert office.reports() == before


async def test_a_message_kept_no_longer_says_nothing_when_touched(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        old = await says(office, "8 đang làm 40%")
        await office.at("2026-01-20 08:00")
        await office.robot.upkeep()
        before = office.reports(), len(office.of_bot(KT))
        office.api.touch(KT, KT, old)
        await office.robot.step()
        assert (office.reports(), len(office.of_bot(KT))) == before


async def test_a_number_mended_takes_the_first_reading_back(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "8 đang làm 40%")
        receipt = office.last(KT)["message_id"]
        await edits(office, said, "9 đang làm 40%")
        assert state(office, CODE) == ("not_started", None)
        assert state(office, OTHER) == ("in_progress", 40)
        assert "Đã hoàn tác" in shown(office, KT, receipt)
        assert f"({OTHER})" in office.last(KT)["text"]
        await edits(office, said, "8 đang làm 45%")
        assert state(office, CODE) == ("in_progress", 45)
        assert state(office, OTHER) == ("not_started", None)


async def test_it_is_read_in_the_list_it_answered(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "8 đang làm 40%")
        await office.says(KT, "/tim báo cáo")
        assert "1. Phương án tháo gỡ dự án ách tắc" in office.last(KT)["text"]
        await edits(office, said, "1 đang làm 40%")
        assert state(office, "III.2.1-9") == ("in_progress", 40)


async def test_it_is_read_as_of_its_own_day(open_office: Opened) -> None:
    async with open_office("2025-12-31 23:58") as office:
        await official(office)
        said = await says(office, f"{CODE} đang làm 90%")
        await office.at("2026-01-01 00:03")
        await edits(office, said, f"{CODE} xong")
        assert state(office)[0] == "done"
        assert [report.at.astimezone(ZONE).date() for report in live(office)] == [date(2025, 12, 31)]


async def test_what_was_told_meanwhile_stands(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "8 đang làm 40%")
        await says(office, "8 xong")
        await edits(office, said, "8 đang làm 45%")
        assert state(office)[0] == "done"


async def test_after_ten_minutes_it_is_said_that_nothing_was_recorded(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "8 đang làm 40%")
        await office.at("2025-12-01 08:11")
        before = office.reports()
        await edits(office, said, "8 đang làm 60%")
        assert office.reports() == before
        assert "quá 10 phút" in office.last(KT)["text"]
        count = len(office.of_bot(KT))
        office.api.touch(KT, KT, said)
        await office.robot.step()
        assert len(office.of_bot(KT)) == count


async def test_an_edit_in_time_that_is_heard_late_counts(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "8 đang làm 40%")
        office.clock.move_to(office.clock.now().replace(minute=9))
        office.api.edit(KT, KT, said, "8 đang làm 60%")
        await office.at("2025-12-01 09:00")
        assert state(office) == ("in_progress", 60)


async def test_commands_undo_and_decisions_never_run_from_an_edit(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        await says(office, "8 đang làm 40%")
        for text in (f"/capnhat {OTHER} xong", "hoàn tác", "/hoantac", "đồng ý"):
            said = await says(office, "cảm ơn")
            before = office.reports()
            await edits(office, said, text)
            assert office.reports() == before
            assert "không thực hiện từ tin đã sửa" in office.last(KT)["text"]


async def test_a_decision_is_neither_made_nor_unmade_by_an_edit(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(SECRETARY, Role.SECRETARY)
        await official(office)
        await says(office, f"{CODE} xong")
        question = office.last(SECRETARY)["message_id"]
        said = office.api.say(SECRETARY, SECRETARY, "chưa biết", question)
        await office.robot.step()
        office.api.edit(SECRETARY, SECRETARY, said, "đồng ý")
        await office.robot.step()
        assert state(office)[0] == "awaiting_approval"
        decided = office.api.say(SECRETARY, SECRETARY, "đồng ý", question)
        await office.robot.step()
        assert state(office)[0] == "done"
        office.api.edit(SECRETARY, SECRETARY, decided, "không đồng ý, thiếu biên bản")
        await office.robot.step()
        assert state(office)[0] == "done"


async def test_what_was_decided_on_is_not_taken_back_by_an_edit(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        rule(office, approval=True)
        await office.links(SECRETARY, Role.SECRETARY)
        await official(office)
        said = await says(office, f"{CODE} xong")
        await office.presses(SECRETARY, "Xác nhận")
        await edits(office, said, f"{CODE} đang làm 60%")
        assert state(office)[0] == "done"
        assert "Thư ký đã quyết định" in office.last(KT)["text"]


async def test_an_edit_of_words_still_asked_about_answers_the_question_anew(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "đang làm 40%")
        question = office.last(KT)["message_id"]
        await edits(office, said, f"{CODE} đang làm 50%")
        assert office.reports() == [(CODE, "in_progress", 50, "đang làm 50%")]
        assert "không còn hiệu lực" in shown(office, KT, question)


async def test_what_a_press_answered_is_taken_back_with_the_words(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, "đang làm 40%")
        await office.presses(KT, office.labels(KT)[0])
        (first,) = (code for code, *_ in office.reports())
        other = OTHER if first == CODE else CODE
        await edits(office, said, f"{other} đang làm 40%")
        assert state(office, first) == ("not_started", None)
        assert state(office, other) == ("in_progress", 40)


async def test_another_file_takes_the_place_of_the_first(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        sent = office.api.send_file(KT, KT, PDF, caption=f"{CODE} xong")
        await office.robot.step()
        await edits(office, sent, f"{CODE} xong", file=OTHER_PDF)
        assert state(office)[0] == "done"
        await office.says(KT, f"/viec {CODE}")
        await office.presses(KT, "Chi tiết")
        assert "b.pdf" in office.last(KT)["text"]
        assert "a.pdf" not in office.last(KT)["text"]


async def album(office: Office, caption: str) -> list[int]:
    """Three pictures sent together, the words on the first; their message ids."""
    sent = [
        office.api.send_file(KT, KT, picture(n), photo=True, album="77", caption="" if n else caption)
        for n in range(3)
    ]
    await office.robot.step()
    await office.at("2025-12-01 08:01")
    return sent


def evidence_of(office: Office, code: str) -> list[str]:
    """The pictures that count for a task, by the name they have for ever."""
    counted = {report.id for report in live(office)}
    with office.store.transaction(read_only=True) as tx:
        found = tx.evidence.of([TaskRef(PLAN, code)])
    return sorted(piece.what.unique_id or "" for piece in found if piece.report_id in counted)


@pytest.mark.parametrize("to", [f"{CODE} đang làm 60%", f"{OTHER} đang làm 60%"])
async def test_the_pictures_of_an_album_go_where_its_changed_words_say(open_office: Opened, to: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        first, *_ = await album(office, f"{CODE} đang làm 40%")
        assert len(evidence_of(office, CODE)) == 3
        for words in (to, to + " rồi"):
            await edits(office, first, words)
            assert [(r.percent, r.note) for r in live(office) if r.percent] == [
                (60, "đang làm 60%" + words[len(to) :])
            ]
            assert (
                len(set(evidence_of(office, to.split()[0]))) == len(evidence_of(office, to.split()[0])) == 3
            )
            assert len(evidence_of(office, CODE)) == (3 if to.startswith(f"{CODE} ") else 0)
        await office.at("2025-12-01 08:03")
        assert office.last(KT)["text"].count("📎") == 3


async def test_a_touched_picture_of_an_album_moves_nothing(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        sent = await album(office, f"{CODE} đang làm 40%")
        before = entries(office), evidence_of(office, CODE)
        for message in sent:
            office.api.touch(KT, KT, message)
        await office.robot.step()
        assert (entries(office), evidence_of(office, CODE)) == before


def fails_on(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Our own code fails whenever somebody says that."""
    whole = Dispatcher.handle

    def handle(self: Dispatcher, event: Event, tx: Transaction, now: datetime) -> Outcome:
        if event.text == words:
            raise RuntimeError("a fault of ours")
        return whole(self, event, tx, now)

    monkeypatch.setattr(Dispatcher, "handle", handle)


@pytest.mark.parametrize("tries", [1, MOST_ATTEMPTS], ids=["put off", "set aside"])
async def test_a_message_that_could_not_be_read_is_read_when_its_sender_mends_it(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        with monkeypatch.context() as patched:
            fails_on(patched, "8 đang làm 40%")
            said = await says(office, "8 đang làm 40%")
            for _ in range(tries - 1):
                office.clock.move_to(office.clock.now() + timedelta(minutes=2))
                await office.robot.step()
            office.api.touch(KT, KT, said)
            await office.robot.step()
            assert office.reports() == []
            await edits(office, said, "8 đang làm 60%")
            assert [r.percent for r in live(office)] == [60]
        with office.store.transaction() as tx:  # the operator tries again what was set aside
            tx.inbox.requeue(None, office.clock.now())
        await office.at("2025-12-01 09:00")
        assert [r.percent for r in live(office)] == [60]


async def test_a_reminder_put_off_by_mistake_comes_again(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        said = await says(office, f"{CODE} nhắc lại sau 10 ngày")
        await edits(office, said, f"{OTHER} nhắc lại sau 10 ngày")
        with office.store.transaction(read_only=True) as tx:
            later = {one.task.code for one in tx.snoozes.all() if one.until > office.clock.now().date()}
        assert later == {OTHER}


async def test_a_live_location_is_answered_once_at_most(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await official(office)
        count = len(office.of_bot(KT))
        place = office.api.send_location(KT, KT, 20.86, 106.68, live_s=900)
        for step in range(1, 6):
            office.api.move(KT, KT, place, 20.86 + step, 106.68)
            await office.robot.step()
        assert len(office.of_bot(KT)) <= count + 1
        assert office.reports() == []


async def test_in_a_group_an_edit_mends_what_was_reported_there(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        agenda = agendas(office, GROUP)[-1]["message_id"]
        said = office.api.say(KT, GROUP, "8 đang làm 40%", agenda)
        await office.robot.step()
        await edits(office, said, "8 đang làm 60%", chat=GROUP)
        assert [r.percent for r in live(office)] == [60]


async def test_in_a_group_what_people_say_to_each_other_stays_theirs_when_edited(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        office.api.privacy = False
        await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
        await links_unit_group(office)
        count = len(office.of_bot(GROUP))
        said = office.api.say(KT, GROUP, "8 đang làm")
        await office.robot.step()
        await edits(office, said, "8 xong", chat=GROUP)
        office.api.touch(STRANGER, GROUP, said)
        await office.robot.step()
        assert (office.reports(), len(office.of_bot(GROUP))) == ([], count)


async def test_a_figure_of_a_target_is_mended(open_office: Opened) -> None:
    async with open_office("2026-07-03 08:00") as office:
        await office.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/chitieu 2")
        said = office.api.say(SECRETARY, SECRETARY, "38.500", office.last(SECRETARY)["message_id"])
        await office.robot.step()
        await edits(office, said, "38.600", user=SECRETARY)
        with office.store.transaction(read_only=True) as tx:
            figures = History(tx.target_values.of(PLAN)).live
        assert [str(figure.value) for figure in figures] == ["38600"]
