"""The versions of each plan with the moment they came into force, and when each report was kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "plan_versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_versions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_versions_plan_at", "plan_versions", ["plan", "at"])
    op.add_column("reports", sa.Column("kept_at", sa.DateTime(timezone=True)))
