"""When a weekly digest goes out: one moment in every week, whatever is changed meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model.digest import DigestRules
from bot.schedule.calendar import WorkingDays

WEEK = timedelta(days=7)
GRACE = timedelta(days=3)  # a digest missed by more waits for the next (decision 6)
FAR = 14  # weeks looked ahead; no real break is as long


@dataclass(frozen=True, slots=True)
class Edition:
    """The digest's moments of last week and of this one; null in a week without working days."""

    before: datetime | None = None
    this: datetime | None = None


def edition_on(kept: Edition | None, rules: DigestRules, days: WorkingDays, now: datetime) -> Edition:
    """The edition at `now`, from the one kept before; the rules may have changed since.

    This week gets its new moment, unless that has gone by: then the moment it had still holds, so that a
    day changed in mid-week leaves nobody without a digest. Who has had this week's gets no second one:
    that is for the caller to see to.
    """
    week, here = monday(now), now.tzinfo
    moments = [moment.astimezone(here) for moment in (kept.before, kept.this) if moment] if kept else []
    known = {monday(moment): moment for moment in moments}
    return Edition(
        before=known.get(week - WEEK) or moment_in(week - WEEK, rules, days, now),
        this=_held(known.get(week), moment_in(week, rules, days, now), now),
    )


def _held(kept: datetime | None, wished: datetime | None, now: datetime) -> datetime | None:
    if kept is None or (wished is not None and wished > now):
        return wished
    return max(kept, wished) if wished else None


def due(edition: Edition, now: datetime) -> datetime | None:
    """The moment of the digest that is to go out at `now`, on time or late."""
    latest = edition.this if edition.this and edition.this <= now else edition.before
    return latest if latest and timedelta(0) <= now - latest <= GRACE else None


def after(now: datetime, rules: DigestRules, days: WorkingDays) -> datetime | None:
    """The first moment of the weeks after this one."""
    weeks = (monday(now) + n * WEEK for n in range(1, FAR))
    return next((found for week in weeks if (found := moment_in(week, rules, days, now))), None)


def moment_in(week: date, rules: DigestRules, days: WorkingDays, now: datetime) -> datetime | None:
    """The moment in the week of that Monday, in the zone of `now`: on its weekday or the first working day
    after it, or else the last one before; none in a week without working days."""
    later = [week + timedelta(days=n) for n in range(rules.weekday, 7)]
    earlier = [week + timedelta(days=n) for n in reversed(range(rules.weekday))]
    day = next((d for d in (*later, *earlier) if days.is_working(d)), None)
    return datetime.combine(day, rules.at, tzinfo=now.tzinfo) if day else None


def monday(moment: datetime) -> date:
    """The first day of the moment's week."""
    return moment.date() - timedelta(days=moment.weekday())
