"""What proves a result: files and links, as Telegram names them and as they are kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.deadline import TaskRef

LARGEST = 20 * 1024 * 1024  # bytes a bot may download: core.telegram.org/bots/api#getfile


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    LINK = "link"


class EvidenceState(StrEnum):
    """Whether the bot holds the file itself: yet to be fetched, kept (a link is at once), or never."""

    WAITING = "waiting"
    KEPT = "kept"
    TOO_LARGE = "too_large"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file or link as a message brings it.

    Telegram hands the file out by `file_id`; `unique_id` is the same for every bot and for ever. A link
    has neither. `name` is what its sender calls it (a link: its address) and never part of a path;
    `size` counts bytes.
    """

    kind: EvidenceKind
    name: str
    file_id: str = ""
    unique_id: str = ""
    size: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewEvidence:
    """A piece about to be kept; `batch` is shared by what was sent together.

    Without `task` its sender has still to say what it is about; with it, `report_id` is the report it
    came with.
    """

    key: str
    batch: str
    what: Attachment
    at: datetime
    user_id: int
    user_name: str
    task: TaskRef | None = None
    report_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence(NewEvidence):
    """A kept piece; `sha256` names the file in the evidence folder once it has been fetched."""

    id: int
    state: EvidenceState
    sha256: str | None = None
    attempts: int = 0
