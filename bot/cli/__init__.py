"""The commands: parse, call, print; one module a subject, loaded when one of its commands is called."""

from typing import Annotated

import typer

from bot.cli import terminal
from bot.cli.commands import Commands

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("dunghan"))
        raise typer.Exit


@app.callback()
def dunghan(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="option_version")
    ] = False,
) -> None:
    """The root of all commands."""


def main() -> None:
    """The `dunghan` command."""
    terminal.prepare()
    app()
