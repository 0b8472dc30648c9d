"""A rehearsal in the terminal: the chats as they happen, with a line that says how far it is."""

from datetime import date

from rich.console import Console
from rich.markup import escape

from bot.rehearsal.stage import Line, Outcome
from bot.texts import Texts


class Terminal:
    """Prints lines under a heading for each day; the heading tells the progress."""

    def __init__(self, texts: Texts, first: date, last: date) -> None:
        self._texts = texts
        self._first = first
        self._total = (last - first).days + 1
        self._day: date | None = None
        self._console = Console(soft_wrap=True, highlight=False)

    def line(self, line: Line) -> None:
        self._heading(line.at.date())
        self._print(f"[bold]{escape(self._who(line))}[/bold]")
        if line.what == "press":
            return
        for text in line.text.splitlines():
            self._print(f"   │ {escape(text)}")
        for row in line.buttons:
            self._print("   │ " + " ".join(f"[cyan]{escape(f'[{label}]')}[/cyan]" for label in row))

    def end(self, outcome: Outcome) -> None:
        self._print("")
        self._print(escape(self._texts.plain("rehearsal.summary", outcome=outcome)))

    def _heading(self, day: date) -> None:
        if day == self._day:
            return
        self._day = day
        number = (day - self._first).days + 1
        self._print("")
        heading = self._texts.plain("rehearsal.day", value=day, number=number, total=self._total)
        self._print(f"[bold yellow]{escape(heading)}[/bold yellow]")

    def _who(self, line: Line) -> str:
        at = f"{line.at:%H:%M}"
        who = line.who or self._texts.plain("rehearsal.bot")
        if line.what == "press":
            return self._texts.plain("rehearsal.press", at=at, who=who, text=line.text)
        if line.who is not None:
            key = "rehearsal.spoke_in" if line.chat != line.who else "rehearsal.spoke"
            return self._texts.plain(key, at=at, who=who, chat=line.chat)
        return self._texts.plain(f"rehearsal.{line.what}", at=at, who=who, chat=line.chat)

    def _print(self, text: str) -> None:
        self._console.print(text)
