"""The token is shown nowhere: in no log line, no traceback, no title of a process."""

import logging
import sys

import pytest
from telegram.error import InvalidToken

from bot.cli import redaction

TOKEN = "1234567890:AAEhBP0av28FrNbTnEwmPzAgEXAMPLEtoken"


def _written(record: logging.LogRecord) -> str:
    return redaction.Discreet("%(message)s", TOKEN).format(record)


def _record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    known = (type(error), error, None) if error else None
    return logging.LogRecord("x", logging.DEBUG, "x", 1, message, None, known)


def test_a_line_with_the_address_of_a_call_has_no_token() -> None:
    line = _written(_record(f"HTTP Request: POST https://api.telegram.org/bot{TOKEN}/getMe"))
    assert line == "HTTP Request: POST https://api.telegram.org/bot•••/getMe"


def test_an_exception_that_names_the_token_is_written_without() -> None:
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    assert TOKEN not in _written(_record("failed", error))


def test_its_second_half_alone_is_hidden_as_well() -> None:
    assert TOKEN.partition(":")[2] not in _written(_record(f"half {TOKEN.partition(':')[2]}"))


def test_last_words_of_a_process_hold_no_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    redaction.keep(TOKEN)
    sys.excepthook(RuntimeError, RuntimeError(TOKEN), None)
    assert capsys.readouterr().err == "RuntimeError: •••\n"
