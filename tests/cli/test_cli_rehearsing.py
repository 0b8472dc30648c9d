"""`dunghan rehearse` opens its page in a browser with a window, and in no other."""

import webbrowser

import pytest

from bot.cli.rehearsing import has_window

TERMINAL, WINDOW = webbrowser.GenericBrowser("w3m"), webbrowser.BackgroundBrowser("firefox")


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER", raising=False)


@pytest.mark.parametrize(("found", "opens"), [(TERMINAL, False), (WINDOW, True)], ids=["terminal", "window"])
def test_a_browser_of_the_terminal_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, found: webbrowser.BaseBrowser, opens: bool
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: found)
    assert has_window() is opens


def test_one_that_somebody_names_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: TERMINAL)
    monkeypatch.setenv("BROWSER", "w3m")
    assert has_window()


def test_without_any_the_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert not has_window()
