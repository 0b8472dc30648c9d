"""A later document assigns a plan's tasks: what it says holds, what the plan said is kept."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from planfile_folder import assign, loaded, plan, task, told


def test_what_is_assigned_holds_and_the_original_is_kept(tmp_path: Path) -> None:
    terms = "code: I-1, owner: phong-kinh-te, support: [ubnd], deadline: Quý I/2026, deliverable: Quy chế"
    found = loaded(tmp_path, a=plan("a", "deadline: 2026, owner_basis: IV.2"), x__assign=assign(terms))
    assert found.problems == ()
    one = task(found, "I-1")
    assert (one.owner, one.support, one.deliverable) == ("phong-kinh-te", ("ubnd",), "Quy chế")
    assert (one.deadline.due, one.owner_basis) == (date(2026, 3, 31), None)
    assert one.assigned
    assert (one.assigned.number, one.assigned.issued, one.assigned.line) == (
        "15/QĐ-UBND",
        date(2025, 10, 1),
        5,
    )
    assert (one.original.owner, one.original.deadline.due) == ("ubnd", date(2026, 12, 31))


def test_what_a_document_does_not_say_stays_the_plan_s(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026, support: [cac-thon]"),
        x__assign=assign("code: I-1, deliverable: Sổ"),
    )
    one = task(found, "I-1")
    assert (one.owner, one.support, one.deadline.due) == ("ubnd", ("cac-thon",), date(2026, 12, 31))


def test_an_empty_support_takes_the_helpers_away(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "support: [cac-thon]"), x__assign=assign("code: I-1, support: []"))
    assert task(found, "I-1").support == ()


def test_a_file_that_assigns_is_known_by_its_key_too(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "deadline: 2026"), giao=assign("code: I-1, deliverable: Sổ"))
    assert (found.problems, task(found, "I-1").deliverable) == ((), "Sổ")


def test_of_two_documents_the_later_has_the_last_word(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026"),
        x__assign=assign("code: I-1, owner: cac-thon, deliverable: Sổ", number="20/QĐ", issued="2025-11-01"),
        y__assign=assign("code: I-1, owner: phong-kinh-te, deadline: Quý I/2026"),
    )
    one = task(found, "I-1")
    assert (one.owner, one.deliverable, one.deadline.due) == ("cac-thon", "Sổ", date(2026, 3, 31))
    assert one.assigned
    assert (one.assigned.number, one.assigned.earlier) == ("20/QĐ", ("15/QĐ-UBND",))
    assert one.original.owner == "ubnd"


def test_who_follows_an_assigned_task_gets_the_assigned_date(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026", "follows: a/I-1"),
        x__assign=assign("code: I-1, deadline: Quý I/2026"),
    )
    assert task(found, "I-2").deadline.due == date(2026, 3, 31)


def test_an_assigned_task_keeps_the_date_it_followed(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026", "follows: a/I-1"),
        x__assign=assign("code: I-2, deadline: Quý I/2026"),
    )
    one = task(found, "I-2")
    assert (one.deadline.due, one.original.deadline.due) == (date(2026, 3, 31), date(2026, 12, 31))


def test_a_document_with_a_mistake_leaves_the_plan_as_it_is(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026"),
        x__assign=assign("code: I-1, owner: cac-thon", "code: I-9, owner: x"),
    )
    assert task(found, "I-1").owner == "ubnd"
    assert len(found.problems) == 2


def test_a_task_may_be_named_by_the_code_it_had(tmp_path: Path) -> None:
    found = loaded(tmp_path, a=plan("a", "was: I-7"), x__assign=assign("code: I-7, owner: cac-thon"))
    assert (found.problems, task(found, "I-1").owner) == ((), "cac-thon")


def test_while_its_plan_cannot_be_read_a_document_is_not_blamed(tmp_path: Path) -> None:
    found = loaded(tmp_path, a="plan: [", x__assign=assign("code: I-1, owner: cac-thon"))
    assert {Path(problem.file).name for problem in found.problems} == {"a.yaml"}


MISTAKES = [
    (
        assign("code: I-1, owner: ubnd", plan="b"),
        "1: assigns: expected the id of a plan, found “b”; check the plan's id",
        "1: assigns: cần mã của một kế hoạch, nhưng gặp “b”; xem lại mã kế hoạch",
    ),
    (
        assign("code: I-1, owner: ubnd", plan="aa"),
        "1: assigns: expected the id of a plan, found “aa”; did you mean “a”?",
        "1: assigns: cần mã của một kế hoạch, nhưng gặp “aa”; có phải là “a”?",
    ),
    (
        assign("code: I-11, owner: ubnd"),
        "5: code: expected a task of “a”, found “I-11”; did you mean “I-1”?",
        "5: code: cần mã một nhiệm vụ của “a”, nhưng gặp “I-11”; có phải là “I-1”?",
    ),
    (
        assign("code: zzz, owner: ubnd"),
        "5: code: expected a task of “a”, found “zzz”; check the code",
        "5: code: cần mã một nhiệm vụ của “a”, nhưng gặp “zzz”; xem lại mã nhiệm vụ",
    ),
    (
        assign("code: I-1, owner: ubnd-x"),
        "5: expected the id of a unit, found “ubnd-x”; did you mean “ubnd”?",
        "5: cần mã của một đơn vị, nhưng gặp “ubnd-x”; có phải là “ubnd”?",
    ),
    (
        assign("code: I-1, owner: ubnd", "code: I-1, deadline: 2026"),
        "6: code: “I-1” is already the code of the task on line 5; give each task a code of its own",
        "6: code: “I-1” đã là mã của nhiệm vụ ở dòng 5; mỗi nhiệm vụ cần một mã riêng",
    ),
    (
        assign("code: I-1"),
        "5: expected at least one of owner, support, authority, deadline, deliverable, found none; "
        "write what is assigned or delete this task",
        "5: cần ít nhất một trong: owner, support, authority, deadline, deliverable, nhưng chưa có; "
        "hãy ghi điều được giao hoặc xóa việc này",
    ),
    (
        assign("code: I-1, deadline: theo a/I-2"),
        "5: deadline: expected a deadline of the assignment's own, found “theo a/I-2”; "
        "write a date or a period",
        "5: deadline: văn bản giao việc cần ghi thời hạn của chính nó, nhưng gặp “theo a/I-2”; "
        "hãy ghi ngày hoặc kỳ",
    ),
    (
        assign("code: I-1, deadline: xyz"),
        "5: deadline: Can't read the deadline “xyz”; write it like “Trong quý II/2026”",
        "5: deadline: Không đọc được thời hạn “xyz”; hãy viết như “Trong quý II/2026”",
    ),
    (
        assign("code: I-1, title: Việc khác"),
        "5: an assigned task has no key “title”; delete it",
        "5: việc được giao không có khóa “title”; hãy xóa khóa này",
    ),
    (
        "assigns: a\nnumber: 1\nissued: 2025-10-01\n",
        "1: an assignment needs the key “tasks”, found none; add “tasks: …”",
        "1: văn bản giao việc cần khóa “tasks”, nhưng chưa có; hãy thêm “tasks: …”",
    ),
]


@pytest.mark.parametrize(("text", "en", "vi"), MISTAKES, ids=[en[:40] for _, en, _ in MISTAKES])
def test_each_mistake_of_a_document_is_told_in_both_languages(
    tmp_path: Path, text: str, en: str, vi: str
) -> None:
    found = loaded(tmp_path, a=plan("a", "deadline: 2026"), x__assign=text)
    assert told(found, "en") == [f"x.assign.yaml:{en}"]
    assert told(found, "vi") == [f"x.assign.yaml:{vi}"]


def test_two_documents_of_one_day_may_not_assign_the_same_task(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        a=plan("a", "deadline: 2026"),
        x__assign=assign("code: I-1, owner: cac-thon"),
        y__assign=assign("code: I-1, owner: phong-kinh-te"),
    )
    place = f"{tmp_path}/x.assign.yaml:5"
    assert told(found, "en") == [
        f"y.assign.yaml:5: code: “I-1” is assigned at {place} too by a document of the same date, "
        "so nobody can tell which holds; keep one of them or correct the date"
    ]
    assert told(found, "vi") == [
        f"y.assign.yaml:5: code: “I-1” đã được giao ở {place} cùng ngày ban hành "
        "nên không rõ theo văn bản nào; hãy giữ một nơi hoặc ghi lại ngày"
    ]
    assert task(found, "I-1").owner == "cac-thon"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"assigns: a\nnumber: 1\nissued: 2025-10-01\ntasks: [{code: I-1, owner: [x]}, 3, {code: {}}]\n")
def test_whatever_the_bytes_the_plan_beside_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.assign.yaml").write_bytes(data)
    found = loaded(tmp_path, a=plan("a", "deadline: 2026"))
    assert list(found.catalog.plans) == ["a"]
    assert found.problems
