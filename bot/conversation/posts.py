"""Posts change hands: handed over, stood in for, given up, taken away."""

from dataclasses import replace
from datetime import date

from bot.access import codes
from bot.access.rights import Right, plans_open_to
from bot.conversation import linking
from bot.language.days import LOOSE, stretches
from bot.language.folding import folded, plain
from bot.language.stretches import Certainty, Grain, Impossible, Standpoint, Stretch
from bot.model import subjects
from bot.model.people import Invite, Link, Role
from bot.model.say import Say, say
from bot.texts import day
from bot.turn.turn import Outcome, Turn

MOST_SHOWN = 30
LONGEST_AWAY = 366  # days somebody may be stood in for
NO_DAYS = LOOSE - {"day and month with a dot"}
SURE = frozenset({"dong y", "yes"})
STOP = frozenset({"huy", "thoi", "dung", "stop", "cancel"})
# A post is looked for by words as well, and somebody's name may be Huy.
TAKE_BACK = frozenset({"hủy", "huỷ", "stop", "cancel"})


def hand_over(turn: Turn, rest: str) -> Outcome:
    """`/bangiao`, `/bangiao NUMBER` or `/bangiao some words`: an invitation for a post's successor;
    `/bangiao hủy` takes back those that nobody has used."""
    if folded(rest).clean.casefold() in TAKE_BACK:
        taken = turn.tx.invites.take_back([x.id for x in turn.links], turn.now, deputies=False)
        return turn.refuse("post.codes_taken_back" if taken else "post.no_code")
    return _chosen(turn, Right.HAND_OVER, _to_hand_over(turn), rest)


def hand_over_pressed(turn: Turn, id: int) -> Outcome:
    link = _numbered(_to_hand_over(turn), id)
    return _invite_successor(turn, link) if link else turn.refuse("toast.not_yours")


def unlink(turn: Turn, rest: str) -> Outcome:
    """`/huylienket`, with a number or words: a secretary ends the link of a person or a group."""
    here = [] if turn.event.private or rest else [x for x in turn.chat_links if x.role is Role.GROUP]
    found = [x for x in _within(turn, Right.UNLINK) if not here or x in here]
    if rest.isdecimal():
        link = _numbered(found, int(rest))
        return _end(turn, link) if link else turn.refuse("post.no_number", number=rest)
    return _offer(turn, "unlink", _matching(turn, found, rest))


def unlink_pressed(turn: Turn, id: int, *, sure: bool) -> Outcome:
    link = _numbered(_within(turn, Right.UNLINK), id)
    if link is None:
        return turn.refuse("toast.not_yours")
    if sure:
        return _end(turn, link, edits=turn.event.message_id)
    return turn.answer(subjects.SureToUnlink(link=link.id), edits=turn.event.message_id)


def leave(turn: Turn, rest: str) -> Outcome:
    """`/roi`: asks once, for what is left can only be had back by a new invitation."""
    if plain(rest) in SURE:
        return leave_pressed(turn)
    return turn.answer(subjects.SureToLeave())


def leave_pressed(turn: Turn) -> Outcome:
    """Every link of the speaker ends at once."""
    for link in turn.tx.links.of_user(turn.event.user_id):
        linking.end(turn, link)
    turn.notice("post.left")
    return Outcome(toast=say("toast.left"), linked=True)


def deputise(turn: Turn, rest: str) -> Outcome:
    """`/uyquyen [NUMBER] 1/7 5/7/2026`: somebody stands in for the speaker's post between two days."""
    own = [x for x in turn.links if not x.deputy]
    number, _, words = rest.partition(" ")
    if number.isdecimal() and not _begins_with_a_day(rest, turn.today):
        own, rest = [x for x in own if x.id == int(number)], words
    if plain(rest).strip() in STOP:
        return _end_deputies(turn, own)
    days = days_away(rest, turn.today)
    if isinstance(days, Say):
        return turn.refuse("post.deputy_how", why=days.key, values=dict(days.values))
    if days is None:
        return turn.refuse("post.deputy_how", why=None)
    if len(own) != 1:
        return turn.refuse("post.which", posts=[linking.described(turn, x) for x in own or turn.links])
    return _invite_deputy(turn, own[0], *days)


def _to_hand_over(turn: Turn) -> list[Link]:
    """The speaker's own posts, then those a secretary reaches; a deputy has none to hand over."""
    own = [x for x in turn.links if not x.deputy]
    others = [x for x in _within(turn, Right.HAND_OVER) if x not in own]
    return [*own, *(x for x in others if x.role in (Role.OFFICIAL, Role.HEAD) and not x.deputy)]


def _within(turn: Turn, right: Right) -> list[Link]:
    """The links of others within the speaker's plans: to the plan, or to a unit with a part in it."""
    return _reached(turn, right, turn.links)


def _reached(turn: Turn, right: Right, through: list[Link]) -> list[Link]:
    plans = plans_open_to(right, through)
    tasks = [t for id in plans if id in turn.catalog.plans for t in turn.catalog.plans[id].tasks]
    units = {unit for t in tasks for unit in (t.owner, *t.support)}
    return [
        x
        for x in turn.tx.links.all()
        if (x.plan in plans or x.unit in units) and x.user_id != turn.event.user_id
    ]


def _chosen(turn: Turn, right: Right, found: list[Link], rest: str) -> Outcome:
    if rest.isdecimal():
        link = _numbered(found, int(rest))
        return _invite_successor(turn, link) if link else turn.refuse("post.no_number", number=rest)
    matching = _matching(turn, found, rest)
    if len(matching) == 1:
        return _invite_successor(turn, matching[0])
    return _offer(turn, right.value, matching)


def _offer(turn: Turn, act: str, links: list[Link]) -> Outcome:
    if not links:
        return turn.refuse("post.none")
    ids = tuple(x.id for x in links[:MOST_SHOWN])
    return turn.answer(subjects.WhichPost(act=act, links=ids, more=len(links) - len(ids)))


def _numbered(links: list[Link], id: int) -> Link | None:
    return next((x for x in links if x.id == id), None)


def _matching(turn: Turn, links: list[Link], words: str) -> list[Link]:
    wanted = plain(words).split()
    return [x for x in links if all(word in _searched(turn, x) for word in wanted)]


def _searched(turn: Turn, link: Link) -> str:
    unit = turn.catalog.units.get(link.unit or "")
    known = (unit.name, unit.short, *unit.aliases) if unit else ()
    names = (link.post, link.name, link.unit, link.plan, *known)
    return plain(" ".join(name or "" for name in names))


def _invite_successor(turn: Turn, link: Link) -> Outcome:
    invite = Invite(
        role=link.role,
        unit=link.unit,
        plan=link.plan,
        post=link.post,
        expires_at=codes.expiry(turn.now),
        replaces=link.id,
        made_by=_maker(turn, link),
    )
    address = linking.invited(turn, invite)
    own = link.user_id == turn.event.user_id
    values = linking.described(turn, link)
    return turn.notice("post.handover", link=address, until=day(_last(invite)), own=own, **values)


def _maker(turn: Turn, link: Link) -> int:
    """Through which link the speaker hands it over: that very one, or a secretary's that reaches it."""
    through = (x for x in turn.links if link in _reached(turn, Right.HAND_OVER, [x]))
    return link.id if link.user_id == turn.event.user_id else next(through).id


def _invite_deputy(turn: Turn, link: Link, start: date, end: date) -> Outcome:
    invite = Invite(
        role=link.role,
        unit=link.unit,
        plan=link.plan,
        post=link.post,
        expires_at=codes.expiry(turn.now),
        valid_from=start,
        valid_to=end,
        made_by=link.id,
    )
    address = linking.invited(turn, invite)
    values = linking.described(turn, link) | {"start": day(start), "end": day(end)}
    return turn.notice("post.deputy", link=address, until=day(_last(invite)), **values)


def _last(invite: Invite) -> date:
    return invite.expires_at.date()


def _end(turn: Turn, link: Link, *, edits: int | None = None) -> Outcome:
    """The link ends now; who held it is told, so that a silent bot puzzles nobody."""
    linking.end(turn, link)
    values = linking.described(turn, link)
    told = subjects.Notice(key="post.unlinked", values={**values, "name": link.name})
    turn.answer(told, edits=edits, like=subjects.SureToUnlink(link=link.id))
    if link.chat_id != turn.event.chat_id:
        turn.tell(link, "post.ended", **values)
    return Outcome(toast=say("toast.unlinked"), linked=True)


def _end_deputies(turn: Turn, own: list[Link]) -> Outcome:
    """Who stands in now does so no longer, and whoever was to may not begin."""
    taken = turn.tx.invites.take_back([post.id for post in own], turn.now, deputies=True)
    deputies = ((x, post) for post in own for x in linking.of_post(turn, post) if x.deputy)
    theirs = [x for x, post in deputies if x.made_by in (post.id, None)]
    for link in theirs:
        linking.end(turn, link)
        turn.tell(link, "post.ended", **linking.described(turn, link))
    known = "post.codes_taken_back" if taken else "post.no_deputy"
    said = turn.refuse("post.deputies_ended" if theirs else known)
    return replace(said, linked=bool(theirs))


def days_away(text: str, today: date) -> tuple[date, date] | Say | None:
    """From the first day named to the last, one alone from today on; or why not, None where none is."""
    found = stretches(folded(text), Standpoint(today), NO_DAYS)
    if wrong := next((each for each in found if isinstance(each, Impossible)), None):
        return wrong.say
    named = [each for each in found if isinstance(each, Stretch) and each.certainty is not Certainty.RELATIVE]
    if len(named) not in (1, 2) or named != found:
        return None
    alone = len(named) == 1 and named[0].grain is Grain.DAY
    start, end = today if alone else named[0].start, named[-1].end
    return (start, end) if today <= end and 0 <= (end - start).days < LONGEST_AWAY else None


def _begins_with_a_day(text: str, today: date) -> bool:
    """ "1 tháng 7" begins with no post's number."""
    found = stretches(folded(text), Standpoint(today), NO_DAYS)
    return bool(found) and found[0].at[0] == 0
