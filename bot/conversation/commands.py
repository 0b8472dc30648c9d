"""The commands: their names in Vietnamese and English, and the right each one needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.conversation.permissions import Deed, Where, allowed
from bot.model.people import Link


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `help.<name>` tells what it does."""

    name: str
    words: tuple[str, str]
    deed: Deed


# In the order that /trogiup lists them.
COMMANDS: tuple[Command, ...] = (
    Command("start", ("start", "start"), Deed.LINK),
    Command("tasks", ("viec", "tasks"), Deed.SEE),
    Command("find", ("tim", "find"), Deed.SEE),
    Command("update", ("capnhat", "update"), Deed.REPORT),
    Command("undo", ("hoantac", "undo"), Deed.REPORT),
    Command("progress", ("tiendo", "progress"), Deed.SEE_PROGRESS),
    Command("targets", ("chitieu", "targets"), Deed.SEE_TARGETS),
    Command("papers", ("baocao", "report"), Deed.SEE_PROGRESS),
    Command("chart", ("bieudo", "chart"), Deed.SEE_PROGRESS),
    Command("calendar", ("lich", "calendar"), Deed.SEE),
    Command("approve", ("duyet", "approve"), Deed.DECIDE),
    Command("return", ("tralai", "return"), Deed.DECIDE),
    Command("extension", ("giahan", "extend"), Deed.DECIDE),
    Command("handover", ("bangiao", "handover"), Deed.HAND_OVER),
    Command("deputy", ("uyquyen", "deputy"), Deed.DEPUTISE),
    Command("unlink", ("huylienket", "unlink"), Deed.UNLINK),
    Command("leave", ("roi", "leave"), Deed.LEAVE),
    Command("help", ("trogiup", "help"), Deed.HELP),
)

FOR_STRANGERS = tuple(c for c in COMMANDS if c.deed in (Deed.LINK, Deed.HELP))

NAMED: Mapping[str, Command] = {word: command for command in COMMANDS for word in command.words}


def named(word: str) -> Command | None:
    """The command somebody typed, in either language and any case."""
    return NAMED.get(word.casefold())


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
