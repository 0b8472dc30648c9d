"""The dates that tasks were put off to, found by an index however long the log is."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

DATED = sa.text("asked_until IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_reports_dated",
        "reports",
        ["kind", "plan", "code", "asked_until"],
        sqlite_where=DATED,
        postgresql_where=DATED,
    )
