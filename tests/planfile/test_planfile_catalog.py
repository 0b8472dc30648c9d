"""Files put together: units known, ids given once, follows resolved, and no path that leads astray."""

from datetime import date
from pathlib import Path

import pytest
from planfile_folder import read_units

from bot.model.deadline import DeadlineKind, TaskRef
from bot.model.plan import Unit
from bot.planfile.catalog import Loaded, load
from bot.planfile.files import read_file
from bot.texts import Texts

UNITS = """\
units:
  - {id: ubnd-tp, name: Ủy ban nhân dân thành phố, short: UBND TP}
  - {id: so-xay-dung, name: Sở Xây dựng, short: SXD, parent: ubnd-tp}
"""


def plan(id: str, *tasks: str) -> str:
    """A plan whose tasks stand from line 9 on, one a line, with the codes I-1, I-2, ..."""
    head = "number: 1-KH\ntitle: Kế hoạch\nissuer: Thành ủy\nissued: 2025-07-25\nowner: ubnd-tp\n"
    lines = [
        f"  - {{title: Việc, {task}, source: {{section: I, item: {n}}}}}\n" for n, task in enumerate(tasks, 1)
    ]
    return f"plan: {id}\n{head}sections: {{I: Một}}\ntasks:\n" + "".join(lines)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with plans/units.yaml in it, so that paths stay short and relative."""
    monkeypatch.chdir(tmp_path)
    folder = Path("plans")
    folder.mkdir()
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    return folder


def write(here: Path, **plans: str) -> Loaded:
    for name, text in plans.items():
        (here / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load([here])


def said(loaded: Loaded, language: str = "en") -> list[str]:
    return [Texts(language).problem(problem) for problem in loaded.problems]


def test_a_folder_is_its_yaml_files(here: Path) -> None:
    (here / ".draft.yaml").write_text("{", encoding="utf-8")
    (here / "notes.txt").write_text("{", encoding="utf-8")
    loaded = write(here, b=plan("b", "owner: so-xay-dung"), a=plan("a", "owner: ubnd-tp"))
    assert said(loaded) == []
    assert list(loaded.catalog.plans) == ["a", "b"]
    assert loaded.catalog.plans["a"].file == "plans/a.yaml"
    assert loaded.catalog.units["so-xay-dung"].parent == "ubnd-tp"


def test_a_file_with_units_at_its_top_holds_units_whatever_its_name(here: Path) -> None:
    (here / "units.yaml").rename(here / "agencies.yaml")
    assert list(write(here).catalog.units) == ["ubnd-tp", "so-xay-dung"]


def test_a_plan_given_alone_finds_the_units_beside_it(here: Path) -> None:
    (here / "a.yaml").write_text(plan("a", "owner: so-xay-dung"), encoding="utf-8")
    loaded = load([here / "a.yaml"])
    assert (said(loaded), len(loaded.catalog.units)) == ([], 2)


def test_a_file_named_twice_is_read_once(here: Path) -> None:
    write(here, a=plan("a", "owner: ubnd-tp"))
    assert said(load([here, here / "a.yaml"])) == []


def test_a_plan_with_a_mistake_is_left_out_and_the_others_are_in_force(here: Path) -> None:
    loaded = write(here, a=plan("a", "deadline: xyz"), b=plan("b", "deadline: 2026"))
    assert list(loaded.catalog.plans) == ["b"]
    assert [line.split(" ")[0] for line in said(loaded)] == ["plans/a.yaml:9:"]


def test_mistakes_within_a_file_and_across_files_come_in_one_run(here: Path) -> None:
    loaded = write(here, a=plan("a", "deadline: xyz", "owner: so-xay-dung-1", "support: [so-x]"))
    assert [line.split(" ")[0] for line in said(loaded)] == [f"plans/a.yaml:{n}:" for n in (9, 10, 11)]


UNKNOWN = [
    ("owner: so-xay-dun", "; did you mean “so-xay-dung”?", "; có phải là “so-xay-dung”?", "so-xay-dun"),
    ("support: [SXD]", "; did you mean “so-xay-dung”?", "; có phải là “so-xay-dung”?", "SXD"),
    ("owner: Sở Xây dựng", "; did you mean “so-xay-dung”?", "; có phải là “so-xay-dung”?", "Sở Xây dựng"),
    ("owner: qqqq", "; add it to the units file", "; hãy thêm vào tệp đơn vị", "qqqq"),
]


@pytest.mark.parametrize(("task", "en", "vi", "found"), UNKNOWN)
def test_an_unknown_unit_is_told_with_the_nearest_known(
    here: Path, task: str, en: str, vi: str, found: str
) -> None:
    loaded = write(here, a=plan("a", task))
    assert said(loaded) == [f"plans/a.yaml:9: expected the id of a unit, found “{found}”{en}"]
    assert said(loaded, "vi") == [f"plans/a.yaml:9: cần mã của một đơn vị, nhưng gặp “{found}”{vi}"]


def test_the_owner_of_a_plan_is_a_unit_too(here: Path) -> None:
    loaded = write(here, a=plan("a", "code: x1").replace("owner: ubnd-tp", "owner: ubnd"))
    assert [line.split(" ")[0] for line in said(loaded)] == ["plans/a.yaml:6:"]


def test_without_a_units_file_a_plan_says_so_once(here: Path) -> None:
    (here / "units.yaml").unlink()
    loaded = write(here, a=plan("a", "owner: ubnd-tp", "owner: so-xay-dung"))
    assert said(loaded) == [
        "plans/a.yaml:1: expected a units file beside the plan, found none; "
        "write the agencies in “units.yaml”"
    ]
    assert said(loaded, "vi") == [
        "plans/a.yaml:1: cần tệp đơn vị cạnh tệp kế hoạch, nhưng không có; "
        "hãy ghi các cơ quan vào “units.yaml”"
    ]


def test_a_broken_units_file_makes_no_unit_unknown(here: Path) -> None:
    (here / "units.yaml").write_text("units: [", encoding="utf-8")
    loaded = write(here, a=plan("a", "owner: so-xay-dung"))
    assert [line.split(" ")[0] for line in said(loaded)] == ["plans/units.yaml:1:"]


def test_a_plan_id_belongs_to_one_file(here: Path) -> None:
    loaded = write(here, a=plan("a", "deadline: 2026"), b=plan("a", "deadline: 2027"))
    assert said(loaded) == [
        "plans/b.yaml:1: plan: “a” is already the id of the plan at plans/a.yaml:1; "
        "give each plan an id of its own"
    ]
    assert said(loaded, "vi") == [
        "plans/b.yaml:1: plan: “a” đã là mã của kế hoạch ở plans/a.yaml:1; mỗi kế hoạch cần một mã riêng"
    ]
    assert loaded.catalog.plans["a"].file == "plans/a.yaml"


def test_a_task_that_follows_gets_the_other_s_dates_through_any_chain(here: Path) -> None:
    loaded = write(
        here,
        a=plan("a", "follows: b/I-1", "deadline: theo a/I-1"),
        b=plan("b", "deadline: Quý II/2026"),
    )
    tasks = loaded.catalog.plans["a"].tasks
    assert [task.deadline.due for task in tasks] == [date(2026, 6, 30)] * 2
    assert [task.deadline.written for task in tasks] == ["theo b/I-1", "theo a/I-1"]
    assert (tasks[0].deadline.kind, tasks[0].deadline.follows) == (DeadlineKind.QUARTER, TaskRef("b", "I-1"))
    reason = Texts("en").plain(tasks[0].deadline.reason)
    assert reason == "follows b/I-1: Quý II/2026 → 30/6/2026: end of Q2/2026"
    assert Texts("vi").plain(tasks[0].deadline.reason).startswith("theo b/I-1: Quý II/2026 → 30/6/2026")


def test_a_deadline_of_its_own_stands_beside_the_task_followed(here: Path) -> None:
    loaded = write(here, a=plan("a", "deadline: 2026, follows: a/I-2", "deadline: 2027"))
    deadline = loaded.catalog.plans["a"].tasks[0].deadline
    assert (deadline.due, deadline.follows) == (date(2026, 12, 31), TaskRef("a", "I-2"))


def test_what_is_followed_may_stand_in_a_plan_with_a_mistake_elsewhere(here: Path) -> None:
    loaded = write(here, a=plan("a", "follows: b/I-1"), b=plan("b", "deadline: 2026", "deadline: xyz"))
    assert loaded.catalog.plans["a"].tasks[0].deadline.due == date(2026, 12, 31)


FOLLOWS = [
    (
        ("follows: b/I-11",),
        "follows: expected a task of these plans, found “b/I-11”; did you mean “b/I-1”?",
        "follows: cần một nhiệm vụ có trong các kế hoạch, nhưng gặp “b/I-11”; có phải là “b/I-1”?",
    ),
    (
        ("follows: qqqqqqq/zzzzzzz",),
        "follows: expected a task of these plans, found “qqqqqqq/zzzzzzz”; check the plan and the code",
        "follows: cần một nhiệm vụ có trong các kế hoạch, nhưng gặp “qqqqqqq/zzzzzzz”; "
        "xem lại mã kế hoạch và mã nhiệm vụ",
    ),
    (
        ("follows: b/I-2",),
        "follows: “b/I-2” can't be found while its plan has mistakes; mend that plan first",
        "follows: không tìm được “b/I-2” khi kế hoạch đó còn lỗi; hãy sửa kế hoạch đó trước",
    ),
    (
        ("follows: a/I-1",),
        "follows: expected a task with a deadline at the end, found a circle that leads back to “a/I-1”; "
        "give one of them a deadline",
        "follows: cuối cùng phải có một nhiệm vụ có thời hạn, nhưng các nhiệm vụ nối thành vòng "
        "quay lại “a/I-1”; hãy ghi thời hạn cho một nhiệm vụ",
    ),
]


@pytest.mark.parametrize(("tasks", "en", "vi"), FOLLOWS, ids=[tasks[0] for tasks, _, _ in FOLLOWS])
def test_a_chain_that_ends_nowhere_is_told(here: Path, tasks: tuple[str, ...], en: str, vi: str) -> None:
    loaded = write(here, a=plan("a", *tasks), b=plan("b", "deadline: 2026", "deadline: xyz"))
    assert said(loaded)[0] == f"plans/a.yaml:9: {en}"
    assert said(loaded, "vi")[0] == f"plans/a.yaml:9: {vi}"
    assert "a" not in loaded.catalog.plans


def test_every_task_of_a_circle_is_told(here: Path) -> None:
    loaded = write(here, a=plan("a", "follows: b/I-1"), b=plan("b", "follows: a/I-1"))
    assert [line.split(" ")[0] for line in said(loaded)] == ["plans/a.yaml:9:", "plans/b.yaml:9:"]


def test_a_link_that_leads_out_of_the_folder_is_not_read(here: Path) -> None:
    Path("secret.yaml").write_text(plan("s", "deadline: 2026"), encoding="utf-8")
    (here / "a.yaml").symlink_to(Path("secret.yaml").resolve())
    loaded = load([here])
    assert said(loaded) == [
        "plans/a.yaml:1: expected a file within its folder, found a link that leads out of it; "
        "copy the file into the folder"
    ]
    assert said(loaded, "vi") == [
        "plans/a.yaml:1: cần tệp nằm trong thư mục, nhưng đây là liên kết dẫn ra ngoài; "
        "hãy chép tệp vào thư mục"
    ]


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.Yml"])
def test_another_ending_is_told_instead_of_left_out_in_silence(here: Path, name: str) -> None:
    (here / name).write_text(plan("a", "deadline: 2026"), encoding="utf-8")
    loaded = load([here])
    assert said(loaded) == [
        f"plans/{name}:1: expected a name that ends in .yaml, found another and did not read it; "
        "rename it to “a.yaml”"
    ]
    assert said(loaded, "vi") == [
        f"plans/{name}:1: cần tệp có đuôi .yaml, nhưng đuôi khác nên không đọc; hãy đổi tên thành “a.yaml”"
    ]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(here: Path) -> None:
    (here / "a.yaml").mkdir()
    (here / "b.yaml").symlink_to("b.yaml")
    loaded = write(here, c=plan("c", "deadline: 2026"))
    assert list(loaded.catalog.plans) == ["c"]
    assert said(loaded) == [
        "plans/a.yaml:1: expected a plain file, found something else; put the plan in an ordinary file",
        "plans/b.yaml:1: the file can't be read (Too many levels of symbolic links); check who may read it",
    ]
    assert said(loaded, "vi") == [
        "plans/a.yaml:1: cần một tệp thường, nhưng đây không phải là tệp; "
        "hãy chép kế hoạch vào một tệp thường",
        "plans/b.yaml:1: không đọc được tệp (Too many levels of symbolic links); xem lại quyền đọc tệp",
    ]


def test_a_path_that_is_nowhere_and_a_folder_without_plans_are_told(here: Path) -> None:
    Path("empty").mkdir()
    loaded = load([Path("nowhere.yaml"), Path("empty"), Path("no\0where")])
    assert said(loaded)[:2] == [
        "nowhere.yaml:1: expected a file or a folder, found none by this name; check the path",
        "empty:1: expected plan files (*.yaml) in this folder, found none; check the path or add a plan",
    ]
    assert said(loaded, "vi")[:2] == [
        "nowhere.yaml:1: cần một tệp hoặc thư mục, nhưng không có tên này; xem lại đường dẫn",
        "empty:1: cần tệp kế hoạch (*.yaml) trong thư mục này, nhưng không có; "
        "xem lại đường dẫn hoặc thêm kế hoạch",
    ]


def test_a_huge_file_is_refused_without_reading_it_whole(here: Path) -> None:
    with (here / "a.yaml").open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: takes no room, and could not be read into memory
    assert [line.split(";")[0] for line in said(load([here]))] == [
        "plans/a.yaml:1: expected at most 5 MB, found more"
    ]


def test_a_file_whose_size_is_not_known_is_read_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = (here / "units.yaml").read_bytes()
    (here / "empty").touch()
    empty = (here / "empty").stat()
    monkeypatch.setattr(Path, "stat", lambda _: empty)
    assert read_file(here / "units.yaml").data == written != b""


def test_units_are_read_with_their_names() -> None:
    units, problems = read_units("u.yaml", b"units: [{id: a, name: A, short: a, aliases: [x, y]}]")
    assert (units, problems) == ((Unit(id="a", name="A", short="a", aliases=("x", "y")),), ())


UNIT_MISTAKES = [
    (
        "{id: a, name: A, short: a}\n- {id: a, name: B, short: b}",
        "3: id: “a” is already the id of the unit on line 2; give each unit an id of its own",
        "3: id: “a” đã là mã của đơn vị ở dòng 2; mỗi đơn vị cần một mã riêng",
    ),
    (
        "{id: a, name: A, short: a, parent: bb}\n- {id: b, name: B, short: b}",
        "2: expected the id of a unit, found “bb”; did you mean “b”?",
        "2: cần mã của một đơn vị, nhưng gặp “bb”; có phải là “b”?",
    ),
    (
        "{id: a, name: A, short: a, parent: a}\n- {id: b, name: B, short: b, parent: a}",
        "2: parent: expected a unit above “a”, found a circle that leads back to it; take one parent away",
        "2: parent: cần cơ quan cấp trên của “a”, nhưng các cấp nối thành vòng quay lại chính nó; "
        "hãy bỏ bớt một cấp",
    ),
    (
        "{id: a, name: A}",
        "2: a unit needs the key “short”, found none; add “short: …”",
        "2: đơn vị cần khóa “short”, nhưng chưa có; hãy thêm “short: …”",
    ),
]


@pytest.mark.parametrize(("text", "en", "vi"), UNIT_MISTAKES)
def test_each_mistake_of_a_units_file_is_told_in_both_languages(text: str, en: str, vi: str) -> None:
    _, problems = read_units("u.yaml", f"units:\n- {text}\n".encode())
    assert [Texts("en").problem(problem) for problem in problems] == [f"u.yaml:{en}"]
    assert [Texts("vi").problem(problem) for problem in problems] == [f"u.yaml:{vi}"]


def test_a_units_file_needs_its_units() -> None:
    _, problems = read_units("u.yaml", b"agencies: []")
    assert [Texts("en").problem(problem) for problem in problems] == [
        "u.yaml:1: the units file has no key “agencies”; delete it",
        "u.yaml:1: the units file needs the key “units”, found none; add “units: …”",
    ]
    assert Texts("vi").problem(problems[1]) == (
        "u.yaml:1: tệp đơn vị cần khóa “units”, nhưng chưa có; hãy thêm “units: …”"
    )


def test_a_unit_may_stand_in_two_files_if_they_say_the_same(here: Path) -> None:
    (here / "more.yaml").write_text(UNITS, encoding="utf-8")
    assert said(load([here])) == []
    (here / "more.yaml").write_text(UNITS.replace("SXD", "Sở XD"), encoding="utf-8")
    assert said(load([here])) == [
        "plans/units.yaml:3: id: “so-xay-dung” is already the id of the unit at plans/more.yaml:3; "
        "give each unit an id of its own"
    ]
    assert said(load([here]), "vi")[0].startswith(
        "plans/units.yaml:3: id: “so-xay-dung” đã là mã của đơn vị ở plans/more.yaml:3; "
    )


def test_of_ten_thousand_mistakes_two_hundred_are_told(here: Path) -> None:
    loaded = write(here, a=plan("a", *("follows: b/I-1, owner: x" for _ in range(5000))))
    assert len(loaded.problems) == 200


def _units(folder: Path, file: str, unit: str, parent: str = "") -> None:
    above = f", parent: {parent}" if parent else ""
    (folder / file).write_text(
        f"units: [{{id: {unit}, name: {unit}, short: {unit}{above}}}]\n", encoding="utf-8"
    )


def test_units_stand_in_several_files_each_under_a_unit_of_another(here: Path) -> None:
    _units(here, "xa.units.yaml", "phong-xa", "so-xay-dung")
    found = load([here])
    assert found.problems == ()
    assert found.catalog.units["phong-xa"].parent == "so-xay-dung"


def test_a_circle_through_several_units_files_is_told_in_each(tmp_path: Path) -> None:
    _units(tmp_path, "units.yaml", "a", "b")
    _units(tmp_path, "b.units.yaml", "b", "a")
    told = [(Path(each.file).name, each.say.key) for each in load([tmp_path]).problems]
    assert told == [("b.units.yaml", "problems.parent_circle"), ("units.yaml", "problems.parent_circle")]


def test_of_a_plan_alone_every_units_file_beside_it_is_read(tmp_path: Path) -> None:
    _units(tmp_path, "xa.units.yaml", "a", "b")
    _units(tmp_path, "tinh.units.yaml", "b")
    (tmp_path / "kh.yaml").write_text("plan: kh\n", encoding="utf-8")
    assert set(load([tmp_path / "kh.yaml"]).catalog.units) == {"a", "b"}
