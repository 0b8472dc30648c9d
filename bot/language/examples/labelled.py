"""The labelled replies as rows: what was said, on which day, and what a person takes it to mean."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.language.meaning import Meaning
from bot.language.said import Said

FOLDER = Path(__file__).parent
FIRST = FOLDER / "first.csv"
TRAPS = FOLDER / "traps.csv"
# Named one by one: what the weights are learnt from is a decision, and no file that happens to lie there.
HEARD = tuple(
    FOLDER / f"{voice}.csv"
    for voice in (
        "bac-chuyen-vien",
        "ban-quan-ly-du-an",
        "bi-thu-chi-bo",
        "can-bo-tay-nguyen",
        "chanh-van-phong",
        "cong-an-xa",
        "cong-nghe-tre",
        "dia-chinh-xa",
        "doan-nghe-tinh",
        "gan-xong-hay-xong",
        "giao-lai-nguoi-khac",
        "ke-toan",
        "khong-dau",
        "kinh-te-tay-bac",
        "ky-su-hien-truong",
        "lan-lon",
        "lenh-va-noi-ho",
        "nam-xa",
        "nham-nguoi",
        "nu-can-bo-tinh",
        "pho-chu-tich-ngan",
        "pho-giam-doc",
        "thu-ky-voi",
        "tre-teencode",
        "tron-tieng-anh",
        "trung-xa",
        "truong-thon",
        "tu-phap-ca-mau",
        "tuong-xong-bac",
        "tuong-xong-cong-so",
        "tuong-xong-nam",
        "van-phong-thanh-pho",
        "van-xa-hue",
        "viec-khac-ke-ca",
        "xin-lui-han",
        "xong-khong-noi-xong",
        "y-te-giao-duc",
    )
)
UNHEARD = tuple(FOLDER / f"test-{voice}.csv" for voice in ("hoi-phu-nu", "ky-su"))
VOICES = (*HEARD, *UNHEARD)
VOICED, DUE = date(2026, 6, 15), date(2026, 6, 30)  # the day of the voices' replies, and that of their tasks
ON = date(2026, 5, 10)  # and of the first ones that name none of their own in the column "on"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A reply, the state a person would write down, all that are fair, and what else it may tell."""

    said: Said
    state: Meaning
    fair: frozenset[Meaning]
    percents: frozenset[int | None]
    untils: frozenset[date | None]
    clear: bool = True
    due: date | None = None


def labelled(file: Path) -> Sequence[Labelled]:
    on, due = (VOICED, DUE) if file in VOICES or file == TRAPS else (ON, None)
    with file.open(encoding="utf-8", newline="") as rows:
        return [_labelled(row, on, due) for row in csv.DictReader(rows)]


def _labelled(row: dict[str, str], on: date, due: date | None) -> Labelled:
    state = Meaning(row["state"])
    return Labelled(
        said=Said(row["text"], date.fromisoformat(row["on"]) if row.get("on") else on),
        state=state,
        fair=frozenset((state, *map(Meaning, (row.get("alt") or "").split()))),
        percents=frozenset(None if p == "-" else int(p) for p in row["percent"].split() or "-"),
        untils=frozenset(None if d == "-" else date.fromisoformat(d) for d in row["until"].split() or "-"),
        clear=row.get("clear") != "no",
        due=due,
    )
