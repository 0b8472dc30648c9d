"""A rehearsal in the terminal: the chats as they happen, with a line that says how far it is."""

from datetime import date

from bot.cli.screen import Screen
from bot.rehearsal.stage import Line, Played
from bot.texts import Texts


class RehearsalPage:
    """Prints lines under a heading for each day; the heading tells the progress."""

    def __init__(self, texts: Texts, first: date, last: date) -> None:
        self._texts = texts
        self._first = first
        self._total = (last - first).days + 1
        self._day: date | None = None
        self._screen = Screen()

    def line(self, line: Line) -> None:
        self._heading(line.at.date())
        self._screen.line(self._who(line), "bold")
        if line.what != "press":
            self._screen.quote(line.text, line.buttons)

    def end(self, outcome: Played) -> None:
        self._screen.line("\n" + self._texts.plain("rehearsal.summary", outcome=outcome))

    def _heading(self, day: date) -> None:
        if day == self._day:
            return
        self._day = day
        number = (day - self._first).days + 1
        heading = self._texts.plain("rehearsal.day", value=day, number=number, total=self._total)
        self._screen.line(f"\n{heading}", "bold yellow")

    def _who(self, line: Line) -> str:
        at = f"{line.at:%H:%M}"
        who = line.who or self._texts.plain("rehearsal.bot")
        if line.what == "press":
            return self._texts.plain("rehearsal.press", at=at, who=who, text=line.text)
        if line.who is not None:
            key = "rehearsal.spoke_in" if line.chat != line.who else "rehearsal.spoke"
            return self._texts.plain(key, at=at, who=who, chat=line.chat)
        return self._texts.plain(f"rehearsal.{line.what}", at=at, who=who, chat=line.chat)
