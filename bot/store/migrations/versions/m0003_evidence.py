"""Evidence, decisions that name what they decide, and whose part of a task a report is about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("reports", sa.Column("part", sa.Text, nullable=False, server_default="owner"))
    # Written out: a column with its reference in one statement is what SQLite can add to a table, too.
    op.execute(
        "ALTER TABLE reports ADD COLUMN decides INTEGER CONSTRAINT fk_reports_decides REFERENCES reports (id)"
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("plan", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("report_id", sa.Integer),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("unique_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.Text),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_evidence_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("key", name="uq_evidence_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_plan_code", "evidence", ["plan", "code"])
    op.create_index("ix_evidence_batch", "evidence", ["batch"])
    op.create_index("ix_evidence_state_due_at", "evidence", ["state", "due_at"])
    op.create_index("ix_outbox_kind_ended_at", "outbox", ["kind", "ended_at"])
