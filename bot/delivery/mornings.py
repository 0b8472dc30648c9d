"""The secretaries' mornings: one message on a working day for each who has something waiting."""

from datetime import datetime

from bot.delivery.recipients import on_duty
from bot.messages.view import View, World
from bot.model import subjects
from bot.model.agenda import Times
from bot.model.message import NewDelivery, Priority
from bot.model.people import Role
from bot.store.store import Transaction


def brief(world: World, times: Times, tx: Transaction, now: datetime) -> int:
    """A row for every secretary who was one at the agendas' hour; what it says, or that nothing waits, is
    known when it is sent. How many were added."""
    view = View(world, tx, now)
    if view.now.time() < times.agenda or not world.days.is_working(view.today):
        return 0
    hour = datetime.combine(view.today, times.agenda, world.zone)
    links = [x for x in tx.links.all(role=Role.SECRETARY) if x.stands(view.today) and x.linked_at < hour]
    chats = sorted({x.chat_id for x in on_duty(links)})
    return sum(tx.outbox.add(_row(chat, view), view.now) for chat in chats)


def _row(chat: int, view: View) -> NewDelivery:
    return NewDelivery(
        key=f"morning:{chat}:{view.today.isoformat()}",
        chat_id=chat,
        priority=Priority.AGENDA,
        subject=subjects.Morning(on=view.today),
    )
