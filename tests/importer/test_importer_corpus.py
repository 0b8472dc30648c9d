"""Our own documents, one in every layout there is: what is found in them, and how much of it is right."""

import pytest
from importer_builder import Source, made, sources
from measure import Count, counted

from bot.documents.opening import read_pieces
from bot.importer.build import draft_of
from bot.importer.draft import DraftPlan

GATES = {
    "recall": 0.95,
    "precision": 0.9,
    "deadlines": 0.95,
    "owners": 0.9,
    "support": 0.9,
    "deliverables": 0.9,
}


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return {source.layout: counted(source) for source in sources()}


@pytest.mark.parametrize("figure", GATES)
def test_items_are_found_and_right_in_all_layouts_together(figure: str, counts: dict[str, Count]) -> None:
    right, all_ = (sum(getattr(count, of)[figure] for count in counts.values()) for of in ("right", "all"))
    wrong = [each for count in counts.values() for each in count.wrong]
    assert right >= GATES[figure] * all_, wrong


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.layout)
def test_no_layout_falls_behind(source: Source, counts: dict[str, Count]) -> None:
    count = counts[source.layout]
    assert min(count.share(figure) for figure in ("recall", "precision", "deadlines")) >= 0.8, count.wrong


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
    source = next(each for each in sources() if each.name == name)
    return draft_of(read_pieces(made(source), source.file), source.file, ()).plan
