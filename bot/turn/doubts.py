"""What the bot asked about words it was not sure of is kept, with what they meant: pressed, or typed anew."""

from collections.abc import Sequence
from datetime import date

from bot.language.said import Said
from bot.language.understand import Meaning, Reading
from bot.model.doubt import Doubt, Meant
from bot.model.message import Subject
from bot.model.progress import Report
from bot.model.subjects import WhichMeaning
from bot.turn.turn import Turn


def asked(turn: Turn, note: Report, reading: Reading, offered: Sequence[Meaning]) -> None:
    """A note's meaning is asked, with these on the buttons."""
    meanings = tuple(meaning.value for meaning in offered)
    turn.tx.doubts.add(Doubt(report=note.id, guess=reading.state.value, sure=reading.sure, offered=meanings))


def meant(
    turn: Turn,
    note: int,
    meaning: Meaning,
    percent: int | None = None,
    until: date | None = None,
    typed: str = "",
) -> None:
    """What a note meant, where that was asked; none of the meanings where it is to stay a note."""
    told = Meant(meant=meaning.value, percent=percent, until=until, told_in=turn.event.key, typed=typed)
    turn.tx.doubts.answer(note, told)


def typed(turn: Turn, said: Said, question: Subject | None) -> None:
    """Words that answer such a question without a button, where they are plain themselves."""
    note = turn.tx.reports.get(question.report) if isinstance(question, WhichMeaning) else None
    reading = said.reading
    if note and note.user_id == turn.event.user_id and reading.sure and reading.state is not Meaning.NONE:
        until = reading.until if reading.state is Meaning.EXTENSION else None
        meant(turn, note.id, reading.state, reading.percent, until, said.text)
