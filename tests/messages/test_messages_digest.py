"""The digest as leaders read it: one message, the verdict first, never over Telegram's limit."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from digest_samples import (
    MONDAY,
    YEAR_END,
    by_ref,
    catalog,
    digest,
    one,
    plan_of,
    published_of,
    report,
    standing,
    task,
)

from bot.digest.digest import digest_of
from bot.digest.parts import Digest
from bot.messages.digest import render
from bot.model.deadline import DeadlineKind, Period
from bot.model.digest import DigestList
from bot.model.progress import Report, ReportKind, State
from bot.texts import Texts
from bot.texts.limits import fits

BEFORE = date(2025, 12, 15)
LONG = "chưa bố trí được kinh phí " * 40


def shown(found: Digest, language: str = "vi") -> str:
    return render(found, catalog(), Texts(language), plan_of()).html


def test_a_whole_digest_reads_like_this() -> None:
    ended, slipped = task("III.1-1", date(2025, 12, 20)), task("III.1-2", date(2025, 12, 19))
    near, stuck = (
        task("III.1-3", owner="cong-an", title="Rút gọn thủ tục"),
        task("III.1-4", date(2026, 6, 30)),
    )
    waits = task("III.1-5", None, kind=DeadlineKind.WAITS)
    found = digest(
        (ended, standing(ended, State.DONE, done_on=date(2025, 12, 18))),
        *((each, standing(each)) for each in (slipped, near, waits)),
        (stuck, standing(stuck, State.BLOCKED)),
        before=[standing(each) for each in (ended, slipped, near, stuck, waits)],
        reports=[report(stuck, MONDAY, State.BLOCKED, note="chưa bố trí kinh phí")],
        linked=["so-xay-dung"],
    )
    assert shown(found) == "\n".join(
        [
            "🔴 <b>07-KH/TU: đã hoàn thành 1/4 nhiệm vụ (tuần qua thêm 1), 1 nhiệm vụ quá hạn</b>",
            "Số liệu đến 22/12/2025; trong ngoặc là tăng, giảm so với 15/12/2025",
            "",
            "• Đã hoàn thành đúng hạn: <b>1</b> (+1)",
            "• Hoàn thành quá hạn: <b>0</b>",
            "• Đang thực hiện trong hạn: <b>2</b> (−2)",
            "• Đang thực hiện quá hạn: <b>1</b> (+1)",
            "",
            "<b>Quá hạn: 1 nhiệm vụ của 1 đơn vị chủ trì</b>",
            "<blockquote expandable>Mới quá hạn: 1 nhiệm vụ",
            "– III.1-2 Đề án mặt bằng sản xuất – Sở Xây dựng (quá 3 ngày)",
            "Sở Xây dựng: 1 nhiệm vụ (chưa có báo cáo nào), quá 3 ngày</blockquote>",
            "",
            "<b>Đến hạn trong 14 ngày tới: 1 nhiệm vụ</b>",
            "<blockquote expandable>31/12/2025 (còn 9 ngày): 1 nhiệm vụ",
            "– III.1-3 Rút gọn thủ tục (Công an thành phố)</blockquote>",
            "",
            "<b>Đang vướng mắc: 1 nhiệm vụ</b>",
            "<blockquote expandable>– III.1-4 Đề án mặt bằng sản xuất (Sở Xây dựng; từ 22/12/2025): "
            "“chưa bố trí kinh phí”</blockquote>",
            "",
            "<b>Từ khi quá hạn chưa có báo cáo:</b> Sở Xây dựng (1 nhiệm vụ)",
            "",
            "<b>Chưa kết nối nên chưa nhận được nhắc việc:</b> Công an thành phố (1 nhiệm vụ)",
            "",
            "<b>Hoàn thành trong tuần qua: 1 nhiệm vụ</b>",
            "<blockquote expandable>– III.1-1 Đề án mặt bằng sản xuất (Sở Xây dựng)</blockquote>",
            "",
            "<b>Theo dõi riêng</b> (ngoài số nhiệm vụ nêu trên)",
            "• Chờ hướng dẫn: 1",
        ]
    )


def test_the_days_of_a_task_that_waits_for_confirmation_end_when_it_was_reported() -> None:
    owed, told = task("1", date(2025, 12, 19)), task("2", date(2025, 12, 1))
    found = digest(
        (owed, standing(owed)),
        (told, standing(told, State.AWAITING_APPROVAL, reported_on=date(2025, 12, 6))),
    )
    assert found.cells.open_overdue == 2
    assert (
        "<b>Quá hạn: 2 nhiệm vụ của 1 đơn vị chủ trì, trong đó 1 đã báo hoàn thành, chờ xác nhận</b>\n"
        "<blockquote expandable>"
        "Sở Xây dựng: 2 nhiệm vụ (trong đó 1 chưa có báo cáo nào), quá 3 ngày; "
        "1 nhiệm vụ đã báo hoàn thành, chờ xác nhận\n"
        "– 2 Đề án mặt bằng sản xuất (quá 5 ngày; đã báo hoàn thành 6/12/2025, chờ xác nhận)\n"
        "– 1 Đề án mặt bằng sản xuất (quá 3 ngày)</blockquote>"
    ) in shown(found)


def test_what_the_digest_before_told_of_stands_by_unit_behind_what_is_new() -> None:
    old, new = task("1", date(2025, 12, 1)), task("2", date(2025, 12, 19))
    found = digest(
        *((each, standing(each)) for each in (old, new)),
        before=[standing(old), standing(new)],
        reports=[report(old, date(2025, 12, 2), State.IN_PROGRESS)],
    )
    assert (
        "<b>Quá hạn: 2 nhiệm vụ của 1 đơn vị chủ trì</b>\n<blockquote expandable>"
        "Mới quá hạn: 1 nhiệm vụ\n"
        "– 2 Đề án mặt bằng sản xuất – Sở Xây dựng (quá 3 ngày)\n"
        "Sở Xây dựng: 2 nhiệm vụ (trong đó 1 chưa có báo cáo nào), lâu nhất quá 21 ngày\n"
        "– 1 Đề án mặt bằng sản xuất (quá 21 ngày; báo cáo gần nhất 2/12/2025: đang làm)</blockquote>"
    ) in shown(found)


def test_what_is_new_stays_in_full_where_the_rest_is_cut() -> None:
    old = [task(f"I-{n}", date(2025, 12, 1), owner=f"u{n % 9}", title="Đề án " * 16) for n in range(90)]
    new = [task(f"II-{n}", date(2025, 12, 19), owner="u1") for n in range(12)]
    found = digest(
        *((each, standing(each)) for each in (*old, *new)), before=[standing(x) for x in old + new]
    )
    text = render(found, catalog(*(f"u{n}" for n in range(9))), Texts(), plan_of()).html
    assert fits(text)
    assert all(f"– II-{n} " in text for n in range(12))
    assert "Đơn vị u1: 22 nhiệm vụ" in text
    assert "– I-82 " not in text  # the last of its unit


def test_every_unit_nobody_is_linked_for_is_named_in_one_line_whatever_it_has_to_do() -> None:
    ids = [f"u{n}" for n in range(5)]
    dated, others = task("1", owner="u0"), [task(f"2{id}", None, owner=id) for id in ids[1:]]
    here = [(each, standing(each)) for each in (dated, *others)]
    text = render(digest(*here, linked=["u1"]), catalog(*ids), Texts(), plan_of()).html
    assert "nhận được nhắc việc:</b> Đơn vị u0 (1 nhiệm vụ); Đơn vị u2; Đơn vị u3; Đơn vị u4\n" in text + "\n"


def test_a_first_digest_knows_nothing_new() -> None:
    late = task("1", date(2025, 12, 19))
    assert "Mới quá hạn" not in shown(digest((late, standing(late))))


def test_a_unit_that_owes_nothing_more_is_told_with_the_delay_it_had() -> None:
    told = task("2", date(2025, 12, 1))
    found = digest((told, standing(told, State.AWAITING_APPROVAL, reported_on=date(2025, 12, 6))))
    assert "Sở Xây dựng: 1 nhiệm vụ, quá 5 ngày; đã báo hoàn thành, chờ xác nhận" in shown(found)


def test_what_is_due_soon_and_reported_done_says_so() -> None:
    told = task("1", MONDAY)
    found = digest((told, standing(told, State.AWAITING_APPROVAL, reported_on=MONDAY)))
    assert "(Sở Xây dựng; đã báo hoàn thành 22/12/2025, chờ xác nhận)" in shown(found)


def test_a_good_week_says_that_nothing_is_overdue_and_leaves_empty_lists_out() -> None:
    text = shown(one(task("1", date(2026, 6, 30))))
    assert text.startswith("🟢 <b>07-KH/TU: đã hoàn thành 0/1 nhiệm vụ, không có nhiệm vụ quá hạn</b>\n")
    assert "blockquote" not in text


def test_the_light_is_yellow_when_somebody_must_be_called() -> None:
    stuck = task("1")
    assert shown(one(stuck, State.BLOCKED)).startswith("🟡")


def test_a_plan_without_dates_says_so_in_its_verdict() -> None:
    assert "chưa có nhiệm vụ nào có thời hạn</b>" in shown(one(task("1", None)))


def test_a_week_without_change_says_so() -> None:
    same = task("1")
    text = shown(digest((same, standing(same)), before=[standing(same)]))
    assert "Số liệu đến 22/12/2025; không thay đổi so với 15/12/2025" in text


@pytest.mark.parametrize(
    ("kind", "state"),
    [(ReportKind.PROGRESS, State.BLOCKED), (ReportKind.EXTENSION, None), (ReportKind.GRANT, None)],
)
def test_a_new_obstacle_or_another_due_date_is_a_change_where_the_figures_are_the_same(
    kind: ReportKind, state: State | None
) -> None:
    same = task("1")
    said = report(same, MONDAY, state, kind=kind)
    plan, here, before = plan_of(same), by_ref(standing(same)), published_of(plan_of(same), [], BEFORE)

    def text(*fresh: Report) -> str:
        made = digest_of(plan, here, before, MONDAY, reports=[said], linked_units=None, fresh=fresh)
        return shown(made).splitlines()[1]

    assert text() == "Số liệu đến 22/12/2025; không thay đổi so với bản tin 15/12/2025"
    assert text(said) == (
        "Số liệu đến 22/12/2025; bốn số liệu không đổi so với bản tin 15/12/2025, "
        "vướng mắc hoặc gia hạn có thay đổi"
    )


def test_a_task_due_on_the_day_itself_is_due_today() -> None:
    assert "Hôm nay, 22/12/2025: 1 nhiệm vụ" in shown(one(task("1", MONDAY)))


def test_the_report_of_a_period_falls_due_beside_the_tasks_with_the_period_it_is_of() -> None:
    plain, turning = task("1"), task("2", None, kind=DeadlineKind.ONGOING, owner="cong-an")
    period = Period(date(2025, 10, 1), YEAR_END)
    here = (turning, standing(turning, period=period))
    assert (
        "<b>Đến hạn trong 14 ngày tới: 1 nhiệm vụ và 1 báo cáo kỳ</b>\n"
        "<blockquote expandable>31/12/2025 (còn 9 ngày): 1 nhiệm vụ và 1 báo cáo kỳ\n"
        "– 1 Đề án mặt bằng sản xuất (Sở Xây dựng)\n"
        "– 2 Đề án mặt bằng sản xuất (Công an thành phố; báo cáo Quý IV/2025)</blockquote>"
    ) in shown(digest((plain, standing(plain)), here))
    assert "<b>Báo cáo kỳ đến hạn trong 14 ngày tới: 1</b>" in shown(digest(here))


def test_a_period_reported_on_does_not_fall_due() -> None:
    turning = task("2", None, kind=DeadlineKind.ONGOING)
    here = standing(turning, State.IN_PROGRESS, period=Period(date(2025, 10, 1), YEAR_END))
    assert "báo cáo kỳ" in shown(digest((turning, here)))
    assert "báo cáo kỳ" not in shown(digest((turning, replace(here, met_on=MONDAY))))


def test_a_block_counts_from_the_day_it_was_first_said_until_something_else_was() -> None:
    of = task("1", date(2026, 6, 30))
    log = [
        report(of, date(2025, 12, 1), State.BLOCKED, number=1),
        report(of, date(2025, 12, 3), State.IN_PROGRESS, number=2),
        report(of, date(2025, 12, 9), State.BLOCKED, number=3),
        report(of, date(2025, 12, 15), State.BLOCKED, number=4, note="chờ vốn"),
    ]
    assert "(Sở Xây dựng; từ 9/12/2025): “chờ vốn”" in shown(one(of, State.BLOCKED, *log))


def test_of_several_periods_without_a_report_the_oldest_is_named_with_its_delay() -> None:
    of = task("1", None, kind=DeadlineKind.ONGOING)
    quarters = [Period(date(2025, n, 1), date(2025, n + 2, 30)) for n in (4, 7)]
    owed = [replace(standing(of, period=each), owes=True) for each in quarters]
    here = standing(of, period=Period(date(2025, 10, 1), YEAR_END))
    text = shown(digest((of, replace(here, earlier=tuple(owed)))))
    assert "2 kỳ chưa báo cáo: Quý II, III/2025 (kỳ cũ nhất Quý II/2025, quá 175 ngày)" in text
    text = shown(digest((of, replace(here, earlier=tuple(owed[1:])))))
    assert "1 kỳ chưa báo cáo: Quý III/2025 (quá 83 ngày)" in text


def test_a_request_for_time_tells_its_date_and_reason() -> None:
    of = task("1")
    asked = report(of, MONDAY, kind=ReportKind.EXTENSION, note="chờ ý kiến bộ", asked_until=date(2026, 1, 31))
    text = shown(digest((of, standing(of, extension=asked))))
    assert "(Sở Xây dựng; đề nghị 22/12/2025): xin đến 31/1/2026, “chờ ý kiến bộ”" in text


def test_what_people_typed_is_escaped_cleaned_and_shortened_by_words() -> None:
    of = task("1", title="Đề án <b>A & B</b>")
    note = "\u202e<i>gấp</i>\n\n" + LONG
    text = shown(one(of, State.BLOCKED, report(of, MONDAY, State.BLOCKED, note=note)))
    assert "Đề án &lt;b&gt;A &amp; B&lt;/b&gt;" in text
    said = re.search("“(.*)”", text)
    assert said is not None
    assert said[1].startswith("&lt;i&gt;gấp&lt;/i&gt; chưa bố trí")
    assert said[1].endswith("chưa…")
    assert len(said[1]) < 150


def test_english_follows_the_plan_in_the_same_order() -> None:
    text = shown(one(task("1", date(2025, 12, 21))), "en")
    assert text.startswith("🔴 <b>07-KH/TU: 0 of 1 tasks done, 1 overdue</b>")
    assert "Sở Xây dựng: 1 task (no report yet), 1 day overdue" in text


def crowd(count: int, units: int) -> tuple[Digest, str]:
    """A plan in which everything is late, blocked or asked for more time, with long words."""
    ids = [f"u{n}" for n in range(units)]
    tasks = [
        task(f"III.{n}", MONDAY + timedelta(days=n % 40 - 25), owner=ids[n * 7 % units]) for n in range(count)
    ]
    states = [State.BLOCKED if n % 5 == 0 else State.NOT_STARTED for n in range(count)]
    asked = [
        report(of, MONDAY, kind=ReportKind.EXTENSION, note=LONG, asked_until=date(2026, 6, 30))
        for of in tasks
    ]
    found = digest_of(
        plan_of(*tasks),
        by_ref(
            *(
                standing(of, state, extension=ask if n % 7 == 0 else None)
                for n, (of, state, ask) in enumerate(zip(tasks, states, asked, strict=True))
            )
        ),
        None,
        MONDAY,
        reports=[report(of, MONDAY, State.BLOCKED, number=n, note=LONG) for n, of in enumerate(tasks)][::5],
        linked_units=ids[::2],
    )
    return found, render(found, catalog(*ids), Texts(), plan_of()).html


def test_four_hundred_tasks_of_sixty_units_are_one_message_with_whole_figures() -> None:
    found, text = crowd(400, 60)
    assert fits(text)
    assert f"Quá hạn: {found.cells.open_overdue} nhiệm vụ của {len(found.overdue)} đơn vị" in text
    assert "Đang vướng mắc: 80 nhiệm vụ" in text
    assert re.search("… và [0-9]+ đơn vị nữa", text)


@pytest.mark.parametrize("opened", ["<b>", "<blockquote expandable>"])
def test_a_cut_message_closes_every_tag_and_stays_under_telegrams_hundred_entities(opened: str) -> None:
    _, text = crowd(400, 60)
    closed = "</" + opened[1:].split(" ")[0].rstrip(">") + ">"
    assert text.count(opened) == text.count(closed)
    assert text.count("</") <= 100


def test_shown_and_left_out_add_up_to_the_figure() -> None:
    found, text = crowd(400, 60)
    quote = text.split("Đang vướng mắc")[1].split("</blockquote>")[0]
    left = re.search("… và ([0-9]+) nhiệm vụ nữa", quote)
    assert left is not None
    assert quote.count("– III.") + int(left[1]) == len(found.blocked)


def test_the_tasks_of_a_unit_are_left_out_before_any_unit_is() -> None:
    found, text = crowd(65, 12)
    assert all(f"Đơn vị {group.unit}: " in text for group in found.overdue)
    assert text.count("(quá ") < found.cells.open_overdue


@pytest.mark.parametrize("count", [1, 20, 65, 1500])
def test_a_digest_of_any_size_fits(count: int) -> None:
    assert fits(crowd(count, max(count // 6, 1))[1])


def everything() -> Digest:
    """A digest with something in most of its lists."""
    slipped, near = task("III.1-2", date(2025, 12, 19)), task("III.1-3", owner="cong-an", title="Rút gọn")
    stuck, waits = task("III.1-4", date(2026, 6, 30)), task("III.1-5", None, kind=DeadlineKind.WAITS)
    return digest(
        *((each, standing(each)) for each in (slipped, near, waits)),
        (stuck, standing(stuck, State.BLOCKED)),
        reports=[report(stuck, MONDAY, State.BLOCKED, note="chưa bố trí kinh phí")],
        linked=["so-xay-dung"],
    )


def narrowed(*sections: DigestList) -> str:
    return render(everything(), catalog(), Texts("en"), plan_of(), sections).html


def heads(html: str) -> list[str]:
    return re.findall("^<b>(.*?)[:<]", html, re.MULTILINE)


def test_a_plan_chooses_its_lists_and_their_order() -> None:
    assert heads(narrowed(DigestList.BLOCKED, DigestList.APART, DigestList.OVERDUE)) == [
        "Blocked",
        "Followed apart",
        "Overdue",
    ]


def test_whatever_is_left_out_verdict_and_cells_stay_as_they_are() -> None:
    whole = narrowed(*DigestList)
    top = whole[: whole.index("\n\n", whole.index("•"))]
    assert narrowed() == top
    assert all(narrowed(name).startswith(top) for name in DigestList)


def test_every_list_has_a_maker() -> None:
    for name in DigestList:
        assert narrowed(name)
