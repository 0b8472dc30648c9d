"""How a due date is told: once, moved as it was moved, and with the day that is today called so."""

import pytest
from flow_commune import Commune, task
from flow_office import KT, SECRETARY, Opened

from bot.model.people import Role


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("15/3/2026", "Hạn 15/3/2026, còn 5 ngày"),
        ("15/03/2026", "Hạn 15/3/2026, còn 5 ngày"),
        ("chậm nhất ngày 15/03/2026", "Hạn 15/3/2026, còn 5 ngày"),
        ("Quý I", "Hạn 31/3/2026 (Quý I), còn 21 ngày"),
    ],
)
async def test_a_date_is_said_once(
    open_office: Opened, tmp_path_factory: pytest.TempPathFactory, written: str, told: str
) -> None:
    async with open_office("2026-03-10 07:00") as office:
        commune = Commune(office, tmp_path_factory.mktemp("commune"))
        await commune.starts(task(1, "Kế hoạch cải cách hành chính", written, "van-phong"))
        await commune.links(KT, Role.OFFICIAL, "van-phong")
        await commune.days("2026-03-10")
        assert told in office.last(KT)["text"]


async def test_an_extended_date_says_which_it_was_first(
    open_office: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with open_office("2026-02-02 08:00") as office:
        commune = Commune(office, tmp_path_factory.mktemp("commune"))
        await commune.starts(task(1, "Kế hoạch", "chậm nhất ngày 10/02/2026", "van-phong"))
        await commune.links(KT, Role.OFFICIAL, "van-phong")
        await commune.links(SECRETARY, Role.SECRETARY)
        await office.says(SECRETARY, "/giahan I-1 đồng ý đến 28/2/2026 theo QĐ 12/QĐ-UBND")
        await commune.days("2026-02-27")
        told = office.last(KT)["text"]
        assert "Đã gia hạn đến 28/2/2026 (hạn ban đầu 10/2/2026), còn 1 ngày;" in told
        assert "đề nghị hoàn thành chậm nhất hôm nay, thứ Sáu 27/2/2026" in told
        await office.presses(KT, "1")
        assert "Thời hạn: 10/2/2026; gia hạn đến 28/2/2026" in office.last(KT)["text"]
