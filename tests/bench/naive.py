"""The peer as python-telegram-bot's own pages teach it: a job of APScheduler's a reminder, and a handler."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, ContextTypes, MessageHandler, filters

from bot.model.plan import Catalog

from .clocks import ZONE
from .costs import resident

NOW = date(2025, 12, 1)
BEFORE = (30, 14, 7, 3, 1, 0)
AT = time(7, 30)
Reminder = tuple[int, str, str]  # the chat, the words, the moment


def reminders_of(catalog: Catalog) -> Iterator[Reminder]:
    """Every reminder that is still to come, of every task with a date; the dates are given to it."""
    chats = {unit: chat for chat, unit in enumerate(catalog.units, 10_001)}
    for task in catalog.tasks():
        if (due := task.deadline.due) is not None:
            for on in (due - timedelta(days=days) for days in BEFORE):
                if on > NOW:
                    yield chats[task.owner], task.title, datetime.combine(on, AT, ZONE).isoformat()


async def remind(context: ContextTypes.DEFAULT_TYPE) -> None:
    job = context.job
    if job is not None and job.chat_id is not None:
        await context.bot.send_message(job.chat_id, str(job.data))


async def start(reminders: Sequence[Reminder]) -> float:
    """Every reminder its job, in memory; the megabytes they take."""
    application = _application()
    before = resident(os.getpid())
    await _schedule(application, reminders)
    return resident(os.getpid()) - before


async def start_stored(reminders: Sequence[Reminder], file: str) -> None:
    """The same in a database, so that a restart forgets none."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore

    application = _application()
    queue = application.job_queue
    assert queue is not None
    queue.scheduler.add_jobstore(SQLAlchemyJobStore(url=f"sqlite:///{file}"), "default")
    queue.scheduler.start(paused=True)
    for chat, words, moment in reminders:
        queue.scheduler.add_job(
            note, "date", run_date=datetime.fromisoformat(moment), args=(chat, words), misfire_grace_time=None
        )
    queue.scheduler.shutdown(wait=False)


def note(chat: int, words: str) -> None:
    """What a stored job names: a function that can be found again."""


async def answered(count: int, address: str, token: str, file: str) -> None:
    """Each reply is a row, committed, and then answered at Telegram's pace, till so many are."""
    done, left = asyncio.Event(), count
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE reports (chat INTEGER, words TEXT)")

        async def said(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
            nonlocal left
            message = update.effective_message
            assert message is not None
            database.execute("INSERT INTO reports VALUES (?, ?)", (message.chat_id, message.text))
            database.commit()
            await message.reply_text(f"Đã ghi: {message.text}")
            left -= 1
            if not left:
                done.set()

        builder = Application.builder().token(token).base_url(address)
        application = builder.rate_limiter(AIORateLimiter()).build()
        application.add_handler(MessageHandler(filters.TEXT, said))
        assert application.updater is not None
        async with application:
            await application.start()
            await application.updater.start_polling()
            await done.wait()
            await application.updater.stop()
            await application.stop()


def _application() -> "Application[Any, Any, Any, Any, Any, Any]":
    return Application.builder().token("1:naive").build()


async def _schedule(
    application: "Application[Any, Any, Any, Any, Any, Any]", reminders: Sequence[Reminder]
) -> None:
    queue = application.job_queue
    assert queue is not None
    for chat, words, moment in reminders:
        queue.run_once(remind, datetime.fromisoformat(moment), data=words, chat_id=chat)
    queue.scheduler.start(paused=True)
    queue.scheduler.shutdown(wait=False)
