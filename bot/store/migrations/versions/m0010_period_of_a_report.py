"""Which period of an ongoing or recurring task a report is of; null, as before: the one of its day."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("reports", sa.Column("period", sa.Date))
