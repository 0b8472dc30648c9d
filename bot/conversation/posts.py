"""Posts change hands: handed over, stood in for, given up, taken away."""

from dataclasses import replace
from datetime import date

from bot.access import codes
from bot.access.rights import Deed, plans_open_to
from bot.conversation import linking
from bot.conversation.turn import Outcome, Talk
from bot.language.days import LOOSE, stretches
from bot.language.folding import folded, plain
from bot.language.stretches import Certainty, Grain, Impossible, Stretch, View
from bot.model import subjects
from bot.model.people import Invite, Link, Role
from bot.model.say import Say, say
from bot.texts import day

MOST_SHOWN = 30
LONGEST_AWAY = 366  # days somebody may be stood in for
NO_DAYS = LOOSE - {"day and month with a dot"}
SURE = frozenset({"dong y", "yes"})
STOP = frozenset({"huy", "thoi", "dung", "stop", "cancel"})


def hand_over(talk: Talk, rest: str) -> Outcome:
    """`/bangiao`, `/bangiao NUMBER` or `/bangiao some words`: an invitation for a post's successor."""
    return _chosen(talk, Deed.HAND_OVER, _to_hand_over(talk), rest)


def hand_over_pressed(talk: Talk, id: int) -> Outcome:
    link = _numbered(_to_hand_over(talk), id)
    return _invite_successor(talk, link) if link else talk.refuse("toast.not_yours")


def unlink(talk: Talk, rest: str) -> Outcome:
    """`/huylienket`, with a number or words: a secretary ends the link of a person or a group."""
    here = [] if talk.event.private or rest else [x for x in talk.chat_links if x.role is Role.GROUP]
    found = [x for x in _within(talk, Deed.UNLINK) if not here or x in here]
    if rest.isdigit():
        link = _numbered(found, int(rest))
        return _end(talk, link) if link else talk.refuse("post.no_number", number=rest)
    return _offer(talk, "unlink", _matching(talk, found, rest))


def unlink_pressed(talk: Talk, id: int, *, sure: bool) -> Outcome:
    link = _numbered(_within(talk, Deed.UNLINK), id)
    if link is None:
        return talk.refuse("toast.not_yours")
    if sure:
        return _end(talk, link, edits=talk.event.message_id)
    talk.answer(subjects.SureToUnlink(link=link.id), edits=talk.event.message_id)
    return Outcome()


def leave(talk: Talk, rest: str) -> Outcome:
    """`/roi`: asks once, for what is left can only be had back by a new invitation."""
    if plain(rest) in SURE:
        return leave_pressed(talk)
    talk.answer(subjects.SureToLeave())
    return Outcome()


def leave_pressed(talk: Talk) -> Outcome:
    """Every link of the speaker ends at once."""
    for link in talk.book.links.of_user(talk.event.user_id):
        talk.book.links.end(link.id, talk.now)
    talk.notice("post.left")
    return Outcome(toast=say("toast.left"), linked=True)


def deputise(talk: Talk, rest: str) -> Outcome:
    """`/uyquyen [NUMBER] 1/7 5/7/2026`: somebody stands in for the speaker's post between two days."""
    own = [x for x in talk.links if not x.deputy]
    number, _, words = rest.partition(" ")
    if number.isdigit() and not _begins_with_a_day(rest, talk.today):
        own, rest = [x for x in own if x.id == int(number)], words
    if plain(rest).strip() in STOP:
        return _end_deputies(talk, own)
    days = days_away(rest, talk.today)
    if isinstance(days, Say):
        return talk.refuse("post.deputy_how", why=days.key, values=dict(days.values))
    if days is None:
        return talk.refuse("post.deputy_how", why=None)
    if len(own) != 1:
        return talk.refuse("post.which", posts=[_described(talk, x) for x in own or talk.links])
    return _invite_deputy(talk, own[0], *days)


def _to_hand_over(talk: Talk) -> list[Link]:
    """The speaker's own posts, then those a secretary reaches; a deputy has none to hand over."""
    own = [x for x in talk.links if not x.deputy]
    others = [x for x in _within(talk, Deed.HAND_OVER) if x not in own]
    return [*own, *(x for x in others if x.role in (Role.OFFICIAL, Role.HEAD) and not x.deputy)]


def _within(talk: Talk, deed: Deed) -> list[Link]:
    """The links of others within the speaker's plans: to the plan, or to a unit with a part in it."""
    plans = plans_open_to(deed, talk.links)
    tasks = [t for t in talk.catalog.tasks() if t.plan in plans]
    units = {unit for t in tasks for unit in (t.owner, *t.support)}
    return [
        x
        for x in talk.book.links.all()
        if (x.plan in plans or x.unit in units) and x.user_id != talk.event.user_id
    ]


def _chosen(talk: Talk, deed: Deed, found: list[Link], rest: str) -> Outcome:
    if rest.isdigit():
        link = _numbered(found, int(rest))
        return _invite_successor(talk, link) if link else talk.refuse("post.no_number", number=rest)
    matching = _matching(talk, found, rest)
    if len(matching) == 1:
        return _invite_successor(talk, matching[0])
    return _offer(talk, deed.value, matching)


def _offer(talk: Talk, act: str, links: list[Link]) -> Outcome:
    if not links:
        return talk.refuse("post.none")
    ids = tuple(x.id for x in links[:MOST_SHOWN])
    talk.answer(subjects.WhichPost(act=act, links=ids, more=len(links) - len(ids)))
    return Outcome()


def _numbered(links: list[Link], id: int) -> Link | None:
    return next((x for x in links if x.id == id), None)


def _matching(talk: Talk, links: list[Link], words: str) -> list[Link]:
    wanted = plain(words).split()
    return [x for x in links if all(word in _searched(talk, x) for word in wanted)]


def _searched(talk: Talk, link: Link) -> str:
    unit = talk.catalog.units.get(link.unit or "")
    known = (unit.name, unit.short, *unit.aliases) if unit else ()
    names = (link.post, link.name, link.unit, link.plan, *known)
    return plain(" ".join(name or "" for name in names))


def _described(talk: Talk, link: Link) -> dict[str, str | int]:
    return {
        "id": link.id,
        "role": link.role.value,
        "post": link.post or "",
        "place": talk.catalog.place(link.unit, link.plan),
    }


def _invite_successor(talk: Talk, link: Link) -> Outcome:
    invite = Invite(
        role=link.role,
        unit=link.unit,
        plan=link.plan,
        post=link.post,
        expires_at=codes.expiry(talk.now),
        replaces=link.id,
    )
    address = _kept(talk, invite)
    own = link.user_id == talk.event.user_id
    values = _described(talk, link)
    talk.notice("post.handover", link=address, until=day(_last(invite)), own=own, **values)
    return Outcome()


def _invite_deputy(talk: Talk, link: Link, start: date, end: date) -> Outcome:
    invite = Invite(
        role=link.role,
        unit=link.unit,
        plan=link.plan,
        post=link.post,
        expires_at=codes.expiry(talk.now),
        valid_from=start,
        valid_to=end,
    )
    address = _kept(talk, invite)
    values = _described(talk, link) | {"start": day(start), "end": day(end)}
    talk.notice("post.deputy", link=address, until=day(_last(invite)), **values)
    return Outcome()


def _kept(talk: Talk, invite: Invite) -> str:
    code = codes.new_code()
    talk.book.invites.add(code, invite, talk.now)
    return codes.deep_link(talk.bot_name, invite.role, code)


def _last(invite: Invite) -> date:
    return invite.expires_at.date()


def _end(talk: Talk, link: Link, *, edits: int | None = None) -> Outcome:
    """The link ends now; who held it is told, so that a silent bot puzzles nobody."""
    talk.book.links.end(link.id, talk.now)
    values = _described(talk, link)
    told = subjects.Notice(key="post.unlinked", values={**values, "name": link.name})
    talk.answer(told, edits=edits)
    if link.chat_id != talk.event.chat_id:
        talk.tell(link, "post.ended", **values)
    return Outcome(toast=say("toast.unlinked"), linked=True)


def _end_deputies(talk: Talk, own: list[Link]) -> Outcome:
    theirs = [x for post in own for x in linking.of_post(talk, post) if x.deputy]
    for link in theirs:
        talk.book.links.end(link.id, talk.now)
        talk.tell(link, "post.ended", **_described(talk, link))
    said = talk.refuse("post.deputies_ended" if theirs else "post.no_deputy")
    return replace(said, linked=bool(theirs))


def days_away(text: str, today: date) -> tuple[date, date] | Say | None:
    """From the first day named to the last, one alone from today on; or why not, None where none is."""
    found = stretches(folded(text), View(today), NO_DAYS)
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
    found = stretches(folded(text), View(today), NO_DAYS)
    return bool(found) and found[0].at[0] == 0
