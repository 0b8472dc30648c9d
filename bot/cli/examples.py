"""`dunghan export --format examples`: replies the bot had to ask about, for whoever teaches it."""

from pathlib import Path

from bot.cli.common import catalog_of, write_file
from bot.cli.terminal import tell
from bot.messages.snapshot import snapshot
from bot.model.history import History
from bot.model.people import Role
from bot.papers.examples import examples, people, told
from bot.settings import Settings
from bot.texts import Texts


def write_examples(settings: Settings, texts: Texts, plan: str | None, out: Path | None) -> None:
    """Write them, of one plan or of all, and say what is in the file and whose word sends it.

    Of a classified task, or one no longer in the plans, no word leaves the machine.
    """
    catalog = catalog_of(settings, plan=plan)
    with snapshot(settings, catalog) as view:
        log = History(view.tx.reports.of())
        found = [row for row in told(view.tx.doubts.answered(), log) if plan in (None, row[0].task.plan)]
        linked = [link.name for link in view.tx.links.all() if link.role is not Role.GROUP]
        names, today = people(linked, log), view.today
    tasks = {note.id: catalog.task(note.task) for note, *_ in found}
    rows = [row for row in found if (task := tasks[row[0].id]) and not task.classification]
    if not rows:
        tell(texts.plain("papers.examples_none", kept=len(found)))
        return
    file = out or Path(texts.plain("papers.examples_file", on=today.isoformat()))
    write_file(file, examples(rows, names, settings.zone))
    tell(texts.plain("papers.examples_made", file=file, rows=len(rows), kept=len(found) - len(rows)))
