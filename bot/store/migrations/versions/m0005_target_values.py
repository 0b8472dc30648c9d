"""Figures reported towards a plan's targets."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "target_values",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("undoes", sa.Integer),
        sa.ForeignKeyConstraint(["undoes"], ["target_values.id"], name="fk_target_values_undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_target_values"),
        sa.UniqueConstraint("key", name="uq_target_values_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_target_values_plan_target", "target_values", ["plan", "target"])
