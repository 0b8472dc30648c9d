"""The configuration: `config.yaml` under the environment, frozen; what is wrong is named at the start."""

import hmac
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from datetime import time as TimeOfDay  # noqa: N812  # `time` is a key of the file
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from bot.model.agenda import Times
from bot.model.digest import WEEKDAYS, DigestList, DigestRules
from bot.model.say import Mistake, Problem, Say, say
from bot.planfile.problems import nearest, shown
from bot.planfile.yamlnodes import ListNode, MapNode, Node, TextNode, read_nodes
from bot.settings import kinds
from bot.settings.kinds import Keys, Reversed, Wrong
from bot.texts import DEFAULT, DEFAULT_FILE, LANGUAGES

SQLITE = "sqlite:///"
MASK = "•••"
GUESSABLE = 20  # characters; a shorter half of a token is a rehearsal's, and may be a word like any other
# Each variable of the environment with the key of the file it wins over; an empty one counts as absent.
OVERRIDES: Mapping[str, tuple[str, ...]] = {
    "DUNGHAN_TOKEN": ("telegram", "token"),
    "DUNGHAN_BASE_URL": ("telegram", "base_url"),
    "DUNGHAN_PROXY": ("telegram", "proxy"),
    "DATABASE_URL": ("database_url",),
    "DUNGHAN_PLANS": ("plans",),
    "DUNGHAN_WEBHOOK_URL": ("telegram", "webhook_url"),
    "DUNGHAN_HOST": ("host",),
    "PORT": ("port",),
}


HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LANGUAGE = kinds.one_of(*LANGUAGES)
LISTS = kinds.listed(tuple, kinds.like(DigestList))


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """How Telegram is spoken to; printed without the token."""

    token: Annotated[str | None, kinds.absent(kinds.text)] = field(default=None, repr=False)
    base_url: Annotated[str | None, kinds.absent(kinds.address)] = None
    proxy: Annotated[str | None, kinds.absent(kinds.text)] = None
    mode: Annotated[str, kinds.one_of("polling", "webhook")] = "polling"
    webhook_url: Annotated[str | None, kinds.absent(kinds.text)] = None

    @property
    def bot_id(self) -> int:
        """The bot's own id: the part of its token before the colon."""
        number = self.secret().partition(":")[0]
        return int(number) if number.isdigit() else 0

    def secret(self) -> str:
        """The token; a Mistake that says how to get one where there is none."""
        if self.token is None:
            raise Mistake(say("cli.no_token"))
        return self.token


def masked(text: str, secret: str) -> str:
    """The text less the token, also less its second half alone, which is the part nobody may know."""
    half = secret.partition(":")[2]
    text = text.replace(secret, MASK)
    return text.replace(half, MASK) if len(half) >= GUESSABLE else text


@dataclass(frozen=True, kw_only=True)
class DigestTime:
    """How every plan's digest is, but for what the plan's own file says."""

    day: Annotated[str, kinds.one_of(*WEEKDAYS)] = "monday"
    time: Annotated[TimeOfDay, kinds.clock_time] = TimeOfDay(7, 30)
    language: Annotated[str | None, LANGUAGE] = None  # as the bot speaks
    # Sent right behind the digest; its button and /bieudo give it at any time.
    picture: Annotated[bool, kinds.flag] = True
    sections: Annotated[tuple[DigestList, ...], LISTS] = tuple(DigestList)


@dataclass(frozen=True, kw_only=True)
class CalendarOverlay:
    """Days off and make-up working days the calendar package does not know (decision 16)."""

    off: Annotated[frozenset[date], kinds.listed(frozenset, kinds.day)] = frozenset()
    work: Annotated[frozenset[date], kinds.listed(frozenset, kinds.day)] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator decides; `file` is the one they were read from, if any was."""

    telegram: Telegram = Telegram()
    database_url: Annotated[str, kinds.text] = "sqlite:///data/dunghan.sqlite3"
    plans: Annotated[Path, kinds.like(Path)] = Path("plans")
    timezone: Annotated[ZoneInfo, kinds.zone] = HANOI
    language: Annotated[str, LANGUAGE] = DEFAULT
    agenda_time: Annotated[TimeOfDay, kinds.clock_time] = TimeOfDay(7, 30)
    digest: DigestTime = DigestTime()
    calendar: CalendarOverlay = CalendarOverlay()
    backup_days: Annotated[int, kinds.whole(1, 3650)] = 14  # how long a nightly copy is kept
    host: Annotated[str, kinds.text] = "127.0.0.1"
    port: Annotated[int | None, kinds.whole(1, 65535)] = None
    file: Path | None = field(default=None, compare=False)

    @property
    def database(self) -> Path | None:
        """The file of a SQLite database."""
        found = self.database_url.startswith(SQLITE)
        return Path(self.database_url.removeprefix(SQLITE)) if found else None

    @property
    def zone(self) -> tzinfo:
        return self.timezone

    @property
    def hook(self) -> tuple[str, str]:
        """Where Telegram is to send updates, and the secret it repeats in every call so that nobody
        else is believed; the same in every process. A Mistake where the configuration does not say."""
        address = self.telegram.webhook_url
        if address is None and self.telegram.base_url is None:
            raise Mistake(say("cli.no_webhook_url"))
        if address is None and self.port is None:
            raise Mistake(say("cli.no_port"))
        # A Bot API on this machine needs no public address.
        address = address or f"http://127.0.0.1:{self.port}/telegram"
        key = self.telegram.secret().encode()
        return address, hmac.new(key, b"dunghan webhook", "sha256").hexdigest()

    @property
    def times(self) -> Times:
        return Times(agenda=self.agenda_time)

    @property
    def digest_rules(self) -> DigestRules:
        return DigestRules(
            weekday=WEEKDAYS.index(self.digest.day),
            at=self.digest.time,
            language=self.digest.language or self.language,
            picture=self.digest.picture,
            sections=self.digest.sections,
        )

    def with_telegram(self, token: str, base_url: str) -> Self:
        """The same, speaking to another Bot API: a rehearsal's."""
        return replace(self, telegram=Telegram(token=token, base_url=base_url))


def read_settings(config: Path | None) -> Settings:
    """The configuration in force; raises a Mistake with one Problem for each thing that is wrong.

    Without `config`, `config.yaml` is read where it is there. Relative paths in the file count from
    its folder, those in the environment from the current one.
    """
    file = config or DEFAULT_FILE
    values: dict[str, Any] = {}
    lines: Lines = {}
    read = bool(config) or file.exists()
    if read:
        tree = _read(file)
        values, lines = _plain(tree), dict(_lines(tree))
        _count_from(file.parent, values)
    for name, keys in OVERRIDES.items():
        if value := os.environ.get(name):
            _put(values, keys, value)
            lines[keys] = name
    wrong: list[Wrong] = []
    settings = kinds.section(Settings, values, wrong)
    if wrong:
        problems = (problem for each in wrong for problem in _problems(str(file), lines, each))
        raise Mistake(*sorted(problems, key=lambda problem: problem.line))
    return replace(settings, file=file if read else None)


Lines = dict[Keys, int | str]  # where a key stands: its line, or the variable that set it


def no_file(error: OSError) -> Say:
    """Why a file can't be read, in the reader's language where it is simply not there."""
    if isinstance(error, FileNotFoundError):
        return say("settings.no_such_file")
    return say("settings.no_file", reason=error.strerror or type(error).__name__)


def _read(file: Path) -> MapNode:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Mistake(Problem(str(file), 1, no_file(error))) from None
    tree, problems = read_nodes(str(file), data, "config")
    if tree is None or problems:
        raise Mistake(*problems)
    return tree


def _plain(node: Node) -> Any:
    """The tree as values: every scalar still text."""
    match node:
        case MapNode():
            return {key: _plain(entry.node) for key, entry in node.entries.items()}
        case ListNode():
            return [_plain(item) for item in node.items]
        case TextNode():
            return node.text


def _lines(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], int | str]]:
    if isinstance(node, MapNode):
        for key, entry in node.entries.items():
            yield (*above, key), entry.line
            yield from _lines(entry.node, (*above, key))


def _count_from(folder: Path, values: dict[str, Any]) -> None:
    """Relative paths of a file count from where the file is, wherever the command is typed."""
    if isinstance(plans := values.get("plans"), str):
        values["plans"] = str(folder / plans)
    url = values.get("database_url")
    if isinstance(url, str) and url.startswith(SQLITE) and not url.startswith(f"{SQLITE}/"):
        values["database_url"] = f"{SQLITE}{folder.absolute() / url.removeprefix(SQLITE)}"


def _put(values: dict[str, Any], keys: tuple[str, ...], value: str) -> None:
    for key in keys[:-1]:
        inner = values.get(key)
        values[key] = inner if isinstance(inner, dict) else {}
        values = values[key]
    values[keys[-1]] = value


def _problems(file: str, lines: Lines, wrong: Wrong) -> Iterator[Problem]:
    """What is wrong with a key in our words: where, what was expected, what was found."""
    origin = lines[wrong.keys]
    place = (origin, 1) if isinstance(origin, str) else (file, origin)
    for what in _what(".".join(wrong.keys), wrong):
        yield Problem(*place, what)


def _what(name: str, wrong: Wrong) -> Iterator[Say]:
    if wrong.unlike is None:
        near, known = nearest(wrong.keys[-1], wrong.known), ", ".join(wrong.known)
        yield say("settings.unknown_key", key=name, near=near, known=known)
        return
    for value in wrong.unlike.found:
        found = "" if name == "telegram.token" else shown(str(value))
        expected = say(f"settings.expect_{'_'.join(wrong.keys)}", lists=tuple(DigestList))
        if isinstance(wrong.unlike, Reversed):
            yield say("settings.reversed_zone", found=found)
        else:
            yield say("settings.bad_value", key=name, expected=expected, found=found)
