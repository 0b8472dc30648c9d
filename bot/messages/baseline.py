"""With what a plan's figures are compared: the digest sent before them, as it was published."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.digest.parts import WEEK, Digest
from bot.messages.view import View
from bot.model import subjects
from bot.model.message import Delivery
from bot.model.people import Role
from bot.model.plan import Plan
from bot.model.published import Published
from bot.model.subjects import OfPlan


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures before, since when what happened is told, and whether the difference is: a group's first
    digest has none, nor a plan that was not followed a week ago."""

    since: datetime
    before: Published
    told: bool = True

    def compared(self, view: View, plan: Plan) -> Digest:
        """The plan's figures beside these."""
        made = view.digest(plan, since=self.since, before=self.before)
        return made if self.told else replace(made, change=None, moves={})


def baseline(view: View, row: Delivery, of: OfPlan) -> Baseline:
    """The last digest of an earlier day that was sent: to the group that reads this, else to any.

    What is pressed below a digest is compared with what that digest was. Where no digest was sent, or only
    by a version that kept no figures, the figures of that moment, or of a week ago, are recounted.
    """
    weekly = isinstance(of, subjects.Digest)
    if of.week_ago and not weekly:
        found = view.tx.outbox.last_digest(of.plan, of.week_ago)
        kept = _figures(found)
        return _at(view, of, of.week_ago, kept if kept and kept.at == of.week_ago else None)
    groups = [x.id for x in view.links_of(row.chat_id) if x.role is Role.GROUP and x.plan == of.plan]
    found = view.tx.outbox.last_digest(of.plan, _eve(view), row.chat_id if groups else None, groups)
    if found and (kept := _figures(found)):
        return _at(view, of, kept.at, kept)
    if found and found.sent_at:
        return _at(view, of, found.sent_at, None)
    week_ago = _week_ago(view, of)
    return replace(_at(view, of, week_ago, None), told=not weekly and _in_force(view, of.plan, week_ago))


def sent_before(view: View, plan: str) -> Published | None:
    """What the last digest of an earlier day said, to whomever it was sent; null where none is kept."""
    return _figures(view.tx.outbox.last_digest(plan, _eve(view)))


def _in_force(view: View, plan: str, moment: datetime) -> bool:
    """Whether the plan was followed here then: by its versions, or where none is kept by who was linked."""
    version = view.tx.plan_versions.on(moment, plan).get(plan)
    first = version.at if version else view.found.first_linked
    return first is not None and first <= moment


def _eve(view: View) -> datetime:
    return datetime.combine(view.today, time(), view.world.zone) - timedelta(microseconds=1)


def _at(view: View, of: OfPlan, moment: datetime, kept: Published | None) -> Baseline:
    return Baseline(moment, kept or view.recounted(of.plan, moment))


def _figures(row: Delivery | None) -> Published | None:
    return row.subject.figures if row and isinstance(row.subject, subjects.Digest) else None


def _week_ago(view: View, of: OfPlan) -> datetime:
    """A week ago at the hour of the plan's digest, so that what is asked on its own day tells its week."""
    plan = view.world.catalog.plans.get(of.plan)
    at = view.world.digest_rules(plan).at if plan else view.world.digest.at
    return datetime.combine(view.today - WEEK, at, view.world.zone)
