"""What people wrote, as a paper can hold it."""

from bot.texts.limits import clean


def printable(text: str) -> str:
    """The text without what no file may hold."""
    # What XML can't hold at all would make a Word file impossible.
    return clean(text).translate({0xFFFE: None, 0xFFFF: None})
