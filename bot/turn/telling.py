"""Whom else the words of a turn reach: a unit's people, a plan's secretaries, the place where it was said."""

from collections.abc import Sequence

from bot.model import subjects
from bot.model.message import Delivery, Subject
from bot.model.people import Link, Role
from bot.model.plan import Task
from bot.model.progress import Report
from bot.turn.turn import Turn


def of_unit(turn: Turn, unit: str) -> list[Link]:
    """The unit's groups, and where none can be written to its officials, as with its reminders; each chat
    once, but for the speaker's own."""
    groups = turn.standing_links(turn.tx.links.all(role=Role.GROUP, unit=unit))
    officials = turn.standing_links(turn.tx.links.all(role=Role.OFFICIAL, unit=unit))
    reached = [link for link in groups if link.reached]
    others = [link for link in reached or officials or groups if link.chat_id != turn.event.user_id]
    return list({(link.chat_id, link.thread_id): link for link in others}.values())


def names(links: Sequence[Link]) -> tuple[str, ...]:
    """How these are called, by post where they have one."""
    return tuple(dict.fromkeys(link.post or link.name for link in links))


def ask_secretaries(turn: Turn, task: Task, ask: type[subjects.Decision], report: Report) -> None:
    """Put a result or a request before every secretary of the plan."""
    for link in turn.secretaries(task.plan):
        turn.answer(ask(report=report.id, tasks=(task.ref,)), chat=link.chat_id)


def back(turn: Turn, report: Report, subject: Subject) -> None:
    """Tell whoever gave a report, in the chat where its receipt stands."""
    told = next((row for row in turn.tx.outbox.of_update(report.update) if _tells(row, report)), None)
    chat, thread = (told.chat_id, told.thread_id) if told else (report.user_id, None)
    turn.answer(subject, chat=chat, thread=thread)


def _tells(row: Delivery, report: Report) -> bool:
    return isinstance(row.subject, subjects.Receipt) and report.id in row.subject.reports
