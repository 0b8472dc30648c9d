"""What a plan file is read against: the folder of plans, who keeps which, what is reported by now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from bot.messages.view import World
from bot.model.agenda import Times
from bot.model.plan import Plan
from bot.model.progress import Report
from bot.model.target import TargetValue
from bot.planfile.catalog import Loaded, load
from bot.texts import Texts


@dataclass(frozen=True)
class Around:
    """`mine` are the plans that the sender keeps."""

    folder: Path
    world: World
    times: Times
    now: datetime
    mine: Sequence[str]
    reports: Sequence[Report] = ()
    values: Sequence[TargetValue] = field(default=())

    @cached_property
    def loaded(self) -> Loaded:
        """The plans as their files say, classified words too."""
        return load([self.folder])

    @property
    def texts(self) -> Texts:
        return self.world.texts

    def keeps(self, plan: Plan | str) -> bool:
        """Whether the sender may write that plan: her own, or one that isn't there."""
        id = plan if isinstance(plan, str) else plan.id
        return id in self.mine or id not in self.loaded.catalog.plans

    def text(self, name: str) -> str | None:
        """A file of the folder; null where there is none."""
        try:
            return (self.folder / name).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None
