"""What the bot asked about words it was not sure of, and what they meant."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "doubts",
        sa.Column("report", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("guess", sa.Text, nullable=False),
        sa.Column("sure", sa.Boolean, nullable=False),
        sa.Column("offered", sa.JSON, nullable=False),
        sa.Column("meant", sa.Text),
        sa.Column("percent", sa.Integer),
        sa.Column("until", sa.Date),
        sa.Column("told_in", sa.Text),
        sa.Column("typed", sa.Text),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_doubts_report"),
        sa.PrimaryKeyConstraint("report", name="pk_doubts"),
    )
