"""The log: keys and values in every line, the token in none, and no more of one kind than a disk can bear."""

import ast
import json
import logging
import re
import sys
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
import pytest
from telegram.error import InvalidToken

import bot
from bot.cli import logs

TOKEN = "1234567890:AAEhBP0av28FrNbTnEwmPzAgEXAMPLEtoken"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = 1764550800.25  # 8:00 on 1/12/2025 there
HEAD = "at=2025-12-01T08:00:00.250+07:00 level=info from=x"


def _record(
    message: str, *args: object, error: BaseException | None = None, at: float = AT, line: int = 1
) -> logging.LogRecord:
    known = (type(error), error, None) if error else None
    record = logging.LogRecord("x", logging.INFO, "x", line, message, args, known)
    record.created = at
    return record


def _line(record: logging.LogRecord) -> str:
    return logs.Discreet(logs.Lines(ZONE), TOKEN).format(record)


def test_a_line_of_ours_is_keys_and_values_after_its_time() -> None:
    assert (
        _line(_record("action=sent row=%d kind=%s", 7, "agenda")) == f"{HEAD} action=sent row=7 kind=agenda"
    )


def test_a_value_with_spaces_is_quoted() -> None:
    assert _line(_record("action=menu refused=%s", "Bad Request: no")).endswith('refused="Bad Request: no"')


def test_a_value_over_two_lines_stays_on_one() -> None:
    assert _line(_record("action=x why=%s", "one\ntwo")).endswith(r'why="one\ntwo"')


def test_what_a_library_says_is_a_message() -> None:
    assert _line(_record("Invalid %s received.", "request")) == f'{HEAD} message="Invalid request received."'


def test_a_trace_follows_on_lines_of_its_own() -> None:
    first, *rest = _line(_record("action=x", error=ValueError("bad"))).split("\n")
    assert (first, rest) == (f"{HEAD} action=x", ["ValueError: bad"])


def test_as_json_a_line_is_one_object_with_the_same_keys() -> None:
    text = logs.Objects(ZONE).format(_record("action=sent row=%d", 7, error=ValueError("bad")))
    assert json.loads(text) == {
        "at": "2025-12-01T08:00:00.250+07:00",
        "level": "info",
        "from": "x",
        "action": "sent",
        "row": "7",
        "trace": "ValueError: bad",
    }


def test_every_line_that_the_program_logs_is_made_of_keys() -> None:
    bare = [
        (file.name, template)
        for file in Path(bot.__file__).parent.rglob("*.py")
        for template in _templates(ast.parse(file.read_text(encoding="utf-8")))
        if not all(re.match(r"[a-z_]+=.", piece) for piece in template.split())
    ]
    assert bare == []


def _templates(tree: ast.AST) -> list[str]:
    """What is logged, as it stands in the code before its values."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    logged = [call for call in calls if ast.unparse(call.func).startswith("log.")]
    return [str(call.args[0].value) for call in logged if isinstance(call.args[0], ast.Constant)]


def test_a_line_with_the_address_of_a_call_has_no_token() -> None:
    line = _line(_record(f"HTTP Request: POST https://api.telegram.org/bot{TOKEN}/getMe"))
    assert line.endswith('message="HTTP Request: POST https://api.telegram.org/bot•••/getMe"')


@pytest.mark.parametrize("form", [logs.Lines(ZONE), logs.Objects(ZONE)])
def test_an_exception_that_names_the_token_is_written_without(form: logging.Formatter) -> None:
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    assert TOKEN not in logs.Discreet(form, TOKEN).format(_record("failed", error=error))


def test_its_second_half_alone_is_hidden_as_well() -> None:
    assert TOKEN.partition(":")[2] not in _line(_record(f"half {TOKEN.partition(':')[2]}"))


def test_last_words_of_a_process_hold_no_token(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logs.begin(logs.Form.TEXT, TOKEN, ZONE)
    sys.excepthook(RuntimeError, RuntimeError(TOKEN), None)
    assert capsys.readouterr().err == "RuntimeError: •••\n"


def _written(bounded: logs.Bounded, *records: logging.LogRecord) -> list[str]:
    return [_line(record) for record in records if bounded.filter(record)]


def test_of_lines_alike_a_minute_has_no_more_than_a_few() -> None:
    lines = [_record("action=x row=%d", n, at=AT + n / 100) for n in range(logs.MOST_ALIKE * 5)]
    bounded = logs.Bounded()
    assert sum(bool(bounded.filter(line)) for line in lines) == logs.MOST_ALIKE


def test_the_next_one_after_it_says_how_many_were_left_out() -> None:
    bounded = logs.Bounded()
    flood = [_record("action=x row=%d", n) for n in range(logs.MOST_ALIKE + 7)]
    later = _record("action=x row=%d", 99, at=AT + logs.WINDOW + 1)
    assert _written(bounded, *flood, later)[-1].endswith("action=x row=99 left_out=7")


def test_other_lines_are_written_meanwhile() -> None:
    bounded = logs.Bounded()
    for n in range(logs.MOST_ALIKE * 2):
        bounded.filter(_record("action=x row=%d", n))
    assert bounded.filter(_record("action=y", line=2))


def test_a_librarys_ever_new_words_are_alike() -> None:
    bounded = logs.Bounded()
    flood = [_record(f"Exception in callback <handle at {n:#x}>") for n in range(5_000)]
    assert len(_written(bounded, *flood)) == logs.MOST_ALIKE
    assert len(bounded._alike) == 1


def test_a_clock_set_back_silences_nothing() -> None:
    bounded = logs.Bounded()
    flood = [_record("action=x") for n in range(logs.MOST_ALIKE * 2)]
    assert _written(bounded, *flood, _record("action=x", at=AT - 86_400))[-1].endswith(
        f"action=x left_out={logs.MOST_ALIKE}"
    )


def _failing(deep: int = 0) -> BaseException:
    try:
        raise ValueError("a") if deep else KeyError("b")
    except (LookupError, ValueError) as error:
        return error


def _failure(error: BaseException, at: float) -> logging.LogRecord:
    record = _record("action=x", error=error, at=at)
    record.exc_info = (type(error), error, error.__traceback__)
    return record


@pytest.mark.parametrize("each", [0.2, 5.0, 60.0])
def test_a_failure_that_goes_on_all_day_is_told_an_hour_long_and_then_once_an_hour(each: float) -> None:
    bounded = logs.Bounded()
    day = (_failure(_failing(), AT + n * each) for n in range(int(86_400 / each)))
    lines = [record for record in day if bounded.filter(record)]
    assert len(lines) <= logs.MOST_ALIKE + 24
    told = len(lines) + sum(getattr(record, "left_out", 0) for record in lines)
    assert told >= 86_400 / each * 23 / 24 - 1


def test_another_failure_is_told_meanwhile_though_the_same_line_tells_it() -> None:
    bounded = logs.Bounded()
    for _ in range(logs.MOST_ALIKE * 2):
        bounded.filter(_failure(_failing(), AT))
    assert bounded.filter(_failure(_failing(1), AT))


def test_a_failure_that_comes_back_after_a_quiet_hour_is_told_as_at_first() -> None:
    bounded = logs.Bounded()
    first = [_failure(_failing(), AT) for _ in range(logs.MOST_ALIKE * 2)]
    told = _failure(_failing(), AT + 4_000)
    again = [_failure(_failing(), AT + 9_000 + n) for n in range(logs.MOST_ALIKE * 2)]
    assert len(_written(bounded, *first, told)) == logs.MOST_ALIKE + 1
    assert len(_written(bounded, *again)) == logs.MOST_ALIKE


def test_what_is_no_failure_is_told_each_minute() -> None:
    bounded = logs.Bounded()
    hour = [_record("action=sent row=%d", n, at=AT + n * 10) for n in range(360)]
    assert len(_written(bounded, *hour)) == 360


@pytest.mark.parametrize("form", [logs.Lines(ZONE), logs.Objects(ZONE)])
@pytest.mark.parametrize("said", [TOKEN, quote(TOKEN, safe=""), quote(quote(TOKEN, safe=""), safe="")])
def test_a_token_in_a_chain_of_exceptions_is_hidden_however_it_is_written(
    said: str, form: logging.Formatter
) -> None:
    try:
        try:
            raise ValueError(f"<b>bot{said}/getMe</b>")
        except ValueError as inner:
            raise RuntimeError(repr(httpx.URL(f"http://gate/bot{said}/x"))) from inner
    except RuntimeError as error:
        record = _record("action=x why=%s", f"http://gate/{said}", error=error)
        record.exc_info = (type(error), error, error.__traceback__)
        line = logs.Discreet(form, TOKEN).format(record)
    assert "gate" in line
    assert TOKEN.partition(":")[2] not in line
