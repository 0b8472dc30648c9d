"""One link in force for who, role, unit and plan, also when two processes link at once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PARTS = ("coalesce(user_id, chat_id)", "coalesce(unit, '')", "coalesce(\"plan\", '')")

links = sa.table(
    "links",
    sa.column("id", sa.Integer),
    sa.column("role", sa.Text),
    sa.column("chat_id", sa.BigInteger),
    sa.column("user_id", sa.BigInteger),
    sa.column("unit", sa.Text),
    sa.column("plan", sa.Text),
    sa.column("linked_at", sa.DateTime(timezone=True)),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    older = links.alias()
    same = [mine == theirs for mine, theirs in zip(_key(links), _key(older), strict=True)]
    twin = sa.exists().where(older.c.ended_at.is_(None), older.c.id < links.c.id, *same)
    # The first stays, as `Links.add` would have had it.
    op.execute(sa.update(links).where(links.c.ended_at.is_(None), twin).values(ended_at=links.c.linked_at))
    op.create_index(
        "ix_links_in_force",
        "links",
        ["role", *(sa.text(part) for part in PARTS)],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _key(table: sa.FromClause) -> list[sa.ColumnElement[object]]:
    c = table.c
    return [
        c.role,
        sa.func.coalesce(c.user_id, c.chat_id),
        sa.func.coalesce(c.unit, ""),
        sa.func.coalesce(c.plan, ""),
    ]
