"""When an invitation was taken back before anybody used it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("invites", sa.Column("ended_at", sa.DateTime(timezone=True)))
