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

MOST_INSIDE = 3_000_000  # bytes of files; a YAML file is read up to 5 MB, and base64 takes a third more
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
        inside, beside = _apart({name: file for name, file in files.items() if name in used})
        whole = {
            "opens": self._opens.isoformat(),
            "ends": ends.isoformat(),
            "actors": [_Line(_actor(actor)) for actor in actors],
            "files": [_Line(_inside(name, each)) for name, each in inside.items()]
            + [_Line(_beside(name, each)) for name, each in beside.items()],
            "acts": [_Line(dict(_act(act))) for act in self._acts],
        }
        kept = {key: value for key, value in whole.items() if value or key == "acts"}
        written = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
        notes = [texts.plain("rehearsal.saved")]
        if beside:
            notes.append(texts.plain("rehearsal.saved_beside", names=[each.name for each in beside.values()]))
        return "".join(f"# {note}\n" for note in notes) + written


def _apart(files: Mapping[str, Upload]) -> tuple[dict[str, Upload], dict[str, Upload]]:
    """Those that stand in the script, and those for which it would grow too long to be read."""
    inside, beside, total = dict[str, Upload](), dict[str, Upload](), 0
    for name, each in files.items():
        fits = total + len(each.data) <= MOST_INSIDE
        total += len(each.data) if fits else 0
        (inside if fits else beside)[name] = each
    return inside, beside


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


def _inside(name: str, upload: Upload) -> dict[str, str]:
    data = b64encode(upload.data).decode()
    return {"id": name, "name": upload.name, "mime": upload.mime, "data": data}


def _beside(name: str, upload: Upload) -> dict[str, str]:
    return {"id": name, "name": upload.name, "mime": upload.mime, "path": upload.name}


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
