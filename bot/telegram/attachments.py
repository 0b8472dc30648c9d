"""What a Telegram message brings beside its words: a file, a picture, or links."""

from telegram import Audio as Sound
from telegram import Document, Message, MessageEntity, PhotoSize, Video

from bot.model.evidence import Attachment, EvidenceKind
from bot.texts.limits import line

NAME_MOST = 255
LINKS_MOST = 10


def attached(message: Message) -> tuple[Attachment, ...]:
    """The file of a message, and the links in its words."""
    return (*_file(message), *_links(message))


def _file(message: Message) -> tuple[Attachment, ...]:
    if message.photo:
        # The same picture in several sizes: the largest is the one to keep.
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (_piece(EvidenceKind.PHOTO, largest, None),)
    if message.document:
        return (_piece(EvidenceKind.DOCUMENT, message.document, message.document.file_name),)
    if message.video:
        return (_piece(EvidenceKind.VIDEO, message.video, message.video.file_name),)
    if message.audio:
        return (_piece(EvidenceKind.AUDIO, message.audio, message.audio.file_name),)
    return ()


def _piece(kind: EvidenceKind, file: PhotoSize | Document | Video | Sound, name: str | None) -> Attachment:
    return Attachment(
        kind=kind,
        name=line(name or "", NAME_MOST) or f"{kind.value}-{file.file_unique_id}",
        file_id=file.file_id,
        unique_id=file.file_unique_id,
        size=file.file_size,
    )


def _links(message: Message) -> tuple[Attachment, ...]:
    """Addresses as Telegram itself finds them, typed or behind words."""
    wanted: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]
    try:
        found = message.parse_entities(wanted) if message.text else message.parse_caption_entities(wanted)
    except UnicodeError:  # half a character in the text: its places can't be counted, its words can be read
        return ()
    addresses = dict.fromkeys(entity.url or text for entity, text in found.items())
    return tuple(
        Attachment(kind=EvidenceKind.LINK, name=line(address, 2048))
        for address in list(addresses)[:LINKS_MOST]
    )
