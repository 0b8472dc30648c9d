"""A commune's own plan in the office, as a file on disk that people edit while the bot runs."""

from dataclasses import replace
from pathlib import Path

from flow_office import Office

from bot.living.plans import Watcher
from bot.messages.snapshot import world_of
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load

PLAN = "kh-15"
HEAD = """\
plan: kh-15
number: 15/KH-UBND
title: Kế hoạch phát triển kinh tế - xã hội năm 2026
issuer: Ủy ban nhân dân xã
issued: 25/12/2025
owner: van-phong
sections: {I: Cải cách hành chính, II: Kinh tế}
"""
UNITS = """\
units:
  - {id: van-phong, name: Văn phòng Ủy ban nhân dân xã, short: Văn phòng}
  - {id: kinh-te, name: Phòng Kinh tế, short: Phòng Kinh tế}
  - {id: cong-an, name: Công an xã, short: Công an xã}
"""


def task(item: int, title: str, deadline: str, owner: str, *, support: str = "", section: str = "I") -> str:
    """One task's lines; `support` is a list as YAML writes it."""
    helps = f"\n    support: {support}" if support else ""
    return (
        f"  - title: {title}\n    deadline: {deadline}\n    owner: {owner}{helps}\n"
        f"    source: {{section: {section}, item: {item}}}\n"
    )


DUE = task(1, "Kế hoạch cải cách hành chính", "20/1/2026", "van-phong")


class Commune:
    """The files, and the office that follows them."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
        self._watcher: Watcher | None = None

    def write(self, *tasks: str, head: str = HEAD, file: str = "kh-15.yaml") -> None:
        (self.folder / file).write_text(head + "tasks:\n" + "".join(tasks), encoding="utf-8")

    async def starts(self, *tasks: str, head: str = HEAD) -> None:
        """The bot begins with these tasks in the file, or with the file as it is."""
        if tasks:
            self.write(*tasks, head=head)
        robot = self.office.robot
        robot.settings = robot.settings.model_copy(update={"plans": self.folder})
        catalog = load([self.folder]).catalog
        self._adopt(catalog)
        self._watcher = Watcher(
            self.folder, catalog, robot.store, robot.clock, lambda: robot.world, self._adopt, robot.post.set
        )
        await self._watcher.look()

    async def edits(self, *tasks: str) -> None:
        """The file is saved with these tasks, and the bot has seen it."""
        self.write(*tasks)
        await self.looks()

    async def looks(self) -> None:
        """The bot has seen what became of the files."""
        assert self._watcher
        await self._watcher.look()
        await self.office.robot.step()

    def _adopt(self, catalog: Catalog) -> None:
        world = world_of(self.office.robot.settings, catalog)
        self.office.robot.adopt(replace(world, digest=self.office.robot.world.digest))

    async def links(
        self, user: int, role: Role, unit: str | None = None, *, plan: str = PLAN, post: str | None = None
    ) -> None:
        code = self.office.code(role, unit=unit, plan=None if unit else plan, post=post)
        self.office.api.press_start(user, code)
        await self.office.robot.step()

    async def days(self, *days: str, at: str = "07:30") -> None:
        """The agenda's hour of each of these days, and a minute later."""
        for day in days:
            await self.office.at(f"{day} {at}")
            await self.office.at(f"{day} {at[:-1]}1")
