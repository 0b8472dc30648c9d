"""What is made of a file that a secretary sent, however long its words are: a message still holds it."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from bot.drafting.around import Around
from bot.drafting.reading import read
from bot.messages.snapshot import world_of
from bot.model.plan_file import PlanFileState, Reading
from bot.planfile.catalog import load
from bot.settings import Settings
from bot.texts.limits import length

NOW = datetime(2026, 1, 15, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CAPTION, MESSAGE = 1024, 4096  # UTF-16 units: core.telegram.org/bots/api#sendmessage
LONG = "rất dài " * 60
UNITS = "units:\n  - {id: vp, name: Văn phòng, short: Văn phòng}\n"
HEAD = (
    f"plan: kh\nnumber: 15/KH-UBND\ntitle: {LONG}\nissuer: UBND xã\nissued: 2026-01-05\n"
    "owner: vp\nsections: {I: Chung}\ntasks:\n"
)


@pytest.fixture
def around(tmp_path: Path) -> Around:
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
    (tmp_path / "kh.yaml").write_text(plan("20/1/2026"), encoding="utf-8")
    world = world_of(Settings(plans=tmp_path), load([tmp_path]).catalog)
    return Around(folder=tmp_path, world=world, times=Settings().times, now=NOW, mine=["kh"])


def plan(deadline: str, owner: str = "vp") -> str:
    said = f"deadline: {deadline}, owner: {owner}"
    tasks = (
        f"  - {{title: Việc {n} {LONG}, {said}, source: {{section: I, item: {n}}}}}\n" for n in range(1, 41)
    )
    return HEAD + "".join(tasks)


def told(found: Reading, around: Around) -> int:
    html = around.texts.html(
        found.key, file="x" * 48, head=found.head, lines=found.lines, more=found.more, state=found.state
    )
    return length(html)


def test_a_caption_holds_the_head_and_the_worst_doubts(around: Around) -> None:
    made, data = Document(), BytesIO()
    for line in ("Số: 24/KH-UBND", "Ngày 12 tháng 1 năm 2026", "KẾ HOẠCH", LONG, "I. NHIỆM VỤ"):
        made.add_paragraph(line)
    for n in range(1, 20):
        made.add_paragraph(f"{n}. Sở số {n} chủ trì rà soát {LONG} trước ngày 30/3/2026, báo cáo quý II.")
    made.save(data)
    found = read("kh.docx", data.getvalue(), around)
    assert found.sheet and found.lines
    assert told(found, around) <= CAPTION


def test_a_message_holds_what_changes(around: Around) -> None:
    found = read("kh.yaml", plan("30/1/2026").encode(), around)
    assert found.state is PlanFileState.READY
    assert told(found, around) <= MESSAGE


def test_a_message_holds_what_is_wrong(around: Around) -> None:
    found = read("kh.yaml", plan("30/2/2026", owner=f'"{LONG}"').encode(), around)
    assert found.more and not found.files
    assert told(found, around) <= MESSAGE


def test_nothing_is_proposed_while_another_file_of_the_folder_is_broken(around: Around) -> None:
    (around.folder / "khac.yaml").write_text("plan: [", encoding="utf-8")
    found = read("kh.yaml", plan("30/1/2026").encode(), around)
    assert found.key == "drafting.wrong" and "khac.yaml:1" in found.lines[0]


def test_a_mistake_in_a_file_with_secrets_is_told_by_its_place_alone(around: Around) -> None:
    secret = (
        plan("30/2/2026")
        .replace("plan: kh", "plan: kh-2")
        .replace(", source", ", classification: mật, source")
    )
    (around.folder / "mat.yaml").write_text(secret, encoding="utf-8")
    found = read("kh.yaml", plan("30/1/2026").encode(), around)
    assert found.lines[0] == "mat.yaml:9"


def test_a_plan_of_another_file_s_id_takes_no_file_s_place(around: Around) -> None:
    (around.folder / "moi.yaml").write_text("# nháp\nplan: [", encoding="utf-8")
    found = read("kh.yaml", plan("30/1/2026").replace("plan: kh", "plan: moi").encode(), around)
    assert not found.files
