"""The commands and the right each one needs; their words stand in the texts of each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.access.rights import Right, Where, allowed
from bot.language.folding import plain
from bot.model.people import Link
from bot.texts import LANGUAGES, template


@dataclass(frozen=True, slots=True)
class Command:
    """One command; where it may be given is where its right holds.

    Of a language's command.yaml, `word_<name>` is what is typed, `help_<name>` its line in /trogiup, and
    `<name>` the one in Telegram's menu.
    """

    name: str
    right: Right
    also: tuple[str, ...] = ()

    def word(self, language: str) -> str:
        return template(language, f"command.word_{self.name}")

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in all languages, other names of it behind them: everybody may use any of them."""
        return (*map(self.word, LANGUAGES), *self.also)


# In the order of menus and of /trogiup.
COMMANDS: tuple[Command, ...] = (
    Command("start", Right.LINK),
    Command("tasks", Right.SEE),
    Command("find", Right.SEE),
    Command("update", Right.REPORT),
    Command("undo", Right.REPORT),
    Command("progress", Right.SEE_PROGRESS),
    Command("direct", Right.DIRECT, also=("nhac",)),
    Command("targets", Right.SEE_TARGETS),
    Command("papers", Right.SEE_PROGRESS),
    Command("chart", Right.SEE_PROGRESS),
    Command("calendar", Right.SEE_CALENDAR),
    Command("approve", Right.DECIDE),
    Command("return", Right.DECIDE),
    Command("extension", Right.DECIDE),
    Command("waive", Right.WAIVE),
    Command("ready", Right.SEE_READINESS),
    Command("plan", Right.WRITE_PLAN),
    Command("invite", Right.INVITE),
    Command("handover", Right.HAND_OVER),
    Command("deputy", Right.DEPUTISE),
    Command("unlink", Right.UNLINK),
    Command("leave", Right.LEAVE),
    Command("help", Right.HELP),
)

# What /trogiup tells to write, `help.<name>`, and the right it takes; in this order.
HINTS: Mapping[str, Right] = {
    "answer": Right.REPORT,
    "open": Right.REPORT,
    "extend": Right.REPORT,
    "later": Right.SNOOZE,
    "undo": Right.REPORT,
    "target": Right.REPORT_TARGET,
    "decide": Right.DECIDE,
    "figures": Right.SEE_PROGRESS,
    "question": Right.SEE,
    "urge": Right.DIRECT,
}

FOR_STRANGERS = tuple(c for c in COMMANDS if c.right in (Right.LINK, Right.HELP))


BY_NAME: Mapping[str, Command] = {command.name: command for command in COMMANDS}


@cache
def _named() -> Mapping[str, Command]:
    return {word: command for command in COMMANDS for word in command.words}


def named(word: str) -> Command | None:
    """The command somebody typed, in whatever language and case, its marks set or not: "/việc"."""
    return _named().get(plain(word))


def open_to(links: Iterable[Link], where: Where) -> tuple[Command, ...]:
    """What these links may use there; /start is for who isn't linked yet."""
    links = tuple(links)
    return tuple(c for c in COMMANDS if c.right is not Right.LINK and allowed(c.right, links, where))


def hints(links: Iterable[Link], where: Where) -> tuple[str, ...]:
    """What these links may be told to write there."""
    links = tuple(links)
    return tuple(name for name, right in HINTS.items() if allowed(right, links, where))


def menus(links: Iterable[Link]) -> Mapping[int, tuple[Command, ...]]:
    """What each chat with any of these links is shown in Telegram's own menu."""
    chats: dict[int, list[Link]] = {}
    for link in links:
        chats.setdefault(link.chat_id, []).append(link)
    # A private chat has its person's id; a group's is negative (core.telegram.org/bots/api#chat).
    return {chat: open_to(of, Where.PRIVATE if chat > 0 else Where.GROUP) for chat, of in chats.items()}
