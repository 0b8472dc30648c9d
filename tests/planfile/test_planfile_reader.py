"""A plan file becomes a Plan, or every mistake in it is named with its line, in both languages."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planfile_folder import read_plan

from bot.model.deadline import DeadlineKind, Every, TaskRef
from bot.model.plan import Ladder, Plan, Source, Target, Task
from bot.planfile import parts
from bot.texts import Texts

HEAD = """\
plan: kh-1
number: 1-KH/TU
title: Kế hoạch thử
issuer: Thành ủy
issued: 2025-07-25
owner: ubnd-tp
sections: {III.1: Tuyên truyền}
"""
SOURCE = "source: {section: III.1, item: 1}"


def plan_text(task: str = "title: Một việc", head: str = HEAD) -> str:
    return head + "tasks:\n  -\n" + indent(f"{task}\n{SOURCE}\n", "    ")


def read(text: str) -> Plan:
    plan, problems = read_plan("a.yaml", text.encode())
    assert [Texts("en").problem(problem) for problem in problems] == []
    assert plan is not None
    return plan


def task(text: str, head: str = HEAD) -> Task:
    return read(plan_text("title: Một việc\n" + text, head)).tasks[0]


def said(text: str, language: str = "en") -> list[str]:
    plan, problems = read_plan("a.yaml", text.encode())
    assert plan is None
    return [Texts(language).problem(problem).removeprefix("a.yaml:") for problem in problems]


def test_the_head_of_a_plan_is_read() -> None:
    plan = read(plan_text())
    assert (plan.id, plan.file, plan.number, plan.title) == ("kh-1", "a.yaml", "1-KH/TU", "Kế hoạch thử")
    assert (plan.issuer, plan.issued, plan.owner) == ("Thành ủy", date(2025, 7, 25), "ubnd-tp")
    assert plan.sections == {"III.1": "Tuyên truyền"}
    assert plan.ladder == Ladder()


def test_a_date_may_be_written_as_offices_write_it() -> None:
    assert read(plan_text().replace("2025-07-25", "25/7/2025")).issued == date(2025, 7, 25)


def test_a_task_is_read_with_its_line() -> None:
    read_task = task(
        "code: A.1\ndeliverable: Đề án\nowner: so-tai-chinh\nsupport: [so-xay-dung]\nclassification: Mật"
    )
    assert (read_task.plan, read_task.code, read_task.title, read_task.line) == (
        "kh-1",
        "A.1",
        "Một việc",
        10,
    )
    assert (read_task.deliverable, read_task.owner, read_task.support) == (
        "Đề án",
        "so-tai-chinh",
        ("so-xay-dung",),
    )
    assert (read_task.source, read_task.classification) == (Source("III.1", 1), "mật")


def test_a_code_not_given_is_section_and_item() -> None:
    assert task("deliverable: Đề án").code == "III.1-1"


def test_where_a_task_names_nobody_the_plan_s_owner_answers() -> None:
    assert (task("deliverable: Đề án").owner, task("owner_basis: IV.2").owner_basis) == ("ubnd-tp", "IV.2")


def test_a_deadline_is_kept_as_written_beside_its_date() -> None:
    deadline = task("deadline: Trong Quý II/2026\ndeadline_inherited: true").deadline
    assert (deadline.written, deadline.due) == ("Trong Quý II/2026", date(2026, 6, 30))
    assert deadline.inherited


def test_a_year_alone_is_a_deadline_though_yaml_calls_it_a_number() -> None:
    assert task("deadline: 2026").deadline.due == date(2026, 12, 31)


def test_a_task_without_a_deadline_has_none() -> None:
    assert task("deadline:").deadline.kind is DeadlineKind.NONE


def test_an_event_to_wait_for_is_a_deadline_without_a_date() -> None:
    deadline = task("after: hướng dẫn của Trung ương\nwithin: 60 ngày").deadline
    assert (deadline.kind, deadline.due) == (DeadlineKind.WAITS, None)
    assert (deadline.after, deadline.within_days) == ("hướng dẫn của Trung ương", 60)
    assert Texts("en").plain(deadline.reason) == "Waits for hướng dẫn của Trung ương: due 60 days after it"


def test_a_written_deadline_wins_over_the_event_which_is_kept() -> None:
    deadline = task("deadline: Quý II/2026\nafter: hướng dẫn của Trung ương").deadline
    assert (deadline.kind, deadline.due) == (DeadlineKind.QUARTER, date(2026, 6, 30))
    assert deadline.after == "hướng dẫn của Trung ương"


def test_a_task_may_follow_another_plan_s() -> None:
    assert task("follows: kh-2/II-1").deadline.follows == TaskRef("kh-2", "II-1")
    assert task("deadline: theo kh-2/II-1").deadline.follows == TaskRef("kh-2", "II-1")


def test_the_strict_reading_of_before_a_day_is_the_plan_s_choice() -> None:
    words = "deadline: trước ngày 15/6/2026"
    assert task(words).deadline.due == date(2026, 6, 15)
    assert task(words, HEAD + "before_day: exclusive\n").deadline.due == date(2026, 6, 14)


def test_a_recurring_deadline_turns() -> None:
    assert task("deadline: hằng năm").deadline.every is Every.YEAR


def test_targets_have_a_value_or_a_range() -> None:
    head = HEAD + (
        "targets:\n"
        "  - {id: dn, title: Doanh nghiệp, horizon: 2030, unit: doanh nghiệp, value: 87000}\n"
        '  - {id: tt, title: Tăng trưởng, horizon: 2030, unit: "%/năm", range: [14.5, 15]}\n'
    )
    assert read(plan_text(head=head)).targets == (
        Target(id="dn", title="Doanh nghiệp", horizon=2030, unit="doanh nghiệp", low=Decimal(87000)),
        Target(
            id="tt",
            title="Tăng trưởng",
            horizon=2030,
            unit="%/năm",
            low=Decimal("14.5"),
            high=Decimal(15),
        ),
    )


def test_a_ladder_has_its_rungs_in_order_and_keeps_what_it_does_not_say() -> None:
    head = HEAD + "ladder: {opening: false, before: [0, 10, 5, 10], overdue: [5, 2, 5]}\n"
    said = replace(Ladder(), opening=False, before=(10, 5, 0), overdue=(2, 5))
    assert read(plan_text(head=head)).ladder == said


def test_what_a_ladder_does_not_say_is_as_the_model_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Steeper(Ladder):
        overdue_every: int = 3
        leader_after: int = 4

    monkeypatch.setattr(parts, "Ladder", Steeper)
    found = read(plan_text(head=HEAD + "ladder: {opening: false}\n")).ladder
    assert (found.opening, found.overdue_every, found.leader_after) == (False, 3, 4)


MISTAKES = [
    (
        "titel: x",
        "10: nhiệm vụ không có khóa “titel”; có phải là “title”?\n"
        "10: nhiệm vụ cần khóa “title”, nhưng chưa có; hãy thêm “title: …”",
        "10: a task has no key “titel”; did you mean “title”?\n"
        "10: a task needs the key “title”, found none; add “title: …”",
    ),
    (
        "title: x\nchu-tri: u",
        "11: nhiệm vụ không có khóa “chu-tri”; có phải là “owner”?",
        "11: a task has no key “chu-tri”; did you mean “owner”?",
    ),
    (
        "title: x\napproval: secretary",
        "11: nhiệm vụ không có khóa “approval”; khóa này ghi ở đầu tệp, cho cả kế hoạch",
        "11: a task has no key “approval”; it stands at the head of the file, for the whole plan",
    ),
    (
        "title: x\nzzz: 1",
        "11: nhiệm vụ không có khóa “zzz”; hãy xóa khóa này",
        "11: a task has no key “zzz”; delete it",
    ),
    (
        "title: [x]",
        "10: title: cần một dòng chữ, nhưng gặp danh sách hoặc nhóm khóa; hãy ghi ngay trên dòng này",
        "10: title: expected a text, found a list or a mapping; write it on the same line",
    ),
    (
        'title: "  "',
        "10: nhiệm vụ cần khóa “title”, nhưng chưa có; hãy thêm “title: …”",
        "10: a task needs the key “title”, found none; add “title: …”",
    ),
    (
        f"title: {'x' * 1001}",
        f"10: title: được tối đa 1000 ký tự, nhưng có 1001: “{'x' * 59}…”; hãy rút gọn",
        f"10: title: expected at most 1000 characters, found 1001: “{'x' * 59}…”; shorten it",
    ),
    (
        r'title: "a\0b"',
        "10: title: cần văn bản thường, nhưng có ký tự \\u0000 trong “a\\u0000b”; hãy xóa ký tự này",
        "10: title: expected plain text, found the character \\u0000 in “a\\u0000b”; delete it",
    ),
    (
        "title: x\nsupport: so-xay-dung",
        "11: support: cần một danh sách, nhưng gặp một giá trị đơn; hãy đặt trong ngoặc vuông, "
        "như “support: [một, hai]”, hoặc thành các dòng bắt đầu bằng “- ”",
        "11: support: expected a list, found a single value; write it between square brackets, "
        "as in “support: [one, two]”, or as lines that begin with “- ”",
    ),
    (
        "title: x\nsupport: [a, ~]",
        "11: support: cần một giá trị, nhưng để trống; hãy ghi giá trị hoặc xóa dòng này",
        "11: support: expected a value, found none; write it or delete the line",
    ),
    (
        "title: x\ncode: 12",
        "11: code: cần tối đa 40 chữ cái, chữ số, dấu chấm, gạch nối và không chỉ là một con số, "
        "nhưng gặp “12”; hãy ghi như “III.2.1-8”",
        "11: code: expected at most 40 letters, digits, dots and hyphens, not a bare number, found “12”; "
        "write it like “III.2.1-8”",
    ),
    (
        "title: x\ndeadline: Quý V/2026",
        "11: deadline: “Quý V/2026”: không có quý 5, một năm có bốn quý; hãy viết như “Quý IV/2026”",
        "11: deadline: “Quý V/2026”: there is no quarter 5, a year has four; write it like “Quý IV/2026”",
    ),
    (
        "title: x\ndeadline_inherited: true",
        "11: deadline_inherited: cần đi cùng thời hạn, nhưng nhiệm vụ này không có; "
        "hãy ghi thời hạn được thừa hưởng vào “deadline”",
        "11: deadline_inherited: expected beside a deadline, found none in this task; "
        "write the deadline it inherits",
    ),
    (
        "title: x\ndeadline: 2026\ndeadline_inherited: yes",
        "12: deadline_inherited: cần true hoặc false, nhưng gặp “yes”; hãy ghi một trong hai",
        "12: deadline_inherited: expected true or false, found “yes”; write one of the two",
    ),
    (
        "title: x\nwithin: 60 days",
        "11: within: cần đi cùng “after”, nhưng nhiệm vụ này không chờ việc gì; "
        "hãy ghi “after: …” hoặc xóa “within”",
        "11: within: expected beside “after”, found no event in this task; "
        "write “after: …” or delete “within”",
    ),
    (
        "title: x\nafter: y\nwithin: soon",
        "12: within: cần số ngày, nhưng gặp “soon”; hãy ghi như “60 ngày”",
        "12: within: expected a number of days, found “soon”; write it like “60 days”",
    ),
    (
        "title: x\nfollows: III.1-1",
        "11: follows: cần mã kế hoạch và mã nhiệm vụ, nhưng gặp “III.1-1”; "
        "hãy ghi như “hai-phong-07-kh-tu/III.2.1-8”",
        "11: follows: expected a plan and the code of its task, found “III.1-1”; "
        "write it like “hai-phong-07-kh-tu/III.2.1-8”",
    ),
    (
        "title: x\nclassification: mat",
        "11: classification: cần một trong: mật, tối mật, tuyệt mật, nhưng gặp “mat”; có phải là “mật”?",
        "11: classification: expected one of mật, tối mật, tuyệt mật, found “mat”; did you mean “mật”?",
    ),
    (
        "title: x\nclassification: open",
        "11: classification: cần một trong: mật, tối mật, tuyệt mật, nhưng gặp “open”; "
        "hãy ghi một trong số đó",
        "11: classification: expected one of mật, tối mật, tuyệt mật, found “open”; write one of them",
    ),
]


@pytest.mark.parametrize(("text", "vi", "en"), MISTAKES, ids=[text[:40] for text, _, _ in MISTAKES])
def test_each_mistake_of_a_task_is_told_in_both_languages(text: str, vi: str, en: str) -> None:
    assert said(plan_text(text), "vi") == vi.split("\n")
    assert said(plan_text(text), "en") == en.split("\n")


HEADS = [
    (
        ("plan: kh-1", "plan: Kế hoạch 1"),
        "1: plan: cần tối đa 64 chữ thường không dấu, chữ số, gạch nối, nhưng gặp “Kế hoạch 1”; "
        "hãy ghi như “ke-hoach-1”",
        "1: plan: expected at most 64 small letters without diacritics, digits and hyphens, "
        "found “Kế hoạch 1”; write it like “ke-hoach-1”",
    ),
    (
        ("2025-07-25", "July 2025"),
        "5: issued: cần một ngày trong các năm 2000-2100, nhưng gặp “July 2025”; "
        "hãy ghi như “2025-07-25” hoặc “25/7/2025”",
        "5: issued: expected a date of the years 2000-2100, found “July 2025”; "
        "write it like “2025-07-25” or “25/7/2025”",
    ),
    (
        ("2025-07-25", "2026-02-30"),
        "5: issued: cần một ngày có trong lịch, nhưng “2026-02-30” không có; xem lại ngày và tháng",
        "5: issued: expected a day of the calendar, found “2026-02-30”, which doesn't exist; "
        "check the day and the month",
    ),
    (
        ("{III.1: Tuyên truyền}", "{III.2: Tuyên truyền}"),
        "11: section: cần một mục có trong “sections”, nhưng gặp “III.1”; có phải là “III.2”?",
        "11: section: expected one that stands under “sections”, found “III.1”; did you mean “III.2”?",
    ),
    (
        ("{III.1: Tuyên truyền}", "{A: Tuyên truyền}"),
        "11: section: cần một mục có trong “sections”, nhưng gặp “III.1”; hãy thêm mục này vào đó",
        "11: section: expected one that stands under “sections”, found “III.1”; add it there",
    ),
    (
        ("{III.1: Tuyên truyền}", "[III.1]"),
        "7: sections: cần mỗi dòng một mã và một tiêu đề, nhưng gặp dạng khác; hãy ghi “III.2: Tiêu đề”",
        "7: sections: expected a code and a heading a line, found something else; write “III.2: Heading”",
    ),
    (
        ("owner:", "ladder: {before: [x]}\nowner:"),
        "6: before: cần một số nguyên, nhưng gặp “x”; chỉ ghi chữ số",
        "6: before: expected a whole number, found “x”; write digits only",
    ),
    (
        ("owner:", "ladder: {overdue_every: 0}\nowner:"),
        "6: overdue_every: cần một số từ 1 đến 366, nhưng gặp 0; hãy sửa lại",
        "6: overdue_every: expected a number from 1 to 366, found 0; correct it",
    ),
    (
        ("owner:", "ladder: {after: 1}\nowner:"),
        "6: nấc nhắc không có khóa “after”; hãy xóa khóa này",
        "6: the ladder has no key “after”; delete it",
    ),
    (
        ("owner:", "targets: [{id: a, title: x, horizon: 2030, unit: y, value: 87.000}]\nowner:"),
        "6: value: cần một con số, nhưng gặp “87.000”; không ghi dấu phân cách hàng nghìn, "
        "phần thập phân ghi sau dấu chấm, như “87000” hoặc “14.5”",
        "6: value: expected a number, found “87.000”; write thousands without a mark "
        "and decimals after a dot, like “87000” or “14.5”",
    ),
    (
        ("owner:", "targets: [{id: a, title: x, horizon: 2030, unit: y}]\nowner:"),
        "6: chỉ tiêu cần “value” hoặc “range”, nhưng không có khóa nào; hãy ghi một trong hai",
        "6: expected “value” or “range” in a target, found neither; write one of them",
    ),
    (
        ("owner:", "targets: [{id: a, title: x, horizon: 2030, unit: y, value: 1, range: [1, 2]}]\nowner:"),
        "6: chỉ tiêu cần “value” hoặc “range”, nhưng có cả hai; hãy ghi một trong hai",
        "6: expected “value” or “range” in a target, found both; write one of them",
    ),
    (
        ("owner:", "targets: [{id: a, title: x, horizon: 2030, unit: y, range: [2, 1]}]\nowner:"),
        "6: range: cần ghi số nhỏ trước, nhưng gặp 2 và 1; hãy ghi “[số nhỏ, số lớn]”",
        "6: range: expected the lower figure first, found 2 and 1; write “[lower, higher]”",
    ),
    (
        ("owner:", "targets: [{id: a, title: x, horizon: 2030, unit: y, range: [1, 2, 3]}]\nowner:"),
        "6: range: cần 2 giá trị, nhưng có 3; hãy ghi đủ 2 giá trị trong ngoặc vuông",
        "6: range: expected 2 values, found 3; write 2 between square brackets",
    ),
    (
        (
            "owner:",
            "targets:\n  - {id: a, title: x, horizon: 2030, unit: y, value: 1}\n"
            "  - {id: a, title: x, horizon: 2030, unit: y, value: 1}\nowner:",
        ),
        "8: id: “a” đã là mã của chỉ tiêu ở dòng 7; mỗi chỉ tiêu cần một mã riêng",
        "8: id: “a” is already the id of the target on line 7; give each target an id of its own",
    ),
    (
        ("owner:", "targets: [a]\nowner:"),
        "6: targets: cần chỉ tiêu có các khóa riêng, nhưng gặp dạng khác; "
        "hãy ghi “id: …, title: …, horizon: …, unit: …”, mỗi khóa một dòng",
        "6: targets: expected a target with keys of its own, found something else; "
        "write “id: …, title: …, horizon: …, unit: …”, one a line",
    ),
]


@pytest.mark.parametrize(("change", "vi", "en"), HEADS, ids=[change[1][:60] for change, _, _ in HEADS])
def test_each_mistake_of_a_head_is_told_in_both_languages(change: tuple[str, str], vi: str, en: str) -> None:
    text = plan_text().replace(*change, 1)
    assert (said(text, "vi"), said(text, "en")) == ([vi], [en])


@pytest.mark.parametrize(
    "code", ["A-1", "C-2", "E-2", "NV2", "A.2", "1.2", "I-1", "III.2.1-8", "III.2.1-8a", "Đ-1", "1a"]
)
def test_a_code_that_a_sentence_can_carry_is_taken(code: str) -> None:
    assert task(f"code: {code}").code == code


BETTER = {"A": "A-1", "I": "I-1", "V": "V-1", "Đ": "Đ-1", "xong": "xong-1", "DA": "DA-1"}
DATES = ["T6", "t12", "Q1", "T6-2026", "31.12.2025", "2025-01-01"]


@pytest.mark.parametrize("code", [*BETTER, "1-3", "15-7", "A-1.", "A-1-", "C_", *DATES])
def test_a_code_that_a_sentence_cant_carry_is_refused_with_what_to_write(code: str) -> None:
    (problem,) = said(plan_text(f"title: x\ncode: {code}"))
    assert f"“{code}” can't be told from other words in a reply" in problem
    assert f"write it like “{BETTER.get(code, 'III.2.1-8')}”" in problem


def test_two_codes_that_differ_by_case_alone_are_one() -> None:
    text = plan_text() + "  - {code: iii.1-1, title: Việc khác, source: {section: III.1, item: 2}}\n"
    assert said(text) == [
        "12: code: “iii.1-1” is already the code of the task on line 10; give each task a code of its own"
    ]


@pytest.mark.parametrize(("one", "other"), [("I-1", "i-1"), ("Đ-1", "D-1"), ("Á-1", "a-1")])
def test_two_codes_that_a_chat_takes_for_one_are_one_on_one_line_too(one: str, other: str) -> None:
    source = "source: {section: III.1, item: 2}"
    tasks = [f"{{code: {code}, title: Việc khác, {source}}}" for code in (one, other)]
    text = plan_text().partition("tasks:")[0] + f"tasks: [{', '.join(tasks)}]\n"
    (problem,) = said(text)
    assert f"“{other}” is already the code of the task" in problem


def test_two_tasks_with_one_code_are_told_with_both_lines() -> None:
    text = plan_text() + "  - {code: III.1-1, title: Việc khác, source: {section: III.1, item: 2}}\n"
    assert said(text) == [
        "12: code: “III.1-1” is already the code of the task on line 10; give each task a code of its own"
    ]
    assert said(text, "vi") == [
        "12: code: “III.1-1” đã là mã của nhiệm vụ ở dòng 10; mỗi nhiệm vụ cần một mã riêng"
    ]


def test_a_source_needs_its_section_and_item() -> None:
    assert said(HEAD + "tasks: [{title: x, source: {section: III.1}}]") == [
        "8: a source needs the key “item”, found none; add “item: …”"
    ]
    assert said(HEAD + "tasks: [{title: x, source: III.1}]", "vi") == [
        "8: source: cần nguồn có các khóa riêng, nhưng gặp dạng khác; "
        "hãy ghi “section: …, item: …”, mỗi khóa một dòng"
    ]


def test_all_mistakes_of_a_file_come_in_one_run_by_line() -> None:
    text = (
        plan_text("title: x\ndeadline: Quý V/2026").replace("2025-07-25", "x").replace("item: 1", "item: 0")
    )
    assert [line.split(":")[0] for line in said(text)] == ["5", "11", "12"]


def test_an_empty_file_lacks_every_required_key() -> None:
    found = said("before_day: exclusive", "vi")
    assert found[0] == "1: kế hoạch cần khóa “plan”, nhưng chưa có; hãy thêm “plan: …”"
    assert len(found) == 8


VALUES = st.text(max_size=12) | st.sampled_from(
    ["2026", "Quý II/2026", "{}", "[a]", "{a: b}", "~", "*x", "-1"]
)


@given(
    st.sampled_from(["title", "deadline", "code", "within", "source", "support", "owner", "follows"]), VALUES
)
def test_whatever_a_value_there_is_a_plan_or_a_problem(key: str, value: str) -> None:
    plan, problems = read_plan("a.yaml", (HEAD + f"tasks:\n  - {key}: {value}\n    {SOURCE}\n").encode())
    assert (plan is None) == bool(problems)


@given(st.binary(max_size=80))
def test_whatever_the_bytes_there_is_a_plan_or_a_problem(data: bytes) -> None:
    plan, problems = read_plan("a.yaml", HEAD.encode() + data)
    assert (plan is None) == bool(problems)
