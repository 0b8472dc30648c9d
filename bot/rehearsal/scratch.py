"""A rehearsal's own copy of plans and progress, gone at the end: the real ones are never touched."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bot.messages.view import World
from bot.model.people import Link, Role
from bot.rehearsal.casting import NAME_MOST
from bot.rehearsal.script import Actor
from bot.settings import Settings
from bot.store.copies.scratch import copied
from bot.store.store import Store
from bot.texts.limits import clip


@contextmanager
def own_copy(settings: Settings, *, progress: bool) -> Iterator[tuple[Settings, Store]]:
    """Settings that point to copies, and the open database: empty, or with the live `progress`."""
    with (
        TemporaryDirectory(prefix="dunghan-plans-") as folder,
        copied(settings.database_url) if progress else Store.scratch() as store,
    ):
        real, plans = settings.plans, Path(folder)
        for file in [real] if real.is_file() else real.iterdir():
            if file.is_file():
                copyfile(file, plans / file.name)
        own = plans / real.name if real.is_file() else plans
        yield settings.model_copy(update={"plans": own, "database_url": str(store.address)}), store


def seated(links: Iterable[Link], world: World) -> tuple[tuple[Actor, ...], dict[str, int]]:
    """Whom the bot knows already, each once, as actors; and their chats."""
    actors: dict[int, Actor] = {}
    for link in links:
        place = link.chat_id if link.role is Role.GROUP else link.user_id
        if place and place not in actors:
            name = _name(link, world)
            actors[place] = Actor(
                id=f"{link.role}-{link.id}",
                name=clip(name, NAME_MOST),
                role=link.role,
                unit=link.unit,
                post=link.post,
                plan=link.plan,
            )
    return tuple(actors.values()), {actor.id: place for place, actor in actors.items()}


def _name(link: Link, world: World) -> str:
    """By post and unit, else by role: nobody's own name stands in a script."""
    plan = world.catalog.plans.get(link.plan or "")
    of = world.catalog.short(link.unit) if link.unit else plan.number if plan else ""
    key = "rehearsal.cast_post" if link.post else f"rehearsal.cast_{link.role}"
    return world.texts.plain(key, post=link.post, of=of)
