"""The commands and the right each one needs; their words stand in the texts of each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bot.access.rights import Deed, Where, allowed
from bot.model.people import Link
from bot.texts import LANGUAGES, template


@dataclass(frozen=True, slots=True)
class Command:
    """One command; where it may be given is where its right holds.

    Of a language's command.yaml, `word_<name>` is what is typed, `help_<name>` its line in /trogiup, and
    `<name>` the one in Telegram's menu.
    """

    name: str
    deed: Deed

    def word(self, language: str) -> str:
        return template(language, f"command.word_{self.name}")

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in all languages: everybody may use any of them."""
        return tuple(map(self.word, LANGUAGES))


# In the order of menus and of /trogiup.
COMMANDS: tuple[Command, ...] = (
    Command("start", Deed.LINK),
    Command("tasks", Deed.SEE),
    Command("find", Deed.SEE),
    Command("update", Deed.REPORT),
    Command("undo", Deed.REPORT),
    Command("progress", Deed.SEE_PROGRESS),
    Command("targets", Deed.SEE_TARGETS),
    Command("papers", Deed.SEE_PROGRESS),
    Command("chart", Deed.SEE_PROGRESS),
    Command("calendar", Deed.SEE),
    Command("approve", Deed.DECIDE),
    Command("return", Deed.DECIDE),
    Command("extension", Deed.DECIDE),
    Command("handover", Deed.HAND_OVER),
    Command("deputy", Deed.DEPUTISE),
    Command("unlink", Deed.UNLINK),
    Command("leave", Deed.LEAVE),
    Command("help", Deed.HELP),
)

FOR_STRANGERS = tuple(c for c in COMMANDS if c.deed in (Deed.LINK, Deed.HELP))


@cache
def _named() -> Mapping[str, Command]:
    return {word: command for command in COMMANDS for word in command.words}


def named(word: str) -> Command | None:
    """The command somebody typed, in whatever language and case."""
    return _named().get(word.casefold())


def open_to(links: Iterable[Link], where: Where) -> tuple[Command, ...]:
    """What these links may use there; /start is for who isn't linked yet."""
    links = tuple(links)
    return tuple(c for c in COMMANDS if c.deed is not Deed.LINK and allowed(c.deed, links, where))


def menus(links: Iterable[Link]) -> Mapping[int, tuple[Command, ...]]:
    """What each chat with any of these links is shown in Telegram's own menu."""
    chats: dict[int, list[Link]] = {}
    for link in links:
        chats.setdefault(link.chat_id, []).append(link)
    # A private chat has its person's id; a group's is negative (core.telegram.org/bots/api#chat).
    return {chat: open_to(of, Where.PRIVATE if chat > 0 else Where.GROUP) for chat, of in chats.items()}
