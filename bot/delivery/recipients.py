"""Who gets what: a unit's own group before its officials, a deputy before the holder of the post."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.people import Link, Role
from bot.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Recipients:
    """The links that are told of their units' tasks on a day, and those told through another."""

    told: tuple[Link, ...]
    through_others: tuple[Link, ...]


def recipients(tx: Transaction, units: Collection[str], today: date) -> Recipients:
    """A unit's agenda goes to its group; while that can't be written to, to its officials as well."""
    links = tx.links.of_units(units)
    groups = [x for x in links if x.role is Role.GROUP]
    of_groups = {x.unit for x in groups if x.reached}
    officials = [x for x in links if x.role is Role.OFFICIAL and x.stands(today)]
    alone = [x for x in officials if x.unit not in of_groups]
    told = (*groups, *on_duty(alone))
    ids = {x.id for x in told}
    return Recipients(told, tuple(x for x in officials if x.id not in ids))


def on_duty(links: Iterable[Link]) -> list[Link]:
    """Of these links, all in force, those not stood in for: a deputy is told instead of the holder, as
    long as the deputy can be."""
    links = tuple(links)
    deputies: Mapping[Post, set[int | None]] = defaultdict(set)
    for link in links:
        if link.deputy and link.reached:
            deputies[_post(link)].add(link.user_id)
    return [x for x in links if x.deputy or not deputies[_post(x)] - {x.user_id}]


Post = tuple[Role, str | None, str | None, str | None]


def _post(link: Link) -> Post:
    return link.role, link.unit, link.plan, link.post
