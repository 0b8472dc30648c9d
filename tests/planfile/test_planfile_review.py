"""The six clarities: what a task says itself, what stands elsewhere, what nobody says, and what to ask."""

from pathlib import Path

import pytest
from planfile_folder import assign, loaded, plan

from bot.planfile.catalog import Loaded
from bot.planfile.review import Clarity, Degree, PlanReview, TaskReview, doubts, review
from bot.texts import Texts


def reviewed(found: Loaded, id: str = "a") -> PlanReview:
    assert found.problems == ()
    return review(found.catalog.plans[id], found.catalog)


def one(folder: Path, task: str, *others: str, head: str = "") -> TaskReview:
    """The review of the first task; the others keep a clarity from being missing in the whole plan."""
    done = reviewed(loaded(folder, a=plan("a", task, *others, head=head)))
    return next(each for each in done.tasks if each.task.code == "I-1")


CLEAR = "owner: phong-kinh-te, deadline: 2026, deliverable: Sổ, authority: ubnd"
CASES = [
    (Clarity.PEOPLE, "owner: phong-kinh-te", Degree.STATED),
    (Clarity.PEOPLE, "owner: ubnd, owner_basis: IV.2", Degree.INHERITED),
    (Clarity.PEOPLE, "code: I-1", Degree.INHERITED),
    (Clarity.PEOPLE, "owner: cac-thon", Degree.MISSING),
    (Clarity.DUTY, "owner: phong-kinh-te", Degree.STATED),
    (Clarity.DUTY, "owner: ubnd, owner_basis: IV.2", Degree.INHERITED),
    (Clarity.DUTY, "code: I-1", Degree.MISSING),
    (Clarity.DUTY, "owner: cac-thon", Degree.MISSING),
    (Clarity.TIME, "deadline: Quý II/2026", Degree.STATED),
    (Clarity.TIME, "deadline: Thường xuyên", Degree.STATED),
    (Clarity.TIME, "deadline: 2026, deadline_inherited: true", Degree.INHERITED),
    (Clarity.TIME, "follows: a/I-2", Degree.INHERITED),
    (Clarity.TIME, "after: hướng dẫn", Degree.MISSING),
    (Clarity.TIME, "after: hướng dẫn, within: 30 ngày", Degree.STATED),
    (Clarity.TIME, "code: I-1", Degree.MISSING),
    (Clarity.PRODUCT, "deliverable: Sổ", Degree.STATED),
    (Clarity.PRODUCT, "follows: a/I-2", Degree.INHERITED),
    (Clarity.PRODUCT, "code: I-1", Degree.MISSING),
    (Clarity.AUTHORITY, "authority: ubnd", Degree.STATED),
    (Clarity.AUTHORITY, "code: I-1", Degree.MISSING),
    (Clarity.WORK, "code: I-1", Degree.MISSING),
]


@pytest.mark.parametrize(("clarity", "task", "degree"), CASES, ids=[f"{c}: {t}" for c, t, _ in CASES])
def test_each_clarity_has_its_degrees(tmp_path: Path, clarity: Clarity, task: str, degree: Degree) -> None:
    assert one(tmp_path, task, CLEAR).degrees[clarity] is degree


def test_the_plan_s_own_authority_is_inherited(tmp_path: Path) -> None:
    assert one(tmp_path, "code: I-1", head="\nauthority: ubnd").degrees[Clarity.AUTHORITY] is Degree.INHERITED


def test_what_a_later_document_assigns_is_stated(tmp_path: Path) -> None:
    given = assign("code: I-1, owner: phong-kinh-te, deadline: 2026, deliverable: Sổ, authority: ubnd")
    done = reviewed(loaded(tmp_path, a=plan("a", "owner: ubnd, owner_basis: IV.2"), x__assign=given))
    degrees = done.tasks[0].degrees
    assert [c for c in Clarity if degrees[c] is not Degree.STATED] == [Clarity.WORK]


def test_points_are_two_for_stated_and_one_for_inherited(tmp_path: Path) -> None:
    assert one(tmp_path, CLEAR).points == 10  # all but the work: "Việc 1" is no title
    assert one(tmp_path, "owner: ubnd, owner_basis: IV.2, follows: a/I-2", CLEAR).points == 4


def test_a_plan_s_score_is_its_share_of_all_points(tmp_path: Path) -> None:
    done = reviewed(loaded(tmp_path, a=plan("a", CLEAR, "code: I-2")))
    assert done.score == round(100 * (10 + 1) / 24)
    assert (done.count(Clarity.TIME, Degree.STATED), done.count(Clarity.TIME, Degree.MISSING)) == (1, 1)


def test_the_worst_come_first_and_equal_ones_in_the_plan_s_order(tmp_path: Path) -> None:
    done = reviewed(loaded(tmp_path, a=plan("a", CLEAR, "code: I-2", "deadline: 2026", "code: I-4")))
    assert [each.task.code for each in done.tasks] == ["I-2", "I-4", "I-3", "I-1"]


def test_what_every_task_misses_is_asked_once(tmp_path: Path) -> None:
    done = reviewed(loaded(tmp_path, a=plan("a", "deadline: 2026", "deadline: 2026, deliverable: Sổ")))
    assert [q.key for q in done.questions] == ["review.all_work", "review.all_duty", "review.all_authority"]
    assert [[q.key for q in each.questions] for each in done.tasks] == [["review.ask_product"], []]


QUESTIONS = [
    (
        "owner: cac-thon",
        "Trong “Các thôn”, đơn vị nào làm và chịu trách nhiệm chính?",
        "Which agency of “Các thôn” does it and answers for it?",
    ),
    (
        "after: hướng dẫn của tỉnh",
        "Dự kiến khi nào có hướng dẫn của tỉnh, và sau đó bao nhiêu ngày phải xong?",
        "When is hướng dẫn của tỉnh expected, and how many days later must it be done?",
    ),
    (
        "deadline: 2026",
        "Ai chịu trách nhiệm chính? “Ủy ban nhân dân xã” chỉ là đơn vị chung của kế hoạch.",
        "Who answers for it? “Ủy ban nhân dân xã” is only the plan's general owner.",
    ),
    (
        "owner: ubnd, deliverable: Sổ, authority: ubnd",
        "Khi nào phải xong?",
        "When must it be done?",
    ),
]


@pytest.mark.parametrize(("task", "vi", "en"), QUESTIONS)
def test_a_question_is_asked_in_both_languages(tmp_path: Path, task: str, vi: str, en: str) -> None:
    asked = one(tmp_path, task, CLEAR).questions
    assert vi in [Texts("vi").plain(question) for question in asked]
    assert en in [Texts("en").plain(question) for question in asked]


def test_a_plan_without_tasks_has_nothing_unclear(tmp_path: Path) -> None:
    done = reviewed(loaded(tmp_path, a=plan("a") + "  []\n"))
    assert (done.score, done.tasks, done.questions) == (100, (), ())


@pytest.mark.parametrize(
    ("title", "deadline", "doubted"),
    [
        ("Kế hoạch năm 2026", "Quý IV", "2026"),  # read as 31/12/2025, which is close behind the issue too
        ("Kế hoạch năm 2026", "6 tháng cuối năm", "2026"),
        ("Kế hoạch năm 2026", "trước ngày 28/12", "2026"),
        ("Kế hoạch giai đoạn 2027 - 2030", "Quý II", "2027-2030"),
        ("Kế hoạch", "Quý IV", ""),
        ("Kế hoạch", "trước ngày 10/1", ""),
    ],
)
def test_a_day_without_a_year_close_to_the_issue_or_against_the_title_is_doubted(
    tmp_path: Path, title: str, deadline: str, doubted: str
) -> None:
    text = plan("a", f'deadline: "{deadline}"').replace("title: Kế hoạch\n", f'title: "{title}"\n')
    found = loaded(tmp_path, a=text.replace("2025-07-25", "2025-12-25"))
    (doubt,) = doubts(found.catalog.plans["a"])
    assert (doubt.line, doubt.say.values["code"]) == (9, "I-1")
    assert doubt.say.values["title"] == doubted
    assert deadline in Texts("vi").plain(doubt.say) and deadline in Texts("en").plain(doubt.say)


@pytest.mark.parametrize(
    ("title", "deadline"),
    [
        ("Kế hoạch năm 2026", "Quý IV/2025"),
        ("Kế hoạch năm 2026", "Quý II"),
        ("Kế hoạch giai đoạn 2025-2030", "Quý II"),
        ("Kế hoạch", "Quý II"),
        ("Kế hoạch", "trước ngày 15/1/2026"),
        ("Kế hoạch năm 2026", "Thường xuyên"),
        ("Kế hoạch năm 2026", "Hằng năm, trước ngày 31/12"),
        ("Kế hoạch năm 2026", "Trong năm 2026 (quý IV)"),
    ],
)
def test_what_has_its_year_or_agrees_with_the_title_is_not_doubted(
    tmp_path: Path, title: str, deadline: str
) -> None:
    text = plan("a", f'deadline: "{deadline}"').replace("title: Kế hoạch\n", f'title: "{title}"\n')
    found = loaded(tmp_path, a=text.replace("2025-07-25", "2025-12-25"))
    assert found.problems == () and doubts(found.catalog.plans["a"]) == ()
