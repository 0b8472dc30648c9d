"""The command line: each command loaded when it is called, its help looked up when it is asked for."""

import gc
from collections.abc import Sequence
from enum import Enum
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from bot.cli.terminal import plain, width
from bot.cli.usage_errors import LANGUAGE, NoSuchCommand, in_our_words
from bot.texts import Texts, language_of, texts_in

# Each command with the function that does it; its help is the text `usage.<command>`.
COMMANDS = {
    "check": "bot.cli.planning:check",
    "agenda": "bot.cli.showing:agenda",
    "status": "bot.cli.showing:status",
    "deadline": "bot.cli.planning:deadline",
    "schema": "bot.cli.planning:schema",
    "new-plan": "bot.cli.planning:new_plan",
    "import": "bot.cli.importing:import_",
    "sheet": "bot.cli.sheets:sheet",
    "preview": "bot.cli.previewing:preview",
    "diff": "bot.cli.comparing:diff",
    "export": "bot.cli.papers:export",
    "calendar": "bot.cli.papers:calendar",
    "record": "bot.cli.papers:record",
    "doctor": "bot.cli.checkup.doctor:doctor",
    "run": "bot.cli.running:run",
    "rehearse": "bot.cli.rehearsing:rehearse",
    "service systemd": "bot.cli.service:systemd",
    "service container": "bot.cli.service:container",
    "migrate": "bot.cli.running:migrate",
    "backup": "bot.cli.storing:backup",
    "restore": "bot.cli.storing:restore",
    "move-to": "bot.cli.storing:move_to",
    "outbox": "bot.cli.ledger:outbox",
    "inbox": "bot.cli.ledger:inbox",
    "understand": "bot.cli.planning:understand",
    "roles": "bot.cli.roles:roles",
    "links": "bot.cli.posts:links",
    "unlink": "bot.cli.posts:unlink",
    "handover": "bot.cli.inviting:handover",
    "invite official": "bot.cli.inviting:official",
    "invite head": "bot.cli.inviting:head",
    "invite secretary": "bot.cli.inviting:secretary",
    "invite leader": "bot.cli.inviting:leader",
    "invite group": "bot.cli.inviting:group",
    "invite cards": "bot.cli.invite_cards:cards",
}
NARROW, WIDE = 24, 100  # columns of a page of help, whatever the terminal's


class Command(TyperCommand):
    """One command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _Page(self, ctx, formatter).write()


class Commands(TyperGroup):
    """The commands of the table that begin with the words so far."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta.setdefault(LANGUAGE, language_of(_config_in(args)))
        return super().parse_args(ctx, args)

    def make_context(self, *args: Any, **more: Any) -> Any:
        with in_our_words():
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        with in_our_words(ctx):
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = self.list_commands(ctx)
        if args[0] not in known:
            raise NoSuchCommand(args[0], known, ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        path = _path(ctx)
        below = (words[len(path)] for words in map(str.split, COMMANDS) if words[: len(path)] == path)
        return list(dict.fromkeys(below))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        named = " ".join([*_path(ctx), cmd_name])
        if cmd_name not in self.list_commands(ctx):
            return None
        if named not in COMMANDS:
            return Commands(name=cmd_name, no_args_is_help=True)
        function = _loaded(COMMANDS[named])
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, cls=Command)(function)
        return get_command(single)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _Page(self, ctx, formatter).write()


def _loaded(place: str) -> Any:
    """What stands at `module:name`; loading makes no garbage, so none is looked for meanwhile."""
    module, _, name = place.partition(":")
    gc.disable()
    try:
        return getattr(import_module(module), name)
    finally:
        gc.freeze()
        gc.enable()


def _path(ctx: Any) -> list[str]:
    """The words that called this command, but for the program's own name."""
    return [*_path(ctx.parent), ctx.info_name] if ctx.parent else []


def _config_in(args: Sequence[str]) -> Path | None:
    """The configuration named anywhere on the line, before it is parsed."""
    words = [one.removeprefix("--config=") for one in args if one.startswith("--config=")]
    words += [value for option, value in pairwise(args) if option == "--config"]
    return Path(words[-1]) if words else None


class _Page:
    """The help of one command, no wider than the terminal."""

    def __init__(self, command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
        self._command, self._ctx, self._formatter = command, ctx, formatter
        self._texts: Texts = texts_in(ctx.meta[LANGUAGE])
        formatter.width = max(NARROW, min(width() or WIDE, WIDE))

    def write(self) -> None:
        command, ctx, formatter = self._command, self._ctx, self._formatter
        command.options_metavar = self._said("options_here")
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = self._said("command_here")
        pieces, path = " ".join(command.collect_usage_pieces(ctx)), _path(ctx)
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{self._said('usage')} ")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._said(_key(path)))
        found = [(param, param.get_help_record(ctx)) for param in command.get_params(ctx)]
        for kind in ("argument", "option"):
            mine = [(param, record[0]) for param, record in found if record and param.param_type_name == kind]
            self._section(f"{kind}s", [(name, self._about(param)) for param, name in mine])
        if isinstance(command, TyperGroup):
            names = command.list_commands(ctx)
            self._section("commands", [(name, self._said(_key([*path, name]))) for name in names])

    def _section(self, heading: str, rows: list[tuple[str, str]]) -> None:
        if rows:
            with self._formatter.section(self._said(heading)):
                self._formatter.write_dl(rows, col_max=self._formatter.width // 3)

    def _about(self, param: Any) -> str:
        about = self._said(param.help if param.name != "help" else "option_help")
        if param.required:
            return f"{about} {self._said('required')}"
        default = param.default.value if isinstance(param.default, Enum) else param.default
        shown = default and not isinstance(default, bool)
        return f"{about} {self._said('default', value=default)}" if shown else about

    def _said(self, name: str, **values: Any) -> str:
        return plain(self._texts.plain(f"usage.{name}", **values))


def _key(path: Sequence[str]) -> str:
    return "_".join(path or ["dunghan"]).replace("-", "_")
