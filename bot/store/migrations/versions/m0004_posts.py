"""Posts that are handed over or stood in for, topics of a group, reminders put off, leaders told."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PARTS = (
    "coalesce(user_id, chat_id)",
    "coalesce(unit, '')",
    "coalesce(\"plan\", '')",
    "coalesce(post, '')",
)


def upgrade() -> None:
    for column in ("valid_from", "valid_to"):
        op.add_column("links", sa.Column(column, sa.Date))
        op.add_column("invites", sa.Column(column, sa.Date))
    op.add_column("links", sa.Column("thread_id", sa.BigInteger))
    op.add_column("invites", sa.Column("replaces", sa.Integer))
    op.drop_index("ix_links_in_force", table_name="links")
    # One person may hold two posts of a unit, one of them for somebody who is away.
    op.create_index(
        "ix_links_in_force",
        "links",
        ["role", *(sa.text(part) for part in PARTS)],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "snoozes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_snoozes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snoozes_chat_id", "snoozes", ["chat_id"])
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sa.UniqueConstraint("plan", "code", "due", "step", name="uq_escalations_plan_code_due_step"),
        sqlite_autoincrement=True,
    )
