"""Our own documents, one in every layout there is: what is found in them, and how much of it is right."""

from functools import cache

import pytest
from importer_builder import Source, drafted, sources
from measure import Count, counted

from bot.importer.draft import DraftPlan

GATES = {
    "recall": 0.95,
    "precision": 0.9,
    "deadlines": 0.95,
    "owners": 0.9,
    "support": 0.9,
    "deliverables": 0.9,
}


@cache
def count(source: Source) -> Count:
    return counted(source)


@pytest.mark.parametrize("figure", GATES)
def test_items_are_found_and_right_in_all_layouts_together(figure: str) -> None:
    counts = [count(source) for source in sources()]
    right, all_ = (sum(getattr(each, of)[figure] for each in counts) for of in ("right", "all"))
    wrong = [told for each in counts for told in each.wrong]
    assert right >= GATES[figure] * all_, wrong


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.layout)
def test_no_layout_falls_behind(source: Source) -> None:
    found = count(source)
    assert min(found.share(figure) for figure in ("recall", "precision", "deadlines")) >= 0.8, found.wrong


def test_there_are_documents_of_every_kind() -> None:
    assert {source.options["format"] for source in sources()} == {"docx", "pdf", "xlsx", "txt", "md"}
    assert len({source.layout for source in sources()}) == len(sources()) >= 10


HEADS = {
    "gach-dau-dong": ("21-KH/ĐU", "Đảng ủy phường Hòa Lạc", "2025-09-12"),
    "truong-thong-tin": ("145/KH-UBND", "Ủy ban nhân dân tỉnh Sông Lam", "2025-08-05"),
    "cong-van": ("512/UBND-KT", "Ủy ban nhân dân xã Thanh Tân", "2025-09-18"),
    "hai-cot": ("37-CTr/HNDT", "Ban Thường vụ hội nông dân tỉnh Đông Hải", "2026-01-10"),
    "bang-tinh": ("64/KH-UBND", "UBND huyện đảo Hòn Mây", "2026-06-25"),
    "nghi-quyet": ("29/NQ-HĐND", "Hội đồng nhân dân tỉnh Đông Hải", "2026-07-11"),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_says_number_issuer_and_date(name: str) -> None:
    plan = plan_of(name)
    assert (plan.number, plan.issuer, str(plan.issued)) == HEADS[name]


def test_the_body_that_signs_is_read_and_whoever_signs_for_it_is_not() -> None:
    assert plan_of("gach-dau-dong").body == "BAN THƯỜNG VỤ"


def plan_of(name: str) -> DraftPlan:
    return drafted(next(each for each in sources() if each.name == name)).plan
