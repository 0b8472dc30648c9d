"""A process and its turn: it starts, leads while no other does, and gives the lead up on its way out."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from bot.runtime.robot import Robot
from bot.store.databases.lead import Lead
from bot.telegram.application import InvalidToken, TelegramError

Began = Callable[[str], None]

log = logging.getLogger(__name__)

LEAD_PAUSE = 3.0  # how often a process that stands by tries, and the one that leads makes sure
START_PAUSE, LONGEST_START_PAUSE = 1.0, 30.0


async def start_patiently(robot: Robot, began: Began) -> None:
    """Telegram may be out of reach when the machine starts, and our own code may fail; only a wrong token
    is final. `began` is told the bot's name once Telegram has answered."""
    pause = START_PAUSE
    while not await robot.guard.run("start", partial(_started, robot), False, (InvalidToken,)):
        log.warning("action=start retry_in=%.0f", pause)
        await robot.clock.sleep(pause)
        pause = min(LONGEST_START_PAUSE, pause * 2)
    log.info("action=start bot=%s", robot.dispatcher.bot_name)
    began(robot.dispatcher.bot_name)


async def _started(robot: Robot) -> bool:
    try:
        await robot.start()
    except InvalidToken:
        raise
    except TelegramError as error:
        log.warning("action=start failed=%s", type(error).__name__)
        return False
    return True


async def stand(robot: Robot, lead: Lead, began: Began = lambda _: None) -> None:
    """Lead whenever no other process does, until cancelled; the lead is given up on the way out."""
    waits = False
    try:
        while True:
            taken = await robot.guard.run("lead", partial(asyncio.to_thread, lead.try_take), None)
            robot.pulse.waits = taken is False  # and not where it can't be known
            if taken:
                log.info("action=lead")
                turn = partial(_lead_while_held, robot, lead, began)
                await robot.guard.run("leading", turn, None, (InvalidToken,))
                log.warning("action=lead_lost")
                lead.release()  # after a fault of ours, whoever stands by may do better
            elif not waits:
                log.info("action=stand_by")
            waits = True
            await robot.clock.sleep(LEAD_PAUSE)
    finally:
        lead.release()


async def _lead_while_held(robot: Robot, lead: Lead, began: Began) -> None:
    await start_patiently(robot, began)
    held = partial(robot.guard.run, "lead", partial(asyncio.to_thread, lead.held), False)
    if not await held():
        return  # lost while Telegram was out of reach: another's sends in flight are not ours to repeat
    leading = asyncio.create_task(robot.lead())
    try:
        while await held():
            if (await asyncio.wait([leading], timeout=LEAD_PAUSE))[0]:
                leading.result()
                return
            await robot.guard.well("leading")
    finally:
        leading.cancel()
        await asyncio.wait([leading])
