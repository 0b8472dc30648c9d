"""A rehearsal in which one chat has 20,000 messages: `python tests/page/page_crowded.py`, which prints its address."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot import app, staging
from bot.cli.terminal import tell
from bot.messages.snapshot import world_of
from bot.planfile.catalog import load
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.casting import cast
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
MANY = 20_000
LINES = 5  # the longest message


def main() -> None:
    stages: list[BotApi] = []

    class Kept(BotApi):
        def __init__(self, **values: Any) -> None:
            super().__init__(**values)
            stages.append(self)

    def filled(address: str) -> None:
        chats = stages[0].chats
        chat = chats.all[0]
        people = [stages[0].bot, chats.people[0].as_json()]
        for number in range(MANY):
            text = "\n".join([f"Tin số {number}", *["thêm một dòng nữa"] * (number % LINES)])
            chats.post(chat, people[number % 3 == 0], text=text)
        tell(address)

    settings = Settings(plans=ROOT / "plans")
    catalog = load([settings.plans]).catalog
    day = date(2025, 12, 1)
    play = replace(cast(world_of(settings, catalog), settings.agenda_time, day), acts=())
    with patch.object(staging, "BotApi", Kept):
        asyncio.run(app.show_rehearsal(settings, catalog, day, play, 0, filled, copy=False))


if __name__ == "__main__":
    main()
