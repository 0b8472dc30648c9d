"""The tables, one a word of the glossary; migrations build them, and a test holds the two together."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.schema import SchemaItem

from bot.model.evidence import EvidenceKind, EvidenceState
from bot.model.message import DeliveryState, OutboxKind
from bot.model.people import Role, Step
from bot.model.plan_file import PlanFileState
from bot.model.progress import ReportKind, Share, State
from bot.store.columns import EXACT, SAID, Moment, word

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class InboxState(StrEnum):
    """What became of one update: to be handled, handled, or set aside after too many failures."""

    NEW = "new"
    DONE = "done"
    FAILED = "failed"


def _numbered(name: str, *more: SchemaItem) -> Table:
    """A table of rows with ids; none is given twice, even when every older row has been pruned."""
    return Table(name, metadata, Column("id", Integer, primary_key=True), *more, sqlite_autoincrement=True)


inbox = _numbered(
    "inbox",
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", BigInteger, nullable=False),
    Column("raw", JSON, nullable=False),
    Column("state", word(InboxState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("error", SAID),
    UniqueConstraint("bot_id", "update_id"),
    Index(None, "bot_id", "state", "due_at"),
)

outbox = _numbered(
    "outbox",
    Column("key", Text, nullable=False, unique=True),
    Column("kind", word(OutboxKind), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("priority", Integer, nullable=False),
    Column("subject", JSON, nullable=False),
    Column("edits", BigInteger),
    Column("state", word(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("ended_at", Moment),
    Column("message_id", BigInteger),
    Column("error", SAID),
    Index(None, "state", "due_at"),
    Index(None, "chat_id", "message_id"),
    Index(None, "chat_id", "edits"),
    Index(None, "kind", "ended_at"),
)

reports = _numbered(
    "reports",
    Column("key", Text, nullable=False, unique=True),
    Column("plan", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("kind", word(ReportKind), nullable=False),
    Column("at", Moment, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", SAID, nullable=False),
    Column("unit", Text),
    Column("state", word(State)),
    Column("percent", Integer),
    Column("note", SAID, nullable=False),
    Column("asked_until", Date),
    Column("undoes", Integer, ForeignKey("reports.id")),
    Column("decides", Integer, ForeignKey("reports.id")),
    Column("part", word(Share), nullable=False, server_default=Share.OWNER.value),
    Column("period", Date),
    Column("kept_at", Moment),
    Index(None, "plan", "code", "at"),
    Index(None, "undoes"),
)

DATED = reports.c.asked_until.is_not(None)

# A date was given or asked for in few of them.
reports_dated = Index(
    "ix_reports_dated",
    *(reports.c.kind, reports.c.plan, reports.c.code, reports.c.asked_until),
    sqlite_where=DATED,
)

# The reports that standings rest on. Of a task that was weeded, `under` says by which rules, `weeded` up to
# which moment: the others are left out. Both are null of what was kept since.
bearing = Table(
    "bearing",
    metadata,
    Column("report", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("plan", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("kept", Moment, nullable=False),
    Column("under", Text),
    Column("weeded", Moment),
    Index(None, "plan", "code"),
    Index(None, "under", "kept"),
)

# What the bot asked about a note, and what that meant (null: not told).
doubts = Table(
    "doubts",
    metadata,
    Column("report", Integer, ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("guess", Text, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("offered", JSON, nullable=False),
    Column("meant", Text),
    Column("percent", Integer),
    Column("until", Date),
    Column("told_in", Text),
    Column("typed", SAID),
)

# Each version of a plan, as JSON, with the moment it came into force.
plan_versions = _numbered(
    "plan_versions",
    Column("plan", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("written", Text, nullable=False),
    Index(None, "plan", "at"),
)

plan_files = _numbered(
    "plan_files",
    Column("key", Text, nullable=False, unique=True),
    Column("user_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("name", SAID, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("state", word(PlanFileState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("reading", Text),
    Column("applied_at", Moment),
    Index(None, "state", "due_at"),
)

# Each text of a plan file, with the moment it came into force (hash null: removed; text null: not kept here).
plan_texts = _numbered(
    "plan_texts",
    Column("name", Text, nullable=False),
    Column("sha256", Text),
    Column("text", Text),
    Column("at", Moment, nullable=False),
    Index(None, "name"),
)

# What came with a report, or still waits to be told of which task it is (then without plan and code).
evidence = _numbered(
    "evidence",
    Column("key", Text, nullable=False, unique=True),
    Column("batch", Text, nullable=False),
    Column("plan", Text),
    Column("code", Text),
    Column("report_id", Integer, ForeignKey("reports.id")),
    Column("kind", word(EvidenceKind), nullable=False),
    Column("at", Moment, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", SAID, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("unique_id", Text, nullable=False),
    Column("name", SAID, nullable=False),
    Column("size", BigInteger),
    Column("state", word(EvidenceState), nullable=False),
    Column("sha256", Text),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("error", SAID),
    Index(None, "plan", "code"),
    Index(None, "batch"),
    Index(None, "state", "due_at"),
)

links = _numbered(
    "links",
    Column("role", word(Role), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger),
    Column("name", SAID, nullable=False),
    Column("unit", Text),
    Column("plan", Text),
    Column("post", SAID),
    Column("linked_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("planned_through", Date),
    Column("unreachable_since", Moment),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("thread_id", BigInteger),
    Column("made_by", Integer),
    Column("changes_through", Integer),
    Index(None, "chat_id"),
    Index(None, "user_id"),
)

IN_FORCE = links.c.ended_at.is_(None)

# Who (for a group: which chat) is what to which unit and plan in which post, once. An index on
# expressions: SQLite shows it to nobody who asks for a table's indexes, so a migration that rebuilds
# `links` there ("batch") must make it anew.
links_in_force = Index(
    "ix_links_in_force",
    links.c.role,
    func.coalesce(links.c.user_id, links.c.chat_id),
    func.coalesce(links.c.unit, ""),
    func.coalesce(links.c.plan, ""),
    func.coalesce(links.c.post, ""),
    unique=True,
    sqlite_where=IN_FORCE,
)

# Indexes on some rows alone; on PostgreSQL too: `postgres.configure`.
PARTIAL = {links_in_force: IN_FORCE, reports_dated: DATED}

invites = Table(
    "invites",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("role", word(Role), nullable=False),
    Column("unit", Text),
    Column("plan", Text),
    Column("post", SAID),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", BigInteger),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("replaces", Integer),
    Column("made_by", Integer),
    Column("ended_at", Moment),
)

invite_failures = Table(
    "invite_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "user_id", "at"),
)

facts = Table(
    "facts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# The newest row of a task and chat is the one that counts.
snoozes = _numbered(
    "snoozes",
    Column("plan", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_name", SAID, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Index(None, "chat_id"),
)

# What became of a task (null: it was or is not there), as JSON; a row for each unit it concerns.
changes = _numbered(
    "changes",
    Column("unit", Text, nullable=False),
    Column("old", JSON(none_as_null=True)),
    Column("new", JSON(none_as_null=True)),
    Column("at", Moment, nullable=False),
    Index(None, "unit"),
)

escalations = _numbered(
    "escalations",
    Column("plan", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("step", word(Step), nullable=False),
    Column("at", Moment, nullable=False),
    Column("told", SAID, nullable=False),
    UniqueConstraint("plan", "code", "due", "step"),
)

# What was reported towards a plan's targets; an entry that undoes repeats what it takes back.
target_values = _numbered(
    "target_values",
    Column("key", Text, nullable=False, unique=True),
    Column("plan", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("value", EXACT, nullable=False),
    Column("on", Date, nullable=False),
    Column("note", SAID, nullable=False),
    Column("at", Moment, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", SAID, nullable=False),
    Column("unit", Text),
    Column("undoes", Integer, ForeignKey("target_values.id")),
    Index(None, "plan", "target"),
)
