"""Which tasks words are about: those they name, those of the list they answer, or the one that is chosen."""

from collections.abc import Sequence

from bot.access.rights import tasks_near
from bot.language.pieces import ALL
from bot.language.said import Borrowed, Said
from bot.language.talk import asks, promises
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.plan import Task
from bot.model.progress import Share
from bot.turn.turn import Outcome, Turn
from bot.turn.which_task import Missing, Several, asked_of, labelled, quoted, refs, shown


def tasks_meant(turn: Turn, part: Said) -> list[Task] | Missing:
    """None of them: the bot has asked which task is meant, or was only thanked."""
    if part.label and not part.label.startswith(ALL):
        found = labelled(turn, part.label)
        if isinstance(found, Several):
            which_of(turn, part, found)
            return []
        return found if isinstance(found, Missing) else [found]
    if one := quoted(turn):
        return [one]
    if part.label is None and asks(part) and (named := asked_of(turn, part)):
        if isinstance(named, Several):
            which_of(turn, part, named)
            return []
        return named if isinstance(named, Missing) else [named]
    about = shown(turn) or (turn.listed if part.label else None)
    candidates = _open_to_report(turn, about) if about else _own_tasks(turn)
    if len(candidates) == 1 and part.label in (None, ALL):
        return candidates
    if courtesy(turn, part):
        turn.notice("reply.courtesy")
        return []
    if part.label and about:
        standings = turn.standings(candidates)
        whole = [task for task in candidates if standings[task.ref].open]
        if part.label in (ALL, f"{ALL}{len(whole)}", f"{ALL}{len(refs(about))}"):
            return whole
    _ask_which(turn, part, candidates or _own_tasks(turn))
    return []


def courtesy(turn: Turn, said: Said) -> bool:
    """Words of no task, so none is asked for."""
    return (said.reading.idle or promises(said)) and not turn.event.attachments


def _open_to_report(turn: Turn, shown: Delivery | None) -> list[Task]:
    tasks = (turn.catalog.task(ref) for ref in refs(shown))
    return [t for t in tasks if t and turn.part(t)]


def _own_tasks(turn: Turn) -> list[Task]:
    """The open tasks the speaker may report on: those of the last list sent here come first, and those
    the own unit only supports last."""
    recent = _open_to_report(turn, turn.listed)
    others = [t for t in tasks_near(turn.catalog, turn.links) if turn.part(t) and t not in recent]
    others.sort(key=lambda t: turn.part(t) is not Share.OWNER)
    standings = turn.standings([*recent, *others])
    return [t for t in [*recent, *others] if standings[t.ref].open]


def which_of(turn: Turn, said: Said, several: Several) -> Outcome:
    """Ask which plan's task a code means; the words wait for it."""
    reports = any(map(turn.part, several.tasks))
    _ask_which(turn, said if reports else Said("", turn.today), several.tasks)
    return Outcome()


def _ask_which(turn: Turn, said: Said, candidates: Sequence[Task]) -> None:
    if not candidates:
        turn.notice("reply.no_task")
        return
    tasks = tuple(t.ref for t in candidates)
    turn.attach(None, None)
    batch = turn.batch if turn.event.attachments else None
    borrowed = isinstance(said, Borrowed)
    turn.answer(subjects.WhichTask(text=said.text, tasks=tasks, batch=batch, borrowed=borrowed))
