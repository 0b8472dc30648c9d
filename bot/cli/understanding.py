"""The command that explains how a reply is understood."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from bot.cli.common import AsJson, Config, day_of, speaking
from bot.clock import SystemClock
from bot.conversation.said import Said
from bot.conversation.understand import Reading
from bot.texts import Texts

app = typer.Typer()


@app.command("understand")
def explain(
    text: Annotated[
        str | None, typer.Argument(help="The reply; without one, a reply a line is read.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day it was typed (default: today).")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Explain how a reply is understood; without one, read a reply a line and print JSON a line."""
    with speaking(config) as (settings, texts):
        day = day_of("--on", on) if on is not None else SystemClock(settings.zone).now().date()
        if text is None:
            for line in _lines():
                typer.echo(_json(Said(line, day).reading, texts))
            return
        reading = Said(text, day).reading
        typer.echo(
            _json(reading, texts) if as_json else texts.plain("understand.reading", **_row(reading, texts))
        )


def _lines() -> Iterator[str]:
    """Replies from standard input; bytes that are no UTF-8 are read as a mark that says so."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _json(reading: Reading, texts: Texts) -> str:
    row = _row(reading, texts)
    return json.dumps({**row, "date": _iso(row["date"])}, ensure_ascii=False)


def _row(reading: Reading, texts: Texts) -> dict[str, Any]:
    return {
        "state": reading.state.value,
        "percent": reading.percent,
        "date": reading.until,
        "sure": reading.sure,
        "reason": texts.plain(reading.reason),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
