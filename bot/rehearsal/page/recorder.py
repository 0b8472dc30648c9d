"""What was done, as a script that plays it again."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import yaml

from bot.rehearsal.params import Upload
from bot.rehearsal.script import ACTOR_KEYS, DEEDS, Act, Actor
from bot.texts import Texts

_SAME = ("message", "of", "expect")  # fields of an act whose keys are named alike


class Recorder:
    """Notes each act that is played."""

    def __init__(self, opens: date) -> None:
        self._opens = opens
        self._acts: list[Act] = []

    def note(self, act: Act) -> None:
        self._acts.append(act)

    def text(self, actors: Iterable[Actor], files: Mapping[str, Upload], ends: date, texts: Texts) -> str:
        """The script as YAML, from its first day to `ends`."""
        used = {name for act in self._acts for name in act.send}
        whole = {
            "opens": self._opens.isoformat(),
            "ends": ends.isoformat(),
            "actors": [_Line(_actor(actor)) for actor in actors],
            "files": [_Line(_file(name, files[name])) for name in files if name in used],
            "acts": [_Line(dict(_act(act))) for act in self._acts],
        }
        kept = {key: value for key, value in whole.items() if value or key == "acts"}
        written = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
        return f"# {texts.plain('rehearsal.saved')}\n{written}"


class _Line(dict[str, Any]):
    """What stands on one line."""


class _Dumper(yaml.SafeDumper):
    """One line for each actor, file and act."""


_Dumper.add_representer(
    _Line,
    lambda dumper, line: dumper.represent_mapping("tag:yaml.org,2002:map", line.items(), flow_style=True),
)


def _actor(actor: Actor) -> dict[str, str]:
    found = {key: getattr(actor, key) for key in ACTOR_KEYS}
    return {key: str(value) for key, value in found.items() if value is not None}


def _file(name: str, upload: Upload) -> dict[str, str]:
    data = b64encode(upload.data).decode()
    return {"id": name, "name": upload.name, "mime": upload.mime, "data": data}


def _act(act: Act) -> Iterator[tuple[str, Any]]:
    """The keys of an act that say something."""
    yield "at", f"{act.at:%Y-%m-%d %H:%M:%S}"
    yield "who", act.who
    known = {each.name for each in fields(Act)}
    for key in DEEDS:
        value = getattr(act, key) if key in known else None
        if key == "send":
            value = " ".join(act.send) or None
        if (value is not None and value is not False) or (key == "block" and act.block is not None):
            yield key, value
    if act.photo:
        yield "as", "photo"
    if act.nth > 1:
        yield "nth", act.nth
    if act.place:
        yield "in", act.place
    if act.reply:
        yield "reply", True
    for key in _SAME:
        if (value := getattr(act, key)) is not None:
            yield key, value
