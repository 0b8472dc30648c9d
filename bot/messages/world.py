"""What changes only when files change: the plans in force, the calendar, the language."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cached_property
from uuid import uuid4

from bot.model.digest import DigestRules
from bot.model.plan import Catalog, Plan, Task
from bot.schedule.calendar import WorkingDays
from bot.schedule.periods import TURNING
from bot.texts import Texts, texts_in


@dataclass(frozen=True, kw_only=True)
class World:
    """Plans, calendar and language; `digest` are the rules of every plan's digest but for what the plan says
    itself. `mark` stands on every file that is made: a rehearsal's, so that nobody takes it for the real one;
    else empty."""

    catalog: Catalog
    days: WorkingDays
    texts: Texts
    zone: tzinfo
    digest: DigestRules = field(default_factory=DigestRules)
    mark: str = ""

    def marked(self, title: str) -> str:
        """A file's title as it stands in it."""
        return f"{self.mark} – {title}" if self.mark else title

    @cached_property
    def turning(self) -> Sequence[Task]:
        """The ongoing and recurring tasks."""
        return [task for task in self.catalog.tasks() if task.deadline.kind in TURNING]

    @cached_property
    def version(self) -> str:
        """Another for every world that was put in force, so also after a start."""
        return uuid4().hex

    def digest_rules(self, plan: Plan) -> DigestRules:
        return self.digest.under(plan.digest)

    def speaking(self, language: str) -> "World":
        """The same world in that language."""
        return self if language == self.texts.language else replace(self, texts=texts_in(language))
