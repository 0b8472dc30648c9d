"""The command that explains how a reply is understood."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, day_of, print_line, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.language.said import Said
from bot.language.understand import Reading
from bot.texts import Texts


def explain(
    text: Annotated[str | None, typer.Argument(help="argument_reply")] = None,
    on: Annotated[str | None, typer.Option("--on", help="option_typed_on")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Explain how a reply is understood; without one, read a reply a line and print JSON a line."""
    with speaking(config) as (settings, texts):
        day = day_of("--on", on) if on is not None else SystemClock(settings.zone).now().date()
        if text is None:
            for line in _lines():
                print_line(_plain(Said(line, day).reading, texts))
            return
        reading = Said(text, day).reading
        if as_json:
            print_line(_plain(reading, texts))
        else:
            tell(texts.plain("understand.reading", **_row(reading, texts)))


def _lines() -> Iterator[str]:
    """Replies from standard input; bytes that are no UTF-8 are read as a mark that says so."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _plain(reading: Reading, texts: Texts) -> dict[str, Any]:
    return {**_row(reading, texts), "date": reading.until.isoformat() if reading.until else None}


def _row(reading: Reading, texts: Texts) -> dict[str, Any]:
    return {
        "state": reading.state.value,
        "percent": reading.percent,
        "date": reading.until,
        "sure": reading.sure,
        "reason": texts.plain(reading.reason),
    }
