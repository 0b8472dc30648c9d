"""A city to be followed for a year: its units, plans, officials and groups, of any size."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

from bot.model.people import Role
from bot.rehearsal.botapi import BotApi
from bot.store.store import Store

FIRST_OFFICIAL, FIRST_SECRETARY, FIRST_GROUP = 100_001, 50_001, -100_001
STRANGERS = range(8_001, 8_021)
RECURRING = ("Hàng tháng", "Hàng quý", "Thường xuyên", "Hàng năm (trước 15/12)")
DATED = 8  # of ten tasks, how many have a day; the others recur or go on


@dataclass(frozen=True, kw_only=True, slots=True)
class City:
    """How large it is. Each plan has an owner, a secretary and a group that gets its digest; the group is
    that of the unit too, but for the last `shy` units, whose officials are told alone."""

    plans: int
    tasks: int  # of each plan
    officials: int  # of each unit
    shy: int
    first: date
    days: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    def group(self, plan: int) -> int:
        return FIRST_GROUP - plan

    def secretary(self, plan: int) -> int:
        return FIRST_SECRETARY + plan

    def staff(self, unit: int) -> range:
        first = FIRST_OFFICIAL + unit * self.officials
        return range(first, first + self.officials)

    def alone(self, unit: int) -> bool:
        """Whether the unit has no group of its own."""
        return unit >= self.plans - self.shy

    def chats(self, unit: int) -> list[int]:
        """Where the unit is reminded."""
        return list(self.staff(unit)) if self.alone(unit) else [self.group(unit)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task as the city planned it, and when it is due where it names a day."""

    code: str
    unit: int
    plan: int
    due: date | None


def tasks_of(city: City, plan: int) -> Iterator[Task]:
    """The tasks of a plan: most of its own unit's, each sixth of the next one."""
    chance = random.Random(plan)
    for number in range(city.tasks):
        dated = number % 10 < DATED
        due = city.first + timedelta(days=chance.randrange(5, city.days + 60)) if dated else None
        unit = plan if number % 6 else (plan + 1) % city.plans
        yield Task(code=f"K{plan + 1}-{number + 1}", unit=unit, plan=plan, due=due)


def name_of(plan: int) -> str:
    return f"ke-hoach-{plan + 1}"


def file_of(folder: Path, plan: int) -> Path:
    return folder / "plans" / f"{name_of(plan)}.yaml"


def write(city: City, folder: Path) -> None:
    """Its configuration and its plan files."""
    (folder / "plans").mkdir()
    units = [
        {"id": f"dv-{n + 1}", "name": f"Đơn vị số {n + 1}", "short": f"Đơn vị {n + 1}"}
        for n in range(city.plans)
    ]
    _dump(folder / "plans" / "units.yaml", {"units": units})
    config = {"plans": "plans", "backup_days": 3, "digest": {"picture": False}}
    _dump(folder / "config.yaml", config)
    for plan in range(city.plans):
        _dump(file_of(folder, plan), _plan(city, plan))


def _plan(city: City, plan: int) -> dict[str, object]:
    tasks = [
        {
            "code": task.code,
            "title": f"Việc {task.code}",
            "owner": f"dv-{task.unit + 1}",
            "deadline": str(task.due) if task.due else RECURRING[number % len(RECURRING)],
            "source": {"section": "A", "item": number + 1},
        }
        for number, task in enumerate(tasks_of(city, plan))
    ]
    return {
        "plan": name_of(plan),
        "number": f"{plan + 1:02}-KH/TT",
        "title": f"Kế hoạch số {plan + 1}",
        "issuer": "Ban Chỉ đạo",
        "issued": str(city.first - timedelta(days=30)),
        "owner": f"dv-{plan + 1}",
        "sections": {"A": "Nhiệm vụ"},
        "tasks": tasks,
    }


def _dump(file: Path, data: dict[str, object]) -> None:
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def link(city: City, database: str, api: BotApi, now: datetime) -> None:
    """Everybody is known to Telegram, and all but the strangers to the bot."""
    with closing(Store.open(database)) as store, store.transaction() as tx:
        for unit in range(city.plans):
            plan, secretary, group = name_of(unit), city.secretary(unit), city.group(unit)
            tx.links.add(Role.SECRETARY, secretary, secretary, "Thư ký", None, plan, None, now)
            tx.links.add(Role.GROUP, group, None, f"Nhóm {unit + 1}", None, plan, None, now)
            if not city.alone(unit):
                tx.links.add(Role.GROUP, group, None, f"Nhóm {unit + 1}", f"dv-{unit + 1}", None, None, now)
            for person in city.staff(unit):
                tx.links.add(
                    Role.OFFICIAL, person, person, f"Cán bộ {person}", f"dv-{unit + 1}", None, None, now
                )
    for unit in range(city.plans):
        for person in (city.secretary(unit), *city.staff(unit)):
            _arrive(api, person)
        api.add_group(city.group(unit), f"Nhóm {unit + 1}", [city.secretary(unit), *city.staff(unit)])
        api.chats.chat(city.group(unit)).bot = "member"
    for person in STRANGERS:
        _arrive(api, person)


def _arrive(api: BotApi, person: int) -> None:
    api.add_person(person, f"Người {person}")
    api.chats.person(person).started = True
