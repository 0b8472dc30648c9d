"""By which link an invitation was made, and a deputy with it: what hangs on a link ends with it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# A deputy's, of before: that of the post's first holder.
HOLDER = """
UPDATE {table} SET made_by = (
    SELECT min(holder.id) FROM links AS holder
    WHERE holder.role = {table}.role AND coalesce(holder.unit, '') = coalesce({table}.unit, '')
    AND coalesce(holder."plan", '') = coalesce({table}."plan", '')
    AND coalesce(holder.post, '') = coalesce({table}.post, '')
    AND holder.valid_to IS NULL AND holder.ended_at IS NULL
) WHERE valid_to IS NOT NULL
"""


def upgrade() -> None:
    for table in ("links", "invites"):
        op.add_column(table, sa.Column("made_by", sa.Integer))
        op.execute(HOLDER.format(table=table))
