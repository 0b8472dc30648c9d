"""Lists of tasks: a group is shown what it and the speaker may both see, the speaker alone the rest."""

from bot.access.rights import Right, group_sees, tasks_open_to
from bot.language.search import matching
from bot.model import subjects
from bot.turn.turn import Outcome, Turn


def listed(turn: Turn, *, find: str | None = None, page: int = 0, edits: int | None = None) -> Outcome:
    """The speaker's open tasks, or all in which the words stand; a page turned in a group stays there."""
    seen = tasks_open_to(Right.SEE, turn.catalog.tasks(), turn.links)
    if find:
        seen = matching(seen, find, turn.catalog)
    else:
        standings = turn.standings(seen)
        seen = [t for t in seen if standings[t.ref].open]
    if find and not seen:
        return turn.refuse("search.none", words=find)
    here = seen if turn.event.private else [t for t in seen if group_sees(t, turn.chat_links)]
    asked = subjects.Tasks(user=turn.event.user_id, page=page, find=find)
    if here or not seen:
        turn.answer(asked, edits=edits)
    if len(here) < len(seen) and not (here and edits):
        turn.in_private(asked)
    return Outcome()
