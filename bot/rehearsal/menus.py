"""The command menus of one bot: a list a scope and language, and which of them somebody is shown."""

import re
from typing import Any

from bot.rehearsal.chats import Chat, Chats
from bot.rehearsal.entities import units
from bot.rehearsal.params import Params
from bot.rehearsal.refusal import bad_request

Scope = tuple[str, int, int]  # type, chat, user
MOST = 100  # https://core.telegram.org/bots/api#setmycommands
OF_CHATS = ("chat", "chat_administrators", "chat_member")
PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


class Menus:
    """`setMyCommands` and its kin, by https://core.telegram.org/bots/api#botcommandscope."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._kept: dict[tuple[Scope, str], list[Any]] = {}

    def set(self, params: Params) -> bool:
        commands = params.loaded("commands") or []
        if len(commands) > MOST:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for one in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(one.get("command", "")).removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= units(str(one.get("description", ""))) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        named = [{**one, "command": one["command"].removeprefix("/")} for one in commands]
        self._kept[self._list(params)] = named
        return True

    def get(self, params: Params) -> list[Any]:
        return self._kept.get(self._list(params), [])

    def delete(self, params: Params) -> bool:
        self._kept.pop(self._list(params), None)
        return True

    def shown(self, chat: int, user: int, language: str) -> list[str]:
        """The commands that a person (no administrator) with that language is shown in a chat."""
        return [str(one["command"]) for one in self.menu(chat, user, language)]

    def menu(self, chat: int, user: int, language: str) -> list[Any]:
        """The same with their descriptions: BotCommand objects."""
        narrow: list[Scope] = [("chat", chat, 0)]
        if self._chats.chat(chat).kind == "private":
            scopes = [*narrow, ("all_private_chats", 0, 0), ("default", 0, 0)]
        else:
            scopes = [("chat_member", chat, user), *narrow, ("all_group_chats", 0, 0), ("default", 0, 0)]
        kept = (self._kept.get((scope, code)) for scope in scopes for code in (language, ""))
        return next((found for found in kept if found), [])

    def _list(self, params: Params) -> tuple[Scope, str]:
        language = params.text("language_code")
        if language and not re.fullmatch("[a-z]{2}", language):
            raise bad_request("invalid language code specified")
        return self._scope(params.loaded("scope") or {"type": "default"}), language

    def _scope(self, given: Any) -> Scope:
        kind = given.get("type") if isinstance(given, dict) else None
        if kind in PLAIN:
            return str(kind), 0, 0
        if kind not in OF_CHATS:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")
        chat: Chat = self._chats.known(int(given.get("chat_id", 0)))
        return str(kind), chat.id, int(given.get("user_id", 0)) if kind == "chat_member" else 0
