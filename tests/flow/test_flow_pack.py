"""`/baocao minh chứng`: a plan's evidence as a zip, for those who follow the plan, over HTTP."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flow_office import GROUP, KT, LEADER, PCCC, PLAN, PLANS, SECRETARY, Office, Opened
from flow_rules import CODE, OTHER
from test_flow_opening import PDF, brought, card_of, classify, forget, sends
from typer.testing import CliRunner

from bot.cli import app
from bot.model.people import Role
from bot.papers import pack as packing
from bot.rehearsal.params import Upload

INDEX = "muc-luc.html"


async def peopled(office: Office) -> None:
    await office.links(KT, Role.OFFICIAL, unit="ubnd-tp")
    await office.links(SECRETARY, Role.SECRETARY)


def unpacked(office: Office, chat: int) -> dict[str, bytes]:
    with ZipFile(BytesIO(brought(office, chat)[-1][1])) as made:
        return {name: made.read(name) for name in made.namelist()}


@pytest.mark.parametrize(
    "asked", ["minhchung", "minh chứng", "Minh chung quý IV/2025", "minh chứng 1/12/2025"]
)
async def test_a_secretary_gets_a_folder_a_task(open_office: Opened, asked: str) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF, caption="đã xong")
        await office.says(SECRETARY, f"/baocao {asked}")
        files = unpacked(office, SECRETARY)
        (path,) = set(files) - {INDEX}
        assert path.startswith(f"{CODE} ")
        assert path.endswith(f"/{PDF.name}")
        assert files[path] == PDF.data
        assert all(words in files[INDEX].decode() for words in (CODE, "Hoàn thành", "đã xong", PDF.name))
        assert "1 tệp của 1 nhiệm vụ" in office.last(SECRETARY)["caption"]


async def test_a_quarter_holds_what_was_sent_in_it_and_what_is_due_in_it(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF)
        for asked, found in (("quý IV/2025", True), ("quý III/2025", False)):
            await office.says(SECRETARY, f"/baocao minh chứng {asked}")
            last = office.last(SECRETARY)
            assert ("document" in last) is found
        assert "chưa có tài liệu nào" in office.last(SECRETARY)["text"]


async def test_a_leader_gets_it_an_official_does_not(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await office.links(LEADER, Role.LEADER)
        await office.links(PCCC, Role.OFFICIAL, unit="cong-an-tp")
        await sends(office, PDF)
        for user in (LEADER, PCCC, KT):
            await office.says(user, "/baocao minh chứng")
        assert len(brought(office, LEADER)) == 1
        assert brought(office, PCCC) == brought(office, KT) == []


async def test_a_plans_group_gets_its_plans(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await office.links_group(SECRETARY)
        await sends(office, PDF)
        await office.says(SECRETARY, "/baocao minh chứng", chat=GROUP)
        assert len(unpacked(office, GROUP)) == 2


async def test_classified_tasks_are_named_by_their_code_alone(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF)
        office.api.send_file(KT, KT, Upload("kem.pdf", b"2", "application/pdf"), caption=OTHER)
        await office.robot.step()
        classify(office)
        await office.says(SECRETARY, "/baocao minh chứng")
        files = unpacked(office, SECRETARY)
        assert [path for path in files if path != INDEX and not path.startswith(OTHER)] == []
        assert PDF.name not in files[INDEX].decode()
        assert f"{CODE}: có tài liệu mật" in files[INDEX].decode()
        assert f"Không gửi tài liệu mật của: {CODE}" in office.last(SECRETARY)["caption"]


async def test_what_the_bot_does_not_hold_is_named(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF)
        forget(office, "state", "too_large")
        await office.says(SECRETARY, "/baocao minh chứng")
        assert f"Không kèm được: {PDF.name} ({CODE})" in office.last(SECRETARY)["caption"]
        assert set(unpacked(office, SECRETARY)) == {INDEX}


async def test_a_large_one_comes_in_parts(open_office: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "PART", 20)
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF, Upload("b.pdf", b"2" * 15, "application/pdf"))
        await office.says(SECRETARY, "/baocao minh chứng quý IV/2025")
        assert "Phần 1/2" in office.last(SECRETARY)["caption"]
        assert any(path.endswith(PDF.name) for path in unpacked(office, SECRETARY))
        await office.presses(SECRETARY, "📎 Phần 2/2")
        assert "Phần 2/2" in office.last(SECRETARY)["caption"]
        assert "quý IV/2025" in office.last(SECRETARY)["caption"]
        assert any(path.endswith("b.pdf") for path in unpacked(office, SECRETARY))
        assert office.labels(SECRETARY) == []


async def test_a_past_day_has_what_had_come_by_then(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF)
        await office.at("2025-12-03 09:00")
        await card_of(office)
        await sends(office, Upload("sau.pdf", b"3", "application/pdf"))
        await office.says(SECRETARY, "/baocao minh chứng 2/12/2025")
        assert [path.rpartition("/")[2] for path in unpacked(office, SECRETARY)] == [PDF.name, INDEX]


@pytest.mark.parametrize(
    "asked", ["xin file minh chứng quý IV/2025", "gửi minh chứng quý IV", "minh chung quy 4/2025 voi a"]
)
@pytest.mark.parametrize("who", [SECRETARY, LEADER])
async def test_plain_words_bring_it_as_the_command_does(open_office: Opened, asked: str, who: int) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await office.links(LEADER, Role.LEADER)
        await sends(office, PDF)
        await office.says(who, asked)
        assert any(path.endswith(PDF.name) for path in unpacked(office, who))
        assert "quý IV/2025" in office.last(who)["caption"]


async def test_an_official_who_says_so_announces_some(open_office: Opened) -> None:
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await office.says(KT, "gửi minh chứng quý IV")
        assert "Nội dung này thuộc việc nào ạ?" in office.last(KT)["text"]


@pytest.mark.parametrize("parts", [1, 2])
async def test_the_command_writes_what_the_chat_sends(
    open_office: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, parts: int
) -> None:
    if parts > 1:
        monkeypatch.setattr(packing, "PART", 20)
    async with open_office("2025-12-01 08:00") as office:
        await peopled(office)
        await sends(office, PDF, Upload("b.pdf", b"2" * 15, "application/pdf"))
        await office.says(SECRETARY, "/baocao minh chứng 1/12/2025")
        for part in range(2, parts + 1):
            await office.presses(SECRETARY, f"📎 Phần {part}/{parts}")
        sent = dict(brought(office, SECRETARY)[-parts:])
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DUNGHAN_PLANS", str(PLANS))
        monkeypatch.setenv("DATABASE_URL", office.robot.settings.database_url)
        asked = ["export", "--plan", PLAN, "--format", "zip", "--on", "1/12/2025"]
        made = CliRunner().invoke(app, asked, catch_exceptions=False)
        assert made.exit_code == 0, made.output
        assert {file.name: file.read_bytes() for file in Path().glob("*.zip")} == sent
        quarter = CliRunner().invoke(app, [*asked, "--quarter", "Q3/2025"], catch_exceptions=False)
        assert (quarter.exit_code, quarter.output) == (2, "07-KH/TU: chưa có tài liệu minh chứng nào\n")
