"""A task's full wording: the chat speaks of it by its title, its card quotes the document; over HTTP."""

from pathlib import Path

from flow_commune import HEAD, Commune
from flow_office import KT, Opened

from bot.model.people import Role

FULL = (
    "Rà soát, cập nhật, công bố đầy đủ thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã "
    "trên Cổng dịch vụ công quốc gia, gắn với tái cấu trúc quy trình"
)
SHORT = "Công bố thủ tục hành chính của xã"


def task(title: str, text: str = "") -> str:
    wording = f"    text: {text}\n" if text else ""
    rest = "    deadline: 20/1/2026\n    owner: van-phong\n    source: {section: I, item: 1}\n"
    return f"  - title: {title}\n{wording}{rest}"


async def test_the_agenda_has_the_title_and_the_card_the_wording(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(task(SHORT, FULL), head=HEAD)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        agenda = office.last(KT)["text"]
        assert SHORT in agenda and FULL not in agenda
        await office.says(KT, "1")
        assert office.last(KT)["text"].startswith(f"{SHORT} (I-1)\nNguyên văn: “{FULL}”\n")
        await office.says(KT, "/tim tái cấu trúc")
        assert f"{SHORT} (I-1)" in office.last(KT)["text"]


async def test_a_title_that_is_too_long_is_cut_and_stands_whole_on_the_card(
    open_office: Opened, tmp_path: Path
) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(task(FULL), head=HEAD)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        assert "giải quyết của Ủy ban nhân… (I-1)" in office.last(KT)["text"]
        await office.says(KT, "I-1")
        assert f"Nguyên văn: “{FULL}”" in office.last(KT)["text"]


async def test_the_longest_wording_leaves_the_card_a_message(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(task(SHORT, "rà soát " * 249 + "rà soát"), head=HEAD)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        for n in range(9):
            await office.says(KT, f"/capnhat I-1 đang làm {n + 20}%, " + "dài " * 300)
        await office.says(KT, "/viec I-1")
        await office.presses(KT, "Chi tiết")
        assert "rà soát…”" in office.last(KT)["text"]
        assert office.api.breaches == []


async def test_the_wording_of_a_classified_task_is_not_told(open_office: Opened, tmp_path: Path) -> None:
    async with open_office("2026-01-19 08:00") as office:
        here = Commune(office, tmp_path / "plans")
        await here.starts(task(SHORT, f"{FULL}\n    classification: mật"), head=HEAD)
        await here.links(KT, Role.OFFICIAL, "van-phong")
        await office.says(KT, "I-1")
        assert "Nguyên văn" not in office.last(KT)["text"]
        assert not any("tái cấu trúc" in text or SHORT in text for text in office.texts(KT))
