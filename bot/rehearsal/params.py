"""What a call carries, whichever way it was sent: query, form, multipart or JSON, all as text and files."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import HeaderParser
from typing import Any
from urllib.parse import parse_qsl

from bot.rehearsal.refusal import bad_request

_NOT_UTF8 = "strings must be encoded in UTF-8"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along."""

    name: str
    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call; JSON values stay JSON text, as in a form."""

    texts: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    def whole(self, name: str, default: int = 0) -> int:
        try:
            return int(self.texts[name])
        except (KeyError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def loaded(self, name: str) -> Any:
        """The JSON value of a parameter; null when it isn't given."""
        if not (text := self.text(name)):
            return None
        try:
            value = json.loads(text)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeError:
            raise bad_request(_NOT_UTF8) from None
        return value


def read_params(query: bytes, body: bytes, content_type: str) -> Params:
    """Decodes a request; raises RefusalError for text that isn't UTF-8 or JSON that isn't an object."""
    header = Message()
    header["Content-Type"] = content_type or "application/x-www-form-urlencoded"
    uploads: dict[str, Upload] = {}
    try:
        texts = _form(query)
        match header.get_content_type():
            case "application/json":
                texts |= _json(body)
            case "multipart/form-data":
                fields, uploads = _multipart(body, str(header.get_param("boundary", "")))
                texts |= fields
            case _:
                texts |= _form(body)
        "".join(texts.values()).encode()  # half a surrogate pair is no text
    except UnicodeError:
        raise bad_request(_NOT_UTF8) from None
    return Params(texts, uploads)


def _form(encoded: bytes) -> dict[str, str]:
    return dict(parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict"))


def _json(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("object expected")
    values = {name: value for name, value in given.items() if value is not None}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


def _multipart(body: bytes, boundary: str) -> tuple[dict[str, str], dict[str, Upload]]:
    parts = list(multipart(body, boundary))
    texts = {name: part for name, part in parts if isinstance(part, str)}
    return texts, {name: part for name, part in parts if isinstance(part, Upload)}


def multipart(body: bytes, boundary: str) -> Iterator[tuple[str, str | Upload]]:
    """Each part with its name: a text, or a file."""
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = HeaderParser().parsestr(head.decode())
        name = str(headers.get_param("name", header="content-disposition"))
        filename = headers.get_filename()
        yield name, data.decode() if filename is None else Upload(filename, data, headers.get_content_type())
