"""The HTML page: whole in itself, safe, for a phone, a dark screen and paper; and its bare twin in JSON."""

import json
import re
from datetime import date

import pytest
from papers_samples import TEXTS, TODAY, ZONE, catalog, figures, plan_of, report, task

from bot.model.progress import ReportKind, State
from bot.papers.figures import end_of, figures_of
from bot.papers.paper import Format, file_name, paper_of
from bot.texts import Texts

ODD = task("1", title="<script>alert(1)</script> & “Đề án”")
NOTE = report(1, ODD, date(2025, 11, 3), State.BLOCKED, percent=40, note="<img src=http://x>")


def html() -> str:
    return paper_of(figures(ODD, reports=[NOTE]), Format.HTML, TEXTS).data.decode()


def test_it_asks_the_network_for_nothing_and_runs_nothing() -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'" in html()
    assert re.findall(r"<(?:script|link|img|iframe)|@import|url\(", html()) == []


def test_what_people_wrote_is_shown_as_they_wrote_it() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “Đề án”" in html()
    assert "&lt;img src=http://x&gt;" in html()


def test_it_knows_paper_dark_screens_and_phones() -> None:
    for rule in ("size: A4", "prefers-color-scheme: dark", "max-width: 40rem", "width=device-width"):
        assert rule in html()


def test_every_task_stands_in_it_with_its_last_report() -> None:
    assert "09:00 3/11/2025, Trưởng phòng Kinh tế: Vướng mắc 40% – “" in html()


def test_a_returned_result_stands_with_its_reason() -> None:
    said = report(1, ODD, date(2025, 11, 3), State.AWAITING_APPROVAL, note="làm xong")
    back = report(2, ODD, date(2025, 11, 4), kind=ReportKind.RETURN, decides=1, note="thiếu phụ lục")
    page = paper_of(figures(ODD, reports=[said, back]), Format.HTML, TEXTS).data.decode()
    assert "Trưởng phòng Kinh tế: Trả lại kết quả – “Thiếu phụ lục”</td>" in page


def test_an_overdue_task_has_its_cause_and_what_is_finished_and_due_next_is_listed() -> None:
    done = report(2, task("2"), date(2025, 11, 5), State.DONE)
    made = figures(ODD, task("2"), task("3", date(2026, 1, 30)), reports=[NOTE, done])
    page = paper_of(made, Format.HTML, TEXTS).data.decode()
    assert 'data-name="Tình hình, nguyên nhân">Vướng mắc: “' in page
    assert '<td data-name="Ngày hoàn thành">5/11/2025</td>' in page
    assert "Nhiệm vụ đến hạn trong 30 ngày tới" in page


def test_the_targets_are_cards_on_a_phone_as_all_tables_but_those_of_periods() -> None:
    tables = re.findall(r"<table[^>]*>", html())
    assert len(tables) > 3 and all("cards" in table for table in tables)


def test_a_bar_tells_its_numbers_to_those_who_cannot_see_it() -> None:
    assert 'aria-label="Sở Xây dựng: Hoàn thành đúng hạn 0, ' in html()


def test_json_holds_the_figures_as_data() -> None:
    paper = paper_of(figures(ODD, reports=[NOTE]), Format.JSON, TEXTS)
    data = json.loads(paper.data)
    assert data["tasks"][0]["due"] == "2025-12-31"
    assert data["history"][0]["at"] == "2025-11-03T09:00:00+07:00"
    assert data["targets"][0]["low"] == 14.5
    assert data["tasks"][0]["state"] == "blocked"


def test_plans_with_one_number_have_papers_of_different_names() -> None:
    city, commune = plan_of(ODD), plan_of(ODD, id="xa-07", number="07-KH/TU")
    both = catalog(city, commune)
    names = {
        paper_of(figures_of(plan, both, (), end_of(TODAY, ZONE), ZONE), Format.DOCX, TEXTS).name
        for plan in both.plans.values()
    }
    assert names == {
        "Bao-cao-tien-do-07-KH-TU-hp-07-den-2026-01-19.docx",
        "Bao-cao-tien-do-07-KH-TU-xa-07-den-2026-01-19.docx",
    }


def test_a_paper_is_named_after_its_plan_and_day() -> None:
    named = {each: paper_of(figures(ODD), each, TEXTS).name for each in Format}
    assert named == {
        Format.XLSX: "Bang-theo-doi-07-KH-TU-den-2026-01-19.xlsx",
        Format.DOCX: "Bao-cao-tien-do-07-KH-TU-den-2026-01-19.docx",
        Format.HTML: "Bao-cao-tien-do-07-KH-TU-den-2026-01-19.html",
        Format.JSON: "So-lieu-tien-do-07-KH-TU-den-2026-01-19.json",
    }


def test_a_name_holds_plain_letters_alone_whatever_the_number() -> None:
    made = figures(plan=plan_of(ODD, number="../12-KH/ĐU – “quý I”"))
    assert file_name(made, "docx", TEXTS) == "Bao-cao-tien-do-12-KH-DU-quy-I-den-2026-01-19.docx"


@pytest.mark.parametrize("format", Format)
def test_every_paper_can_be_made_in_english(format: Format) -> None:
    paper = paper_of(figures(ODD, reports=[NOTE]), format, Texts("en"))
    assert paper.name.endswith(f".{format.value}")
    assert len(paper.data) > 1000
