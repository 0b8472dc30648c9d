"""The commands fit Telegram's menu, and each chat's menu is what its links open to it."""

import re
from datetime import UTC, datetime

import pytest

from bot.access.commands import COMMANDS, FOR_STRANGERS, menus
from bot.model.people import Link, Role
from bot.texts import LANGUAGES, Texts

MOST = 100  # core.telegram.org/bots/api#setmycommands, as are the limits of name and description


def link(role: Role, chat: int, **of: str) -> Link:
    user = chat if chat > 0 else None
    at = datetime(2025, 12, 1, tzinfo=UTC)
    values = {"unit": None, "plan": None, "post": None, "planned_through": None, "unreachable_since": None}
    return Link(id=1, role=role, chat_id=chat, user_id=user, name="x", linked_at=at, **{**values, **of})  # type: ignore[arg-type]  # a plain dict


def test_a_menu_of_all_commands_is_within_telegrams_limits() -> None:
    assert len(COMMANDS) <= MOST
    assert all(re.fullmatch("[a-z0-9_]{1,32}", word) for c in COMMANDS for word in c.words)


def test_no_word_means_two_commands_whatever_the_languages() -> None:
    said = {(word, command.name) for command in COMMANDS for word in command.words}
    assert len({word for word, _ in said}) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described_in_one_short_line(language: str) -> None:
    said = [Texts(language).plain(f"command.{command.name}") for command in COMMANDS]
    assert all(1 <= len(text) <= 256 and "\n" not in text for text in said)


def test_a_stranger_may_only_begin_and_ask_how() -> None:
    assert [command.name for command in FOR_STRANGERS] == ["start", "help"]


def test_a_person_of_two_roles_is_shown_both() -> None:
    found = menus([link(Role.OFFICIAL, 7, unit="u"), link(Role.SECRETARY, 7, plan="p")])
    assert {"update", "approve", "progress"} <= {command.name for command in found[7]}


def test_a_group_is_shown_what_the_group_may_do_in_it() -> None:
    found = menus([link(Role.GROUP, -5, plan="p")])
    assert [command.name for command in found[-5]] == ["progress", "targets", "papers", "chart", "help"]
