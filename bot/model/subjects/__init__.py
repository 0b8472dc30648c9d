"""What each sort of message is about; an outbox row keeps it, and its text is made when it is sent."""

from bot.model.message import OutboxKind, Subject
from bot.model.subjects.answers import (
    Card,
    Directive,
    DirectiveSent,
    DirectiveWanted,
    Notice,
    Receipt,
    Tasks,
    Waived,
)
from bot.model.subjects.decisions import (
    Answer,
    AnswerWanted,
    Decision,
    Disputed,
    Pending,
    Question,
    Request,
    Result,
    SureToTransfer,
    WhichUnit,
    WhyDecided,
)
from bot.model.subjects.drafting import PlanApplied, PlanPreview, PlanRead, PlanSheet, PlanWanted
from bot.model.subjects.figures import Calendar, Digest, Figures, OfPlan, Paper, Piece, Progress
from bot.model.subjects.inviting import Invitations, InviteCards, Inviting
from bot.model.subjects.planned import Agenda, Escalation, Morning, Unreached
from bot.model.subjects.questions import (
    Readiness,
    SureToLeave,
    SureToUnlink,
    UntilWhen,
    WhichMeaning,
    WhichPeriod,
    WhichPost,
    WhichTask,
    WhichWaived,
    WhyLater,
)
from bot.model.subjects.targets import FigureAsked, OfTarget, Target, Targets, Value

__all__ = [
    "Agenda",
    "Answer",
    "AnswerWanted",
    "Calendar",
    "Card",
    "Decision",
    "Digest",
    "Directive",
    "DirectiveSent",
    "DirectiveWanted",
    "Disputed",
    "Escalation",
    "FigureAsked",
    "Figures",
    "Invitations",
    "InviteCards",
    "Inviting",
    "Morning",
    "Notice",
    "OfPlan",
    "OfTarget",
    "Paper",
    "Pending",
    "Piece",
    "PlanApplied",
    "PlanPreview",
    "PlanRead",
    "PlanSheet",
    "PlanWanted",
    "Progress",
    "Question",
    "Readiness",
    "Receipt",
    "Request",
    "Result",
    "SureToLeave",
    "SureToTransfer",
    "SureToUnlink",
    "Target",
    "Targets",
    "Tasks",
    "Unreached",
    "Unreadable",
    "UntilWhen",
    "Value",
    "Waived",
    "WhichMeaning",
    "WhichPeriod",
    "WhichPost",
    "WhichTask",
    "WhichUnit",
    "WhichWaived",
    "WhyDecided",
    "WhyLater",
]


class Unreadable(Subject):
    """What no version known here has written: nothing can be said of it."""

    was: OutboxKind

    @property
    def kind(self) -> OutboxKind:
        return self.was
