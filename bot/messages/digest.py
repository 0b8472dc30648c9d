"""A digest as one Telegram message: the verdict, the four cells, then lists that fold and are cut to fit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from markupsafe import Markup

from bot.digest.compared import Move
from bot.digest.parts import Digest, Extensions, Item, Missed, Overdue, UnitCount
from bot.digest.targets import Targets, reading_values
from bot.messages.expandable import Entry, Listing, cuts
from bot.messages.last_report import last_said
from bot.model.digest import DigestList
from bot.model.message import Message
from bot.model.plan import Catalog, Plan
from bot.schedule.targets import Reading
from bot.texts import Texts
from bot.texts.limits import fits, line
from bot.texts.turns import cadence, turn_name, turns_told

NAME, TITLE, NOTE, UNIT = 60, 110, 120, 40
"""The most UTF-16 units of an agency's name, a title, a note and what a target is measured in."""
CODES = 6  # of tasks that joined, left or moved, named in one line
FEW_UNITS, NAMED_UNITS = 3, 12  # named in one line, not folded: who is silent, who was never linked
_CELLS = ("done_on_time", "done_late", "open_in_term", "open_overdue")


def render(
    digest: Digest,
    catalog: Catalog,
    texts: Texts,
    plan: Plan,
    sections: Iterable[DigestList] = tuple(DigestList),
) -> Message:
    """The digest as one message of at most 4096 UTF-16 units: verdict and cells, then these lists in their
    order. Only list lines are ever cut; a list that is not shown changes no figure."""
    writer = _Writer(catalog, texts)
    head, made = writer.head(digest, plan), writer.lists(digest)
    lists = [made[name] for name in sections if made[name]]
    text = ""
    for most, deep in cuts([found for found in lists if isinstance(found, Listing)]):
        shown = [found if isinstance(found, str) else found.html(texts, most, deep) for found in lists]
        text = "\n\n".join([head, *shown])
        if fits(text):
            break
    return Message(text)


def _told(reading: Reading) -> dict[str, Any]:
    return {
        **reading_values(reading),
        "title": line(reading.target.title, TITLE),
        "unit": line(reading.target.unit, UNIT),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the parts of a digest in one language."""

    catalog: Catalog
    texts: Texts

    def say(self, name: str, **values: Any) -> str:
        return self.texts.html(f"digest.{name}", **values)

    def unit(self, unit: str) -> str:
        return line(self.catalog.short(unit), NAME)

    def head(self, digest: Digest, plan: Plan) -> str:
        cells, change = digest.cells, digest.change
        verdict = self.say(
            "verdict",
            number=line(plan.number, NAME),
            done=cells.done,
            total=cells.total,
            more=digest.finished_dated if change else 0,
            since=self.since(digest),
            overdue=cells.open_overdue,
            attention=bool(digest.blocked or digest.silent or digest.missed),
        )
        awaiting = [self.say("awaiting", count=digest.awaiting)] if digest.awaiting else []
        extended = [self.extended(digest)] if digest.week != Extensions() else []
        return "\n".join([verdict, self.as_of(digest), "", *self.cells(digest), *awaiting, *extended])

    def extended(self, digest: Digest) -> str:
        """How often more time was asked and decided on, and of which tasks until when."""
        decided = [
            self.texts.plain(f"digest.week_{x.kind.value}", code=line(x.code, NAME), until=x.until)
            for x in digest.decided[:CODES]
        ]
        return self.say(
            "week_extensions",
            week=digest.week,
            weekly=digest.weekly,
            since=self.since(digest),
            decided=decided,
            more=len(digest.decided) > len(decided),
        )

    def as_of(self, digest: Digest) -> str:
        notes = [self.say("hindsight", of=digest.hindsight).strip()]
        if digest.change is None:
            return "\n".join(filter(None, [self.say("as_of", on=digest.on), *notes]))
        changed = digest.moves or any(getattr(digest.change, cell) for cell in _CELLS)
        told = "as_of_changed" if changed else "as_of_stirred" if digest.stirred else "as_of_unchanged"
        compared = self.say(told, on=digest.on, since=digest.since, said=digest.said)
        moved = [self.move(move, codes) for move, codes in digest.moves.items()]
        notes = [self.say("moves", moves=moved) if moved else "", *notes]
        return "\n".join(filter(None, [compared, *notes]))

    def move(self, move: Move, codes: Sequence[str]) -> str:
        shown = [line(code, NAME) for code in codes[:CODES]]
        more = len(codes) > len(shown)
        return self.texts.plain(f"digest.moved_{move.value}", tasks=len(codes), codes=shown, more=more)

    def since(self, digest: Digest) -> str:
        """From when on what happened is told: the week past, or the digest before."""
        return self.texts.plain("digest.since", weekly=digest.weekly, said=digest.said, on=digest.since)

    def cells(self, digest: Digest) -> list[str]:
        def cell(name: str) -> str:
            by = getattr(digest.change, name) if digest.change else 0
            change = Markup(self.say("change", by=by)) if by else ""
            return self.say(name, count=getattr(digest.cells, name), change=change)

        return [cell(name) for name in _CELLS]

    def lists(self, digest: Digest) -> Mapping[DigestList, Listing | str]:
        """Every list by its name; a text where nothing of it may be cut."""
        return {
            DigestList.OVERDUE: self.overdue(digest),
            DigestList.MISSED: self.missed(digest.missed),
            DigestList.DUE_SOON: self.due_soon(digest),
            DigestList.BLOCKED: self.tasks("blocked", "blocked_task", digest.blocked),
            DigestList.EXTENSIONS: self.tasks("extensions", "extension_task", digest.extensions),
            DigestList.SILENT: self.units("silent", digest.silent),
            DigestList.UNLINKED: self.units("unlinked", digest.nobody, NAMED_UNITS),
            DigestList.LOST: self.units("lost", digest.lost),
            DigestList.FINISHED: self.finished(digest),
            DigestList.TARGETS: self.targets(digest.targets),
            DigestList.APART: self.apart(digest),
        }

    def overdue(self, digest: Digest) -> Listing:
        """What the digest before did not tell of, in full, and then all by unit."""
        groups, new = digest.overdue, digest.newly_overdue if digest.change else ()
        led = Entry(line=self.say("newly", tasks=len(new)), details=self.lines("newly_task", new))
        reported = sum(group.reported for group in groups)
        return Listing(
            head=self.say("overdue", tasks=digest.cells.open_overdue, units=len(groups), reported=reported),
            led=led if new else None,
            entries=tuple(self.overdue_unit(group, new) for group in groups),
            more="digest.more_units",
            weight=3,
        )

    def overdue_unit(self, group: Overdue, told: Collection[Item]) -> Entry:
        line = self.say(
            "overdue_unit",
            unit=self.unit(group.unit),
            tasks=len(group.items),
            days=group.oldest,
            reported=group.reported,
            never=group.never,
        )
        left = [item for item in group.items if item not in told]
        return Entry(line=line, details=self.lines("overdue_task", left))

    def missed(self, found: Sequence[Missed]) -> Listing:
        entries = tuple(Entry(line=self.missed_task(each)) for each in found)
        return Listing(head=self.say("missed", tasks=len(entries)), entries=entries)

    def missed_task(self, of: Missed) -> str:
        return self.task(
            "missed_task",
            of.item,
            cadence=cadence(self.texts, of.kind, of.oldest),
            count=len(of.silent),
            silent=turns_told(self.texts, of.silent),
            told=len(of.unfinished),
            unfinished=turns_told(self.texts, of.unfinished),
            oldest=turn_name(self.texts, of.oldest),
        )

    def due_soon(self, digest: Digest) -> Listing:
        """Tasks and, by the same days, the reports of those that turn."""
        items = sorted((*digest.due_soon, *digest.due_turns), key=lambda item: -item.days)
        days = [(due, list(same)) for due, same in groupby(items, key=lambda item: item.due)]
        entries = tuple(self.due_day(due, same) for due, same in days)
        head = self.say("due_soon", tasks=len(digest.due_soon), turns=len(digest.due_turns))
        return Listing(head=head, entries=entries, weight=15)

    def due_day(self, due: date | None, items: Sequence[Item]) -> Entry:
        turns = sum(item.period is not None for item in items)
        day = self.say("due_day", due=due, days=-items[0].days, tasks=len(items) - turns, turns=turns)
        more = "digest.more_due" if turns else "digest.more_tasks"
        return Entry(line=day, details=tuple(map(self.due_task, items)), more=more)

    def due_task(self, item: Item) -> str:
        if item.period is None:
            return self.task("task", item)
        return self.task("due_turn", item, turn=turn_name(self.texts, item.period))

    def tasks(self, head: str, name: str, items: Sequence[Item]) -> Listing:
        entries = tuple(Entry(line=self.task(name, item)) for item in items)
        return Listing(head=self.say(head, tasks=len(items)), entries=entries)

    def finished(self, digest: Digest) -> Listing:
        entries = tuple(Entry(line=self.task("task", item)) for item in digest.finished)
        apart = len(entries) - digest.finished_dated
        told = {"weekly": digest.weekly, "since": self.since(digest)}
        return Listing(head=self.say("finished", tasks=len(entries), apart=apart, **told), entries=entries)

    def lines(self, name: str, items: Iterable[Item]) -> tuple[str, ...]:
        return tuple(self.task(name, item) for item in items)

    def task(self, name: str, item: Item, **more: Any) -> str:
        return self.say(
            name,
            code=line(item.code, NAME),
            title=line(item.title, TITLE),
            unit=self.unit(item.owner),
            days=item.days,
            note=line(item.note, NOTE),
            until=item.asked_until,
            reported=item.reported_on,
            last=last_said(self.texts, item.last, item.last.at.date()) if item.last else "",
            since=item.since,
            **more,
        )

    def targets(self, targets: Targets) -> Listing | str:
        """The targets with a figure, or in one line that none has one yet."""
        if not targets.reported:
            return self.say("targets_none", count=targets.total) if targets.total else ""
        entries = tuple(Entry(line=self.say("target", **_told(each.reading))) for each in targets.reported)
        head = self.say("targets", total=targets.total, reported=len(entries), behind=targets.behind)
        last = self.say("targets_silent", count=targets.silent) if targets.silent else ""
        return Listing(head=head, entries=entries, more="digest.more_targets", weight=3, last=last)

    def units(self, head: str, counts: Iterable[UnitCount], few: int = FEW_UNITS) -> Listing | str:
        """Units with how many tasks each: a few in one line, more of them folded."""
        named = [self.say("unit_tasks", unit=self.unit(count.unit), tasks=count.tasks) for count in counts]
        if named and len(named) <= few:
            return f"{self.say(head, units=0)} {'; '.join(named)}"
        entries = tuple(Entry(line=line) for line in named)
        heading = self.say(head, units=len(entries))
        return Listing(head=heading, entries=entries, more="digest.more_units", weight=4, inline=True)

    def apart(self, digest: Digest) -> str:
        apart = digest.apart
        shares = [(name, getattr(apart, name)) for name in ("ongoing", "recurring", "waiting", "undated")]
        rows = [self.say(name, total=share.total, met=share.met) for name, share in shares if share.total]
        if apart.cancelled:
            rows.append(self.say("cancelled", total=apart.cancelled))
        return "\n".join([self.say("apart"), *rows]) if rows else ""
