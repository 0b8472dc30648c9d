"""The script of a rehearsal: who takes part, and what each does when; `script.yaml` explains its keys."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from bot.model.people import Role
from bot.model.plan import Catalog
from bot.model.say import Mistake, Problem, say
from bot.planfile.problems import shown
from bot.planfile.yamlnodes import ListNode, MapNode, TextNode, read_nodes
from bot.rehearsal.params import Upload
from bot.settings import no_file

ACTOR_KEYS = ("id", "name", "role", "unit", "post", "plan")
FILE_KEYS = ("id", "name", "mime", "data", "path")
DEEDS = ("say", "press", "edit", "send", "start", "follow", "arrive", "found", "block")
ACT_KEYS = ("at", "who", *DEEDS, "reply", "message", "of", "nth", "as", "in", "expect")
TOP_KEYS = ("opens", "ends", "files", "actors", "acts")
GROUP = "group"  # `in: group`: the first group there is
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
    """One deed at one moment, in the actor's own chat or in a group (`place`: its id).

    Just one of `DEEDS`, but that `send` may have `say` as its caption. `message` is the number of the message
    answered, pressed, edited or followed; `of` are words it begins with; `reply` answers the bot's last one.
    `expect` are words that the bot must answer.
    """

    at: datetime
    who: str
    say: str | None = None
    press: str | None = None
    nth: int = 1  # of the message's buttons with that label
    edit: str | None = None
    send: tuple[str, ...] = ()  # ids of files; several are an album
    photo: bool = False
    start: str | None = None  # what a deep link carries
    follow: str | None = None  # in whose chat the message with the deep link stands
    arrive: str | None = None  # the name of somebody new
    found: str | None = None  # the title of a new group
    block: bool | None = None
    reply: bool = False
    message: int | None = None
    of: str | None = None
    place: str = ""
    expect: str | None = None
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    file: str
    actors: tuple[Actor, ...]
    acts: tuple[Act, ...]
    files: Mapping[str, Upload] = field(default_factory=dict)
    opens: date | None = None  # null: with its first act
    ends: date | None = None  # null: a while after its last act

    def days(self, first: date | None, last: date | None) -> tuple[date, date]:
        """The days asked for, else from its opening until a while after its last act.

        A Mistake where they end before they begin, or where no act says when.
        """
        if not self.acts and not ((first or self.opens) and (last or self.ends)):
            raise Mistake(Problem(self.file, 1, say("rehearsal.no_days")))
        first = first or self.opens or self.acts[0].at.date()
        last = last or self.ends or max(first, self.acts[-1].at.date()) + LULL
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
    """`2025-12-01 08:10`, perhaps with seconds, in the committee's zone; ValueError for anything else."""
    form = "%Y-%m-%d %H:%M:%S" if text.count(":") == 2 else "%Y-%m-%d %H:%M"
    return datetime.strptime(text.strip(), form).replace(tzinfo=zone)


class _Reader:
    """One file being read; the first mistake ends it."""

    def __init__(self, file: str, catalog: Catalog, zone: tzinfo) -> None:
        self._file = file
        self._catalog = catalog
        self._zone = zone
        self._names: list[str] = []
        self._groups: list[str] = []
        self._files: dict[str, Upload] = {}

    def script(self, tree: MapNode) -> Script:
        for key, entry in tree.entries.items():
            if key not in TOP_KEYS:
                raise self._wrong(entry.line, "bad_key", key=shown(key), known=", ".join(TOP_KEYS))
        actors = tuple(self._actor(node) for node in self._list(tree, "actors"))
        if all(actor.role is Role.GROUP for actor in actors):
            raise self._wrong(tree.line, "nobody")
        self._names = [actor.id for actor in actors]
        self._groups = [GROUP, *(actor.id for actor in actors if actor.role is Role.GROUP)]
        self._files = dict(map(self._upload, self._list(tree, "files") if "files" in tree.entries else ()))
        acts = [self._act(node) for node in self._list(tree, "acts")]
        return Script(
            file=self._file,
            actors=actors,
            acts=tuple(sorted(acts, key=lambda act: act.at)),
            files=self._files,
            opens=self._day(tree, "opens"),
            ends=self._day(tree, "ends"),
        )

    def _day(self, tree: MapNode, key: str) -> date | None:
        if not (entry := tree.entries.get(key)):
            return None
        text = entry.node.text if isinstance(entry.node, TextNode) else ""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong(entry.line, "bad_day", key=key, found=text) from None

    def _upload(self, node: MapNode) -> tuple[str, Upload]:
        """A file as it stands in the script, or beside it."""
        values = self._values(node, FILE_KEYS, ("id", "name"))
        try:
            if "path" in values:
                data = (Path(self._file).parent / values["path"]).read_bytes()
            else:
                data = b64decode(re.sub(r"\s", "", values.get("data", "")), validate=True)
        except (OSError, binascii.Error) as error:
            raise self._wrong(node.line, "bad_file", id=values["id"], reason=error) from None
        mime = values.get("mime") or guess_type(values["name"])[0] or "application/octet-stream"
        return values["id"], Upload(values["name"], data, mime)

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

    def _act(self, node: MapNode) -> Act:
        values = self._values(node, ACT_KEYS, ("at", "who"))
        deeds = [key for key in DEEDS if key in values]
        if len(deeds) != 1 and deeds != ["say", "send"]:
            raise self._wrong(node.line, "bad_act", known=", ".join(DEEDS))
        if "arrive" in values:
            self._names.append(values["who"])
        if "found" in values:
            self._groups.append(values.get("in", ""))
        self._known(node, "who", values["who"], self._names)
        self._known(node, "follow", values.get("follow"), [*self._names, *self._groups])
        self._known(node, "in", values.get("in"), self._groups)
        files = tuple(values.get("send", "").split())
        for one in files:
            self._known(node, "send", one, list(self._files))
        try:
            at = moment(values["at"], self._zone)
        except ValueError:
            raise self._wrong(node.line, "bad_moment", found=values["at"]) from None
        plain = ("say", "press", "edit", "start", "follow", "arrive", "found")
        return Act(
            at=at,
            who=values["who"],
            **{key: values.get(key) for key in plain},
            nth=self._whole(node, values, "nth") or 1,
            send=files,
            photo=values.get("as") == "photo",
            block=self._flag(node, values, "block"),
            reply=bool(self._flag(node, values, "reply")),
            message=self._whole(node, values, "message"),
            of=values.get("of"),
            place=values.get("in", ""),
            expect=values.get("expect"),
            line=node.line,
        )

    def _known(self, node: MapNode, key: str, found: str | None, known: Sequence[str]) -> None:
        if found is not None and found not in known:
            wrong = "bad_actor" if key == "who" else "not_here"
            raise self._wrong(node.line, wrong, key=key, found=found, known=", ".join(known))

    def _flag(self, node: MapNode, values: Mapping[str, str], key: str) -> bool | None:
        if (found := values.get(key)) in (None, "true", "false"):
            return None if found is None else found == "true"
        raise self._wrong(node.line, "bad_flag", key=key, found=found)

    def _whole(self, node: MapNode, values: Mapping[str, str], key: str) -> int | None:
        if (found := values.get(key)) is None:
            return None
        if not found.isdecimal():
            raise self._wrong(node.line, "bad_number", key=key, found=found)
        return int(found)

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
