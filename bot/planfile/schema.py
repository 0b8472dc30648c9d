"""A JSON Schema for editors, made from the same table of fields that the reader checks files against."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.planfile.fields import SHAPES, Field, Kind, Shape
from bot.planfile.values import CODE, ID, NUMBER, TASK, TIME, YES_NO
from bot.texts import Texts

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that yaml-language-server knows whole
# A sign that can be seen. The reader takes runs of white space for one space and refuses control characters.
SIGN = r"[^\s\u0000-\u001f\u007f-\u009f\ud800-\udfff]"
BLANK: Mapping[str, Any] = {"type": ["string", "null"], "pattern": r"^\s*$"}
Part = dict[str, Any]


def schema_of(shape: Shape, texts: Texts) -> Part:
    """The schema of a whole file; its descriptions are in the language of `texts`.

    It says no to exactly the files in which the reader finds something wrong with the shape: keys, kinds of
    value, lengths, ranges. What takes a calendar or another file (a deadline's words, units) is the reader's.
    """
    definitions = {each.name: _object(each, texts) for each in _below(shape)}
    head = {"$schema": DIALECT, "title": texts.plain(f"schema.{shape.name}")}
    return head | _object(shape, texts) | ({"definitions": definitions} if definitions else {})


def schema_text(name: str, texts: Texts) -> str:
    """The schema of a sort of file ("plan", "units", "assign") as it is written to disk."""
    return json.dumps(schema_of(SHAPES[name], texts), ensure_ascii=False, indent=1) + "\n"


def _below(shape: Shape) -> Iterator[Shape]:
    for field in shape.fields:
        if field.shape:
            yield field.shape
            yield from _below(field.shape)


def _object(shape: Shape, texts: Texts) -> Part:
    required = [field.key for field in shape.fields if field.required]
    return {
        "type": "object",
        "properties": {field.key: _property(field, shape, texts) for field in shape.fields},
        "additionalProperties": False,
    } | ({"required": required} if required else {})


def _property(field: Field, shape: Shape, texts: Texts) -> Part:
    """A key's value; one that may be left out may stand empty too."""
    value = _value(field)
    described = {"description": texts.plain(f"schema.{shape.name}_{field.key}")}
    return described | (value if field.required else {"anyOf": [value, dict(BLANK)]})


def _value(field: Field) -> Part:
    one = KINDS[field.kind](field)
    if not field.many:
        return one
    listed: Part = {"type": "array", "items": one}
    if field.count is not None:
        listed |= {"minItems": field.count, "maxItems": field.count}
    return {"anyOf": [listed, one]} if field.lone else listed


def _text(field: Field) -> Part:
    written = {"type": "string", "pattern": rf"^\s*(?:{SIGN}|\s+(?={SIGN})){{1,{field.most}}}\s*$"}
    # A title such as 2030 is a number to an editor.
    return {"anyOf": [written, {"type": ["number", "boolean"]}]}


def _pattern(inner: str) -> Part:
    return {"type": "string", "pattern": rf"^\s*(?:{inner})\s*$"}


def _code(_: Field) -> Part:
    written = _pattern(CODE.pattern.replace("$", r"\s*$"))
    # 1.10 is a code to the reader, and a number to an editor.
    return {"anyOf": [written, {"type": "number", "not": {"type": "integer"}}]}


def _date(_: Field) -> Part:
    year, part = r"(?:20[0-9]{2}|2100)", r"[0-9]{1,2}"
    return _pattern(rf"{year}-{part}-{part}|{part}/{part}/{year}")


def _whole(field: Field) -> Part:
    number = {"type": "integer", "minimum": field.least, "maximum": field.most}
    return {"anyOf": [number, _pattern(between(field.least, field.most, digits=9))]}


def _choice(field: Field) -> Part:
    """The choices for completion; beside them the same in any case and spacing."""
    loose = "|".join("".join(map(_letter, choice)) for choice in field.choices)
    return {"anyOf": [{"enum": list(field.choices)}, _pattern(loose)]}


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else f"[{letter}{letter.upper()}]"


def _names(field: Field) -> Part:
    name, text = Field(key=field.key, most=30), Field(key=field.key, most=field.most)
    named, value = _text(name)["anyOf"][0], _text(text)
    return {"type": "object", "propertyNames": named, "additionalProperties": value}


def between(least: int, most: int, *, digits: int) -> str:
    """A pattern for the whole numbers from `least` to `most`, with leading zeros up to so many digits."""
    parts = []
    for width in range(len(str(least)), len(str(most)) + 1):
        low, high = max(least, 10 ** (width - 1) if width > 1 else 0), min(most, 10**width - 1)
        parts.append(f"0{{0,{digits - width}}}{_same_width(str(low), str(high))}")
    if least == 0:
        parts.append(f"-0{{1,{digits}}}")
    return f"(?:{'|'.join(parts)})"


def _same_width(low: str, high: str) -> str:
    """A pattern for the numbers between two of one length."""
    if not low:
        return ""
    first, last, rest = int(low[0]), int(high[0]), len(low) - 1
    if first == last:
        return low[0] + _same_width(low[1:], high[1:])
    parts = []
    if low[1:] != "0" * rest:
        parts.append(f"{first}{_same_width(low[1:], '9' * rest)}")
        first += 1
    if high[1:] != "9" * rest:
        parts.append(f"{last}{_same_width('0' * rest, high[1:])}")
        last -= 1
    if first <= last:
        parts.append(f"[{first}-{last}]" + (f"[0-9]{{{rest}}}" if rest else ""))
    return f"(?:{'|'.join(parts)})"


KINDS: Mapping[Kind, Callable[[Field], Part]] = {
    Kind.TEXT: _text,
    Kind.UNIT: _text,
    Kind.ID: lambda _: _pattern(ID.pattern),
    Kind.CODE: _code,
    Kind.TASK: lambda _: _pattern(TASK.pattern),
    Kind.DATE: _date,
    Kind.TIME: lambda _: _pattern(re.sub(r"\?P<\w+>", "?:", TIME.pattern)),
    Kind.WHOLE: _whole,
    Kind.NUMBER: lambda _: {"anyOf": [{"type": "number"}, _pattern(NUMBER.pattern.replace("$", r"\s*$"))]},
    Kind.YES_NO: lambda _: {"anyOf": [{"type": "boolean"}, _pattern(YES_NO.pattern)]},
    Kind.CHOICE: _choice,
    Kind.DAYS: lambda field: _pattern(rf"{between(field.least, field.most, digits=9)}\s*(?:days?|ngày)"),
    Kind.NAMES: _names,
    Kind.RECORD: lambda field: {"$ref": f"#/definitions/{field.shape.name if field.shape else ''}"},
}
