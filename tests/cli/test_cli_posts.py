"""The operator's commands about posts: hand over, name a deputy, list and end links, print the table."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from migrated import new_store
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.model.people import Role
from bot.model.subjects import Notice
from bot.planfile.catalog import load
from bot.store.facts import BOT_NAME
from bot.store.store import Store

PLANS = Path(__file__).parents[2] / "plans"
NOW = datetime(2025, 12, 1, 1, tzinfo=UTC)
POST = "Trưởng phòng Kinh tế"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """One official is linked; Telegram is out of reach, and the bot's name known from an earlier run."""
    address = f"sqlite:///{tmp_path}/posts.sqlite3"
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("DATABASE_URL", address),
        ("DUNGHAN_PLANS", str(PLANS)),
        ("DUNGHAN_TOKEN", "1:token"),
        ("DUNGHAN_BASE_URL", "http://127.0.0.1:9/bot"),
    ):
        monkeypatch.setenv(name, value)
    with closing(new_store(tmp_path / "posts.sqlite3")) as store, store.transaction() as tx:
        tx.facts.set(BOT_NAME, "dung_han_bot")
        tx.links.add(Role.OFFICIAL, 41, 41, "Cán bộ", "ubnd-tp", None, POST, NOW)
    return address


def dunghan(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def linked(database: str) -> int:
    with closing(Store.open(database)) as store, store.transaction(read_only=True) as tx:
        return len(tx.links.all())


def test_handover_prints_the_link_last(database: str) -> None:
    said = dunghan("handover", "--unit", "ubnd-tp", "--post", POST)
    assert said.exit_code == 0
    assert said.stdout.splitlines()[-1].startswith("https://t.me/dung_han_bot?start=")
    assert linked(database) == 1  # the holder stays until the successor comes


def test_a_post_nobody_holds_is_named_with_those_there_are(database: str) -> None:
    said = dunghan("handover", "--unit", "ubnd-tp", "--post", "Giám đốc")
    assert said.exit_code == 2
    assert f"“{POST}”" in said.stderr


def test_two_holders_are_told_apart_by_number(database: str) -> None:
    with closing(Store.open(database)) as store, store.transaction() as tx:
        tx.links.add(Role.OFFICIAL, 42, 42, "Cán bộ khác", "ubnd-tp", None, POST, NOW)
    assert dunghan("handover", "--unit", "ubnd-tp", "--post", POST).exit_code == 2
    assert dunghan("handover", "--unit", "ubnd-tp", "--link", "2").exit_code == 0


def test_a_deputy_needs_two_days(database: str) -> None:
    deputy = ("handover", "--deputy", "--unit", "ubnd-tp", "--post", POST)
    assert dunghan(*deputy, "--from", "2026-07-01").exit_code == 2
    assert dunghan(*deputy, "--from", "5/7/2026", "--to", "1/7/2026").exit_code == 2
    said = dunghan(*deputy, "--from", "1/7/2026", "--to", "5/7/2026")
    assert "từ 1/7/2026 đến 5/7/2026" in said.stdout


def test_days_without_a_deputy_are_a_mistake(database: str) -> None:
    assert dunghan("handover", "--unit", "ubnd-tp", "--from", "1/7/2026").exit_code == 2


def test_a_link_is_ended_by_its_number(database: str) -> None:
    assert "Cán bộ" in dunghan("links").stdout
    assert dunghan("unlink", "1").exit_code == 0
    assert linked(database) == 0
    assert dunghan("unlink", "1").exit_code == 2


def test_whoever_loses_a_link_and_the_secretary_are_told(database: str) -> None:
    with closing(Store.open(database)) as store, store.transaction() as tx:
        today = NOW.date()
        post = ("ubnd-tp", None, POST, NOW)
        tx.links.add(Role.OFFICIAL, 42, 42, "Phó phòng", *post, valid_from=today, valid_to=today, made_by=1)
        tx.links.add(Role.SECRETARY, 50, 50, "Chánh Văn phòng", None, "hai-phong-07-kh-tu", None, NOW)
        tx.links.add(Role.SECRETARY, 51, 51, "Thư ký khác", None, "ke-khac", None, NOW)
    assert dunghan("unlink", "1").exit_code == 0
    with closing(Store.open(database)) as store, store.transaction(read_only=True) as tx:
        told = [(row.chat_id, row.subject) for row in tx.outbox.ledger()]
    notices = sorted((chat, of.key, of.values["name"]) for chat, of in told if isinstance(of, Notice))
    assert notices == [
        (41, "post.ended", "Cán bộ"),
        (42, "post.ended", "Phó phòng"),
        (50, "post.ended_by_operator", "Cán bộ"),
        (50, "post.ended_by_operator", "Phó phòng"),
    ]


def test_a_link_is_ended_while_a_plan_does_not_parse(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("plans").mkdir()
    Path("plans/broken.yaml").write_text("plan: [")
    monkeypatch.setenv("DUNGHAN_PLANS", "plans")
    assert dunghan("unlink", "1").exit_code == 0
    assert linked(database) == 0


def test_a_group_is_invited_for_a_plan_or_a_unit(database: str) -> None:
    assert dunghan("invite", "group").exit_code == 2
    assert dunghan("invite", "group", "--unit", "ubnd-tp", "--plan", "hai-phong-07-kh-tu").exit_code == 2
    said = dunghan("invite", "group", "--unit", "ubnd-tp")
    assert said.stdout.splitlines()[-1].startswith("https://t.me/dung_han_bot?startgroup=")


def test_a_secretary_is_invited_for_a_plan_or_for_one_that_is_still_to_be_made(database: str) -> None:
    said = dunghan("invite", "secretary", "--new-plan", "rung-2026")
    assert said.stdout.splitlines()[-1].startswith("https://t.me/dung_han_bot?start=")
    assert dunghan("invite", "secretary").exit_code == 2
    assert dunghan("invite", "secretary", "--plan", "x", "--new-plan", "y").exit_code == 2


@pytest.mark.parametrize("id", ["hai-phong-07-kh-tu", "Rừng 2026"])
def test_the_id_of_a_plan_to_be_made_is_free_and_an_id(database: str, id: str) -> None:
    said = dunghan("invite", "secretary", "--new-plan", id)
    assert said.exit_code == 2 and id in said.output


def test_the_table_of_rights_is_printed(database: str) -> None:
    said = dunghan("roles")
    assert said.exit_code == 0
    for word in ("cán bộ", "người lạ", "/viec", "/huylienket", "mọi nơi"):
        assert word in said.stdout


def test_cards_are_made_for_units_that_nobody_answers_for_and_the_file_is_printed_last(database: str) -> None:
    said = dunghan("invite", "cards", "--plan", "hai-phong-07-kh-tu")
    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines()[-1] == "Phieu-moi-07-KH-TU.docx"
    unit, *_, link = Document("Phieu-moi-07-KH-TU.docx").tables[0].cell(0, 0).text.splitlines()
    assert unit == "Ban Tuyên giáo và Dân vận Thành ủy"  # the first without anybody
    assert link.startswith("https://t.me/dung_han_bot?start=")
    assert open_for(database) == 7


def test_cards_for_all_units_are_made_where_that_is_asked_for(database: str) -> None:
    assert (
        dunghan("invite", "cards", "--plan", "hai-phong-07-kh-tu", "--all", "--out", "all.docx").exit_code
        == 0
    )
    assert open_for(database) == 8
    assert Path("all.docx").exists()


def open_for(database: str) -> int:
    """How many units are invited for."""
    with closing(Store.open(database)) as store, store.transaction(read_only=True) as tx:
        return len({each.invite.unit for each in tx.invites.unused(NOW)})


def test_where_every_unit_has_somebody_no_card_is_made(database: str) -> None:
    with closing(Store.open(database)) as store, store.transaction() as tx:
        for n, unit in enumerate(load([PLANS]).catalog.units):
            tx.links.add(Role.OFFICIAL, 100 + n, 100 + n, "Cán bộ", unit, None, None, NOW)
    said = dunghan("invite", "cards", "--plan", "hai-phong-07-kh-tu")
    assert said.exit_code == 0
    assert "đã có người nhận việc" in said.stdout
    assert open_for(database) == 0 and not [*Path().glob("*.docx")]
