"""What a linked group may be shown, whoever asks: its plan, or its unit's share of any."""

from collections.abc import Sequence

from bot.access.rights import Right, group_sees, plans_open_to
from bot.model import subjects
from bot.model.message import Subject
from bot.model.people import Link
from bot.model.plan import Catalog


def shows(group: Sequence[Link], of: Subject, catalog: Catalog) -> bool:
    """Whether everything a message tells is within the group's own rights."""
    match of:
        case subjects.OfPlan():
            return of.plan in plans_open_to(Right.SEE_PROGRESS, group)
        case subjects.OfTarget() | subjects.Targets():
            return of.plan in plans_open_to(Right.SEE_TARGETS, group)
        case subjects.Calendar():
            return any(link.unit == of.unit for link in group)
        case subjects.WhichPost() | subjects.SureToUnlink():  # who holds which post: its own link alone
            asked = of.links if isinstance(of, subjects.WhichPost) else (of.link,)
            return {*asked} <= {link.id for link in group}
        case subjects.Pending():
            return False  # what waits for one secretary
    return all(group_sees(task, group) for ref in of.tasks if (task := catalog.task(ref)))
