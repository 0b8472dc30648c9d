"""The script of a rehearsal: who takes part, and what each does when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, Problem, say
from bot.planfile.problems import shown
from bot.planfile.yamlnodes import ListNode, MapNode, TextNode, read_nodes
from bot.settings import no_file

ACTOR_KEYS = ("id", "name", "role", "unit", "post", "plan")
ACT_KEYS = ("at", "who", "say", "press", "reply", "in")
LULL = timedelta(days=7)  # played on after the last act


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Somebody who takes part, or the group (role group)."""

    id: str
    name: str
    role: Role
    unit: str | None = None
    post: str | None = None
    plan: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One deed at one moment: `say` a text (as a reply to the bot's last message with `reply`) or
    `press` the button of that label, in the actor's own chat or in the group."""

    at: datetime
    who: str
    say: str | None = None
    press: str | None = None
    reply: bool = False
    in_group: bool = False
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    file: str
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...]
    opens: date | None = None  # null: with its first act

    def days(self, first: date | None, last: date | None) -> tuple[date, date]:
        """The days asked for, else from its opening until a while after its last act.

        A Mistake where they end before they begin, or where no act says when.
        """
        if not self.acts and not (first and last):
            raise Mistake(Problem(self.file, 1, say("rehearsal.no_days")))
        first = first or self.opens or self.acts[0].at.date()
        last = last or max(first, self.acts[-1].at.date()) + LULL
        if last < first:
            raise Mistake(say("cli.empty_window", start=first, end=last))
        return first, last


def read_script(file: Path, catalog: Catalog, zone: tzinfo) -> Script:
    """The script of a file; raises a Mistake that names file and line."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Mistake(Problem(str(file), 1, no_file(error))) from None
    tree, problems = read_nodes(str(file), data, "script")
    if tree is None or problems:
        raise Mistake(*problems)
    return _Reader(str(file), catalog, zone).script(tree)


def moment(text: str, zone: tzinfo) -> datetime:
    """`2025-12-01 08:10` in the committee's zone; ValueError for anything else."""
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=zone)


class _Reader:
    """One file being read; the first mistake ends it."""

    def __init__(self, file: str, catalog: Catalog, zone: tzinfo) -> None:
        self._file = file
        self._catalog = catalog
        self._zone = zone

    def script(self, tree: MapNode) -> Script:
        actors = tuple(self._actor(node) for node in self._list(tree, "actors"))
        if all(actor.role is Role.GROUP for actor in actors):
            raise self._wrong(tree.line, "nobody")
        names = [actor.id for actor in actors]
        acts = [self._act(node, names) for node in self._list(tree, "acts")]
        return Script(file=self._file, actors=actors, acts=tuple(sorted(acts, key=lambda act: act.at)))

    def _actor(self, node: MapNode) -> Actor:
        values = self._values(node, ACTOR_KEYS, ("id", "name", "role"))
        if values["role"] not in set(Role):
            raise self._wrong(node.line, "bad_role", known=", ".join(Role), found=values["role"])
        role = Role(values["role"])
        if role is Role.OFFICIAL and values.get("unit") not in self._catalog.units:
            raise self._wrong(node.line, "bad_unit", found=values.get("unit", ""))
        if "plan" in values and values["plan"] not in self._catalog.plans:
            raise self._wrong(node.line, "bad_plan", found=values["plan"])
        return Actor(**{**values, "role": role})

    def _act(self, node: MapNode, names: Collection[str]) -> Act:
        values = self._values(node, ACT_KEYS, ("at", "who"))
        if ("say" in values) == ("press" in values):
            raise self._wrong(node.line, "bad_act")
        if values["who"] not in names:
            raise self._wrong(node.line, "bad_actor", found=values["who"], known=", ".join(names))
        try:
            at = moment(values["at"], self._zone)
        except ValueError:
            raise self._wrong(node.line, "bad_moment", found=values["at"]) from None
        return Act(
            at=at,
            who=values["who"],
            say=values.get("say"),
            press=values.get("press"),
            reply=values.get("reply") == "true",
            in_group=values.get("in") == "group",
            line=node.line,
        )

    def _list(self, tree: MapNode, key: str) -> list[MapNode]:
        entry = tree.entries.get(key)
        items = entry.node.items if entry and isinstance(entry.node, ListNode) else ()
        found = [item for item in items if isinstance(item, MapNode)]
        if entry is None or len(found) != len(items) or not isinstance(entry.node, ListNode):
            raise self._wrong(entry.line if entry else tree.line, "not_mapping", key=key)
        return found

    def _values(self, node: MapNode, known: Sequence[str], needed: Sequence[str]) -> dict[str, Any]:
        for key, entry in node.entries.items():
            if key not in known or not isinstance(entry.node, TextNode):
                raise self._wrong(entry.line, "bad_key", key=shown(key), known=", ".join(known))
        values = {k: e.node.text for k, e in node.entries.items() if isinstance(e.node, TextNode)}
        missing = [key for key in needed if not values.get(key)]
        if missing:
            raise self._wrong(node.line, "missing", key=missing[0])
        return values

    def _wrong(self, line: int, key: str, /, **values: Any) -> Mistake:
        return Mistake(Problem(self._file, line, say(f"rehearsal.{key}", **values)))
