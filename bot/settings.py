"""The configuration: `config.yaml` under the environment, frozen; what is wrong is named at the start."""

import hmac
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from datetime import time as TimeOfDay  # noqa: N812  # `time` is a key of the file
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot.model.agenda import Times
from bot.model.digest import WEEKDAYS, DigestList, DigestRules
from bot.model.say import Mistake, Problem, Say, say
from bot.planfile.problems import nearest, shown
from bot.planfile.yamlnodes import ListNode, MapNode, Node, TextNode, read_nodes
from bot.texts import DEFAULT, DEFAULT_FILE, LANGUAGES

SQLITE = "sqlite:///"
MASK = "•••"
GUESSABLE = 20  # characters; a shorter half of a token is a rehearsal's, and may be a word like any other
PROXY_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}  # each scheme with its usual port
SECRETS = frozenset({"telegram", "telegram.token", "telegram.proxy", "database_url"})  # never shown
LIKE_A_SECRET = re.compile(rf"@|:[\w-]{{{GUESSABLE},}}")  # a password before a host; a token
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
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


def _bot_address(address: str) -> str:
    if not address.startswith(("http://", "https://")) or not address.rstrip("/").endswith("/bot"):
        raise ValueError(address)
    return address.rstrip("/")


def _proxy_address(address: str) -> str:
    """One that the calls can use: the rest of a password with "/" would be taken for the port."""
    parts = urlsplit(address)
    if parts.scheme not in PROXY_PORTS or not parts.hostname or parts.port == 0:
        raise ValueError
    return address


def _no_reversed_zone(zone: ZoneInfo) -> ZoneInfo:
    """`Etc/GMT+7` is seven hours west of Greenwich: nobody means it who writes it here."""
    if zone.key.startswith("Etc/GMT+") and zone.key != "Etc/GMT+0":
        raise ValueError(zone.key)
    return zone


Language = Annotated[str, Field(pattern=f"^({'|'.join(LANGUAGES)})$")]
Address = Annotated[str, AfterValidator(_bot_address)]
Proxy = Annotated[str, AfterValidator(_proxy_address)]
Absent = BeforeValidator(lambda value: value if value != "" else None)  # as an empty variable is


class Section(BaseModel):
    """A part of the configuration: nothing unknown, nothing changed later."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(Section):
    token: Annotated[SecretStr | None, Absent] = None
    base_url: Annotated[Address | None, Absent] = None
    proxy: Annotated[Proxy | None, Absent] = None
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: Annotated[str | None, Absent] = None

    @property
    def bot_id(self) -> int:
        """The bot's own id: the part of its token before the colon."""
        number = self.secret().partition(":")[0]
        return int(number) if number.isdigit() else 0

    def secret(self) -> str:
        """The token; a Mistake that says how to get one where there is none."""
        if self.token is None:
            raise Mistake(say("cli.no_token"))
        return self.token.get_secret_value()


def masked(text: str, secret: str) -> str:
    """The text less the token, also less its second half alone, which is the part nobody may know."""
    half = secret.partition(":")[2]
    text = text.replace(secret, MASK)
    return text.replace(half, MASK) if len(half) >= GUESSABLE else text


class DigestTime(Section):
    """How every plan's digest is, but for what the plan's own file says."""

    day: Weekday = "monday"
    time: TimeOfDay = TimeOfDay(7, 30)
    language: Language | None = None  # as the bot speaks
    picture: bool = True  # sent right behind the digest; its button and /bieudo give it at any time
    sections: tuple[DigestList, ...] = tuple(DigestList)


class CalendarOverlay(Section):
    """Days off and make-up working days the calendar package does not know (decision 16)."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()


class Settings(Section):
    """Everything an operator decides."""

    telegram: Telegram = Telegram()
    database_url: str = "sqlite:///data/dunghan.sqlite3"
    plans: Path = Path("plans")
    timezone: Annotated[ZoneInfo, AfterValidator(_no_reversed_zone)] = ZoneInfo("Asia/Ho_Chi_Minh")
    language: Language = DEFAULT
    agenda_time: TimeOfDay = TimeOfDay(7, 30)
    digest: DigestTime = DigestTime()
    calendar: CalendarOverlay = CalendarOverlay()
    backup_days: Annotated[int, Field(ge=1, le=3650)] = 14  # how long a nightly copy is kept
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None

    _file: Path | None = None

    @property
    def file(self) -> Path | None:
        """The file they were read from, if any was."""
        return self._file

    @property
    def database(self) -> Path | None:
        """The file of a SQLite database."""
        found = self.database_url.startswith(SQLITE)
        return Path(self.database_url.removeprefix(SQLITE).partition("?")[0]) if found else None

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
        telegram = Telegram(token=SecretStr(token), base_url=base_url)
        return self.model_copy(update={"telegram": telegram})


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
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems = [_problem(str(file), lines, one) for one in error.errors()]
        raise Mistake(*sorted(problems, key=lambda problem: problem.line)) from None
    settings._file = file if read else None
    return settings


Lines = dict[tuple[str, ...], int | str]  # where a key stands: its line, or the variable that set it


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
    """The tree as pydantic takes it: every scalar still text."""
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


def _problem(file: str, lines: Lines, error: ErrorDetails) -> Problem:
    """pydantic's finding in our words: where, what was expected, what was found."""
    keys = tuple(str(part) for part in error["loc"] if not isinstance(part, int))
    known = [keys[:n] for n in range(len(keys), 0, -1) if keys[:n] in lines]
    origin = lines[known[0]] if known else 1
    stated = known[0] if known else keys
    key = ".".join(stated)
    if error["type"] == "extra_forbidden":
        near = nearest(keys[-1], _keys_beside(keys))
        named = MASK if LIKE_A_SECRET.search(key) else key
        what = say("settings.unknown_key", key=named, near=near, known=", ".join(_keys_beside(keys)))
    else:
        given = str(error["input"])
        found = "" if key in SECRETS or LIKE_A_SECRET.search(given) else shown(given)
        expected = say(f"settings.expect_{'_'.join(stated)}", lists=tuple(DigestList))
        what = say("settings.bad_value", key=key, expected=expected, found=found)
        if key == "timezone" and error["type"] == "value_error":
            what = say("settings.reversed_zone", found=found)
    if isinstance(origin, str):
        return Problem(origin, 1, what)
    return Problem(file, origin, what)


def _keys_beside(keys: tuple[str, ...]) -> list[str]:
    model: Any = Settings
    for key in keys[:-1]:
        model = model.model_fields[key].annotation
    return list(model.model_fields)
