"""Files that people and the bot sent, kept in memory under the ids Telegram would give."""

import struct
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.params import Params, Upload
from bot.rehearsal.refusal import bad_request

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LARGEST_DOWNLOAD = 20 * 1024 * 1024
_PHOTO_SIDES, _PHOTO_RATIO = 10_000, 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file and where it can be downloaded, below the bot's file address."""

    id: str
    path: str
    upload: Upload

    @property
    def kind(self) -> str:
        return self.path.partition("/")[0].removesuffix("s")

    def as_json(self) -> dict[str, Any]:
        size = len(self.upload.data)
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": size}


class Files:
    """All files of one server."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        if not upload.data:
            raise bad_request("file must be non-empty")
        number = len(self._by_id)
        stored = StoredFile(f"file-{number:06}", f"{folder}/file_{number}", upload)
        self._by_id[stored.id] = stored
        return stored

    def sent(self, params: Params, kind: str) -> StoredFile:
        """The file a call brings in its `kind` parameter: uploaded, attached, or known by its id."""
        given = params.text(kind)
        upload = params.uploads.get(given.removeprefix("attach://") if given else kind)
        if upload:
            return self.keep(upload, f"{kind}s")
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        if given not in self._by_id:  # another bot's too: https://core.telegram.org/bots/api#sending-files
            raise bad_request("wrong file identifier/HTTP URL specified")
        stored = self._by_id[given]
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def info(self, file_id: str) -> dict[str, Any]:
        """A File object for getFile."""
        if not (stored := self._by_id.get(file_id)):
            raise bad_request("invalid file_id")
        if len(stored.upload.data) > _LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return {**stored.as_json(), "file_path": stored.path}

    def stored(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> bytes | None:
        """What is downloaded from a file path; null for a path nobody was given."""
        return next((stored.upload.data for stored in self._by_id.values() if stored.path == path), None)


def document_json(stored: StoredFile) -> dict[str, Any]:
    return {"file_name": stored.upload.name, "mime_type": stored.upload.mime, **stored.as_json()}


def audio_json(stored: StoredFile) -> dict[str, Any]:
    """A sound: nobody here asks how long it is."""
    return {"duration": 1, **document_json(stored)}


def video_json(stored: StoredFile) -> dict[str, Any]:
    """A film: nor what it shows."""
    return {"width": 1, "height": 1, **audio_json(stored)}


def photo_json(stored: StoredFile) -> list[dict[str, Any]]:
    """A photo in its one size; raises RefusalError for what Telegram doesn't take as a picture."""
    width, height = sides(stored.upload.data)
    if width + height > _PHOTO_SIDES or max(width, height) > _PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{"width": width, "height": height, **stored.as_json()}]


def sides(data: bytes) -> tuple[int, int]:
    """Width and height of a picture; raises RefusalError for what is none."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(_JPEG):
        return _sides_of_jpeg(data)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _sides_of_jpeg(data: bytes) -> tuple[int, int]:
    """From its frame header, which stands behind as many other segments as it likes (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 1, 1  # cut off before it says so
