"""What is missing on a machine is left out loudly, and in CI not at all."""

import needed
import pytest
from _pytest.outcomes import Failed, Skipped


def test_a_test_is_left_out_where_something_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(Skipped, match="no server: install one"):
        needed.left_out("no server: install one")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Failed, match="no server: install one"):
        needed.left_out("no server: install one")


def test_what_was_left_out_is_counted_by_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(Skipped) as skipped:
        needed.left_out("no server")
    reports = [_report(str(skipped.value)), _report(str(skipped.value)), _report("not today")]
    assert needed.count(reports) == {"no server": 2}


def _report(reason: str) -> pytest.TestReport:
    place = ("test_a.py", 1, f"Skipped: {reason}")
    return pytest.TestReport("test_a.py::a", ("test_a.py", 1, "a"), {}, "skipped", place, "setup")
