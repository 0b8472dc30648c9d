"""The command that says what is missing: of the configuration, of the plans, of the people they need."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import typer

from bot.cli.checkup import machine
from bot.cli.checkup.findings import Finding, State, found
from bot.cli.common import EXIT_MISTAKE, EXIT_OUTAGE, AsJson, Config, print_json, speaking
from bot.cli.terminal import tell
from bot.clock import SystemClock
from bot.messages.notices.lacks import Lack, lacks
from bot.messages.snapshot import snapshot
from bot.model.plan import Catalog, Plan
from bot.model.say import Mistake, say
from bot.planfile.catalog import Loaded, load
from bot.settings import SQLITE, Settings, cache_folder
from bot.store.copies.backup import newest
from bot.store.databases.errors import Reason, StoreError
from bot.store.store import Store
from bot.telegram.client import Unanswered, greeted
from bot.texts import Texts

OFFICE_HOURS = time(6), time(18)
OLDEST_BACKUP = 2  # days: one is made every night


Lacking = Sequence[tuple[Plan, Sequence[Lack]]]


def doctor(as_json: AsJson = False, config: Config = None) -> None:
    """What is still missing before plans are followed, a line each with the next step."""
    with speaking(config) as (settings, texts):
        loaded, now = load([settings.plans], cache_folder()), SystemClock(settings.zone).now()
        database, plans = _database(settings, loaded.catalog)
        findings = [
            *_telegram(settings, now),
            *machine.private(settings),
            _agenda(settings),
            database,
        ]
        if database.state is not State.LACKING:
            findings.append(_backup(settings, now.date()))
        if database.state is not State.MISTAKE:
            findings += machine.folders(settings)
        findings += _files(loaded)
        code = _exit(findings)
        if as_json:
            print_json(_as_json(findings, plans, code, texts))
        else:
            _print(findings, plans, texts)
        raise typer.Exit(code)


def _exit(findings: Sequence[Finding]) -> int:
    states = {each.state for each in findings}
    return EXIT_MISTAKE if State.MISTAKE in states else EXIT_OUTAGE if State.OUTAGE in states else 0


def _telegram(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The token, and by the same call our clock; where nothing answers, whether the proxy does."""
    if settings.telegram.token is None:
        yield found("token", State.MISTAKE, "none")
        return
    try:
        answer = asyncio.run(greeted(settings.telegram))
    except Mistake:
        yield found("token", State.MISTAKE, "refused")
    except Unanswered as error:
        yield found("token", State.OUTAGE, "unanswered", reason=str(error))
    else:
        yield found("token", State.WELL, "well", name=answer.name)
        if answer.at:
            yield machine.clock(now, answer.at)
    yield from machine.proxy(settings)


def _agenda(settings: Settings) -> Finding:
    first, last = OFFICE_HOURS
    at = settings.agenda_time
    if first <= at < last:
        return found("agenda", State.WELL, "well", at=f"{at:%H:%M}")
    return found("agenda", State.LACKING, "odd", at=f"{at:%H:%M}")


def _database(settings: Settings, catalog: Catalog) -> tuple[Finding, Lacking | None]:
    """Whether it can be read, and what the plans lack by it: unknown where it can't."""
    try:
        store = Store.open_existing(settings.database_url)
        if store:
            store.close()
        with snapshot(settings, catalog) as view:
            plans = [(plan, lacks(view, plan)) for plan in view.world.catalog.plans.values()]
    except StoreError as error:
        state = State.MISTAKE if error.reason is Reason.ADDRESS else State.OUTAGE
        told = say(f"store.{error.reason.value}", detail=error.detail)
        return Finding(what="database", state=state, says=told), None
    how = (State.WELL, "well") if store else (State.LACKING, "none")
    return found("database", *how), plans


def _backup(settings: Settings, today: date) -> Finding:
    """How old the last nightly copy is."""
    if not settings.database_url.startswith(SQLITE):
        return found("backup", State.WELL, "postgresql")
    last = newest(settings.database_url)
    if last is None:
        return found("backup", State.LACKING, "none")
    days = (today - last).days
    how = (State.LACKING, "old") if days > OLDEST_BACKUP else (State.WELL, "well")
    return found("backup", *how, on=last, days=days)


def _files(loaded: Loaded) -> Iterator[Finding]:
    for each in () if loaded.bare else loaded.problems:
        yield found("plans", State.MISTAKE, "wrong", file=each.file, line=each.line, problem=each.say)
    if (loaded.bare or not loaded.problems) and not loaded.catalog.plans:
        yield found("plans", State.LACKING, "none")


def _print(findings: Sequence[Finding], plans: Lacking | None, texts: Texts) -> None:
    for each in findings:
        mark = "✓" if each.state is State.WELL else "✗"
        tell(f"{mark} {' → '.join(_said(each, texts))}")
    for plan, lacking in plans or ():
        tell(texts.plain("doctor.lacks" if lacking else "doctor.ready", number=plan.number))
        for lack in lacking:
            tell(f"  – {' → '.join(_told(lack, texts))}")


def _said(found: Finding, texts: Texts) -> list[str]:
    return [texts.plain(each) for each in (found.says, found.next) if each]


def _told(lack: Lack, texts: Texts) -> list[str]:
    says = texts.plain(f"ready.{lack.what}", most=None, **lack.values)
    return [says, texts.plain(f"ready.cli_{lack.what}", **lack.values)]


def _as_json(findings: Sequence[Finding], plans: Lacking | None, code: int, texts: Texts) -> dict[str, Any]:
    """One object; `plans` is null where the database could not be read, `next` where all is well."""
    configuration = [
        {"what": each.what, "state": each.state.value, **_both(_said(each, texts))} for each in findings
    ]
    people = None if plans is None else [_plan(*each, texts) for each in plans]
    return {"exit": code, "configuration": configuration, "plans": people}


def _plan(plan: Plan, lacking: Sequence[Lack], texts: Texts) -> dict[str, Any]:
    return {"plan": plan.id, "number": plan.number, "lacks": [_lack(each, texts) for each in lacking]}


def _lack(lack: Lack, texts: Texts) -> dict[str, Any]:
    units = [unit["id"] for unit in lack.values.get("units", ())]
    return {"what": lack.what, **_both(_told(lack, texts)), **({"units": units} if units else {})}


def _both(said: Sequence[str]) -> dict[str, str | None]:
    return {"says": said[0], "next": said[1] if said[1:] else None}
