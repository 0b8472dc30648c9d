"""What is wrong with a command line, in one line of the committee's language: where, what, where to look."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import typer

from bot.cli.terminal import tell
from bot.texts import language_of, texts_in

PROGRAM = "dunghan"
LANGUAGE = "dunghan.language"  # under which a context keeps it
# By typer's own names for them: the classes stand in a module of its own that may move.
MISTAKES = {
    "NoSuchOption": "no_option",
    "MissingParameter": "missing",
    "BadOptionUsage": "option_use",
    "BadParameter": "bad_value",
    "NoSuchCommand": "no_command",
}
UsageError: Any = typer.BadParameter.__mro__[1]


class NoSuchCommand(typer.BadParameter):
    """The first word names no command; `known` are those there are."""

    def __init__(self, found: str, known: list[str], ctx: Any) -> None:
        super().__init__(found, ctx)
        self.found, self.known = found, ", ".join(known)


@contextmanager
def in_our_words(ctx: Any = None) -> Iterator[None]:
    """A mistake in the command line that passes through here is shown in our words."""
    try:
        yield
    except UsageError as error:
        if type(error).__name__ != "NoArgsIsHelpError":
            error.__dict__.setdefault("show", partial(_show, error, error.ctx or ctx))
        raise


def _show(error: Any, ctx: Any, file: Any = None) -> None:  # noqa: ARG001 (typer's own signature)
    texts = texts_in(ctx.meta[LANGUAGE] if ctx else language_of(None))
    param = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (param and (param.opts or [param.name])[0])
    # Of a choice typer's own sentence names, quoted, what was found and then all that could have been.
    known = getattr(error, "known", ", ".join(re.findall(r"'([^']+)'", error.message)[1:]))
    key = MISTAKES.get(type(error).__name__, "extra")
    what = texts.plain(f"usage.wrong_{key}", name=name, found=getattr(error, "found", ""), known=known)
    command = ctx.command_path if ctx else PROGRAM
    tell(texts.plain("usage.wrong", command=command, what=what), err=True)
