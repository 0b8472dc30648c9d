"""What a secretary is asked when she invites, and what she is shown of it."""

from datetime import date

from bot.model.message import OutboxKind, Subject
from bot.model.people import Role


class Inviting(Subject, kind=OutboxKind.CHOICE, ask="invite"):
    """Whom to invite, a step at a time: which unit (a page of those with the words `find`), as what, in which
    post; or for which plan."""

    unit: str | None = None
    role: Role | None = None
    find: str = ""
    page: int = 0


class Invitations(Subject, kind=OutboxKind.CHOICE, ask="invitations"):
    """A page of the invitations that wait to be used, of those with the words `find`."""

    find: str = ""
    page: int = 0


class InviteCards(Subject, kind=OutboxKind.FILE, ask="cards"):
    """A file of invitations to print, for officials of these units, each with its link."""

    plan: str
    cards: tuple[tuple[str, str], ...]
    until: date
