"""What a secretary is told of a plan file that she sent, or may send."""

from bot.model.message import OutboxKind, Subject


class PlanWanted(Subject, kind=OutboxKind.CHOICE, ask="plan_wanted"):
    """The next file is a plan; the workbooks there are to fill in."""


class PlanSheet(Subject, kind=OutboxKind.FILE, ask="plan_sheet"):
    """A plan's file as a workbook to fill in; of no plan an empty one."""

    plan: str | None = None


class PlanRead(Subject, kind=OutboxKind.CHOICE, ask="plan_read"):
    """What was made of the plan file with that id."""

    file: int


class PlanPreview(Subject, kind=OutboxKind.FILE, ask="plan_preview"):
    """The first reminders that it would bring each unit, as a file."""

    file: int


class PlanApplied(Subject, kind=OutboxKind.CHOICE, ask="plan_applied"):
    """It is in force, or was."""

    file: int
