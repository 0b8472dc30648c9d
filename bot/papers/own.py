"""Whether a file was made by an export, so that a newer one may take its place."""

import json
from io import BytesIO
from zipfile import BadZipFile, ZipFile

SIGN = "dunghan"  # in the properties of what is a zip, near the head of what is text
HEAD = 4096  # bytes
PROPERTIES = "docProps/core.xml"


def is_own(data: bytes) -> bool:
    """Excel and Word by their properties, a pack of evidence by the zip's comment, JSON by its first key."""
    if data.startswith(b"PK"):
        return _of_zip(data)
    return SIGN.encode() in data[:HEAD] or _of_json(data)


def _of_zip(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as packed:
            inside = packed.read(PROPERTIES) if PROPERTIES in packed.namelist() else b""
            return packed.comment == SIGN.encode() or f">{SIGN}<".encode() in inside
    except (
        BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
    ):  # damaged, locked, or packed in another way
        return False


def _of_json(data: bytes) -> bool:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("made_by") == SIGN
