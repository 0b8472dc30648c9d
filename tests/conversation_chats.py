"""Private chats of an official and a secretary over an open store: what is said is answered and rendered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.access.buttons import Action, data
from bot.conversation.dispatch import Dispatcher
from bot.messages.render import render
from bot.messages.rendered import Rendered
from bot.messages.view import World
from bot.model.message import Event, EventKind
from bot.model.people import Role
from bot.model.plan import Catalog
from bot.planfile.catalog import load
from bot.schedule.calendar import WorkingDays
from bot.store.store import Transaction
from bot.texts import DEFAULT, texts_in

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 12, 1, 8, tzinfo=ZONE)
PLAN, CODE = "hai-phong-07-kh-tu", "III.3.1-1"  # due 31/12/2025, owned by ubnd-tp
OFFICIAL, SECRETARY = 1001, 1004


@cache
def shipped() -> Catalog:
    """The plans as they stand."""
    return load([Path(__file__).parents[1] / "plans"]).catalog


class Chats:
    """An official and a secretary, each in a private chat; what is said is answered at once."""

    def __init__(self, tx: Transaction, catalog: Catalog) -> None:
        self.tx = tx
        days = WorkingDays(off=frozenset(), work=frozenset())
        self.world = World(catalog=catalog, days=days, texts=texts_in(DEFAULT), zone=ZONE)
        self.dispatcher = Dispatcher(lambda: catalog, ZONE)
        self.ids = count(1)
        tx.links.add(Role.OFFICIAL, OFFICIAL, OFFICIAL, "Trưởng phòng", "ubnd-tp", None, None, NOW)
        tx.links.add(Role.SECRETARY, SECRETARY, SECRETARY, "Chánh Văn phòng", None, PLAN, None, NOW)

    def say(self, user: int, text: str) -> list[Rendered]:
        return self._handled(user, EventKind.TEXT, text)

    def press(self, user: int, action: Action, *args: object) -> list[Rendered]:
        return self._handled(user, EventKind.PRESS, data(action, *args), message_id=1)

    def _handled(self, user: int, kind: EventKind, text: str, **more: Any) -> list[Rendered]:
        id = next(self.ids)
        event_ = Event(
            key=str(id), kind=kind, chat_id=user, private=True, user_id=user, user_name="…", text=text, **more
        )
        self.dispatcher.handle(event_, self.tx, NOW)
        return list(self.sent())

    def sent(self) -> Iterator[Rendered]:
        for row in self.tx.outbox.due(NOW + timedelta(days=1), 100):
            made = render(self.world, row, self.tx, NOW)
            assert isinstance(made, Rendered)
            self.tx.outbox.claim(row.id, NOW, made.subject)
            self.tx.outbox.sent(row.id, row.edits or 1000 + row.id, NOW)
            yield made
