"""Which reports standings rest on: all of them, until they are weeded; the last of a task by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "bearing",
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("kept", sa.DateTime(timezone=True), nullable=False),
        sa.Column("under", sa.Text),
        sa.Column("weeded", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("report", name="pk_bearing"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_bearing_report_reports"),
    )
    op.execute(
        "INSERT INTO bearing (report, plan, code, kept)"
        " SELECT id, plan, code, coalesce(kept_at, at) FROM reports ORDER BY id"
    )
    op.drop_index("ix_reports_plan_code", "reports")
    op.create_index("ix_reports_plan_code_at", "reports", ["plan", "code", "at"])
    op.create_index("ix_reports_undoes", "reports", ["undoes"])
    op.create_index("ix_bearing_plan_code", "bearing", ["plan", "code"])
    op.create_index("ix_bearing_under_kept", "bearing", ["under", "kept"])
