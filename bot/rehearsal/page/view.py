"""What the page is shown: people, chats, plans, messages, files."""

from urllib.parse import quote

from starlette.responses import Response

from bot.messages.view import World
from bot.model.people import Link
from bot.rehearsal.chats import Chat, Json, Person
from bot.rehearsal.files import StoredFile
from bot.rehearsal.page.session import Session
from bot.store.store import Transaction

NEWCOMER = "newcomer"
MOST_MESSAGES = 200
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


async def state(session: Session, *, copied: bool, opens: str) -> Json:
    """All that the page begins with."""
    seq = session.feed.seq  # what happens from here on comes as a thing
    links = await session.store.read(_links)
    stage, api = session.stage, session.stage.troupe.api
    world = stage.robot.world
    return {
        "language": world.texts.language,
        "bot": {"id": api.bot["id"], "name": api.bot["first_name"], "username": api.bot["username"]},
        "copy": copied,
        "scratch": True,
        "clock": session.travel.clock(),
        "from": opens,
        "seq": seq,
        "people": [_person(session, world, person, links) for person in api.chats.people],
        "chats": [_chat(chat) for chat in api.chats.all],
        "plans": [
            {"id": plan.id, "number": plan.number, "title": plan.title, "tasks": len(plan.tasks)}
            for plan in world.catalog.plans.values()
        ],
        "commands": {
            str(chat.id): api.menus.menu(chat.id, chat.id, world.texts.language) for chat in api.chats.all
        },
    }


def _links(tx: Transaction) -> dict[int, Link]:
    """The first link of everybody."""
    return {link.user_id: link for link in reversed(tx.links.all()) if link.user_id is not None}


def _person(session: Session, world: World, person: Person, links: dict[int, Link]) -> Json:
    link = links.get(person.id)
    troupe = session.stage.troupe
    role, unit = NEWCOMER, None
    if link:
        role, unit = link.role.value, link.unit
    elif not session.travel.ready:  # on the way to the link of the role
        actor = troupe.actors[troupe.name_of(person.id)]
        role, unit = actor.role.value, actor.unit
    return {
        "id": person.id,
        "name": person.first_name,
        "role": role,
        "unit": world.catalog.short(unit) if unit else None,
        "blocked": person.blocked,
    }


def _chat(chat: Chat) -> Json:
    last = next(reversed(chat.messages.values()), None)
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "members": sorted(chat.members),
        "last": last,
        "count": len(chat.messages),
    }


def messages(chat: Chat, before: int | None, limit: int) -> Json:
    """The newest ones before that number, the oldest of them first."""
    known = [number for number in chat.messages if before is None or number < before]
    chosen = known[-min(max(limit, 1), MOST_MESSAGES) :]
    return {
        "messages": [chat.messages[number] for number in chosen],
        "more": len(known) > len(chosen),
    }


def file(stored: StoredFile) -> Response:
    """A picture to be shown, anything else to be kept."""
    data = stored.upload.data
    kind = next((mime for magic, mime in _PICTURES.items() if data.startswith(magic)), None)
    if kind:
        return Response(data, media_type=kind)
    name = quote(stored.upload.name)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type="application/octet-stream", headers=headers)
