"""What our own code fails on is put aside: logged once, told once, tried again when plans or log change."""

import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.clock import Clock
from bot.messages.notices.unreached import plans_of
from bot.messages.view import View, World
from bot.model.message import DeliveryState, NewDelivery, Priority
from bot.model.people import Role
from bot.model.say import Say, say
from bot.model.subjects import Notice
from bot.store.facts import ASIDE, aside
from bot.store.store import Store, StoreUnavailable, Transaction
from bot.texts import day

log = logging.getLogger(__name__)

T = TypeVar("T")
ROW, UPDATE, PART = "row:", "update:", "part:"  # begin the keys of messages, updates, parts of the program
PAGE = "page_"  # begins the names of parts that say themselves that they fail
TRIED_FOR = timedelta(days=7)  # how long one message or update stays on the list


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Some work that may fail alone: its key, its words (`aside.<what>` and values), and the plans whose
    secretaries hear of it (null: all)."""

    key: str
    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plans: Collection[str] | None = None


class Aside:
    """What is put aside at one moment, within the transaction of a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._kept = {key: aside(text) for key, text in view.tx.facts.starting(ASIDE).items()}

    def run(self, piece: Piece, work: Callable[[], T], *, writes: bool = True) -> T | None:
        """What the work makes; None while it fails. Of work that failed nothing is kept, and it is not tried
        again before plans, log or day have changed. What neither reads the database nor `writes` costs it
        nothing."""
        before = self._kept.get(ASIDE + piece.key)
        if before and before["mark"] == self._mark():
            return None
        try:
            with self._view.tx.piece() if writes else nullcontext():
                made = work()
        except StoreUnavailable:
            raise
        except Exception as error:
            self.note(piece, error)
            return None
        self.forget(piece.key)
        return made

    def note(self, piece: Piece, error: Exception) -> None:
        """Keep a fault; one that is new is logged with its trace and told to the secretaries."""
        before, fault, now = self._kept.get(ASIDE + piece.key), _fault(error), self._view.now
        kept = before if before and before["fault"] == fault else None
        about = {"what": piece.what, "values": dict(piece.values), "fault": fault}
        since = kept["since"] if kept else now.isoformat()
        self._keep(piece.key, {**about, "since": since, "mark": self._mark()})
        if kept is None:
            trace = "".join(traceback.format_tb(error.__traceback__))
            log.error("action=aside what=%s fault=%s", piece.key, fault, extra={"trace": trace})
            self._tell(piece, fault)

    def forget(self, key: str) -> None:
        if self._kept.pop(ASIDE + key, None):
            self._view.tx.facts.forget(ASIDE + key)
            log.warning("action=aside mended=%s", key)

    def retry(self) -> int:
        """Give messages set aside a new start once plans, log or day have changed; how many."""
        tx, again = self._view.tx, 0
        for key, kept in [(key.removeprefix(ASIDE), kept) for key, kept in self._kept.items()]:
            id = int(key.partition(":")[2]) if key.startswith((ROW, UPDATE)) else None
            old = self._view.now - datetime.fromisoformat(kept["since"]) > TRIED_FOR
            if id is not None and (old or not self._stuck(key, id)):
                self.forget(key)
            elif id is not None and key.startswith(ROW) and kept["mark"] != self._mark():
                again += tx.outbox.requeue([id], self._view.now)
        return again

    def _stuck(self, key: str, id: int) -> bool:
        if key.startswith(UPDATE):
            return id in {row.id for row in self._view.tx.inbox.failed()}
        row = self._view.tx.outbox.get(id)
        return row is not None and row.state not in (DeliveryState.SENT, DeliveryState.SKIPPED)

    def _keep(self, key: str, kept: dict[str, Any]) -> None:
        self._kept[ASIDE + key] = kept
        self._view.tx.facts.set(ASIDE + key, json.dumps(kept, ensure_ascii=False))

    def _mark(self) -> str:
        """What must change before the same work may come out differently."""
        tx, day = self._view.tx, self._view.today.isoformat()
        return f"{self._view.world.version} {tx.reports.newest()} {tx.target_values.newest()} {day}"

    def _tell(self, piece: Piece, fault: str) -> None:
        tx, view, plans = self._view.tx, self._view, piece.plans
        theirs = [x for x in tx.links.all(role=Role.SECRETARY) if plans is None or x.plan in plans]
        values = {"what": f"aside.{piece.what}", "values": dict(piece.values), "fault": fault}
        for chat in sorted({x.chat_id for x in theirs if x.stands(view.today)}):
            row = NewDelivery(
                key=f"{ASIDE}{piece.key}:{view.now.isoformat()}:{chat}",
                chat_id=chat,
                priority=Priority.DIGEST,
                subject=Notice(key="aside.message", values=values),
            )
            tx.outbox.add(row, view.now)


def of_chat(world: World, tx: Transaction, kind: str, id: int, chat: int, key: str = "") -> Piece:
    """One message to a chat, or update of it; of a message that was to tell of a fault nobody is told."""
    links = [] if key.startswith(ASIDE) else tx.links.of_chat(chat)
    names = ", ".join(dict.fromkeys(link.name for link in links))
    plans = {plan for link in links for plan in plans_of(world.catalog, link)}
    return Piece(key=f"{kind}{id}", what=kind.rstrip(":"), values={"name": names}, plans=plans)


def known(tx: Transaction) -> list[tuple[bool, Say]]:
    """What is put aside now, each with whether it is a whole part of the program, and in words."""
    found = []
    for key, text in sorted(tx.facts.starting(ASIDE).items()):
        kept = aside(text)
        at = datetime.fromisoformat(kept["since"])
        about = {"what": f"aside.{kept['what']}", "values": kept["values"], "fault": kept["fault"]}
        words = say("aside.health", **about, day=day(at), time=f"{at:%H:%M}")
        part = key.startswith(ASIDE + PART) and not key.startswith(ASIDE + PART + PAGE)
        found.append((part, words))
    return found


def _faulty_parts(tx: Transaction) -> set[str]:
    return {key.removeprefix(ASIDE + PART) for key in tx.facts.starting(ASIDE + PART)}


def _fault(error: Exception) -> str:
    """What failed and where, without the error's own words: they may quote what somebody wrote."""
    places = traceback.extract_tb(error.__traceback__)[-1:]
    return " ".join([type(error).__name__, *(f"{Path(p.filename).name}:{p.lineno}" for p in places)])


class Guard:
    """Runs the passes, jobs, loops and pages of one process: a fault of theirs is noted, and never raised."""

    def __init__(self, store: Store, world: Callable[[], World], clock: Clock) -> None:
        self._store = store
        self._world = world
        self._clock = clock
        self._noted: set[str] = set()  # parts of which this process keeps a fault
        self._left: set[str] | None = None  # those a former process left behind, as last looked at

    def look_again(self) -> None:
        """Another process may have left faults behind since."""
        self._left = None

    async def run(
        self,
        name: str,
        work: Callable[[], Awaitable[T]],
        otherwise: T,
        outside: tuple[type[Exception], ...] = (),
    ) -> T:
        """What the work makes, or `otherwise` where it failed; it is for the caller to try again.

        What comes from `outside` is no fault of ours, and travels on.
        """
        try:
            made = await work()
        except outside:
            raise
        except StoreUnavailable as outage:
            log.warning("action=%s store=%s", name, outage.reason)
            return otherwise
        except Exception as error:
            await self._note(name, error)
            return otherwise
        await self.well(name)
        return made

    async def well(self, name: str) -> None:
        """It works, and nothing is to be told of it any more; what runs for ever says so itself."""
        try:
            if self._left is None:
                self._left = await self._store.read(_faulty_parts)
            if name in self._noted or name in self._left:
                await self._store.write(lambda tx: self._aside(tx).forget(PART + name))
                self._noted.discard(name)
                self._left.discard(name)
        except StoreUnavailable as outage:
            log.warning("action=%s store=%s", name, outage.reason)
        except Exception:  # what the work made counts all the same
            log.exception("action=aside mended=%s told=no", name)

    async def _note(self, name: str, error: Exception) -> None:
        self._noted.add(name)
        piece = Piece(key=PART + name, what=f"part_{name}")
        try:
            await self._store.write(lambda tx: self._aside(tx).note(piece, error))
        except Exception:  # it can't be told now; that must stop nobody either
            log.exception("action=aside what=%s told=no", name)

    def _aside(self, tx: Transaction) -> Aside:
        return Aside(View(self._world(), tx, self._clock.now()))
