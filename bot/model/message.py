"""What passes between the bot and Telegram, free of any library: events in, messages out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import ClassVar, dataclass_transform

from bot.model.deadline import TaskRef
from bot.model.evidence import Attachment


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: its label and at most 64 bytes of data."""

    label: str
    data: str


class FileKind(StrEnum):
    """As what a file is sent; a photo (PNG or JPEG) is shown in the chat itself."""

    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class File:
    """A file to send, its name as people see it; one that Telegram has already goes by its `id` there."""

    name: str
    data: bytes = b""
    kind: FileKind = FileKind.DOCUMENT
    id: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered message: Telegram HTML and rows of buttons.

    With a `file` the HTML is its caption: 1024 UTF-16 units at most (Bot API, sendDocument).
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None


QUOTED = "\0"  # in an event, between what stands above a quotation and the quotation


class EventKind(StrEnum):
    """What somebody did."""

    TEXT = "text"
    PRESS = "press"
    OTHER = "other"
    SHUT_OUT = "shut_out"  # blocked by the person, removed from the group
    LET_IN = "let_in"
    MIGRATED = "migrated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One Telegram update in our words.

    `key` names the inbox row that keeps the update, unique for ever (Telegram's own update ids may
    start anew after an idle week). `at` is when it was said, which no press tells; a message changed
    later has `edited_at` too, and in `was` the keys of what it said before. `text` is what was typed (a
    caption for a file) or a button's data; `message_id` is the message itself, or for a press the
    message that carries the button; `reply_to` is the message answered, `quoted` what was quoted of it
    behind all that stands above it and `QUOTED`; `borrowed`: its words are another's, or answer what was
    said in another chat. `attachments` are the file or the links it brings, `album` the name that pictures
    sent together share, `thread_id` the topic of a forum group; `faceless`: an anonymous admin or a
    channel speaks.
    """

    kind: EventKind
    key: str
    chat_id: int
    private: bool
    user_id: int
    user_name: str
    at: datetime | None = None
    edited_at: datetime | None = None
    was: tuple[str, ...] = ()
    text: str = ""
    message_id: int | None = None
    reply_to: int | None = None
    chat_title: str = ""
    new_chat_id: int | None = None
    thread_id: int | None = None
    attachments: tuple[Attachment, ...] = ()
    album: str = ""
    quoted: str = ""
    borrowed: bool = False
    faceless: bool = False

    @property
    def content(self) -> object:
        """What tells whether the same was said: words, and files by the name they have for ever."""
        return self.text, [(piece.kind, piece.unique_id or piece.name) for piece in self.attachments]


class OutboxKind(StrEnum):
    """What an outbox row is about; its text is made when it is sent."""

    AGENDA = "agenda"
    DIGEST = "digest"
    TASKS = "tasks"
    CARD = "card"
    RECEIPT = "receipt"
    CHOICE = "choice"
    NOTICE = "notice"
    PROGRESS = "progress"
    ESCALATION = "escalation"
    UNREACHED = "unreached"
    MORNING = "morning"
    FIGURES = "figures"
    FILE = "file"
    TARGETS = "targets"
    TARGET = "target"
    VALUE = "value"
    DIRECTIVE = "directive"


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an outbox row is about, a dataclass for each sort of message: `bot.model.subjects`.

    KIND is the row's; ASK tells apart the types that share one. `tasks` are those the message shows,
    numbered from `first`. `quiet`: a message drawn anew, which nobody misses where it is gone. An answer
    is `to` somebody, and `within` the list (its message) that numbers said there are of.
    """

    KIND: ClassVar[OutboxKind]
    ASK: ClassVar[str] = ""
    tasks: tuple[TaskRef, ...] = ()
    first: int = 1
    quiet: bool = False
    to: int | None = None
    within: int | None = None

    def __init_subclass__(cls, kind: OutboxKind | None = None, ask: str = "") -> None:
        if kind:
            cls.KIND, cls.ASK = kind, ask
        dataclass(frozen=True, kw_only=True)(cls)

    @property
    def kind(self) -> OutboxKind:
        return self.KIND


LISTS = (OutboxKind.AGENDA, OutboxKind.TASKS, OutboxKind.ESCALATION, OutboxKind.FIGURES, OutboxKind.DIRECTIVE)


class Priority(IntEnum):
    """Lower goes first: a person waiting for an answer, then agendas, then digests; behind them what one
    person asked for beyond a fair share, what strangers are told, what is drawn anew."""

    ANSWER = 0
    AGENDA = 10
    DIGEST = 20
    FLOOD = 30
    STRANGER = 40
    REDRAW = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDelivery:
    """An outbox row to be: inserting the same `key` again is ignored.

    With `edits`, the message of that id is changed rather than a new one sent.
    """

    key: str
    chat_id: int
    priority: Priority
    subject: Subject
    edits: int | None = None
    thread_id: int | None = None

    @property
    def kind(self) -> OutboxKind:
        return self.subject.kind


BUG = "bug"  # why our own code set a row aside; the operator hears of that


class DeliveryState(StrEnum):
    """What became of an outbox row."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRYING = "retrying"
    UNCERTAIN = "uncertain"
    UNREACHABLE = "unreachable"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery(NewDelivery):
    """An outbox row as kept."""

    id: int
    state: DeliveryState
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    message_id: int | None = None
    sent_at: datetime | None = None
    error: str | None = None
