"""The circuit: when Telegram is away as a whole, one row tries the way."""

from bot.delivery.circuit import LONGEST_PAUSE, TRIPS_AT, Circuit


def _opened() -> Circuit:
    circuit = Circuit(chance=lambda: 0.0)
    for _ in range(TRIPS_AT):
        circuit.failed(0.0)
    return circuit


def test_a_failure_among_answers_opens_nothing() -> None:
    circuit = Circuit()
    for _ in range(100):
        circuit.failed(0.0)
        circuit.answered()
    assert not circuit.open


def test_failures_in_a_row_open_it() -> None:
    circuit = _opened()
    assert circuit.open
    assert circuit.wait(0.0) == 1.0


def test_the_pause_grows_with_every_probe_that_fails() -> None:
    circuit, at, waits = _opened(), 0.0, []
    for _ in range(6):
        waits.append(circuit.wait(at))
        at += circuit.wait(at)
        circuit.failed(at)
    assert waits == [1.0, 2.0, 4.0, 8.0, LONGEST_PAUSE, LONGEST_PAUSE]


def test_sends_that_were_under_way_when_it_opened_do_not_lengthen_the_pause() -> None:
    circuit = _opened()
    for _ in range(20):
        circuit.failed(0.5)
    assert circuit.wait(0.5) == 0.5


def test_one_answer_closes_it() -> None:
    circuit = _opened()
    assert circuit.answered()
    assert circuit.wait(0.0) == 0.0
    assert not circuit.open
