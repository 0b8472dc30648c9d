"""`dunghan doctor`: what is missing, a line each with the next step; missing people are nobody's mistake."""

import asyncio
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from migrated import new_store
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.checkup import machine
from bot.cli.checkup.findings import State
from bot.model.people import Invite, Role
from bot.rehearsal.botapi import BotApi
from bot.settings import Settings
from bot.store.store import Store, Transaction
from bot.texts import Texts

NOW = datetime.now(UTC)  # the command's own clock is the machine's
PLAN = "chuyen-doi-so-2026"
FILE = f"""
plan: {PLAN}
number: 12-KH/ĐU
title: Kế hoạch chuyển đổi số
issuer: Đảng ủy xã
issued: 5/1/2026
sections: {{I: Chuyển đổi số}}
owner: van-phong
tasks:
  - {{title: Số hóa xong hồ sơ đất đai, deadline: 31/12/2099, source: {{section: I, item: 1}}}}
"""
UNITS = "units:\n  - {id: van-phong, name: Văn phòng Đảng ủy, short: Văn phòng}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One plan; Telegram is out of reach, and there is no database yet."""
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("DATABASE_URL", f"sqlite:///{tmp_path}/doctor.sqlite3"),
        ("DUNGHAN_PLANS", "plans"),
        ("DUNGHAN_TOKEN", "1:token"),
        ("DUNGHAN_BASE_URL", "http://127.0.0.1:9/bot"),
    ):
        monkeypatch.setenv(name, value)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    return tmp_path


def doctor(*words: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *words])


def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(doctor("--json").stdout)
    return found


def state(what: str) -> str:
    found = {str(each["what"]): str(each["state"]) for each in told()["configuration"]}
    return found.get(what, "not told")


def changed(folder: Path, *changes: Callable[[Transaction], object]) -> None:
    with closing(new_store(folder / "doctor.sqlite3")) as store, store.transaction() as tx:
        for change in changes:
            change(tx)


def linked(role: Role, user: int) -> Callable[[Transaction], object]:
    unit = "van-phong" if role in (Role.OFFICIAL, Role.HEAD) else None
    plan = None if unit else PLAN
    who = None if role is Role.GROUP else user
    return lambda tx: tx.links.add(role, user, who, "Ai đó", unit, plan, None, NOW)


PEOPLE = tuple(linked(role, n) for n, role in enumerate(Role, 41) if role is not Role.HEAD)


def test_what_a_plan_lacks_is_told_a_line_each_with_the_command_that_gets_it() -> None:
    lines = doctor().stdout.splitlines()
    assert lines[lines.index("12-KH/ĐU còn thiếu:") + 1 :] == [
        f"  – Chưa có thư ký → dunghan invite secretary --plan {PLAN}",
        f"  – Chưa có lãnh đạo theo dõi → dunghan invite leader --plan {PLAN}",
        f"  – Chưa có nhóm nhận bản tin tuần → dunghan invite group --plan {PLAN}",
        "  – Chưa có ai nhận việc (1 đơn vị): Văn phòng (van-phong) → "
        "dunghan invite official --unit van-phong",
    ]


def test_a_plan_that_lacks_nothing_says_so(folder: Path) -> None:
    changed(folder, *PEOPLE)
    assert doctor().stdout.splitlines()[-1] == "12-KH/ĐU: không thiếu gì."


def test_without_a_database_yet_it_says_how_one_is_made_and_makes_none(folder: Path) -> None:
    assert "✗ Chưa có cơ sở dữ liệu → dunghan run sẽ tạo ở lần chạy đầu" in doctor().stdout
    assert not (folder / "doctor.sqlite3").exists()


async def test_all_is_well_but_for_people_and_the_exit_code_is_nought(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with BotApi(now=lambda: datetime.now(UTC)) as api:
        monkeypatch.setenv("DUNGHAN_TOKEN", api.token)
        monkeypatch.setenv("DUNGHAN_BASE_URL", api.base_url)
        said = await asyncio.to_thread(doctor)
    assert said.exit_code == 0, said.output
    assert f"✓ Token dùng được: @{api.bot['username']}." in said.stdout
    assert "Chưa có thư ký" in said.stdout


async def test_a_token_that_telegram_refuses_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    async with BotApi(now=lambda: NOW) as api:
        monkeypatch.setenv("DUNGHAN_BASE_URL", api.base_url)
        monkeypatch.setenv("DUNGHAN_TOKEN", "1:another")
        said = await asyncio.to_thread(doctor)
    assert said.exit_code == 2
    assert "✗ Telegram không nhận token này → xem lại telegram.token" in said.stdout


def test_telegram_out_of_reach_is_an_outage() -> None:
    said = doctor()
    assert said.exit_code == 1
    assert "✗ Không kết nối được với Telegram (NetworkError) → kiểm tra mạng" in said.stdout


def test_no_token_is_a_mistake_and_the_rest_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_TOKEN", "")
    said = doctor()
    assert said.exit_code == 2
    assert "✗ Chưa có token của bot → trong Telegram mở @BotFather" in said.stdout
    assert "12-KH/ĐU còn thiếu:" in said.stdout


def test_a_deadline_that_nobody_can_read_is_named_with_its_line(folder: Path) -> None:
    (folder / "plans" / "plan.yaml").write_text(FILE.replace("31/12/2099", "khi nào xong"), encoding="utf-8")
    said = doctor()
    assert said.exit_code == 2
    assert "✗ plans/plan.yaml:10: " in said.stdout
    assert said.stdout.rstrip().endswith("→ sửa tệp, rồi dunghan check")


def test_a_day_read_without_its_year_is_told_and_is_no_mistake(folder: Path) -> None:
    (folder / "plans" / "plan.yaml").write_text(FILE.replace("31/12/2099", "10/1"), encoding="utf-8")
    changed(folder, *PEOPLE)
    (plan,) = told()["plans"]
    assert [each["what"] for each in plan["lacks"]] == ["doubt"]
    assert plan["lacks"][0]["says"].startswith("plans/plan.yaml, dòng 10: I-1: “10/1” không ghi năm")


def test_who_blocked_the_bot_and_who_never_came_are_named(folder: Path) -> None:
    codes = {"c": Role.OFFICIAL, "d": Role.HEAD}

    def invited(tx: Transaction) -> None:
        for code, role in codes.items():
            ended = NOW - timedelta(days=1)
            expired = Invite(role=role, unit="van-phong", plan=None, post=None, expires_at=ended)
            tx.invites.add(code, expired, NOW - timedelta(days=8))

    changed(folder, *PEOPLE, invited, lambda tx: tx.links.unreachable(41, NOW))
    (plan,) = told()["plans"]
    assert [(each["what"], each["next"]) for each in plan["lacks"]] == [
        (
            "unreached",
            "đề nghị người này mở bot, bỏ chặn rồi bấm Bắt đầu; nếu đã thôi việc: dunghan handover",
        ),
        ("expired", "dunghan invite head --unit van-phong"),
    ]


def test_an_hour_at_which_nobody_works_is_pointed_out(folder: Path) -> None:
    assert state("agenda") == "well"
    (folder / "config.yaml").write_text("agenda_time: '02:30'\n")
    assert state("agenda") == "lacking"


@pytest.mark.parametrize(("days", "expected"), [(None, "lacking"), (0, "well"), (2, "well"), (5, "lacking")])
def test_the_last_nightly_backup_is_at_most_two_days_old(
    folder: Path, days: int | None, expected: str
) -> None:
    changed(folder)
    if days is not None:
        (folder / "backups").mkdir()
        made = NOW.astimezone(Settings().timezone).date() - timedelta(days=days)
        for name in (made.isoformat(), "2020-01-01", "cũ"):
            (folder / "backups" / f"dunghan-{name}.sqlite3").touch()
    assert state("backup") == expected


def test_a_database_that_is_none_is_an_outage_and_says_nothing_of_people(folder: Path) -> None:
    (folder / "doctor.sqlite3").write_bytes(b"no database" * 100)
    said = doctor()
    assert said.exit_code == 1
    assert "✗ Tệp cơ sở dữ liệu hỏng" in said.stdout
    assert told()["plans"] is None


def test_an_address_of_no_database_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere")
    assert doctor().exit_code == 2


def test_postgresql_is_backed_up_by_its_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:9/nothing")
    assert (state("database"), state("backup")) == ("outage", "well")


def test_a_configuration_that_is_wrong_is_a_mistake_before_all_else(folder: Path) -> None:
    (folder / "config.yaml").write_text("agenda_tme: '07:30'\n")
    said = doctor()
    assert said.exit_code == 2
    assert said.stdout == "" and said.stderr.startswith("config.yaml:1: ")


def test_json_is_one_object_on_one_line(folder: Path) -> None:
    changed(folder)
    said = doctor("--json")
    assert len(said.stdout.splitlines()) == 1
    found = json.loads(said.stdout)
    assert found["exit"] == said.exit_code == 1
    assert [each["what"] for each in found["configuration"]] == ["token", "agenda", "database", "backup"]
    assert found["configuration"][1]["next"] is None
    units = next(each for each in found["plans"][0]["lacks"] if each["what"] == "units")
    assert units["units"] == ["van-phong"]


def test_it_changes_nothing(folder: Path) -> None:
    changed(folder, *PEOPLE)
    with closing(Store.open(f"sqlite:///{folder}/doctor.sqlite3")) as store:
        doctor()
        with store.transaction(read_only=True) as tx:
            assert len(tx.links.all()) == len(PEOPLE)
            assert tx.outbox.ledger() == []


async def test_a_clock_that_is_off_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.clock(NOW, NOW + timedelta(seconds=90)).state is State.WELL
    off = machine.clock(NOW, NOW + timedelta(minutes=26))
    assert Texts().plain(off.says) == "Đồng hồ máy chậm 26 phút so với Telegram"


async def test_the_clock_is_compared_with_that_of_whoever_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    async with BotApi(now=lambda: datetime.now(UTC)) as api:
        monkeypatch.setenv("DUNGHAN_TOKEN", api.token)
        monkeypatch.setenv("DUNGHAN_BASE_URL", api.base_url)
        assert await asyncio.to_thread(state, "clock") == "well"


def test_a_configuration_with_a_token_that_others_can_read_is_warned_of(folder: Path) -> None:
    file = folder / "config.yaml"
    file.write_text("telegram: {token: '1:secret'}\n")
    file.chmod(0o644)
    said = doctor().stdout
    assert "✗ Người khác trên máy đọc được config.yaml, trong đó có thể có token → chmod 600" in said
    file.chmod(0o600)
    assert "đọc được" not in doctor().stdout


@pytest.mark.parametrize("name", ["evidence", "plans"])
def test_a_folder_that_takes_no_files_is_a_mistake(folder: Path, name: str) -> None:
    changed(folder)
    place = folder / name
    if place.exists():
        shutil.rmtree(place)
    place.write_text("a file where the folder should be")
    said = doctor()
    assert said.exit_code == 2
    assert f"Không ghi được vào thư mục {'kế hoạch' if name == 'plans' else 'minh chứng'}" in said.stdout


def test_a_proxy_that_does_not_answer_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNGHAN_PROXY", "http://user:hunter2@127.0.0.1:9")
    said = doctor().stdout
    assert "✗ Không kết nối được với proxy 127.0.0.1:9 (Connection refused)" in said
    assert "hunter2" not in said
