"""Committees of any size, written as YAML files: the same each time, without a clock and without chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

SHIPPED = Path(__file__).parents[2] / "plans"
CITY_PLAN, CITY_UNITS = "hai-phong-07-kh-tu.yaml", "units.yaml"
SEED = 68
ISSUED = "2025-07-25"
TASKS = 30  # of a commune's programme, and of a province's

NAMES = (
    "An",
    "Bình",
    "Cẩm",
    "Dương",
    "Giang",
    "Hòa",
    "Khánh",
    "Lộc",
    "Mỹ",
    "Nam",
    "Phú",
    "Quang",
    "Sơn",
    "Tân",
)
DEEDS = ("Rà soát", "Ban hành", "Tổ chức", "Xây dựng", "Đôn đốc", "Công khai", "Bố trí", "Hỗ trợ", "Kiểm tra")
MATTERS = (
    "thủ tục đăng ký kinh doanh và cấp phép trên địa bàn",
    "quỹ đất sạch, mặt bằng cho doanh nghiệp nhỏ thuê",
    "kế hoạch hỗ trợ pháp lý cho doanh nghiệp nhỏ và vừa",
    "hội nghị đối thoại giữa chính quyền và doanh nghiệp",
    "đào tạo nhân lực số, quản trị cho hộ kinh doanh",
    "cơ sở dữ liệu dùng chung về đất đai, dân cư",
    "danh mục dự án kêu gọi đầu tư tư nhân",
    "chương trình kết nối ngân hàng với hộ sản xuất",
)
AIMS = (
    "",
    " theo Nghị quyết 68",
    ", gắn với chuyển đổi số",
    ", rút ngắn một nửa thời gian",
    " đến từng thôn, tổ dân phố",
)
# As documents have them: most by a quarter, some by a day or a month, some for ever, some without a word.
DEADLINES = (
    "Trong Quý IV/2025",
    "Trong Quý I/2026",
    "Hằng quý",
    "Trong Quý II/2026",
    "Thường xuyên",
    "Trước ngày {day}/{month}/{year}",
    "Trong Quý III/2026",
    "",
    "Tháng {month}/{year}",
    "Trong năm 2026",
)
SECTIONS = (
    "Tuyên truyền, đổi mới nhận thức",
    "Thể chế và quyền kinh doanh",
    "Đất, vốn, nhân lực",
    "Tổ chức thực hiện",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each: provinces with their communes, or one city's communes."""

    provinces: int
    communes: int


COUNTRY = Size(provinces=34, communes=3_321)  # as many as there are since 1/7/2025
CITY = Size(provinces=0, communes=114)  # beside the shipped city plan


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """A committee with its units, the first of which owns the plan."""

    id: str
    name: str
    units: tuple[tuple[str, str], ...]  # id, name
    above: str  # the plan whose dates some of its tasks take
    parent: str  # the unit that stands above its first one

    @property
    def plan(self) -> str:
        return f"ctr-68-{self.id}"


def write_city(folder: Path, communes: int = CITY.communes) -> None:
    """The shipped city plan and under it the programmes of its communes."""
    folder.mkdir(parents=True)
    (folder / CITY_PLAN).write_bytes((SHIPPED / CITY_PLAN).read_bytes())
    seats = [*islice(_communes("hp", CITY_PLAN.removesuffix(".yaml"), "ubnd-tp"), communes)]
    shipped = (SHIPPED / CITY_UNITS).read_text("utf-8")
    (folder / CITY_UNITS).write_text(shipped + _units(seats), "utf-8")
    _write_plans(folder, seats, ("III.2.1-1", "III.3.1-7", "III.3.2-2"))


def write_country(folder: Path, size: Size = COUNTRY) -> None:
    """Every province with a plan of its own, and under it its communes, alike as far as they can be."""
    folder.mkdir(parents=True)
    provinces = [_province(number) for number in range(1, size.provinces + 1)]
    under = {seat.id: _communes(seat.id, seat.plan, seat.units[0][0]) for seat in provinces}
    turns = islice(cycle(provinces), size.communes)
    seats = [*provinces, *(next(under[seat.id]) for seat in turns)]
    # Nothing but what must be told of each: one file holds no more values than this.
    (folder / CITY_UNITS).write_text("units:\n" + _units(seats, parents=False), "utf-8")
    _write_plans(folder, seats, ("I-1", "II-2", "III-3"))


def rewrite_plan(folder: Path, plan: str, tasks: int, *, changed: bool = False) -> None:
    """A province's plan of so many tasks in the place of its own; `changed`, with one date put off."""
    seat = next(s for n in range(1, 100) if (s := _province(n)).plan == plan)
    text = _plan(seat, ("I-1", "II-2", "III-3"), Random(SEED), tasks)
    if changed:
        text = text.replace("    deadline: Trong Quý IV/2025\n", "    deadline: Trong Quý I/2026\n", 1)
    (draft := folder / f".{plan}.new").write_text(text, "utf-8")
    draft.replace(folder / f"{plan}.yaml")


def _province(number: int) -> Seat:
    id, name = f"tinh-{number:02}", f"tỉnh {_name(number)}"
    return Seat(
        id=id,
        name=name,
        units=(
            (f"ubnd-{id}", f"Ủy ban nhân dân {name}"),
            (f"so-tai-chinh-{id}", f"Sở Tài chính {name}"),
            (f"so-xay-dung-{id}", f"Sở Xây dựng {name}"),
            (f"so-khcn-{id}", f"Sở Khoa học và Công nghệ {name}"),
        ),
        above="",
        parent="",
    )


def _communes(of: str, above: str, parent: str) -> Iterator[Seat]:
    for number in count(1):
        id, name = f"{of}-xa-{number:03}", f"xã {_name(number)} {of.removeprefix('tinh-')}"
        yield Seat(
            id=id,
            name=name,
            units=(
                (f"ubnd-{id}", f"Ủy ban nhân dân {name}"),
                (f"dang-uy-{id}", f"Đảng ủy {name}"),
                (f"phong-kt-{id}", f"Phòng Kinh tế {name}"),
                (f"phong-vhxh-{id}", f"Phòng Văn hóa - Xã hội {name}"),
            ),
            above=above,
            parent=parent,
        )


def _name(number: int) -> str:
    first, second = divmod(number, len(NAMES))
    return f"{NAMES[first % len(NAMES)]} {NAMES[second]} {number}"


def _units(seats: Sequence[Seat], *, parents: bool = True) -> str:
    lines = []
    for seat in seats:
        head = seat.units[0][0]
        for id, name in seat.units:
            parent = seat.parent if id == head else head
            short = name.replace("Ủy ban nhân dân", "UBND")
            lines.append(f"  - id: {id}\n    name: {name}\n    short: {short}\n")
            if parent and parents:
                lines.append(f"    parent: {parent}\n")
    return "".join(lines)


def _write_plans(folder: Path, seats: Sequence[Seat], followed: Sequence[str]) -> None:
    for number, seat in enumerate(seats):
        text = _plan(seat, followed, Random(SEED + number))
        (folder / f"{seat.plan}.yaml").write_text(text, "utf-8")


def _plan(seat: Seat, followed: Sequence[str], chance: Random, tasks: int = TASKS) -> str:
    sections = dict(zip(("I", "II", "III", "IV"), SECTIONS, strict=True))
    head = (
        f"# Chương trình hành động của {seat.name}: {tasks} việc.\n"
        f"plan: {seat.plan}\n"
        f"number: {chance.randint(1, 99):02}-CTr/{seat.id.upper()}\n"
        f"title: Chương trình hành động thực hiện Nghị quyết 68-NQ/TW của {seat.name}\n"
        f"issuer: Đảng ủy {seat.name}\n"
        f"issued: {ISSUED}\n"
        f"owner: {seat.units[0][0]}\n\n"
        "sections:\n" + "".join(f"  {code}: {name}\n" for code, name in sections.items()) + "\n"
    )
    return head + _targets() + "tasks:\n" + "".join(_tasks(seat, followed, [*sections], chance, tasks))


def _targets() -> str:
    return (
        "targets:\n"
        "  - id: so-doanh-nghiep-2030\n"
        "    title: Số doanh nghiệp đang hoạt động (trên)\n"
        "    horizon: 2030\n"
        "    unit: doanh nghiệp\n"
        "    value: 120\n"
        "  - id: thu-ngan-sach-2030\n"
        "    title: Tỷ trọng kinh tế tư nhân trong thu ngân sách\n"
        "    horizon: 2030\n"
        '    unit: "%"\n'
        "    range: [43, 45]\n\n"
    )


def _tasks(
    seat: Seat, followed: Sequence[str], codes: Sequence[str], chance: Random, tasks: int
) -> Iterator[str]:
    """Each unit has its share of every sort of deadline, so that each has something to say on a Monday."""
    items = dict.fromkeys(codes, 0)
    for number in range(tasks):
        section = codes[number * len(codes) // tasks]
        items[section] += 1
        item = items[section]
        owner = seat.units[number % len(seat.units)][0]
        deed, matter, aim = chance.choice(DEEDS), chance.choice(MATTERS), chance.choice(AIMS)
        lines = [f"  - code: {section}-{item}", f"    title: {deed} {matter}{aim}", f"    owner: {owner}"]
        if number % 3 == 0:
            lines.append(f"    support: [{seat.units[(number + 1) % len(seat.units)][0]}]")
        if number % 4 == 1:
            lines.append(f"    deliverable: Kế hoạch, báo cáo kết quả {matter}")
        deadline = DEADLINES[number // len(seat.units) % len(DEADLINES)]
        if seat.above and number >= tasks - len(followed):
            lines.append(f"    follows: {seat.above}/{followed[tasks - 1 - number]}")
        elif deadline:
            month = chance.randint(10, 21)  # from the last quarter of 2025 on
            when = {
                "day": chance.randint(1, 28),
                "month": (month - 1) % 12 + 1,
                "year": 2025 + (month - 1) // 12,
            }
            lines.append(f"    deadline: {deadline.format(**when)}")
        lines.append(f"    source: {{section: {section}, item: {item}}}")
        yield "\n".join(lines) + "\n\n"
