"""Words and phrases as data, a file of `phrases/` each: a new one is one edit there."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("phrases")
Rules = tuple[tuple[str, str], ...]  # a rule sees what those before it have made


def entries(file: str) -> list[tuple[str, list[str]]]:
    """Heads, each at a line's start, with what stands behind the colon and, indented, on the lines below.

    A line that starts with "#" is a comment.
    """
    found: list[tuple[str, list[str]]] = []
    for line in (FOLDER / f"{file}.txt").read_text("utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        head, _, body = ("", "", line) if line[0] == " " else line.partition(":")
        if head:
            found.append((head, []))
        found[-1][1].extend([body.strip()] if body.strip() else [])
    return found


@cache
def lists() -> Mapping[str, str]:
    """The word lists that phrases name in braces, as choices "a|b"."""
    return {name: "|".join(" ".join(lines).split()) for name, lines in entries("lists")}


@cache
def rules(*files: str) -> Rules:
    """What is made of a phrase, and the phrases one a line, as `words.pattern` reads them."""
    told = (entry for file in files for entry in entries(file))
    return tuple((made, "\n".join(lines).format_map(lists())) for made, lines in told)


@cache
def words(name: str) -> frozenset[str]:
    """A set of words that the code asks for by its name."""
    return frozenset(" ".join(dict(entries("words"))[name]).split())


@cache
def short_forms() -> Mapping[str, str]:
    """Short forms of chats and offices with what they stand for."""
    return {short: full for full, lines in entries("short") for short in " ".join(lines).split()}
